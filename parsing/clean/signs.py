"""Where a text shows that bytes were lost in it: the parts of lines that are worth reading again.

A sign must be cheap, as every healthy text is searched for it once, and may be wrong: the decoder decides.
"""

from __future__ import annotations

import re
from functools import cache
from heapq import merge
from typing import TYPE_CHECKING

from parsing.clean.pinyin import SYLLABLE, TONED, reads
from parsing.clean.script import HAN, simplified
from parsing.lexicon import load
from parsing.searching import matches

if TYPE_CHECKING:
    from collections.abc import Iterator

BEFORE, AFTER = 28, 28
"""Characters round a sign of damage that are read again."""

ODD = (
    "±∧∨∑∏∪∩∈∷⊥⌒∫∮≡≌≈∽∝≠≮≯∞∵∴♂♀″￠￡〓\u00e0-\u01dc\u01f9\u1e3f\u0251\u0261\u0370-\u04ff"
    "\u2170-\u2179\u2474-\u249b\u2550-\u2573\u3040-\u30ff\u3105-\u312f"
)
VOWELS = "\u00e0-\u01dc"
WIDE = "\uff03-\uff07\uff0a\uff0b\uff0d-\uff19\uff1c-\uff1e\uff20-\uff5e"
NUMBERED = "\u2160-\u216b\u2460-\u2469\u2474-\u249b\u3220-\u3229"
"""The numbers of lists, row A2: what a character before which 、 was lost (A1A2) may be seen as."""
CLOSING = "，。、；：！？”’）》"
MARKS = "，。、；：！？“”‘’（）《》,;:!"
READING = re.compile(rf"\({SYLLABLE}\)")
LONGEST = 8
"""Characters of a reading with its brackets."""
LIGHT = "ba|bo|de|fu|ge|jie|le|li|ma|me|men|mo|ne|qi|shang|tou|xia|ya|zhe|zi"
"""Readings without a tone that a converter writes. Others in brackets are formulas: HCl(aq), f(x), (a)>(b)?(a):(b)."""
READ = rf"(?:\?\(?{TONED}\)|[@-~]\({TONED}\)|(?<![A-Za-z0-9)\]])[?@-~]\((?:{LIGHT})\))"
PLAIN = re.compile(rf"(?<=[{HAN}{CLOSING}])[\ue000-\ue865€]|[\ue000-\ue865](?=[{HAN}])|{READ}")
"""What no healthy text has.

A character of GBK's user-defined area beside a Chinese one; a reading glued to a letter."""
REDACTED = "省市县区乡镇村街路社同某医先女氏月日年时分x，、。：；"
"""What a redacted name or date is followed by."""
PLAIN_FIRST = re.compile("[\ue000-\ue865€?@-~](?:(?<![@-~])|(?<=[@-~])(?=\\())")
SPELT = re.compile(rf"([{HAN}])\(({TONED})\)")
APART, LEAST_RARE, RARE_SHARE = 3, 6, 200
"""Rare characters that stand apart: so many characters lie between them.

A text of classics has at least so many different ones, and at least one to so many characters."""
KANA, KANA_SHARE = re.compile("(?<=[\u3041-\u30ff])[\u3041-\u30ff]"), 10
CLOSED = re.compile("[。！？…]?[」』〉》】）”’]+|.*\u3000{4}.*")
"""Quotations that end together (梵天？』」), and what parts columns: neither is what lost bytes are read as."""
HOLDING = {"（": "）", "(": ")", "“": "”", "「": "」", "`": "`"}
GREEK, FORMULA = (
    re.compile("[\u0391-\u03c9]"),
    re.compile(r"[\u0391-\u03c9](?:(?=[A-Za-z0-9_^=+*(\\])|(?<=[A-Za-z0-9_^=+*)\\{].))"),
)
LEAST_GREEK = 2
"""Fewest Greek letters of a text that stand in formulas, so that others are its own as well."""
GLUED = re.compile(rf"([{HAN}])\(({SYLLABLE})\)")


def is_written(reading: str) -> bool:
    """Whether a converter writes such a reading."""
    return not reading.isascii() or reading in LIGHT.split("|")


@cache
def sign() -> re.Pattern[str]:
    """A reading of no Chinese character, a character that hardly stands between Chinese ones, or two rare ones."""
    rare = rare_characters()
    return re.compile(
        rf"{READ}|[\ue000-\uf8ff€]"
        rf"|(?<=[{HAN}{MARKS})?\n])(?:[{ODD}]|[@-WYZ\[-wyz{{-~](?=[{HAN}{MARKS}0-9]))"
        rf"|(?<=[{HAN})])(?:\?[?？]?|？[?？])(?=[\n0-9(*]|\Z)|[0-9][?？](?=[0-9{HAN}])|(?<=[0-9])[@-~](?=[{HAN}])"
        rf"|(?<=[{HAN}?）”])[{WIDE}](?=[{HAN}?？@-~])"
        rf"|(?<=[{HAN})，。、；：！？”’）》])(?:\?|[xX](?![{_counted()}]))(?=[{HAN}{MARKS}{NUMBERED}\uff01-\uff5e])"
        rf"|[?？][@-~](?=[{HAN}{MARKS}(0-9\n]|\Z)|(?<=[{HAN}])[@-WYZ\[-wyz{{-~](?=\n|\Z)"
        rf"|[{rare}][{HAN}]{{0,2}}[{rare}?？]|(?<=[{HAN}])[{rare}](?=[\n0-9]|\Z)"
    )


