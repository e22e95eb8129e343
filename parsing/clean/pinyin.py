"""Pinyin glued to characters: a converter wrote the reading after each character it had changed, as in 區(qū)委書(shū)記.

A reading is taken away only where it is a reading of the characters before it and the text has several: on characters
that converters change, or, in a text that is full of them, on common characters that need none. A writer's own gloss
stays: of a rare character, of the name of a place (重庆（Chóngqìng）), or the only one.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from parsing.clean.fix import Fix
from parsing.clean.script import HAN, HAN_RUN, choices, simplified
from parsing.values import Value

SYLLABLE = r"[a-zāáǎàēéěèīíǐìńňǹōóǒòūúǔùüǖǘǚǜ]{1,6}"
SPELT = r"A-Za-zāáǎàăēéěèĕếềêīíǐìĭńňǹḿōóǒòŏūúǔùŭüǖǘǚǜɑɡ\u0300-\u030c"
TONED = rf"(?=[a-z]{{0,5}}[^a-z)])(?:{SYLLABLE})"
SWALLOWED = rf"\?({TONED})\)"
"""A reading of which a ``?``, the half of a character, has swallowed the bracket."""
GLUED = re.compile(rf"[(（\[〔【]([{SPELT}][{SPELT}0-5:'’ ]{{0,40}})[)）\]〕】]")
BEFORE = re.compile(rf"[{HAN}]+\Z")
TONES = str.maketrans(
    dict.fromkeys("āēīōūǖ", "1")
    | dict.fromkeys("áéíóúǘńếḿ", "2")
    | dict.fromkeys("ǎěǐǒǔǚň", "3")
    | dict.fromkeys("àèìòùǜǹề", "4")
)
PRINTED = str.maketrans("ăĕĭŏŭɑɡ’", "ǎěǐǒǔag'")
"""Letters that fonts and keyboards put in the place of those of pinyin."""
LONGEST = 6
"""Characters that one pair of brackets spells."""
ENOUGH, BARE_ENOUGH = 2, 3
"""Readings on changed characters that a text must have before any of them counts as damage; of those without tones."""
FULL, KINDS, SPARSE = 5, 4, 80
"""Readings on common characters that a text must have.

