"""The commands on a corpus: what they take, what they write, and that each broken input is named and stops nothing."""

import csv
import gzip
import io
import json
import re
import sqlite3
from contextlib import closing
from functools import partial

import pytest

import tui.commandline.corpus
import tui.commandline.index
from parsing.inputs import Files, Input, inputs
from tests.tui.corpora import Here, write
from tui.cli import main
from tui.data.corpus import connecting

LINES = [
    json.dumps(
        {"text": f"城北镇第{number}批口罩{number}00只于2月3日发放，副镇长王岩要求每天消毒。"}, ensure_ascii=False
    )
    for number in range(1, 6)
]


@pytest.fixture(autouse=True)
def own_folders(tmp_path, monkeypatch):
    for kind in ("CONFIG", "DATA", "CACHE"):
        monkeypatch.setenv(f"YIBAO_{kind}_DIR", str(tmp_path / "own" / kind.lower()))
    monkeypatch.setattr(tui.commandline.index, "Processes", lambda _jobs: Here())


@pytest.fixture
def run(capsysbinary):
    """Run a command line in this process: its status, standard output and standard error."""

    def run(*words):
        status = main([str(word) for word in words])
        out, err = capsysbinary.readouterr()
        return status, out.decode("utf-8-sig"), err.decode()

    return run


@pytest.fixture
def folder(tmp_path):
    return write(tmp_path / "reports", 3)


# Input


def packed(folder):
    """The same five reports in each kind of file."""
    text = "\n".join(LINES).encode()
    (folder / "plain.jsonl").write_bytes(text)
    (folder / "packed.jsonl.gz").write_bytes(gzip.compress(text))
    pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    parquet = pytest.importorskip("pyarrow.parquet")
    with pa.CompressedOutputStream(str(folder / "packed.jsonl.zst"), "zstd") as stream:
        stream.write(text)
    parquet.write_table(pa.Table.from_pylist([json.loads(line) for line in LINES]), folder / "table.parquet")


def test_lines_and_rows_of_every_kind_of_file_are_the_same_reports(tmp_path):
    packed(tmp_path)
    for name in ("plain.jsonl", "packed.jsonl.gz", "packed.jsonl.zst", "table.parquet"):
        (file,) = Files.under([str(tmp_path / name)]).found
        found = list(inputs(file))
        assert [json.loads(each.load()) for each in found] == [json.loads(line) for line in LINES], name
        assert [each.path for each in found] == [f"{tmp_path / name}#{number}" for number in range(1, 6)]


def test_globs_and_urls_name_files_and_what_is_not_there_is_told(tmp_path):
    pytest.importorskip("fsspec", reason="fsspec is not installed")
    write(tmp_path / "a", 2)
    write(tmp_path / "b", 1)
    assert len(Files.under([f"{tmp_path}/*/000?.txt"]).found) == 3
    assert len(Files.under([f"file://{tmp_path}/a/*.txt"]).found) == 2
    files = Files.under([f"{tmp_path}/none", f"{tmp_path}/none*", "nowhere://x"])
    assert [failure.cause for failure in files.failures] == [
        "no such file or directory",
        "no reports here",
        "Protocol not known: nowhere",
    ]


def test_an_endless_line_is_named_and_the_lines_after_it_are_read(tmp_path):
    (tmp_path / "all.jsonl").write_bytes(LINES[0].encode() + b"\n" + b"x" * 3_000_000 + b"\n" + LINES[1].encode())
    (file,) = Files.under([str(tmp_path / "all.jsonl")]).found
    first, endless, last = inputs(file, longest=1_000_000)
    assert (endless.path[-2:], endless.cause) == ("#2", "a line of more than 1 MB")
    assert isinstance(first, Input)
    assert last.path.endswith("#3")


