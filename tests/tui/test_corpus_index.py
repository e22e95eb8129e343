"""The index of a corpus: that it finds what the filter would, forgets what is gone, and files each report once."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from parsing.corpus import pipeline
from parsing.inputs import Files
from parsing.record import encode
from parsing.report import read
from tests.tui.corpora import Dying, Here, write
from tests.tui.holding import INITIALS, QUERIES, REPORTS, mark
from tui.data.corpus import common
from tui.data.corpus import index as corpus_index
from tui.data.corpus.compression import Compressor
from tui.data.corpus.connecting import CorpusError
from tui.data.corpus.copies import groups
from tui.data.corpus.filing import Met, filed
from tui.data.corpus.index import CorpusIndex
from tui.data.corpus.packing import parts, whole
from tui.data.corpus.parts import write_parts
from tui.data.corpus.plan import Mine
from tui.data.corpus.removal import keep_only
from tui.data.corpus.search import SearchResult
from tui.data.corpus.unfolding import folds, unfolded
from tui.data.corpus.vocabulary import Vocabulary
from tui.data.folding import fold
from tui.data.subject import Subject
from tui.indexing import CRASHED, Filling

MAGIC = b"\x28\xb5\x2f\xfd"
"""Begins what Zstandard has packed."""
SAMPLES = sorted(Path(__file__).parents[2].joinpath("seeds").glob("*.txt"))


@pytest.fixture
def index(tmp_path):
    with CorpusIndex(tmp_path / "index.sqlite3", pipeline()) as index:
        yield index


def fill(index, *paths, pool=None):
    complaints = []
    filling = Filling(index, pool or Here(), lambda _: None, complaints.append)
    return filling.run(Files.under([str(path) for path in paths])), complaints


def records(index):
    numbers = [number for (number,) in index.database.execute("SELECT number FROM report ORDER BY path")]
    return [report for _, report in index.records(numbers)]


# What is found


def consistent(report, number):
    """A record whose measures are in its text, as the pipeline's are, under a name of its own."""
    text = "\n".join([report.text, *(measure.text for measure in report.measures)])
    return structs.replace(report, id=f"{number:032x}", path=f"{number}.txt", text=text, title=report.title or None)


def of_user(index, subjects):
    """What a user made of some reports."""
    numbers = dict(index.database.execute("SELECT lower(hex(id)), number FROM report"))
    return Mine(
        lambda: {numbers[report] for report, each in subjects.items() if each.read},
        lambda test: {numbers[report] for report, each in subjects.items() if any(map(test, each.annotations))},
        lambda report: subjects[report.id],
    )


@pytest.mark.parametrize("size", ["full", "small"])
def test_it_finds_what_the_filter_finds(size, tmp_path, monkeypatch):
    kept = []
    monkeypatch.setattr(corpus_index, "LEARNT", 3)
    monkeypatch.setattr(common, "WORTH", 2)
    monkeypatch.setattr(common, "BLOCK", 6)  # so that the second batch has its common pairs in two rows of bits
    monkeypatch.setattr(
        corpus_index,
        "reread",
        lambda wanted: ((each.number, report) for each in wanted for report in kept if report.path == each.path),
    )

    @settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow], deadline=None)
    @given(
        st.lists(REPORTS, min_size=1, max_size=8), st.lists(QUERIES, min_size=1, max_size=5), st.sets(st.integers(0, 7))
    )
    def law(reports, queries, gone):
        path = tmp_path / "law.sqlite3"
        path.unlink(missing_ok=True)
        with CorpusIndex(path, "here", size) as index:
            made = [consistent(report, number) for number, report in enumerate(reports)]
            for batch in (made[:4], made[4:]):  # phrases, or common pairs, are learnt between the two
                index.put(Met(filed(report), 1, 1) for report in batch)
            keep_only(index, (report.path for number, report in enumerate(made) if number not in gone))
            kept[:] = [report for number, report in enumerate(made) if number not in gone]
            subjects = {
                report.id: Subject(report, (mark("核查"),) if at % 3 == 0 else (), at % 2 == 0)
                for at, report in enumerate(kept)
            }
            mine = of_user(index, subjects)
            for text in queries:
                found = SearchResult(index, text, table=INITIALS, mine=mine)
                right = [report for report in kept if found.query.matches(subjects[report.id])]
                assert [subject.report for subject in found.subjects()] == right, text
                assert found.count() == len(right), text
                assert len(found.first(2)) == min(2, len(right)), text
                one_by_one = [
                    number for at in range(len(reports) + 1) for number in found.within(at, at)
                ]  # texts are looked into
                assert one_by_one == list(found.numbers()), text

    law()


