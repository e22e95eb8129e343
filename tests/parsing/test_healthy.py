"""Texts that are not damaged: what looks like damage in them is left alone."""

import tomllib
from pathlib import Path

import pytest

from parsing.aligned import AlignedText
from parsing.clean import clean
from parsing.clean.shifted import find_shifted
from parsing.clean.signs import is_japanese, is_learned
from parsing.clean.spacing import find_torn
from parsing.clean.word_list import word_list

CASES = tomllib.loads((Path(__file__).parent / "data/healthy.toml").read_text("utf-8"))
ROWS = [
    pytest.param(row["text"], row.get("after", row["text"]), id=f"{kind}-{number}")
    for kind, rows in CASES.items()
    for number, row in enumerate(rows)
]


@pytest.mark.parametrize(("text", "after"), ROWS)
def test_a_healthy_text_stays_as_it_is(text, after):
    assert clean(AlignedText.of(text))[0].text == after


def test_a_word_with_its_count_after_it_is_no_word_of_the_dictionary():
    """The dictionary's own lines have a word, a blank and a number, as a text may."""
    known = word_list()
    for word in ("适用", "登记", "口罩"):
        assert known.count(word)
        assert known.count(f"{word} {known.count(word)}") is None
        assert known.cut(f"{word} {known.count(word)}")[0] == word


def test_a_text_of_classics_is_told_by_rare_characters_that_stand_apart():
    assert is_learned(
        "鼉鳴於南澗之下，鷖止於北渚之上，吾乃援琴而歌：莎鷄振羽，薤露在堂；金罍無酒，卬首望遠，玄鬒如霜。"
    )
    assert not is_learned(
        "2月3日，岚江县疾控中心工作人员到松坪镇和云溪镇的监测点督导，为群众测量体温，发放口罩，对返乡人员逐一登记。" * 3
    )
    assert not is_learned("工作人员鎵撳嵃浜嗛€氱煡，请各村立即张贴。" * 3)


def test_japanese_is_told_by_its_kana():
    assert is_japanese("感染の拡大を防ぐため、手洗いとマスクの着用をお願いします。")
    assert not is_japanese("工作人员佩戴の口罩由县里统一发放，ォ每日更换，カ各村登记造册。")


def test_a_short_run_alone_in_a_long_text_must_be_surer():
    """A byte each was lost in 標題 and 問題; chance may have made the former of a sign in a text that is long enough."""
    healthy = "各村登記了返鄉人員，逐戶發放了通知，又派人到路口測溫。\n"
    for lost, short, long in (("按祟}找到通知", "標題", ""), ("群眾反映的栴}都已登記", "問題", "問題")):
        assert [fix.new for fix in find_shifted(healthy + lost)] == [short]
        assert "".join(fix.new for fix in find_shifted(healthy * 40 + lost)) == long


def test_two_torn_words_show_no_torn_text_where_it_is_long():
    healthy = "各村登记了返乡人员，逐户发放了通知，又派人到路口测温。\n"
    torn = "下面是三地各村上报的情 况，请各位组长对照名单逐一核对以后再签字交回，不得代 签，也不得漏签。"
    assert len(find_torn(healthy + torn)) == 2
    assert find_torn(healthy * 40 + torn) == []
    assert len(find_torn(healthy * 40 + torn + torn)) == 4
