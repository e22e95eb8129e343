"""Which names of bodies mean one body: 安桥区疾病预防控制中心, 区疾控中心, 疾控中心.

A name is a chain of places and the kind of body. A shorter name means a longer one where the report has only one that
it can be short for; where it has two, no mention of the shorter is known to mean either, or the same as another
mention.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from parsing.expressions import any_of
from parsing.extract.entities.gazetteer import all_names, short
from parsing.extract.entities.heads import complete, heads
from parsing.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

COMMITTEE = "委"
"""The kind of a party committee named by its level: 县 + 委."""
TASK = "疫情防控"
"""How the task of epidemic control is written in the kind of a body, whatever words the report has for it."""


class Body(NamedTuple):
    """A body's name, read: the places before it, widest first (a level alone: 区), and its kind in the usual form."""

    places: tuple[str, ...]
    kind: str


@cache
def levels() -> tuple[str, ...]:
    """Last words of the names of divisions, longer ones first."""
    return tuple(sorted((word for row in load("identity")["levels"] for word in row), key=len, reverse=True))


@cache
def _division() -> re.Pattern[str]:
    """A division at the start of a name, of whatever name: 安桥区."""
    return re.compile(rf"[\u4e00-\u9fff]{{2,5}}?(?:{'|'.join(map(re.escape, levels()))})")


@cache
def _usual() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """The forms of kinds of body, and the usual one of each."""
    forms = {form: row[0] for row in load("identity")["same"] for form in row}
    return re.compile(any_of(forms)), forms


@cache
def _task() -> re.Pattern[str]:
    """The words of task before the kind of a body that has a task: 新冠肺炎疫情防控 + 指挥部."""
    table = load("identity")
    words = "|".join(map(re.escape, sorted({*table["task"], *table["weak"]}, key=len, reverse=True)))
    kinds = "|".join(map(re.escape, table["tasked"]))
    return re.compile(rf"(?:{words})++(?={kinds})")


@cache
def _strong() -> re.Pattern[str]:
    """Words of task that tell of epidemic control, unlike 工作 and the like."""
    return re.compile(any_of(load("identity")["task"]))


@lru_cache(maxsize=1024)
def read(name: str) -> Body:
    """A name as places and kind."""
    pattern, usual = _usual()
    text = pattern.sub(lambda match: usual[match.group()], name)
    if text in complete().words or name in complete().words:
        return Body((), text)
    for word in load("identity")["honorific"]:
        text = text.removeprefix(word)
    text = _task().sub(lambda match: TASK if _strong().search(match.group()) else "", text)
    level = next((word for word in levels() if text.startswith(word) and _ends_in_kind(text[len(word) :])), None)
    if level is not None and (not _is_kind(text) or _is_kind(text[len(level) :])):
        return Body((level,), text[len(level) :])
    places = []
    while not _is_kind(text):
        end = all_names().at(text, 0)
        match = None if end else _division().match(text)
        end = match.end() if match else end
        if not 0 < end < len(text):
            break
        places.append(text[:end])
        text = text[end:]
    return Body(tuple(places), text)


def _is_kind(text: str) -> bool:
    """Whether a text is a kind of body and nothing else: 疾控中心."""
    return text == COMMITTEE or text in heads().all.words or text in _usual()[1]


def _ends_in_kind(text: str) -> bool:
    return text == COMMITTEE or heads().all.before(text, len(text)) < len(text)


def _without_task(kind: str) -> str:
    """The kind with its task left out: 指挥部 for 疫情防控指挥部."""
    words = [word for word in load("identity")["tasked"] if kind.endswith(word)]
    return max(words, key=len, default=kind)


def shorter(body: Body) -> Iterator[Body]:
    """The names that may be short for this one: for 江州市安桥区疾控中心 安桥区疾控中心, 安桥疾控中心, 区疾控中心, 疾控中心."""
    for kind in {body.kind, _without_task(body.kind)}:
        for start in range(len(body.places) + 1):
            rest = body.places[start:]
            yield Body(rest, kind)
            yield Body(tuple(short(place) for place in rest), kind)
            if len(rest) == 1:
                yield from (Body((word,), kind) for word in levels() if rest[0].endswith(word))


@lru_cache(maxsize=1024)
def _all_shorter(body: Body) -> frozenset[Body]:
    return frozenset(shorter(body))


def meant(names: Iterable[str]) -> dict[str, str | None]:
    """For each name the one that stands for its body, or null where it may mean several."""
    read_names = {name: read(name) for name in names}
    bodies = set(read_names.values())
    longer: defaultdict[Body, set[Body]] = defaultdict(set)
    for body in bodies:
        for form in (_all_shorter(body) & bodies) - {body} if len(bodies) > 1 else ():
            longer[form].add(body)
    first: dict[Body, str] = {}
    for name, body in read_names.items():
        first.setdefault(body, name)
    found: dict[str, str | None] = {}
    for name, body in read_names.items():
        fullest = {other for other in longer[body] if other not in longer or not longer[other]} or {body}
        found[name] = first[next(iter(fullest))] if len(fullest) == 1 else None
    return found
