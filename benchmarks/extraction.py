"""How fast reports are read, against ``jieba.posseg.cut`` on the same text in the same run, and in how much memory.

Both sides are warm: dictionaries and lexicons are loaded before the clock starts, and the sides take turns, so that
what the machine does meanwhile touches all of them; the median over the rounds of each round's ratio is what is kept.
The text is that of the sample reports, of the samples of damage and of the annotated reports, each once a round.
``posseg`` tags the cleaned texts; extraction starts from the same, its own word segmentation included; the whole parse
starts from the sources as they were loaded, damage and all.

Run: ``python benchmarks/extraction.py [--rounds 7] [--extraction 1.7] [--parse 1.0] [--memory 250] [FILE ...]``
Exit 1 if a limit is passed. The targets are 5 and 3 times the speed of ``posseg``; the limits are what is reached so
far in the worst hour of a machine whose speed changes.
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

STARTED = time.process_time()

from parsing.aligned import AlignedText  # noqa: E402  imports are part of the start-up that is told
from parsing.clean import clean  # noqa: E402
from parsing.extract import EXTRACTORS, Extractor, extract  # noqa: E402
from parsing.extract.extraction import Extraction  # noqa: E402
from parsing.load import load  # noqa: E402
from parsing.report import read_source  # noqa: E402
from parsing.structure import structure  # noqa: E402
from parsing.words import words  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from parsing.load import Source
    from parsing.structure import Document

ROOT = Path(__file__).parents[1]
POSSEG, EXTRACTION, PARSE = "jieba.posseg.cut", "extraction", "whole parse"


def is_kept_aside(path: Path) -> bool:
    """Whether a text is one that nothing but the final score may read."""
    facts = json.loads(path.with_name(path.name.partition(".")[0] + ".meta.json").read_text("utf-8"))
    return bool(facts.get("kept_aside"))


def reports() -> list[Path]:
    """The sample reports, the samples as they were damaged, and the annotated reports."""
    annotated = [*(ROOT / "tests/samples").glob("*.raw.txt"), *(ROOT / "tests/reports").glob("*.clean.txt")]
    return [*sorted((ROOT / "seeds").glob("*.txt")), *sorted(path for path in annotated if not is_kept_aside(path))]


def peak() -> float:
    """The most memory that the process has held so far, in MB."""
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held / (1024 * 1024 if sys.platform == "darwin" else 1024)


def seconds(run: Callable[[], object]) -> float:
    started = time.process_time()
    run()
    return time.process_time() - started


def turns(sides: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Each side's seconds in each round, the sides taking turns; a first round is not counted."""
    taken: dict[str, list[float]] = {name: [] for name in sides}
    for number in range(rounds + 1):
        for name, run in sides.items():
            spent = seconds(run)
            if number:
                taken[name].append(spent)
    return taken


def ratio(base: Sequence[float], spent: Sequence[float]) -> float:
    """How many times faster than the base a side is: the median over the rounds."""
    return statistics.median(one / other for one, other in zip(base, spent, strict=True))


def started(path: Path) -> list[Source]:
    """The first report read, with what reading it loads: told, for no ratio has it."""
    source = load(path)
    print(f"start: imports {time.process_time() - STARTED:.2f} s, ", end="")
    print(f"dictionary {seconds(words):.2f} s, first report {seconds(lambda: read_source(source, None)):.2f} s")
    return [source]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("files", nargs="*", type=Path)
    options.add_argument("--rounds", type=int, default=7)
    options.add_argument("--extraction", type=float, default=1.7, help="least ratio of extraction's speed")
    options.add_argument("--parse", type=float, default=1.0, help="least ratio of the whole parse's speed")
    options.add_argument("--memory", type=float, default=250.0, help="most memory, in MB")
    chosen = options.parse_args()
    paths = chosen.files or reports()
    sources = started(paths[0]) + [load(path) for path in paths[1:]]
    documents = [read_document(source) for source in sources]
    for document in documents:
        extract(document)
    memory = peak()
    spent = compared(sources, documents, chosen.rounds)
    print(f"memory {memory:.0f} MB before jieba is imported")
    base = spent[POSSEG]
    fast = ratio(base, spent[EXTRACTION]) >= chosen.extraction and ratio(base, spent[PARSE]) >= chosen.parse
    return 0 if fast and memory <= chosen.memory else 1


def read_document(source: Source) -> Document:
    return structure(clean(AlignedText.of(source.text))[0], None, source.aside, source.metadata)


def compared(sources: Sequence[Source], documents: Sequence[Document], rounds: int) -> dict[str, list[float]]:
    """The seconds of each side, told as speeds and ratios, with the steps of ours."""
    import jieba.posseg  # noqa: PLC0415  after our own memory is known

    jieba.setLogLevel(logging.ERROR)
    texts = [document.text for document in documents]
    sides: dict[str, Callable[[], object]] = {
        POSSEG: lambda: [list(jieba.posseg.cut(text)) for text in texts],
        EXTRACTION: lambda: [extract(document) for document in documents],
        PARSE: lambda: [read_source(source, None) for source in sources],
    }
    size = sum(map(len, texts))
    spent = turns(sides, rounds)
    print(f"{len(texts)} reports, {size} characters, {rounds} rounds by turns")
    for name, took in spent.items():
        speed = size / statistics.median(took) / 1e6
        print(f"{name:18} {speed:6.3f} M characters/s   {ratio(spent[POSSEG], took):5.2f} x")
    for name, took in turns(
        {"cleaning, layout": lambda: [*map(read_document, sources)]} | steps(documents), rounds
    ).items():
        print(f"  {name:16} {statistics.median(took) / size * 1e6:6.2f} µs a character")
    return spent


def steps(documents: Sequence[Document]) -> dict[str, Callable[[], object]]:
    """Each step of extraction, on what the steps before it found."""
    found = [Extraction()] * len(documents)
    runs: dict[str, Callable[[], object]] = {}
    for step in EXTRACTORS:
        runs[step.name] = alone(step, documents, found)
        found = [step.run(*pair) for pair in zip(documents, found, strict=True)]
    return runs


def alone(step: Extractor, documents: Sequence[Document], before: Sequence[Extraction]) -> Callable[[], object]:
    return lambda: [step.run(*pair) for pair in zip(documents, before, strict=True)]


if __name__ == "__main__":
    sys.exit(main())
