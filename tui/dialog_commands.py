"""Every action of the screens over the reader's own, declared as those are in :mod:`tui.commands`: one table a screen.

A command of the same name as one of the reader's, or of another screen's, is the same to whoever gives it other keys:
what moves in the list moves in a dialog, and the key that opens a dialog closes it. Where something is typed, commands
have no letters for keys, and moving is another command than in lists.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui.commands import COMMANDS, Command, CommandGroup, remapped
from tui.keys import exists, named, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui.i18n import Language

OVER: tuple[CommandGroup, ...] = ("dialogs", "comparison")
"""The groups of what is declared here."""
UNBOUND = "unbound"
"""The name of a key that no terminal sends. Textual takes no keys at all for a command to mean its usual keys."""

_READERS = {command.id: command for command in COMMANDS}


def _like(name: str, action: str) -> Command:
    """The reader's command of that name, with what it does here; nothing that a palette need offer."""
    return replace(_READERS[name], action=action, palette=False)


def _inside(name: str, keys: str, action: str, zh: str, en: str) -> Command:
    return Command(name, tuple(keys.split()), action, "dialogs", zh, en)


def _motion(name: str, keys: str, action: str, zh: str, en: str) -> Command:
    """What nobody looks for in a palette."""
    return replace(_inside(name, keys, action, zh, en), palette=False)


def _agree(zh: str, en: str, *more: str, action: str = "agree") -> Command:
    return Command("agree", ("enter", *more), action, "dialogs", zh, en)


def _beside(name: str, keys: str, action: str, zh: str, en: str) -> Command:
    return Command(name, tuple(keys.split()), action, "comparison", zh, en)


MOVES = tuple(
    _like(name, f"rows('{move}')")
    for name, move in {
        "down": "cursor_down",
        "up": "cursor_up",
        "half-page-down": "half_page_down",
        "half-page-up": "half_page_up",
        "start": "page_start",
        "end": "page_end",
    }.items()
)
"""Moving in a list."""
FIELDS = (
    _motion("field-next", "down", "app.focus_next", "下一项: 在要填写的对话框中到下一项、下一行",
            "Next field: where something is typed, to the next field or row"),
    _motion("field-previous", "up", "app.focus_previous", "上一项: 在要填写的对话框中到上一项、上一行",
            "Field before: where something is typed, to the field or row before"),
)  # fmt: skip
"""Moving among what is typed."""
VALUES = (
    _motion(
        "value-next",
        "right space l",
        "turn(1)",
        "下一值: 换成下一个可选的值",
        "Next value: choose the next of the values",
    ),
    _motion(
        "value-previous", "left h", "turn(-1)", "上一值: 换成上一个可选的值", "Value before: choose the value before"
    ),
)
"""Turning one of several values."""

LEAVE = _inside(
    "leave",
    "escape",
    "leave",
    "离开: 关上对话框，不作回答；离开对照",
    "Leave: close the dialog without an answer; leave the comparison",
)
CLOSE = _motion("close", "q", "leave", "关闭: 关上列表，离开对照", "Close: close a list, leave the comparison")
PALETTE = _READERS["palette"]
DIALOG = (LEAVE, PALETTE, replace(_READERS["help"], action="app.screen_help"))
"""What all have."""
LISTING = (*DIALOG, *MOVES, CLOSE)

HELP = (LEAVE, PALETTE, *MOVES, CLOSE, _like("help", "leave"))
LEGEND = (
    *LISTING, _like("legend", "leave"),
    _inside("flip", "space enter", "change", "显示或隐藏: 在图例中显示或隐藏光标处的类别",
            "Show or hide: in the legend, show or hide the kind under the cursor"),
)  # fmt: skip
OVERVIEW = (
    *LISTING,
    _like("overview", "leave"),
    _agree("确定: 看完统计，关上", "Confirm: close what was counted", action="leave"),
)
CONFIRM = (*DIALOG, *MOVES, _agree("确定: 照所列的去做", "Confirm: do what is listed"))
PLACES = (
    *DIALOG,
    *MOVES,
    _agree("确定: 把批注移到光标处的位置", "Confirm: move the mark to the place under the cursor"),
)
LABELS = (*DIALOG, *MOVES, _agree("确定: 用光标处的标签", "Confirm: take the label under the cursor", "space"))
QUERIES = (
    *DIALOG,
    *MOVES,
    _agree("确定: 使用光标处的筛选", "Confirm: use the filter under the cursor", "space"),
    _inside(
        "drop",
        "d delete",
        "drop",
        "删除筛选: 删除光标处保存的筛选",
        "Delete filter: delete the kept filter under the cursor",
    ),
)
DISAGREEMENTS = (
    *LISTING,
    _like("disagreements", "leave"),
    _agree("确定: 到光标处说法不同的地方", "Confirm: go to the place under the cursor"),
)
ROW = (
    *LISTING,
    _like("row", "leave"),
    _agree("确定: 到这一行在正文中的出处", "Confirm: go to where the row was taken from"),
    _inside("row-next", "n right l", "turn(1)", "下一行: 显示表格的下一行", "Next row: show the next row of the table"),
    _inside(
        "row-previous",
        "p left h",
        "turn(-1)",
        "上一行: 显示表格的上一行",
        "Row before: show the row of the table before",
    ),
)

