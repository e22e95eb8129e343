"""The generator's other half (wrong encodings by lines, debris) against known fragments; the benchmark's counting."""

from __future__ import annotations

import random
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.judging import Stretch, Tally, Trail
from tests import damage, debris, misread

CHINESE = (
    "疫情防控工作组织人员对来自外地的车辆测量体温，要求各镇加强宣传；“请报告”（第三批）：共12个、3.5万元！方长民。\n"
)
TEXTS = st.text(alphabet=sorted(set(CHINESE)), min_size=1, max_size=60)


@pytest.mark.parametrize(
    ("clean", "was", "seen", "times", "shown"),
    [
        ("新型", "gbk", "latin-1", 1, "ÐÂÐÍ"),
        ("新", "utf-8", "cp1252", 1, "æ–°"),
        ("新型", "utf-8", "gbk", 1, "鏂板瀷"),
        ("防控", "gbk", "big5", 1, "滅諷"),
        ("情况", "gbk", "big5", 1, "①錶"),
        ("情况", "gbk", "big5, windows", 1, "\uf796錶"),
        ("情况", "gbk", "big5, web", 1, "ロ錶"),
        ("新", "utf-8", "latin-1", 2, "Ã¦\x96°".replace("\x96", "Â\x96").replace("°", "Â°")),
    ],
)
def test_a_line_misread(clean, was, seen, times, shown):
    assert misread.misread(clean, was, seen, times=times) == shown


def test_what_cannot_be_shown_is_told_or_marked():
    with pytest.raises(ValueError, match="cannot read"):
        misread.utf8_as_gbk("新")
    assert misread.utf8_as_gbk("新", mark="?") == "鏂?"


def test_readers_of_big5_and_gbk_lose_one_byte_or_two():
    assert misread.misread("人名1", "gbk", "big5", mark="?") == "?佸?1"
    assert misread.misread("3热1", "gbk", "big5, web", mark="?") == "3?1"
    assert misread.misread("大門", "big5", "gbk, standard", mark="?") == "?j??"


def test_only_the_lines_asked_for_are_misread_and_none_where_it_would_lose():
    wrong = partial(misread.misread, was="utf-8", seen="gbk")
    assert misread.misread_lines("新型\n新\n新型", wrong, {0, 1}).text == "鏂板瀷\n新\n新型"


@pytest.mark.parametrize(
    ("text", "at", "shown"), [("發現問題，", 2, "發現暋D，"), ("體溫；發", 2, "體溫F發"), ("各鄉。", 2, "各鄉C")]
)
def test_a_byte_lost_in_big5_leaves_a_letter(text, at, shown):
    lost = misread.lose_in_big5(text, at)
    assert (lost.text, lost.restored()) == (shown, text)


@given(text=TEXTS)
def test_what_is_kept_can_be_misread_without_loss(text):
    kept = misread.without_loss(text, misread.utf8_as_gbk)
    assert misread.misread_lines(kept, misread.utf8_as_gbk, range(99)).restored() == kept
    assert all(misread.utf8_as_gbk(line).encode("gb18030") for line in kept.split("\n") if line)


def test_a_run_without_its_first_and_last_byte_leaves_the_rest_in_step():
    lost = misread.shift_run("各镇要加强宣传", 2, 6, mark="?")
    assert lost.text.startswith("各镇?")
    assert lost.text.endswith("?传")
    assert lost.restored() == "各镇要加强宣传"


@pytest.mark.parametrize(
    ("style", "brackets", "longest", "join", "shown"),
    [
        ("marks", "()", 1, " ", "開(kāi)發(fā)區(qū)綠(lǜ)"),
        ("digits", "()", 1, " ", "開(kai1)發(fa1)區(qu1)綠(lv4)"),
        ("marks", "（）", 3, " ", "開發區（kāi fā qū）綠（lǜ）"),
        ("marks", "()", 2, "", "開發(kāifā)區綠(qūlǜ)"),
    ],
)
def test_readings_in_each_form(style, brackets, longest, join, shown):
    places = debris.groups("開發區綠", "開發區綠", longest)
    assert debris.glue("開發區綠", places, style, brackets, join).text == shown


STEPS = {
    "look-alikes": lambda text, rng: debris.look_alike(text, 0.5, rng),
    "strewn": lambda text, rng: debris.strewn(text, 0.5, rng, debris.BLANKS),
    "numbers": lambda text, rng: debris.numeric_entities(text, 0.5, rng),
    "tags": lambda text, rng: debris.tagged(text, 0.5, rng),
    "lines": lambda text, _: debris.wrapped(text, 7, "　　"),
    "halved": lambda text, rng: debris.halved(text, 0.5, rng),
}


@pytest.mark.parametrize("step", sorted(STEPS))
@settings(max_examples=40)
@given(text=TEXTS, seed=st.integers(0, 9))
def test_every_change_can_be_taken_back(step, text, seed):
    once, again = (STEPS[step](text, random.Random(seed)) for _ in range(2))  # noqa: S311  repeatable
    assert once == again
    assert once.restored() == text


def judged(want, layers, got):
    trail = Trail(want)
    for damaged, is_measured in layers:
        trail.lay(damaged, measured=is_measured)
    tally = Tally()
    tally.add(trail.case(), got)
    return tally


GLUED = [(damage.to_traditional_mechanical("开发区的书记"), False), (damage.glue_pinyin("開發區的書記", [0, 4]), True)]


@pytest.mark.parametrize(
    ("got", "whole", "right", "false"),
    [
        ("开发区的书记", 2, 2, 0),
        ("开(kāi)发区的书记", 1, 1, 0),
        ("开发区底书记", 2, 2, 1),
        ("開發區的書記", 0, 0, 0),
        ("", 0, 0, 1),
    ],
)
def test_what_came_back_is_counted(got, whole, right, false):
    """Two readings were put in; 的 alone was never touched."""
    tally = judged("开发区的书记", GLUED, got)
    assert (tally.runs, tally.whole, tally.right, tally.false, tally.healthy) == (2, whole, right, false, 1)


@pytest.mark.parametrize(
    ("got", "false"), [("的确如此", 0), ("的确？如此", 1), ("的如此", 1), ("目的确如处", 2), ("的确\n如此", 1)]
)
def test_what_is_changed_in_a_healthy_text_is_counted(got, false):
    assert judged("的确如此", [], got).false == false


@pytest.mark.parametrize(
    ("got", "whole", "right"), [("任务。工作人员", 1, 5), ("任务。工作入员", 0, 4), ("任务、工作人员", 0, 4)]
)
def test_a_run_is_whole_or_not_and_its_characters_count(got, whole, right):
    want = "任务。工作人员"
    tally = judged(want, [(damage.rewritten(want, [damage.Edit(2, 7, "?9ぷ魅藛T")]), True)], got)
    assert (tally.runs, tally.whole, tally.characters, tally.right, tally.false) == (1, whole, 5, right, 0)


def test_damage_upon_damage_is_traced_to_the_text_wanted():
    trail = Trail("开发区的书记")
    for damaged, is_measured in GLUED:
        trail.lay(damaged, measured=is_measured)
    lost = damage.rewritten(trail.text, [damage.Edit(trail.text.index("的"), trail.text.index("記"), "?x")])
    assert trail.lay(lost, measured=True).case().runs[-1] == Stretch(3, 5)
