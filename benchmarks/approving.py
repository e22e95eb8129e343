"""Whether a change that cleaning makes to a healthy text is right, by rules that share no code with the steps.

Cleaning also writes a text as this program wants it: simplified, Chinese marks in full width, one blank. In a public
text that is wanted is not written out; so a change is right where it can be shown to be of that kind, and false
otherwise. Simplified characters are what OpenCC makes of the text; marks stand beside Chinese, outside code, in pairs
that agree. A change by a step that repairs damage is false, whatever it says.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING

from opencc import OpenCC

from parsing.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsing.clean import Change

CHINESE = re.compile(
    "[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af，。、；：！？“”‘’（）《》〈〉【】「」『』—…·～〔〕\uff01-\uff5f]"
)
LAYOUT = frozenset({"edges", "blanks"})
"""Steps that only write blanks, and so never change what a text says."""
SMALL = str.maketrans("︰﹑", "：、")
BY_STANDARD = (
    ("只", re.compile("祇(?<![神地靈灵天后山黃黄皇百]祇)(?![園园樹树洹陀])")),
    ("于", re.compile("於(?<=[由關关至屬属用基位對对在等限處处善過过終终便出大小多少高低快]於)")),
    ("划", re.compile("畫(?<=[企規策謀]畫)")),
    ("什", re.compile("甚(?=麼)")),
    ("沉", re.compile("沈(?=[重浸溺睡澱積悶痛迷淪穩醉甸])|(?<=[深低陰昏消擊])沈")),
    ("谷", re.compile("榖(?=[物倉])|(?<=[五稻])榖")),
    ("复", re.compile("覆(?:(?<=[答回反重函電电批敬]覆)|(?=[核審审議议查檢检診诊信函命]))")),
)
"""Characters that OpenCC leaves, with the form that the standards of simplified script give them in such places.

* 祇 becomes 只 where it says "only", and stays where it is a god (神祇) or stands for Jeta (祇园): List of Verified
  Variant Forms, 1955.