def test_a_small_index_has_common_pairs_as_bits_but_of_single_reports(tmp_path, monkeypatch):
    monkeypatch.setattr(corpus_index, "LEARNT", 20)
    write(tmp_path / "reports", 200)
    made = [filed(read(path).report) for path in sorted((tmp_path / "reports").glob("*.txt"))]
    with CorpusIndex(tmp_path / "small.sqlite3", "here", "small") as index:
        for batch in (made[:20], made[20:120], made[120:199], made[199:]):
            index.put(Met(each, 1, 1) for each in batch)
        assert "防控" in index.vocabulary.common.pairs
        assert index.vocabulary.common.having("防控", 0, 150) == {*range(21, 151)}
        (held,) = index.database.execute("SELECT count(*) FROM held WHERE held MATCH '\"防控\"'").fetchone()
        assert held == 20 + 1
        for text in ("防控", "控", "-防控", "防控 检查", "1199"):
            assert SearchResult(index, text).count() == sum(
                1 for each in made if SearchResult(index, text).query.matches(Subject(read(each.path).report))
            ), text


def test_what_another_process_has_learnt_is_found_by_who_looked_before(tmp_path, monkeypatch):
    monkeypatch.setattr(corpus_index, "LEARNT", 300)
    write(tmp_path / "reports", 400)
    made = [filed(read(path).report) for path in sorted((tmp_path / "reports").glob("*.txt"))]
    path = tmp_path / "small.sqlite3"
    with CorpusIndex(path, "here", "small") as writer, CorpusIndex(path, "here") as reader:
        writer.put(Met(each, 1, 1) for each in made[:100])
        queries = ("防控", "控", "-防控", "metric:返乡人员 value:1350", "value>=1390 unit:人")
        assert [SearchResult(reader, text).count() for text in queries] == [100, 100, 0, 0, 0]
        for batch in (made[100:300], made[300:]):
            writer.put(Met(each, 1, 1) for each in batch)
        (facts,) = writer.database.execute("SELECT facts FROM report WHERE number = 351").fetchone()
        assert facts[:4] == MAGIC
        assert [SearchResult(reader, text).count() for text in queries] == [400, 400, 0, 1, 10]


def test_what_is_learnt_in_a_batch_that_fails_is_not_used_after_it(tmp_path, monkeypatch):
    monkeypatch.setattr(corpus_index, "LEARNT", 20)
    write(tmp_path / "reports", 100)
    made = [Met(filed(read(path).report), 1, 1) for path in sorted((tmp_path / "reports").glob("*.txt"))]
    with CorpusIndex(tmp_path / "small.sqlite3", "here", "small") as index:
        with monkeypatch.context() as patched:
            patched.setattr(Vocabulary, "learn_facts", full)  # once the common pairs are chosen
            with pytest.raises(OSError, match="full"):
                index.put(made[:30])
        monkeypatch.setattr(corpus_index, "LEARNT", 1000)
        index.put(made)
        assert not index.vocabulary.common.pairs
        assert SearchResult(index, "防控").count() == len(made)


def test_where_nothing_can_be_found_nothing_is_asked(index, tmp_path):
    (tmp_path / "a.txt").write_text("关于防控工作的通报\n2月3日，全县设立检查点12个。\n", "utf-8")
    fill(index, tmp_path / "a.txt")
    found = SearchResult(index, "防控 检查点")
    assert list(found.within(1, 9)) == [1]
    found.among, asked = set(), []
    index.database.set_trace_callback(asked.append)
    assert (list(found.within(1, 9)), asked) == ([], [])


def full(_):
    raise OSError("full")


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(REPORTS)
def test_a_record_taken_apart_comes_back_to_the_byte(report):
    assert encode(whole(*parts(Subject(report)), report.path)) == encode(report)


@pytest.mark.parametrize("piece", [1, 2])
def test_a_record_taken_apart_in_pieces_comes_back_to_the_byte(piece, monkeypatch):
    monkeypatch.setattr("tui.data.corpus.packing.PIECE", piece)

    @settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
    @given(REPORTS)
    def law(report):
        assert encode(whole(*parts(Subject(report)), report.path)) == encode(report)

    law()


@pytest.mark.parametrize("path", SAMPLES[:6], ids=lambda path: path.name)
def test_a_sample_taken_apart_comes_back_to_the_byte_and_is_small(path):
    report = read(path).report
    taken = parts(Subject(report))
    assert encode(whole(*taken, report.path)) == encode(report)
    assert sum(len(Compressor().pack(part)) for part in taken) < len(encode(report)) / 3


