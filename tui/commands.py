"""Every action of the reader, declared once.

Key bindings, the help screen, the hints in the status line and the palette are all read from ``COMMANDS``, so they
cannot disagree. An action is a Textual action of the reader's screen. Commands without letters in their keys, and the
palette, are the way for those who type with an input method on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from textual.binding import Binding

from tui.keys import named

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from textual.binding import BindingType

    from tui.i18n import Language

CommandGroup: TypeAlias = Literal[
    "move", "reports", "text", "find", "mark", "judge", "look", "program", "dialogs", "comparison"
]
Pane: TypeAlias = Literal["reports", "page", "detail"]
KeyContext: TypeAlias = Literal["selection", "changes", "judging", "notes", "repairs"]
"""What the page or the tables are in, where other keys are wanted than elsewhere."""


@dataclass(frozen=True, slots=True)
class Command:
    """One action.

    ``keys`` are Textual key names. ``zh`` and ``en`` are a short name and, after a colon, what it does. ``hints`` are
    the panes whose status line shows it while they have the focus, and the states of the page and the tables that do
    so. A command of the palette needs no place or pane.
    """

    id: str
    keys: tuple[str, ...]
    action: str
    group: CommandGroup
    zh: str
    en: str
    hints: tuple[Pane | KeyContext, ...] = ()
    palette: bool = True

    def label(self, language: Language) -> str:
        """The short name."""
        return self._words(language).partition(": ")[0]

    def help(self, language: Language) -> str:
        """One sentence on what it does."""
        return self._words(language).partition(": ")[2]

    def _words(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en


def _motion(name: str, keys: str, action: str, zh: str, en: str) -> Command:
    return Command(name, tuple(keys.split()), action, "move", zh, en, palette=False)


_PAGE: tuple[Pane, ...] = ("page",)
_LIST: tuple[Pane, ...] = ("reports",)
_BOTH: tuple[Pane, ...] = ("reports", "page")
_CHANGES: tuple[KeyContext, ...] = ("changes",)
_SELECTION: tuple[KeyContext, ...] = ("selection",)
_JUDGING: tuple[KeyContext, ...] = ("judging",)
_NOTES: tuple[KeyContext, ...] = ("notes",)
_TABLES: tuple[Pane | KeyContext, ...] = ("detail", "notes", "repairs")
_ALL: tuple[Pane | KeyContext, ...] = ("reports", "page", *_TABLES)

COMMANDS: tuple[Command, ...] = (
    _motion("down", "down j", "pane('cursor_down')", "下: 下移一行", "Down: one line down"),
    _motion("up", "up k", "pane('cursor_up')", "上: 上移一行", "Up: one line up"),
    _motion("left", "left h", "pane('cursor_left')", "左: 左移一字；在表格中换到上一张表",
            "Left: one character left; in the tables, the table before"),
    _motion("right", "right l", "pane('cursor_right')", "右: 右移一字；在表格中换到下一张表",
            "Right: one character right; in the tables, the next table"),
    _motion("word-next", "w ctrl+right", "page('word_next')", "下一词: 移到下一个词首",
            "Next word: to the start of the next word"),
    _motion("word-previous", "b ctrl+left", "page('word_previous')", "上一词: 移到上一个词首",
            "Previous word: to the start of the word before"),
    _motion("word-end", "e", "page('word_end')", "词尾: 移到词尾", "End of word: to the end of the word"),
    _motion("paragraph-next", "right_curly_bracket ctrl+down", "page('paragraph_next')", "下一段: 移到下一段",
            "Next paragraph: to the next paragraph"),
    _motion("paragraph-previous", "left_curly_bracket ctrl+up", "page('paragraph_previous')", "上一段: 移到上一段",
            "Previous paragraph: to the paragraph before"),
    _motion("half-page-down", "ctrl+d pagedown", "pane('half_page_down')", "下半页: 下移半页",
            "Half page down: down by half a page"),
    _motion("half-page-up", "ctrl+u pageup", "pane('half_page_up')", "上半页: 上移半页", "Half page up: up by half a page"),
    _motion("start", "g home", "pane('page_start')", "开头: 移到开头", "Start: to the start"),
    _motion("end", "G end", "pane('page_end')", "结尾: 移到结尾", "End: to the end"),
    Command("next-pane", ("tab",), "turn(1)", "move", "下一栏: 移到下一栏", "Next pane: go to the next pane", _ALL,
            palette=False),
    Command("previous-pane", ("shift+tab",), "turn(-1)", "move", "上一栏: 移到上一栏", "Previous pane: go to the pane before",
            palette=False),
    Command("choose", ("enter",), "choose", "move", "打开: 打开报告；显示表格一行的出处；给选中的文字加标签",
            "Open: open the report, show a row's evidence, or label the text selected", (*_LIST, *_TABLES),
            palette=False),
    Command("back", ("escape",), "back", "move", "返回: 取消选择，关上面板，回到列表",
            "Back: drop the selection, close the panel, go back to the list", palette=False),
    Command("next-report", ("J", "ctrl+pagedown"), "step(1)", "reports", "下一篇: 打开下一篇报告",
            "Next report: open the next report"),
    Command("previous-report", ("K", "ctrl+pageup"), "step(-1)", "reports", "上一篇: 打开上一篇报告",
            "Previous report: open the report before"),
    Command("tick", ("space",), "tick", "reports", "勾选: 勾选或取消勾选列表中的报告", "Tick: tick or untick the report in the list",
            _LIST),
    Command("tick-all", ("asterisk",), "tick_all", "reports", "全部勾选: 勾选列表中全部报告，再按取消",
            "Tick all: tick every report listed, or none"),
    Command("invert-ticks", ("exclamation_mark",), "invert_ticks", "reports", "反选: 勾选列表中没有勾选的，取消勾选了的",
            "Invert ticks: tick what is listed and was not, untick the rest"),
    Command("clear-ticks", ("minus",), "clear_ticks", "reports", "取消勾选: 取消全部勾选", "Clear ticks: untick all reports"),
    Command("fold-copies", ("Z", "shift+f5"), "fold_copies", "reports", "合并重复: 内容相同的报告只列最干净的一篇和篇数（×5），再按全部列出",
            "Fold copies: of reports that say the same list the cleanest, with their number (×5); once more lists all"),
    Command("show-copies", ("backslash", "shift+f7"), "show_copies", "reports", "展开重复: 列出或收起光标处那篇的其他几篇",
            "Show copies: list the others that say the same as the report under the cursor, or fold them again"),
    Command("toggle-read", ("U",), "toggle_read", "reports", "标为未读: 把打开的报告标为未读，再按标为已读",
            "Mark unread: count the open report as unread, or as read again"),
    Command("sort", ("s", "f8"), "sort", "reports", "排序: 换一种次序排列报告或表格",
            "Sort: change the order of the list or the table", (*_LIST, *_TABLES)),
    Command("filter", ("f", "f4"), "filter", "find", "筛选: 用查询语句筛选报告", "Filter: narrow the list with a query", _BOTH),
    Command("clear-filter", ("F", "shift+f4"), "clear_filter", "find", "清除筛选: 清除筛选和查找",
            "Clear filter: list all reports again"),
    Command("keep-query", ("ctrl+s",), "keep_query", "find", "保存筛选: 给当前的筛选起名并保存",
            "Keep filter: keep the filter under a name"),
    Command("queries", ("Q", "shift+f2"), "queries", "find", "筛选列表: 使用或删除保存的筛选",
            "Kept filters: use or delete a filter that was kept"),
    Command("search", ("slash", "f3"), "search", "find", "查找: 在正文中查找", "Search: find words in the text", _PAGE),
    Command("match-next", ("n", "shift+f3"), "page('match_next')", "find", "下一处: 移到下一处匹配",
            "Next match: to the next match"),
    Command("match-previous", ("N",), "page('match_previous')", "find", "上一处: 移到上一处匹配",
            "Previous match: to the match before"),
    Command("entity-next", ("full_stop",), "page('entity_next')", "find", "下一实体: 移到下一个实体；显示修改时移到下一处修改",
            "Next entity: to the next entity, or among changes to the next change", _CHANGES),
    Command("entity-previous", ("comma",), "page('entity_previous')", "find", "上一实体: 移到上一个实体；显示修改时移到上一处修改",
            "Previous entity: to the entity before, or among changes to the change before", _CHANGES),
    Command("select", ("v", "f9"), "page('select')", "mark", "选择: 开始或结束选择文字", "Select: begin or end selecting text",
            _PAGE),
    Command("select-swap", ("o",), "page('select_swap')", "mark", "换端: 移到选区的另一端",
            "Other end: go to the selection's other end"),
    Command("select-grow", ("L",), "page('select_grow')", "mark", "扩大: 扩大选区（词、句、段）",
            "Grow: widen the selection (word, sentence, paragraph)", _SELECTION),
    Command("select-shrink", ("H",), "page('select_shrink')", "mark", "缩小: 缩小选区", "Shrink: narrow the selection",
            _SELECTION),
    *(
        Command(
            f"label-{number}",
            (str(number),),
            f"label({number})",
            "mark",
            f"标签{number}: 给选中的文字加第{number}个标签",
            f"Label {number}: give the text label {number}",
            palette=False,
        )
        for number in range(1, 10)
    ),
    Command("pick-label", ("f2",), "pick_label", "mark", "加标签: 从列表中选一个标签", "Label: choose a label from a list",
            (*_PAGE, *_SELECTION)),
    Command("note", ("i", "insert"), "note", "mark", "批注: 给选中的文字写批注，或修改这一条",
            "Note: write a note on the text, or change the one here", (*_PAGE, *_SELECTION, *_NOTES)),
    Command("delete", ("d", "delete"), "delete", "mark", "删除批注: 删除光标处或表格中的批注",
            "Delete: delete the annotation under the cursor or in the table", _NOTES),
    Command("undo", ("u", "ctrl+z"), "undo", "mark", "撤销: 撤销上一次标注或删除",
            "Undo: take back the last annotation or deletion"),
    Command("redo", ("ctrl+r",), "redo", "mark", "重做: 重做撤销的标注", "Redo: make it again"),
    Command("label-all", ("plus",), "label_all", "mark", "全篇加标签: 给全篇所有相同的文字加同一个标签",
            "Label all: give one label to every place that says the same"),
    Command("tag", ("t",), "tag", "mark", "标记报告: 给整篇报告加标签，再加一次去掉",
            "Tag: give the whole report a tag; once more takes it away"),
    Command("relate", ("ampersand",), "relate", "mark", "关系: 先后选定两处文字，给它们之间的关系命名",
            "Relation: choose one stretch, then another, and name what relates them"),
    Command("find-lost", ("W",), "find_lost", "mark", "找回批注: 为失去原处的批注提供可能的位置，确认后移到那里",
            "Find lost: offer places for a mark whose words have gone; it moves to the one confirmed"),
    Command("accept", ("a",), "judge('accepted')", "judge", "接受: 接受光标处或表格中的发现，到下一个",
            "Accept: accept the finding here, and go to the next", ("page", "detail", *_JUDGING)),
    Command("reject", ("x",), "judge('rejected')", "judge", "拒绝: 拒绝这个发现，到下一个",
            "Reject: reject the finding, and go to the next", ("page", "detail", *_JUDGING)),
    Command("correct", ("c",), "correct", "judge", "更正: 更正这个发现的各项内容", "Correct: set right what the finding says",
            ("detail", *_JUDGING)),
    Command("skip", ("ctrl+n", "f12"), "skip", "judge", "下一未判: 到下一个还没有判断的发现（正文中也可按 Space）",
            "Next open: to the next finding not judged yet (on the page also Space)", _JUDGING),
    Command("accept-shown", ("A",), "accept_shown", "judge", "全部接受: 接受所显示的全部未判发现（表格为勾选的报告时，是其中的全部），先列出，一步可撤销",
            "Accept shown: accept all that is open in what is shown; listed first, undone in one step"),
    Command("approve", ("V",), "approve", "judge", "核准: 核准这篇报告和其中未判的发现，到下一篇；再按取消核准",
            "Approve: approve the report with what is open in it, go to the next; once more takes it back", _JUDGING),
    Command("disagreements", ("X", "shift+f8"), "disagreements", "judge", "分歧: 列出几位标注者说法不同之处，Enter 到那里",
            "Disagreements: list where annotators say different things; Enter goes there"),
    Command("guidelines", ("M", "shift+f6"), "guidelines", "judge", "标注规范: 在正文旁显示设置中的标注规范",
            "Guidelines: show the guidelines of the settings beside the page"),
    Command("copy", ("y",), "copy", "mark", "复制: 复制选中的文字", "Copy: copy the text selected", _SELECTION),
    Command("export", ("E", "ctrl+e"), "export", "mark", "导出: 把勾选的、列出的或本篇报告，或其中符合筛选的指标和措施，写成 JSON 等文件",
            "Export: write reports, or only the metrics and measures a filter asks for, to a file", _BOTH),
    Command("import", ("I", "ctrl+o"), "import", "mark", "导入: 读入别处标注的文件，先列出会添加什么，一步可撤销",
            "Import: take in a file of marks made elsewhere; listed first, undone in one step"),
    Command("view", ("r", "f5"), "page('toggle_view')", "look", "原文: 依次显示清洗后的文字、原文、两者之间的修改",
            "Source: from cleaned text to source, to the changes between them, and back", (*_PAGE, *_CHANGES)),
    Command("legend", ("m", "f6"), "legend", "look", "图例: 显示图例，选择突出显示哪些类别",
            "Legend: what the marks mean; show or hide each kind"),
    Command("detail", ("D", "f7"), "detail", "look", "详情: 打开或关上表格栏", "Detail: show or hide the tables", _PAGE),
    Command("scope", ("T",), "scope", "look", "范围: 表格在本篇与全部勾选的报告之间切换",
            "Scope: tables of this report, or of all reports ticked"),
    Command("next-tab", ("right_square_bracket", "shift+right"), "tab(1)", "look", "下一表: 换到下一张表",
            "Next table: show the next table", _TABLES),
    Command("compare", ("C", "f11"), "compare", "look", "对照: 把勾选的报告的指标和措施并排对照，画出变化",
            "Compare: put metrics and measures of the reports ticked side by side, over time", _LIST),
    Command("overview", ("number_sign", "shift+f11"), "overview", "look", "统计: 列出的报告按措施、地点、来源、周的统计",
            "Overview: how many of the reports listed have which measures, places, sources, and from which week"),
    Command("row", ("z",), "row", "look", "整行: 完整显示表格的一行", "Row: show a row of the table in full", _TABLES),
    Command("reverse", ("S",), "reverse", "look", "倒序: 把列表或表格的次序倒过来",
            "Reverse: turn the order of the list or the table round"),
    Command("previous-tab", ("left_square_bracket", "shift+left"), "tab(-1)", "look", "上一表: 换到上一张表",
            "Previous table: show the table before"),
    Command("larger", ("greater_than_sign", "ctrl+shift+right"), "resize(1)", "look", "放大: 放大当前的栏",
            "Larger: make this pane larger"),
    Command("smaller", ("less_than_sign", "ctrl+shift+left"), "resize(-1)", "look", "缩小栏: 缩小当前的栏",
            "Smaller: make this pane smaller"),
    Command("usual-sizes", ("equals_sign",), "resize(0)", "look", "恢复大小: 各栏恢复原来的大小",
            "Usual sizes: give all panes their usual sizes"),
    Command("edit", ("O",), "edit", "program", "编辑器: 用 $EDITOR 打开这篇报告的文件",
            "Editor: open the report's file in $EDITOR"),
    Command("pager", ("P",), "pager", "program", "分页器: 用 $PAGER 显示清洗后的文字", "Pager: show the cleaned text in $PAGER"),
    Command("reload", ("R",), "reload", "program", "重读: 重新读取这篇报告的文件", "Reload: read the report's file again"),
    Command("theme", ("ctrl+t",), "app.change_theme", "program", "主题: 选择颜色主题", "Theme: choose a colour theme"),
    Command("next-theme", ("ctrl+y",), "app.next_theme", "program", "下一主题: 换到下一个颜色主题",
            "Next theme: wear the next colour theme"),
    Command("language", ("ctrl+l",), "app.language", "program", "语言: 界面在中文与英文之间切换 (English)",
            "Language: speak Chinese or English (中文)"),
    Command("help", ("question_mark", "f1"), "help", "program", "帮助: 列出全部命令和按键", "Help: list all commands and keys",
            (*_ALL, *_CHANGES, *_JUDGING, *_SELECTION)),
    Command("palette", ("ctrl+p", "colon"), "app.command_palette", "program", "命令: 按名称查找并执行命令",
            "Palette: find a command by name and run it", palette=False),
    Command("quit", ("q", "f10"), "app.quit", "program", "退出: 退出程序", "Quit: leave the program"),
)  # fmt: skip


def remapped(keys: Mapping[str, str], commands: Iterable[Command] = COMMANDS) -> tuple[Command, ...]:
    """The commands of a screen with the user's keys. A key given to one command is taken from the one that had it."""
    commands = tuple(commands)
    given = {command.id: named(keys[command.id]) for command in commands if command.id in keys}
    if not given:
        return commands
    taken = {key for new in given.values() for key in new}
    return tuple(
        replace(command, keys=given[command.id])
        if command.id in given
        else replace(command, keys=tuple(key for key in command.keys if key not in taken))
        for command in commands
    )


def bindings(commands: Iterable[Command]) -> list[BindingType]:
    """The key bindings of the commands."""
    return [
        Binding(",".join(command.keys), command.action, command.label("en"), id=command.id, show=False)
        for command in commands
        if command.keys
    ]
