"""Damage to clean reports, as scraping, converting and file-sharing sites really do it.

Tests and benchmarks need text whose right answer is known. This module makes it from clean text by the mechanisms
that made the real damage, byte by byte, and shares nothing with the cleaners: a cleaner that undoes its own idea of
the damage would prove nothing. Every function is pure; where there is a choice it comes from the caller's
``random.Random``, so that the same seed gives the same damage.
"""

from __future__ import annotations

import html
import re
import tomllib
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pypinyin import Style, pinyin

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Collection, Iterable

HERE = Path(__file__).parent
FULL = str.maketrans({code: code + 0xFEE0 for code in range(0x21, 0x7F) if chr(code).isalnum()})
HALVES = str.maketrans("，：；！？（）", ",:;!?()")
ROW = {code + 0xFEE0: code for code in range(0x21, 0x7F)}
"""All of full width that a page may fold to ASCII; within a damaged run too, where it is half of two characters."""
COUNTED = re.compile(r"\d+(?=余?万?[人名户个次份元例只台])")


class Change(NamedTuple):
    """``text[start:end]`` of the damaged text stands where the original had ``before``."""

    start: int
    end: int
    before: str


class Damaged(NamedTuple):
    """A damaged text with all that was changed in it, in order and without overlaps."""

    text: str
    changes: tuple[Change, ...]

    def restored(self) -> str:
        """The original: what a perfect cleaner would give."""
        pieces, at = [], 0
        for start, end, before in self.changes:
            pieces += (self.text[at:start], before)
            at = end
        return "".join(pieces) + self.text[at:]


class Edit(NamedTuple):
    """Write ``new`` over ``[start, end)`` of the original."""

    start: int
    end: int
    new: str


class Reader(NamedTuple):
    """How a decoder treats a byte that it cannot read: what it writes, and whether the next byte goes with it."""

    mark: str = "?"
    swallows: bool = False


SWALLOWS = Reader(swallows=True)


def rewritten(text: str, edits: Iterable[Edit]) -> Damaged:
    """Apply edits, which are in order and do not overlap, and keep what each replaced."""
    pieces: list[str] = []
    changes: list[Change] = []
    at = length = 0
    for start, end, new in edits:
        pieces += (text[at:start], new)
        length += start - at
        changes.append(Change(length, length + len(new), text[start:end]))
        length += len(new)
        at = end
    return Damaged("".join(pieces) + text[at:], tuple(changes))


def _each(text: str, pattern: str | re.Pattern[str], new: Callable[[re.Match[str]], str]) -> Damaged:
    found = ((m, new(m)) for m in re.finditer(pattern, text))
    return rewritten(text, (Edit(m.start(), m.end(), to) for m, to in found if to != m.group()))


def _substituted(text: str, table: dict[int, str]) -> Damaged:
    return _each(text, r"(?s).", lambda m: m.group().translate(table))


@cache
def _mechanical() -> dict[int, str]:
    package = find_spec("opencc")
    if package is None or package.origin is None:
        raise RuntimeError("the opencc package is not installed")
    lines = (Path(package.origin).parent / "dictionary" / "STCharacters.txt").read_text("utf-8").splitlines()
    table = {simple: forms.split() for simple, forms in (line.split("\t") for line in lines)}
    own = tomllib.loads((HERE / "converter.toml").read_text("utf-8"))
    pairs = {simple: forms[0] for simple, forms in table.items()} | own["becomes"]
    return {ord(simple): form for simple, form in pairs.items() if simple != form and simple not in own["stays"]}


def to_traditional_mechanical(text: str) -> Damaged:
    """Character by character, whatever the word: 着力 becomes 著力, 症状 becomes 癥狀, 前后 stays."""
    return _substituted(text, _mechanical())


def traditional_only(text: str) -> frozenset[str]:
    """The characters of a text that only a conversion can have written."""
    return frozenset(text) & frozenset(_mechanical().values()) - frozenset(map(chr, _mechanical()))


def converted() -> frozenset[str]:
    """All characters that the mechanical conversion writes."""
    return frozenset(_mechanical().values())


