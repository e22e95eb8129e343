"""Export: every format holds what it was given, nothing wrong is written, and an earlier file is never lost."""

import csv
import io
import json
import os
import stat
import threading

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tui.cli
from parsing.record import (
    Annotation,
    Check,
    Entity,
    Furniture,
    Judgement,
    Measure,
    Metric,
    Paragraph,
    Repair,
    Report,
    decode,
)
from parsing.spans import Span
from tui.data.export import FORMATS, ExportError, export, write
from tui.data.judging import FIELDS

TEXT = "城北镇收到口罩五千只。"
PLACE = Entity(label="PLACE", start=0, end=3, raw=Span(0, 3), text="城北镇")
MASKS = Metric(
    start=7, end=10, raw=Span(7, 10), quantity="五千只", value=5000, unit="只", bound="exact", redacted=False, what="口罩",
    scope="城北镇", as_of=None, per=None, sentence=Span(0, 11),
)  # fmt: skip
GIFT = Measure(start=0, end=10, raw=Span(0, 10), category="donation", status="done", text=TEXT[:10], trigger="收到")
NOTE = Annotation(
    id="n", raw=Span(5, 7), exact="口罩", prefix="城北镇收到", suffix="五千只。", start=5, end=7, label=None, note="哪种？",
    created="2020-02-01T00:00:00.000Z",
)  # fmt: skip
REPORT = Report(
    id="r", path="甲/乙.txt", encoding="utf-8", title=None, published="2020-02-03", source="城北镇政府", publisher=None,
    author=None, editor=None, reporter=None, text=TEXT, paragraphs=(Paragraph(start=0, end=11, kind="body"),),
    furniture=(Furniture(raw=Span(11, 14), text="上一篇"),),
    repairs=(Repair(step="s", raw=Span(0, 1), start=0, end=1, before="诚", after="城", confidence=1),),
    entities=(PLACE,), metrics=(MASKS,), measures=(GIFT,),
)  # fmt: skip


def changed(**values):
    return msgspec.structs.replace(REPORT, **values)


def written(report, kind, *marks):
    stream = io.BytesIO()
    assert write([(report, marks)], stream, kind).number == 1
    return stream.getvalue()


def rows(data):
    assert data.startswith(b"\xef\xbb\xbf")  # without it Excel takes UTF-8 for the system's encoding
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_json_names_its_format_and_holds_the_records(tmp_path):
    path = tmp_path / "out.json"
    assert export([(REPORT, (NOTE,)), (REPORT, ())], path, "json").number == 2
    found = json.loads(path.read_text("utf-8"))
    assert found["format"] == "yibao/1"
    first, second = (decode(json.dumps(record)) for record in found["reports"])
    assert first == changed(annotations=(NOTE,))
    assert second == REPORT


def test_json_lines_are_records(tmp_path):
    path = tmp_path / "out.jsonl"
    assert export([(REPORT, (NOTE,)), (REPORT, ())], path, "jsonl").number == 2
    first, second = map(decode, path.read_bytes().splitlines())
    assert first.annotations == (NOTE,)
    assert second == REPORT


def test_metrics_as_a_table():
    (row,) = rows(written(REPORT, "metrics.csv"))
    assert row == {
        "report": "r", "path": "甲/乙.txt", "title": "", "published": "2020-02-03", "source": "城北镇政府", "what": "口罩",
        "quantity": "五千只", "value": "5000", "unit": "只", "bound": "exact", "redacted": "false", "scope": "城北镇",
        "as_of": "", "per": "", "parts_sum": "", "parts_kind": "", "parts_agree": "", "judged": "",
        "start": "7", "end": "10",
        "sentence": TEXT,
    }  # fmt: skip


