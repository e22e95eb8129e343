import tomllib
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsing.aligned import AlignedText
from parsing.extract import extract
from parsing.extract.checks.finder import find_checks
from parsing.extract.extraction import Extraction
from parsing.extract.metrics.finder import find_metrics
from parsing.extract.metrics.quantities import find_quantities
from parsing.structure import Document
from tests.effort import grows_with_length

ROWS = tomllib.loads((Path(__file__).parent / "data" / "checks.toml").read_text("utf-8"))["case"]
PIECES = [
    "新增确诊病例",
    "7例",
    "3例",
    "4例",
    "其中",
    "：",
    "临江市",
    "（",
    "）",
    "，",
    "。",
    "、",
    "；",
    "x例",
    "含",
    "等",
    "共计",
    "约",
    "余",
    "3.5万元",
    "其余",
    "分别为",
    "和",
    "\n",
    "#",
    "95%",
    "9" * 40 + "例",
]
PLACES = ["临江市", "丁山市", "永陂市", "昌麓市", "宁汀市"]


def row(case):
    marks = [pytest.mark.xfail(reason=case["known_failure"], strict=True)] if "known_failure" in case else []
    return pytest.param(case, id=case["name"], marks=marks)


def said(found):
    return [
        {
            "total": found.metrics[check.total].quantity,
            "parts": [found.metrics[part].quantity for part in check.parts],
            "sum": check.sum, "kind": check.kind, "agrees": check.agrees,
        }
        for check in found.checks
    ]  # fmt: skip


def extracted(text):
    return extract(Document(AlignedText.of(text), written=date(2022, 3, 1)))


def counted(text):
    """As far as the sums need it, without names: fast."""
    page = Document(AlignedText.of(text))
    return find_checks(page, find_metrics(page, find_quantities(page, Extraction())))


@pytest.mark.parametrize("case", [row(case) for case in ROWS])
def test_what_is_said_of_a_sum(case):
    assert said(extracted(case["text"])) == case.get("checks", [])


@st.composite
def lists(draw, depth=0):
    """A bracketed list, nested, with its figures as written and whether each sum is right."""
    parts = draw(st.lists(st.integers(1, 500), min_size=2, max_size=4)) if depth == 0 else []
    parts = parts or draw(st.lists(st.integers(1, 100), min_size=2, max_size=3))
    words, checks = [], []
    for number, part in enumerate(parts):
        inner, part_total = "", part
        if depth < 2 and draw(st.booleans()):
            part_total, inner, below = draw(lists(depth=depth + 1))
            checks += below
        parts[number] = part_total
        words.append(f"{PLACES[number]}{part_total}例{inner}")
    off = draw(st.sampled_from([0, 0, 1, -1]))
    total = sum(parts) + off
    return total, f"（{'、'.join(words)}）", [*checks, (total, sum(parts), off == 0)]


@settings(max_examples=60, deadline=None)
@given(lists())
def test_nested_lists_are_found_right_or_wrong(made):
    total, words, want = made
    found = extracted(f"全省新增确诊病例{total}例{words}。")
    got = [(found.metrics[check.total].value, check.sum, check.agrees) for check in found.checks]
    assert sorted(got) == sorted(want)
    assert all(check.kind == "sum" for check in found.checks)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_whatever_is_said_follows_from_the_figures(text):
    found = counted(text)
    for check in found.checks:
        values = [found.metrics[part].value for part in check.parts]
        assert check.total not in check.parts
        assert list(check.parts) == sorted(set(check.parts))
        assert None not in [*values, found.metrics[check.total].value]
        assert check.sum == pytest.approx(sum(values))
        exact = {found.metrics[at].bound for at in (check.total, *check.parts)} == {"exact"}
        if exact and check.kind == "sum":
            assert check.agrees == (check.sum == found.metrics[check.total].value)
        if exact and check.kind == "part":
            assert check.agrees == (check.sum <= found.metrics[check.total].value)
    assert len(found.checks) == len(set(found.checks))


@pytest.mark.parametrize(
    "piece",
    [
        "7例",
        "7例（3例、4例）、",
        "7例，其中3例、",
        "（1例",
        "1例）",
        "其中：",
        "7例，共",
        "其中，3例。",
        "、3例",
        "，3例",
        "和3例",
    ],
)
def test_effort_grows_with_the_length_alone(piece):
    def checked(times):
        page = Document(AlignedText.of(piece * times))
        return partial(find_checks, page, find_metrics(page, find_quantities(page, Extraction())))

    assert grows_with_length(checked, 40)
