"""What each field of the filter language asks: one table for reports, one for metrics, one for measures.

Each entry makes a test out of a term, or refuses the term's value. Values are compared folded, as a part of what they
are compared with; an empty one asks only that there is something, save behind ``<`` or ``>``.
"""

from __future__ import annotations

import operator
import unicodedata
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeAlias, get_args

from parsing.record import Annotation, Label, Measure, Metric, Status
from tui.data import names
from tui.data.days import Days, asked
from tui.data.folding import fold
from tui.data.judging import says, verdicts
from tui.data.numerals import number
from tui.data.subject import Subject
from tui.data.terms import SEPARATOR, QueryError, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SubjectTest: TypeAlias = Callable[[Subject], bool]
MarkTest: TypeAlias = Callable[[Annotation], bool]
MetricTest: TypeAlias = Callable[[Metric], bool]
MeasureTest: TypeAlias = Callable[[tuple[Measure, str]], bool]
"""Sees a measure with its folded text."""

COMPARISONS: Mapping[str, Callable[[float, float], bool]] = {
    ":": operator.eq,
    "=": operator.eq,
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}
STATUSES: tuple[Status, ...] = get_args(Status)

MARKS: Mapping[str, MarkTest] = {
    "notes": lambda mark: mark.judgement is None and not mark.whole,
    "tags": lambda mark: mark.tag is not None,
    "relations": lambda mark: mark.relation is not None,
    "approved": lambda mark: says(mark, "accepted", of_report=True),
    "accepted": lambda mark: says(mark, "accepted"),
    "rejected": lambda mark: says(mark, "rejected"),
    "corrected": lambda mark: says(mark, "corrected"),
}
"""States of a report that are a matter of its having such a mark: values of ``has:`` and ``is:``."""
PERSONAL = frozenset({"label", "tag", "is"})
"""Fields that ask, or may ask, what the user made of a report."""


def _marked(kind: str, subject: Subject) -> bool:
    """Whether a report has a mark of that kind."""
    return any(map(MARKS[kind], subject.annotations))


def given(field: str, needle: str) -> MarkTest:
    """Whether a mark is a label, or for the field ``tag`` a label or a tag, that has those folded words."""
    return lambda mark: _holds(mark.label, needle) or (field == "tag" and _holds(mark.tag, needle))


HAS: Mapping[str, SubjectTest] = {
    "redacted": lambda subject: any(metric.redacted for metric in subject.report.metrics),
    "mismatch": lambda subject: any(not check.agrees for check in subject.report.checks),
    "repairs": lambda subject: subject.repaired or bool(subject.report.repairs),
    "notes": partial(_marked, "notes"),
    "tags": partial(_marked, "tags"),
    "relations": partial(_marked, "relations"),
    "entities": lambda subject: bool(subject.report.entities),
    "metrics": lambda subject: bool(subject.report.metrics),
    "measures": lambda subject: bool(subject.report.measures),
}
IS: Mapping[str, SubjectTest] = {
    "read": lambda subject: subject.read,
    "unread": lambda subject: not subject.read,
    "approved": partial(_marked, "approved"),
    "accepted": partial(_marked, "accepted"),
    "rejected": partial(_marked, "rejected"),
    "corrected": partial(_marked, "corrected"),
    "unjudged": lambda subject: bool(verdicts(subject.report, subject.annotations).open),
}


ENTITIES: Mapping[str, Label] = {
    "person": "PERSON",
    "title": "TITLE",
    "org": "ORG",
    "place": "PLACE",
    "doc": "DOCUMENT",
}
"""The fields that ask for an entity, and its label."""


def _entity(label: Label, term: Term) -> SubjectTest:
    needle = _needle(term)
    return lambda subject: any(found == label and needle in text for found, text in subject.entities)


def _title(term: Term) -> SubjectTest:
    """The report's own title, or a post that somebody holds."""
    needle, post = _needle(term), _entity("TITLE", term)
    return lambda subject: _holds(subject.report.title, needle) or post(subject)


def _source(term: Term) -> SubjectTest:
    """Who the report comes from, by either name that the page gives."""
    needle = _needle(term)
    return lambda subject: any(_holds(name, needle) for name in (subject.report.source, subject.report.publisher))


