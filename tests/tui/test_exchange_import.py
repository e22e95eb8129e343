"""Importing: marks find their reports and words, come in once, and what cannot be taken is named with its place."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta

import pytest
from msgspec import structs

from parsing.report import read as read_report
from parsing.spans import Span
from tests.tui.exchanging import LINES, NOW
from tui.cli import FORMATS as OFFERED
from tui.cli import TABLES, main
from tui.data.anchors import anchored, on_report
from tui.data.exchange.formats import FORMATS
from tui.data.store import Store

TEXT = "\n".join(LINES[:3]) + "\n"


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder with two reports and a store with marks on the first."""
    for variable in ("DATA", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"YIBAO_{variable}_DIR", str(tmp_path / variable))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "reports" / "b.txt").write_text("\n".join(LINES[3:]) + "\n", "utf-8")
    reading = read_report("reports/a.txt")
    with Store(tmp_path / "a.sqlite3") as store:
        store.add(reading.report.id, anchored(reading, marked(reading, "松坪县"), "PLACE", None, NOW))
        store.add(reading.report.id, anchored(reading, marked(reading, "236人"), "要点", "哪些人？", NOW))
        store.add(reading.report.id, anchored(
            reading, marked(reading, "县长"), None, None, NOW, relation=("holds", marked(reading, "李青禾"))))  # fmt: skip
        store.add(reading.report.id, on_report(reading.report.id, NOW, tag="待核"))
    return tmp_path


def marked(reading, words):
    at = reading.report.text.index(words)
    return Span(at, at + len(words))


def held(place, name="b.sqlite3"):
    """All marks of a store."""
    with Store(place / name) as store:
        return [mark for _, mark in store.all()]


def exported(name, *more):
    path = f"out.{FORMATS[name].extension}"
    assert main(["export", "reports", "--store", "a.sqlite3", "--format", name, "--output", path, *more]) == 0
    return path


def taken(path, *more, paths=("reports",), status=0):
    assert main(["import", path, *paths, "--store", "b.sqlite3", *more]) == status


@pytest.mark.parametrize("name", [name for name in OFFERED if name not in TABLES])
def test_by_the_command_line_out_and_in_and_twice(place, capsys, name):
    path = exported(name)
    taken(path)
    first = held(place)
    assert {mark.exact for mark in first if mark.label} == {"松坪县", "236人"}
    assert main(["import", path, "reports", "--store", "a.sqlite3"]) == 0
    taken(path)
    assert held(place) == first
    assert len(held(place, "a.sqlite3")) == 4
    said = capsys.readouterr()
    assert "0 marks added to 0 reports" in said.out.splitlines()[-1]
    whole = name in ("json", "jsonl", "w3c")
    assert ("cannot carry, and leaves out:" in said.err) == (not whole)


@pytest.mark.usefixtures("place")
def test_what_is_left_out_is_counted_on_standard_error(capsys):
    exported("doccano")
    assert capsys.readouterr().err == (
        "yibao: doccano cannot carry, and leaves out: 1 note, 1 relation, 1 tag of a report, 2 authors and times\n"
    )


def test_a_query_leaves_out_what_it_does_not_match(place):
    path = exported("doccano", "--where", "宣传单")
    (line,) = (place / path).read_text("utf-8").splitlines()
    assert json.loads(line)["path"] == "reports/b.txt"


def test_brat_is_a_folder_where_the_name_is_no_zip(place):
    assert main(["export", "reports", "--store", "a.sqlite3", "--format", "brat", "-o", "brat"]) == 0
    assert sorted(path.name for path in (place / "brat").iterdir()) == [
        "a.ann", "a.txt", "annotation.conf", "b.ann", "b.txt", "reports.json", "visual.conf",
    ]  # fmt: skip
    taken("brat")
    assert len(held(place)) == 3
    taken("brat/a.ann", "--format", "brat")
    assert len(held(place)) == 3


def test_a_folder_that_has_something_in_it_is_left_alone(place, capsys):
    (place / "brat").mkdir()
    (place / "brat" / "mine.txt").write_text("mine")
    assert main(["export", "reports", "--format", "brat", "-o", "brat"]) == 1
    assert "directory not empty" in capsys.readouterr().err
    assert [path.name for path in place.iterdir() if path.name.endswith(".part")] == []
    assert (place / "brat" / "mine.txt").read_text() == "mine"


