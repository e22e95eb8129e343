"""The reader's export dialog: every format is offered, the path ends as it does, and what is left out is said."""

from __future__ import annotations

import zipfile

from parsing.spans import Span
from tests.tui.driving import place, ready, settle
from tui.cli import FORMATS
from tui.data.exchange.formats import FORMATS as DECLARED
from tui.screens.export import ExportScreen


async def test_every_format_is_offered_and_the_path_ends_as_it_does(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await pilot.press("E")
        await settle(pilot, lambda: isinstance(pilot.app.screen, ExportScreen))
        dialog = pilot.app.screen
        choice, path = dialog.query_one("#format"), dialog.query_one("#export-path")
        assert [name for name, _ in choice.choices] == list(FORMATS)
        assert all(label != name for name, label in choice.choices)
        stem = path.value.removesuffix("json")
        choice.focus()
        for name in (*FORMATS[1:], FORMATS[0]):
            await pilot.press("right")
            await settle(pilot, lambda name=name: path.value == f"{stem}{DECLARED[name].extension}")


async def test_what_a_format_cannot_carry_is_said(opened, folder, tmp_path):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("tab")
        reader.page.reveal(Span(*place(reader, "李青禾")))
        await pilot.press("1", "E")
        await settle(pilot, lambda: isinstance(pilot.app.screen, ExportScreen))
        choice = pilot.app.screen.query_one("#format")
        choice.focus()
        await pilot.press(*["right"] * FORMATS.index("brat"))
        pilot.app.screen.query_one("#export-path").value = str(tmp_path / "out.zip")
        await pilot.press("enter")
        await settle(pilot, lambda: pilot.app.screen is reader)
        with zipfile.ZipFile(tmp_path / "out.zip") as archive:
            assert "T1\tPERSON" in archive.read("a.ann").decode()
        said = [note.message for note in pilot.app._notifications]
        assert any("brat cannot carry, and leaves out: 1 author and time" in str(one) for one in said), said
