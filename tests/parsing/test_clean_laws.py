"""Cleaning as laws: on damage of every kind, on text of no kind, and in time that goes with length."""

from __future__ import annotations

import random
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsing.aligned import AlignedText
from parsing.clean import clean
from parsing.clean.undo import undo
from tests import damage, debris, misread
from tests.effort import grows_with_length

SENTENCES = [
    "截至2月3日24时，全县累计报告确诊病例12例（其中重症1例），治愈出院5例，现有密切接触者236人。",
    "会议强调：“要做到‘早发现、早报告’！”副县长说，3—5人一组，体温超过37.3℃的要登记。",
    "各乡镇、街道要着力抓好排查工作，对返乡人员逐一测量体温；发现问题，立即上报。",
    "记者在开发区看到，志愿者们戴着口罩，为居民运送米面、蔬菜和药品。",
    "联系电话：0791-8888888，网址：https://example.org/a?b=1；邮箱 a@example.org。",
    "请问，外出回来要隔离吗？要的，隔离14天，不得出门！",
]


def traditional(text: str, rng: random.Random) -> str:
    old = damage.to_traditional_mechanical(text).text
    kinds = damage.some_of(damage.traditional_only(old), 0.4, rng)
    return damage.glue_pinyin(old, [at for at, c in enumerate(old) if c in kinds]).text


def shifted(text: str, rng: random.Random) -> str:
    places = [at for at, character in enumerate(text) if not character.isascii()]
    if not places:
        return text
    reader = damage.Reader(rng.choice(("?", "", "\ufffd")))
    return damage.shift_bytes(text, rng.choice(places), keep_placeholder=rng.random() < 0.5, reader=reader).text


def wrong(was: str, seen: str, mark: str | None, text: str, rng: random.Random) -> str:
    lines = {number for number in range(text.count("\n") + 1) if rng.random() < 0.5}
    return misread.misread_lines(text, partial(misread.misread, was=was, seen=seen, mark=mark), lines).text


def lost_in_big5(text: str, rng: random.Random) -> str:
    old = damage.to_traditional_mechanical(text).text
    places = [at for at, character in enumerate(old) if not character.isascii()]
    return misread.lose_in_big5(old, rng.choice(places)).text if places else text


HARMS = {
    "lost in big5": lost_in_big5,
    "traditional, readings": traditional,
    "shifted": shifted,
    "split": lambda text, rng: (
        damage.split_characters(
            text, "請報區現這", damage.Reader(rng.choice(("?", "", "\ufffd")), swallows=rng.random() < 0.5)
        ).text
    ),
    "half width": lambda text, _: damage.halve_width(text).text,
    "full width": lambda text, _: damage.widen(text).text,
    "entities": lambda text, rng: damage.html_entities(text, rng).text,
    "numbers": lambda text, rng: debris.numeric_entities(text, 0.3, rng).text,
    "tags": lambda text, rng: debris.tagged(text, 0.3, rng).text,
    "look-alikes": lambda text, rng: debris.look_alike(text, 0.5, rng).text,
    "invisible": lambda text, rng: debris.strewn(text, 0.1, rng, debris.INVISIBLE).text,
    "blanks": lambda text, rng: debris.strewn(text, 0.1, rng, debris.BLANKS).text,
    "letters strewn in": lambda text, rng: debris.jammed(text, 0.05, rng, rng.choice(("", " "))).text,
    "commas": lambda text, rng: debris.commas(text, 0.5, rng).text,
    "pictures": lambda text, rng: debris.pictured(text, 0.05, rng).text,
    "stops": lambda text, rng: rng.choice([*debris.STOPS.values()])(text).text,
    "escaped": lambda text, rng: rng.choice([*debris.ESCAPES.values()])(text).text,
    "quoted": lambda text, _: debris.answered(text).text,
    "formal": lambda text, rng: debris.formal(text, 0.5, rng).text,
    "lines cut": lambda text, rng: debris.wrapped(text, rng.randint(6, 40), rng.choice(("", "　　", "  "))).text,
    "seams": lambda text, rng: damage.page_seams(text, 2, rng).text,
    "utf-8 as gbk": partial(wrong, "utf-8", "gbk", "?"),
    "utf-8 as cp1252": partial(wrong, "utf-8", "cp1252", None),
    "utf-8 as latin-1": partial(wrong, "utf-8", "latin-1", None),
    "gbk as latin-1": partial(wrong, "gbk", "latin-1", None),
    "gbk as big5": partial(wrong, "gbk", "big5", "?"),
    "gbk as big5 of the web": partial(wrong, "gbk", "big5, web", "\ufffd"),
    "gbk as big5 of windows": partial(wrong, "gbk", "big5, windows", "?"),
    "big5 as gbk": partial(wrong, "big5", "gbk", "?"),
    "big5 as standard gbk": partial(wrong, "big5", "gbk, standard", "?"),
}


