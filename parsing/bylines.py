"""Bylines: lines in which a page says facts of the report and nothing else.

    发布时间：2020-02-03 10:20 来源：岚江网 作者：宁子谦 浏览次数：115 【字体：大 中 小】

A line is one only where its labels, their values, a time and the page's own tools account for all of it: a sentence
that happens to hold 来源 leaves words over. That is why this parses whole lines and does not search in them.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from parsing.expressions import any_of
from parsing.facts import CJK, Facts, makers, person
from parsing.foreign_days import in_order
from parsing.imprint import imprint
from parsing.labels import EDGES, Field, count, fields, is_form, is_label, label_pattern
from parsing.lexicon import load
from parsing.naming import has_surname, is_department, is_medium, is_people
from parsing.phrases import matches
from parsing.published import TIME, WEEKDAY, iso, short

if TYPE_CHECKING:
    from collections.abc import Iterable

OTHER = re.compile(rf"[{CJK}]{{2,6}}[：:]\S{{1,10}}")
"""A label that the lexicon has not, with its value."""
TOKENS = re.compile(r"[\s|｜丨/·,，;；©()（）【】\[\]〔〕{}—>_-]+")
POSTED_BY = re.compile(r"^由 ?(\S{1,20}?) ?于 ?(?=20\d\d)")
"""Who posted, as a blog says it: 由 宁子谦 于 2020-02-03 发布."""
LUNAR = re.compile(
    rf"（\d{{1,2}}/\d{{1,2}} \d\d:\d\d ?更新）|农历\S{{2,12}}"
    rf"|第? ?\d{{2,6}} ?期|第 ?[A-Z]?\d{{1,3}} ?版(?:[：: ] ?[{CJK}·]{{1,8}})?(?: ?PDF版?)?"
)
"""What stands beside the day: that of the old calendar, the page of the paper, when the page was changed."""
ACCOUNT = re.compile(rf"官方[账帐]号$|(?<=报){any_of(load('facts')['reading']['digital'])}$")
"""What a medium's name has behind it where it is its account or its page."""
COUNTED = re.compile(rf"(?<=[{CJK}]{{3}})\d{{1,7}}$")
DOMAIN = re.compile(r"(?<![\w@.-])[A-Za-z\d-]+(?:\.[A-Za-z\d-]+)*\.[A-Za-z]{2,6}(?![\w.@-])")
"""The address of the page's own site."""
TITLED = re.compile(rf"日[{CJK}]{{4}}")
"""A day that runs on into words: it stands in a title (2月3日疫情情况通报)."""
CLOCKED = re.compile(r".*\d-\d\d? \d{1,2}:\d\d")
STAMPED = re.compile(r"[^\d：]{2,60}? ?(?P<time>20\d\d-\d\d-\d\d \d\d:\d\d(?::\d\d)?)")
"""A name with the time behind it at which a machine published."""
SENTENCES = re.compile("[。！？；，]")
FINISHED = ("。", "！", "？", "；")
BYLINE_LENGTH, FORM_LENGTH, LABEL_LENGTH = 120, 500, 12
PLACE_LENGTH, CELLS_LEAST = 3, 4


@cache
def _sender() -> re.Pattern[str]:
    """Who sent a report to the page: 县委宣传部供稿."""
    return re.compile(rf"[{CJK}、]{{2,16}}{makers('sent')}")


class Byline(NamedTuple):
    """``day``: when the document was written, as against published. ``labels``: the kinds of the labels, in order."""

    facts: Facts
    labels: tuple[str, ...] = ()
    day: str | None = None
    weak: bool = False
    """Whether it rests on a label alone that reports use too, as in the minutes of a meeting: 时间：2月3日."""


@cache
def _post() -> re.Pattern[str]:
    """Over a post of a forum: who wrote it, and when."""
    posted = any_of(load("facts")["makers"]["posted"])
    return re.compile(rf"(?P<who>[^\s：，。|]{{1,20}})(?: ?{posted} ?| - )(?=20\d\d[-/.年])")


