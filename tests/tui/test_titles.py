"""Titles of an index are gone through in pieces: the same is found as title by title."""

from __future__ import annotations

import sqlite3

from hypothesis import given, settings
from hypothesis import strategies as st

from tui.data.corpus.present import Present
from tui.data.corpus.titles import BLOCK, Titles
from tui.data.folding import fold, folded
from tui.data.initials import initials, matcher

TITLES = st.lists(st.text("疫情防控通报行a1 \n㈱", max_size=8) | st.none(), max_size=6)
WORDS = st.sampled_from(["yq", "yqfk", "yq防", "tb", "xb", "1tb", "fkt", "aa", "qf1a"])


def database(titles: list[str | None], first: int) -> sqlite3.Connection:
    found = sqlite3.connect(":memory:")
    found.execute("CREATE TABLE report (number INTEGER PRIMARY KEY, title TEXT)")
    found.executemany("INSERT INTO report VALUES (?, ?)", enumerate(titles, first))
    return found


@settings(max_examples=60, deadline=None)
@given(TITLES, WORDS, st.sampled_from([1, BLOCK - 2, 3 * BLOCK - 1]))
def test_initials_find_what_they_find_title_by_title(titles, word, first):
    table = initials()
    find = matcher(word, table)
    wanted = {
        number for number, title in enumerate(titles, first) if find(folded(fold((title or "").replace("\n", " "))))
    }
    every = set(range(first, first + len(titles)))
    assert Titles(database(titles, first)).having(word, table, every, range(1 << 62)) == wanted


def test_only_some_are_gone_through():
    found = Titles(database(["疫情", "疫情", "防控"], 1))
    assert found.having("yq", initials(), {2, 3}, range(4)) == {2}


def test_what_is_read_is_still_looked_for_in_what_comes_later():
    known = database(["疫情"] * 3, 1)
    found = Titles(known)
    assert found.having("yq", initials(), {1, 2, 3}, range(9)) == {1, 2, 3}
    known.execute("INSERT INTO report VALUES (4, '疫情')")
    assert found.having("yq", initials(), {1, 2, 3, 4}, range(9)) == {1, 2, 3, 4}


def test_reports_that_are_present_are_asked_for_again_when_some_come_or_go():
    known = database([None] * 5, 1)
    present = Present(known)
    assert (present.within(0, 1 << 62), present.within(2, 4)) == ({1, 2, 3, 4, 5}, {2, 3, 4})
    known.execute("DELETE FROM report WHERE number = 3")
    assert (present.within(0, 1 << 62), present.within(2, 4), present.within(3, 3)) == ({1, 2, 4, 5}, {2, 4}, set())
    known.execute("DELETE FROM report")
    assert present.within(0, 1 << 62) == set()