def reading(character: str) -> str:
    """The first reading of a character, with its tone mark: 區 -> qū."""
    return pinyin(character, style=Style.TONE)[0][0]


def glue_pinyin(text: str, positions: Iterable[int]) -> Damaged:
    """Write the reading in brackets after the characters at these positions: 區 -> 區(qū)."""
    return rewritten(text, (Edit(at + 1, at + 1, f"({reading(text[at])})") for at in sorted(positions)))


def place_of(text: str, before: str) -> int:
    """Where the character after ``before`` stands, whatever readings are glued to the characters of ``before``."""
    found = re.search("".join(re.escape(each) + r"(?:\(\w+\))?" for each in before), text)
    if not found:
        raise ValueError(f"no {before!r} in the text")
    return found.end()


def some_of(characters: Iterable[str], share: float, rng: random.Random) -> frozenset[str]:
    """The kinds of characters that one converter annotates; each site's differs, about a third of all."""
    return frozenset(kind for kind in sorted(set(characters)) if rng.random() < share)


def halve_width(text: str) -> Damaged:
    """Full-width marks that have an ASCII twin become the twin; 。、“” have none and stay."""
    return _substituted(text, HALVES)


def fold_width(text: str) -> Damaged:
    """The same with letters, figures and all other signs."""
    return _substituted(text, ROW)


def widen(text: str) -> Damaged:
    """ASCII letters and digits become full-width ones, as input methods and old type-setting write them."""
    return _substituted(text, FULL)


def gbk(character: str) -> bytes:
    """The code of a character in GBK with its user-defined area.

    Raises:
        ValueError: GBK has no such character.
    """
    code = b"\x80" if character == "€" else character.encode("gb18030")
    if len(code) > 2:
        raise ValueError(f"{character!r} is not in GBK")
    return code


def _is_double(character: str) -> bool:
    """Whether GBK has a character, with two bytes; of traditional ones that a converter writes it has not all."""
    return len(character.encode("gb18030")) == 2


def _read(stream: bytes, in_step: Collection[int], reader: Reader) -> tuple[str, int]:
    """Decode until the reader is at a place where a character of the original begins; that place comes second."""
    pieces: list[str] = []
    at = 0
    while at < len(stream) and not (at and at in in_step):
        lead, pair = stream[at], stream[at : at + 2]
        if lead < 0x80:
            pieces.append(chr(lead))
            at += 1
        elif lead == 0x80:
            pieces.append("€")
            at += 1
        elif len(pair) == 2 and 0x40 <= pair[1] <= 0xFE and pair[1] != 0x7F and lead != 0xFF:
            pieces.append(pair.decode("gb18030"))
            at += 2
        else:
            pieces.append(reader.mark)
            at += 1 + (reader.swallows and len(pair) == 2)
    return "".join(pieces), at


def _reread(text: str, at: int, taken: int, put: bytes, reader: Reader) -> Edit:
    """Put bytes in the place of the first ``taken`` bytes of ``text[at:]`` and read on until in step again."""
    codes = [gbk(character) for character in text[at:].split("\n", 1)[0]]
    stream = put + b"".join(codes)[taken:]
    starts, place = {}, len(put) - taken
    for index, code in enumerate(codes):
        if index:
            starts[place] = index
        place += len(code)
    starts[place] = len(codes)
    new, stop = _read(stream, starts, reader)
    return Edit(at, at + starts.get(stop, len(codes)), new)


def shift_bytes(text: str, at: int, *, keep_placeholder: bool, reader: Reader = Reader()) -> Damaged:  # noqa: B008
    """Lose the lead byte of ``text[at]`` in the GBK stream: all after it is read one byte off until in step again.

    ``keep_placeholder`` leaves a ``?`` where the byte was. In step again means at an ASCII character, an ASCII trail
    byte, an 0x80, or the end of the line at the latest.

    Raises:
        ValueError: the character has only one byte, or the line holds one that GBK has not.
    """
    if len(gbk(text[at])) != 2:
        raise ValueError(f"{text[at]!r} has no lead byte to lose")
    return rewritten(text, [_reread(text, at, 1, b"?" * keep_placeholder, reader)])


