"""What every format's reader gives back, apart from the table of formats so that the readers can import it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parsing.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Content:
    """The lines of a file.

    ``aside``: stretches of the text that the format itself says are not the report, in order. ``metadata``: what the
    file says of the report outside its text, by the name of the fact (``title``, ``published``, …), as the file words
    it.
    """

    text: str
    encoding: str
    aside: tuple[Span, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)


def of_lines(lines: Iterable[tuple[str, bool]], encoding: str, metadata: Mapping[str, str] | None = None) -> Content:
    """Content made of lines, each with whether it stands aside."""
    kept = list(lines)
    return Content("\n".join(line for line, _ in kept), encoding, tuple(_aside(kept)), metadata or {})


def _aside(lines: Iterable[tuple[str, bool]]) -> Iterator[Span]:
    at = 0
    for line, aside in lines:
        if aside and line.strip():
            yield Span(at, at + len(line))
        at += len(line) + 1


def known(found: Mapping[str, str], names: Mapping[str, list[str]]) -> dict[str, str]:
    """The facts among fields: for each fact, the value of the first of its names that has one."""
    values = {name.lower(): " ".join(value.split()) for name, value in found.items()}
    facts = {fact: next((values[name] for name in wanted if values.get(name)), "") for fact, wanted in names.items()}
    return {fact: value for fact, value in facts.items() if value}
