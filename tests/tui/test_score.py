"""Scoring: offsets carried between texts, gold in both forms, figures that are known beforehand, the command."""

import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsing.record import Annotation
from parsing.spans import Span
from tui.cli import main
from tui.data.export import export
from tui.data.scoring.carrying import Carried
from tui.data.scoring.counting import MatchTally, compare, total
from tui.data.scoring.gold import Findings, Gold, GoldEntity, GoldError, GoldMeasure, GoldMetric, gold_files, read

SAMPLES = Path(__file__).parents[1] / "samples"

TEXT = "松坪县部署防控\n2031年1月4日，松坪县排查120人，发放口罩3万只。\n县长李青禾要求各镇做好消毒。周慕云到场。"


def at(words, nth=0):
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return {"start": start, "end": start + len(words)}


ENTITIES = (
    GoldEntity("PLACE", **at("松坪县")), GoldEntity("PLACE", **at("松坪县", 1)), GoldEntity("PERSON", **at("李青禾")),
    GoldEntity("PERSON", **at("周慕云")), GoldEntity("TITLE", **at("县长")),
    GoldEntity("DATE", **at("2031年1月4日"), norm="2031-01-04"),
)  # fmt: skip
METRICS = (
    GoldMetric(**at("120人"), value=120, unit="人", what="排查人员", scope="松坪县", as_of="2031-01-04"),
    GoldMetric(**at("3万只"), value=30000, unit="只", what="口罩"),
)
MEASURES = (
    GoldMeasure(**at("松坪县排查120人，发放口罩3万只。"), category="screening", status="done"),
    GoldMeasure(**at("县长李青禾要求各镇做好消毒。"), category="disinfection", status="required"),
)
GOLD = Gold("report", TEXT, Findings(ENTITIES, METRICS, MEASURES))


def figures(found, kind, text=TEXT):
    tally = compare(GOLD, text, found).tallies[kind]
    return tally.right, tally.given, tally.gold


def with_(**changed):
    return msgspec.structs.replace(GOLD.findings, **changed)


# Carrying offsets


texts = st.text("防控，。要 \n一二三", max_size=40)


@given(texts)
def test_a_text_is_carried_onto_itself(text):
    solid = [index for index, character in enumerate(text) if not character.isspace()]
    assert [Carried.between(text, text).places[index] for index in solid] == solid


@given(texts, texts)
def test_what_is_carried_is_the_same_character_and_in_the_same_order(text, other):
    carried = Carried.between(text, other)
    pairs = [(index, place) for index, place in enumerate(carried.places) if place is not None]
    assert all(text[index] == other[place] for index, place in pairs)
    places = [place for _, place in pairs]
    assert places == sorted(set(places))
    assert carried.shared == len(places)


@given(texts, st.integers(0, 40))
def test_spaces_and_breaks_do_not_matter(text, where):
    other = text[:where] + " \n" + text[where:]
    assert Carried.between(text, other).shared == sum(not character.isspace() for character in text)


def test_a_stretch_is_carried_where_both_its_ends_are_there():
    carried = Carried.between("城东镇排查了三百人", "城东 镇排查三百人。")
    assert carried.span(0, 3) == Span(0, 4)
    assert carried.span(3, 6) is None
    assert carried.middle(3, 6) == 5
    assert carried.middle(5, 6) is None


def test_a_long_text_is_carried_in_little_time():
    text = "".join(f"第{number}天，松坪县排查返乡人员{number * 7}人次。\n" for number in range(4000))
    other = text.replace("第2000天", "第两千天").replace("\n", "")
    assert Carried.between(text, other).shared >= sum(not each.isspace() for each in text) - 4


# Figures


def test_gold_against_itself_is_all_right():
    score = compare(GOLD, TEXT, GOLD.findings)
    assert not score.errors
    assert {tally.f1 for tally in score.tallies.values()} == {1.0}
    spaced = TEXT.replace("，", "， ").replace("\n", "\n\n")
    moved = Carried.between(TEXT, spaced)
    found = msgspec.json.decode(msgspec.json.encode(GOLD.findings), type=Findings)
    found = Findings(
        *(tuple(_moved(each, moved) for each in kind) for kind in (found.entities, found.metrics, found.measures))
    )
    assert {tally.f1 for tally in compare(GOLD, spaced, found).tallies.values()} == {1.0}


def _moved(item, carried):
    start, end = carried.span(item.start, item.end)
    return msgspec.structs.replace(item, start=start, end=end)


def test_a_miss_costs_recall_and_a_false_alarm_precision():
    assert figures(with_(entities=ENTITIES[1:]), "PLACE") == (1, 1, 2)
    assert figures(with_(entities=(*ENTITIES, GoldEntity("PERSON", **at("各镇")))), "PERSON") == (2, 3, 2)
    assert figures(with_(entities=(*ENTITIES, GoldEntity("ORG", **at("各镇")))), "entities") == (6, 7, 6)
    assert (MatchTally(1, 1, 2).precision, MatchTally(1, 1, 2).recall) == (1, 0.5)
    assert MatchTally(1, 1, 2).f1 == pytest.approx(2 / 3)
    assert MatchTally(0, 0, 0).f1 == 1
    assert MatchTally(0, 3, 2).f1 == 0