@given(st.text(st.characters(codec="utf-8") | st.sampled_from("，,：:（(繁體著ＡａA1１℃…㈱\n"), max_size=60))
def test_a_text_comes_back_from_its_folded_form(text):
    assert unfolded(fold(text), folds(text)) == text


def test_a_figure_of_more_than_64_bits_is_kept():
    report = read(SAMPLES[5]).report
    huge = tuple(structs.replace(metric, value=10**15) for metric in report.metrics)
    assert whole(*parts(Subject(structs.replace(report, metrics=huge))), "x").metrics == huge


# Filling it


def test_records_are_those_of_the_parser(index, tmp_path):
    folder = write(tmp_path / "reports", 5)
    tally, complaints = fill(index, folder)
    assert (tally.done, tally.failed, complaints) == (5, 0, [])
    assert [encode(report) for report in records(index)] == [
        encode(read(path).report) for path in sorted(folder.iterdir())
    ]


def test_what_is_known_is_skipped_and_what_has_changed_is_not(index, tmp_path):
    folder = write(tmp_path / "reports", 4)
    fill(index, folder)
    (folder / "0002.txt").write_text("三号改过的报告，口罩五十只。\n", "utf-8")
    (folder / "0003.txt").unlink()
    shutil.move(folder / "0001.txt", folder / "moved.txt")
    write(folder, 1, first=9)
    tally, _ = fill(index, folder)
    assert (tally.done, tally.skipped, tally.removed) == (3, 1, 2)
    assert [Path(report.path).name for report in records(index)] == ["0000.txt", "0002.txt", "0009.txt", "moved.txt"]
    assert SearchResult(index, "五十只").count() == 1
    assert SearchResult(index, "防控工作").count() == 3


def test_a_moved_or_copied_report_is_not_parsed_again(index, tmp_path, monkeypatch):
    folder = write(tmp_path / "reports", 2)
    fill(index, folder)
    monkeypatch.setattr("parsing.report.read_source", lambda *_: pytest.fail("parsed again"))
    shutil.move(folder / "0000.txt", folder / "moved.txt")
    shutil.copy(folder / "0001.txt", folder / "twin.txt")
    tally, complaints = fill(index, folder)
    assert (tally.done, complaints) == (2, [])
    assert [Path(report.path).name for report in records(index)] == ["0001.txt", "moved.txt", "twin.txt"]


def test_of_a_file_of_lines_that_has_grown_only_the_new_ones_are_parsed(index, tmp_path, monkeypatch):
    lines = tmp_path / "all.jsonl"
    lines.write_text('{"text": "口罩五百只。"}\n{"text": "手套三十双。"}\n', "utf-8")
    fill(index, lines)
    with lines.open("a", encoding="utf-8") as file:
        file.write('{"text": "面罩六个。"}\n')
    monkeypatch.setattr("tui.indexing.filed", lambda *_: pytest.fail("filed again"))
    tally, _ = fill(index, lines)
    assert (tally.done, tally.failed, tally.skipped) == (1, 0, 2)
    assert fill(index, lines)[0].skipped == 3
    assert index.count() == 3


def test_a_file_that_cannot_be_looked_into_takes_nothing_with_it(index, tmp_path):
    lines = tmp_path / "reports" / "all.jsonl"
    lines.parent.mkdir()
    lines.write_text('{"text": "口罩五百只。"}\n{"text": "手套三十双。"}\n', "utf-8")
    fill(index, lines.parent)
    os.truncate(lines, 0)
    tally, complaints = fill(index, lines.parent)
    assert (tally.removed, [failure.cause for failure in complaints]) == (0, ["the file is empty"])
    assert index.count() == 2


def test_another_pipeline_parses_all_again_in_place(tmp_path):
    folder = write(tmp_path / "reports", 3)
    path = tmp_path / "index.sqlite3"
    with CorpusIndex(path, "before") as index:
        index.put(Met(filed(read(file).report), 1, 1) for file in sorted(folder.iterdir()))
    with CorpusIndex(path, pipeline()) as index:
        tally, _ = fill(index, folder)
        assert (tally.done, index.count(), SearchResult(index, "返乡").count()) == (3, 3, 3)
        assert index.database.execute("SELECT count(*) FROM record").fetchone() == (3,)


def test_the_report_that_ends_its_process_is_named_and_the_others_are_filed(index, tmp_path):
    folder = write(tmp_path / "reports", 30)
    (folder / "0011.txt").write_text("炸弹\n", "utf-8")
    tally, complaints = fill(index, folder, pool=Dying("炸"))
    assert (tally.done, tally.failed, index.count()) == (29, 1, 29)
    assert [(Path(failure.path).name, failure.cause) for failure in complaints] == [("0011.txt", CRASHED)]
    assert [cause for _, cause in index.failures()] == [CRASHED]


