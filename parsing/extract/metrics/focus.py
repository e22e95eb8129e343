"""What a report has been about so far, so that a count without a name beside it can be told whose it is.

That is its topic (whom the title names), the subjects of the sentences before, and the names that 全市, 我校 or 该点 may
refer back to. The value that the walk carries from sentence to sentence is :class:`Focus`; how a sentence changes it is
in :mod:`parsing.extract.metrics.focus_update`, and whose one count is in :mod:`parsing.extract.metrics.scope`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from parsing.expressions import any_of
from parsing.extract.entities.gazetteer import short
from parsing.extract.entities.stems import LEVELS
from parsing.extract.metrics.gifts import given_to
from parsing.extract.metrics.wordlists import scope_words
from parsing.extract.modality.genre import genre
from parsing.lexicon import load
from parsing.record import Entity
from parsing.redaction import SIGNS
from parsing.spans import Span
from parsing.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from parsing.extract.extraction import Extraction
    from parsing.structure import Document

MASK = frozenset(f"{SIGNS}○")
"""Signs in the place of a name that a report withholds: xx镇."""
NAMED = frozenset({"PLACE", "ORG"})
"""Labels of the names that a count may belong to."""
ROAD = re.compile(rf"{any_of(load('places')['roads'])}|[GSXY]\d|.*高速(?:公路)?$")
"""A road is where a checkpoint stands, not whose it is."""
SOME_OF = re.compile("(?:、[^，。；：、\\n]{2,8})*等\\d")
"""Behind a place: it is one of a row that is counted: 石桥、云岭 + 等12个收费站."""
SEEN = 24
"""How many of the names before are looked through for what 该点 means."""
FOOT = 4
"""Among so many last lines a notice is signed."""
OFFICE = re.compile(
    rf"(?P<place>[\u4e00-\u9fff]{{1,7}}?[省市区县旗镇乡])[^，。]*{any_of(load('counts')['scope']['signing'])}$"
)
"""A body that speaks for its division: what it counts is the division's."""


class Focus(Value, frozen=True):
    """What the text is about where a sentence begins."""

    subject: Entity | None = None
    own: str | None = None
    """The subject, where it is 我区 or the like and no name before says which is meant."""
    earlier: tuple[Entity, ...] = ()
    """Earlier subjects, the latest last."""
    seen: tuple[Entity, ...] = ()
    """Places and bodies named before, the latest last."""
    topic: Entity | None = None
    """Whom the report's title names, or who signs it."""
    person: bool = False
    """A person gave in the sentence before, and no other subject is told since."""
    head: Entity | None = None
    """The subject of the sentence before an enumeration, for each of its items."""
    heading: bool = False
    """The paragraph is a heading: its subject holds for the next one."""

    def cleared(self) -> Focus:
        """The focus at the start of a new paragraph."""
        held = self.subject or self.own is not None or self.person or self.head
        return replace(self, subject=None, own=None, person=False, head=None) if held else self


def readable(entity: Entity) -> bool:
    """Whether the name says whose a count is: a redacted one does not, nor does a road."""
    return entity.label in NAMED and _says_whose(entity.text)


@lru_cache(maxsize=1024)
def _says_whose(name: str) -> bool:
    return MASK.isdisjoint(name) and not ROAD.match(name)


def topic(document: Document, found: Extraction) -> Entity | None:
    """Whom the report is about: the last place that its title names, else the last body; of a notice, who signs it.

    Not a place to which help goes (驰援江州) or that is visited, nor a body that only tells.
    """
    first = document.paragraphs[:1]
    titled = bool(first) and first[0].kind == "title"
    title = Span(first[0].start, first[0].end) if titled else Span(0, 0)
    names = [e for e in found.within(title, "PLACE", "ORG") if readable(e)]
    places = [e for at, e in enumerate(names) if e.label == "PLACE" and not _is_away(document.text, names, at)]
    places = [e for e in places if not (SOME_OF.match(document.text, e.end) or given_to(document.text, e, title))]
    visited = scope_words("sites")
    bodies = [
        e
        for e in names
        if e.label == "ORG"
        and not document.text.endswith(visited, 0, e.start)
        and not e.text.endswith(scope_words("tellers"))
    ]
    bodies = [e for e in bodies if not given_to(document.text, e, title)]
    spoken = ((e, document.text.startswith("：", e.end)) for e in bodies)
    bodies = [division_of(e) if says else e for e, says in spoken if not says or division_of(e) is not e]
    told = next(reversed(places or bodies), None)
    signed = _signature(document, found)
    if signed is None or not (told is None or genre().title.search(title.of(document.text))):
        return told
    wider = next((place for place in places if signed.text.startswith(place.text)), None)
    return wider or told or division_of(signed)


