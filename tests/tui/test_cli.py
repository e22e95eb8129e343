"""The command line: what it writes, what it says of bad input, how it ends, and what it leaves unloaded."""

import io
import json
import os
import pty
import re
import subprocess
import sys
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent

import jsonschema
import msgspec
import pytest

import parsing.load
import tui.app
import tui.commandline.reports
from parsing.inputs.files import Files
from parsing.reading import Reading
from parsing.record import Repair, decode
from parsing.report import read
from parsing.spans import Span
from parsing.walk import Failure, walk
from tui.cli import COMMANDS, main
from tui.data.anchors import anchored
from tui.data.store import Store

MASKS = "城北镇收到口罩\n来源：城北镇政府\n城北镇收到口罩5000只，于1月27日发放。\n"
VISIT = "副镇长检查农贸市场\n副镇长王岩检查农贸市场，要求每天消毒。\n"
GLUED = "城北區(qū)召開會議\n城北區(qū)召開(kāi)會議，部署疫情防控工作。\n"


@pytest.fixture(autouse=True)
def own_folders(tmp_path, monkeypatch):
    for kind in ("CONFIG", "DATA", "CACHE"):
        monkeypatch.setenv(f"YIBAO_{kind}_DIR", str(tmp_path / "own" / kind.lower()))


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in (("a.txt", MASKS), ("b.txt", VISIT), ("c.txt", GLUED)):
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture
def run(capsysbinary):
    """Run a command line in this process: its status, standard output and standard error."""

    def run(*words):
        status = main([str(word) for word in words])
        out, err = capsysbinary.readouterr()
        return status, out.decode(), err.decode()

    return run


def program(*words, **settings):
    """Run the program as a user does."""
    return subprocess.run([sys.executable, "-m", "tui.cli", *words], capture_output=True, check=False, **settings)


# What it writes


def test_parse_writes_a_record_a_line_in_the_order_of_the_paths(run, folder):
    status, out, err = run("parse", folder / "c.txt", folder)
    assert (status, err) == (0, "")
    records = [decode(line) for line in out.splitlines()]
    assert [Path(record.path).name for record in records] == ["c.txt", "a.txt", "b.txt", "c.txt"]
    assert records[1] == read(folder / "a.txt").report


def test_parse_gives_the_same_bytes_from_the_cache_and_from_many_processes(run, folder, monkeypatch):
    first = run("parse", folder)
    monkeypatch.setattr(tui.commandline.reports, "read_source", None)  # would be called without the cache
    assert run("parse", folder) == first
    monkeypatch.undo()
    assert run("parse", "--jobs", 2, folder / "missing", folder)[:2] == (1, first[1])


def test_a_report_s_own_day_gives_its_dates_their_year(run, folder):
    _, out, _ = run("parse", "--date", "2020-02-01", folder / "a.txt")
    assert {entity.norm for entity in decode(out).entities if entity.label == "DATE"} == {"2020-01-27"}
    _, out, _ = run("parse", folder / "a.txt")
    assert {entity.norm for entity in decode(out).entities if entity.label == "DATE"} == {"--01-27"}


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_report_can_be_piped_in(folder, tmp_path, jobs):
    environment = {**os.environ, "YIBAO_CACHE_DIR": str(tmp_path / "cache")}
    settings = {"input": MASKS.encode("gb18030"), "env": environment}
    done = program("parse", "--jobs", str(jobs), "-", str(folder / "b.txt"), **settings)
    assert (done.returncode, done.stderr) == (0, b"")
    piped, other = (decode(line) for line in done.stdout.splitlines())
    assert (piped.path, piped.encoding, piped.text) == ("-", "gb18030", read(folder / "a.txt").report.text)
    assert Path(other.path).name == "b.txt"


