"""What a user's lexicon must be like to be laid over ours: the same names and forms, and entries that can be used.

Checked before anything is compiled, so that a mistake is told by its file and its place there, and never comes to
light as a traceback or as a text that is read wrongly. Ours is the model; the tables below hold what it cannot show.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from fnmatch import fnmatchcase
from itertools import chain
from typing import TYPE_CHECKING, Any, get_args

from parsing.lexicon.merging import REMOVE, WORDS, Table, entries, merged
from parsing.record import Bound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

OPEN = frozenset({
    "bounds.after", "bounds.before", "bounds.unless_after", "bounds.within", "counts.per.average",
    "counts.scope.bodies", "dates.part_of_day", "dates.words.year", "frames.frames", "frames.words",
    "measures.category", "script.choices", "script.marks", "script.phrases", "script.radicals", "script.variants",
    "units.dimensions", "units.normal", "units.not_before",
})  # fmt: skip
"""Tables whose keys are entries too, so that a user may add some."""
NEEDED: Mapping[str, tuple[str, ...]] = {"measures.category": ("zh", "en", "definition", "actions")}
"""What a new table in an open one must have."""
FRAME = re.compile(r"(?P<verb>\w+)(?P<mark>\s*[+>]\s*|\s+)(?P<thing>\w+)")
"""Two kinds of words: that stand together (``+``), in this order (``>``), or apart in either (a blank)."""
SHOWN = 60
REPORTED = ("2月3日，全县新增确诊病例3例。", "各乡镇要加强排查，做到早发现、早报告。", "疫情防控", "一、加强领导")
"""What stands in any report: no page's own words may take it."""


def _uncompiled(entry: str) -> str | None:
    try:
        re.compile(entry)
    except re.error as error:
        return f"is no regular expression: {error}"
    return None


def _captures(entry: str) -> str | None:
    found = _uncompiled(entry) is None and re.compile(entry).groups
    return "has a group that captures; write (?:…)" if found else None


PATTERNS = (_uncompiled, _captures)
"""What keeps an entry out of an expression, as many are joined as they stand; asked where it keeps out none of ours."""


def _trigger(entry: str) -> str | None:
    halves = [half.split("|") for half in entry.split("…")]
    if len(halves) > 2:
        return "has more than one gap"
    return "has a part of less than two characters" if any(len(part) < 2 for half in halves for part in half) else None


def _bound(entry: str) -> str | None:
    known = get_args(Bound)
    return None if entry in known else f"is none of {', '.join(known)}"


def _takes_all(entry: str) -> str | None:
    if _uncompiled(entry):
        return None
    takes = re.compile(entry, re.IGNORECASE)
    return "takes any line" if takes.fullmatch("") or any(map(takes.fullmatch, REPORTED)) else None


def _one(entry: str) -> str | None:
    return None if len(entry) == 1 else "must be one character"


RULES: tuple[tuple[str, Callable[[str], str | None]], ...] = (
    *((place, _bound) for place in ("bounds.before.*", "bounds.after.*", "bounds.within.*")),
    ("measures.category.*.actions", _trigger),
    *((f"furniture.{kind}", _takes_all) for kind in (
        "lines", "heads", "edges", "ends", "contacts", "tails", "notices", "statements", "documents", "letterheads",
    )),
    *((f"script.{table}.*", _one) for table in ("variants", "radicals", "marks")),
)  # fmt: skip
"""What entries at a place must be, beyond what ours show."""
KEYS: tuple[tuple[str, Callable[[str], str | None]], ...] = (
    *((place, _one) for place in (
        "bounds.within", "script.choices", "script.marks", "script.radicals", "script.variants",
    )),
)  # fmt: skip
"""What the keys of an open table must be."""


def mistakes(name: str, ours: Table, theirs: Table) -> Iterator[str]:
    """What is wrong with a user's tables for the lexicon ``name``, each as ``place: cause``."""
    gone = theirs.get(REMOVE, {})
    own = {key: value for key, value in theirs.items() if key != REMOVE}
    found = [*_amiss(name, ours, own), *_unremovable(name, ours, gone)]
    yield from found
    if not found:
        whole = merged(name, ours, theirs)
        yield from _emptied(name, ours, whole)
        if name == "units":
            yield from _doubled(whole["dimensions"])
        if name == "script":
            yield from _uneven(whole["phrases"])
        if name == "frames":
            yield from _unframed(whole)


def _amiss(place: str, ours: Any, theirs: Any) -> Iterator[str]:
    """Mistakes in what is added, by comparison with what is there."""
    if isinstance(ours, dict):
        if not isinstance(theirs, dict):
            yield f"{_told(place)}: must be a table"
            return
        for key, value in theirs.items():
            yield from _amiss_under(place, key, ours, value)
    elif isinstance(ours, list) or (_of_words(place) and isinstance(theirs, list)):
        yield from _amiss_list(place, ours, theirs)
    elif type(theirs) is not type(ours):
        yield f"{_told(place)}: must be {'text' if isinstance(ours, str) else 'a whole number'}"
    elif isinstance(theirs, str):
        yield from _amiss_list(place, ours, _listed(place, ours, theirs))