@pytest.mark.parametrize("name", ["w3c", "label-studio", "brat", "doccano-relations"])
def test_a_report_that_was_changed_is_known_by_its_path_and_its_marks_by_their_words(place, name):
    path = exported(name)
    (place / "reports" / "a.txt").write_text("通知要求。\n" + TEXT.replace("236人", "两百余人"), "utf-8")
    taken(path, status=1)
    found = {mark.exact: mark for mark in held(place) if not mark.whole}
    text = read_report("reports/a.txt").report.text
    for words in ("松坪县", "236人", "县长"):
        assert found[words].start is None or text[found[words].start : found[words].end] == words
    assert found["236人"].start is None
    assert found["县长"].start is not None
    before = held(place)
    taken(path, status=0)
    assert held(place) == before


def test_words_that_are_gone_are_named_and_the_rest_is_taken(place, capsys):
    path = exported("label-studio")
    (place / "reports" / "a.txt").write_text(TEXT.replace("236人", "两百余人"), "utf-8")
    taken(path, status=1)
    said = capsys.readouterr()
    assert "task 1: not found in reports/a.txt, kept without a place: 要点 “236人”" in said.err
    assert "4 marks added to 1 reports" in said.out


def test_a_moved_report_is_known_by_its_bytes_and_a_copy_with_other_blanks_by_its_words(place):
    path = exported("doccano")
    (place / "elsewhere").mkdir()
    (place / "reports" / "a.txt").rename(place / "elsewhere" / "x.txt")
    taken(path, paths=("elsewhere",))
    assert len(held(place)) == 2
    (place / "elsewhere" / "x.txt").write_text(TEXT.replace("\n", "\n\n"), "utf-8")
    taken(path, paths=("elsewhere",))
    assert len(held(place)) == 4  # another report, by its bytes


def test_of_reports_with_the_same_words_the_path_tells_which(place):
    path = exported("conll")
    (place / "reports" / "c.txt").write_text(TEXT + "\n", "utf-8")
    (place / "reports" / "a.txt").write_text("\n" + TEXT, "utf-8")
    taken(path)
    with Store(place / "b.sqlite3") as store:
        assert set(store.counts()) == {read_report("reports/a.txt").report.id}


@pytest.mark.usefixtures("place")
def test_marks_on_reports_that_are_not_there_are_named(capsys):
    path = exported("doccano")
    taken(path, paths=("reports/b.txt",), status=1)
    assert "out.doccano.jsonl:1: none of these reports is the one it is about: reports/a.txt" in capsys.readouterr().err


def test_a_mark_that_says_something_else_by_now_stands_beside_the_one_in_the_store(place, capsys):
    path = exported("w3c")
    (mark,) = (mark for mark in held(place, "a.sqlite3") if mark.label == "要点")
    with Store(place / "a.sqlite3") as store:
        store.add(read_report("reports/a.txt").report.id, structs.replace(mark, note="已核"))
    for status in (1, 0):
        assert main(["import", path, "reports", "--store", "a.sqlite3"]) == status
        assert sorted(mark.note for mark in held(place, "a.sqlite3") if mark.label == "要点") == ["哪些人？", "已核"]
    assert "says something else than in the store, where both are now: 要点 “236人”" in capsys.readouterr().err


def test_two_who_label_alike_are_two_marks_and_stay_two(place):
    reading = read_report("reports/a.txt")
    with Store(place / "a.sqlite3") as store:
        store.add(
            reading.report.id,
            anchored(reading, marked(reading, "松坪县"), "PLACE", None, NOW + timedelta(1), author="李"),
        )
    path = exported("doccano")
    taken(path)
    taken(path)
    assert [mark.exact for mark in held(place)].count("松坪县") == 2


