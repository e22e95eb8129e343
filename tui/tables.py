"""The tables of the detail panel: what was counted, done, named, noted and repaired in some reports.

Pure functions from records to rows. Every row knows its evidence, so that the panel and the page can follow each
other without either knowing how the other draws.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias, get_args

from parsing.spans import Span
from tui.columns import Cell, Column, blanks
from tui.data.changes import DOUBT, rank
from tui.evidence import Evidence, Row, Subject, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from parsing.record import Annotation, Entity, Measure, Metric, Repair, Report
    from tui.i18n import Words

Tab: TypeAlias = Literal["metrics", "measures", "entities", "notes", "repairs"]
TABS: tuple[Tab, ...] = get_args(Tab)
Order: TypeAlias = Literal["place", "value", "unit", "what", "date"]
ORDERS: tuple[Order, ...] = get_args(Order)


KINDS = ("PERSON", "TITLE", "ORG", "PLACE", "DATE", "DOCUMENT", "QUANTITY", "METRIC", "MEASURE", "ANNOTATION")
"""All that can be marked in a text, in the order of the legend."""


class _Placed(Protocol):
    @property
    def start(self) -> int | None: ...
    @property
    def end(self) -> int | None: ...


def items(subject: Subject, tab: Tab) -> Sequence[Metric | Measure | Entity | Annotation | Repair]:
    """What of a report belongs into a table."""
    if tab == "notes":
        return [note for note in subject.annotations if _inside(note, subject.within)]
    found: Sequence[Metric | Measure | Entity | Repair] = getattr(subject.report, tab)
    return [item for item in found if _inside(item, subject.within)]


def counts(subjects: Sequence[Subject]) -> dict[Tab, int | None]:
    """How many items each table is about; ``None`` where there are some that the records given do not tell."""
    found: dict[Tab, int | None] = {tab: sum(len(items(subject, tab)) for subject in subjects) for tab in TABS}
    return {**found, "repairs": None} if any(subject.repaired for subject in subjects) else found


def table(tab: Tab, subjects: Sequence[Subject], words: Words, order: Order = "place") -> Table:
    """One of the tables. ``order`` is that of the metrics; where the reports are several, a column names them."""
    columns, rows = _BUILDERS[tab](subjects, words)
    if tab == "metrics" and order != "place":
        rows = _ordered(rows, subjects, order)
    if len(subjects) > 1:
        titles = {subject.entry: subject.report.title or subject.report.path for subject in subjects}
        columns = (*columns, Column(words("column.report"), 8, grow=1, keep=3))
        rows = [_titled(row, titles) for row in rows]
    return Table(columns, tuple(rows))


def _titled(row: Row, titles: dict[int, str]) -> Row:
    if not row.evidence:
        return row
    return row._replace(cells=(*row.cells, Cell(titles[row.evidence[0].entry], "dim")))


def _inside(item: _Placed, within: Span | None) -> bool:
    if within is None:
        return True
    if item.start is None or item.end is None:
        return False
    return within.overlaps(Span(item.start, item.end)) or within.start < item.start == item.end < within.end


def _each(subjects: Iterable[Subject], tab: Tab) -> Iterator[tuple[int, Any]]:
    return ((subject.entry, item) for subject in subjects for item in items(subject, tab))


def _evidence(entry: int, item: _Placed) -> tuple[Evidence, ...]:
    return () if item.start is None or item.end is None else (Evidence(entry, Span(item.start, item.end)),)


def number(value: float) -> str:
    """A number as a column shows it: grouped by thousands, no needless decimals."""
    return f"{value:,}" if isinstance(value, int) or not float(value).is_integer() else f"{int(value):,}"


def _metrics(subjects: Sequence[Subject], words: Words) -> tuple[tuple[Column, ...], list[Row]]:
    columns = (
        Column(words("column.value"), 9, right=True),
        Column(words("column.unit"), 6),
        Column(words("column.what"), 10, grow=3),
        Column(words("column.scope"), 8, grow=1, keep=7),
        Column(words("column.as_of"), 10, keep=5),
        Column(words("column.per"), 4, keep=4),
    )
    found = _each(subjects, "metrics")
    rows = [Row(_metric(metric, words), _evidence(entry, metric)) for entry, metric in found]
    sums = {Evidence(entry, span): cell for entry, report, *_ in subjects for span, cell in _sums(report)}
    if not any(evidence in sums for row in rows for evidence in row.evidence):
        return columns, rows
    marked = [row._replace(cells=(row.cells[0], sums.get(row.evidence[0], Cell("")), *row.cells[1:])) for row in rows]
    return (columns[0], Column(words("column.sum"), 7, keep=8), *columns[1:]), marked


def _sums(report: Report) -> Iterator[tuple[Span, Cell]]:
    """The totals whose parts were added up, each with its mark: they come to it, or to what else."""
    for check in sorted(report.checks, key=lambda check: not check.agrees):
        total = report.metrics[check.total]
        if not check.agrees:
            yield Span(total.start, total.end), Cell(f"≠{number(check.sum)}", "bad")
        elif check.kind == "sum":
            yield Span(total.start, total.end), Cell("✓", "done")


def _metric(metric: Metric, words: Words) -> tuple[Cell, ...]:
    bound = words.get(f"bound.{metric.bound}", metric.bound)
    value = metric.quantity if metric.value is None else number(metric.value)
    return (
        Cell(value if metric.redacted else bound + value, "bad" if metric.redacted else "quantity"),
        Cell(metric.unit),
        Cell(metric.what or ""),
        Cell(metric.scope or "", "place"),
        Cell(metric.as_of or "", "date"),
        Cell(metric.per or "", "dim"),
    )


def _ordered(rows: list[Row], subjects: Sequence[Subject], order: Order) -> list[Row]:
    metrics: list[Metric] = [metric for _, metric in _each(subjects, "metrics")]
    keys: dict[Order, Callable[[Metric], tuple[object, ...]]] = {
        "value": lambda m: (m.value is None, -(m.value or 0)),
        "unit": lambda m: (m.unit, m.value is None, -(m.value or 0)),
        "what": lambda m: (m.what is None, m.what or ""),
        "date": lambda m: (m.as_of is None, m.as_of or ""),
    }
    paired = sorted(zip(metrics, rows, strict=True), key=lambda pair: keys[order](pair[0]))
    return [row for _, row in paired]


def _measures(subjects: Sequence[Subject], words: Words) -> tuple[tuple[Column, ...], list[Row]]:
    columns = (
        Column(words("column.status"), 4),
        Column(words("column.text"), 20, grow=4),
        Column(words("column.actor"), 8, grow=1, keep=6),
        Column(words("column.trigger"), 8, keep=5),
    )
    groups: defaultdict[str, list[tuple[int, Measure]]] = defaultdict(list)
    for entry, measure in _each(subjects, "measures"):
        groups[measure.category].append((entry, measure))
    rows: list[Row] = []
    for category, group in sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        done = sum(measure.status == "done" for _, measure in group)
        name = words.get(f"category.{category}", category)
        rows.append(Row((Cell(words("detail.group", name=name, done=done, required=len(group) - done), "group"),)))
        rows += (Row(_measure(measure, words), _evidence(entry, measure)) for entry, measure in group)
    return columns, rows


def _measure(measure: Measure, words: Words) -> tuple[Cell, ...]:
    return (
        Cell(words.get(f"status.{measure.status}", measure.status), measure.status),
        Cell(measure.text),
        Cell(measure.actor or "", "org"),
        Cell(measure.trigger, "dim"),
    )


def _entities(subjects: Sequence[Subject], words: Words) -> tuple[tuple[Column, ...], list[Row]]:
    columns = (
        Column(words("column.label"), 8),
        Column(words("column.text"), 10, grow=2),
        Column(words("column.norm"), 12, grow=1, keep=6),
        Column(words("column.count"), 4, right=True),
    )
    places: defaultdict[tuple[str, str, str, int], list[Evidence]] = defaultdict(list)
    forms = {subject.entry: _forms(subject.report) for subject in subjects}
    for entry, entity in _each(subjects, "entities"):
        text, which = forms[entry].get((entity.label, entity.start), (entity.text, 0))
        places[entity.label, text, entity.norm or "", which] += _evidence(entry, entity)
    rows = [
        Row(
            (
                Cell(words.get(f"label.{label}", label), label.lower()),
                Cell(text), Cell(norm, "dim"), Cell(str(len(found)), "dim"),
            ),
            tuple(found),
        )
        for (label, text, norm, _), found in places.items()
    ]
    labels = [label for label, *_ in places]
    ranks = {label: rank for rank, (label, _) in enumerate(Counter(labels).most_common())}
    paired = sorted(zip(labels, rows, strict=True), key=lambda pair: (ranks[pair[0]], -len(pair[1].evidence)))
    return columns, [row for _, row in paired]


def _forms(report: Report) -> dict[tuple[str, int], tuple[str, int]]:
    """For each mention, by label and start, its fullest form and which of the report's names of that form it means."""
    alike: Counter[tuple[str, str]] = Counter()
    found: dict[tuple[str, int], tuple[str, int]] = {}
    for name in report.names:
        form = (name.text, alike[name.label, name.text])
        alike[name.label, name.text] += 1
        found.update({(name.label, report.entities[mention].start): form for mention in name.mentions})
    return found


