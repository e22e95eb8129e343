"""Cleaning: a table of cases for each step, and the laws that hold for all of them."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from parsing.aligned import AlignedText
from parsing.clean import CLEANERS, clean
from parsing.clean.lostbig5 import find_lost

CASES = tomllib.loads((Path(__file__).parent / "data/cleaning.toml").read_text("utf-8"))
STEPS = {cleaner.name: cleaner for cleaner in CLEANERS}
ROWS = [
    pytest.param(
        step, row["before"], row["after"], id=f"{step}-{number}", marks=[pytest.mark.xfail] if row.get("fails") else []
    )
    for step, rows in CASES.items()
    for number, row in enumerate(rows)
]
MIXED = st.text(alphabet="區委书记著乾,，。?!:;(qū)xù TＡ１\n \t&nbsp;<br/>\u200b\ue026€ぷ1、2", max_size=60)


def applied(text: str, step: str) -> str:
    fixes = STEPS[step].find(text)
    return AlignedText.of(text).edited((fix.start, fix.end, fix.new) for fix in fixes).text


@pytest.mark.parametrize(("step", "before", "after"), ROWS)
def test_each_step_on_its_own(step, before, after):
    assert applied(before, step) == after


def test_every_step_has_cases():
    with_cases = {*CASES, "edges", "blanks", "beside-marks", "stops"}
    assert with_cases >= set(STEPS)


@settings(max_examples=150, deadline=None)
@given(MIXED)
def test_changes_tell_all_that_was_done(text):
    """Each repair's words stand where it says, and undoing the repairs of a step gives the text before it."""
    for cleaner in CLEANERS:
        fixes = cleaner.find(text)
        ends = [0, *(fix.end for fix in fixes)]
        assert all(end <= fix.start <= fix.end for end, fix in zip(ends, fixes, strict=False))
        assert all(0 <= fix.confidence <= 1 for fix in fixes)
        text = AlignedText.of(text).edited((fix.start, fix.end, fix.new) for fix in fixes).text


@settings(max_examples=150, deadline=None)
@given(MIXED)
def test_offsets_map_back_into_the_source(text):
    body, changes = clean(AlignedText.of(text))
    assert all(0 <= start <= end <= len(text) for start, end in zip(body.starts, body.ends, strict=True))
    assert list(body.starts) == sorted(body.starts)
    for change in changes:
        assert 0 <= change.raw.start <= change.raw.end <= len(text)


@settings(max_examples=100, deadline=None)
@example("㐀\0?000000@㐀")
@given(st.text(max_size=80))
def test_no_control_character_comes_through(text):
    body, _ = clean(AlignedText.of(text))
    assert not [
        c for c in body.text if (ord(c) < 32 and c not in "\n\t") or 0x7F <= ord(c) < 0xA0 or 0xD800 <= ord(c) < 0xE000
    ]


HEALTHY = """关于做好春节期间疫情防控工作的通知
各乡镇人民政府、街道办事处，县直各单位：
截至2月3日24时，全县累计报告确诊病例12例（其中重症1例），治愈出院5例，现有密切接触者236人。
会议强调：“要做到‘早发现、早报告’！”副县长说，3—5人一组，体温超过37.3℃的要登记。
联系电话：0791-8888888，网址：https://example.org/a?b=1；邮箱 a@example.org。"""


def test_a_healthy_text_is_left_alone():
    body, changes = clean(AlignedText.of(HEALTHY))
    assert body.text == HEALTHY
    assert changes == ()


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("会议\ufffd署防控", ["\ufffd"]),
        ("骸耙\ue036龅健\ue1ab绶⑾帧，报县", ["\ue036龅健\ue1ab绶"]),
        ("渡過了难?(guān)的", ["?(guān)"]),
        ("校长说?hǎo)不明白", ["?hǎo)"]),
        ("\ue60f首页\ue612登录", []),
        ("函数 f(x) 和 g(x)", []),
        ("他说，?7年来没有出过村", ["?7"]),
        ("?017年起任职", ["?017"]),
        ("一、要求\n?各村要落实", ["?"]),
        ("请问?7年够吗", []),
        ("\ue004 要点", []),
    ],
)
def test_what_is_marked_as_damaged(text, marked):
    assert [fix.new for fix in STEPS["damaged"].find(text)] == marked
    assert applied(text, "damaged") == text


def test_no_step_touches_what_stays_damaged():
    """The private characters, the letters and the mark inside it would be changed anywhere else."""
    lost = "\ufffd\ue036Ａ,強\ufffd"
    body, changes = clean(AlignedText.of(f"領導強調{lost}，要落實。\n"))
    marked = [change for change in changes if change.step == "damaged"]
    assert [(change.before, change.after, change.confidence) for change in marked] == [(lost, lost, 0.0)]
    assert lost in body.text
    assert "领导强调" in body.text


def test_the_first_character_of_a_name_is_in_doubt_where_others_fit_as_well():
    _, changes = clean(AlignedText.of("執(zhí)法支隊(duì)對(duì)岚江百?滇t(yī)藥有限公司進(jìn)行檢查"))
    assert [change.confidence < 0.5 for change in changes if change.step == "shifted-bytes"] == [True]


@pytest.mark.parametrize(
    ("text", "repaired", "doubtful"),
    [
        ("任務?！肮ぷ魅藛T，區(qū)委書(shū)記", "任务。“工作人员，区委书记", []),
        ("任務?！肮ぷ魅藛T，累計?23例，區(qū)委書(shū)記", "任务。“工作人员，累计，23例，区委书记", ["，"]),
        ("任務?！肮ぷ魅藛T，?7年前，區(qū)委書(shū)記", "任务。“工作人员，?7年前，区委书记", ["?7"]),
        ("占總?cè)丝诘?1.9%，區(qū)委書(shū)記", "占总人口的1.9%，区委书记", ["人口的"]),
    ],
)
def test_a_lost_byte_before_a_figure_is_in_doubt(text, repaired, doubtful):
    """The byte may have taken a figure with it, and nobody knows which."""
    body, changes = clean(AlignedText.of(text))
    assert body.text == repaired
    assert [change.after for change in changes if change.confidence < 0.9] == doubtful


def test_a_figure_that_was_swallowed_stays_a_mark_of_damage():
    body, changes = clean(AlignedText.of("请勿外出。”?月2日，村口设卡"))
    assert body.text == "请勿外出。”?月2日，村口设卡"
    assert [(change.step, change.before, change.confidence) for change in changes] == [("damaged", "?", 0.0)]


def test_bytes_lost_in_big5_come_back_however_many_letters_a_text_has():
    text = "甲A區已登記，乙B區未登記。" * 600 + "\n今天發現暋D，已經處理。"
    assert [fix.new for fix in find_lost(text)] == ["問題"]


def test_of_two_forms_that_a_lost_byte_may_have_had_the_one_in_use_is_taken():
    text = "今天發現暋D，已經處理。口罩由縣l政局送到各村，登記後發給居民。"
    assert [fix.new for fix in find_lost(text)] == ["問題", "郵"]