* 覆 becomes 复 where it says "again" or "answer": First List of Variant Words, GF 1001-2001 (答覆, 反覆, and the like).
* 畫 becomes 划 where it says "to plan", and 甚麼 什么: the same list.
* 沈 becomes 沉 where it says "to sink", and 榖 becomes 谷 where it is grain: Xiandai Hanyu Cidian.
* 於 becomes 于 behind the word it belongs to, where OpenCC reads it with what follows as a name (基於單一: prince 於單).
"""
BESIDE = " \t\u3000\"'*"
NEAR = 4
TAG = re.compile(
    r"<(script|style)\b.*</\1>|<!--.*-->|(?:</?[A-Za-z!?][^<>]*>?\s*|\[/?[a-z]+(?:=[^\]]*)?\])+",
    re.IGNORECASE | re.DOTALL,
)
VALUE = r"(?:[^{}:,;\"']|\"[^\"{}\n]*\"|'[^'{}\n]*'|url\([^()]*\)|,(?!\s*[\w\"]+\s?:))*"
RULES = re.compile(rf"[^{{}}]*\{{(?:\s*[a-z-]+\s?:{VALUE};?)+\s*\}}", re.IGNORECASE)


def is_markup(change: Change) -> bool:
    """Whether what was taken out is markup of a page or a style sheet.

    For a program that reads what scrapers leave, that is no healthy text.
    """
    return change.step == "tags" and bool(TAG.fullmatch(change.before) or RULES.fullmatch(change.before))


class Judge:
    """One text before it was cleaned, and where in it code stands."""

    def __init__(self, text: str, code: Sequence[tuple[int, int]]) -> None:
        self.text, self.code = text, code
        self.starts = [start for start, _ in code]
        self._simple: list[str] | None = None

    def false(self, change: Change) -> int:
        """Characters that a change changed falsely."""
        if change.step == "damaged" or change.before == change.after or change.step in LAYOUT or is_markup(change):
            return 0
        if change.step == "traditional":
            return self._wrongly_simplified(change)
        return 0 if RIGHT.get(change.step, _never)(self, change) else _size(change)

    def _wrongly_simplified(self, change: Change) -> int:
        if len(change.before) != len(change.after):
            return _size(change)
        pairs = zip(self._places(change), change.before, change.after, strict=True)
        return sum(old != new and not self._is_simplified(at, old, new) for at, old, new in pairs)

    def _places(self, change: Change) -> Iterator[int]:
        """Where the characters of a change stand in the source, between which markup or invisible ones may have been.

        Where as many stand there they are those, though an earlier step may have written one otherwise.
        """
        if change.raw.end - change.raw.start == len(change.before):
            yield from range(*change.raw)
            return
        at = change.raw.start - 1
        for character in change.before:
            at = max(self.text.find(character, at + 1, change.raw.end), at)
            yield at

    def _is_simplified(self, at: int, old: str, new: str) -> bool:
        if self._simple is None:
            self._simple = [
                text for converter in _converters() if len(text := converter.convert(self.text)) == len(self.text)
            ]
        standard = any(new == form and place.match(self.text, at) for form, place in BY_STANDARD)
        return standard or load("script")["variants"].get(old) == new or any(text[at] == new for text in self._simple)

    def in_code(self, change: Change) -> bool:
        """Whether a change touches code."""
        at = bisect_right(self.starts, change.raw.start) - 1
        return any(
            start < max(change.raw.end, change.raw.start + 1) and change.raw.start < end
            for start, end in self.code[max(0, at) : at + 2]
        )

    def beside(self, change: Change) -> tuple[bool, bool]:
        """Whether Chinese stands before a change and after it."""
        before = self.text[max(0, change.raw.start - NEAR) : change.raw.start].rstrip(BESIDE)
        after = self.text[change.raw.end : change.raw.end + NEAR].lstrip(BESIDE)
        return CHINESE.match(before[-1:]) is not None, CHINESE.match(after[:1]) is not None

    def is_opening(self, change: Change) -> bool:
        """Whether a quotation mark is the first of a pair, counted from the beginning of its line."""
        start = change.raw.start
        return self.text.count('"', self.text.rfind("\n", 0, start) + 1, start) % 2 == 0


@cache
def _converters() -> tuple[OpenCC, ...]:
    return tuple(map(OpenCC, ("t2s", "tw2s", "hk2s")))


def _size(change: Change) -> int:
    if len(change.before) == len(change.after):
        return sum(old != new for old, new in zip(change.before, change.after, strict=True))
    return max(1, abs(len(change.before) - len(change.after)))


def _never(_: Judge, change: Change) -> bool:
    return change.step not in {"torn-words", "spelt", "soft-breaks"} and not (change.before + change.after).strip()


def _marks(judge: Judge, change: Change) -> bool:
    before, after = judge.beside(change)
    if judge.in_code(change):
        return before and after
    return before or after or not {"（", "）"}.isdisjoint(change.after)


def _blanks(judge: Judge, change: Change) -> bool:
    before, after = judge.beside(change)
    return before and after if judge.in_code(change) else before or after


def _quotes(judge: Judge, change: Change) -> bool:
    return not judge.in_code(change) and ("“" in change.after) == judge.is_opening(change)


def _usual_forms(_: Judge, change: Change) -> bool:
    return (
        unicodedata.normalize("NFKC", change.before) == change.after or change.before.translate(SMALL) == change.after
    )


RIGHT = {
    "half-width": _marks,
    "stops": _marks,
    "beside-marks": _blanks,
    "quotes": _quotes,
    "look-alikes": _usual_forms,
    "full-width": lambda judge, change: not judge.in_code(change) and _usual_forms(judge, change),
    "entities": lambda judge, change: not judge.in_code(change),
    "invisible": lambda _, change: all(
        unicodedata.category(each) in {"Cf", "Cc", "Zl", "Zp"} for each in change.before
    ),
    "soft-breaks": lambda judge, change: not judge.in_code(change) and judge.text.count("\n", *change.raw) == 1,
}
"""For each step that writes a text as it is wanted: whether a change of it is such."""


def mixed_pairs(text: str) -> int:
    """Pairs of brackets within a line of which one is wide and the other narrow."""
    found = 0
    for line in text.split("\n"):
        waiting: list[str] = []
        for character in line:
            if character in "(（":
                waiting.append(character)
            elif character in ")）" and waiting:
                found += (waiting.pop() == "(") != (character == ")")
    return found
