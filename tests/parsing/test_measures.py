"""Measures: tables of sentences by genre, laws of the records, the grammar of demand."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from parsing.aligned import AlignedText
from parsing.extract.found import Found
from parsing.extract.measures import find_measures
from parsing.record import Entity, Paragraph
from parsing.spans import Span
from parsing.structure import Document, Facts

DATA = Path(__file__).parent / "data"


def document(text, title=None):
    whole = f"{title}\n{text}" if title else text
    paragraphs, at = [], 0
    for number, line in enumerate(whole.split("\n")):
        kind = "title" if title and not number else "body"
        paragraphs.append(Paragraph(start=at, end=at + len(line), kind=kind))
        at += len(line) + 1
    return Document(AlignedText.of(whole), tuple(paragraphs), Facts(title=title))


def measures(text, title=None):
    return find_measures(document(text, title), Found()).measures


def labels(text, title=None):
    return {f"{m.category}/{m.status}" for m in measures(text, title)}


def cases(name):
    table = tomllib.loads((DATA / name).read_text("utf-8"))["case"]
    for number, case in enumerate(table):
        marks = [pytest.mark.xfail(strict=True, reason=case["xfail"])] if "xfail" in case else []
        yield pytest.param(case, marks=marks, id=f"{number}-{case['text'][:12]}")


@pytest.mark.parametrize("case", cases("measures.toml"))
def test_sentence_tells_of(case):
    assert labels(case["text"], case.get("title")) == set(case["expect"])


def report_cases():
    table = tomllib.loads((DATA / "measures_reports.toml").read_text("utf-8"))["report"]
    for report in table:
        marks = [pytest.mark.xfail(strict=True, reason=report["xfail"])] if "xfail" in report else []
        yield pytest.param(report, marks=marks, id=report["name"])


def named(text, labels):
    """Every place of the names in a text, as entities in order."""
    places = ((m.start(), m.end(), label) for name, label in labels.items() for m in re.finditer(name, text))
    return tuple(
        Entity(label=label, start=start, end=end, raw=Span(start, end), text=text[start:end])
        for start, end, label in sorted(places)
    )


def told_by_sentence(report):
    """What each sentence of a report is found to tell of, in order of the sentences."""
    title, *body = ["".join(sentence[0] for sentence in paragraph) for paragraph in report["paragraphs"]]
    whole = document("\n".join(body), title)
    found = find_measures(whole, Found(entities=named(whole.text, report.get("entities", {})))).measures
    at, told = 0, []
    for paragraph in report["paragraphs"]:
        for sentence, *_ in paragraph:
            end = at + len(sentence)
            told.append((sentence, {f"{m.category}/{m.status}" for m in found if at <= m.start < end}))
            at = end
        at += 1
    return told


@pytest.mark.parametrize("report", report_cases())
def test_report_tells_of(report):
    expected = [(sentence, set(labels)) for part in report["paragraphs"] for sentence, *labels in part]
    assert told_by_sentence(report) == expected