@lru_cache(maxsize=256)
def byline(line: str) -> Byline | None:
    """The facts of a line that says nothing else, or ``None``; kept, since several steps of the layout ask for it."""
    if len(line) > FORM_LENGTH or line.endswith(FINISHED):
        return None
    line = _of_cells(POSTED_BY.sub(r"\1 发布于 ", in_order(_with_colon(line))))
    whole = _of_one_form(line)
    if whole is not None:
        return whole
    parts, rest = fields(line)
    if len(line) > BYLINE_LENGTH and len(parts) < 3:
        return None
    time = TIME.search(rest)
    if time and not parts and TITLED.match(rest, time.end() - 1):
        return None
    tokens = _left(LUNAR.sub(" ", TIME.sub(" ", rest)), known=bool(parts or time), labelled=bool(parts))
    nothing = load("facts")["reading"]["nothing"]
    tokens = [token for token in tokens if token not in nothing and (len(parts) < 2 or not OTHER.fullmatch(token))]
    source, author = _unlabelled(
        tokens, timed=time is not None or any(part.kind in {"published", "editor"} for part in parts)
    )
    if time and parts and len(tokens) == 1 and is_department(tokens[0]):
        source = tokens[0]
    if source is None and author is None and not parts and CLOCKED.match(line):
        source, author = _account(tokens)
        tokens = tokens[:1] if source or author else tokens
    if source is None and author is None and time and time["hour"] and tokens and is_people(" ".join(tokens)):
        author, tokens = " ".join(tokens), tokens[:1]
    if time and parts and source is None and author is None and len(tokens) == 1 and len(tokens[0]) <= PLACE_LENGTH:
        tokens = []
    if not (parts or time) or len(tokens) > (source is not None) + (author is not None):
        return None
    facts = _facts(parts).or_else(Facts(published=iso(time) if time else None, source=source, author=author))
    weak = [part.label for part in parts] in ([label] for label in load("facts")["reading"]["weak"])
    return Byline(facts, tuple(part.kind for part in parts), _day(parts), weak)


def _with_colon(line: str) -> str:
    """A line that is a post and a name right behind it, with a colon: 校对方若兰."""
    glued = _maker().fullmatch(line)
    named = glued is not None and has_surname(glued["name"], after_post=True)
    return f"{glued['post']}：{glued['name']}" if glued and named else line


@cache
def _maker() -> re.Pattern[str]:
    labels = load("facts")
    posts = any_of((*labels["labels"]["editor"], *labels["reading"]["glued"]))
    return re.compile(rf"(?P<post>{posts})(?P<name>[{CJK}]{{2,3}})")


def _of_cells(line: str) -> str:
    """A row of a table, of labels and their values by turns, with colons: 来源 | 岚江网 | 日期 | 2020-02-03."""
    cells = [cell.strip() for cell in line.split("|")]
    if len(cells) < CELLS_LEAST or len(cells) % 2 or not all(is_label(cell) for cell in cells[::2]):
        return line
    return " ".join(f"{label}：{value}" for label, value in zip(cells[::2], cells[1::2], strict=True))


def _of_one_form(line: str) -> Byline | None:
    """A line that is not made of labels: an imprint, or who wrote a post and when."""
    said = imprint(line)
    return Byline(*said) if said else _posted(line)


def _posted(line: str) -> Byline | None:
    post = _post().match(line)
    if post and TIME.match(line, post.end()) and not label_pattern()[0].search(post["who"]):
        if matches("columns", post["who"]):
            return Byline(Facts(published=_time([line[post.end() :]])), ("published",))
        return Byline(Facts(author=post["who"], published=_time([line[post.end() :]])), ("author", "published"))
    return None