def test_measures_as_a_table():
    (row,) = rows(written(REPORT, "measures.csv"))
    assert row == {
        "report": "r", "path": "甲/乙.txt", "title": "", "published": "2020-02-03", "source": "城北镇政府",
        "category": "donation", "status": "done", "text": TEXT[:10], "trigger": "收到", "actor": "", "scope": "",
        "as_of": "", "oxcgrt": "", "phsm": "", "judged": "", "start": "0", "end": "10",
    }  # fmt: skip


def test_a_total_says_what_its_parts_come_to():
    report = changed(
        metrics=(MASKS, msgspec.structs.replace(MASKS, value=4999)),
        checks=(Check(total=0, parts=(1,), sum=4999, kind="sum", agrees=False),),
    )
    found = [(row["parts_sum"], row["parts_kind"], row["parts_agree"]) for row in rows(written(report, "metrics.csv"))]
    assert found == [("4999", "sum", "false"), ("", "", "")]


def judging(kind, item, verdict, **values):
    said = Judgement(
        kind=kind, verdict=verdict, fields={name: getattr(item, name) for name in FIELDS[kind]}, corrected=values
    )
    return msgspec.structs.replace(NOTE, note=None, raw=item.raw, exact=item.raw.of(TEXT), judgement=said)


def test_tables_hold_what_was_set_right_and_not_what_was_rejected():
    report = changed(checks=(Check(total=0, parts=(), sum=5000, kind="sum", agrees=True),))
    (row,) = rows(written(report, "metrics.csv", judging("metric", MASKS, "corrected", value=500)))
    assert (row["value"], row["judged"], row["parts_sum"]) == ("500", "corrected", "")
    (row,) = rows(written(report, "metrics.csv", judging("metric", MASKS, "accepted")))
    assert (row["value"], row["judged"], row["parts_sum"]) == ("5000", "accepted", "5000")
    assert rows(written(report, "measures.csv", judging("measure", GIFT, "rejected"))) == []


def test_measures_carry_the_codes_by_which_they_join_other_data():
    kinds = ("testing", "isolation", "somebody-elses")
    measures = tuple(msgspec.structs.replace(GIFT, category=kind) for kind in kinds)
    codes = [(row["oxcgrt"], row["phsm"]) for row in rows(written(changed(measures=measures), "measures.csv"))]
    assert codes == [("H2", "3.1.2"), ("", "3.1.3 3.2.2"), ("", "")]


@pytest.mark.parametrize("kind", FORMATS)
def test_nothing_to_export_is_a_whole_file(tmp_path, kind):
    path = tmp_path / "out.zip"
    assert export([], path, kind).number == 0
    data = path.read_bytes()
    if kind.endswith("csv"):
        assert rows(data) == []
    elif kind in ("json", "jsonl"):
        assert data == {"json": b'{"format": "yibao/1", "reports": [\n]}\n', "jsonl": b""}[kind]
    else:
        assert [*FORMATS[kind].read(path)] == []


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
@settings(deadline=None)
def test_no_cell_is_a_formula_and_each_holds_its_text(title):
    (row,) = rows(written(changed(title=title), "metrics.csv"))
    assert row["title"].removeprefix("'") == title.removeprefix("'")
    assert not row["title"].startswith(tuple("=+-@＝＋－＠\t\r\n"))


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "\t=1", "\r=1", "\n=1"])
def test_formulas_are_neutralised(title):
    (row,) = rows(written(changed(title=title), "measures.csv"))
    assert row["title"] == f"'{title}"


def test_numbers_stay_numbers():
    (row,) = rows(written(changed(metrics=(msgspec.structs.replace(MASKS, value=-2.5),)), "metrics.csv"))
    assert row["value"] == "-2.5"


OFF = {"start": 1, "end": 4}


