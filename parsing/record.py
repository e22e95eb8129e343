"""The published data model, format ``yibao/1``, and its JSON Schema.

One :class:`Report` is one JSON record. Offsets are half-open code-point positions: ``start``/``end`` into
``Report.text``, ``raw`` into the decoded source. Always true: ``text[start:end]`` is the item's text, and every
``raw`` lies inside the source. A record is stable: the same bytes and the same version give the same record.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

import msgspec

from parsing.spans import Span

FORMAT = "yibao/1"

Label: TypeAlias = Literal["PERSON", "TITLE", "ORG", "PLACE", "DATE", "DOCUMENT", "QUANTITY"]
Bound: TypeAlias = Literal["exact", "about", "over", "under", "at_most"]
Status: TypeAlias = Literal["done", "required"]
Sum: TypeAlias = Literal["sum", "part"]
ParagraphKind: TypeAlias = Literal["title", "heading", "body"]
Judged: TypeAlias = Literal["entity", "metric", "measure", "report"]
Verdict: TypeAlias = Literal["accepted", "rejected", "corrected"]
Motivation: TypeAlias = Literal["classifying", "commenting", "tagging", "assessing", "editing", "linking"]
Scalar: TypeAlias = str | int | float | bool | None
Offset: TypeAlias = Annotated[int, msgspec.Meta(ge=0)]


class Item(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Base of all values of a record; none is part of a cycle, so that the garbage collector need not track them."""


class Paragraph(Item, frozen=True, kw_only=True):
    """One line of ``Report.text``, without its line break."""

    start: Offset
    end: Offset
    kind: ParagraphKind


class Furniture(Item, frozen=True, kw_only=True):
    """A line or part of a line that belongs to the page round the report, not to the report."""

    raw: Span
    text: str


class Repair(Item, frozen=True, kw_only=True):
    """One change that cleaning made. ``before`` is the text the step saw, ``after`` what it wrote.

    The step ``damaged`` lists what shows lost bytes but could not be restored: it stays, ``before`` is ``after``, and
    the confidence is 0.
    """

    step: str
    raw: Span
    start: Offset
    end: Offset
    before: str
    after: str
    confidence: Annotated[float, msgspec.Meta(ge=0, le=1)]


class Entity(Item, frozen=True, kw_only=True):
    """A named entity: the longest span; those of one label do not overlap.

    - ``PERSON``: a person's name, without the form of address.
    - ``TITLE``: the post that somebody holds, named or not, without the body where that has a name of its own. A group
      (党员干部) holds none.
    - ``ORG``: a body that acts; what is only a site is none. A place within a body's name is part of it.
    - ``PLACE``: a division, settlement, road or site with a name of its own, one for each level of an address; a
      division that acts stays one.
    - ``DATE``: a date, interval or clock time; a duration or a vague time (目前) is none. ``norm`` is in ISO 8601, as far
      as the report tells: without a year ``--01-27T12``; null for all other labels.
    - ``DOCUMENT``: a titled document with its 《》.
    - ``QUANTITY``: the figure that a metric states, with its unit.
    """

    label: Label
    start: Offset
    end: Offset
    raw: Span
    text: str
    norm: str | None = None


class Metric(Item, frozen=True, kw_only=True):
    """A stated count or amount together with what it counts. ``start``/``end`` are those of the quantity.

    Dates, durations, ordinals, figures in names, idioms and slogans are none; redacted counts (x人) are.

    - ``quantity``: the words of the text (3400余份); ``value``: the number, multiplied out, null where it is redacted or
      cannot be told (x万元); ``unit``: the measure word; ``bound``: whether the number is said to be exact (余 and 超 say
      ``over``, 约 and 近 ``about``, 不足 ``under``, 最多 ``at_most``).
    - ``what``: what is counted, in the text's words; ``scope``: the place or body whose count it is; ``as_of``: the ISO
      date the text ties it to; ``per``: the time of a rate (每天). Null where the text does not say.
    - ``sentence``: where it stands, offsets into ``Report.text``.
    """

    start: Offset
    end: Offset
    raw: Span
    quantity: str
    value: int | float | None
    unit: str
    bound: Bound
    redacted: bool
    what: str | None
    scope: str | None
    as_of: str | None
    per: str | None
    sentence: Span


class Check(Item, frozen=True, kw_only=True):
    """Whether the parts of a list add up to their total (``sum``), or at least do not exceed it (``part``).

    ``total`` and ``parts`` are indices into ``Report.metrics``, ``sum`` is what the parts come to, in the total's unit.
    """

    total: Offset
    parts: tuple[Offset, ...]
    sum: int | float
    kind: Sum
    agrees: bool