def test_piped_text_is_cleaned_and_nothing_piped_is_no_report(folder, monkeypatch, run):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(GLUED.encode())))
    assert run("clean", "-") == (0, read(folder / "c.txt").report.text + "\n", "")
    assert run("clean", "-") == (1, "", "yibao: -: nothing to read\n")
    monkeypatch.chdir(folder)
    (folder / "-").write_text(VISIT, "utf-8")
    assert run("clean", "./-")[1] == read(folder / "b.txt").report.text + "\n"


def test_several_reports_are_cleaned_in_order(run, folder):
    texts = [read(folder / name).report.text for name in ("c.txt", "a.txt")]
    assert run("clean", folder / "c.txt", folder / "a.txt") == (0, "\n".join([*texts, ""]), "")


def test_a_mistyped_command_is_told_from_a_missing_file(run):
    assert run("pars", "x")[2] == (
        "yibao: pars: no such file or folder; is the command parse meant?\nyibao: x: no such file or folder\n"
    )


def test_clean_writes_the_cleaned_text(run, folder):
    status, out, err = run("clean", folder / "c.txt")
    assert (status, err) == (0, "")
    assert out == read(folder / "c.txt").report.text + "\n"
    assert "城北区召开会议，部署疫情防控工作。" in out


def test_explain_says_where_what_and_into_what(run, folder):
    status, out, _ = run("clean", "--explain", folder / "c.txt")
    assert status == 0
    lines = [line.split("\t") for line in out.splitlines()]
    assert ["1:4", "pinyin", "「(qū)」 → 「」", "1.00"] in lines
    assert ["2:10", "pinyin", "「(kāi)」 → 「」", "1.00"] in lines
    places = [tuple(map(int, place.split(":"))) for place, *_ in lines]
    assert places == sorted(places)
    source = GLUED.splitlines()
    for (line, column), (_, step, change, _) in zip(places, lines, strict=True):
        if step == "pinyin":
            assert source[line - 1][column - 1 :].startswith(change[1 : change.index("」")])


def test_explain_names_each_of_several_reports_and_says_nothing_of_a_healthy_one(run, folder):
    healthy = folder / "healthy.txt"
    healthy.write_text("城北镇召开会议。\n", "utf-8")
    assert run("clean", "--explain", healthy) == (0, "", "")
    alone = run("clean", "--explain", folder / "c.txt")[1].splitlines()
    assert alone
    _, out, _ = run("clean", "--explain", healthy, folder / "c.txt")
    assert out.splitlines() == [f"{folder / 'c.txt'}:{line}" for line in alone]


def test_explain_shows_control_characters_as_pictures_and_cuts_what_is_long(run, tmp_path, monkeypatch):
    path = tmp_path / "r.txt"
    path.write_text("甲", "utf-8")
    reading = read(path)
    repair = Repair(step="s", before="\x1b[31m\u202e", after="长" * 100, raw=Span(0, 1), start=0, end=1, confidence=0.5)
    report = msgspec.structs.replace(reading.report, repairs=(repair,), furniture=())
    fake = Reading(report, reading.source, reading.body)
    monkeypatch.setattr(tui.commandline.reports, "reading", lambda *_: fake)
    _, out, _ = run("clean", "--explain", path)
    assert out == f"1:1\ts\t「␛[31m\\u202e」 → 「{'长' * 80}…(+20)」\t0.50\n"


def test_schema_describes_what_parse_writes(run, folder):
    status, out, _ = run("schema")
    assert status == 0
    schema = json.loads(out)
    jsonschema.Draft202012Validator.check_schema(schema)
    for line in run("parse", folder)[1].splitlines():
        jsonschema.validate(json.loads(line), schema)


def test_export_writes_what_the_query_wants_with_its_annotations(run, folder, tmp_path):
    reading = read(folder / "a.txt")
    at = reading.report.text.index("口罩")
    mark = anchored(reading, Span(at, at + 2), "KEY", "哪种？", datetime.now(UTC))
    with Store(tmp_path / "own" / "data" / "marks.sqlite3") as store:
        store.add(reading.report.id, mark)
    status, out, err = run("export", folder, "--where", "has:notes 口罩")
    assert (status, err) == (0, "")
    (record,) = json.loads(out)["reports"]
    assert [found["note"] for found in record["annotations"]] == ["哪种？"]
    found = record["annotations"][0]
    assert record["text"][found["start"] : found["end"]] == "口罩"
    assert json.loads(run("export", folder, "--where", "-has:notes -戴")[1])["reports"][0]["annotations"] == []


