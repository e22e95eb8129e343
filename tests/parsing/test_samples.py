"""The samples that ship, and damage made anew: what parsing must give on reports whose right answer is known."""

from __future__ import annotations

import json
import random
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import seeds
from parsing import record, report
from parsing.load import load
from tests import damage, pages
from tests.samples import build

SAMPLES = Path(__file__).parents[1] / "samples"
NUMBERS = sorted(build.recipes())
FACTS = ("title", "published", "source", "publisher", "author", "editor", "reporter")
SENTENCES = tuple(
    line
    for number in NUMBERS
    for line in (SAMPLES / f"{number}.clean.txt").read_text("utf-8").split("\n")
    if 40 < len(line) < 160 and all(len(character.encode("gb18030")) <= 2 for character in line)
)


def sample(number: str) -> Path:
    return seeds.folder() / build.recipes()[number]["file"]


@pytest.fixture(scope="module", params=NUMBERS)
def parsed(request):
    """The number of a sample, its record and its decoded source."""
    path = sample(request.param)
    return request.param, report.parse(path), load(path).text


def check_laws(found: record.Report, source: str) -> None:
    """What holds for every record, however bad the text."""
    jsonschema.validate(json.loads(record.encode(found)), record.schema())
    assert record.decode(record.encode(found)) == found
    size = len(found.text)
    for item in (*found.entities, *found.metrics, *found.measures):
        said = item.quantity if isinstance(item, record.Metric) else item.text
        assert found.text[item.start : item.end] == said
        assert item.start < item.end <= size
    for item in (*found.entities, *found.metrics, *found.measures, *found.furniture, *found.repairs):
        assert 0 <= item.raw[0] <= item.raw[1] <= len(source)
    for piece in found.furniture:
        assert piece.raw[0] < piece.raw[1]
    assert [found.text[p.start : p.end] for p in found.paragraphs] == found.text.split("\n")


def test_a_sample_is_what_its_recipe_makes_of_its_clean_text():
    assert {number: sample(number).read_bytes() for number in NUMBERS} == {
        number: build.made(number) for number in NUMBERS
    }


def test_the_laws_of_a_record_hold(parsed):
    _, found, source = parsed
    check_laws(found, source)


def test_a_sample_is_cleaned_to_the_character(parsed):
    number, found, _ = parsed
    wanted = (SAMPLES / f"{number}.clean.txt").read_text("utf-8").rstrip("\n")
    assert found.text.split("\n") == wanted.split("\n")


def test_the_facts_of_a_sample_are_found(parsed):
    number, found, _ = parsed
    meta = json.loads((SAMPLES / f"{number}.meta.json").read_text("utf-8"))
    assert {fact: getattr(found, fact) for fact in FACTS} == {fact: meta[fact] for fact in FACTS}


def test_no_private_or_control_character_is_left(parsed):
    _, found, _ = parsed
    assert not [character for character in found.text if character != "\n" and not character.isprintable()]


def _damaged(lines: list[str], kinds: set[str], rng: random.Random) -> str:
    """A page made of clean lines; ``kinds`` says what befell it, in the order in which it does."""
    text = "\n".join(["关于做好疫情防控工作的通报", *lines])
    if "page" in kinds:
        text = pages.furnish(text, "bulletin", source="云岫市卫生健康委员会", published="2021-08-07").text
    if "traditional" in kinds:
        text = damage.to_traditional_mechanical(text).text
    if "pinyin" in kinds:
        annotated = damage.some_of(damage.traditional_only(text), 0.4, rng)
        text = damage.glue_pinyin(text, [at for at, each in enumerate(text) if each in annotated]).text
        text = damage.split_characters(text, annotated).text
    if "shift" in kinds and "。" in text:
        text = damage.shift_bytes(text, text.index("。"), keep_placeholder=rng.random() < 0.5).text
    if "halve" in kinds:
        text = damage.halve_width(text).text
    if "entities" in kinds:
        text = damage.html_entities(text, rng).text
    return text


KINDS = ("page", "traditional", "pinyin", "shift", "halve", "entities")


@given(
    lines=st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3),
    kinds=st.sets(st.sampled_from(KINDS)),
    seed=st.integers(0, 2**16),
)
@settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_laws_of_a_record_hold_on_any_damage(tmp_path, lines, kinds, seed):
    path = tmp_path / "report.txt"
    path.write_text(_damaged(lines, kinds, random.Random(seed)), "utf-8")  # noqa: S311  repeatable
    check_laws(report.parse(path), load(path).text)


@given(
    lines=st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3, unique=True),
    kinds=st.sets(st.sampled_from(("page", "traditional", "pinyin", "halve", "entities"))),
    seed=st.integers(0, 2**16),
)
@settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damage_that_loses_nothing_is_taken_back_whole(tmp_path, lines, kinds, seed):
    path = tmp_path / "report.txt"
    kinds = kinds | {"traditional"} if "pinyin" in kinds else kinds
    path.write_text(_damaged(lines, kinds, random.Random(seed)), "utf-8")  # noqa: S311  repeatable
    assert report.parse(path).text.split("\n")[1:] == lines