def _is_away(text: str, names: Sequence[Entity], at: int) -> bool:
    """Whether help or people only go to a place or come from it (驰援江州), or to the wider place right before it."""
    while at and names[at - 1].end == names[at].start:
        at -= 1
    return text.endswith(scope_words("away"), 0, names[at].start)


def _signature(document: Document, found: Extraction) -> Entity | None:
    """The body that is all of a line at the report's foot."""
    lines = {(p.start, p.end) for p in document.paragraphs[-FOOT:] if p.kind != "title"}
    return next((e for e in found.labelled("ORG") if (e.start, e.end) in lines and readable(e)), None)


def division_of(signed: Entity) -> Entity:
    """The division that an office speaks for: 云河市 for 云河市疫情防控指挥部; any other body is returned as it is."""
    office = OFFICE.fullmatch(signed.text)
    if office is None:
        return signed
    return Entity(
        label="PLACE", start=signed.start, end=signed.start + office.end("place"), raw=signed.raw, text=office["place"]
    )


def resolved(area: str, focus: Focus, *near: Entity | None) -> Entity | None:
    """The name that 全镇, 我校 or 该点 means: the latest subject of that kind, else the last name of that kind.

    Else the division that a body's name begins with: 全市 is 云河市 where 云河市公安局 reports. ``near``: names of the sentence,
    its subject first.
    """
    kind = area[1:]
    if kind == "国":
        return _country(area, focus, *near)
    ends = tuple(load("counts")["scope"]["bodies"].get(kind, [kind]))
    ends += tuple(load("organisations")["firm_trades"]) if "公司" in ends else ()
    known = [name for name in (focus.topic, *focus.earlier, *near) if name is not None and readable(name)]
    found = next((name for name in reversed(known) if _is_one(name.text, ends)), None)
    found = found or next((name for name in reversed(focus.seen) if _is_one(name.text, ends)), None)
    return found or division(kind, focus, *near[:1])


def _country(area: str, focus: Focus, *near: Entity | None) -> Entity | None:
    """Which country is meant: 该国 is the latest that was named, 全国 the one that the text is about, 我国 none of them."""
    about = [name for name in (focus.topic, *focus.earlier, *near[:1]) if name is not None]
    known = [*about, *focus.seen] if area.startswith("该") else about
    meant = {"中国"} if area.startswith("我") else countries() | ({"中国"} if area.startswith("全") else set())
    return next((name for name in reversed(known) if name.text in meant), None)


def _is_one(name: str, ends: tuple[str, ...]) -> bool:
    """Whether a name is of a kind, by how names of the kind end."""
    if len(ends[0]) == 1 and ends[0] in LEVELS and name.endswith(scope_words("no_division")):
        return False
    return name.endswith(ends) or not _kinds().get(name, frozenset()).isdisjoint(ends)


@cache
def _kinds() -> dict[str, frozenset[str]]:
    """The kinds of the divisions that a short name can mean: 江苏 is a 省."""
    lists = load("divisions")
    found: dict[str, set[str]] = {}
    for rank in ("provinces", "cities"):
        for name in lists[rank].split():
            found.setdefault(short(name), set()).add(name[-1])
    return {name: frozenset(kinds) for name, kinds in found.items()}


def short_names() -> Iterable[str]:
    """The short names of the provinces and cities: 江苏."""
    return _kinds().keys()


def division(kind: str, focus: Focus, subject: Entity | None = None) -> Entity | None:
    """The division of a kind (市) that the name of a body begins with: 云河市 of 云河市公安局."""
    if kind in load("counts")["scope"]["bodies"]:
        return None
    bodies = (name for name in focus.seen if name.label == "ORG")
    known = (
        name
        for name in (subject, *reversed(focus.earlier), focus.topic, *bodies)
        if name is not None and readable(name)
    )
    pattern = rf"{_heads()}(?P<division>(?![全团])[\u4e00-\u9fff]{{1,6}}?{kind})(?![长场友])"
    found = ((name, re.match(pattern, name.text)) for name in known)
    return next((_named_by(name, Span(*match.span("division"))) for name, match in found if match), None)


@cache
def _heads() -> str:
    """What stands before the division in a body's name: 国网 + 江州市 + 供电公司."""
    lists = load("organisations")
    return f"{any_of([*lists['concerns'], *lists['parties']])}?"


def _named_by(name: Entity, within: Span) -> Entity:
    start = name.start + within.start
    return replace(name, label="PLACE", start=start, end=name.start + within.end, text=within.of(name.text))


def seen_after(focus: Focus, names: Iterable[Entity]) -> Focus:
    """The focus with the names of a sentence noted."""
    told = [name for name in names if readable(name)]
    return replace(focus, seen=(*focus.seen, *told)[-SEEN:]) if told else focus


@cache
def countries() -> frozenset[str]:
    """Names of other countries and their cities, from which cases come: never whose they are."""
    divisions = load("divisions")
    return frozenset(f"{divisions['countries']} {divisions['abroad']}".split()).difference(divisions["home"].split())
