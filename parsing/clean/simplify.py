"""Traditional characters back to simplified ones, one for one.

Reports were mapped character by character, so the way back is a table, but for the words in which a character is
simplified otherwise (OpenCC's phrases) and for the characters whose form depends on the word (著: 戴着, 显著), where
the words of the dictionary decide. A text that is simplified already is left alone, quotations and names included.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby

from parsing.clean.fix import Fix
from parsing.clean.script import HAN, choices, phrases, simplified
from parsing.words import words

SHARE = 0.01
"""Share of characters that only traditional text has from which a text counts as traditional."""
AROUND = 3
HAN_ALL = re.compile(f"[{HAN}]")


def find_traditional(text: str) -> list[Fix]:
    """Simplify a traditional text."""
    plain = simplified_text(text)
    if plain == text:
        return []
    changed = [i for i, (old, new) in enumerate(zip(text, plain, strict=True)) if old != new]
    runs = [[i for _, i in group] for _, group in groupby(enumerate(changed), lambda pair: pair[1] - pair[0])]
    return [Fix(run[0], run[-1] + 1, plain[run[0] : run[-1] + 1]) for run in runs]


def simplified_text(text: str) -> str:
    """A text in simplified characters, of the same length; unchanged where it is no traditional text."""
    table = simplified()
    plain = text.translate(table)
    certain = sum(old != new and old not in choices() for old, new in zip(text, plain, strict=True))
    if not certain or certain < SHARE * len(HAN_ALL.findall(text)):
        return text
    written = list(plain)
    for match in _words().finditer(text):
        written[match.start() : match.end()] = phrases()[match.group()]
    for match in _open().finditer(text):
        written[match.start()] = _form("".join(written), match.start(), choices()[match.group()])
    return "".join(written)


@cache
def _words() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, phrases()), key=len, reverse=True)) or "(?!)")


@cache
def _open() -> re.Pattern[str]:
    return re.compile(f"[{''.join(choices())}]")


def _form(plain: str, at: int, forms: str) -> str:
    """The usual form, unless another makes a word that is more probable."""
    first = max(0, at - AROUND)
    before, after = plain[first:at], plain[at + 1 : at + 1 + AROUND]
    dictionary, best = words(), forms[0]
    for form in forms[1:]:
        word = next(word for word in dictionary.cut(before + form + after) if word.end > at - first)
        better = dictionary.score(before + form + after) >= dictionary.score(before + best + after)
        if len(word.text) > 1 and better:
            best = form
    return best