def split_characters(text: str, annotated: Collection[str], reader: Reader = SWALLOWS) -> Damaged:
    """Write readings where the two bytes of an annotated character meet by chance across two others.

    The converter looks for 請 (D5 88) in the bytes and finds it in 日報 (C8 D5 88 F3): 日?qǐng)?bào)告. Text should
    already have its readings, so that the second half of the character is followed by a bracket.
    """
    codes = {gbk(kind): kind for kind in annotated}
    edits: list[Edit] = []
    for at in range(1, len(text)):
        if not (_is_double(text[at - 1]) and _is_double(text[at])) or (edits and at < edits[-1].end):
            continue
        code = gbk(text[at - 1])[-1:] + gbk(text[at])[:1]
        if code in codes:
            written = code[1:] + f"({reading(codes[code])})".encode("gbk")
            with suppress(ValueError):  # the line has a character that GBK has not
                edits.append(_reread(text, at, 1, written, reader))
    return rewritten(text, edits)


def page_seams(text: str, seams: int, rng: random.Random) -> Damaged:
    """Paragraphs run together with spaces, and the pages of a preview numbered, most in the middle of a sentence."""
    inside = [m.end() for m in re.finditer(r"[\u4e00-\u9fff](?=[\u4e00-\u9fff]{3})", text)]
    cuts = sorted(rng.sample(inside, seams - 1)) if seams > 1 else []
    edits = [Edit(0, 0, "1、")]
    edits += [Edit(at, at, f"\n\n{number}、") for number, at in enumerate(cuts, 2)]
    edits += [Edit(m.start(), m.end(), " ") for m in re.finditer(r"\n(?!\Z)", text)]
    return rewritten(text, sorted(edits))


def redact(text: str, share: float, rng: random.Random, mark: str = "x") -> Damaged:
    """Counts become x, as before a work report is passed on."""
    return _each(text, COUNTED, lambda m: mark if rng.random() < share else m.group())


def mojibake_utf8_as_gbk(text: str, *, lossy: bool) -> Damaged:
    """UTF-8 read as GBK: 新型 -> 鏂板瀷. What GBK cannot read becomes ``?`` where that is allowed.

    Raises:
        ValueError: something is lost and that is not allowed.
    """
    found, _ = _read(text.encode(), (), Reader(mark="?" if lossy else "\ufffd"))
    if "\ufffd" in found:
        raise ValueError("an odd number of bytes: GBK cannot read all of them")
    return Damaged(found, (Change(0, len(found), text),))


def gbk_as_latin1(text: str) -> Damaged:
    """GBK read as Latin-1: 新型 -> ÐÂÐÍ. Nothing is lost."""
    found = b"".join(map(gbk, text)).decode("latin-1")
    return Damaged(found, (Change(0, len(found), text),))


def utf8_as_cp1252(text: str) -> Damaged:
    """UTF-8 read as Windows-1252, its five unused bytes as control characters: 新 -> æ–°. Nothing is lost."""
    found = "".join(_western(byte) for byte in text.encode())
    return Damaged(found, (Change(0, len(found), text),))


def _western(byte: int) -> str:
    return chr(byte) if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else bytes([byte]).decode("cp1252")


def html_entities(text: str, rng: random.Random) -> Damaged:
    """Quotes, dashes and indents as entities, some escaped twice; line breaks as ``<br />`` or a broken ``、br />``."""

    def entity(found: re.Match[str]) -> str:
        character = found.group()
        if character == "\n":
            return rng.choice(("<br />\n", "、br />\n", "\n&nbsp;&nbsp;&nbsp;&nbsp;", "\n&amp;nbsp;&amp;nbsp;"))
        named = html.escape(character) if character in "<>&" else NAMED[character]
        return rng.choice((named, character))

    return _each(text, r"[\n<>&“”—·]", entity)


NAMED = {"“": "&ldquo;", "”": "&rdquo;", "—": "&mdash;", "·": "&middot;"}