@pytest.mark.parametrize("kind", ["json", "jsonl", "metrics.csv", "measures.csv"])
def test_export_writes_the_same_to_a_file(run, folder, tmp_path, kind):
    _, out, _ = run("export", folder, "--format", kind)
    assert run("export", folder, "--format", kind, "--output", tmp_path / "out") == (0, "", "")
    assert (tmp_path / "out").read_bytes() == out.encode()
    assert len(out) > 10


def test_export_makes_no_store(run, folder, tmp_path):
    run("export", folder)
    assert not (tmp_path / "own" / "data").exists()


def test_version_and_help(run):
    assert re.fullmatch(r"yibao \d+\.\d+\.\d+\n", run("--version")[1])
    status, out, _ = run("--help")
    assert status == 0
    assert all(f"  {command.name} " in out for command in COMMANDS)
    assert all(run(command.name, "--help")[0] == 0 for command in COMMANDS)


def test_output_is_utf_8_whatever_the_locale(folder):
    settings = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = program("schema", folder / "缺", env=settings)
    assert done.returncode == 2
    assert all(program(command.name, "--help", env=settings).returncode == 0 for command in COMMANDS)
    done = program("clean", folder / "a.txt", env=settings)
    assert "城北镇收到口罩5000只" in done.stdout.decode()
    done = program("parse", folder / "缺.txt", env=settings)
    assert done.stderr.decode() == f"yibao: {folder}/缺.txt: no such file or folder\n"


# What it says of bad input


def empty(path):
    path.write_bytes(b"")


def blank(path):
    path.write_text(" \n\n")


def binary(path):
    path.write_bytes(bytes(range(256)) * 20)


def folder_without_reports(path):
    path.mkdir()
    (path / "picture.png").write_bytes(b"\x89PNG")


def missing(_):
    pass


def looping_link(path):
    path.symlink_to(path)


@pytest.mark.parametrize(
    "name", ["r.txt", "[red]r[/].txt", "\x1b[31m\x1b]0;x\x07\u202er.txt", "两\n行.txt", "\udcff\udcfe.txt"]
)
@pytest.mark.parametrize(
    ("make", "cause"),
    [
        (empty, "the file is empty"),
        (blank, "the file is empty"),
        (binary, "not a text file"),
        (folder_without_reports, "no reports in this folder"),
        (missing, "no such file or folder"),
        (looping_link, "too many levels of symbolic links"),
    ],
)
def test_bad_input_is_one_line_and_the_others_are_written(run, folder, make, cause, name):
    bad = folder / "bad" / name
    bad.parent.mkdir(parents=True)
    make(bad)
    for words in (["parse", bad, folder / "b.txt"], ["export", bad, folder / "b.txt"], ["clean", bad]):
        status, out, err = run(*words)
        assert status == 1
        assert re.fullmatch(r"yibao: .*: .*\n", err)
        assert err.endswith(f": {cause}\n")
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\ud800-\udfff]", err)
        assert ("副镇长王岩" in out) == (words[0] != "clean")


