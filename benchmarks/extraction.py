"""How fast reports are read, against ``jieba.posseg.cut`` on the same text in the same run, and in how much memory.

Both sides are warm: dictionaries and lexicons are loaded before the clock starts, and each takes turns, so that what the
machine does meanwhile touches both. Extraction includes its own word segmentation. Milliseconds differ between machines
and hours; the ratio of the medians is what is kept.

Run: ``python benchmarks/extraction.py [--rounds 5] [--extraction 5] [--parse 3] [--memory 250] [FILE ...]``
Without files, the clean texts of the sample reports and of the annotated ones are read. Exit 1 if a target is missed.
"""

from __future__ import annotations

import argparse
import json
import logging
import resource
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from parsing.aligned import AlignedText
from parsing.clean import clean
from parsing.extract import EXTRACTORS, Extractor, Found, extract
from parsing.load import load
from parsing.report import read_source
from parsing.structure import structure

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from parsing.structure import Document

ROOT = Path(__file__).parents[1]


def is_kept_aside(path: Path) -> bool:
    """Whether a text is one that nothing but the final score may read."""
    facts = json.loads(path.with_name(path.name.replace(".clean.txt", ".meta.json")).read_text("utf-8"))
    return bool(facts.get("kept_aside"))


SAMPLES = [path for folder in ("samples", "reports") for path in sorted((ROOT / "tests" / folder).glob("*.clean.txt"))]


def peak() -> float:
    """The most memory that the process has held so far, in MB."""
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held / (1024 * 1024 if sys.platform == "darwin" else 1024)


def seconds(run: Callable[[], object]) -> float:
    started = time.process_time()
    run()
    return time.process_time() - started


def turns(sides: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The median of each side's seconds, the sides taking turns."""
    taken: dict[str, list[float]] = {name: [] for name in sides}
    for number in range(rounds + 1):
        for name, run in sides.items():
            spent = seconds(run)
            if number:
                taken[name].append(spent)
    return {name: statistics.median(times) for name, times in taken.items()}


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("files", nargs="*", type=Path)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--extraction", type=float, default=5.0, help="least ratio of extraction's speed")
    options.add_argument("--parse", type=float, default=3.0, help="least ratio of the whole parse's speed")
    options.add_argument("--memory", type=float, default=250.0, help="most memory, in MB")
    chosen = options.parse_args()
    sources = [load(path) for path in chosen.files or [path for path in SAMPLES if not is_kept_aside(path)]]
    documents = [structure(clean(AlignedText.of(source.text))[0], None) for source in sources]
    texts = [document.text for document in documents]
    for document in documents:
        extract(document)
    memory = peak()

    import jieba.posseg  # noqa: PLC0415  after our own memory is known

    jieba.setLogLevel(logging.ERROR)
    sides: dict[str, Callable[[], object]] = {
        "jieba.posseg.cut": lambda: [list(jieba.posseg.cut(text)) for text in texts],
        "extraction": lambda: [extract(document) for document in documents],
        "whole parse": lambda: [read_source(source, None) for source in sources],
    }
    size = sum(map(len, texts))
    spent = turns(sides, chosen.rounds)
    base = spent["jieba.posseg.cut"]
    print(f"{len(texts)} reports, {size} characters, {chosen.rounds} rounds by turns")
    for name, took in spent.items():
        print(f"{name:18} {size / took / 1e6:6.3f} M characters/s   {base / took:5.1f} x")
    for step, took in steps(documents, chosen.rounds).items():
        print(f"  {step:16} {size / took / 1e6:6.3f} M characters/s")
    print(f"memory {memory:.0f} MB before jieba is imported")
    fast = base / spent["extraction"] >= chosen.extraction and base / spent["whole parse"] >= chosen.parse
    return 0 if fast and memory <= chosen.memory else 1


def steps(documents: list[Document], rounds: int) -> dict[str, float]:
    """The median seconds of each step of extraction."""
    before: dict[str, list[Found]] = {}
    found = [Found()] * len(documents)
    for step in EXTRACTORS:
        before[step.name] = found
        found = [step.run(*pair) for pair in zip(documents, found, strict=True)]

    def alone(step: Extractor) -> Callable[[], object]:
        return lambda: [step.run(*pair) for pair in zip(documents, before[step.name], strict=True)]

    return turns({step.name: alone(step) for step in EXTRACTORS}, rounds)


if __name__ == "__main__":
    sys.exit(main())
