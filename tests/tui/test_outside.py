"""What leaves the reader and what comes to it: copying, the editor, files that change under it, causes in Chinese."""

import re
import sys
import tomllib
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest
from textual.app import App

from parsing.spans import Span
from tests.tui.driving import drawn, listed, place, ready, settle
from tui import causes, clipboard
from tui.causes import told
from tui.clipboard import Tool, copy, heard
from tui.data import store_error
from tui.screens import outside
from tui.watching import Watch
from tui.widgets.reports import GONE

ROOT = Path(__file__).parents[2]
ENGLISH = re.compile("[a-z]{3}", re.IGNORECASE)
"""Words of a language that the user does not read, where nothing is called so."""


def notices(pilot):
    return [note.message for note in pilot.app._notifications]


# Copying


def test_the_first_program_that_can_gets_the_text(tmp_path):
    got = tmp_path / "got"
    keep = (sys.executable, "-c", f"import sys; open({str(got)!r}, 'wb').write(sys.stdin.buffer.read())")
    fail = (sys.executable, "-c", "raise SystemExit(1)")
    tools = (Tool("NOWHERE", keep), Tool("", ("no-such-program-here",)), Tool("", fail), Tool("HERE", keep))
    assert not copy("疫情", {}, tools)
    assert not got.exists()
    assert copy("疫情\ud800", {"HERE": "1"}, tools)
    assert got.read_text("utf-8") == "疫情?"


def test_a_program_that_hangs_does_not_hold_us(monkeypatch):
    monkeypatch.setattr(clipboard, "PATIENCE", 0.2)
    assert not copy("x", {}, (Tool("", (sys.executable, "-c", "import time; time.sleep(20)")),))


@pytest.mark.parametrize(
    ("text", "environment", "may"),
    [("字", {"TERM": "xterm-256color"}, True), ("字", {"TERM": "linux"}, False),
     ("字", {"TERM_PROGRAM": "Apple_Terminal"}, False),
     ("字" * 25_000, {"TERM": "xterm"}, False), ("字" * 24_000, {"TERM": "xterm"}, True)],
)  # fmt: skip
def test_terminals_that_cannot_have_heard(text, environment, may):
    assert heard(text, environment) == may


@pytest.mark.parametrize(("does", "term", "said"), [(True, "xterm", "copied"), (False, "xterm", "was asked to copy 3"),
                                                    (False, "linux", "cannot copy")])  # fmt: skip
async def test_what_became_of_a_copy_is_said(  # noqa: PLR0917 -- fixtures and cases
    opened, folder, tmp_path, monkeypatch, does, term, said
):
    monkeypatch.setattr(outside.clipboard, "copy", lambda *_: does)
    monkeypatch.setenv("TERM", term)
    async with opened(folder).run_test(size=(140, 40), notifications=True) as pilot:
        reader = await ready(pilot)
        await pilot.press("tab")
        reader.page.reveal(Span(*place(reader, "李青禾")))
        await pilot.press("v", "l", "l")
        await settle(pilot, lambda: reader.selection)
        await pilot.press("y")
        await settle(pilot, lambda: any(said in note for note in notices(pilot)))
        assert pilot.app.clipboard == "李青禾"
        if not does:
            assert (tmp_path / "copied.txt").read_text("utf-8") == "李青禾"


# The editor and the pager


@contextmanager
def lent(_app):
    yield


async def test_the_editor_gets_the_file_and_the_line_and_what_it_changed_is_read(opened, folder, tmp_path, monkeypatch):
    editor = tmp_path / "vi"
    editor.write_text(
        f"#!{sys.executable}\nimport sys\nopen({str(tmp_path / 'told')!r}, 'w').write(' '.join(sys.argv[1:]))\n"
        "text = open(sys.argv[-1]).read().replace('120人', '121人')\nopen(sys.argv[-1], 'w').write(text)\n"
    )
    editor.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(editor))
    monkeypatch.setattr(App, "suspend", lent)
    monkeypatch.setattr(outside, "LOOK", 0.05)
    async with opened(folder).run_test(size=(140, 40), notifications=True) as pilot:
        reader = await ready(pilot)
        await pilot.press("tab")
        reader.page.reveal(Span(*place(reader, "李青禾")))
        await pilot.pause(0.2)
        await pilot.press("O")
        assert (tmp_path / "told").read_text() == f"+4 {folder / 'a.txt'}"
        await settle(pilot, lambda: reader.reading and "121人" in reader.reading.report.text)


