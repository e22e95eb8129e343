"""Readings of damaged reports with marks of every kind, generated; and the way of marks out into a file and back."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from msgspec import structs

from parsing.load import decoded
from parsing.record import Judgement
from parsing.report import read_source
from parsing.spans import Span
from tests import damage
from tui.data.anchors import anchored, on_report, place
from tui.data.exchange.document import Document, Problem
from tui.data.exchange.formats import FORMATS
from tui.data.exchange.importing import Match, Taken, matched, taken
from tui.data.export import Marked, export

if TYPE_CHECKING:
    from pathlib import Path

    from parsing.reading import Reading
    from parsing.record import Annotation
    from tui.data.export import Exported

NOW = datetime(2031, 2, 1, 8, 30, tzinfo=UTC)
LATER = NOW + timedelta(days=300)
CARRYING = [name for name, found in FORMATS.items() if found.read]
LINES = (
    "松坪县部署冬季防控",
    "截至2月3日24时，全县累计登记返乡人员236人（其中外省41人），已排查12个村。",
    "会议强调：“要做到‘早发现、早报告’！”县长李青禾说，3—5人一组，体温超过37.3℃的要登记。",
    "各乡镇、街道要着力抓好排查工作；发现问题，立即上报村卫生室。",
    "志愿者戴着口罩，向云溪镇发放宣传单3400余份，Wi-Fi 热线 0791-000 照常开通。",
    "请问，外出回来要隔离吗？要的，隔离14天，不得出门！",
)
ASTRAL = "疾控人员😷在𠮷家村登记了7人。"
"""What no byte of can be lost in GBK, for it has none of this."""

HARMS = {
    "none": lambda text, _: text,
    "traditional, readings": lambda text, rng: _glued(damage.to_traditional_mechanical(text).text, rng),
    "shifted": lambda text, rng: damage.shift_bytes(text, rng.choice(_wide(text)), keep_placeholder=True).text,
    "split": lambda text, _: damage.split_characters(text, "請報區現這").text,
    "half width": lambda text, _: damage.halve_width(text).text,
    "entities": lambda text, rng: damage.html_entities(text, rng).text,
    "seams": lambda text, rng: damage.page_seams(text, 2, rng).text,
}
LABELS = ("PERSON", "ORG", "要点", "要点 甲", "A|B", "Span", "SPAN", "Label_1", "100%")
RELATIONS = ("holds", "属于", "of metric")
NOTE = st.text(st.sampled_from("存疑\n\t\r\\n|\"'<&😷 ："), min_size=1, max_size=12)
VERDICTS = (
    Judgement(kind="entity", verdict="accepted", fields={"label": "ORG", "norm": None}),
    Judgement(
        kind="metric", verdict="corrected", fields={"value": 12, "unit": "例"}, corrected={"value": 1.5, "unit": "个"}
    ),
    Judgement(kind="measure", verdict="rejected", fields={"category": "screening"}),
)


def _wide(text: str) -> list[int]:
    return [at for at, character in enumerate(text) if "\u4e00" <= character <= "\u9fff"]


def _glued(text: str, rng: random.Random) -> str:
    kinds = damage.some_of(damage.traditional_only(text), 0.5, rng)
    return damage.glue_pinyin(text, [at for at, character in enumerate(text) if character in kinds]).text


@lru_cache(maxsize=512)
def read(text: str, path: str = "reports/一.txt") -> Reading:
    """A reading by the real pipeline."""
    return read_source(decoded(path, path, text.encode()))


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """A report of some lines, damaged in one way."""
    lines = draw(st.lists(st.sampled_from(LINES), min_size=2, max_size=4, unique=True))
    harm = draw(st.sampled_from(sorted(HARMS)))
    harmed = HARMS[harm]("\n".join(lines), random.Random(draw(st.integers(0, 3))))  # noqa: S311 -- damage, no secret
    return read(f"{harmed}\n{ASTRAL}\n" if draw(st.booleans()) else f"{lines[0]}\n{ASTRAL}\n{harmed}")


@st.composite
def spans(draw: st.DrawFn, size: int) -> Span:
    """A stretch of a text, often a short one."""
    start = draw(st.integers(0, size - 1))
    return Span(start, min(size, start + draw(st.one_of(st.integers(1, 6), st.integers(1, size)))))


@st.composite
def marks(draw: st.DrawFn, reading: Reading) -> tuple[Annotation, ...]:
    """Marks of every kind, on stretches that overlap and go on over lines; some without a place."""
    made = []
    size = len(reading.body)
    for number in range(draw(st.integers(0, 6))):
        kind = draw(st.sampled_from(("label", "note", "both", "relation", "all", "judgement", "orphan")))
        mark = anchored(
            reading, draw(spans(size)),
            draw(st.sampled_from(LABELS)) if kind in ("label", "both", "all", "orphan") else None,
            draw(NOTE) if kind in ("note", "both", "all") else None,
            NOW + timedelta(minutes=number), author=draw(st.sampled_from((None, "康", "li@example.org"))),
            judgement=draw(st.sampled_from(VERDICTS)) if kind == "judgement" else None,
            relation=(draw(st.sampled_from(RELATIONS)), draw(spans(size))) if kind in ("relation", "all") else None,
        )  # fmt: skip
        made.append(structs.replace(mark, exact="此处没有的话", start=None, end=None) if kind == "orphan" else mark)
    made += [
        on_report(reading.report.id, NOW, tag=tag) for tag in draw(st.sets(st.sampled_from(("待核", "A|B", "重点"))))
    ]
    if draw(st.booleans()):
        made.append(
            on_report(reading.report.id, NOW, author="康", judgement=Judgement(kind="report", verdict="accepted"))
        )
    return tuple(made)


@st.composite
def annotated(draw: st.DrawFn) -> tuple[Reading, tuple[Annotation, ...]]:
    """A reading with marks on it, placed."""
    reading = draw(readings())
    return reading, tuple(place(reading, mark) for mark in draw(marks(reading)))


def out(reading: Reading, found: tuple[Annotation, ...], folder: Path, name: str) -> tuple[Path, Exported]:
    """Write marks in a format."""
    path = folder / f"out.{FORMATS[name].extension}"
    return path, export([Marked(reading.report, found, reading.source)], path, name)


def back(path: Path, name: str, reading: Reading, present: tuple[Annotation, ...] = ()) -> Taken:
    """Read them into a store that holds ``present`` on the report."""
    read_back = [*FORMATS[name].read(path)]
    assert not [one for one in read_back if isinstance(one, Problem)]
    documents = [one for one in read_back if isinstance(one, Document)]
    if not any(document.marks for document in documents):
        return Taken((), 0, ())
    (match,) = matched(documents, [reading])
    assert isinstance(match, Match)
    return taken(match, present, FORMATS[name], LATER)
