"""The texts of the benchmark of cleaning, and what each may be used for.

``development``: texts on which the margin of repairs and all other thresholds were chosen.
``held_out``: texts on which nothing was ever chosen; their totals may be read, their errors not.
``healthy``: texts that cleaning must leave alone, of kinds that look like damage; ``fresh``: others, for the figures.
"""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
OWN = ROOT / "benchmarks" / "texts"
SENTENCE = re.compile("[^\n。！？]{4,}[。！？]”?")


def _read(paths: list[Path]) -> dict[str, str]:
    return {f"{path.parent.name}/{path.name}": path.read_text("utf-8").strip("\n") for path in sorted(paths)}


def _kept_aside(path: Path) -> bool:
    """Whether a report is one that nothing but a final score may read."""
    facts = path.with_name(path.name.replace(".clean.txt", ".meta.json"))
    return bool(json.loads(facts.read_text("utf-8")).get("kept_aside"))


def _open(folder: str) -> list[Path]:
    return [path for path in (ROOT / "tests" / folder).glob("*.clean.txt") if not _kept_aside(path)]


def development() -> dict[str, str]:
    """Texts for setting thresholds, by name."""
    return _read(_open("samples"))


def open_reports() -> dict[str, str]:
    """The annotated reports that rules may be made on, by name."""
    return _read(_open("reports"))


def held_out() -> dict[str, str]:
    """Texts for the figures, by name."""
    return _read(list((OWN / "held_out").glob("*.txt")))


class Healthy(NamedTuple):
    """A text that no damage has touched, and what cleaning should make of it: itself, or its simplified form."""

    text: str
    want: str


def healthy() -> dict[str, list[Healthy]]:
    """Texts that are not damaged, by kind, of which errors may be read."""
    reports = {"reports": [Healthy(text, text) for text in open_reports().values()]}
    return _with_mixed(_folder("healthy") | reports | _folder("development"))


def fresh() -> dict[str, list[Healthy]]:
    """Texts that are not damaged, by kind, for the figures."""
    return _with_mixed(_folder("fresh") | {"held out": [Healthy(text, text) for text in held_out().values()]})


def _folder(name: str) -> dict[str, list[Healthy]]:
    return {f"{name}/{path.stem}": [of_file(path)] for path in sorted((OWN / name).glob("*.txt"))}


def _with_mixed(kinds: dict[str, list[Healthy]]) -> dict[str, list[Healthy]]:
    kinds["sentences of these, mixed"] = list(_mixed([each.want for texts in kinds.values() for each in texts]))
    return kinds


def of_file(path: Path) -> Healthy:
    """A text, and what is wanted of it in ``wanted/`` beside its folder, where that is not the text itself."""
    text = path.read_text("utf-8").strip("\n")
    wanted = path.parent.with_name("wanted") / path.name
    return Healthy(text, wanted.read_text("utf-8").strip("\n") if wanted.exists() else text)


def _mixed(texts: list[str], reports: int = 120) -> Iterator[Healthy]:
    """Reports of twenty sentences from all texts, so that everything comes to stand beside everything."""
    sentences = [found for text in texts for found in SENTENCE.findall(text)]
    rng = random.Random(len(sentences))  # noqa: S311  repeatable
    for _ in range(reports):
        text = "\n".join("".join(rng.sample(sentences, 4)) for _ in range(5))
        yield Healthy(text, text)


def other(folder: Path) -> dict[str, list[Healthy]]:
    """Texts of a folder, by file, cut into reports of some thirty lines."""
    return {path.stem: list(_cut(of_file(path))) for path in sorted(folder.glob("*.txt"))}


def _cut(whole: Healthy, lines: int = 30) -> Iterator[Healthy]:
    text, want = whole.text.split("\n"), whole.want.split("\n")
    for at in range(0, len(text), lines):
        yield Healthy("\n".join(text[at : at + lines]), "\n".join(want[at : at + lines]))


def sign_like() -> list[str]:
    """Healthy texts that look like damaged ones, for the choice of margins."""
    return [path.read_text("utf-8").strip("\n") for path in sorted((OWN / "development").glob("*.txt"))]
