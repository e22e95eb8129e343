"""Traditional characters back to simplified ones, one for one.

Reports were mapped character by character, so the way back is a table, but for the words in which a character is
simplified otherwise (OpenCC's phrases) and for the characters whose form depends on the word (著: 戴着, 显著), where
the words of the dictionary decide. A text that is simplified already is left alone, quotations and names included.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import accumulate, groupby
from typing import TYPE_CHECKING

from parsing.clean.fix import Fix
from parsing.clean.script import HAN, HAN_RUN, choices, is_classical, phrases, simplified
from parsing.clean.word_list import word_list
from parsing.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Iterator

SHARE = 0.01
"""Share of characters that only traditional text has from which a text counts as traditional."""
KANA, SENTENCES = re.compile("[\u3041-\u3096\u30a1-\u30fa]"), re.compile("[^\n。！？]+")
JAPANESE = 4
"""Kana in a sentence from which it is one of Japanese, with its particles and endings."""
AROUND, PLANE = 3, 0xFFFF


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
    certain = len(_certain().findall(_chinese(text)))
    if not certain or certain < SHARE * sum(map(len, HAN_RUN.findall(text))):
        return text
    written = list(text.translate(simplified()))
    of_phrase: dict[int, str] = {}
    for match in _words().finditer(text):
        written[match.start() : match.end()] = phrases()[match.group()]
        of_phrase |= dict(enumerate(phrases()[match.group()], match.start()))
    for match in () if is_classical(text) else _open().finditer(text):
        at = match.start()
        first = max(0, at - AROUND)
        before, after = "".join(written[first:at]), "".join(written[at + 1 : at + 1 + AROUND])
        written[at] = _form(before, after, choices()[match.group()], of_phrase.get(at, ""))
    for at in _surnames(text):
        written[at] = text[at]
    return "".join(written)


def _chinese(text: str) -> str:
    """The text without its Japanese sentences, whose characters are the traditional ones though the text may not be."""
    if KANA.search(text) is None:
        return text
    return "".join(found for found in SENTENCES.findall(text) if len(KANA.findall(found)) < JAPANESE)


@cache
def _certain() -> re.Pattern[str]:
    """Characters that only traditional text has, whatever the word.

    Those beyond the basic plane are left out: they make an expression slow.
    """
    return re.compile(
        f"[{''.join(chr(code) for code in simplified() if code <= PLANE and chr(code) not in choices())}]"
    )


@cache
def _words() -> re.Pattern[str]:
    """The phrases, longest first, by their first characters, so that most places are passed over by one look."""
    after: dict[str, list[str]] = {}
    for phrase in sorted(phrases(), key=len, reverse=True):
        after.setdefault(phrase[0], []).append(phrase[1:])
    return re.compile("|".join(f"{first}(?:{'|'.join(rests)})" for first, rests in after.items()) or "(?!)")


@cache
def _open() -> re.Pattern[str]:
    return re.compile(f"[{''.join(choices())}]")


def _surnames(text: str) -> Iterator[int]:
    """Where a character is a surname.

    In a text that shows it to be one, also at the start of a clause where no word follows.
    """
    known = load("script")["surname"]
    if not any(character in text for character in known["written"]):
        return
    table = simplified()
    for character in known["characters"]:
        before = "|".join(f"(?<={word})" for word in known["before"])
        sure = re.compile(rf"(?:{before}){character}|{character}(?={'|'.join(known['after'])})")
        found = {match.start() for match in sure.finditer(text)}
        if found:
            found |= {
                match.start()
                for match in re.finditer(rf"(?:^|(?<=[，。；：、“「《（\n])){character}(?=([{HAN}]{{2}}))", text)
                if word_list().count(match[1].translate(table)) is None
                and word_list().count(choices()[character][0] + match[1][0].translate(table)) is None
            }
        yield from found


@lru_cache(maxsize=4096)
def _form(before: str, after: str, forms: str, of_phrase: str) -> str:
    """The usual form, unless another makes a more probable word, or a phrase that crosses no other word has its own.

    A word that is only such a phrase mapped character by character (藉由) does not count. A word that ends with the
    character needs no proof, since the usual form alone (看着) outweighs any word (名著).
    """
    known, best = word_list(), forms[0]
    usual = _word(before, best, after)
    if of_phrase and (of_phrase == best or len(usual) == 1 or usual in _mapped_phrases()):
        return of_phrase
    for form in forms[1:]:
        word = _word(before, form, after)
        ends = word.endswith(form) and len(_word(before, best, after)) == 1
        if len(word) > 1 and (ends or known.score(before + form + after) >= known.score(before + best + after)):
            best = form
    return best


@cache
def _mapped_phrases() -> frozenset[str]:
    """The phrases, mapped character by character."""
    return frozenset(phrase.translate(simplified()) for phrase in phrases())


def _word(before: str, form: str, after: str) -> str:
    """The word that a form is in."""
    found = word_list().cut(before + form + after)
    return next(word for word, end in zip(found, accumulate(map(len, found)), strict=True) if end > len(before))
