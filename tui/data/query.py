"""The filter language: what a query means for a report.

Conditions are joined by "and". Those about metrics (``metric:`` ``value`` ``unit:``) must all hold for one and the same
metric, those about measures (``measure:`` ``status:``) for one and the same measure; a negated one stands alone and
says that there is no such metric or measure. All others are about the whole report: ``date:`` is the day of its
publication, or where that is not known any day that it speaks of, and not that of one metric or measure.

A query also says which metrics and measures of a report it is about, for the page to mark and an export to take.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeVar

from parsing.spans import Span
from tui.data.fields import (
    ENTITIES,
    FIELDS,
    MARKS,
    MEASURE_FIELDS,
    METRIC_FIELDS,
    PERSONAL,
    SUBJECT_FIELDS,
    MeasureTest,
    MetricTest,
    SubjectTest,
)
from tui.data.folding import fold, folded, kept
from tui.data.initials import ENOUGH, matcher
from tui.data.names import values
from tui.data.subject import Subject
from tui.data.terms import QueryError, Term, terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from parsing.record import Measure, Metric
    from tui.data.folding import Folded
    from tui.data.initials import Initials, Matcher

__all__ = ["FIELDS", "Query", "QueryError", "Subject", "parse_query"]

Test = TypeVar("Test")
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query.

    Args:
        text: as it was written.
        needles: its plain words, folded, without the negated ones.
        tests: what a report has to meet, all of it.
        metric: whether one metric is what the query asks for; ``None`` where it asks for none.
        measure: the same of a measure with its folded text.
        names: label and folded words of the entities it asks for.
        titles: for each plain word that pinyin initials may stand for, where a title has it.
    """

    text: str
    needles: tuple[str, ...]
    tests: tuple[SubjectTest, ...]
    metric: MetricTest | None = None
    measure: MeasureTest | None = None
    names: tuple[tuple[str, str], ...] = ()
    titles: tuple[Matcher, ...] = ()

    @property
    def itemised(self) -> bool:
        """Whether it asks for single metrics or measures, and not for reports alone."""
        return self.metric is not None or self.measure is not None

    @property
    def spelled(self) -> bool:
        """Whether some of its words may be pinyin initials."""
        return any(ENOUGH.search(needle) for needle in self.needles)

    @property
    def personal(self) -> bool:
        """Whether what the user made of a report, marks and reading, may tell whether it matches."""
        return any(
            term.field in PERSONAL
            or (term.field == "has" and values("has").get(fold(term.value), fold(term.value)) in MARKS)
            for term in terms(self.text)
        )

    def matches(self, subject: Subject) -> bool:
        """Whether every condition holds."""
        return all(test(subject) for test in self.tests)

    def metrics(self, subject: Subject) -> list[Metric]:
        """The report's metrics that the query asks for."""
        return [metric for metric in subject.report.metrics if self.metric is not None and self.metric(metric)]

    def measures(self, subject: Subject) -> list[Measure]:
        """The report's measures that the query asks for."""
        pairs = zip(subject.report.measures, subject.measures, strict=True)
        return [pair[0] for pair in pairs if self.measure is not None and self.measure(pair)]

    def marks(self, text: str, begun: Sequence[Span] | None = None) -> list[Span]:
        """Where a cleaned text holds the plain words, in order; spans that overlap are made one.

        ``begun``: where it holds those of a query that this one :meth:`extends`, if that is known.
        """
        return self._in(kept(text), begun) if self.needles else []

    def extends(self, other: Query) -> bool:
        """Whether both are of one plain word, and this one's begins with the other's, as that of who types on does."""
        return len(self.needles) == len(other.needles) == 1 and self.needles[0].startswith(other.needles[0])

    def _in(self, source: Folded, begun: Sequence[Span] | None = None) -> list[Span]:
        return joined(span for needle in self.needles for span in source.spans(needle, begun))

    def evidence(self, subject: Subject) -> list[Span]:
        """Where a report's text has what the query asks for: words, entities, metrics and what tells of measures."""
        found = self.marks(subject.report.text)
        found += (Span(metric.start, metric.end) for metric in self.metrics(subject))
        found += (_told(measure) for measure in self.measures(subject))
        if self.names:
            entities = ((entity, fold(entity.text)) for entity in subject.report.entities)
            found += (
                Span(entity.start, entity.end)
                for entity, text in entities
                if any(entity.label == label and needle in text for label, needle in self.names)
            )
        return joined(found)

    def in_title(self, title: str) -> list[Span]:
        """Where a title has the plain words, or characters whose pinyin initials they are."""
        return joined([*self._in(folded(title)), *(span for find in self.titles for span in find(folded(title)))])