def test_a_wrong_border_is_both():
    wrong = msgspec.structs.replace(ENTITIES[3], end=ENTITIES[3].end - 1)
    score = compare(GOLD, TEXT, with_(entities=(*ENTITIES[:3], wrong, *ENTITIES[4:])))
    assert score.tallies["PERSON"] == MatchTally(1, 2, 2)
    assert [(error.kind, error.missed, error.said) for error in score.errors] == [
        ("PERSON", True, "周慕云"), ("PERSON", False, "周慕"),
    ]  # fmt: skip


def test_a_wrong_norm_is_an_error_of_the_norm_alone():
    dated = msgspec.structs.replace(ENTITIES[5], norm="2030-01-04")
    found = with_(entities=(*ENTITIES[:5], dated))
    assert figures(found, "DATE") == (1, 1, 1)
    assert figures(found, "date norms") == (0, 1, 1)


@pytest.mark.parametrize("change", [{"value": 12}, {"unit": "名"}, {"bound": "over"}, {"redacted": True}])
def test_a_metric_is_right_with_all_of_its_core(change):
    found = with_(metrics=(msgspec.structs.replace(METRICS[0], **change), METRICS[1]))
    assert figures(found, "metrics") == (1, 2, 2)
    assert figures(found, "metric what") == (2, 2, 2)


@pytest.mark.parametrize(
    ("field", "value", "right"),
    [
        ("what", "返乡人员", 2), ("what", "排查", 2), ("what", "口罩", 1), ("what", None, 1), ("scope", "县", 2),
        ("scope", None, 1), ("as_of", "2031-01", 1), ("per", "天", 1),
    ],
)  # fmt: skip
def test_a_field_of_a_metric(field, value, right):
    found = with_(metrics=(msgspec.structs.replace(METRICS[0], **{field: value}), METRICS[1]))
    assert figures(found, f"metric {field}") == (right, 2, 2)
    assert figures(found, "metrics") == (2, 2, 2)


def test_fields_of_a_metric_not_found_are_wrong():
    assert figures(with_(metrics=METRICS[1:]), "metric per") == (1, 2, 2)


def test_a_measure_is_its_sentence_category_and_status():
    other = msgspec.structs.replace(MEASURES[1], status="done")
    found = with_(measures=(MEASURES[0], msgspec.structs.replace(MEASURES[0], end=MEASURES[0].end - 5), other))
    assert figures(found, "measures") == (1, 2, 2)
    assert figures(found, "measure categories") == (2, 2, 2)
    elsewhere = GoldMeasure(**at("周慕云到场。"), category="screening", status="done")
    assert figures(with_(measures=(elsewhere, MEASURES[1])), "measures") == (1, 2, 2)


def test_text_that_was_lost_is_missed_and_text_that_is_not_there_is_false():
    shorter = TEXT.replace("周慕云到场。", "")
    found = with_(entities=tuple(each for each in ENTITIES if each.end <= len(shorter)))
    assert figures(found, "PERSON", shorter) == (1, 1, 2)
    longer = TEXT + "另有王岭在场。"
    start = longer.index("王岭")
    found = with_(entities=(*ENTITIES, GoldEntity("PERSON", start, start + 2)))
    assert figures(found, "PERSON", longer) == (2, 3, 2)
    assert figures(found, "text", longer) == (len(TEXT) - 2, len(longer) - 2, len(TEXT) - 2)


def test_the_figures_of_many_reports_are_those_of_all_their_findings():
    scores = [compare(GOLD, TEXT, GOLD.findings), compare(GOLD, TEXT, Findings())]
    score = total(scores)
    assert score.tallies["PERSON"] == MatchTally(2, 2, 4)
    assert "ORG" not in score.tallies
    assert score.tallies["measures"].recall == 0.5
    assert len(score.errors) == len(scores[1].errors)


# Gold files


def test_gold_lies_beside_its_text():
    files = gold_files(SAMPLES)
    golds = [gold for file in files for gold in read(file)]
    assert [gold.name for gold in golds] == [file.name.split(".")[0] for file in files]
    assert all(gold.source.name == f"{gold.name}.raw.txt" and gold.findings.entities for gold in golds)
    assert all(gold.written is not None for gold in golds)


