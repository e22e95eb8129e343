"""The table of commands: everything that is bound can be done, said in both languages, and found without letters."""

from collections import Counter
from string import Formatter
from typing import get_args

import pytest

from tui.commands import COMMANDS, CommandGroup, remapped
from tui.i18n import KEYED, load, preferred
from tui.keys import meant, shown, untyped
from tui.screens.reader import Reader
from tui.screens.telling import help_lines
from tui.widgets.page import Page
from tui.widgets.rows import Rows


def test_names_and_keys_are_unique():
    assert max(Counter(command.id for command in COMMANDS).values()) == 1
    assert max(Counter(key for command in COMMANDS for key in command.keys).values()) == 1


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_each_command_has_an_action_and_words(command):
    name, _, argument = command.action.partition("(")
    argument = argument.strip("')")
    if name == "pane":
        assert any(hasattr(pane, f"action_{argument}") for pane in (Page, Rows))
    elif name == "page":
        assert hasattr(Page, f"action_{argument}")
    elif not name.startswith("app."):
        assert hasattr(Reader, f"action_{name}")
    for language in ("zh", "en"):
        assert command.label(language)
        assert command.help(language)


def test_every_letter_command_has_a_route_without_letters():
    for command in COMMANDS:
        typed = [key for key in command.keys if len(key) == 1]
        other = set(command.keys) - set(typed)
        route = other or command.palette or command.id == "word-end" or command.id.startswith("label-")
        assert route, command.id


def test_help_lists_every_command_once_under_its_group():
    lines = list(help_lines(COMMANDS, load("en")))
    headings = [line for line in lines if len(line) == 1]
    assert len(headings) == len({command.group for command in COMMANDS})
    assert len(lines) == len(COMMANDS) + len(headings)


def test_remapping_moves_a_key_from_the_command_that_had_it():
    commands = {command.id: command for command in remapped({"help": "J, ?"})}
    assert commands["help"].keys == ("J", "question_mark")
    assert commands["next-report"].keys == ("ctrl+pagedown",)
    assert commands["quit"].keys == ("q", "f10")


@pytest.mark.parametrize(
    ("key", "text"),
    [("ctrl+p", "^p"), ("question_mark", "?"), ("f1", "F1"), ("f", "f"), ("shift+tab", "⇧Tab"), ("J", "J")],
)
def test_keys_as_people_read_them(key, text):
    assert shown(key) == text


@pytest.mark.parametrize(
    ("keys", "sign"), [("question_mark f1", "F1"), ("ctrl+s", "^s"), ("j slash space", ""), ("escape", "Esc")]
)
def test_where_one_types_the_key_named_is_one_that_types_nothing(keys, sign):
    assert untyped(keys.split()) == sign


def test_a_key_that_is_shown_is_known_again():
    for command in COMMANDS:
        for key in command.keys:
            assert meant(shown(key)) == key
    assert [meant(sign) for sign in ("Esc", "⇧Tab", "^s", "F12", "j", "→")] == [
        "escape",
        "shift+tab",
        "ctrl+s",
        "f12",
        "j",
        "right",
    ]


def test_both_languages_say_the_same_things():
    zh, en = load("zh"), load("en")
    assert zh.table.keys() == {name for name in en.table if not name.endswith("_one")}
    for name, text in zh.table.items():
        assert braces(text) == braces(en.table[name]), name
        assert set(KEYED.findall(text)) == set(KEYED.findall(en.table[name])), name
    assert {f"group.{group}" for group in get_args(CommandGroup)} <= zh.table.keys()


def test_one_is_said_as_one_where_a_language_tells_it_apart():
    assert [load("en")("status_line.parsed", total=number) for number in (1, 2)] == ["1 report", "2 reports"]
    assert load("zh")("status_line.parsed", total=1) == load("zh")("status_line.parsed", total=2).replace("2", "1")
    for name in load("en").table:
        assert not name.endswith("_one") or name.removesuffix("_one") in load("en").table


def braces(text):
    return {field for _, field, _, _ in Formatter().parse(text) if field}


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW"}, "zh"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({}, "en"),
        ({"LC_ALL": "en_GB", "LANG": "zh_CN"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "zh_SG", "LANG": "de_DE"}, "zh"),
    ],
)
def test_language_of_the_locale(environment, language):
    assert preferred(environment) == language