BROKEN = {
    "a.doccano.jsonl": ('{"text": "松坪县", "label": [[0, 3, "PLACE"], [2, 9, "ORG"], [1, 2]]}\nno json\n',
                        ["a.doccano.jsonl:1: label [2, 9, 'ORG']: 2..9 is no stretch of a text of 3",
                         "a.doccano.jsonl:1: label [1, 2]: not enough values",
                         "a.doccano.jsonl:2: no example of doccano's"]),
    "a.ann": ("T1\tPLACE 0 3\t松坪县\nT2\tORG 0 2\t云溪\nE1\tGive:T1\nR1\tof Arg1:T1 Arg2:T9\n#1\tAnnotatorNotes T7\t？\n",
              ["a.ann:2: T2\tORG 0 2\t云溪: not what stands there in the text",
               "a.ann:3: E1\tGive:T1: a kind of line that no mark",
               "a.ann:4: an end of the relation is missing", "a.ann:5: it is about T7, which is no stretch"]),
    "a.conll": ("松\tB-PLACE\n坪\tI-PLACE\n县\tI-PLACE\n的\tX\n字\n",
                ["a.conll:4: a tag that is no IOB2 tag", "a.conll:5: a word without a tag"]),
    "a.json": (('[{"data": {"text": "松坪县"}, "annotations": [{"result": [{"type": "labels", "id": "1",'
               ' "from_name": "label",'
               ' "value": {"start": 0, "end": 3, "text": "松坪县", "labels": ["PLACE"]}}, {"type": "labels", "id": "2",'
               ' "value": {"start": 0, "end": 2, "text": "云溪", "labels": ["PLACE"]}}, {"type": "labels", "id": "3",'
                ' "value": {"start": 0, "end": 3, "labels": [5]}}, {"type": "polygon"}]}]}, 5]'),
               ["task 1: result 2: 云溪 is not what stands at 0..2", "nothing is known of results of type polygon",
                "task 1: no mark: Expected `str | null`, got `int`",
                "task 2: no task of Label Studio's"]),
    "a.jsonld": (('{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage",'
                 ' "items": [{"type": "Annotation",'
                 ' "body": {"type": "TextualBody", "value": "哪里？"}, "target": {"source": "reports/c.txt", "selector":'
                 ' {"type": "TextQuoteSelector", "exact": "松坪县"}}},'
                 ' {"type": "Annotation", "target": {"source": "x"}}]}'),
                 ["item 2: no annotation of text: no TextQuoteSelector"]),
}  # fmt: skip


@pytest.mark.parametrize("file", BROKEN)
def test_what_is_wrong_is_named_with_file_and_place_and_the_rest_is_taken(place, capsys, file):
    text, causes = BROKEN[file]
    (place / file).write_text(text, "utf-8")
    (place / "a.txt").write_text("松坪县", "utf-8")
    (place / "reports" / "c.txt").write_text("松坪县的" if file == "a.conll" else "松坪县", "utf-8")
    taken(file, status=1)
    said = capsys.readouterr()
    for cause in causes:
        assert cause.replace("\t", "␉") in said.err
    assert [mark.exact for mark in held(place)] == ["松坪县"], said.err


def spoilt(*, encrypted=False):
    """A zip of a brat document whose bytes are not what it says of them."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.txt", "松坪县" * 100)
        packed.writestr("a.ann", "T1\tPLACE 0 3\t松坪县\n")
    data = bytearray(stream.getvalue())
    if encrypted:
        for sign in (b"PK\x03\x04", b"PK\x01\x02"):
            place = data.index(sign) + (6 if sign.endswith(b"\x04") else 8)
            data[place] |= 1
    else:
        data[36:44] = b"\xff" * 8
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "file", "cause"),
    [
        (b"\xff\xfe\x00", "x.jsonld", "not UTF-8"),
        (b"{", "x.jsonld", "truncated"),
        (b"PK", "x.zip", "not a zip file"),
        (b"plain words", "x.txt", "of no known format; name it with --format"),
        (b'{"format": "yibao/1", "reports": 5}', "x.json", "Expected `array`"),
        (b'{"format": "yibao/1", "reports": ' + b"[" * 100_000, "x.json", "recursion"),
        (b'{"text": ' + b"[" * 100_000, "x.jsonl", ":1: no example of doccano's: maximum recursion depth"),
        (spoilt(), "x.zip", ""),
        (spoilt(encrypted=True), "x.zip", "encrypted"),
        (None, "x.jsonl", "no such file or directory"),
    ],
    ids=[
        "other encoding",
        "cut",
        "no zip",
        "words",
        "other form",
        "deep",
        "deep line",
        "spoilt",
        "encrypted",
        "missing",
    ],
)
def test_a_file_that_is_none_is_one_line(place, capsys, data, file, cause):
    if data is not None:
        (place / file).write_bytes(data)
    taken(file, status=1)
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"yibao: {file}:")
    assert cause in line


def test_a_zip_cannot_write_outside_its_folder(place):
    with zipfile.ZipFile(place / "x.zip", "w") as archive:
        archive.writestr("../../escaped.txt", "松坪县")
        archive.writestr("../../escaped.ann", "T1\tPLACE 0 3\t松坪县\n")
    main(["import", "x.zip", "reports", "--store", "b.sqlite3"])
    assert not [*place.parent.glob("escaped.*")]


def test_an_import_is_one_step_to_undo(place):
    taken(exported("json"))
    with Store(place / "b.sqlite3") as store:
        (author,) = {row[0] for row in store.ask("SELECT author FROM step")}
        assert len(store.undo(author)) == 4
        assert not [*store.all()]