def _amiss_under(place: str, key: str, ours: Table, value: Any) -> Iterator[str]:
    inner = f"{place}.{key}"
    if key in ours:
        yield from _amiss(inner, ours[key], value)
    elif place in OPEN:
        for rule in (rule for where, rule in KEYS if where == place):
            if cause := rule(key):
                yield f"{_told(place)}: {key!r} {cause}"
        if not key.strip():
            yield f"{_told(place)}: an entry without text"
        for field in NEEDED.get(place, ()):
            if isinstance(value, dict) and field not in value:
                yield f"{_told(inner)}: has no {field}"
        yield from _amiss(inner, next(iter(ours.values())), value)
    else:
        near = get_close_matches(key, ours, 1)
        yield f"{_told(inner)}: not known here" + (f"; is it {near[0]}?" if near else f"; there are {_some(ours)}")


def _amiss_list(place: str, ours: list[Any] | str, theirs: Any) -> Iterator[str]:
    """A list is of texts, or where ours is, of lists of them."""
    if isinstance(theirs, list) and isinstance(ours, list) and ours and isinstance(ours[0], list):
        for row in theirs:
            yield from _amiss_list(place, ours[0], row)
    elif isinstance(theirs, list) and all(isinstance(entry, str) for entry in theirs):
        for entry in theirs:
            yield from _amiss_entry(place, _listed(place, ours, ours), entry)
    else:
        yield f"{_told(place)}: must be a list of texts"


def _amiss_entry(place: str, ours: list[str], entry: str) -> Iterator[str]:
    if not entry:
        yield f"{_told(place)}: an entry without text"
        return
    for rule in (rule for where, rule in RULES if fnmatchcase(place, where)):
        if cause := rule(entry):
            yield f"{_told(place)}: {entry[:SHOWN]!r} {cause}"
    for barred in PATTERNS:
        if (cause := barred(entry)) and not any(map(barred, ours)):
            yield f"{_told(place)}: {entry[:SHOWN]!r} {cause}"


def _unremovable(place: str, ours: Any, gone: Any) -> Iterator[str]:
    """Mistakes in what is to be removed: it must be there, and an entry."""
    told = _told(place, REMOVE)
    if isinstance(ours, dict) and isinstance(gone, dict):
        for key, value in gone.items():
            if key in ours:
                yield from _unremovable(f"{place}.{key}", ours[key], value)
            else:
                yield f"{_told(f'{place}.{key}', REMOVE)}: not known here"
        return
    if isinstance(ours, str) and _of_words(place):
        listed = entries(ours, ours)
        gone = entries(ours, gone) if isinstance(gone, str) else gone
    elif isinstance(ours, list) or place in OPEN:
        listed = list(ours)
    else:
        yield f"{told}: cannot be removed"
        return
    if not isinstance(gone, list):
        yield f"{told}: must be a list of entries"
        return
    yield from (f"{told}: there is no {str(entry)[:SHOWN]!r} to remove" for entry in gone if entry not in listed)


def _emptied(place: str, ours: Any, whole: Any) -> Iterator[str]:
    """Lists of which nothing is left: what is compiled from them would match everywhere."""
    if isinstance(ours, dict) and isinstance(whole, dict):
        for key in ours.keys() & whole.keys():
            yield from _emptied(f"{place}.{key}", ours[key], whole[key])
    if ours and (whole.isspace() or not whole if isinstance(whole, str) else whole in ({}, [])):
        yield f"{_told(place, REMOVE)}: leaves nothing"


def _doubled(dimensions: Mapping[str, list[str]]) -> Iterator[str]:
    """Units of two dimensions: which of them counts would be chance."""
    of: dict[str, str] = {}
    for unit, name in chain.from_iterable(((unit, name) for unit in units) for name, units in dimensions.items()):
        if of.setdefault(unit, name) != name:
            yield f"dimensions.{name}: {unit!r} is in dimensions.{of[unit]} already"


def _uneven(phrases: Mapping[str, str]) -> Iterator[str]:
    """Words that would change the length of a text, and with it every offset."""
    for old, new in phrases.items():
        if len(old) != len(new):
            yield f"phrases.{old}: {new!r} must have as many characters"


def _unframed(whole: Table) -> Iterator[str]:
    """Frames that name a kind that is not there, and words of one character in kinds that may stand apart."""
    kinds = whole["words"]
    for category, rows in whole["frames"].items():
        for row in rows:
            frame = FRAME.fullmatch(row)
            named = (frame["verb"], frame["thing"]) if frame else ()
            if not named or any(name not in kinds for name in named):
                yield f"frames.{category}: {row!r} is not two kinds of words"
            elif "+" not in row and any(len(word) < 2 for name in named for word in kinds[name].split()):
                yield f"frames.{category}: {row!r} has words of one character, which may not stand apart"


def _of_words(place: str) -> bool:
    """Whether strings there list words."""
    return place.partition(".")[0] in WORDS


def _listed(place: str, ours: list[str] | str, value: list[str] | str) -> list[str]:
    """The entries of a list, or of a string, which may be one entry itself."""
    if isinstance(value, list):
        return value
    return entries(str(ours), value) if _of_words(place) else [value]


def _told(place: str, under: str = "") -> str:
    """A place as the file's reader knows it: without the lexicon's name."""
    parts = place.split(".")[1:]
    return ".".join([under, *parts] if under else parts) or "the file"


def _some(ours: Table) -> str:
    names = ", ".join(ours)
    return names if len(names) <= 3 * SHOWN else f"{names[: 3 * SHOWN]}…"