@pytest.mark.parametrize(
    ("report", "marks", "cause"),
    [
        (changed(entities=(PLACE, msgspec.structs.replace(PLACE, **OFF))), (),
         "entity 1 (PLACE) is not what stands at 1..4"),
        (changed(metrics=(msgspec.structs.replace(MASKS, **OFF),)), (), "metric 0 is not what stands at 1..4"),
        (changed(metrics=(msgspec.structs.replace(MASKS, sentence=Span(0, 12)),)), (),
         "the sentence of metric 0 is at 0..12 in a text of 11"),
        (changed(measures=(msgspec.structs.replace(GIFT, **OFF),)), (),
         "measure 0 (donation) is not what stands at 1..4"),
        (changed(paragraphs=(Paragraph(start=5, end=12, kind="body"),)), (), "paragraph 0 is at 5..12 in a text of 11"),
        (changed(repairs=(msgspec.structs.replace(REPORT.repairs[0], start=3, end=2),)), (),
         "repair 0 is at 3..2 in a text of 11"),
        (changed(entities=(msgspec.structs.replace(PLACE, raw=Span(3, 2)),)), (), "entities 0 has the raw span 3..2"),
        (REPORT, (msgspec.structs.replace(NOTE, end=99),), "annotation n is at 5..99 in a text of 11"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", FORMATS)
def test_a_span_that_does_not_hold_its_text_is_refused_and_the_earlier_file_stays(tmp_path, kind, report, marks, cause):
    path = tmp_path / "out"
    path.write_text("earlier")
    with pytest.raises(ExportError) as told:
        export([(REPORT, ()), (report, marks)], path, kind)
    assert str(told.value) == f"甲/乙.txt: {cause}"
    assert path.read_text() == "earlier"
    assert [*tmp_path.iterdir()] == [path]


def test_an_annotation_without_a_place_is_exported():
    orphan = msgspec.structs.replace(NOTE, start=None, end=None)
    assert decode(written(REPORT, "jsonl", orphan)).annotations == (orphan,)


def test_whatever_interrupts_an_export_the_earlier_file_stays(tmp_path):
    def items():
        yield REPORT, ()
        raise KeyboardInterrupt

    path = tmp_path / "out"
    path.write_text("earlier")
    with pytest.raises(KeyboardInterrupt):
        export(items(), path, "json")
    assert path.read_text() == "earlier"
    assert [*tmp_path.iterdir()] == [path]


@pytest.mark.parametrize(
    ("name", "cause"),
    [("missing/out", "no such file or directory"), ("", "is a directory"), ("x" * 300, "file name too long")],
)
def test_a_file_that_cannot_be_written(tmp_path, name, cause):
    with pytest.raises(ExportError) as told:
        export([(REPORT, ())], tmp_path / name, "json")
    assert str(told.value) == f"{tmp_path / name}: {cause}"


def test_a_long_name_is_no_hindrance(tmp_path):
    path = tmp_path / ("报" * 80)
    assert export([(REPORT, ())], path, "json").number == 1
    assert path.exists()


def test_a_link_keeps_pointing_where_it_did(tmp_path):
    (tmp_path / "far").mkdir()
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "far" / "out")
    export([(REPORT, ())], link, "jsonl")
    assert link.is_symlink()
    assert decode((tmp_path / "far" / "out").read_bytes()) == REPORT


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    got = []
    reader = threading.Thread(target=lambda: got.append(path.read_bytes()))
    reader.start()
    export([(REPORT, ())], path, "jsonl")
    reader.join()
    assert decode(got[0]) == REPORT
    assert stat.S_ISFIFO(path.stat().st_mode)


def test_a_new_file_has_the_usual_permissions(tmp_path):
    path, usual = tmp_path / "out", tmp_path / "usual"
    usual.write_text("")
    export([(REPORT, ())], path, "json")
    assert path.stat().st_mode == usual.stat().st_mode


def test_the_command_line_offers_every_format():
    assert tuple(FORMATS) == tui.cli.FORMATS


def test_a_stream_stays_open_for_its_owner():
    stream = io.BytesIO()
    write([(REPORT, ())], stream, "metrics.csv")
    assert not stream.closed
