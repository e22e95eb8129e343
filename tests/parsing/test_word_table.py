"""The table of words answers as the dictionary does that it is made from, whatever is asked."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from parsing.word_table import Entry, tabled

LETTERS = "一丁疫情区委\0\ud800\U00020000a"
WORDS = st.text(LETTERS.replace("\0", "").replace("\ud800", ""), min_size=1, max_size=6)
ENTRIES = st.builds(Entry, st.integers(0, 10**6), st.sampled_from(("n", "v", "nr", "")))


def table_of(known):
    rows = [(word, *entry) for word, entry in known]
    return tabled(zip(*rows[at : at + 3], strict=True) for at in range(0, len(rows), 3))


@settings(max_examples=200)
@given(st.lists(st.tuples(WORDS, ENTRIES), max_size=12), st.text(LETTERS, max_size=7))
def test_a_word_is_found_as_it_was_put_in_and_no_other(known, asked):
    table, wanted = table_of(known), dict(known)
    for word in (asked, *wanted, *(word[:-1] for word in wanted), *(f"{word}\0" for word in wanted)):
        assert table.get(word) == wanted.get(word)


@settings(max_examples=200)
@given(st.lists(st.tuples(WORDS, ENTRIES), max_size=12), st.text(LETTERS, max_size=3))
def test_the_reach_of_two_characters_is_the_longest_word_that_begins_with_them(known, asked):
    table = table_of(known)
    for pair in (asked, *(word[:2] for word, _ in known)):
        longer = [len(word) for word, _ in known if len(word) > 2 and word[:2] == pair]
        assert table.reach(pair) == max(longer, default=0)