def _notes(subjects: Sequence[Subject], words: Words) -> tuple[tuple[Column, ...], list[Row]]:
    columns = (
        Column(words("column.label"), 8),
        Column(words("column.text"), 10, grow=1),
        Column(words("column.note"), 10, grow=2),
        Column(words("column.created"), 10, keep=5),
    )
    rows = [
        Row(_note(note, subject.report.text, words), _evidence(subject.entry, note))
        for subject in subjects
        for note in subject.annotations
        if _inside(note, subject.within)
    ]
    return columns, rows


def _note(note: Annotation, text: str, words: Words) -> tuple[Cell, ...]:
    lost = note.start is None or note.end is None
    return (
        Cell(words.get(f"label.{note.label}", note.label) if note.label else "", "annotation"),
        Cell(note.exact, "bad") if lost else Cell(text[note.start : note.end]),
        Cell((words("detail.lost") if lost else "") + (note.note or "")),
        Cell(note.created[:10], "dim"),
    )


def _repairs(subjects: Sequence[Subject], words: Words) -> tuple[tuple[Column, ...], list[Row]]:
    columns = (
        Column(words("column.before"), 8, grow=1),
        Column(words("column.after"), 8, grow=1),
        Column(words("column.count"), 4, keep=4, right=True),
        Column(words("column.confidence"), 4, keep=5, right=True),
    )
    steps: defaultdict[str, defaultdict[tuple[str, str], list[tuple[int, Repair]]]]
    steps = defaultdict(lambda: defaultdict(list))
    for entry, repair in _each(subjects, "repairs"):
        steps[repair.step][repair.before, repair.after].append((entry, repair))
    rows: list[Row] = []
    for step, alike in sorted(steps.items(), key=lambda pair: rank(pair[0])):
        number = sum(len(same) for same in alike.values())
        name = words.get(f"step.{step}", step)
        rows.append(Row((Cell(words("detail.step", name=name, number=number), "group"),)))
        groups = sorted(alike.values(), key=lambda same: min(repair.confidence for _, repair in same))
        rows += (_repair(same) for same in groups)
    return columns, rows


def _repair(same: list[tuple[int, Repair]]) -> Row:
    """One row for repairs that are alike, with the least confidence of them."""
    repair = min((repair for _, repair in same), key=lambda repair: repair.confidence)
    cells = (
        Cell(blanks(repair.before), "bad"),
        Cell(blanks(repair.after), "done"),
        Cell(str(len(same)), "dim"),
        Cell(f"{repair.confidence:.0%}", "bad" if repair.confidence < DOUBT else "dim"),
    )
    return Row(cells, tuple(evidence for entry, repair in same for evidence in _evidence(entry, repair)))


_Builder: TypeAlias = "Callable[[Sequence[Subject], Words], tuple[tuple[Column, ...], list[Row]]]"
_BUILDERS: dict[Tab, _Builder] = {
    "metrics": _metrics, "measures": _measures, "entities": _entities, "notes": _notes, "repairs": _repairs,
}
