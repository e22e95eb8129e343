"""What converters and pages leave behind in a text: invisible characters, look-alikes.

Each step is a pattern and what to write for a match, so that a healthy text costs one scan.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from parsing.clean.fix import Fix, by_pattern
from parsing.clean.script import HAN
from parsing.lexicon import load

INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e0fff\ud800-\udfff]+"
)
KEPT = frozenset("﹏﹋﹌﹍﹎﹉﹊︴︳﹟﹠﹡﹢﹣﹤﹥﹦﹨﹩﹫")
VERTICAL = frozenset("︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄")
BESIDE = re.compile(f"[{HAN}]")
RATIO_SIGN = "\u2236"
COLON = re.compile(
    rf"{RATIO_SIGN}(?![{HAN}]{{1,6}}(?:[=＝]|[为约]+\d+(?:\.\d+)?{RATIO_SIGN}))(?:(?<=[{HAN}”）》].)|(?=[{HAN}“《（\n]))"
)
"""Where it is no ratio: neither 2∶1 nor 男∶女=2∶1."""
LINE_ENDS = frozenset("\r\u0085\u2028\u2029\x0b\x0c")
LOOK_ALIKE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06\ufe10-\ufe19\ufe30-\ufe6b\U0002f800-\U0002fa1f]")


def _usual(character: str) -> str:
    return _forms().get(character) or (character if character in KEPT else unicodedata.normalize("NFKC", character))


@cache
def _forms() -> dict[str, str]:
    lexicon = load("script")
    return {**lexicon["radicals"], **lexicon["marks"]}


def find_invisible(text: str) -> list[Fix]:
    """Control, zero-width, direction and interlinear characters, and lone surrogates, to be taken out.

    A line separator becomes a line break.
    """
    return [Fix(match.start(), match.end(), _seen(match, text)) for match in INVISIBLE.finditer(text)]


def _seen(run: re.Match[str], text: str) -> str:
    before_line = text.startswith("\n", run.end())
    return "\n" if not before_line and not LINE_ENDS.isdisjoint(run.group()) else ""


def find_look_alikes(text: str) -> list[Fix]:
    """Radicals and vertical forms to the usual characters, except a vertical bracket away from Chinese: it is drawn.

    Also the sign of a ratio that stands for a colon.
    """
    found = [fix for fix in _find_look_alikes(text) if text[fix.start] not in VERTICAL or _beside_chinese(text, fix)]
    return sorted([*found, *_find_colons(text)]) if RATIO_SIGN in text else found


def _beside_chinese(text: str, fix: Fix) -> bool:
    return BESIDE.search(text, max(0, fix.start - 2), min(len(text), fix.end + 2)) is not None


_find_colons = by_pattern(COLON, lambda _: "：")
_find_look_alikes = by_pattern(LOOK_ALIKE, _usual)
"""What prints like usual characters, from fonts and vertical pages of PDF files: radicals (⽅ for 方), ligatures, ︵ ︶."""