def test_a_pipe_in_a_folder_is_told_of_and_nobody_waits_for_it(folder):
    os.mkfifo(folder / "pipe.txt")
    (folder / "link.txt").symlink_to(folder / "pipe.txt")
    (folder / "gone.txt").symlink_to(folder / "nowhere")
    (folder / "same.txt").symlink_to(folder / "a.txt")
    (folder / "folder.txt").symlink_to(folder)
    refused = [Failure(str(folder / name), "not a regular file") for name in ("link.txt", "pipe.txt")]
    taken = [str(folder / name) for name in ("a.txt", "b.txt", "c.txt", "gone.txt", "same.txt")]
    found = list(walk([folder]))
    assert [each for each in found if isinstance(each, Failure)] == refused
    assert [str(each) for each in found if isinstance(each, Path)] == taken
    files = Files.under([str(folder)])
    assert [each for each in files.failures if each.cause != "no such file or directory"] == refused
    assert [file.path for file in files.found] == [name for name in taken if "gone" not in name]


def test_a_file_name_that_is_no_utf_8_can_be_parsed(run, folder):
    path = folder / "\udcff.txt"
    path.write_text(VISIT, "utf-8")
    status, out, err = run("parse", path)
    assert (status, err) == (0, "")
    assert decode(out).path.endswith("/\\xff.txt")


