"""What a page says twice: the beginning of the report as a summary over it, its title over and under pictures."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from parsing.expressions import any_of
from parsing.facts import bare
from parsing.foot import PARAGRAPH_LENGTH, SENTENCE, TITLE_LEAST, signs
from parsing.lexicon import load
from parsing.naming import is_medium

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

LETTER = re.compile(r"[^\W_]")
CUT = " .…。"
"""What a cut line may end with."""
AHEAD, FAR = 6, 12
"""Lines after a summary in which the paragraph that it repeats must begin, and those in which it may where it begins so
to the letter: the title again and the page's tools stand between."""


@cache
def _summary() -> re.Pattern[str]:
    """A line that a page calls a summary of the report: 摘要：…, 【导读】…."""
    labels = any_of(load("furniture")["summaries"])
    return re.compile(rf"{labels}[：\s](?P<text>.+)|[【\[]{labels}[】\]][：:]?(?P<more>.+)")


def summarises(text: str, following: Sequence[str], *, may_be_title: bool) -> bool:
    """Whether a line is only the cut beginning of a paragraph that follows."""
    summary = _summary().fullmatch(text)
    start = ((summary["text"] or summary["more"]) if summary else text).rstrip(CUT)
    start, further, following = _unspaced(start), following[AHEAD - 1 :], following[: AHEAD - 1]
    if summary or text.endswith(("...", "…")):
        whole = _unspaced("".join(following))
        return any(len(words) > 8 and words in whole for words in (start, start.partition("：")[2]))
    if len(start) < PARAGRAPH_LENGTH // 2 or may_be_title:
        return False
    after = [_unspaced(line) for line in following]
    if after and len(after[0]) > 8 and start.startswith(after[0]) and start != after[0]:
        return "".join(after).startswith(start)
    after += [_unspaced(line) for line in further if line.startswith(start)]
    return any(line != start and line.startswith(start) and SENTENCE.search(line) for line in after)


def title_again(texts: Sequence[str], first: int, aside: Collection[int]) -> Iterator[int]:
    """Lines that repeat the title, as under pictures: once, twice, in two lines, or with words about the picture."""
    titles, firsts = set[str](), set[str]()
    rest = -1
    for i, (text, below) in enumerate(zip(texts, [*texts[1:], ""], strict=False)):
        begins = bool(titles) and _begins_as(text, firsts)
        if i == rest or (begins and _says_again(text, titles)):
            if i < first or not signs(texts, i):
                yield i
        elif begins and below and bare(text + below) in titles:
            rest = i + 1
            yield i
        elif (
            i < first
            and i not in aside
            and len(text) >= TITLE_LEAST
            and not SENTENCE.search(text[-1:].strip("！？"))
            and not is_medium(text)
        ):
            words = bare(text)
            titles |= {words, words.lstrip("0123456789")}
            firsts |= {words[:1], words.lstrip("0123456789")[:1]}


def _begins_as(text: str, firsts: Collection[str]) -> bool:
    """Whether the first letter of a line is that of a title, or a title has none; others need not be compared."""
    letter = LETTER.search(text)
    return "" in firsts or (letter is not None and letter.group() in firsts)


def _says_again(text: str, titles: Collection[str]) -> bool:
    words = bare(text)
    return words in titles or _halved(words) in titles or ("_" in text and bare(text.partition("_")[0]) in titles)


def _halved(text: str) -> str:
    """What a text says twice, else the text itself."""
    half = text[: len(text) // 2]
    return half if half * 2 == text else text


def _unspaced(text: str) -> str:
    return "".join(text.split())