class Name(Item, frozen=True, kw_only=True):
    """A person, body, place or document of the report, in its fullest form; ``mentions`` are indices into ``entities``.

    A place's fullest form begins with the divisions that it is said to lie in (临江市云桥区).
    """

    label: Label
    text: str
    mentions: tuple[Offset, ...]


class Measure(Item, frozen=True, kw_only=True):
    """An action of prevention and control that a body takes (``done``) or is told to take (``required``).

    One for each category and status of a sentence. ``done`` is what the text reports as carried out or under way;
    ``required`` what is demanded, planned or exhorted. Resolve in general (坚决打赢) is no measure, nor is a heading.
    ``category`` is a key of ``lexicon/measures.toml``, ``trigger`` the words that told of it, ``actor`` who acts,
    ``scope`` where, ``as_of`` the ISO date; null where the text does not say.
    """

    start: Offset
    end: Offset
    raw: Span
    category: str
    status: Status
    text: str
    trigger: str
    actor: str | None = None
    scope: str | None = None
    as_of: str | None = None


class Target(Item, frozen=True, kw_only=True):
    """A stretch of the source with the words and surroundings by which it is found again, as in :class:`Annotation`."""

    raw: Span
    exact: str
    prefix: str
    suffix: str
    start: int | None
    end: int | None


class Judgement(Item, frozen=True, kw_only=True, omit_defaults=True):
    """What a reader made of something that was extracted; ``kind`` ``report`` approves the report as a whole.

    ``fields`` are those of the item when it was judged, without its offsets: what was accepted stays what it was,
    whatever extraction finds later. ``corrected`` are the fields set right, by their names.
    """

    kind: Judged
    verdict: Verdict
    fields: dict[str, Scalar] = {}
    corrected: dict[str, Scalar] = {}


class Annotation(Item, frozen=True, kw_only=True, omit_defaults=True):
    """A mark of the reader's, anchored to the raw source and to the quoted words (W3C Web Annotation selectors).

    ``raw`` is a TextPositionSelector; ``exact``, ``prefix`` and ``suffix`` are a TextQuoteSelector over the decoded
    source. ``start``/``end`` are null where the anchor has no place in the cleaned text. The body of a mark is one or
    more of ``label``, ``note``, ``tag``, ``judgement`` and ``relation``; a relation leads from the mark's own target
    to the target ``to``. A tag, and the judgement of a report, are about the whole report: they quote nothing, and
    ``raw`` is empty. ``created`` is in UTC, ``author`` is whoever made the mark.
    """

    id: str
    raw: Span
    exact: str
    prefix: str
    suffix: str
    start: int | None
    end: int | None
    label: str | None
    note: str | None
    created: str
    author: str | None = None
    tag: str | None = None
    judgement: Judgement | None = None
    relation: str | None = None
    to: Target | None = None

    @property
    def whole(self) -> bool:
        """Whether the mark is about the report, and not about words in it."""
        return self.tag is not None or (self.judgement is not None and self.judgement.kind == "report")

    @property
    def motivation(self) -> Motivation:
        """Why the mark was made, in the words of the W3C's model."""
        if self.judgement is not None:
            return "editing" if self.judgement.verdict == "corrected" else "assessing"
        if self.relation is not None:
            return "linking"
        if self.tag is not None:
            return "tagging"
        return "classifying" if self.label is not None else "commenting"


class Report(Item, frozen=True, kw_only=True):
    """One report, cleaned and extracted. ``id`` is the BLAKE2b digest (128 bits, hex) of the source's bytes."""

    format: Literal["yibao/1"] = "yibao/1"
    id: str
    path: str
    encoding: str
    title: str | None
    published: str | None
    source: str | None
    publisher: str | None
    author: str | None
    editor: str | None
    reporter: str | None
    text: str
    paragraphs: tuple[Paragraph, ...]
    furniture: tuple[Furniture, ...]
    repairs: tuple[Repair, ...]
    entities: tuple[Entity, ...]
    metrics: tuple[Metric, ...]
    measures: tuple[Measure, ...]
    checks: tuple[Check, ...] = ()
    names: tuple[Name, ...] = ()
    annotations: tuple[Annotation, ...] = ()


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a record."""
    found = msgspec.json.schema(Report)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": FORMAT, "title": "yibao record", **found}


def encode(report: Report) -> bytes:
    """A record as one line of UTF-8 JSON, without the line break."""
    return msgspec.json.encode(report)


def decode(line: bytes | str) -> Report:
    """Read a record back.

    Raises:
        msgspec.ValidationError: the JSON is not a ``yibao/1`` record.
        msgspec.DecodeError: it is not JSON at all.
    """
    return msgspec.json.decode(line, type=Report)