@pytest.mark.parametrize(
    ("words", "closed", "status", "err"),
    [
        ("parse a.txt", ">&-", 1, "yibao: standard output: bad file descriptor\n"),
        ("--version", ">&-", 1, "yibao: standard output: bad file descriptor\n"),
        ("--version", ">/dev/full", 1, "yibao: standard output: no space left on device\n"),
        ("parse -", "<&-", 1, "yibao: -: bad file descriptor\n"),
        ("parse missing.txt", "2>&-", 1, ""),
        ("", "<&- >&-", 2, "yibao: the reader needs a terminal; see yibao --help for what works without one\n"),
    ],
)
def test_a_closed_stream_is_a_line_of_complaint(folder, words, closed, status, err):
    settings = {**os.environ, "PYTHONPATH": str(Path(tui.app.__file__).parents[1])}
    command = f"exec {sys.executable} -m tui.launch {words} {closed}"
    done = subprocess.run(
        ["/bin/sh", "-c", command], cwd=folder, env=settings, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (status, "", err)


def test_a_file_without_permission_to_read(folder):
    path = folder / "a.txt"
    path.chmod(0)
    script = """
        import os, sys
        import tui.cli, tui.commandline.parse
        if os.getuid() == 0:
            os.seteuid(65534)  # root may read everything
        sys.exit(tui.cli.main(["parse", sys.argv[1]]))
    """
    for parent in [folder, *folder.parents][:-2]:
        parent.chmod(parent.stat().st_mode | 0o055)
    done = subprocess.run([sys.executable, "-c", dedent(script), path], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"yibao: {path}: permission denied\n")


def test_a_mistake_of_a_parser_costs_one_report(run, folder, monkeypatch):
    def read_source(source, written):
        if source.path.endswith("a.txt"):
            raise KeyError("\x1b[31m\n两行")
        return parsing.report.read_source(source, written)

    monkeypatch.setattr(tui.commandline.reports, "read_source", read_source)
    status, out, err = run("parse", folder)
    assert (status, len(out.splitlines())) == (1, 2)
    assert err == f"yibao: {folder}/a.txt: internal error: KeyError: '\\x1b[31m\\n两行'\n"


class Crashing(Executor):
    """Processes that die: the first while it works, the others can no longer be asked."""

    asked = 0

    def submit(self, *_):
        self.asked += 1
        if self.asked > 1:
            raise BrokenExecutor
        lost = Future()
        lost.set_exception(BrokenExecutor())
        return lost


def test_a_process_that_dies_is_told_for_each_report(run, folder, monkeypatch):
    monkeypatch.setattr(tui.commandline.reports, "executor", lambda _: Crashing())
    status, out, err = run("parse", "--jobs", 2, folder)
    assert (status, out) == (1, "")
    assert err.splitlines() == [
        f"yibao: {folder}/{name}.txt: a parsing process ended before its time" for name in "abc"
    ]


def test_a_cache_that_cannot_be_used_is_no_hindrance(run, folder, tmp_path):
    (tmp_path / "own").write_text("no folder")
    assert run("parse", folder)[0] == 0


@pytest.mark.parametrize(
    ("words", "cause"),
    [
        (["parse"], "the following arguments are required: PATH"),
        (["parse", "--date", "1月27日", "x"], "argument --date: 1月27日 is no day; write YYYY-MM-DD"),
        (["parse", "--jobs", "0", "x"], "argument --jobs: 0 is no number from 1 on"),
        (["parse", "--\x1b[31m", "x"], "unrecognized arguments: --␛[31m"),
        (["export", "--format", "xml", "x"], "argument --format: invalid choice: 'xml'"),
        (["export", "x", "--where"], "argument --where: expected one argument"),
        (["export", "x", "--where", "a:b"], "--where: there is no field a; "),
        (["query", "a:b"], "WHERE: there is no field a; "),
        (["query", "--count"], "the following arguments are required: WHERE (see"),
        (["query", "value>"], "WHERE: a number is missing after > (at character 7)"),
        (["query", "x", "--first", "-1"], "argument --first: -1 is no number from 1 on"),
        (["index", "x", "--jobs", "two"], "argument --jobs: two is no number from 1 on"),
        (["schema", "x"], "unrecognized arguments: x"),
        (["--colour"], "unrecognized arguments: --colour"),
    ],
)
def test_bad_usage_is_one_line_and_status_2(run, words, cause):
    status, out, err = run(*words)
    assert (status, out) == (2, "")
    assert err.startswith(f"yibao: {cause}")
    assert err.count("\n") == 1
    assert err.endswith("\n")


@pytest.mark.parametrize("option", ["--store", "--output"])
def test_an_export_that_cannot_be_made(run, folder, tmp_path, option):
    (tmp_path / "bad").mkdir()
    status, out, err = run("export", folder, option, tmp_path / "bad")
    assert (status, out) == (1, "")
    assert re.fullmatch(rf"yibao: {tmp_path}/bad: (cannot be opened|is a directory)\n", err)


def test_a_named_store_that_is_not_there(run, folder, tmp_path):
    assert run("export", folder, "--store", tmp_path / "x") == (1, "", f"yibao: {tmp_path}/x: no such file\n")


# How it ends


def test_a_reader_of_our_output_that_has_enough_is_no_error(folder):
    for number in range(200):
        (folder / f"{number}.txt").write_text(MASKS * 20, "utf-8")
    words = [sys.executable, "-m", "tui.cli", "export", folder]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout.read(100).startswith(b'{"format"')
        child.stdout.close()
        assert (child.stderr.read(), child.wait()) == (b"", 0)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_one_line(folder):
    with Path("/dev/full").open("wb") as full:
        words = [sys.executable, "-m", "tui.cli", "parse", folder]
        done = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (1, b"yibao: standard output: no space left on device\n")


def test_an_interrupt_is_no_traceback(folder, run, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(tui.commandline.reports, "load", interrupted)
    assert run("parse", folder) == (130, "", "")


def test_on_a_terminal_nothing_is_a_command_to_it(folder):
    path = folder / "\x9b31m\x1b[31m.txt"
    path.write_text("城北镇\x1b[31m召开\x9b会议\u202e，部署疫情防控工作。\n", "utf-8")
    for words in (["parse"], ["clean"], ["clean", "--explain"], ["export"]):
        shown = on_a_terminal(*words, path)
        assert "城北镇" in shown or "--explain" in words
        assert not re.search("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u202e]", shown)


def on_a_terminal(*words):
    """What the program writes to a terminal."""
    ours, its = pty.openpty()
    with subprocess.Popen([sys.executable, "-m", "tui.cli", *words], stdout=its, stderr=its, stdin=its) as child:
        os.close(its)
        shown = b""
        try:
            while data := os.read(ours, 65536):
                shown += data
        except OSError:  # Linux's way to say that the other end is closed
            pass
        assert child.wait() == 0
    os.close(ours)
    return shown.decode()


# What it leaves unloaded


@pytest.mark.parametrize(
    ("words", "unloaded"),
    [
        (["--version"], "textual rich jieba opencc msgspec parsing sqlite3 platformdirs"),
        (["--help"], "textual rich jieba opencc msgspec parsing sqlite3 platformdirs"),
        (["schema"], "textual rich jieba sqlite3"),
        (["parse", "a.txt"], "textual rich jieba"),
        (["clean", "a.txt"], "textual rich jieba"),
        (["export", "a.txt"], "textual rich jieba"),
    ],
)
def test_what_a_command_does_not_need_is_not_loaded(folder, words, unloaded):
    script = "import sys, tui.cli; tui.cli.main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", script, *words], capture_output=True, text=True, check=True, cwd=folder
    )
    loaded = {name.partition(".")[0] for name in done.stderr.split()}
    assert loaded & set(unloaded.split()) == set()


