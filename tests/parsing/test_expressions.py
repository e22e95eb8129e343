"""Laws of rewriting expressions: what they match stays the same, and a search knows the characters to look for."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsing.clean import signs
from parsing.expressions import Behind, Presence, any_of, searchable
from parsing.lexicon import load
from parsing.searching import matches, word_at

DEMAND, CONTEXT = load("demand"), load("context")
LISTS = {
    "modal": [DEMAND["yao"], *DEMAND["modal"]], "exhort": DEMAND["exhort"], "done": DEMAND["done"],
    "speech": [DEMAND["speech"]], "gifts": [DEMAND["gifts"]["opens"]], "lead": [DEMAND["section"]["lead"]],
    "purpose": CONTEXT["purpose"],
    "statements": load("furniture")["statements"], "optional": ["(?:例|比)?如(?=为|，)", "[一二]?是", "(?:不|没)??知"],
}  # fmt: skip
WORDS = sorted(
    {word for entries in LISTS.values() for entry in entries for word in re.findall("[\u4e00-\u9fff]+", entry)}
)
TEXTS = st.lists(
    st.sampled_from([*WORDS, "，", "。", "\n", "为", "主", "知", "1", "（", "）", "、", " "]), max_size=16
).map("".join)


@pytest.mark.parametrize("entries", LISTS.values(), ids=LISTS)
@given(text=TEXTS, start=st.integers(0, 8))
def test_an_expression_that_was_rewritten_matches_the_same(entries, text, start):
    plain = re.compile("|".join(f"(?:{entry})" for entry in entries))
    assert [m.span() for m in searchable(entries).finditer(text, start)] == [
        m.span() for m in plain.finditer(text, start)
    ]


@pytest.mark.parametrize(
    ("expression", "rewritten"),
    [
        ("(?<!为)了(?!解)", "了(?<!(?:为)了)(?!解)"),
        ("(?:必须|不得(?!不|已))(?=再)", "必须(?=再)|不得(?!不|已)(?=再)"),
        (
            "(?:(?<=[，\\]])|^)(?:下一步|今后)",
            "下(?<=(?:[，\\]])下)一步|今(?<=(?:[，\\]])今)后|下(?<=^下)一步|今(?<=^今)后",
        ),
        ("(?:甲|乙)?丙", "(?:甲|乙)?丙"),
        ("[(|]甲|\\(乙", "[(|]甲|\\(乙"),
        ("[甲乙]丙", "甲丙|乙丙"),
        ("[甲乙]?丙", "[甲乙]?丙"),
        ("甲?乙", "甲?乙"),
    ],
)
def test_alternatives_and_conditions_at_the_start_are_written_out(expression, rewritten):
    assert searchable([expression]).pattern == rewritten


@pytest.mark.parametrize("entries", [*LISTS.values(), DEMAND["notice"]["body"], CONTEXT["idle"]])
@given(text=TEXTS, start=st.integers(0, 8))
def test_whether_an_expression_is_there_is_what_a_search_says(entries, text, start):
    plain = re.compile("|".join(f"(?:{entry})" for entry in entries), re.MULTILINE)
    assert Presence.of(entries, re.MULTILINE).within(text, start) == (plain.search(text, start) is not None)


@given(TEXTS, st.integers(0, 12))
def test_what_is_matched_by_its_first_character_is_what_all_match(text, at):
    entries = load("measures")["tails"]
    found, plain = Behind(entries).match(text, at), re.compile("|".join(entries)).match(text, at)
    assert (found and found.span()) == (plain and plain.span())


@given(st.text("(q)ūàé?？aAxX 1０中癣龘，。\n]“ＡÀ€\ue001ü|~", max_size=9))
def test_a_sign_of_damage_is_found_wherever_one_stands(text):
    found = matches(signs.sign(), signs._first(), text)
    assert [m.span() for m in found] == [m.span() for m in signs.sign().finditer(text)]


LETTERS = st.text("甲乙丙.", min_size=1, max_size=4)


@given(st.dictionaries(LETTERS, st.sampled_from(["", "(?!甲)", "(?=乙)"]), max_size=8), st.text("甲乙丙.", max_size=30))
def test_words_as_a_tree_match_the_longest_first(conditions, text):
    longest = sorted(conditions, key=len, reverse=True)
    plain = re.compile("|".join(re.escape(word) + conditions[word] for word in longest) or "(?!)")
    tree = re.compile(any_of(conditions, conditions))
    assert [m.span() for m in tree.finditer(text)] == [m.span() for m in plain.finditer(text)]


@given(st.lists(LETTERS, max_size=5), st.text("甲乙丙.", max_size=8), st.integers(0, 8), st.integers(0, 9))
def test_the_word_at_a_place_is_the_first_given_that_stands_there(words, text, start, end):
    standing = [word for word in words if text.startswith(word, start, end)]
    assert word_at(tuple(words), text, start, end) == next(iter(standing), "")