async def test_the_pager_gets_the_clean_text_and_nothing_a_terminal_obeys(opened, folder, tmp_path, monkeypatch):
    (folder / "a.txt").write_text("松坪县\n疾(jí)控\x1b[31m中心\n", "utf-8")
    keep = f"{sys.executable} -c \"import sys; open('{tmp_path / 'got'}', 'w').write(sys.stdin.read())\""
    monkeypatch.setenv("PAGER", keep)
    monkeypatch.setattr(App, "suspend", lent)
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await pilot.press("P")
        assert (tmp_path / "got").read_text("utf-8") == "松坪县\n疾控\\u001b[31m中心\n"


@pytest.mark.parametrize(("theirs", "told"), [(None, "utf-8"), ("latin1", "latin1")])
async def test_the_pager_is_told_that_the_text_is_utf_8_unless_the_user_says_otherwise(  # noqa: PLR0917 -- fixtures
    theirs, told, opened, folder, tmp_path, monkeypatch
):
    keep = f"{sys.executable} -c \"import os; open('{tmp_path / 'got'}', 'w').write(os.environ['LESSCHARSET'])\""
    monkeypatch.setenv("PAGER", keep)
    monkeypatch.delenv("LESSCHARSET", raising=False)
    if theirs:
        monkeypatch.setenv("LESSCHARSET", theirs)
    monkeypatch.setattr(App, "suspend", lent)
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await pilot.press("P")
        assert (tmp_path / "got").read_text("utf-8") == told


async def test_no_terminal_and_no_program_are_said(opened, folder, monkeypatch):
    async with opened(folder).run_test(size=(140, 40), notifications=True) as pilot:
        await ready(pilot)
        await pilot.press("P")
        assert "cannot be lent" in notices(pilot)[-1]
        monkeypatch.setattr(App, "suspend", lent)
        monkeypatch.setenv("PAGER", "/no/such/pager")
        await pilot.press("P")
        assert "/no/such/pager: No such file" in notices(pilot)[-1]


@contextmanager
def lent_by_textual(_):
    """As Textual lends it: it takes the terminal back only where nothing was raised."""
    yield
    BACK.append(1)


BACK = []


@pytest.mark.parametrize(
    ("program", "said"),
    [("/no/such/program", "没有这个文件或文件夹"), ("vi 'x", "缺少后引号"), ("vi \\", "反斜杠后面缺少字符")],
)
async def test_the_terminal_comes_back_from_a_program_that_cannot_be_run(opened, folder, monkeypatch, program, said):
    monkeypatch.setattr(App, "suspend", lent_by_textual)
    monkeypatch.setenv("VISUAL", program)
    monkeypatch.setenv("PAGER", program)
    async with opened(folder, language="zh").run_test(size=(140, 40), notifications=True) as pilot:
        await ready(pilot)
        for key in "OP":
            BACK.clear()
            pilot.app.clear_notifications()
            await pilot.press(key)
            assert notices(pilot) == [f"{program}：{said}"]
            assert bool(BACK) == program.startswith("/")


@pytest.mark.parametrize("blank", ["", " "])
async def test_a_program_that_is_named_by_a_blank_is_the_usual_one(opened, folder, monkeypatch, blank):
    ran = []
    monkeypatch.setattr(outside.Outside, "_run", lambda _, command, text=None: ran.append((command[0], text is None)))
    monkeypatch.setenv("VISUAL", blank)
    monkeypatch.setenv("EDITOR", blank)
    monkeypatch.setenv("PAGER", blank)
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await pilot.press("O", "P", "ctrl+c")
        assert ran == [("vi", True), ("less", False)]
        assert notices(pilot)[-1] == "q quits"


async def test_what_interrupts_the_pager_does_not_end_the_reader(opened, folder, monkeypatch):
    monkeypatch.setattr(App, "suspend", lent)
    script = "import os, signal; os.kill(os.getppid(), signal.SIGINT); os.kill(os.getpid(), signal.SIGINT)"
    monkeypatch.setenv("PAGER", f"{sys.executable} -c '{script}'")
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("P", "j")
        await settle(pilot, lambda: reader.reading and reader.reading.report.path.endswith("b.txt"))


# Files that change


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(outside, "LOOK", 0.05)


@pytest.mark.usefixtures("quick")
async def test_a_file_that_is_deleted_is_marked_as_gone_and_can_still_be_read(opened, folder, monkeypatch):
    monkeypatch.setattr(outside, "LOOK", 0.05)
    async with opened(folder).run_test(size=(140, 40), notifications=True) as pilot:
        reader = await ready(pilot)
        kept = (folder / "a.txt").read_text("utf-8")
        (folder / "a.txt").unlink()
        (folder / "b.txt").unlink()
        await settle(pilot, lambda: [GONE in line for line in drawn(reader.reports)[1:4]] == [True, True, False])
        await settle(pilot, lambda: any("deleted or moved" in note for note in notices(pilot)))
        assert sum("deleted or moved" in note for note in notices(pilot)) == 1
        assert "file deleted" in reader.status.said
        assert "120人" in reader.page.clean_text
        await pilot.press("J")
        await settle(pilot, lambda: reader.page.message == "This file cannot be read again")
        (folder / "a.txt").write_text(kept, "utf-8")
        await settle(pilot, lambda: GONE not in drawn(reader.reports)[1])