def test_an_export_of_only_what_matches(run, folder):
    status, out, _ = run("export", folder, "--where", "metric: unit:个", "--only-matching")
    assert status == 0
    for record in json.loads(out)["reports"]:
        assert record["metrics"]
        assert {metric["unit"] for metric in record["metrics"]} == {"个"}
        assert record["measures"] == []
    status, _, said = run("export", folder, "--where", "口罩", "--only-matching")
    assert status == 2
    assert "--only-matching needs" in said


# The door to the reader


@pytest.fixture
def opened(monkeypatch):
    """What the reader was opened on."""
    calls = []
    monkeypatch.setattr(tui.app, "run", lambda paths, store, **_: calls.append((paths, store)) or 0)
    monkeypatch.setattr("tui.commandline.reader.painted", lambda *_: nullcontext())
    monkeypatch.setattr(sys, "stdin", type("Terminal", (io.StringIO,), {"isatty": lambda _: True})())
    return calls


@pytest.fixture
def terminal(run, monkeypatch):
    """Makes the standard output that ``run`` captures a terminal."""
    assert run
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda _: True, raising=False)


@pytest.mark.usefixtures("terminal")
def test_the_reader_begins_with_a_query_and_a_language(opened, run, folder, monkeypatch):
    given = []
    monkeypatch.setattr(tui.app, "run", lambda *_, where, language, **__: given.append((where, language)) or 0)
    assert run(folder, "--where", "-口罩", "--lang", "zh") == (0, "", "")
    assert given == [("-口罩", "zh")]
    status, _, said = run(folder, "--where", "value>x")
    assert (status, len(given)) == (2, 1)
    assert "--where: x is no number" in said
    assert not opened


@pytest.mark.usefixtures("terminal")
def test_the_reader_opens_on_paths_and_on_the_samples(opened, run, folder):
    assert run(folder, folder / "a.txt", "--store", "s") == (0, "", "")
    assert run()[0] == 0
    (first, second) = opened
    assert first == ([str(folder), str(folder / "a.txt")], Path("s"))
    assert second[1] is None
    assert len([*Path(second[0][0]).glob("*.txt")]) >= 8


@pytest.mark.usefixtures("terminal")
def test_a_file_named_like_a_command_is_opened_by_its_path(opened, run, folder, monkeypatch):
    monkeypatch.chdir(folder)
    (folder / "parse").write_text(MASKS, "utf-8")
    assert run("./parse")[0] == 0
    assert opened == [(["./parse"], None)]


@pytest.mark.usefixtures("terminal")
def test_paths_that_are_not_there_do_not_keep_the_reader_from_the_others(opened, run, folder):
    gone = folder / "\x1b[31m"
    assert run(gone, folder) == (1, "", f"yibao: {folder}/␛[31m: no such file or folder\n")
    assert opened == [([str(folder)], None)]
    assert run(gone)[0] == 1
    assert len(opened) == 1


def test_without_a_terminal_the_reader_says_so(run):
    status, out, err = run()
    assert (status, out) == (2, "")
    assert err.startswith("yibao: the reader needs a terminal")
