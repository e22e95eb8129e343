"""What a page says of the report itself: when it was published, by whom, from where, who made it.

Pages say it in lines of their own (:mod:`parsing.bylines`), in the dateline before the first sentence, in brackets at
the end, in a signature, and in fields that no reader sees.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from msgspec.structs import astuple

from parsing.expressions import any_of
from parsing.lexicon import load
from parsing.published import TIME, iso, short
from parsing.values import Value

if TYPE_CHECKING:
    from collections.abc import Mapping

CJK = "\u4e00-\u9fff"
"""The common Chinese characters, for a class in an expression; rare ones stand in no label or byline.

Cleaning needs these too: its ``HAN`` has them all."""
APART = re.compile(rf"(?<=(?:记者|讯员))( ?[{CJK}]) ([{CJK}])(?![{CJK}])")
"""A name of two characters set as wide as one of three, after a post."""
FRAMED = re.compile(r"^【([^【】]{2,30}[讯电])】")
"""A dateline in brackets of its own: 【岚江新闻网2月3日电】."""
DATELINE_LENGTH = 80
COLUMN_LENGTH, COLUMNS = 6, 3
"""Characters of the name of a column, and how many that begin alike make a site's menu: 江州交通, 江州医院, 江州房产."""
PRINTED = re.compile(rf"{TIME.pattern}印发$")
NO_LETTER = re.compile(r"[\W_]+")
FILE = re.compile(r"(?:文件名称?[：:]\s*)?《?(?P<name>[^《》]{4,60}?)(?:\.(?:docx?|pdf|wps|txt|pptx?)(?:》.*)?|_第1页)")
SUFFIX = re.compile(r"(?<![-_|—–])[-_|—–]++\s*[^-_|—–]{2,24}$")


@cache
def makers(*lists: str) -> str:
    """An expression for any word of these lists of the words that tell who made a report."""
    words = load("facts")["makers"]
    return f"(?:{any_of(word for name in lists for word in words[name])})"


@cache
def person() -> str:
    """An expression for a name of two to four characters, or of a foreign or minority person, beside a post."""
    nameless, posts = makers("posts", "nameless"), makers("posts")
    return rf"(?!{nameless}|[{CJK}]{{0,4}}报道)(?:(?!{posts})[{CJK}]){{2,4}}(?:[·][{CJK}]{{2,8}})?"


@cache
def persons(between: str = " 、") -> str:
    """An expression for such names, ``between`` which some of these characters stand."""
    return rf"{person()}(?:[{between}]+{person()})*"


class Facts(Value, frozen=True):
    """``published`` is an ISO 8601 date or time; the others are as the page words them, in simplified characters."""

    title: str | None = None
    published: str | None = None
    source: str | None = None
    publisher: str | None = None
    author: str | None = None
    editor: str | None = None
    reporter: str | None = None

    def or_else(self, other: Facts) -> Facts:
        """These facts, and the other's where these are silent."""
        return Facts(*(mine or theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))


def dateline(paragraph: str) -> Facts | None:
    """Who reports, where a paragraph begins with it (…网讯, 新华社…电) or ends in brackets with the reporter's name."""
    head = FRAMED.sub(r"\1", APART.sub(r"\1\2", paragraph[:DATELINE_LENGTH]))
    paragraph = head + paragraph[DATELINE_LENGTH:]
    start = _dateline().match(paragraph)
    agency = _agency().match(paragraph)
    if agency:
        return Facts(source=agency["source"], reporter=agency["names"])
    reporter = _in_brackets().search(paragraph) or _correspondent().search(paragraph)
    if start is None and reporter is None:
        return None
    others = _after_dateline().match(paragraph, start.end()) if start and not reporter else None
    names = reporter["names"] if reporter else (others["names"] or others["others"]) if others else None
    opening = _opening().match(paragraph)
    source = _reporting(start) if start else opening["source"] if opening else None
    if source is None and reporter:
        source = reporting(reporter.group()).source
    return Facts(source=source, reporter=names)


@cache
def outlets() -> str:
    """An expression for the end of the name of a medium that reports."""
    return any_of(load("facts")["media"]["outlets"])


@cache
def _dateline() -> re.Pattern[str]:
    """A medium, or a place or office that reports, the day, and the word of a dateline: 云岫网2月3日讯."""
    return re.compile(
        rf"(?!据)(?:(?P<source>[{CJK}]{{1,9}}?(?<!^本){outlets()}(?!湾)(?:[{CJK}]{{2,6}}客户端)?)|本报)?"
        rf"(?P<name>[{CJK}]{{2,6}}?)?"
        r"(?P<day>\d{1,2}月\d{1,2}日)? ?(?P<kind>讯|电|消息)(?=[ ：（/]|$)"
    )


@cache
def _opening() -> re.Pattern[str]:
    """A dateline without its word: 岚江新闻网（记者宁子谦）."""
    return re.compile(rf"(?P<source>[{CJK}]{{2,10}}{outlets()})(?:（[^（）]{{2,20}}）)?（[^（）]{{0,6}}记者")


@cache
def _agency() -> re.Pattern[str]:
    """A dateline in brackets with the place between the name and the day: （中央社记者宁子谦江州15日电）."""
    return re.compile(
        rf"（(?P<source>[{CJK}]{{2,6}}社)记者(?P<names>[{CJK}]{{2,3}}(?:、[{CJK}]{{2,3}})*)[{CJK}]{{2,6}}\d{{1,2}}日专?电）"
    )


@cache
def _in_brackets() -> re.Pattern[str]:
    return re.compile(rf"（[^（）]{{0,12}}?记者[ ：]*(?P<names>{persons()})(?![：:])[^（）]{{0,30}}）")