def test_one_that_is_missing_for_a_moment_is_not_gone(tmp_path):
    path, watch = tmp_path / "a.txt", Watch()
    for there, gone in (
        (True, False),
        (False, False),
        (True, False),
        (False, False),
        (False, True),
        (False, True),
        (True, False),
    ):
        path.write_text("x") if there else path.unlink(missing_ok=True)
        watch.changed([str(path)])
        assert bool(watch.gone) == gone
    path.unlink()
    watch.changed([str(path)])
    watch.changed([str(path)])
    watch.changed([])
    assert watch.gone == {str(path)}, "nobody has asked for it since"


async def test_a_file_that_changes_is_read_again_with_its_marks_and_its_place(opened, folder, monkeypatch):
    monkeypatch.setattr(outside, "LOOK", 0.05)
    async with opened(folder).run_test(size=(140, 40), notifications=True) as pilot:
        reader = await ready(pilot)
        await pilot.press("tab")
        reader.page.reveal(Span(*place(reader, "李青禾")))
        await pilot.press("1")
        await settle(pilot, lambda: len(reader.notes) == 1)
        await pilot.pause(0.3)
        text = (folder / "a.txt").read_text("utf-8")
        (folder / "a.txt").write_text(text.replace("120人", "99人") + "又排查7人。\n", "utf-8")
        await settle(pilot, lambda: reader.reading and "99人" in reader.reading.report.text and reader.notes)
        report = reader.reading.report
        assert [report.text[note.start : note.end] for note in reader.notes] == ["李青禾"]
        assert reader.detail.tabs.numbers["metrics"] == 2
        assert reader.library.settled == len(reader.library.entries) == 3
        assert any("has changed" in note for note in notices(pilot))
        assert abs(reader.page.cursor - report.text.index("李青禾")) <= 3