def joined(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that overlap made one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.overlaps(found[-1]):
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def _told(measure: Measure) -> Span:
    """The words that tell of a measure; the whole of it where they are not to be found."""
    at = measure.text.find(measure.trigger) if measure.trigger else -1
    if at < 0:
        return Span(measure.start, measure.end)
    return Span(measure.start + at, measure.start + at + len(measure.trigger))


def parse_query(text: str, initials: Initials | None = None) -> Query:
    """Read a query; an empty one matches every report.

    Args:
        text: the query.
        initials: the pinyin initials of characters, where Latin letters shall match titles by them.

    Raises:
        QueryError: an unknown field, a value that the field cannot have, or a quotation that is not closed.
    """
    found = terms(text)
    for term in found:
        if term.field and term.field not in FIELDS:
            raise _unknown(term)
    plain = [(term, fold(term.value), matcher(fold(term.value), initials)) for term in found if not term.field]
    metrics, measures = _made(found, METRIC_FIELDS), _made(found, MEASURE_FIELDS)
    tests = (
        *(_unless(_words(needle, find)) if term.negated else _words(needle, find) for term, needle, find in plain),
        *(_unless(test) if term.negated else test for term, test in _made(found, SUBJECT_FIELDS)),
        *_together(metrics, _some_metric),
        *_together(measures, _some_measure),
    )
    return Query(
        text,
        tuple(needle for term, needle, _ in plain if not term.negated),
        tests,
        _one(metrics),
        _one(measures),
        tuple(
            (ENTITIES[term.field], fold(term.value))
            for term in found
            if term.field is not None and term.field in ENTITIES and not term.negated
        ),
        tuple(find for term, _, find in plain if find is not None and not term.negated),
    )


def without(text: str) -> list[tuple[str, str]]:
    """Each condition of a query as it was written, with the query that lacks it; nothing for a single one."""
    found = terms(text)
    if len(found) < 2:
        return []
    return [(text[term.position : term.end], f"{text[: term.position]} {text[term.end :]}") for term in found]


def undated(text: str) -> str | None:
    """The query for the reports that a query leaves out only for having no day; ``None`` if it asks for no day."""
    days = [term for term in terms(text) if term.field == "date" and term.value and not term.negated]
    for term in reversed(days):
        text = f"{text[: term.position]} {text[term.end :]}"
    return f"{text} -date:" if days else None


def _made(found: Sequence[Term], fields: Mapping[str, Callable[[Term], Test]]) -> list[tuple[Term, Test]]:
    return [(term, fields[term.field](term)) for term in found if term.field is not None and term.field in fields]


def _one(made: Sequence[tuple[Term, Callable[[Item], bool]]]) -> Callable[[Item], bool] | None:
    """Whether one item meets all conditions, the negated ones too; ``None`` where there are none."""
    return (lambda item: all(test(item) != term.negated for term, test in made)) if made else None


def _together(made: Sequence[tuple[Term, Test]], some: Callable[[Sequence[Test]], SubjectTest]) -> list[SubjectTest]:
    """One test that one item meets all the conditions, and one for each negated condition."""
    wanted = [test for term, test in made if not term.negated]
    unwanted = [_unless(some([test])) for term, test in made if term.negated]
    return [some(wanted), *unwanted] if wanted else unwanted


def _some_metric(tests: Sequence[MetricTest]) -> SubjectTest:
    return lambda subject: any(all(test(metric) for test in tests) for metric in subject.report.metrics)


def _some_measure(tests: Sequence[MeasureTest]) -> SubjectTest:
    return lambda subject: any(
        all(test(measure) for test in tests) for measure in zip(subject.report.measures, subject.measures, strict=True)
    )


def _words(needle: str, find: Matcher | None) -> SubjectTest:
    if find is None:
        return lambda subject: needle in subject.words
    return lambda subject: needle in subject.words or bool(find(subject.title))


def _unless(test: SubjectTest) -> SubjectTest:
    return lambda subject: not test(subject)


def _unknown(term: Term) -> QueryError:
    field = f"{term.field}"
    end = term.position + len(field)
    near = get_close_matches(field, FIELDS, 1)
    if near:
        return QueryError("unknown_field", term.position, end, field=field, near=near[0])
    return QueryError("no_field", term.position, end, field=field)
