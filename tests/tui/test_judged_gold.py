"""What was judged in the reader as the gold of a score: accepted and set right, where a report was approved."""

from datetime import UTC, datetime

import pytest
from msgspec import structs

from parsing.record import Judgement
from tests.tui.conftest import read as read_report
from tui.data.anchors import anchored, on_report
from tui.data.export import export
from tui.data.judging import items, judged
from tui.data.scoring.gold import GoldError, read

NOW = datetime(2031, 2, 1, tzinfo=UTC)
APPROVED = Judgement(kind="report", verdict="accepted")


@pytest.fixture
def reading(folder):
    return read_report(str(folder / "b.txt"))


def marks_on(reading, *, approve=True):
    """The first metric accepted, the second corrected, the first entity rejected; the others are left open."""
    metrics = [each for each in items(reading.report) if each.kind == "metric"]
    (entity, *_) = [each for each in items(reading.report) if each.kind == "entity"]
    made = [
        judged(reading, metrics[0], "accepted", NOW, author="甲"),
        judged(reading, metrics[1], "corrected", NOW, author="甲", corrected={"what": "点位", "value": 13}),
        judged(reading, entity, "accepted", NOW, author="甲"),
        structs.replace(judged(reading, entity, "rejected", NOW, author="乙"), created="2031-02-02T00:00:00.000Z"),
    ]
    return (*made, *([on_report(reading.report.id, NOW, judgement=APPROVED)] if approve else []))


def judged_only(reading):
    """A report with a judgement, which nobody has approved."""
    return [judged(reading, items(reading.report)[0], "accepted", NOW, author="甲")]


def test_gold_is_what_was_accepted_and_set_right(reading, folder, tmp_path):
    other = read_report(str(folder / "c.txt"))
    unseen = read_report(str(folder / "a.txt"))
    given = [(reading.report, marks_on(reading)), (other.report, judged_only(other)), (unseen.report, ())]
    export(given, tmp_path / "gold.jsonl", "jsonl")
    (gold,) = read(tmp_path / "gold.jsonl")
    assert gold.text == reading.report.text
    assert gold.findings.entities == ()
    assert gold.findings.measures == ()
    one, two = gold.findings.metrics
    assert (one.value, one.what) == (3400, reading.report.metrics[0].what)
    assert (two.value, two.what, two.start) == (13, "点位", reading.report.metrics[1].start)


def test_labels_that_the_user_gave_are_laid_over(reading, tmp_path):
    text = reading.report.text
    at = text.index("监测点")
    mark = anchored(reading, type(reading.report.entities[0].raw)(at, at + 3), "PLACE", None, NOW)
    export([(reading.report, (*marks_on(reading), mark))], tmp_path / "gold.json", "json")
    (gold,) = read(tmp_path / "gold.json")
    assert [(each.label, each.start) for each in gold.findings.entities] == [("PLACE", at)]


def test_judged_and_not_approved_is_no_gold(reading, tmp_path):
    export([(reading.report, marks_on(reading, approve=False))], tmp_path / "gold.jsonl", "jsonl")
    with pytest.raises(GoldError, match="no report in it is approved"):
        list(read(tmp_path / "gold.jsonl"))