@pytest.mark.usefixtures("quick")
async def test_what_is_answered_in_a_dialog_is_meant_of_the_words_it_was_opened_on(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("tab")
        reader.page.reveal(Span(*place(reader, "李青禾")))
        await pilot.pause(0.3)
        await pilot.press("i", *"who")
        path, batches, deliver = folder / "a.txt", [], reader.deliver
        pilot.app._worker._deliver = lambda outcomes: (deliver(outcomes), batches.append(outcomes))
        title, _, rest = path.read_text("utf-8").partition("\n")
        path.write_text(f"{title}\n又排查7人。\n{rest}", "utf-8")
        await settle(pilot, lambda: batches)
        await pilot.pause(0.2)
        await pilot.press("enter")
        await settle(pilot, lambda: reader.reading and "7人" in reader.reading.report.text and reader.notes)
        assert [(note.exact, note.note) for note in reader.notes] == [("李青禾", "who")]
        assert reader.notes[0].start == place(reader, "李青禾")[0]


@pytest.mark.usefixtures("quick")
async def test_a_file_that_fails_now_says_so_and_comes_back(opened, folder):
    async with opened(folder).run_test(size=(140, 40), notifications=True) as pilot:
        reader = await ready(pilot)
        await pilot.pause(0.3)
        text = (folder / "a.txt").read_text("utf-8")
        (folder / "a.txt").write_text("炸", "utf-8")
        await settle(pilot, lambda: reader.entry.error == "boom" and reader.library.failed == 1)
        for key in ("i", "t", "a", "A", "V", "P"):
            pilot.app.clear_notifications()
            await pilot.press(key)
            assert notices(pilot) == ["Cannot be read: boom"], key
        (folder / "a.txt").write_text(text + "。", "utf-8")
        await settle(pilot, lambda: reader.reading is not None and reader.library.failed == 0)


@pytest.mark.usefixtures("quick")
async def test_new_files_in_the_folder_are_listed(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.pause(0.3)
        (folder / "more").mkdir()
        (folder / "more" / "d.txt").write_text("松坪县新通报\n排查8人。\n", "utf-8")
        await settle(pilot, lambda: "松坪县新通报" in listed(reader))


async def test_a_report_is_read_again_on_demand(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        before = reader.reading
        await pilot.press("R")
        await settle(pilot, lambda: reader.reading is not None and reader.reading is not before)


# Causes


@pytest.mark.parametrize(
    ("cause", "said"),
    [
        ("No such file or directory", "没有这个文件或文件夹"),
        ("/a/b: c.sqlite3: another program keeps it locked", "/a/b: c.sqlite3: 被另一个程序占用"),
        ("x: its folder cannot be made: permission denied", "x: 无法建立文件夹：没有权限"),
        ("not a line of JSON: odd [at 3]", "不是一行 JSON：odd [at 3]"),
        ("needs an optional part: pip install 'yibao[pdf]'", "需要先安装：pip install 'yibao[pdf]'"),
        ("/a/index.sqlite3: file is not a database", "/a/index.sqlite3: 不是数据库"),
        (
            "/a.jsonl: JSON is malformed: expected ',' or '}' (byte 6)",
            "/a.jsonl: JSON 语法有误：应为 ',' 或 '}'，在字节 6 处",
        ),
        (
            "not a line of JSON: JSON is malformed: trailing comma in array (byte 5)",
            "不是一行 JSON：JSON 语法有误：数组末尾多了逗号，在字节 5 处",
        ),
        ("/s.toml: Expected `str`, got `int` - at `$.keys[...]`", "/s.toml: 应为 str，却是 int，位于 $.keys[...]"),
        ("/s.toml: Object contains unknown field `kys`", "/s.toml: 不认识 kys"),
        ("/s.toml: Duplicate inline table key 'x' (at line 1, column 11)", "/s.toml: 'x' 重复，在第 1 行第 11 列"),
        ("/s.toml: keys: no such command: fly", "/s.toml: 按键：没有命令 fly"),
        (
            "task 1: no mark: Expected `str | null`, got `int` - at `$.label`",
            "task 1: 不是标注：应为 str | null，却是 int，位于 $.label",
        ),
        ("label [2, 9, 'ORG']: 2..9 is no stretch of a text of 3", "标签 [2, 9, 'ORG']：2..9 超出了 3 字的正文"),
        ("something new", "something new"),
        ("{x}", "{x}"),
    ],
)
def test_causes_in_chinese(cause, said):
    assert told(cause, "zh") == said
    assert told(cause, "en") == cause


@pytest.mark.parametrize("data", [
    b"", b"{", b"nope", b'{"a" 1}', b'{"a":1,}', b'{"a":1;}', b"[1;]", b"[1,]", b"{} x", rb'"\q"', b"01",
    b"1.", b'"\xff"', b"{1:2}", b"1e999", rb'"\ud800\u0041"', rb'"\u12zz"', b"[" * 2000,
])  # fmt: skip
def test_whatever_is_wrong_with_json_is_told_in_chinese(data):
    with pytest.raises((msgspec.MsgspecError, UnicodeDecodeError, RecursionError)) as failed:
        msgspec.json.decode(data)
    assert not ENGLISH.search(told(str(failed.value), "zh").replace("JSON", "").replace("UTF", ""))


@pytest.mark.parametrize("text", [
    "a", "a=", "a=1\na=2", "[a", "[[a]", 'a="\\q"', 'a="', "a=[", "a={", "a={x=1,x=2}", "a=2020-13-45", "é=1",
    'a="\\uD800"', "a={b=1}\n[a.b]", "[x]\n[x]", 'a="\\u12"', "a = 1 2",
])  # fmt: skip
def test_whatever_is_wrong_with_the_settings_is_told_in_chinese(text):
    with pytest.raises(tomllib.TOMLDecodeError) as failed:
        tomllib.loads(text)
    assert not ENGLISH.search(told(f"/settings.toml: {failed.value}", "zh").removeprefix("/settings.toml: "))


def test_every_cause_that_the_program_says_is_known():
    """Of plain words and of words with something in them, as they stand in the sources."""
    raised = (
        r"(?:FormatError|LoadError|DecodingError|StoreError|Failure|failed|Problem)\("
        r'(?:[^"\n]*, )?f?"([^"{]+)(?:\{[^"]*)?"'
    )
    texts = [path.read_text("utf-8") for folder in ("parsing", "tui") for path in sorted((ROOT / folder).rglob("*.py"))]
    said = {found for text in texts for found in re.findall(raised, text)}
    said |= set(store_error.CAUSES.values())
    assert len(said) > 15
    known = [pattern for pattern, _ in causes._table("zh")]
    unknown = {
        one
        for one in said
        if not any(pattern.search(one) or pattern.search(one.strip() + " x: y") for pattern in known)
    }
    unknown -= {
        "the parser crashed on this report ",
        "a list of ",
        "holds ",
        "event ",
        "there is no line ",
        "no ",
        "not found in ",
    }  # cut at their first brace
    assert not unknown


async def test_a_failure_is_told_in_chinese(opened, folder, tmp_path):
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.toml").write_text('language = "zh"\n')
    app = opened(folder)
    app.library.entries[:] = []
    async with app.run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        reader.library.entries[0] = reader.library.entries[0]._replace(
            report=None, known=None, error="the file is empty"
        )
        reader.current = None
        reader.open(0)
        await pilot.pause()
        assert "文件是空的" in reader.page.message
