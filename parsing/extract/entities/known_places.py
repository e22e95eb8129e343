"""Places that are known by their form alone: divisions of the gazetteer, and names that follow a pattern.

There are patterns for numbered roads (国道318线), withheld names (xx市), homesteads (张家湾), parts of estates (祥云二区), and the
stops of a journey (抵达云溪桥站).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsing.expressions import any_of
from parsing.extract.entities.estates import LISTED, NUMBERED, PART
from parsing.extract.entities.gazetteer import find_divisions, find_towns, in_rows
from parsing.extract.entities.stems import PLACES
from parsing.extract.mentions import Mention
from parsing.lexicon import load
from parsing.redaction import SIGN, SIGNS
from parsing.searching import matches

if TYPE_CHECKING:
    from parsing.extract.tokens import Tokens
    from parsing.extract.vocabulary import LexiconMatches

NUMBERED_ROADS = tuple(PLACES["roads"])
ROAD = re.compile(
    rf"{any_of(NUMBERED_ROADS)}[A-Z]?\d{{1,4}}(?:号?线)?|[GSXY]?\d{{1,4}}(?:国道|省道|县道)(?:线)?"
    r"|(?<![A-Za-z])[GS]\d{1,4}[\u4e00-\u9fff]{2,4}高速(?:公路)?"
    r"|(?<![A-Za-z\d乘坐])[GSXY]\d{3}(?![\dA-Za-z.次])"
)
ROADS = re.compile(r"[国省县乡GSXY\d](?=\d{0,4}[国省县]?道|\d{1,4}[\u4e00-\u9fff]{2,4}高速|(?<=[GSXY])\d{3})")
"""What a match of ``ROAD`` begins with."""
ROAD_WORDS = (*NUMBERED_ROADS, "高速", *"GSXY")
"""What every match of ``ROAD`` has one of."""
WITHHELD = f"{SIGNS}某"
"""Characters that stand for a name that is withheld."""
HIDDEN_FIRST = re.compile(f"[{WITHHELD}]")
HIDDEN = re.compile(
    rf"(?<![A-Za-z\d])(?:{SIGN}{{1,3}}|某某){any_of(PLACES['after_signs'])}(?!{any_of(PLACES['not_after_signs'])})"
)
SINGLE_SURNAMES, EVERYDAY_SURNAMES = "".join(load("surnames")["single"].split()), load("surnames")["everyday"]
HOMESTEAD = re.compile(
    rf"[{SINGLE_SURNAMES}]家(?:{any_of(PLACES['homesteads'])}(?:村民小?组|村(?!民)|社区)?(?![长团铺])"
    rf"|(?<![{EVERYDAY_SURNAMES}]家)村(?![长民里口委头]))"
)
HOME = re.compile(rf"[{SINGLE_SURNAMES}](?=家)")
"""What a match of ``HOMESTEAD`` begins with."""
STOP = re.compile(
    rf"(?<=[{PLACES['before_stops']}])(?![各每该本达])[\u4e00-\u9fff]{{2,4}}?"
    rf"{''.join(f'(?<!{word})' for word in PLACES['no_stops'])}站(?=[，、。）{PLACES['behind_stops']}])"
)
"""Where a traveller gets on or off, whatever the stop is called after: 抵达 + 云溪桥站 + 下车."""
STOPPED = re.compile(rf"(?<=[{PLACES['before_stops']}])[\u4e00-\u9fff]")
"""What a match of ``STOP`` begins with."""
PATTERNS = (
    (ROAD_WORDS, ROADS, ROAD),
    (WITHHELD, HIDDEN_FIRST, HIDDEN),
    (("家",), HOME, HOMESTEAD),
    (NUMBERED, LISTED, PART),
    (tuple(PLACES["rides"]), STOPPED, STOP),
)
"""What every match has one of, what it begins with, and the pattern itself."""


@dataclass(frozen=True, slots=True)
class KnownPlaces:
    """The places of a text that are known by their form.

    Attributes:
        ends: each place by its end.
        short: those of the ends where a short form ends (武汉 for 武汉市).
        inside: a byte for each character of the text, and one more: whether such a place covers it.
    """

    ends: dict[int, Mention]
    short: frozenset[int]
    inside: bytearray

    @classmethod
    def of(cls, tokens: Tokens, seen: LexiconMatches) -> KnownPlaces:
        """Find them in a text."""
        text = tokens.text
        divisions = list(find_divisions(tokens, seen))
        found = [mention for mention, _ in divisions]
        found += in_rows(text, found)
        found += find_towns(tokens, frozenset(mention.end for mention in found))
        for signs, first, pattern in PATTERNS:
            if any(sign in text for sign in signs):
                found += [Mention(*match.span(), "PLACE") for match in matches(pattern, first, text)]
        inside = bytearray(len(text) + 1)
        for mention in found:
            inside[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
        short = frozenset(mention.end for mention, is_short in divisions if is_short)
        return cls({mention.end: mention for mention in found}, short, inside)