def test_a_batch_is_all_or_nothing(index, tmp_path, monkeypatch):
    folder = write(tmp_path / "reports", 3)
    met = [Met(filed(read(path).report), 1, 1) for path in sorted(folder.iterdir())]
    calls = []
    put = CorpusIndex._put

    def failing(self, each):
        calls.append(each)
        if len(calls) == 3:
            raise RuntimeError
        put(self, each)

    monkeypatch.setattr(corpus_index.CorpusIndex, "_put", failing)
    with pytest.raises(RuntimeError):
        index.put(met)
    assert index.count() == 0
    assert index.database.execute("SELECT count(*) FROM record").fetchone() == (0,)


def test_a_file_that_is_no_index_is_told(tmp_path):
    other = tmp_path / "other.sqlite3"
    other.write_bytes(b"no database" * 100)
    with pytest.raises(CorpusError, match=r"other\.sqlite3: "):
        CorpusIndex(other, "")
    with pytest.raises(CorpusError, match="no such index"):
        CorpusIndex(tmp_path / "missing.sqlite3", "", made=True)
    with pytest.raises(CorpusError, match=r"other\.sqlite3/Below/a\.sqlite3: (not a directory|file exists)$"):
        CorpusIndex(other / "Below" / "a.sqlite3", "")


# Parts


def test_parts_are_written_once_and_again_where_something_changed(index, tmp_path, monkeypatch):
    monkeypatch.setattr("tui.data.corpus.parts.PART", 3)
    folder, out = write(tmp_path / "reports", 7), tmp_path / "out"
    fill(index, folder)
    assert [path.name for path in write_parts(index, out, "jsonl")] == [f"part-{n:06}.jsonl" for n in range(3)]
    assert list(write_parts(index, out, "jsonl")) == []
    (folder / "0004.txt").unlink()
    fill(index, folder)
    assert [path.name for path in write_parts(index, out, "jsonl")] == ["part-000001.jsonl"]
    lines = b"".join(path.read_bytes() for path in sorted(out.glob("*.jsonl"))).splitlines()
    assert lines == [encode(report) for report in records(index)]


@pytest.mark.parametrize("name", ["../kept.txt", "kept.txt", "part-000001.jsonl/../../kept.txt"])
def test_a_list_of_parts_takes_away_nothing_else(index, tmp_path, name):
    out = tmp_path / "out"
    out.mkdir()
    others = [tmp_path / "kept.txt", out / "kept.txt"]
    for other in others:
        other.write_text("kept", "utf-8")
    (out / "parts.json").write_text(json.dumps({name: "", str(others[0]): ""}), "utf-8")
    fill(index, write(tmp_path / "reports", 1))
    assert len(list(write_parts(index, out, "jsonl"))) == 1
    assert all(other.is_file() for other in others)


