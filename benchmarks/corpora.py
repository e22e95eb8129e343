"""The texts of the benchmark of cleaning, and what each may be used for.

``development``: texts on which the margin of repairs and all other thresholds were chosen.
``held_out``: texts on which nothing was ever chosen; their totals may be read, their errors not.
``healthy``: texts that cleaning must leave alone, of kinds that look like damage.
"""

from __future__ import annotations

import json
from pathlib import Path

ROOT = Path(__file__).parents[1]
OWN = ROOT / "benchmarks" / "texts"


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
    return _read([*_open("samples"), *(OWN / "development").glob("*.txt")])


def held_out() -> dict[str, str]:
    """Texts for the figures, by name."""
    return _read(list((OWN / "held_out").glob("*.txt")))


def healthy() -> dict[str, str]:
    """Texts that are not damaged, by name."""
    return _read([*(OWN / "healthy").glob("*.txt"), *_open("reports")]) | held_out()
