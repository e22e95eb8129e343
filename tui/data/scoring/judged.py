"""Gold from judgements: of a report that somebody approved, what they accepted and what they set right.

A judgement says by itself what the item was, so that it does not matter what the program finds there today.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui.data.judging import TABLES, about, approved

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from parsing.record import Annotation


def judged(marks: Iterable[Annotation]) -> bool:
    """Whether something in a report was judged."""
    return any(mark.judgement is not None for mark in marks)


def findings(marks: Sequence[Annotation]) -> dict[str, list[dict[str, Any]]] | None:
    """Entities, metrics and measures that stand, as plain values; ``None`` where nobody has approved the report.

    Where an item was judged more than once, the last counts.
    """
    if not approved(marks):
        return None
    last = {about(mark): mark for mark in sorted(marks, key=lambda mark: (mark.created, mark.id)) if about(mark)}
    found: dict[str, list[dict[str, Any]]] = {table: [] for table in TABLES.values()}
    for mark in sorted(last.values(), key=lambda mark: (mark.start or 0, mark.end or 0, mark.id)):
        judgement = mark.judgement
        if judgement is None or judgement.kind == "report" or judgement.verdict == "rejected" or mark.start is None:
            continue
        said = {**judgement.fields, **judgement.corrected}
        found[TABLES[judgement.kind]].append({"start": mark.start, "end": mark.end, **said})
    return found
