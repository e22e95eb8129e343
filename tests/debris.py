"""What pages, fonts, mail and converters leave between and in the place of characters.

By the same rule as :mod:`tests.damage`: nothing of the cleaners' code, and every choice from the caller's generator.
"""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from pypinyin import Style, lazy_pinyin

from tests.damage import Damaged, Edit, rewritten

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterable

HAN = re.compile("[\u4e00-\u9fff]")
BETWEEN = re.compile("(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])")
INVISIBLE = "\u200b\u200c\u200d\u200e\u2060\ufeff\u00ad"
BLANKS = (" ", " ", "\u3000", "\u00a0", "  ")
INLINE = (
    "span",
    'span style="font-size:16px;color:rgb(51, 51, 51)"',
    "strong",
    'font face="宋体"',
    'a href="/n1/2020.html" target="_blank"',
)
BLOCKS = ("<br>\n", "<br/>\n", "</p>\n<p>", '</p>\n<p style="text-indent:2em">', "</div>\n<div>", "\n</p>")
STYLES = {"marks": Style.TONE, "digits": Style.TONE3}


def groups(text: str, kinds: Iterable[str], longest: int) -> list[tuple[int, int]]:
    """The stretches of characters of some kinds, cut to a length: what a converter annotates at once."""
    pattern = re.compile("[" + "".join(map(re.escape, sorted(kinds))) + f"]{{1,{longest}}}")
    return [found.span() for found in pattern.finditer(text)]


def glue(
    text: str, places: Iterable[tuple[int, int]], style: str = "marks", brackets: str = "()", join: str = " "
) -> Damaged:
    """Write the reading of each stretch in brackets after it: 區(qu1), 開發(kāi fā), 區（qū）, 綠(lv4)."""
    spelt = STYLES[style]

    def reading(part: str) -> str:
        syllables = lazy_pinyin(part, style=spelt, v_to_u=style == "marks", neutral_tone_with_five=style == "digits")
        return join.join(syllables)

    return rewritten(
        text, [Edit(end, end, brackets[0] + reading(text[start:end]) + brackets[1]) for start, end in places]
    )


@cache
def look_alikes() -> dict[str, tuple[str, ...]]:
    """For a character, the radicals and compatibility ideographs that fonts print with its shape."""
    found: dict[str, list[str]] = {}
    for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFADA)):
        usual = unicodedata.normalize("NFKC", chr(code))
        if usual != chr(code) and len(usual) == 1:
            found.setdefault(usual, []).append(chr(code))
    own = tomllib.loads(Path(__file__).with_name("debris.toml").read_text("utf-8"))
    for radical, usual in own["radicals"].items():
        found.setdefault(usual, []).append(radical)
    return {usual: tuple(forms) for usual, forms in found.items()}


def look_alike(text: str, share: float, rng: random.Random) -> Damaged:
    """Characters become the radicals that look like them, as in PDF files: 方 -> ⽅."""
    table = look_alikes()
    places = [at for at, character in enumerate(text) if character in table and rng.random() < share]
    return rewritten(text, [Edit(at, at + 1, rng.choice(table[text[at]])) for at in places])


def strewn(text: str, share: float, rng: random.Random, put: Iterable[str]) -> Damaged:
    """Something put between Chinese characters: what does not show, or blanks."""
    choice = tuple(put)
    places = [found.start() for found in BETWEEN.finditer(text) if rng.random() < share]
    return rewritten(text, [Edit(at, at, rng.choice(choice)) for at in places])


def jammed(text: str, share: float, rng: random.Random, blank: str = " ") -> Damaged:
    """What forums put into a page so that copies show where they came from: signs of two kinds in turn.

    They stand within lines and at their ends.

    ``blank`` stands between them; some copies have lost it.
    """
    places = [
        found.end()
        for found in re.finditer("(?<=[\u4e00-\u9fff]{2})(?=[\u4e00-\u9fff]{2})|(?<=[。！？])(?=\n)", text)
        if rng.random() < share
    ]
    return rewritten(text, [Edit(at, at, _jam(rng, blank)) for at in places])


def _jam(rng: random.Random, blank: str) -> str:
    return "".join(chr(rng.randint(33, 59)) + blank + chr(rng.randint(63, 126)) for _ in range(rng.randint(5, 15)))


def numeric_entities(text: str, share: float, rng: random.Random) -> Damaged:
    """Chinese characters as numbers, decimal or hexadecimal, some escaped twice: 疫 -> &#30123;."""

    def entity(character: str) -> str:
        ampersand = rng.choice(("&", "&", "&", "&amp;"))
        return ampersand + rng.choice((f"#{ord(character)};", f"#x{ord(character):X};"))

    places = [found.start() for found in HAN.finditer(text) if rng.random() < share]
    return rewritten(text, [Edit(at, at + 1, entity(text[at])) for at in places])


