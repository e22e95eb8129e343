"""The keys of dialogs and of the comparison: declared, remapped, offered and told as the reader's own are."""

from collections import Counter
from importlib import import_module
from pkgutil import iter_modules

import pytest
from textual.command import CommandList
from textual.widgets import Input, TextArea

from tests.tui.driving import drawn, ready, settle
from tui import screens
from tui.commands import COMMANDS
from tui.dialog_commands import OVER, TABLES, UNBOUND, VALUES, described, keymap, signs
from tui.i18n import KEYED, LANGUAGES, load
from tui.keys import shown
from tui.offering import Palette
from tui.screens.asking import LabelScreen, NoteScreen
from tui.screens.commanded import Commanded
from tui.screens.comparison import ComparisonScreen
from tui.screens.dialog import Dialog
from tui.screens.export import ExportScreen
from tui.screens.row import RowScreen
from tui.screens.telling import HelpScreen, LegendScreen
from tui.widgets.choice import Choice
from tui.widgets.grid import Grid
from tui.widgets.rows import Rows

SCREENS = [
    each
    for module in iter_modules(screens.__path__)
    for each in vars(import_module(f"tui.screens.{module.name}")).values()
    if isinstance(each, type)
    and issubclass(each, Commanded)
    and each is not Commanded
    and each.__module__.endswith(f".{module.name}")
]


@pytest.fixture
def config(tmp_path):
    """Writes the keys of the settings."""

    def write(keys):
        (tmp_path / "config").mkdir(exist_ok=True)
        (tmp_path / "config" / "settings.toml").write_text(f"[keys]\n{keys}\n", "utf-8")

    return write


def test_every_screen_over_the_reader_has_its_commands_in_the_table():
    assert len(SCREENS) > 12
    for screen in SCREENS:
        assert screen is Dialog or screen.commands in TABLES or screen.commands == Dialog.commands, screen


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_every_key_of_a_screen_is_bound_to_a_command_that_it_can_do(screen):
    bound = screen._merged_bindings.key_to_bindings
    for command in screen.commands:
        for key in command.keys:
            assert [(binding.id, binding.action) for binding in bound[key]] == [(command.id, command.action)], key
        name = command.action.partition("(")[0]
        assert name.startswith("app.") or screen is Dialog or hasattr(screen, f"action_{name}") or name == "rows", (
            command.id
        )
        if name == "rows" and "'" in command.action:
            moved = Grid if screen is ComparisonScreen else Rows
            assert hasattr(moved, f"action_{command.action.split(chr(39))[1]}")


@pytest.mark.parametrize("table", TABLES, ids=len)
def test_names_and_keys_of_a_table_are_unique_and_each_command_has_words(table):
    assert max(Counter(key for command in table for key in command.keys).values()) == 1
    ids = Counter(command.id for command in table)
    assert max(ids.values()) == 1
    for command in table:
        for language in LANGUAGES:
            assert command.label(language)
            assert command.help(language)


def test_the_same_name_has_the_same_way_out_of_all_screens():
    leaving = {
        command.id for table in TABLES for command in table if command.action == "leave" and command.group == "dialogs"
    }
    assert leaving == {"leave", "close", "agree"}
    assert all(any(command.id == "leave" for command in screen.commands) for screen in SCREENS)


def test_a_name_of_no_command_is_an_error_and_one_of_a_dialog_is_none():
    assert keymap({"row-next": "x, ?", "quit": ""}) == {"row-next": "x,question_mark", "quit": UNBOUND}
    with pytest.raises(ValueError, match="no such command: fly"):
        keymap({"fly": "x", "row-next": "y"})
    with pytest.raises(ValueError, match="no such key: ctrl\\+nothing, pagedwn"):
        keymap({"row-next": "x, ctrl+nothing", "row-previous": "pagedwn"})
    keymap({"row-next": "ctrl+shift+f5, left_curly_bracket, ctrl+slash, 。, ideographic_full_stop, alt+enter, minus"})
    with pytest.raises(ValueError, match=r"two commands with the key \?: down, up"):
        keymap({"up": "question_mark", "down": "j, ?"})
    keymap({"row-next": "x", "reject": "x", "up": "k, k"})  # of two screens, and of one command


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_that_is_named_in_words_is_that_of_a_command(language):
    words = load(language).keyed(signs({}, language))
    for name, text in words.table.items():
        for command in KEYED.findall(text):
            assert words.signs[command], name
    assert words("overview.hint").startswith("Esc ")
    assert words.keyed(signs({"undo": "{"}, language))("notice.imported", number=2, reports=2).count("{") == 1
    (label,) = (command.label(language) for command in COMMANDS if command.id == "undo")
    assert label in words.keyed(signs({"undo": ""}, language))("notice.imported", number=2, reports=2)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_filled_in_names_no_key(language):
    assert "<undo>" in load(language).keyed({"undo": "u"})("notice.tagged", tag="<undo>")


