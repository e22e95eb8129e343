"""What could stand where the user is typing a query: names of fields, then values that the loaded reports have.

A pure function of the line, the cursor and what is known; how it is shown and chosen is the query line's business.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, get_args

from parsing.record import Label
from tui.data import names
from tui.data.fields import FIELDS, HAS, IS, MEASURE_FIELDS, METRIC_FIELDS, STATUSES
from tui.data.folding import Folded, fold
from tui.data.initials import matcher
from tui.data.known import MONTH
from tui.data.terms import field_of, form

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Mapping

    from tui.data.initials import Initials
    from tui.data.known import KnownValues
    from tui.i18n import Words

MOST = 50
"""Options offered at once."""
ENOUGH = 2
"""Characters of a word after which values are offered though no field was named."""
NAMED = "@"
"""What the name of a query that was kept begins with."""


class Option(NamedTuple):
    """One thing that may be typed: ``insert`` takes the place of what is there, ``text`` and ``note`` are shown."""

    insert: str
    text: str
    note: str = ""
    number: int | None = None


class Completion(NamedTuple):
    """Options for ``line[start:end]``, the best first."""

    start: int
    end: int
    options: tuple[Option, ...]


class Sources(NamedTuple):
    """What completion draws on: values of the reports, the user's labels and queries, words, pinyin initials."""

    known: KnownValues
    labels: Iterable[str]
    named: Mapping[str, str]
    words: Words
    initials: Initials | None = None


def complete(line: str, cursor: int, sources: Sources) -> Completion:
    """What could stand at the cursor of a line."""
    if line.startswith(NAMED):
        return Completion(0, len(line), tuple(_queries(line[1:cursor], sources)))
    term = _term(line, cursor)
    if term["field"] is None:
        start = term.start("value")
        found = (*_fields(term["value"], sources, _asked(line[:start])), *_named_values(term["value"], sources))
        return Completion(start, cursor, found)
    field = field_of(term["field"])
    found = tuple(_values(field, term["value"].lstrip('"“'), sources)) if field in FIELDS else ()
    if term["field"] in names.fields():
        found = tuple(_in_chinese(field, option) for option in found)
    return Completion(term.start("value"), cursor, found)


def _in_chinese(field: str, option: Option) -> Option:
    """After the Chinese name of a field the Chinese name of its value is what is typed, where it has one."""
    name = names.chinese(field, option.text)
    return option._replace(insert=f"{_quoted(name)} ", text=name, note=option.text) if name else option


def _term(line: str, cursor: int) -> re.Match[str]:
    """The term that the cursor is at the end of."""
    at = 0
    while True:
        while at < cursor and line[at].isspace():
            at += 1
        match = form(closed=False).match(line, at, cursor)
        if match is None or match.end() >= cursor:
            break
        at = match.end()
    assert match is not None  # noqa: S101 -- every part of the expression may be empty
    return match


def _queries(typed: str, sources: Sources) -> Iterator[Option]:
    for name, text in sorted(sources.named.items()):
        if fold(typed) in fold(name):
            yield Option(text, NAMED + name, text)


def _asked(before: str) -> set[str]:
    """The fields of the terms typed so far."""
    return {field_of(match["field"]) for match in form(closed=False).finditer(before) if match["field"]}


def _fields(typed: str, sources: Sources, asked: set[str]) -> Iterator[Option]:
    """Fields whose name begins like that, in either language; for an empty line all of them.

    First come those that say more of the figure or measure that was asked for.
    """
    about = {field for fields in (METRIC_FIELDS, MEASURE_FIELDS) if asked & fields.keys() for field in fields}
    chinese = {field: name for name, field in names.fields().items()}
    needle = fold(typed)
    for field in sorted(FIELDS, key=lambda field: field not in about - asked):
        sign = ">" if field == "value" else ":"
        note = sources.words(f"field_help.{field}")
        if field.startswith(needle):
            name = chinese[field] if sources.words.language == "zh" else ""
            yield Option(field + sign, field + sign, f"{name}　{note}" if name else note)
        elif needle and chinese[field].startswith(needle):
            yield Option(chinese[field] + sign, chinese[field] + sign, note)


def _named_values(typed: str, sources: Sources) -> Iterator[Option]:
    """Categories and states whose name begins like that: who does not know the fields types the name."""
    if len(typed) < ENOUGH:
        return
    for field in ("measure", "status", "has", "is"):
        for option in _values(field, typed, sources, within=False):
            yield option._replace(insert=f"{field}:{option.insert}", text=f"{field}:{option.text}")


def _values(field: str, typed: str, sources: Sources, *, within: bool = True) -> Iterator[Option]:
    """The values that begin like that, then, ``within`` them, those that hold it, or whose pinyin initials it is."""
    needle = fold(typed)
    find = matcher(needle, sources.initials)
    early: list[_Choice] = []
    late: list[_Choice] = []
    for choice in _choices(field, typed, sources, "" if find else needle):
        shown = (choice.folded, fold(choice.note)) if choice.note else (choice.folded,)
        if needle == choice.folded and within:
            continue
        if any(text.startswith(needle) for text in shown):
            early.append(choice)
        elif not within or len(late) == MOST:
            continue
        elif any(needle in text for text in shown) or (find is not None and find(Folded(choice.folded))):
            late.append(choice)
        if len(early) >= MOST:
            break
    yield from (choice.option() for choice in (early + late)[:MOST])


class _Choice(NamedTuple):
    """A value that could be offered, and the same as it is compared."""

    text: str
    folded: str
    note: str = ""
    number: int | None = None

    def option(self) -> Option:
        return Option(f"{_quoted(self.text)} ", self.text, self.note, self.number)


def _choices(field: str, typed: str, sources: Sources, part: str) -> Iterator[_Choice]:
    """The values of a field; of thousands that reports have only those that hold a folded ``part``."""
    words = sources.words
    if field in {"has", "is"}:
        for value in HAS if field == "has" else IS:
            yield _Choice(value, fold(value), words(f"{field}.{value}"))
    elif field in {"label", "tag"}:
        found = dict.fromkeys((*get_args(Label), *sources.labels) if field == "label" else sources.labels)
        for value in found:
            yield _Choice(value, fold(value), words.get(f"label.{value}", ""))
    elif field in {"measure", "status"}:
        counts = {known.text: known.reports for known in sources.known.most(field)}
        categories = sorted(names.categories(), key=lambda value: -counts.get(value, 0))
        for value in categories if field == "measure" else STATUSES:
            name = words.get(f"{'category' if field == 'measure' else 'status'}.{value}", "")
            number = counts.get(value, 0) if counts else None
            yield _Choice(value, fold(value), name or _category(value, words), number)
    else:
        for value, reports, plain in sources.known.most(field):
            if part in plain and (field != "date" or (len(value) > MONTH) == (len(typed) > MONTH)):
                yield _Choice(value, plain, "", reports)


def _category(value: str, words: Words) -> str:
    return names.categories()[value][words.language] if value in names.categories() else ""


def _quoted(value: str) -> str:
    if any(char.isspace() or char in '"“' for char in value):
        return f'"{value.replace(chr(34), "")}"'
    return value
