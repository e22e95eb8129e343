"""The filter language: what a query means for a report.

Conditions are joined by "and". Those about metrics (``metric:`` ``value`` ``unit:``) must all hold for one and the same
metric, those about measures (``measure:`` ``status:``) for one and the same measure; a negated one stands alone and
says that there is no such metric or measure.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeVar

from parsing.spans import Span
from tui.data.fields import FIELDS, MEASURE_FIELDS, METRIC_FIELDS, SUBJECT_FIELDS, MeasureTest, MetricTest, SubjectTest
from tui.data.folding import fold, folded
from tui.data.subject import Subject
from tui.data.terms import QueryError, Term, terms

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["FIELDS", "Query", "QueryError", "Subject", "parse_query"]

Test = TypeVar("Test")


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query. ``needles`` are its plain words, folded, without the negated ones."""

    text: str
    needles: tuple[str, ...]
    tests: tuple[SubjectTest, ...]

    def matches(self, subject: Subject) -> bool:
        """Whether every condition holds."""
        return all(test(subject) for test in self.tests)

    def marks(self, text: str) -> list[Span]:
        """Where a cleaned text holds the plain words, in order; spans that overlap are made one."""
        if not self.needles:
            return []
        source = folded(text)
        found: list[Span] = []
        for span in sorted(span for needle in self.needles for span in source.spans(needle)):
            if found and span.overlaps(found[-1]):
                found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
            else:
                found.append(span)
        return found


def parse_query(text: str) -> Query:
    """Read a query; an empty one matches every report.

    Raises:
        QueryError: an unknown field, a value that the field cannot have, or a quotation that is not closed.
    """
    found = terms(text)
    for term in found:
        if term.field and term.field not in FIELDS:
            raise QueryError(_unknown(term.field), term.position)
    plain = [term for term in found if not term.field]
    tests = (
        *(_unless(_words(term)) if term.negated else _words(term) for term in plain),
        *(_unless(test) if term.negated else test for term, test in _made(found, SUBJECT_FIELDS)),
        *_together(_made(found, METRIC_FIELDS), _some_metric),
        *_together(_made(found, MEASURE_FIELDS), _some_measure),
    )
    return Query(text, tuple(fold(term.value) for term in plain if not term.negated), tests)


def _made(found: Sequence[Term], fields: Mapping[str, Callable[[Term], Test]]) -> list[tuple[Term, Test]]:
    return [(term, fields[term.field](term)) for term in found if term.field is not None and term.field in fields]


def _together(made: Sequence[tuple[Term, Test]], some: Callable[[Sequence[Test]], SubjectTest]) -> list[SubjectTest]:
    """One test that one item meets all the conditions, and one for each negated condition."""
    wanted = [test for term, test in made if not term.negated]
    unwanted = [_unless(some([test])) for term, test in made if term.negated]
    return [some(wanted), *unwanted] if wanted else unwanted


def _some_metric(tests: Sequence[MetricTest]) -> SubjectTest:
    return lambda subject: any(all(test(metric) for test in tests) for metric in subject.report.metrics)


def _some_measure(tests: Sequence[MeasureTest]) -> SubjectTest:
    return lambda subject: any(
        all(test(measure) for test in tests)
        for measure in zip(subject.report.measures, subject.measures, strict=True)
    )


def _words(term: Term) -> SubjectTest:
    needle = fold(term.value)
    return lambda subject: needle in subject.words


def _unless(test: SubjectTest) -> SubjectTest:
    return lambda subject: not test(subject)


def _unknown(field: str) -> str:
    near = get_close_matches(field, FIELDS, 1)
    hint = f"did you mean {near[0]}:" if near else "put words with a sign in quotes"
    return f"there is no field {field}; {hint}"