def tagged(text: str, share: float, rng: random.Random) -> Damaged:
    """Tags left in the text: pairs round a few characters, and those of blocks at the ends of lines."""
    edits = []
    at = 0
    for found in re.finditer("[\u4e00-\u9fff]{4,}|\n", text):
        if found.start() < at or rng.random() >= share:
            continue
        if found.group() == "\n":
            edits.append(Edit(*found.span(), rng.choice(BLOCKS)))
            continue
        name = rng.choice(INLINE)
        edits += [
            Edit(found.start(), found.start(), f"<{name}>"),
            Edit(found.end(), found.end(), f"</{name.split()[0]}>"),
        ]
        at = found.end() + 1
    return rewritten(text, edits)


def wrapped(text: str, width: int, indent: str = "") -> Damaged:
    """Lines cut at a width, as mail and PDF files do; a new paragraph is told by ``indent`` or an empty line."""
    edits = []
    at = 0
    for number, line in enumerate(text.split("\n")):
        if number:
            edits.append(Edit(at - 1, at, "\n" + (indent or "\n")))
        edits += [Edit(at + cut, at + cut, "\n") for cut in range(width, len(line), width)]
        at += len(line) + 1
    return rewritten(text, edits)


def by_words(text: str) -> Damaged:
    """Traditional characters as OpenCC's list of words has them: 以後 but 皇后, 顯著 but 看着."""
    from opencc import OpenCC  # noqa: PLC0415  reading the list takes long

    pairs = enumerate(zip(text, OpenCC("s2t").convert(text), strict=True))
    return rewritten(text, [Edit(at, at + 1, form) for at, (was, form) in pairs if was != form])


def halved(text: str, share: float, rng: random.Random) -> Damaged:
    """Some of the full-width marks become their ASCII twins; brackets and marks one by one, as people type."""
    table = dict(zip("，：；！？", ",:;!?", strict=True))
    places = [at for at, mark in enumerate(text) if mark in table and rng.random() < share]
    return rewritten(text, [Edit(at, at + 1, table[text[at]]) for at in places])


def formal(text: str, share: float, _: random.Random) -> Damaged:
    """The first kinds of digit as the numerals of cheques, as pages made to differ have them: 贰叁88例."""
    kinds = dict(zip("123456789"[: round(share * 9)], "壹贰叁肆伍陆柒捌玖", strict=False))
    return rewritten(text, [Edit(at, at + 1, kinds[digit]) for at, digit in enumerate(text) if digit in kinds])


def commas(text: str, share: float, rng: random.Random) -> Damaged:
    """Commas put before other marks, as pages made to differ from their source have them: 企业,、工地,。"""
    places = [at for at, mark in enumerate(text) if mark in "，。、；" and rng.random() < share]
    return rewritten(text, [Edit(at, at, ",") for at in places])


def pictured(text: str, share: float, rng: random.Random) -> Damaged:
    """Small pictures in brackets put within words, as pages made to differ have them: 新闻办(\U0001f343)公室."""
    places = [found.start() for found in BETWEEN.finditer(text) if rng.random() < share]
    return rewritten(text, [Edit(at, at, f"({chr(rng.randint(0x1F330, 0x1F37F))})") for at in places])


def stopped(text: str, stop: str) -> Damaged:
    """All full stops of a text as another: of ASCII, or wide."""
    return rewritten(text, [Edit(at, at + 1, stop) for at, mark in enumerate(text) if mark == "。"])


STOPS = {"ascii": partial(stopped, stop="."), "wide": partial(stopped, stop="．")}


def escaped(text: str, escape: Callable[[str], str]) -> Damaged:
    """All characters that a program escapes, and nobody read back."""
    return rewritten(
        text, [Edit(at, at + 1, new) for at, character in enumerate(text) if (new := escape(character)) != character]
    )


def as_units(character: str) -> str:
    """As JSON escapes it: 新 -> \\u65b0."""
    return json.dumps(character)[1:-1]


def as_line_break(character: str) -> str:
    """A line break alone, as a dump shows it."""
    return "\\n" if character == "\n" else character


ESCAPES = {
    "units": partial(escaped, escape=as_units),
    "bytes": partial(escaped, escape=quote),
    "breaks": partial(escaped, escape=as_line_break),
}


def answered(text: str) -> Damaged:
    """A text quoted as a whole, as mail programs do with what is answered: > 各镇："""
    return rewritten(text, [Edit(0, 0, "> "), *(Edit(at + 1, at + 1, "> ") for at, c in enumerate(text) if c == "\n")])