@pytest.fixture
def exported(tmp_path):
    """Writes records as an export does, from one sample with the marks given."""
    from parsing.report import read as parse  # noqa: PLC0415 -- the pipeline, which the others do without

    report = parse(SAMPLES / "01.clean.txt").report

    def write(*marks, name="gold.jsonl"):
        annotations = tuple(
            Annotation(
                id=str(number),
                raw=Span(0, 0),
                exact="",
                prefix="",
                suffix="",
                start=start,
                end=end,
                label=label,
                note=None,
                created="",
            )
            for number, (label, start, end) in enumerate(marks)
        )
        export([(report, annotations)], tmp_path / name, name.rpartition(".")[2])
        return tmp_path / name

    return report, write


def test_an_export_is_gold_in_both_forms(exported):
    report, write = exported
    for name in ("gold.jsonl", "gold.json"):
        (gold,) = read(write(name=name))
        assert (gold.text, gold.source) == (report.text, None)
        assert len(gold.findings.metrics) == len(report.metrics)


def test_marks_are_laid_over_what_was_found(exported):
    report, write = exported
    first, second = report.entities[:2]
    marks = [
        (first.label, first.start, first.end),
        ("PERSON", second.start, second.end),
        ("KEY", 0, 9),
        ("PLACE", None, None),
    ]
    (gold,) = read(write(*marks))
    entities = {(each.label, each.start, each.end) for each in gold.findings.entities}
    before = {(each.label, each.start, each.end) for each in report.entities}
    assert entities == before - {(second.label, second.start, second.end)} | {("PERSON", second.start, second.end)}
    (norm,) = [each.norm for each in gold.findings.entities if each.start == first.start and each.label == first.label]
    assert norm == first.norm


def test_a_mark_that_does_not_say_its_norm_is_not_judged_by_it():
    marked = msgspec.structs.replace(ENTITIES[5], norm=msgspec.UNSET)
    gold = Gold("report", TEXT, with_(entities=(*ENTITIES[:5], marked)))
    score = compare(gold, TEXT, GOLD.findings)
    assert (score.tallies["DATE"], score.tallies["date norms"]) == (MatchTally(1, 1, 1), MatchTally())


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.gold.json", "{}", "neither a.clean.txt nor a.raw.txt beside it"),
        ("b.gold.json", "{", "not JSON: Input data was truncated"),
        ("b.gold.json", '{"entities": [{"label": "PERSON", "start": 0, "end": 900}]}', "b: 0..900 in a text of 5"),
        ("b.gold.json", '{"entities": [{"label": "NAME", "start": 0, "end": 2}]}', "Invalid enum value 'NAME'"),
        ("c.jsonl", '{"title": "no text"}', "a record without text"),
        ("c.jsonl", "[]", "Expected `object`, got `array`"),
        ("c.json", '{"text": "口罩", "published": "last Tuesday"}', "Invalid isoformat string"),
        ("missing.gold.json", None, "no such file or directory"),
    ],
)  # fmt: skip
def test_a_mistake_in_gold_is_told_in_one_line(tmp_path, name, content, said):
    (tmp_path / "b.clean.txt").write_text("松坪县通报", "utf-8")
    if content is not None:
        (tmp_path / name).write_text(content, "utf-8")
    if name == "missing.gold.json":
        (tmp_path / "missing.clean.txt").touch()
    with pytest.raises(GoldError) as told:
        list(read(tmp_path / name))
    assert str(told.value).startswith(f"{tmp_path / name}: {said}")
    assert "\n" not in str(told.value)


# The command


@pytest.fixture
def run(capsysbinary, tmp_path, monkeypatch):
    monkeypatch.setenv("YIBAO_CONFIG_DIR", str(tmp_path / "config"))

    def run(*words):
        status = main(["score", *map(str, words)])
        out, err = capsysbinary.readouterr()
        return status, out.decode(), err.decode()

    return run


def test_what_was_exported_is_found_again(run, exported):
    _, write = exported
    status, out, err = run(write(), "--json", "--errors")
    assert (status, err) == (0, "")
    score = json.loads(out)
    assert (score["reports"], score["errors"]) == (1, [])
    assert {figures["f1"] for figures in score["kinds"].values()} == {1.0}


def test_errors_are_listed_above_the_table(run, exported):
    report, write = exported
    last = report.paragraphs[-1].end
    status, out, _ = run(write(("DOCUMENT", last - 2, last)), "--errors")
    lines = out.splitlines()
    assert status == 0
    assert lines[0] == f"{report.path} - DOCUMENT {report.text[last - 2 : last]}"
    assert lines[1].split() == ["precision", "recall", "F1", "right", "given", "gold"]
    assert lines[-1].split()[:4] == ["text", "1.000", "1.000", "1.000"]


def test_what_cannot_be_scored_does_not_hide_the_rest(run, exported, tmp_path):
    _, write = exported
    (tmp_path / "empty").mkdir()
    status, out, err = run(tmp_path / "empty", write(), tmp_path / "nothing.jsonl")
    assert status == 1
    assert err.splitlines() == [
        f"yibao: {tmp_path / 'empty'}: no gold in it",
        f"yibao: {tmp_path / 'nothing.jsonl'}: no such file or directory",
    ]
    assert "entities" in out