def under_title(line: str) -> Byline | None:
    """The facts of a line under the title that has words beside them which nothing tells: 来源：岚江网 2020-02-03 10:20 动态.

    It begins with a label and tells the minute, or tells the day with a second label; or a machine's time is all that
    stands after a name. A line with marks of a sentence, or such as an agenda has, is the report's.
    """
    parts, rest = fields(line)
    if len(line) > BYLINE_LENGTH or SENTENCES.search(line) or any(word in rest for word in _agenda()):
        return None
    time = TIME.search(line)
    dated = len(parts) > 1 and "published" in {part.kind for part in parts}
    if parts and line.startswith(parts[0].label) and time and (time["hour"] or dated):
        facts = _facts(parts).or_else(Facts(published=iso(time)))
    elif not parts and (stamped := STAMPED.fullmatch(line)):
        facts = Facts(published=_time([stamped["time"]]))
    else:
        return None
    return Byline(facts, tuple(part.kind for part in parts), _day(parts)) if facts.published else None


@cache
def _agenda() -> tuple[str, ...]:
    """The labels of an agenda: 地点：."""
    return tuple(f"{word}：" for word in load("facts")["reading"]["agenda"])


def named(line: str) -> Facts:
    """The time of publication that a line of the page tells among other words, after its label."""
    parts, _ = fields(line)
    return Facts(published=_time(part.value for part in parts if part.kind == "published"))


def labelled(line: str) -> str | None:
    """The kind of the label that is all of a line (来源：), its value being on the next."""
    if len(line) > LABEL_LENGTH:
        return None
    parts, rest = fields(line if line.rstrip().endswith(("：", ":")) else f"{line}：")
    whole = len(parts) == 1 and not parts[0].value and not rest.strip(EDGES)
    return parts[0].kind if whole and (line.rstrip().endswith(("：", ":")) or is_form(parts[0].label)) else None


def _left(rest: str, *, known: bool, labelled: bool) -> list[str]:
    """The words of a line that neither labels nor the page's tools account for.

    ``known``: whether the line has a label or tells a time; ``labelled``: whether it has a label.
    """
    tools = load("facts")["reading"]["tools"]
    words = [
        ACCOUNT.sub("", word)
        for word in TOKENS.split(DOMAIN.sub(" ", WEEKDAY.sub(" ", rest)))
        if word.strip("：:\"'“”") and not _sender().fullmatch(word)
    ]
    words = [COUNTED.sub("", word) for word in words]
    return [
        word
        for word in words
        if word.strip("：:") not in tools
        and not (known and count().fullmatch(word))
        and not ((labelled or len(words) == 1) and known and matches("lines", word))
    ]


def _unlabelled(words: list[str], *, timed: bool) -> tuple[str | None, str | None]:
    """Source and author beside a time: 云岫日报; 宁子谦 云岫日报. A label could be missing, but not the kind of name."""
    if not timed or not words or len(words) > 2 or not is_medium(words[-1]):
        return (words[0], None) if timed and len(words) == 1 and is_medium(words[0]) else (None, None)
    if len(words) == 2:
        return (words[1], words[0]) if re.fullmatch(person(), words[0]) or words[0] == words[1] else (None, None)
    return words[0], None


def _account(words: list[str]) -> tuple[str | None, str | None]:
    """Whose a post is, beside the minute at which a machine published it: one account, or the names of its writers."""
    if len(words) == 1 and re.fullmatch(rf"[{CJK}\w]{{2,16}}", words[0]):
        return words[0], None
    if words and all(re.fullmatch(person(), word) for word in words):
        return None, " ".join(words)
    return None, None


def _facts(parts: list[Field]) -> Facts:
    found: dict[str, str] = {}
    nothing = load("facts")["reading"]["nothing"]
    for part in parts:
        if (
            part.kind not in {"ignored", "published", "written"}
            and re.search(r"\w", part.value)
            and part.value not in nothing
        ):
            found.setdefault(part.kind, part.value)
    return Facts(**found, published=_time(part.value for part in parts if part.kind == "published"))


def _day(parts: list[Field]) -> str | None:
    return _time(part.value for part in parts if part.kind == "written")


def _time(values: Iterable[str]) -> str | None:
    """The first time that some values say, in ISO 8601."""
    for value in values:
        time = TIME.search(value)
        if found := iso(time) if time else short(value):
            return found
    return None
