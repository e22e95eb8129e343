"""Mails: the lines that a mail program writes over a report and under it.

Apart from the furniture of web pages, because a mail is told by its head as a whole: none of its lines alone is
anything that a report could not say (时间：, 主题：), and under a report two dashes begin a signature only where a mail's
head stands over it.
"""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from parsing.facts import Facts
from parsing.lexicon import load
from parsing.published import TIME, iso

if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST, MOST = 3, 30
"""Lines of a head; lines before which it ends."""
ADDRESS = re.compile(r"\s*[<＜（(]?[\w.+-]+@[\w.-]+[>＞）)]?|\"")
SIGNATURE = re.compile(r"[-—]{2,3}|_{10,}|-{10,}")


class Head(NamedTuple):
    """``lines``: how many lines of the text are the head; ``subject``: the number of the one that has the title."""

    lines: int
    subject: int
    facts: Facts


def head(lines: Sequence[str]) -> Head | None:
    """The head of a mail at the beginning of a text; a subject may stand on the line after its label."""
    found: dict[str, tuple[int, str]] = {}
    at = 0
    while at < min(len(lines), MOST):
        label = _label().match(lines[at])
        if label is None:
            if at and lines[at - 1].rstrip()[-1:] in "：:" and found.get("title", (-1, ""))[0] == at - 1:
                found["title"] = (at, lines[at])
                at += 1
                continue
            break
        found.setdefault(_kinds()[label[1].lower()], (at, lines[at][label.end() :].strip()))
        at += 1
    if at < LEAST or not {"author", "title"} <= found.keys():
        return None
    author = ADDRESS.sub("", found["author"][1]).strip()
    return Head(at, found["title"][0], Facts(author=author or None, published=_day(found.get("published", (0, ""))[1])))


def subject(line: str) -> int:
    """Where the subject begins in its line."""
    label = _label().match(line)
    return label.end() if label else 0


def foot(lines: Sequence[str], last: int) -> range:
    """The numbers of the lines of a signature, or of the list that sent the mail, after the last paragraph."""
    start = next((at for at in range(last + 1, len(lines)) if SIGNATURE.fullmatch(lines[at])), len(lines))
    return range(start, len(lines))


def _day(written: str) -> str | None:
    time = TIME.search(written)
    if time:
        return iso(time)
    try:
        return parsedate_to_datetime(written).replace(tzinfo=None).isoformat()
    except (ValueError, OverflowError):
        return None


@cache
def _kinds() -> dict[str, str]:
    return {label.lower(): kind for kind, labels in load("facts")["mail"].items() for label in labels}


@cache
def _label() -> re.Pattern[str]:
    labels = "|".join(map(re.escape, sorted(_kinds(), key=len, reverse=True)))
    return re.compile(rf"({labels})[ ]?[：:][ ]*", re.IGNORECASE)
