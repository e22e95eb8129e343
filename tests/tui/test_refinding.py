"""Places offered for the words of a mark that are no longer where they were."""

from datetime import UTC, datetime

import pytest

from parsing.spans import Span
from tests.tui.edited import reading
from tui.data.anchors import anchored, lost, on_report, place
from tui.data.refinding import MOST, candidates

NOW = datetime(2031, 2, 1, 12, 30, tzinfo=UTC)


def mark(source, words, **more):
    at = source.index(words)
    return anchored(reading(source), Span(at, at + len(words)), "KEY", None, NOW, **more)


def offered(before, words, after, *edits):
    found = reading(after, *edits)
    return [each.span.of(found.report.text) for each in candidates(found, mark(before, words))]


def test_all_that_stands_between_the_old_surroundings_is_offered():
    assert "发放医用外科口罩" in offered("各乡镇今天发口罩到村到户。", "发口罩", "各乡镇今天发放医用外科口罩到村到户。")


def test_what_stands_between_them_is_not_offered_where_it_is_far_longer_than_what_was_said():
    between = "发放了一批又一批的医用外科口罩、手套和防护服等物资"
    assert between not in offered("各乡镇今天发口罩到村到户。", "发口罩", f"各乡镇今天{between}到村到户。")


def test_the_same_words_elsewhere_and_what_changed_in_its_place_are_both_offered():
    before = "县里今天发放口罩三千只到各乡镇卫生院。"
    after = "学校收到口罩三千只。另悉，县里今天发放口罩两千只到各乡镇卫生院。"
    assert offered(before, "口罩三千只", after)[:2] == ["口罩三千只", "口罩两千只"]


def test_as_many_places_are_offered_as_there_are_number_keys():
    after = "甲发口罩乙。" * 12
    found = candidates(reading(after), mark("又发口罩了。", "口罩"))
    assert len(found) == MOST == 9
    assert {each.span.of(after) for each in found} == {"口罩"}


def test_the_first_words_of_a_report_are_offered_as_any_others():
    assert offered("又发口罩了。", "口罩", "口罩，口罩！") == ["口罩", "口罩"]


def test_a_place_that_cleaning_took_away_is_not_offered():
    after = "上一篇：发口罩\n今天再发口罩给村里。"
    assert len(offered("又发口罩了。", "口罩", after)) == 2
    assert offered("又发口罩了。", "口罩", after, (0, 8, "")) == ["口罩"]


def test_for_a_mark_between_two_characters_nothing_is_offered():
    between = anchored(reading("甲乙丙丁"), Span(2, 2), None, "缺一句", NOW)
    assert candidates(reading("天地甲乙天地丙丁"), between) == []


@pytest.mark.parametrize(
    ("after", "is_lost"),
    [("甲镇给乙村送口罩。", False), ("甲镇给丙村送口罩。", True), ("丁镇给乙村送口罩。", True), ("", True)],
)
def test_a_relation_is_lost_where_either_end_of_it_is(after, is_lost):
    before = "甲镇给乙村送口罩。"
    at = before.index("乙村")
    relation = mark(before, "甲镇", relation=("GIVES", Span(at, at + 2)))
    assert lost(place(reading(after), relation)) is is_lost


def test_a_mark_on_the_whole_report_is_never_lost():
    tag = on_report("r", NOW, author="甲", tag="KEY")
    assert tag.tag == "KEY"
    assert not lost(place(reading(""), tag))