def test_what_the_reader_does_not_tell_of_is_told_once():
    told = described({})
    assert max(Counter((command.group, command.id) for command in told).values()) == 1
    assert {"agree", "value-next", "complete", "line-break", "scopes"} <= {command.id for command in told}
    assert not {"down", "row", "palette"} & {command.id for command in told}
    (command,) = (command for command in described({"scopes": "x"}) if command.id == "scopes")
    assert command.keys == ("x",)


async def opened_over(pilot, key, kind):
    await pilot.press(*key)
    await settle(pilot, lambda: isinstance(pilot.app.screen, kind) and pilot.app.screen.is_mounted)
    return pilot.app.screen


async def test_keys_of_a_dialog_are_those_of_the_settings_and_its_hint_says_so(opened, folder, config):
    config('row-next = "x"\nleave = "Q"\ndown = "e"\nrow = "ctrl+z"')
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        reader.go("detail")
        reader.detail.open("entities")
        dialog = await opened_over(pilot, ["ctrl+z"], RowScreen)
        assert dialog.hint == "Enter to the text · x p next, previous · Q closes"
        before = dialog._at
        await pilot.press("n", "right")
        assert dialog._at == before
        await pilot.press("x")
        assert dialog._at > before
        cursor = dialog.query_one(Rows).cursor
        await pilot.press("j")
        assert dialog.query_one(Rows).cursor == cursor
        await pilot.press("e")
        await settle(pilot, lambda: dialog.query_one(Rows).cursor == cursor + 1)
        await pilot.press("escape")
        assert pilot.app.screen is dialog
        await pilot.press("ctrl+z")
        await settle(pilot, lambda: pilot.app.screen is reader)
        dialog = await opened_over(pilot, ["ctrl+z"], RowScreen)
        box = dialog.query_one(".box").region
        await pilot.click(offset=(box.right - 5, box.bottom - 1))  # on the hint of the key that leaves
        await settle(pilot, lambda: pilot.app.screen is reader)


async def test_keys_of_the_comparison_are_those_of_the_settings(opened, folder, config):
    config('scopes = "x"\nall-lines = "f2"\ncompare = "B"\nexport = "ctrl+w"')
    async with opened(folder).run_test(size=(120, 36)) as pilot:
        reader = await ready(pilot)
        screen = await opened_over(pilot, ["asterisk", "B"], ComparisonScreen)
        await settle(pilot, lambda: screen.comparison is not None)
        foot = str(screen.query_one("#comparison-hint").render())
        assert "x scopes" in foot
        assert "F2 all" in foot
        assert "^w export" in foot
        by_scope, shared = screen._place.by_scope, screen._place.shared
        await pilot.press("o", "a")
        assert (screen._place.by_scope, screen._place.shared) == (by_scope, shared)
        await pilot.press("x", "f2")
        await settle(pilot, lambda: (screen._place.by_scope, screen._place.shared) == (not by_scope, not shared))
        assert "(x)" in screen.grid.border_subtitle
        await pilot.press("C")
        assert pilot.app.screen is screen
        await pilot.press("B")
        await settle(pilot, lambda: pilot.app.screen is reader)


async def test_a_key_given_away_in_a_dialog_is_taken_from_what_had_it_there_only(opened, folder, config):
    config('flip = "m"')
    async with opened(folder).run_test() as pilot:
        reader = await ready(pilot)
        legend = await opened_over(pilot, ["m"], LegendScreen)
        kinds = legend.kinds
        await pilot.press("m")
        await settle(pilot, lambda: legend.kinds != kinds)
        await pilot.press("f6")
        await settle(pilot, lambda: pilot.app.screen is reader)


async def test_a_command_without_keys_has_none(opened, folder, config):
    config('help = "f1"\noverview = ""')
    async with opened(folder).run_test() as pilot:
        reader = await ready(pilot)
        await pilot.press("number_sign", "question_mark")
        await pilot.pause()
        assert pilot.app.screen is reader


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_palette_offers_what_the_screen_can_do(opened, folder, language):
    async with opened(folder, language=language).run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        screen = await opened_over(pilot, ["asterisk", "C"], ComparisonScreen)
        await settle(pilot, lambda: screen.comparison is not None)
        await opened_over(pilot, ["ctrl+p"], Palette)
        listed = pilot.app.screen.query_one(CommandList)
        await settle(pilot, lambda: listed.option_count)
        offered = [option.hit.text for option in listed.options]
        assert offered == [command.label(language) for command in screen.commands if command.palette]
        by_scope = screen._place.by_scope
        await pilot.press(*"scope")
        await settle(pilot, lambda: listed.option_count == 1)
        await pilot.press("enter")
        await settle(pilot, lambda: pilot.app.screen is screen and screen._place.by_scope != by_scope)


