"""A scripted annotating session against the store, in a process of its own that says what it was told is kept.

Run as a program: ``annotating.py STORE SEED AUTHOR [NUMBER]``. After each step it prints a line of JSON, flushed, with
what the store now has to hold: ``[report, annotation, body or null]`` of every mark that the step changed. It ends by
itself after NUMBER steps, else when it is killed.
"""

from __future__ import annotations

import json
import random
import sys
from itertools import count
from typing import TYPE_CHECKING

import msgspec

from parsing.record import Annotation, Judgement, Target
from parsing.spans import Span
from tui.data.journal import Change
from tui.data.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

LABELS = ("PERSON", "KEY", "风险", "CHECK")


def mark(dice: random.Random, name: str, author: str) -> Annotation:
    """A mark of any kind: labels, notes, tags, relations, judgements."""
    start = dice.randrange(1000)
    raw = Span(start, start + dice.randrange(1, 9))
    kind = dice.choice(("label", "note", "tag", "relation", "judgement"))
    whole = kind == "tag"
    return Annotation(
        id=name, raw=Span(0, 0) if whole else raw, exact="" if whole else "口罩" * dice.randrange(1, 40), prefix="",
        suffix="", start=None if whole else raw.start, end=None if whole else raw.end,
        created="2031-02-01T00:00:00.000Z", author=author, label=dice.choice(LABELS) if kind == "label" else None,
        note="记" * dice.randrange(1, 2000) if kind == "note" else None,
        tag="待查" if whole else None, relation="HOLDS" if kind == "relation" else None,
        to=Target(raw=raw, exact="x", prefix="", suffix="", start=0, end=1) if kind == "relation" else None,
        judgement=Judgement(kind="metric", verdict="corrected", fields={"value": 3}, corrected={"value": 4})
        if kind == "judgement" else None,
    )  # fmt: skip


def session(store: Store, seed: int, author: str) -> Iterator[list[tuple[str, str, str | None]]]:
    """Steps of a session without end: single marks, many at once, changes, deletions, undo and redo."""
    dice = random.Random(seed)  # noqa: S311 -- chance, no secret
    mine: list[tuple[str, Annotation]] = []
    for number in count():
        act = dice.choices(("add", "many", "change", "remove", "undo", "redo"), (8, 2, 2, 2, 3, 2))[0]
        if act in {"add", "many"} or not mine:
            changes = [
                Change("add", f"r{dice.randrange(5)}", mark(dice, f"{author}-{number}-{each}", author))
                for each in range(dice.randrange(2, 30) if act == "many" else 1)
            ]
        elif act in {"change", "remove"}:
            report, old = dice.choice(mine)
            new = msgspec.structs.replace(mark(dice, old.id, author))
            changes = [Change("add", report, new) if act == "change" else Change("remove", report, old)]
        else:
            turned = (store.undo if act == "undo" else store.redo)(author) or []
            yield [_told(change) for change in turned]
            continue
        mine += [(change.report, change.mark) for change in changes]
        store.change(changes, author)
        yield [_told(change) for change in changes]


def _told(change: Change) -> tuple[str, str, str | None]:
    body = msgspec.json.encode(change.mark).decode() if change.kind == "add" else None
    return change.report, change.mark.id, body


def main() -> None:
    """Annotate, and say after each step what the store was told to keep."""
    path, seed, author = sys.argv[1:4]
    steps = int(sys.argv[4]) if len(sys.argv) > 4 else None
    with Store(path) as store:
        for number, told in enumerate(session(store, int(seed), author), 1):
            sys.stdout.write(json.dumps(told) + "\n")
            sys.stdout.flush()
            if number == steps:
                return


if __name__ == "__main__":
    main()