@cache
def _correspondent() -> re.Pattern[str]:
    """Who sent the report, in brackets at its end, where no reporter stands there: （特约通讯员：宁子谦）."""
    return re.compile(rf"（[{CJK} ]{{0,10}}通讯员[ ：]*(?P<names>{persons()})(?![：:])[^（）]{{0,12}}）$")


@cache
def _after_dateline() -> re.Pattern[str]:
    """Who wrote, in the brackets after a dateline, where none of them is called a reporter: 讯（宁子谦 通讯员 路远）."""
    whose = makers("bodies")
    return re.compile(rf"[ ]?（(?:(?P<names>{persons()})[ ，、]+)?{whose}?通讯员[ ：:]*(?P<others>{persons()})）")


def _reporting(start: re.Match[str]) -> str | None:
    """The medium of a dateline; a name alone before 讯 is one where it is no bare place."""
    source, name = start["source"], start["name"]
    if source or start["kind"] != "讯" or start["day"] or not name or len(name) < 4:
        return source
    return str(name)


def without_columns(lines: list[str]) -> list[str]:
    """The lines but for those of a menu whose entries begin alike, which may read as names of bodies."""
    heads = Counter(line[:2] for line in lines if len(line) <= COLUMN_LENGTH)
    return [line for line in lines if len(line) > COLUMN_LENGTH or heads[line[:2]] < COLUMNS]


def publisher(lines: list[str]) -> str | None:
    """The name of the site, from the lines of its page."""
    for line in lines:
        offered = _offered().search(line)
        if offered:
            return offered["welcome"] or offered["shared"]
        name = _site().search(line)
        if name and not _is_general(name["name"]):
            return name["name"]
    return None


def _is_general(name: str) -> bool:
    """Whether a name that ends as those of sites do is none: 互联网, 免费服务热线."""
    media = load("facts")["media"]
    return name in media["general"] or name.endswith(("互联网", *media["hotlines"]))


def owner(lines: list[str]) -> str | None:
    """The name of whom a site belongs to, where it is all of a line over the report."""
    return next((line for line in lines if _owner().fullmatch(line)), None)


def reporting(line: str) -> Facts:
    """Whose reporter a line or a text says wrote: 云岫日报全媒体记者 宁子谦."""
    found = _reporters().search(line)
    return Facts(source=found["medium"] if found else None)


def file_name(lines: list[str]) -> str | None:
    """The title of a document, from a line that is the name of its file, or of a picture of its first page."""
    return next((found["name"] for line in lines if (found := FILE.fullmatch(line))), None)


def is_date(line: str) -> bool:
    """Whether a line is a day and nothing else, in brackets perhaps, as reports themselves set it."""
    time = TIME.fullmatch(re.sub(r"\s", "", line.removeprefix("（").removesuffix("）")))
    return time is not None and time["hour"] is None


def signed(lines: list[str]) -> Facts:
    """The day under a notice, where a line is nothing but a date, or tells when it was printed."""
    for line in lines:
        time = TIME.fullmatch(re.sub(r"\s", "", line)) or PRINTED.search(line)
        if time:
            return Facts(published=iso(time))
    return Facts()


def from_metadata(metadata: Mapping[str, str]) -> Facts:
    """What the file says outside its text, in the form of the record: days in ISO 8601, everything else as it is."""
    facts = {name: value for name, value in metadata.items() if name != "published" and len(value) <= 200}
    time = TIME.search(metadata.get("published", ""))
    return Facts(**facts, published=iso(time) if time else short(metadata.get("published", "")))


def without_site(title: str) -> str:
    """The title of a page without the name of its site: …的通知_岚江县人民政府, …的通知 - 新闻中心 - 岚江网."""
    while (end := SUFFIX.search(title)) and len(shorter := title[: end.start()].rstrip()) >= 6:
        title = shorter
    return title


def bare(title: str) -> str:
    """The letters and figures of a title, by which two are compared."""
    return NO_LETTER.sub("", title)


@cache
def _owner() -> re.Pattern[str]:
    return re.compile(rf"[{CJK}]{{2,16}}(?:{'|'.join(load('facts')['reading']['owners'])})")


@cache
def _offered() -> re.Pattern[str]:
    """Names of sites that end as other words do, where the site welcomes the reader or says to search there."""
    welcomes, portals = (any_of(load("facts")["media"][name]) for name in ("welcomes", "portals"))
    return re.compile(
        rf"{welcomes}(?P<welcome>[{CJK}]{{2,14}}?{portals})(?![{CJK}])"
        rf"|请在(?:[a-zA-Z\d.-]{{1,60}}\.[a-zA-Z]{{2,10}})?(?P<shared>[{CJK}]{{2,10}})(?:(?:[|｜]| - ).*)?上搜索"
    )


@cache
def _site() -> re.Pattern[str]:
    media = load("facts")["media"]
    ends = "|".join(media["sites"])
    welcomes, follows, said, editions = (any_of(media[name]) for name in ("welcomes", "follows", "said", "editions"))
    return re.compile(
        rf"(?:{welcomes}|(?<![{CJK}])(?:{follows})?)(?P<name>(?!关注|欢迎)[{CJK}]{{2,8}}?(?:{ends}))"
        rf"(?=[—_|！!：，。>]|{said}| |$|-|[{CJK}]{{0,4}}频道|{editions}版)"
    )


@cache
def _reporters() -> re.Pattern[str]:
    ends, desks, ranks = (any_of(load("facts")["media"][name]) for name in ("reporting", "desks", "ranks"))
    return re.compile(
        rf"(?:^|[（。]) ?(?P<medium>[{CJK}]{{1,8}}{ends})(?:·[{CJK}]{{2,8}})?(?:{desks})?(?:{ranks})?记者[ ：]?[{CJK}]"
    )
