"""Judgements on what was extracted: which item a judgement is about, and what stands when all are taken into account.

A judgement is tied to the item's place in the source and to what the item says, not to its number: it survives another
extraction as long as that finds the same thing there. Something else found in the same place has not been judged.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias, get_args

from msgspec import structs

from parsing.record import Bound, Entity, Judgement, Label, Measure, Metric, Status
from parsing.spans import Span
from tui.data.anchors import anchored
from tui.data.numerals import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from parsing.reading import Reading
    from parsing.record import Annotation, Report, Scalar, Verdict

Kind: TypeAlias = Literal["entity", "metric", "measure"]
Item: TypeAlias = Entity | Metric | Measure

KINDS: tuple[Kind, ...] = get_args(Kind)
TABLES: Mapping[Kind, str] = {"entity": "entities", "metric": "metrics", "measure": "measures"}
FIELDS: Mapping[Kind, tuple[str, ...]] = {
    "entity": ("label", "norm"),
    "metric": ("value", "unit", "bound", "redacted", "what", "scope", "as_of", "per"),
    "measure": ("category", "status", "actor", "scope", "as_of"),
}
"""What can be corrected of an item: all that it says and that is not its place."""
IDENTITY: Mapping[Kind, tuple[str, ...]] = {
    "entity": ("label",),
    "metric": ("value", "unit", "bound"),
    "measure": ("category", "status"),
}
"""What has to be the same for an item to be the one that was judged."""
NEEDED = frozenset({"label", "unit", "bound", "redacted", "category", "status"})
"""Fields that no item is without."""
_MONTH, _DAY, _TIME = "(?:0[1-9]|1[0-2])", "(?:0[1-9]|[12][0-9]|3[01])", "T(?:[01][0-9]|2[0-4])(?::[0-5][0-9]){0,2}"
_POINT = rf"(?:(?:[0-9]{{4}}(?:-{_MONTH}(?:-{_DAY})?)?|--{_MONTH}(?:-{_DAY})?)(?:{_TIME})?|{_TIME})"
FULL_DAY, LEAP = re.compile("([0-9]{4}|-)-([0-9]{2})-([0-9]{2})"), 2020
"""A day that has to be one of its month, and a year that has all days."""
MOMENT = re.compile(rf"{_POINT}(?:/{_POINT})?")
"""Days and stretches of days in ISO 8601, as extraction gives them: also without a year, a day or a date."""


class ExtractedItem(NamedTuple):
    """An item of a report: its kind, its number among those, and itself."""

    kind: Kind
    number: int
    item: Item

    @property
    def key(self) -> tuple[Kind, int]:
        """What it is known by within its report."""
        return self.kind, self.number

    @property
    def span(self) -> Span:
        """Where it stands in the cleaned text."""
        return Span(self.item.start, self.item.end)


@dataclass(frozen=True)
class Verdicts:
    """The judgement that counts for each item of a report that has one."""

    report: Report
    marks: Mapping[tuple[Kind, int], Annotation]
    approved: bool = False

    @cached_property
    def items(self) -> tuple[ExtractedItem, ...]:
        """All items in the order of the text; of a very long report not to be asked for without need."""
        return tuple(items(self.report))

    def of(self, found: ExtractedItem) -> Verdict | None:
        """What was said of an item."""
        mark = self.marks.get(found.key)
        return mark.judgement.verdict if mark is not None and mark.judgement is not None else None

    @property
    def open(self) -> list[ExtractedItem]:
        """The items that nobody has judged."""
        return [found for found in self.items if found.key not in self.marks]


def said(kind: Kind, item: Item) -> dict[str, Scalar]:
    """The fields of an item."""
    return {name: getattr(item, name) for name in FIELDS[kind]}


def items(report: Report) -> list[ExtractedItem]:
    """Everything that can be judged, in the order of the text, what is shorter first."""
    found = [ExtractedItem(kind, n, item) for kind in KINDS for n, item in enumerate(getattr(report, TABLES[kind]))]
    return sorted(found, key=lambda each: (each.item.start, each.item.end, KINDS.index(each.kind), each.number))


def judged(  # noqa: PLR0913 -- a judgement, by whom and when
    reading: Reading,
    found: ExtractedItem,
    verdict: Verdict,
    now: datetime,
    *,
    author: str | None,
    corrected: Mapping[str, Scalar] | None = None,
) -> Annotation:
    """A judgement on an item."""
    judgement = Judgement(
        kind=found.kind, verdict=verdict, fields=said(found.kind, found.item), corrected=dict(corrected or {})
    )
    return anchored(reading, found.span, None, None, now, author=author, judgement=judgement)


def verdicts(report: Report, marks: Iterable[Annotation], author: str | None = None) -> Verdicts:
    """What was said of each item. Where several have, that of ``author`` counts, else the latest."""
    marks = tuple(marks)
    known: dict[tuple[object, ...], Annotation] = {}
    for mark in sorted(marks, key=lambda each: (each.author == author, each.created, each.id)):
        for key in _keys(mark):
            known[key] = mark
    said_of = {
        each.key: known[key]
        for each in (items(report) if known else ())
        if (key := _key(each.kind, each.item.raw, said(each.kind, each.item))) in known
    }
    return Verdicts(report, said_of, approved(marks))


def approved(marks: Iterable[Annotation]) -> bool:
    """Whether somebody has approved the report as a whole."""
    return any(mark.judgement is not None and mark.judgement.kind == "report" for mark in marks)


def says(mark: Annotation, verdict: Verdict, *, of_report: bool = False) -> bool:
    """Whether a mark is that verdict, on something found or on the report as a whole."""
    judgement = mark.judgement
    return judgement is not None and judgement.verdict == verdict and (judgement.kind == "report") == of_report


def about(mark: Annotation) -> tuple[object, ...] | None:
    """What two judgements on the same item have in common; ``None`` for a mark that is no judgement on an item."""
    if mark.judgement is None or mark.judgement.kind == "report":
        return None
    return _key(mark.judgement.kind, mark.raw, mark.judgement.fields)


def _keys(mark: Annotation) -> Iterator[tuple[object, ...]]:
    """What a judged item is found by: as it was, and as it was set right."""
    judgement = mark.judgement
    if judgement is not None and judgement.kind != "report":
        yield _key(judgement.kind, mark.raw, judgement.fields)
        if judgement.corrected:
            yield _key(judgement.kind, mark.raw, {**judgement.fields, **judgement.corrected})


def _key(kind: Kind, raw: Span, fields: Mapping[str, Scalar]) -> tuple[object, ...]:
    return kind, tuple(raw), *(fields.get(name) for name in IDENTITY[kind])


def corrected(report: Report, marks: Iterable[Annotation], author: str | None = None) -> Report:
    """The record with what was corrected set right, every item at its number."""
    found = verdicts(report, marks, author)
    tables: dict[Kind, list[Item]] = {kind: list(getattr(report, TABLES[kind])) for kind in KINDS}
    for each in found.items:
        mark = found.marks.get(each.key)
        if mark is not None and mark.judgement is not None and mark.judgement.verdict == "corrected":
            tables[each.kind][each.number] = stated(each, mark.judgement)
    return structs.replace(report, **{TABLES[kind]: tuple(table) for kind, table in tables.items()})


def verdict_of(kind: Kind, item: Item, known: Mapping[tuple[object, ...], Verdict]) -> Verdict | None:
    """What was said of an item, by what :func:`known_verdicts` knows."""
    return known.get(_key(kind, item.raw, said(kind, item)))


def known_verdicts(marks: Iterable[Annotation], author: str | None = None) -> dict[tuple[object, ...], Verdict]:
    """What was said of whatever was judged, of a report whose items need not be at hand."""
    return {
        key: mark.judgement.verdict
        for mark in sorted(marks, key=lambda each: (each.author == author, each.created, each.id))
        if mark.judgement is not None
        for key in _keys(mark)
    }


def stated(found: ExtractedItem, judgement: Judgement) -> Item:
    """An item as it was accepted or set right."""
    known = {**judgement.fields, **judgement.corrected}
    return structs.replace(found.item, **{name: known[name] for name in FIELDS[found.kind] if name in known})


def choices(field: str) -> Sequence[str] | None:
    """What a field may be; ``None``: anything."""
    if field == "category":
        from parsing.extract.measures.categories import categories  # noqa: PLC0415 -- reads the lexicon

        return tuple(categories())
    known: Mapping[str, Sequence[str]] = {
        "label": get_args(Label),
        "bound": get_args(Bound),
        "status": get_args(Status),
        "redacted": ("true", "false"),
    }
    return known.get(field)


def read_field(field: str, text: str) -> Scalar:
    """What the user typed for a field; an empty one is none.

    Raises:
        ValueError: the field cannot be that.
    """
    text = text.strip()
    allowed = choices(field)
    if (allowed is not None and text not in allowed) or (not text and field in NEEDED):
        raise ValueError(", ".join(allowed or ()))
    if not text:
        return None
    if field == "redacted":
        return text == "true"
    if field == "value":
        return number(text)
    if field == "as_of":
        return _moment(text)
    return text


def _moment(text: str) -> str:
    found = unicodedata.normalize("NFKC", text).upper()
    if not MOMENT.fullmatch(found):
        raise ValueError(text)
    for year, month, day in FULL_DAY.findall(found):
        date(LEAP if year == "-" else int(year), int(month), int(day))
    return found
