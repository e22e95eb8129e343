"""Every command of the table, by its key, in any pane: it does what it is bound to, and nothing breaks."""

import pytest
from textual.command import CommandPalette

from tests.tui.driving import ready, settle
from tui.commands import COMMANDS

OUTSIDE = {"edit", "pager"}
"""Commands that leave the screen to another program; see test_outside.py."""


@pytest.mark.parametrize(("pane", "size"), [("page", (160, 48)), ("detail", (60, 20))])
async def test_the_key_of_each_command_does_it(pane, size, opened, folder, monkeypatch):
    app = opened(folder)
    done = []
    run = app.run_action

    async def spied(action, *arguments, **named):
        done.append(action)
        return None if action == "app.quit" else await run(action, *arguments, **named)

    monkeypatch.setattr(app, "run_action", spied)
    async with app.run_test(size=size) as pilot:
        reader = await ready(pilot)
        for command in COMMANDS:
            for key in () if command.id in OUTSIDE else command.keys[:1]:
                reader.go(pane)
                await settle(pilot, lambda: reader.focused is reader.pane(pane))
                done.clear()
                await pilot.press(key)
                await settle(pilot, lambda: done)
                assert done[0] == command.action, key
                for _ in range(3):
                    if app.screen is not reader or reader.line.has_focus_within:
                        await pilot.press("escape")
                        await pilot.pause()
                assert app.screen is reader, key
        assert app._exception is None


async def test_the_key_of_the_palette_can_be_given_away(opened, folder, tmp_path):
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.toml").write_text('[keys]\nnext-theme = "ctrl+p"\n')
    app = opened(folder)
    async with app.run_test() as pilot:
        reader = await ready(pilot)
        before = app.theme
        await pilot.press("ctrl+p")
        await settle(pilot, lambda: app.theme != before)
        await pilot.press("colon")
        await settle(pilot, lambda: isinstance(app.screen, CommandPalette))
        assert app.screen is not reader


@pytest.mark.parametrize("pane", ["reports", "page", "detail"])
async def test_no_pane_has_a_key_of_a_command_for_itself(opened, folder, pane):
    app = opened(folder)
    async with app.run_test() as pilot:
        reader = await ready(pilot)
        reader.go(pane)
        await settle(pilot, lambda: reader.focused is reader.pane(pane))
        active = reader.active_bindings
        for command in app.commands:
            assert [active[key].binding.id for key in command.keys] == [command.id] * len(command.keys)


async def test_every_key_of_every_command_is_bound_to_it(opened, folder):
    app = opened(folder)
    async with app.run_test() as pilot:
        reader = await ready(pilot)
        bound = reader._bindings.key_to_bindings
        for command in app.commands:
            for key in command.keys:
                assert [binding.action for binding in bound[key]] == [command.action], key