@st.composite
def damaged(draw, most=3):
    """Some sentences, by lines, with kinds of damage one upon the other."""
    lines = st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=2), min_size=1, max_size=3)
    text = "\n".join(map("".join, draw(lines)))
    rng = random.Random(draw(st.integers(0, 10**6)))  # noqa: S311  repeatable
    for name in draw(st.lists(st.sampled_from(sorted(HARMS)), min_size=1, max_size=most)):
        try:
            text = HARMS[name](text, rng)
        except ValueError:  # GBK has not all that other damage left
            continue
    return text


HOSTILE = st.text(
    alphabet=st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("區委著乾干后。，、；：！？“”（）,.;:!?()<>&#/ \t\n\r?€ÐÂæ–°鏂綉Ａ１⽅ò訌xqū"),
        st.characters(min_codepoint=0xE000, max_codepoint=0xF8FF),
        st.characters(min_codepoint=0x80, max_codepoint=0x17F),
    ),
    max_size=80,
)
UNITS = [*'?,.:;!()"、。 \n15１%-~<&', "疫情", "防控", "例", "B", "xx", "hù", "(hù)", "\\n", "\u200b", "繁體", "&nbsp;"]
ROWS = st.builds(
    lambda before, unit, times, after: before + "".join(unit) * times + after,
    st.sampled_from(["", "疫情", "新增5例", "第一段。\n"]),
    st.lists(st.sampled_from(UNITS), min_size=1, max_size=4),
    st.integers(2, 20),
    st.sampled_from(["", "防控", "。", "5例"]),
)
"""Rows in which each sign may wait for what becomes of the one before."""
ANY = st.one_of(damaged(), HOSTILE, ROWS)

KNOWN = [
    "疫情? ? ? ? ? ? ? ? 防控",
    "疫情" + "?１" * 14 + "5例",
    (
        "1、各乡镇要着力抓好排查工作\n\n1、，对返乡人员逐一测量\n\n2、体温；发现问题，立\n\n"
        "2、即上报。请问，外出\n\n3、回来要隔离吗？要的，隔离14天。"
    ),
    (
        "&frac12;&Oslash;&Ouml;&Aacute;2&Ocirc;&Acirc;3&Egrave;&Otilde;24&Ecirc;&plusmn;&pound;&not;&Egrave;&laquo;"
        "&Iuml;&Oslash;&Agrave;&Ucirc;&frac14;&AElig;&plusmn;&uml;&cedil;&aelig;"
    ),
    "欸(ê̄)，呒(m̄)",
    # a stretch that byte repair gave up, and that other steps then changed, is taken for something else
    "为居民运送?酌妗⑹卟撕鸵┢贰Ａ\ue02e档缁埃\ufffd0791-8888888。",
    "会?榍康鳎骸耙\ue036龅健\ue1ab绶⑾帧⒃绫ǜ妗\ue1d8\u3000备毕爻に担\ufffd3—5人一组，体温超过37.3℃的要登记。",
    # characters of a text misread twice that were decoded together, beside what stays damaged
    (
        "5娓氬\ue0d1绱濋悳鐗堟箒鐎靛棗鍨忛幒銉ㄐ曢懓?236娴滄亽鈧\ue100倷绱扮拋顔煎繁鐠嬪喛绱伴垾婊嗩洣閸嬫艾鍩岄垾妯绘－閸欐垹骞囬妴浣"
        "规－閹躲儱鎲￠垾娆欑磼閳ユ繂澹囬崢鍧楁毐鐠囪揪绱?3閳??5娴滆桨绔寸紒鍕剁礉娴ｆ挻淇\ue21c搾鍛扮箖37."
    ),
]
"""Texts of which a second cleaning once made more."""