def _tag(term: Term) -> SubjectTest:
    """A tag that the user gave the report, or a label within it."""
    needle = _needle(term)
    return lambda subject: any(map(given("tag", needle), subject.annotations))


def _label(term: Term) -> SubjectTest:
    """A label of either kind: of an entity, or one that the user gave."""
    needle = _needle(term)
    said = given("label", needle)
    named = names.values("label").get(needle)
    labels = frozenset(label for label in get_args(Label) if label == named or needle in fold(label))
    return lambda subject: any(label in labels for label, _ in subject.entities) or any(map(said, subject.annotations))


def _date(term: Term) -> SubjectTest:
    _needle(term)
    if not term.value:
        return lambda subject: bool(subject.days)
    wanted = asked(unicodedata.normalize("NFKC", term.value))
    if wanted is None:
        raise QueryError("date", term.position, term.end, value=term.value)
    return partial(_on_days, wanted)


def _on_days(wanted: Days, subject: Subject) -> bool:
    return any(wanted.meets(days) for days in subject.days)


def _choice(choices: Mapping[str, SubjectTest], term: Term) -> SubjectTest:
    needle = _needle(term)
    test = choices.get(names.values(f"{term.field}").get(needle, needle))
    if test is None:
        raise _no_choice(term, choices)
    return test


def _what(term: Term) -> MetricTest:
    needle = _needle(term)
    return lambda metric: _holds(metric.what, needle)


def _unit(term: Term) -> MetricTest:
    needle = _needle(term)
    return lambda metric: _holds(metric.unit, needle)


def _value(term: Term) -> MetricTest:
    """A comparison; a redacted figure has no value and meets none."""
    if not term.value:
        if term.sign not in {":", "="}:
            raise QueryError("no_number", term.end, sign=term.sign)
        return lambda metric: metric.value is not None
    compare, limit = COMPARISONS[term.sign], compared_with(term)
    return lambda metric: metric.value is not None and compare(metric.value, limit)


def compared_with(term: Term) -> float:
    """The number that a comparison names, in Chinese myriads too."""
    try:
        return float(number(term.value))
    except ValueError as error:
        raise QueryError("number", term.position, term.end, value=term.value) from error


def _measure(term: Term) -> MeasureTest:
    """A category by its name; what is no category's name is a part of one, or words of the measure itself."""
    needle = _needle(term)
    if (category := names.category(needle)) is not None:
        return lambda measure: measure[0].category == category
    return lambda measure: needle in measure[0].category or needle in measure[1]


def _status(term: Term) -> MeasureTest:
    needle = _needle(term)
    named = names.values("status").get(needle, needle)
    wanted = frozenset(status for status in STATUSES if status.startswith(named))
    if not wanted:
        raise _no_choice(term, STATUSES)
    return lambda measure: measure[0].status in wanted


def _needle(term: Term) -> str:
    """The folded value of a field that is no number."""
    if term.sign not in {":", "="}:
        raise QueryError("colon", term.position, term.end, field=f"{term.field}", sign=term.sign)
    return fold(term.value)


def _no_choice(term: Term, choices: Iterable[str]) -> QueryError:
    return QueryError("choice", term.position, term.end, field=f"{term.field}", choices=SEPARATOR.join(choices))


def _holds(text: str | None, needle: str) -> bool:
    return text is not None and needle in fold(text)


SUBJECT_FIELDS: Mapping[str, Callable[[Term], SubjectTest]] = {
    "person": partial(_entity, "PERSON"),
    "title": _title,
    "org": partial(_entity, "ORG"),
    "place": partial(_entity, "PLACE"),
    "doc": partial(_entity, "DOCUMENT"),
    "date": _date,
    "source": _source,
    "label": _label,
    "tag": _tag,
    "has": partial(_choice, HAS),
    "is": partial(_choice, IS),
}
METRIC_FIELDS: Mapping[str, Callable[[Term], MetricTest]] = {"metric": _what, "value": _value, "unit": _unit}
MEASURE_FIELDS: Mapping[str, Callable[[Term], MeasureTest]] = {"measure": _measure, "status": _status}
FIELDS = (*SUBJECT_FIELDS, *METRIC_FIELDS, *MEASURE_FIELDS)