How many; on how many different characters; and one to how many characters of text."""
COMMON = range(0xB0, 0xD8)
"""First bytes, in GB 2312, of the 3,755 characters that everyone reads."""


class Gloss(Value, frozen=True):
    """Brackets that spell the characters before them.

    ``bare``: without tones. ``usual``: the way the characters are read anyway. ``needless``: usual, on common
    characters, and in brackets such as converters write.
    """

    start: int
    end: int
    spelt: str
    bare: bool
    usual: bool
    needless: bool


@cache
def readings() -> dict[int, str]:
    """All readings of each character, with tone marks, the usual one first; commas between them.

    It is pypinyin's table, read as data: importing the package reads its table of words too.
    """
    spec = find_spec("pypinyin")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("the pypinyin package is not installed")
    data = Path(spec.submodule_search_locations[0], "pinyin_dict.json").read_bytes()
    return {int(code): sounds for code, sounds in json.loads(data).items()}


def _usual(character: str) -> tuple[str, ...]:
    """The reading that the table has first."""
    return tuple(readings().get(ord(character.translate(simplified())), "").split(",")[:1])


@lru_cache(maxsize=4096)
def reads(character: str, syllable: str) -> bool:
    """Whether the syllable is a reading of the character, in either script: asked again wherever both are met."""
    table, syllable = readings(), unicodedata.normalize("NFC", syllable)
    if syllable in table.get(ord(character), "").split(","):
        return True
    plain = character.translate(simplified())
    return plain != character and syllable in table.get(ord(plain), "").split(",")


@lru_cache(maxsize=4096)
def _sounds(character: str) -> frozenset[str]:
    table = readings()
    found = {table.get(ord(form), "") for form in (character, character.translate(simplified()))}
    return frozenset(sound for sounds in found for sound in sounds.split(",") if sound)


def find_readings(text: str) -> list[Fix]:
    """Take glued readings away."""
    found = [gloss for match in GLUED.finditer(text) if (gloss := _gloss(text, match))]
    changed = [gloss for gloss in found if any(map(_is_changed, gloss.spelt))]
    enough = BARE_ENOUGH if all(gloss.bare for gloss in changed) else ENOUGH
    damage = changed if len(changed) >= enough and sum(gloss.usual for gloss in changed) * 2 >= len(changed) else []
    if _is_full(text, found):
        habit = sum(_ends_in_blank(text, gloss) for gloss in found) * 2 >= len(found)
        damage = [
            gloss
            for gloss in found
            if gloss.needless
            or (damage and any(map(_is_changed, gloss.spelt)))
            or (habit and _ends_in_blank(text, gloss))
        ]
    return [Fix(gloss.start, _repeated(text, gloss), "") for gloss in damage]


def _ends_in_blank(text: str, gloss: Gloss) -> bool:
    """Whether a blank stands before the bracket closes, as no writer sets it: 分(fèn )."""
    return text.startswith(" )", gloss.end - 2)


def _repeated(text: str, gloss: Gloss) -> int:
    """Where a reading ends that was written more than once: 所(suo)(suo)."""
    written, end = text[gloss.start : gloss.end], gloss.end
    while text.startswith(written, end):
        end += len(written)
    return end


def _gloss(text: str, match: re.Match[str]) -> Gloss | None:
    """The gloss that brackets are; not the name of a place or a person, which is written as one word with a capital."""
    before = BEFORE.search(text, max(0, match.start() - LONGEST), match.start())
    if before is None:
        return None
    spelling = unicodedata.normalize("NFC", match[1]).translate(PRINTED)
    for size in range(1, len(before.group()) + 1):
        spelt = before.group()[-size:]
        if _spells(spelt, spelling.lower()):
            if size > 1 and spelling[0].isupper():
                return None
            usual = _spells(spelt, spelling.lower(), usual=True)
            needless = usual and text[match.start()] == "(" and _is_common(spelt)
            return Gloss(match.start(), match.end(), spelt, not _is_toned(spelling), usual, needless)
    return None


@lru_cache(maxsize=8192)
def _is_toned(spelling: str) -> bool:
    return spelling.translate(TONES) != spelling or any(character.isdecimal() for character in spelling)


@lru_cache(maxsize=8192)
def _spells(characters: str, spelling: str, *, usual: bool = False) -> bool:
    """Whether a spelling is one of the characters', each syllable in its turn, or even the usual one."""
    places = {0}
    toned = _is_toned(spelling)
    spelling = spelling.replace("u:", "ü").replace("v", "ü")
    for number, character in enumerate(characters):
        forms = _forms(character, usual)
        sounds = forms.toned | forms.bare if (number and toned) or not toned else forms.toned
        places = {
            place + len(sound) + gap
            for place in places
            for sound in sounds
            if spelling.startswith(sound, place)
            for gap in (0, 1)
            if not gap or spelling[place + len(sound) : place + len(sound) + 1] in {" ", "'"}
        }
    return len(spelling) in places


class _Forms(NamedTuple):
    toned: frozenset[str]
    bare: frozenset[str]


@lru_cache(maxsize=4096)
def _forms(character: str, usual: bool) -> _Forms:
    """How a character's readings, or only its usual one, are written: with marks or digits for tones, and without."""
    toned: set[str] = set()
    bare: set[str] = set()
    for sound in _usual(character) if usual else _sounds(character):
        plain = "".join(_plain(letter) for letter in sound)
        tone = next((digit for digit in sound.translate(TONES) if digit.isdecimal()), None)
        spellings = {plain, plain.replace("üe", "ue")} | (
            {plain.replace("u", "ü")} if plain.startswith(tuple("jqxy")) else set()
        )
        toned |= {sound, *(f"{each}{digit}" for each in spellings for digit in (tone or "", "0", "5") if digit)}
        bare |= spellings
    return _Forms(frozenset(toned), frozenset(bare))


def _plain(letter: str) -> str:
    """A letter without its tone: ü keeps its dots."""
    apart = unicodedata.normalize("NFD", letter)
    return unicodedata.normalize("NFC", apart[:2]) if apart[1:2] == "\u0308" else apart[0]


def _is_changed(character: str) -> bool:
    return ord(character) in simplified() or character in choices()


def _is_full(text: str, found: list[Gloss]) -> bool:
    """Whether a text has a reading wherever one looks, and not those of the characters that need one."""
    needless = [gloss for gloss in found if gloss.needless]
    if len(needless) < FULL or len(needless) * 5 < len(found) * 4 or len({gloss.spelt for gloss in needless}) < KINDS:
        return False
    return len(needless) * SPARSE >= sum(map(len, HAN_RUN.findall(text)))


def _is_common(characters: str) -> bool:
    plain = characters.translate(simplified())
    return all(code[0] in COMMON for character in plain if (code := character.encode("gb2312", "replace")))
