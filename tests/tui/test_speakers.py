"""Where another person begins to speak."""

import pytest
from msgspec import structs

from parsing.record import Entity, Report
from parsing.spans import Span
from tests.tui.driving import ready, settle
from tui.screens.telling import LegendScreen
from tui.tables import KINDS
from tui.text.speakers import speakers


def report(text, *names):
    entities, at = [], 0
    for name in names:
        start = text.index(name, at)
        at = start + len(name)
        entities.append(Entity(label="PERSON", start=start, end=at, raw=Span(start, at), text=name))
    return Report(
        id="r", path="r.txt", encoding="utf-8", title=None, published=None, source=None, publisher=None, author=None,
        editor=None, reporter=None, text=text, paragraphs=(), furniture=(), repairs=(), entities=tuple(entities),
        metrics=(), measures=(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "names", "found"),
    [
        ("李青禾强调，要守住村口。", ["李青禾"], ["李青禾强调"]),
        ("李青禾在会上指出，要排查。周慕云说：“好。”", ["李青禾", "周慕云"], ["李青禾在会上指出", "周慕云说"]),
        ("李青禾强调，要排查。李青禾要求，要消毒。", ["李青禾", "李青禾"], ["李青禾强调"]),
        ("李青禾说。周慕云说。李青禾说。", ["李青禾", "周慕云", "李青禾"], ["李青禾说", "周慕云说", "李青禾说"]),
        ("李青禾、周慕云一同检查。会议强调，要排查。", ["李青禾", "周慕云"], []),
        ("李青禾到村里。他说，要排查。", ["李青禾"], []),
    ],
)
def test_who_speaks_next(text, names, found):
    made = report(text, *names)
    assert [span.of(text) for span in speakers(made)] == found
    backwards = structs.replace(made, entities=made.entities[::-1])
    assert [span.of(text) for span in speakers(backwards)] == found


async def test_the_page_shows_where_another_speaks(opened, folder):
    (folder / "a.txt").write_text("松坪县\n周慕云说，好。李青禾要求各镇做好消毒。\n", "utf-8")
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await settle(pilot, lambda: reader.page.clean_text)
        text = reader.page.clean_text
        marks = reader.page._found_marks.over(0, len(text))
        assert [text[mark.start : mark.end] for mark in marks if mark.key == "speaker"] == ["周慕云说", "李青禾要求"]
        row = next(y for y in range(reader.page.size.height) if "周慕云" in reader.page.render_line(y).text)
        looks = {piece.text: piece.style for piece in reader.page.render_line(row) if piece.text.strip()}
        assert (looks["说"].bold, looks["说"].underline) == (True, True)
        assert not looks["，好。"].underline


async def test_speakers_are_a_kind_of_the_legend(opened, folder):
    (folder / "a.txt").write_text("松坪县\n周慕云说，好。\n", "utf-8")
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await settle(pilot, lambda: reader.page.clean_text)

        def said():
            rows = (reader.page.render_line(y) for y in range(reader.page.size.height))
            return next(
                piece.style for row in rows for piece in row if piece.text == "说" or piece.text.startswith("说，")
            )

        assert said().underline
        await pilot.press("m")
        await settle(pilot, lambda: isinstance(pilot.app.screen, LegendScreen))
        await pilot.press(*["j"] * KINDS.index("SPEAKER"), "space", "escape")
        await settle(pilot, lambda: pilot.app.screen is reader)
        assert reader.kinds == frozenset(KINDS) - {"SPEAKER"}
        assert not said().underline
