"""Keys that come all at once, faster than the focus can move: each does what it would have done typed slowly."""

import pytest
from textual import events
from textual.widgets import Input

from tests.tui.driving import listed, ready, settle
from tui.key_queue import Followed, QueuedKeysApp
from tui.screens.asking import NoteScreen


def burst(app, *keys):
    """Send keys as a terminal does when they wait in its queue."""
    for key in keys:
        app.post_message(events.Key(key, key if len(key) == 1 else None))


async def test_a_query_typed_at_once_is_a_query_and_no_commands(opened, folder):
    app = opened(folder)
    async with app.run_test(size=(120, 36)) as pilot:
        reader = await ready(pilot)
        burst(app, "f", *"捐赠", "enter", "J")
        await settle(pilot, lambda: not reader.line.has_focus_within and reader.query_text)
        assert reader.query_text == "捐赠"
        await settle(pilot, lambda: listed(reader) == ["石桥村收到捐赠"])


async def test_a_note_typed_at_once_is_a_note(opened, folder):
    app = opened(folder)
    async with app.run_test(size=(120, 36)) as pilot:
        reader = await ready(pilot)
        burst(app, "tab", "i", *"quick", "enter", "G")
        await settle(pilot, lambda: reader.notes)
        assert [note.note for note in reader.notes] == ["quick"]
        assert not isinstance(app.screen, NoteScreen)
        await settle(pilot, lambda: reader.page.cursor >= len(reader.reading.report.text) - 2)


async def test_what_is_pasted_waits_for_its_turn(opened, folder):
    app = opened(folder)
    async with app.run_test(size=(120, 36)) as pilot:
        reader = await ready(pilot)
        burst(app, "f")
        app.post_message(events.Paste("宣传单"))
        burst(app, "enter")
        await settle(pilot, lambda: reader.query_text and not reader.line.has_focus_within)
        assert reader.query_text == "宣传单"


@pytest.mark.parametrize(("typed", "key", "stays"), [("value>x", "enter", True), ("捐赠", "escape", False)])
async def test_a_key_that_overtakes_what_was_typed_is_about_all_of_it(opened, folder, typed, key, stays):
    async with opened(folder).run_test(size=(120, 36)) as pilot:
        reader = await ready(pilot)
        await pilot.press("f")
        await settle(pilot, lambda: reader.line.input.has_focus)
        for name in (*typed, key):  # past the queue: all in one turn of the loop
            reader.line.input.post_message(events.Key(name, name if len(name) == 1 else None))
        await settle(pilot, lambda: reader.line.mistaken == stays == reader.line.has_focus_within)
        assert reader.query_text == ""


class Deaf(Input):
    """A widget that lets nothing follow a key."""

    def on_followed(self, event):
        event.stop()


class Plain(QueuedKeysApp):
    def compose(self):
        yield Deaf()


@pytest.mark.parametrize("patience", [0.01])
async def test_keys_do_not_wait_for_ever(patience, monkeypatch):
    monkeypatch.setattr("tui.key_queue.PATIENCE", patience)
    app = Plain()
    async with app.run_test() as pilot:
        burst(app, *"abc")
        await settle(pilot, lambda: app.query_one(Deaf).value == "abc")


async def test_a_turn_that_is_over_gives_out_nothing(opened, folder):
    app = opened(folder)
    async with app.run_test(size=(120, 36)) as pilot:
        reader = await ready(pilot)
        reader.post_message(Followed(-1))
        burst(app, "f", "捐")
        await settle(pilot, lambda: reader.query_text == "捐")