def test_each_broken_input_is_named_with_its_place_and_the_rest_is_done(run, folder):
    pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    parquet = pytest.importorskip("pyarrow.parquet")
    many = "\n".join(LINES[number % 5].replace("批", f"批{number * 7919}") for number in range(400)).encode()
    (folder / "cut.jsonl.gz").write_bytes(gzip.compress(many)[:-300])
    (folder / "bad.jsonl").write_text("\n".join([LINES[0], '{"text": "没有完', LINES[1]]), "utf-8")
    (folder / "endless.jsonl").write_bytes(LINES[2].encode() + b"\n" + b"x" * 1_200_000 + b"\n" + LINES[3].encode())
    (folder / "empty.txt").touch()
    (folder / "no.parquet").write_bytes(b"PAR1")
    parquet.write_table(pa.table({"titel": ["a"]}), folder / "other.parquet")
    status, out, err = run("index", folder, "--longest-line", 1)
    told = [re.sub(r"#(?!2:)\d+", "#N", line.replace(f"yibao: {folder}/", "")) for line in err.splitlines()]
    assert status == 1
    assert sorted(told) == [
        "bad.jsonl#2: not a line of JSON: Input data was truncated",
        "cut.jsonl.gz#N: the gzip file ends too early",
        "empty.txt: the file is empty",
        "endless.jsonl#2: a line of more than 1 MB",
        next(line for line in told if line.startswith("no.parquet: not a whole Parquet file")),
        "other.parquet: no column with a text: one of text, content, body, 正文, 内容, …",
    ]
    assert re.match(r"\d+ done, 6 failed, 0 skipped, 0 removed", out)
    assert int(out.split()[0]) >= 3 + 2 + 2
    _, out, _ = run("query", "", folder, "--table", "reports", "--format", "jsonl")
    paths = {json.loads(line)["path"].removeprefix(f"{folder}/") for line in out.splitlines()}
    assert {"bad.jsonl#1", "bad.jsonl#3", "endless.jsonl#1", "endless.jsonl#3", "0000.txt", "cut.jsonl.gz#1"} <= paths


# Output


def test_index_accounts_for_each_input_and_is_taken_up_again(run, folder, tmp_path):
    status, out, err = run("index", folder, "-o", tmp_path / "out")
    assert (status, err) == (0, "")
    assert re.search(r"^3 done, 0 failed, 0 skipped, 0 removed: .*reports-\w+-\w+\.sqlite3$", out, re.MULTILINE)
    records = (tmp_path / "out" / "part-000000.jsonl").read_bytes()
    assert run("parse", folder)[1].encode() == records
    assert run("index", folder, "-o", tmp_path / "out")[1].startswith("0 done, 0 failed, 3 skipped")


