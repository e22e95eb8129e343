"""What a query that goes on from another one can find, told from their words alone, so that less has to be asked."""

from __future__ import annotations

from tui.data.fields import MEASURE_FIELDS, METRIC_FIELDS
from tui.data.folding import fold
from tui.data.initials import ENOUGH
from tui.data.terms import terms

TOGETHER = frozenset({*METRIC_FIELDS, *MEASURE_FIELDS})
NARROWING = frozenset({None, "person", "title", "org", "place", "doc", "source", "metric", "unit"})
"""Fields whose value is a part of what is asked for."""


def left_to_ask(before: str, text: str) -> str | None:
    """What is still to be asked of what a query found, when the next can only narrow it; else ``None``."""
    longer = narrows(before, text)
    if not longer and not (before.strip() and before.strip() == before_last(text)):
        return None
    last = terms(text)[-1]
    if last.field in TOGETHER:  # which have to hold of one and the same, with others of them
        return text if longer else None
    return text[last.position :]


def before_last(text: str) -> str:
    """The terms of a query before the last one."""
    every = terms(text)
    return text[: every[-1].position].strip() if every else ""


def narrows(before: str, text: str) -> bool:
    """Whether a query can only find what the one before found: one of its words grew, and is understood as before."""
    more = text[len(before) :]
    if not (text.startswith(before) and before[-1:].isalnum() and more.isalnum()):
        return False
    last = terms(text)[-1]
    shorter = last.value.removesuffix(more)
    return (
        last.value.endswith(more)
        and bool(shorter)
        and not last.negated
        and last.field in NARROWING
        and bool(ENOUGH.search(fold(shorter))) == bool(ENOUGH.search(fold(last.value)))
    )