@cache
def _first() -> re.Pattern[str]:
    """What a sign begins with: a letter before what is none, a figure before a question mark, no vowel of a reading."""
    first = f"[?？@-~0-9\ue000-\uf8ff€{ODD}{WIDE}{rare_characters()}]"
    letter = rf"(?<=[@-~])(?=[(0-9\n{HAN}{MARKS}\uff01-\uff5e]|\Z)"
    return re.compile(f"{first}(?:(?<![@-~0-9{VOWELS}])|{letter}|(?<=[0-9])(?=[?？])|(?<=[{VOWELS}])(?<![A-Za-z(].))")


@cache
def _counted() -> str:
    """What stands after an ``x`` that took the place of a number or a name: units and divisions, in either script."""
    found = {unit for group in load("units")["dimensions"].values() for unit in group if len(unit) == 1} | set(REDACTED)
    return "".join(found | {chr(old) for old, new in simplified().items() if new in found})


def is_plain(text: str) -> bool:
    """Whether a text is damaged beyond doubt, so that fainter signs are likely to be damage as well."""
    changed = simplified()
    plain = next(matches(PLAIN, PLAIN_FIRST, text), None) is not None
    return plain or (
        "(" in text and any(ord(found[1]) in changed and is_written(found[2]) for found in GLUED.finditer(text))
    )


@cache
def rare_characters() -> str:
    """Chinese characters, of either script, that are none of the 3,755 common ones of GB 2312, as a character class."""
    common = {
        bytes((lead, trail)).decode("gb2312", "ignore") for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF)
    }
    rare = [c for c in map(chr, range(0x4E00, 0xA000)) if c.translate(simplified()) not in common]
    return "".join(rare)


def is_own(text: str, start: int, end: int) -> bool:
    """Whether what stands there is a text's own, where nothing shows beyond doubt that it is damaged.

    The last marks of quotations, a sign that is spoken of (空值合并（??）), a Greek letter in a text with formulas.
    """
    run = text[start:end]
    held = start > 0 and HOLDING.get(text[start - 1]) == text[end : end + 1]
    of_formula = GREEK.search(run) is not None and len(FORMULA.findall(text)) >= LEAST_GREEK
    return held or of_formula or CLOSED.fullmatch(run) is not None


def is_learned(text: str) -> bool:
    """Whether rare characters stand apart from each other all over a text: one of classics, where they show no damage.

    Bytes that are read off step make rare characters that stand together, and a report has few others.
    """
    places = [found.start() for found in _rare().finditer(text)]
    beside = zip([-len(text), *places], places, [*places[1:], 2 * len(text)], strict=False)
    apart = {text[at] for before, at, after in beside if at - before > APART < after - at}
    return len(apart) >= LEAST_RARE and len(apart) * RARE_SHARE >= len(text)


def is_japanese(text: str) -> bool:
    """Whether a tenth of a text is kana that follow kana; bytes that are read off step make such signs one by one."""
    return len(KANA.findall(text)) * KANA_SHARE >= len(text)


@cache
def _rare() -> re.Pattern[str]:
    return re.compile(f"[{rare_characters()}]")


def _apart(text: str, at: int, *, back: bool) -> int:
    """The place, or one beside it that is not inside a reading or between it and its character."""
    for found in READING.finditer(text, max(0, at - LONGEST), at + LONGEST):
        if found.start() <= at < found.end():
            return found.start() - 1 if back else found.end()
    return at


def _misread(text: str) -> Iterator[re.Match[str]]:
    """Characters with a reading that is none of theirs: one that is lost was read so."""
    return (found for found in SPELT.finditer(text) if not reads(found[1], found[2])) if "(" in text else iter(())


def stretches(text: str, before: int = BEFORE, after: int = AFTER) -> Iterator[tuple[int, int]]:
    """The parts of lines so many characters round signs of damage, apart from each other, with the line breaks."""
    start = end = -1
    for found in merge(matches(sign(), _first(), text), _misread(text), key=re.Match.start):
        reach = max(0, found.start() - before)
        first = _apart(text, max(reach, text.rfind("\n", reach, found.start())), back=True)
        if first >= end:
            if start >= 0:
                yield start, end
            start = first
        stop = text.find("\n", found.end(), found.end() + after)
        end = _apart(text, stop + 1 if stop >= 0 else min(found.end() + after, len(text)), back=False)
    if start >= 0:
        yield start, end
