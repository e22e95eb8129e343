"""The row of numbers beside the list says where the index knows what of it."""

from __future__ import annotations

from tui.data.heads import Head
from tui.entries import Entry
from tui.numbered import Numbered


def known(number: int) -> Entry:
    return Entry(
        f"{number}.txt", known=Head(f"{number}.txt", number, f"{number}", "", None, None, repaired=False, size=1)
    )


def numbered(*entries: Entry) -> Numbered:
    made = Numbered()
    for index, entry in enumerate(entries):
        made.put(index, entry)
    return made


def test_each_is_found_by_its_number():
    made = numbered(known(7), Entry("waiting.txt"), known(5))
    assert (made.place(5), made.place(6), made.places([5, 6, 7]), len(made)) == (2, None, {0, 2}, 2)


def test_a_part_spans_its_numbers_without_what_is_not_parsed():
    made = numbered(known(7), Entry("waiting.txt"), known(5), known(8))
    assert (made.span(0, 3), made.span(1, 2), made.span(0, 99)) == (range(5, 8), range(0), range(5, 9))


def test_a_part_that_lies_far_apart_is_not_asked_for_by_its_numbers():
    assert numbered(known(1), known(1000)).span(0, 2) is None


def test_a_part_with_a_report_that_is_not_filed_is_not_asked_for_by_its_numbers():
    class Record:
        """Stands for a record, at which nobody looks."""

    made = numbered(known(1), Entry("unfiled.txt", report=Record()), known(2))
    assert (made.span(0, 3), made.span(0, 1)) == (None, range(1, 2))


def test_an_entry_that_is_filed_anew_has_its_new_number():
    made = numbered(known(1), known(2))
    made.put(0, known(3))
    assert (made.place(3), made.span(0, 2)) == (0, range(2, 4))