def test_query_writes_the_items_that_are_asked_for(run, folder):
    run("index", folder)
    _, out, _ = run("query", "metric:人员 value>1001", folder, "--format", "jsonl")
    rows = [json.loads(line) for line in out.splitlines()]
    assert {row["value"] for row in rows} == {1002}
    _, out, _ = run("query", "measure:disinfection", folder, "--table", "measures", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert len(rows) == 3
    assert {(row["category"], row["status"]) for row in rows} == {("disinfection", "required")}
    _, out, _ = run("query", "person:李", "--table", "entities", "--format", "json")
    assert {row["text"] for row in json.loads(out)} == {"李青禾"}
    status, out, _ = run("query", "", "--table", "reports")
    assert (status, out.count("关于做好防控工作的通知")) == (0, 3)


def test_what_a_day_leaves_out_for_want_of_any_is_counted(run, tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in {"a": "2020年2月3日，松坪县消毒。", "b": "松坪县消毒，没有停。", "c": "林口镇没有消毒。"}.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    run("index", folder)
    told = "yibao: 1 without any date left out: -date: finds them\n"
    assert run("query", "松坪 date:2020-02", folder, "--count") == (0, "1\n", told)
    assert run("stats", folder, "--where", "date:2020-02 松坪", "--json")[2] == told
    for query in ("松坪", "松坪 -date:", "松坪 -date:2020-02", "date:2020-02 -消毒"):
        assert run("query", query, folder, "--count")[2] == ""


def test_query_counts_takes_the_first_and_leaves_out_what_a_minus_stands_before(run, folder, tmp_path):
    run("index", folder)
    asked = {"": 3, "-李青禾": 0, "-赵": 3, "-has:metrics": 0, "-标题：捐赠": 3}
    assert {query: run("query", query, folder, "--count")[:2] for query in asked} == {
        query: (0, f"{number}\n") for query, number in asked.items()
    }
    _, out, _ = run("query", "", folder, "--table", "reports", "--format", "jsonl", "--first", "2")
    assert [json.loads(line)["path"].rpartition("/")[2] for line in out.splitlines()] == ["0000.txt", "0001.txt"]
    assert run("query", "", folder, "--count", "-o", tmp_path / "number")[:2] == (0, "")
    assert (tmp_path / "number").read_text() == "3\n"


def test_a_row_for_a_terminal_holds_no_command_to_it(run, tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.txt").write_text("口罩\x1b[31m[red]五百\u202e只的通知[/red]\n2月3日，收到口罩500只。\n", "utf-8")
    run("index", folder)
    for words in (["query", ""], ["query", "", "--table", "reports"], ["stats"]):
        status, out, _ = run(*words)
        assert status == 0
        assert not {"\x1b", "\u202e"} & set(out)


def test_query_writes_parquet(run, folder, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    run("index", folder)
    assert run("query", "", "--format", "parquet")[0] == 2
    assert run("query", "", "--format", "parquet", "--output", tmp_path / "m.parquet")[0] == 0
    assert {1000, 1001, 1002} <= set(parquet.read_table(tmp_path / "m.parquet")["value"].to_pylist())


def test_stats_counts_reports(run, folder):
    run("index", folder)
    found = json.loads(run("stats", "--json")[1])
    assert found["reports"] == 3
    assert ["松坪县", 3] in found["places"]
    assert next(row for row in found["categories"] if row[0] == "disinfection")[2] == 3
    assert json.loads(run("stats", "--json", "--where", "1002")[1])["reports"] == 1
    status, out, _ = run("stats")
    assert (status, out.splitlines()[0]) == (0, "3 reports")
    assert run("stats", "--where", "1002")[1].splitlines()[0] == "1 report"


def test_of_copies_only_the_cleanest_is_counted_where_that_is_asked(run, folder):
    text = (folder / "0000.txt").read_text("utf-8")
    (folder / "copy.txt").write_text(f"{text}责任编辑：王岩\n".replace("检查", "檢(jiǎn)查"), "utf-8")
    run("index", folder)
    _, out, _ = run("query", "1000", "--table", "reports", "--format", "jsonl", "--distinct")
    assert [json.loads(line)["path"][-8:] for line in out.splitlines()] == ["0000.txt"]
    assert json.loads(run("stats", "--json", "--where", "1000")[1])["reports"] == 2
    assert json.loads(run("stats", "--json", "--where", "1000", "--distinct")[1])["reports"] == 1


def test_weeks_without_reports_are_counted_too_and_drawn(run, tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, day in (("a", "2031-01-06"), ("b", "2031-01-08"), ("c", "2031-01-22")):
        (folder / f"{name}.jsonl").write_text(
            json.dumps({"text": f"口罩{name}的通知。", "date": day}, ensure_ascii=False), "utf-8"
        )
    run("index", folder)
    assert json.loads(run("stats", "--json")[1])["weeks"] == [["2031-W02", 2], ["2031-W03", 0], ["2031-W04", 1]]
    out = run("stats")[1]
    assert "2031-W02" in out
    assert [line.partition("┤")[0].strip() for line in out.splitlines() if "┤" in line] == ["2", "1", "0"]


def test_mistakes_are_one_line(run, folder, tmp_path):
    assert run("query", "vlaue>1", folder)[0] == 2
    both = ["query", "", folder, "--index", tmp_path / "none"]
    for words in (["query", ""], ["stats"], ["query", "", folder], ["stats", "--index", tmp_path / "none"], both):
        status, out, err = run(*words)
        assert (status, out, err.count("\n")) == (1, "", 1)
    (tmp_path / "other").write_bytes(b"no database" * 100)
    status, _, err = run("index", folder, "--index", tmp_path / "other")
    assert (status, err.count("\n")) == (1, 1)


def test_a_scheduler_that_is_not_there_is_told(run, folder, monkeypatch):
    distributed = pytest.importorskip("distributed", reason="dask's distributed is not installed")

    def client(*_, **__):
        raise OSError("timed out")

    monkeypatch.setattr(distributed, "Client", client)
    assert run("index", folder, "--scheduler", "tcp://127.0.0.1:1")[::2] == (
        1,
        "yibao: tcp://127.0.0.1:1: no scheduler there\n",
    )


def test_an_index_that_is_damaged_is_told_by_every_command(run, folder, tmp_path):
    file = tmp_path / "index.sqlite3"
    run("index", folder, "--index", file)
    whole = file.read_bytes()
    file.write_bytes(whole[:20_000] + b"\xff" * (len(whole) - 20_000))
    for words in (["query", "口罩"], ["query", ""], ["stats"], ["index", folder]):
        status, out, err = run(*words, "--index", file)
        assert (status, out, err.count("\n")) == (1, "", 1)
        assert str(file) in err


def test_an_index_that_another_program_keeps_locked_is_waited_for_and_that_is_said_once(
    run, folder, tmp_path, monkeypatch
):
    monkeypatch.setattr(connecting, "SOON", 0.05)
    monkeypatch.setattr(tui.commandline.corpus, "Patience", partial(connecting.Patience, 0.05))
    file = tmp_path / "index.sqlite3"
    run("index", folder, "--index", file)
    write(folder / "more", 2, first=50)
    with closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert run("query", "", "--count", "--index", file) == (0, "3\n", "")
        status, out, err = run("index", folder, "--index", file)
    assert (status, out, err.count("waiting for another program"), err.count("database is locked")) == (1, "", 1, 1)
    assert run("index", folder, "--index", file)[1].startswith("2 done, 0 failed, 3 skipped")


def test_paths_that_hold_nothing_leave_no_index(run, tmp_path):
    status, out, err = run("index", tmp_path / "mistyped", "--index", tmp_path / "new" / "index.sqlite3")
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert not (tmp_path / "new").exists()