async def test_the_palette_over_a_dialog_where_one_types_does_what_its_key_does(opened, folder):
    async with opened(folder).run_test(size=(120, 36)) as pilot:
        reader = await ready(pilot)
        dialog = await opened_over(pilot, ["t"], Dialog)
        await pilot.press(*"雪情", "ctrl+p")
        await settle(pilot, lambda: isinstance(pilot.app.screen, Palette))
        await pilot.press(*"confirm")
        await settle(pilot, lambda: pilot.app.screen.query_one(CommandList).option_count == 1)
        await pilot.press("enter")
        await settle(pilot, lambda: pilot.app.screen is reader and [mark.tag for mark in reader.notes] == ["雪情"])
        assert not dialog.is_attached


@pytest.mark.parametrize(
    ("keys", "kind"), [(["asterisk", "C"], ComparisonScreen), (["m"], LegendScreen), (["E"], ExportScreen)]
)
async def test_help_over_a_screen_begins_with_its_commands(opened, folder, config, keys, kind):
    config('scopes = "x"')
    async with opened(folder).run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        screen = await opened_over(pilot, keys, kind)
        dialog = await opened_over(pilot, ["f1"], HelpScreen)
        own = [command.label("en") for command in screen.commands if command.group in OVER]
        assert own
        assert [cells[1].text for cells in dialog.lines[1 : len(own) + 1]] == own
        assert any([cell.text for cell in cells[:2]] == ["x", "By scope"] for cells in dialog.lines)
        await pilot.press("f1")
        await settle(pilot, lambda: pilot.app.screen is screen)


async def test_help_of_the_reader_tells_of_the_commands_of_dialogs(opened, folder):
    async with opened(folder).run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        dialog = await opened_over(pilot, ["question_mark"], HelpScreen)
        headings = [cells[0].text for cells in dialog.lines if len(cells) == 1]
        assert headings[-2:] == ["Dialogs", "Comparison"]
        assert drawn(dialog.query_one(Rows))


async def test_letters_are_typed_where_one_types_whatever_they_are_given_to(opened, folder, config):
    config('agree = "y, f9"\nleave = "z, escape"\nline-break = "ctrl+g"')
    async with opened(folder).run_test(size=(120, 36)) as pilot:
        reader = await ready(pilot)
        reader.go("page")
        note = await opened_over(pilot, ["i"], NoteScreen)
        await pilot.press(*"xyz", "ctrl+g", "y")
        assert note.query_one(TextArea).text == "xyz\ny"
        await pilot.press("f9")
        await settle(pilot, lambda: pilot.app.screen is reader and [mark.note for mark in reader.notes] == ["xyz\ny"])
        tag = await opened_over(pilot, ["t"], Dialog)
        await pilot.press(*"yz")
        assert tag.query_one(Input).value == "yz"
        await pilot.press("escape")
        await settle(pilot, lambda: pilot.app.screen is reader)


async def test_a_letter_that_turns_a_value_finds_none(opened, folder, config):
    config('value-next = "j"')
    async with opened(folder).run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        dialog = await opened_over(pilot, ["E"], ExportScreen)
        form = dialog.query_one("#format", Choice)
        form.focus()
        await settle(pilot, lambda: form.has_focus)
        await pilot.press("j", "j")
        assert form.at == 2
        await pilot.press("l")  # which turned it, and now finds the format that begins so
        assert form.value == "label-studio"
        assert VALUES[0].id == "value-next"


async def test_numbers_still_answer_in_a_list_of_labels(opened, folder, config):
    config('agree = "o"')
    async with opened(folder).run_test(size=(120, 36)) as pilot:
        reader = await ready(pilot)
        reader.go("page")
        dialog = await opened_over(pilot, ["f2"], LabelScreen)
        assert dialog.hint.startswith("o ")
        await pilot.press("2")
        await settle(pilot, lambda: pilot.app.screen is reader and [mark.label for mark in reader.notes] == ["TITLE"])


async def test_a_wrong_name_is_told_and_all_keys_are_the_usual_ones(opened, folder, config):
    config('row-nxt = "x"\nhelp = "J"')
    async with opened(folder).run_test(size=(120, 36), notifications=True) as pilot:
        await ready(pilot)
        assert any("keys: no such command: row-nxt" in note.message for note in pilot.app._notifications)
        assert pilot.app.commands == COMMANDS
        assert pilot.app.words.signs["help"] == shown(
            next(command.keys[0] for command in COMMANDS if command.id == "help")
        )