def assert_clean_once_cleaned(text):
    once = clean(AlignedText.of(text))[0].text
    again, changes = clean(AlignedText.of(once))
    assert again.text == once
    assert [change for change in changes if change.step != "damaged"] == []


@settings(max_examples=150, deadline=None)
@given(ANY)
def test_a_cleaned_text_is_clean(text):
    assert_clean_once_cleaned(text)


@pytest.mark.parametrize("text", KNOWN)
def test_a_cleaned_text_is_clean_as_it_once_was_not(text):
    assert_clean_once_cleaned(text)


@settings(max_examples=80, deadline=None)
@given(ANY)
def test_undoing_all_repairs_gives_the_decoded_source_again(text):
    body, changes = clean(AlignedText.of(text))
    assert undo(body.text, changes) == text


@settings(max_examples=60, deadline=None)
@given(ANY)
def test_what_no_repair_touched_stands_as_in_the_source(text):
    """Offsets map back: raw spans go up, lie inside the source, and outside repairs are that very character."""
    body, changes = clean(AlignedText.of(text))
    touched = [False] * len(text)
    for change in changes:
        touched[change.raw.start : change.raw.end] = [True] * (change.raw.end - change.raw.start)
    at = 0
    for character, start, end in zip(body.text, body.starts, body.ends, strict=True):
        assert at <= start <= end <= len(text)
        at = start
        if start < end and not any(touched[start:end]):
            assert text[start:end] == character


@settings(max_examples=60, deadline=None)
@given(ANY)
def test_a_change_tells_what_was_there(text):
    """The first change of a place has the source's own words before it; all lie in the source; only marks are idle."""
    _, changes = clean(AlignedText.of(text))
    touched = [False] * len(text)
    for change in changes:
        start, end = change.raw
        assert 0 <= start <= end <= len(text)
        assert 0 <= change.confidence <= 1
        assert (change.before == change.after) == (change.step == "damaged")
        if start < end and change.before and not any(touched[start:end]):
            assert change.before == text[start:end]
        touched[start:end] = [True] * (end - start)


def test_changes_of_another_text_are_not_undone():
    _, changes = clean(AlignedText.of("區委,書記"))
    assert changes
    with pytest.raises(ValueError, match="by"):
        undo("全无此事", changes)


LONG = {
    "healthy": SENTENCES[2],
    "question marks": "?",
    "private use": "\ue000\ue7a1",
    "brackets": "(",
    "wrong encoding": SENTENCES[2].encode().decode("latin-1"),
    "another wrong encoding": SENTENCES[2].encode("gbk").decode("big5", "replace"),
    "a wrong encoding and lost bytes": SENTENCES[2].encode("gbk").decode("big5", "replace").replace("\ufffd", "?"),
    "lost bytes": SENTENCES[2].encode("gbk")[1:].decode("gbk", "replace"),
    "readings": "區(qū)",
    "tags": "<p",
    "entities": "&amp;",
    "lines": "疫情\n",
}


@pytest.mark.parametrize("name", LONG)
def test_effort_grows_with_the_length_alone(name):
    def cleaned(size):
        return partial(clean, AlignedText.of((LONG[name] * size)[:size]))

    assert grows_with_length(cleaned, 800)
