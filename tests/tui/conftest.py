"""The reader on a stand-in for parsing: a few expressions instead of the pipeline, in a thread instead of a process.

What is under test is the reader; it must not fail because a lexicon changed, nor wait for a dictionary.
"""

from __future__ import annotations

import gc
import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec import structs

from parsing.aligned import AlignedText
from parsing.corpus import Outcome
from parsing.load import shown
from parsing.reading import Reading
from parsing.record import Check, Entity, Measure, Metric, Name, Paragraph, Repair, Report
from parsing.spans import Span
from tui.app import Yibao
from tui.data.store import Store
from tui.marks import Marks
from tui.scan import Scan
from tui.worker import Engine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ENTITIES = {
    "PERSON": r"李青禾|周慕云",
    "PLACE": r"松坪县|云溪镇|石桥村?",
    "ORG": r"县疾控中心",
    "DATE": r"\d+月\d+日",
    "QUANTITY": r"\d+(?:份|人|个|元)",
}
GLUED = re.compile(r"\([a-zāáǎàēéěèīíǐìōóǒòūúǔù]+\)")
SENTENCE = re.compile(r"[^。\n]+。?")


def read(path: str) -> Reading:
    """A reading by rules of thumb; the word 炸 stands for a report that cannot be read."""
    source = Path(path).read_text("utf-8")
    if "炸" in source:
        raise ValueError("boom")
    glued = [match.span() for match in GLUED.finditer(source)]
    body = AlignedText.of(source).edited((start, end, "") for start, end in glued)
    text = body.text
    lines = text.split("\n")
    digest = blake2b(source.encode(), digest_size=16).hexdigest()
    published = re.search(r"\d{4}-\d\d-\d\d", text)
    origin = re.search(r"来源：(\S+)", text)
    report = Report(
        id=digest,
        path=shown(path),
        encoding="utf-8",
        title=lines[0],
        published=published.group() if published else None,
        source=origin.group(1) if origin else None,
        publisher=None,
        author=None,
        editor=None,
        reporter=None,
        text=text,
        paragraphs=tuple(_paragraphs(lines)),
        furniture=(),
        entities=tuple(_entities(body)),
        metrics=tuple(_metrics(body)),
        measures=tuple(_measures(body)),
        repairs=tuple(
            Repair(
                step="readings",
                raw=Span(start, end),
                start=body.locate(Span(start, end)).start,
                end=body.locate(Span(start, end)).end,
                before=source[start:end],
                after="",
                confidence=1,
            )
            for start, end in glued
        ),
    )
    report = structs.replace(report, checks=tuple(_checks(report)), names=tuple(_names(report)))
    return Reading(report, source, body)


def outcome(path: str, _cache: str | None) -> Outcome:
    """What the list gets."""
    try:
        report = read(path).report
        return Outcome(path, structs.replace(report, repairs=()), None, bool(report.repairs))
    except (OSError, ValueError) as error:
        return Outcome(path, None, str(error))


def _paragraphs(lines: list[str]) -> Iterator[Paragraph]:
    at = 0
    for number, line in enumerate(lines):
        yield Paragraph(start=at, end=at + len(line), kind="body" if number else "title")
        at += len(line) + 1


def _entities(body: AlignedText) -> Iterator[Entity]:
    found = [(match, label) for label, rule in ENTITIES.items() for match in re.finditer(rule, body.text)]
    for match, label in sorted(found, key=lambda pair: pair[0].span()):
        start, end = match.span()
        yield Entity(label=label, start=start, end=end, raw=body.raw(start, end), text=match.group())


def _metrics(body: AlignedText) -> Iterator[Metric]:
    for match in re.finditer(r"(\d+)(份|人|个|元)([\u4e00-\u9fff]{0,4})", body.text):
        start, end = match.start(), match.end(2)
        yield Metric(
            start=start,
            end=end,
            raw=body.raw(start, end),
            quantity=body.text[start:end],
            value=int(match[1]),
            unit=match[2],
            bound="exact",
            redacted=False,
            what=match[3] or None,
            scope=None,
            as_of=None,
            per=None,
            sentence=Span(start, end),
        )


def _checks(report: Report) -> Iterator[Check]:
    """其中 makes the rest of its sentence the parts of the figure before it."""
    for match in re.finditer(r"其中[^。；]*", report.text):
        parts = tuple(n for n, m in enumerate(report.metrics) if match.start() < m.start < match.end())
        total = parts[0] - 1
        found = sum(report.metrics[part].value for part in parts)
        yield Check(total=total, parts=parts, sum=found, kind="sum", agrees=found == report.metrics[total].value)


def _names(report: Report) -> Iterator[Name]:
    """Names that begin alike are one."""
    groups: dict[tuple[str, str], list[int]] = {}
    for number, entity in enumerate(report.entities):
        if entity.label in {"PERSON", "PLACE", "ORG"}:
            groups.setdefault((entity.label, entity.text[:2]), []).append(number)
    for (label, _), mentions in groups.items():
        text = max((report.entities[mention].text for mention in mentions), key=len)
        yield Name(label=label, text=text, mentions=tuple(mentions))


def _measures(body: AlignedText) -> Iterator[Measure]:
    for match in SENTENCE.finditer(body.text):
        for trigger, category in (("排查", "screening"), ("消毒", "disinfection")):
            if trigger in match.group():
                start, end = match.span()
                yield Measure(
                    start=start,
                    end=end,
                    raw=body.raw(start, end),
                    category=category,
                    text=match.group(),
                    status="required" if "要求" in match.group() else "done",
                    trigger=trigger,
                )


REPORTS = {
    "a.txt": "松坪县部署冬季防控\n2031-01-05 来源：松坪新闻\n1月4日，松坪县疾(jí)控中心排查返乡人员120人。\n县长李青禾要求各镇做好消毒。\n",
    "b.txt": "云溪镇发放宣传单\n2031-02-01 来源：云溪之声\n云溪镇发放3400份宣传单，设置12个监测点。\n",
    "c.txt": "石桥村收到捐赠\n周慕云向石桥村捐赠74789元善款。\n",
}


@pytest.fixture(autouse=True)
def _collected() -> Iterator[None]:
    """What an app held goes with it, files included: an app stops the collector, since only one runs in a process."""
    yield
    gc.unfreeze()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with three reports."""
    place = tmp_path / "reports"
    place.mkdir()
    for name, text in REPORTS.items():
        (place / name).write_text(text, "utf-8")
    return place


@pytest.fixture
def engine() -> Engine:
    """The stand-in for parsing."""
    return Engine(lambda: ThreadPoolExecutor(1), outcome, read)


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: Engine) -> Iterator[Callable[..., Yibao]]:
    """Makes the app on a folder, its files all in a temporary folder, its language English unless told."""
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "state.json").write_text('{"met": true}')  # nobody who has to be told how to begin

    with ExitStack() as stores:

        def make(place: Path, **options: str) -> Yibao:
            store = stores.enter_context(Store(tmp_path / "marks.sqlite3"))
            return Yibao(
                Scan([str(place)]),
                Marks(store),
                config=tmp_path / "config",
                data=tmp_path / "data",
                index=tmp_path / "index.sqlite3",
                engine=engine,
                **options,
            )

        yield make
