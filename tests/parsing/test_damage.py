"""The generator of damage against short real fragments: what sites did to text that we know."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import damage, pages

CHINESE = (
    "疫情防控工作组织人员对来自外地的车辆测量体温，要求各镇加强宣传；“请报告”（第三批）：共12个、3.5万元！现在？。\n"
)
TEXTS = st.text(alphabet=sorted(set(CHINESE)), min_size=1, max_size=60)


def glued(text: str, annotated: str) -> str:
    traditional = damage.to_traditional_mechanical(text).text
    places = [at for at, character in enumerate(traditional) if character in annotated]
    return damage.glue_pinyin(traditional, places).text


@pytest.mark.parametrize(
    ("clean", "annotated", "at", "keep", "mark", "shown"),
    [
        ("任务。“工作人员怎么", "", "。", True, "?", "任務?!肮ぷ魅藛T怎么"),
        ("筛查。“每个点安排", "", "。", True, "?", "篩查?!懊總€點安排"),
        ("情况。“大家辛苦了,你", "", "。", True, "?", "情況?!按蠹倚量嗔?,你"),
        ("难关。现在", "現", "。", True, "?", "難關?,F(xiàn)在"),
        ("处。康平要求，要加强市", "強", "。", False, "", "處?\u706f\u63ed\ue026\u8785\ue0ed\ue01b\u8a0c(qiáng)市"),
        ("暂停活禽宰杀交易等疫情防护措", "護", "停", False, "?", "暫;钋菰讱⒔灰椎纫咔榉雷o(hù)措"),
    ],
)
def test_a_lost_byte_gives_what_is_seen_in_real_reports(clean, annotated, at, keep, mark, shown):  # noqa: PLR0917
    text = glued(clean, annotated)
    shifted = damage.shift_bytes(text, text.index(at), keep_placeholder=keep, reader=damage.Reader(mark))
    assert damage.halve_width(shifted.text).text == shown
    assert shifted.restored() == text


def test_what_a_page_folds_is_folded_inside_a_run_too():
    text = damage.to_traditional_mechanical("消毒。经营单位").text
    shifted = damage.shift_bytes(text, text.index("。"), keep_placeholder=True)
    assert damage.fold_width(shifted.text).text == "消毒?=洜I單位"


def test_a_reading_is_written_between_the_bytes_of_a_character():
    text = glued("日报告和", "請報")
    assert text == "日報(bào)告和"
    assert damage.split_characters(text, "請報").text == "日?qǐng)?bào)告和"


def test_a_character_that_gbk_has_not_is_not_split():
    assert damage.split_characters("㛃日報(bào)告", "請報").text == "㛃日?qǐng)?bào)告"


@pytest.mark.parametrize(
    ("clean", "shown"),
    [("戴着口罩着力", "戴著口罩著力"), ("症状出台标准", "癥狀出臺標準"), ("以后在村里干部采样", "以后在村里干部采樣")],
)
def test_the_converter_looks_at_characters_not_at_words(clean, shown):
    assert damage.to_traditional_mechanical(clean).text == shown


@pytest.mark.parametrize(
    ("clean", "misread", "shown"),
    [
        ("新型", damage.gbk_as_latin1, "ÐÂÐÍ"),
        ("新", damage.utf8_as_cp1252, "æ–°"),
        ("新型", lambda text: damage.mojibake_utf8_as_gbk(text, lossy=False), "鏂板瀷"),
        ("新。", lambda text: damage.mojibake_utf8_as_gbk(text, lossy=True), "鏂般€?"),
    ],
)
def test_a_whole_text_read_in_the_wrong_encoding(clean, misread, shown):
    assert misread(clean).text == shown
    assert misread(clean).restored() == clean


def test_nothing_is_lost_unsaid():
    with pytest.raises(ValueError, match="odd number of bytes"):
        damage.mojibake_utf8_as_gbk("新", lossy=False)
    with pytest.raises(ValueError, match="no lead byte"):
        damage.shift_bytes("a新", 0, keep_placeholder=True)
    with pytest.raises(ValueError, match="not in GBK"):
        damage.shift_bytes("新㛃", 0, keep_placeholder=True)


FACTS = (
    "site",
    "place",
    "source",
    "author",
    "published",
    "agency",
    "reporter",
    "helper",
    "editor",
    "section",
    "previous",
    "left",
    "title",
)
STEPS = {
    "traditional": lambda text, _: damage.to_traditional_mechanical(text),
    "halve": lambda text, _: damage.halve_width(text),
    "fold": lambda text, _: damage.fold_width(text),
    "widen": lambda text, _: damage.widen(text),
    "redact": lambda text, rng: damage.redact(text, 0.5, rng),
    "entities": damage.html_entities,
    "utf-8 as gbk": lambda text, _: damage.mojibake_utf8_as_gbk(text, lossy=True),
    "split": lambda text, _: damage.split_characters(damage.to_traditional_mechanical(text).text, "請報區現這"),
}


@pytest.mark.parametrize("step", sorted(STEPS))
@given(text=TEXTS, seed=st.integers(0, 9))
def test_every_change_can_be_taken_back_and_a_seed_repeats_it(step, text, seed):
    once, again = (STEPS[step](text, random.Random(seed)) for _ in range(2))  # noqa: S311  repeatable
    assert once == again
    wanted = damage.to_traditional_mechanical(text).text if step == "split" else text
    assert once.restored() == wanted


@given(text=TEXTS, data=st.data())
def test_a_lost_byte_harms_nothing_before_it_and_no_other_line(text, data):
    places = [at for at, character in enumerate(text) if not character.isascii()]
    if not places:
        return
    at = data.draw(st.sampled_from(places))
    keep = data.draw(st.booleans())
    harmed = damage.shift_bytes(text, at, keep_placeholder=keep)
    assert harmed.restored() == text
    assert harmed.text.startswith(text[:at] + "?" * keep)
    assert harmed.text.count("\n") == text.count("\n")


@given(text=TEXTS, seams=st.integers(1, 3), seed=st.integers(0, 9))
def test_page_seams_are_numbered_from_one(text, seams, seed):
    long = (text + "各级各部门要压实责任，").replace("\n", "") * 4
    cut = damage.page_seams(long, seams, random.Random(seed))  # noqa: S311  repeatable
    assert cut.restored() == long
    starts = [line.split("、")[0] for line in cut.text.split("\n\n")]
    assert starts == [str(number) for number in range(1, seams + 1)]


@pytest.mark.parametrize("layout", pages.layouts())
def test_a_page_goes_round_the_report(layout):
    page = pages.furnish("题目\n第一段。\n第二段。", layout, **dict.fromkeys(FACTS, "某"))
    assert page.restored() == "题目\n第一段。\n第二段。"
    assert len(page.text) > len("题目\n第一段。\n第二段。")