ASK = (
    *DIALOG,
    _agree("确定: 做对话框要做的：用光标处的一行，保存或写入所填的",
           "Confirm: do what the dialog is for: take the row under the cursor, keep what was typed"),
)  # fmt: skip
NOTE = (
    *DIALOG,
    _agree("确定: 保存所写的", "Confirm: keep what was written", "ctrl+s"),
    _inside("line-break", "ctrl+j", "break_line", "换行: 在批注中另起一行", "New line: begin a new line in a note"),
)
SAVE = (*DIALOG, _agree("确定: 写入文件", "Confirm: write the file"))
EXPORT = (*SAVE, *FIELDS)
CORRECT = (*DIALOG, *FIELDS, _agree("确定: 保存更正", "Confirm: keep what was set right", "ctrl+s"))
IMPORT = (
    *DIALOG, _like("half-page-down", "rows(10)"), _like("half-page-up", "rows(-10)"),
    replace(FIELDS[0], action="rows(1)"), replace(FIELDS[1], action="rows(-1)"),
    _agree("确定: 查看文件会添加什么，再按就添加", "Confirm: look what the file would add; once more adds it"),
    _inside("complete", "tab", "complete", "补全: 补全所写的路径", "Complete: complete the path that is typed"),
)  # fmt: skip

COMPARISON = (
    *DIALOG, *MOVES, CLOSE, _like("compare", "leave"), _like("left", "rows('cursor_left')"),
    _like("right", "rows('cursor_right')"),
    replace(_agree("到正文: 到光标处的数字或措施在正文中的出处",
                   "To the text: go to where the figure or measure was taken from"), group="comparison"),
    _beside("item-next", "n full_stop", "turn(1)", "下一处: 格中的下一项，其后是下一个有内容的格",
            "Next: the next that a cell holds, then the next cell that holds any"),
    _beside("item-previous", "N comma", "turn(-1)", "上一处: 格中的上一项，其前是上一个有内容的格",
            "Before: the one before, then the cell before that holds any"),
    _beside("scopes", "o f8", "scopes", "分归属: 各归属分列，或合在一起", "By scope: tell apart whose a figure is, or not"),
    _beside("all-lines", "a f9", "all", "全部: 只有一篇有的也列出，或不列", "All: list what only one report has as well, or not"),
    _beside("export", "E ctrl+e", "export", "导出: 把所列的写成 CSV 或 JSON", "Export: write what is listed as CSV or JSON"),
)  # fmt: skip

TABLES: tuple[tuple[Command, ...], ...] = (
    LISTING, ASK, FIELDS, VALUES, HELP, LEGEND, OVERVIEW, CONFIRM, PLACES, LABELS, QUERIES, DISAGREEMENTS, ROW, NOTE,
    SAVE, EXPORT, CORRECT, IMPORT, COMPARISON,
)  # fmt: skip


def keymap(keys: Mapping[str, str]) -> dict[str, str]:
    """The user's keys as Textual takes them.

    Raises:
        ValueError: no command of any screen has a name that ``keys`` holds, no key is called so, or two commands of one
            screen are to have one key.
    """
    known = {command.id for table in (COMMANDS, *TABLES) for command in table}
    if unknown := keys.keys() - known:
        raise ValueError(f"no such command: {', '.join(sorted(unknown))}")
    if strange := [key for text in keys.values() for key in named(text) if not exists(key)]:
        raise ValueError(f"no such key: {', '.join(strange)}")
    for table in (COMMANDS, *TABLES):
        owners: dict[str, str] = {}
        for name in (command.id for command in table if command.id in keys):
            for key in dict.fromkeys(named(keys[name])):
                if (other := owners.setdefault(key, name)) != name:
                    raise ValueError(f"two commands with the key {shown(key)}: {other}, {name}")
    return {name: ",".join(named(text)) or UNBOUND for name, text in keys.items()}


def described(keys: Mapping[str, str]) -> tuple[Command, ...]:
    """The commands that the reader's own do not tell of, each once, with the user's keys."""
    told: dict[tuple[str, str], Command] = {}
    for table in TABLES:
        for command in remapped(keys, table):
            if command.group in OVER:
                told.setdefault((command.group, command.id), command)
    return tuple(told.values())


def signs(keys: Mapping[str, str], language: Language) -> dict[str, str]:
    """What texts say for each command: its first key, or how it is called where the user has left it none."""
    told: dict[str, str] = {}
    for table in (COMMANDS, *TABLES):
        for command in remapped(keys, table):
            told.setdefault(command.id, shown(command.keys[0]) if command.keys else command.label(language))
    return told