def test_parts_of_parquet_have_the_same_columns(index, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    fill(index, write(tmp_path / "reports", 2), SAMPLES[0])
    (part,) = write_parts(index, tmp_path / "out", "parquet")
    table = parquet.read_table(part)
    assert table.num_rows == 3
    found = table.to_pylist()[0]
    report = next(report for report in records(index) if report.id == found["id"])
    assert (found["text"], len(found["metrics"])) == (report.text, len(report.metrics))
    assert found["metrics"][0]["raw"] == list(report.metrics[0].raw)


# Processes


MANY = 120
SMALL_BATCHES = "import sys, tui.cli, tui.indexing; tui.indexing.BATCH = 16; sys.exit(tui.cli.main(sys.argv[1:]))"
"""The command, which files so few reports at once that a test need not wait for 256 before it kills something."""


def command(tmp_path, folder, *words):
    own = {f"YIBAO_{kind}_DIR": str(tmp_path / kind) for kind in ("CACHE", "DATA", "CONFIG")}
    return subprocess.Popen(
        [sys.executable, "-c", SMALL_BATCHES, "index", str(folder), "--index", str(tmp_path / "index.sqlite3"), *words],
        env=os.environ | own, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def test_killed_and_taken_up_again_no_report_is_missing_or_doubled(tmp_path):
    folder, filed_before = write(tmp_path / "reports", MANY), 0
    for _ in range(2):
        run = command(tmp_path, folder)
        while run.poll() is None and _filed(tmp_path / "index.sqlite3") <= filed_before:
            time.sleep(0.02)
        run.send_signal(signal.SIGKILL)
        run.communicate()
        filed_before = _filed(tmp_path / "index.sqlite3")
        assert 0 < filed_before < MANY
    one, other = command(tmp_path, folder), command(tmp_path, folder)  # two at once, for good measure
    told = [run.communicate(timeout=300) for run in (one, other)]
    assert [run.returncode for run in (one, other)] == [0, 0], told
    with CorpusIndex(tmp_path / "index.sqlite3", pipeline()) as index:
        names = [Path(report.path).name for report in records(index)]
        assert names == sorted(path.name for path in folder.iterdir())
        assert SearchResult(index, "返乡人员").count() == len(names)
        assert index.database.execute("SELECT count(*) FROM held WHERE held MATCH '返乡'").fetchone() == (len(names),)
        assert index.database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_cluster_whose_worker_is_killed_makes_the_same_records(tmp_path):
    distributed = pytest.importorskip("distributed", reason="dask's distributed is not installed")
    folder, here = write(tmp_path / "reports", 80), tmp_path / "here"
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, local_directory=tmp_path
    ) as cluster:
        run = command(tmp_path, folder, "--scheduler", cluster.scheduler_address, "-o", str(tmp_path / "there"))
        watched = tmp_path / "index.sqlite3"
        while run.poll() is None and not _filed(watched):
            time.sleep(0.05)
        os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)
        said = run.communicate(timeout=300)
    assert run.returncode == 0, said
    with CorpusIndex(tmp_path / "alone.sqlite3", pipeline()) as alone:
        fill(alone, folder)
        (part,) = write_parts(alone, here, "jsonl")
    assert (tmp_path / "there" / part.name).read_bytes() == part.read_bytes()


def _filed(path):
    """How many reports an index has that another process fills."""
    if not path.exists():
        return 0
    try:
        with CorpusIndex(path, "watching", made=True) as index:
            return index.count()
    except CorpusError:  # not all of it is there yet
        return 0


# Copies


PORTAL = "首页 > 新闻中心\n{title}\n发布时间：2031-02-03　来源：{source}　浏览次数：{views}\n{text}\n上一篇：\n【打印本页】【关闭窗口】\n"
SAID = [
    "松坪县抽调干部三百人，在各村设立检查点四十个，登记返乡人员一千二百名。",
    "县医院腾出病房两栋，备齐防护服六百套，医护人员分三班值守。",
    "副镇长李青禾要求每天消毒，做到不漏一户、不漏一人。",
    "各学校推迟开学，教师在线上授课，学生每日报告体温。",
    "农贸市场每晚闭市后全面清洗，活禽交易一律暂停。",
    "志愿者为隔离的住户送去蔬菜和药品，收到感谢信五十封。",
]


def portals(folder):
    """One report on five portals, each in its own way, and another report with some of its sentences."""
    folder.mkdir()
    whole = "\n".join(SAID)
    page = PORTAL.format(title="松坪县防控工作通报", source="松坪发布", views=512, text=whole)
    copies = {
        "a-damaged": f"松坪县防控工作通报\n{whole}".replace("医院", "醫(yī)院").replace("教师", "教師(shī)"),
        "b-page": page,
        "c-plain": f"松坪县防控工作通报\n{whole}",
        "d-short": "\n".join(["松坪县通报防控工作", *SAID[:-1]]),
        "e-retyped": f"松坪县防控工作通报（转载）\n{whole}".replace("三百人", "300人").replace("每晚", "每天晚上"),
        "f-other": "\n".join(
            [
                "林口镇的通知",
                SAID[2],
                "林口镇设卡口九处，车辆凭证出入。",
                "各村广播一日三次，标语横幅两百条。",
                "供销社调运口罩七万只。",
            ]
        ),
    }
    for name, text in copies.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder


def test_copies_on_portals_are_one_group_led_by_the_cleanest(index, tmp_path):
    fill(index, portals(tmp_path / "reports"))
    names = {number: Path(report.path).stem for number, report in index.records(range(1, 7))}
    found = [[names[number] for number in group] for group in groups(index, names)]
    assert [sorted(group) for group in found] == [
        ["a-damaged", "b-page", "c-plain", "d-short", "e-retyped"],
        ["f-other"],
    ]
    assert found[0][0] in {"b-page", "c-plain", "e-retyped"}
    assert found[0][-1] == "a-damaged"
    assert SearchResult(index, "检查点", once=True).count() == 1
    assert SearchResult(index, "李青禾", once=True).count() == 2
    assert SearchResult(index, "林口镇", once=True).count() == 1
