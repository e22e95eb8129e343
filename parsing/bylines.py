"""Bylines: lines in which a page says facts of the report and nothing else.

    发布时间：2020-02-03 10:20 来源：岚江网 作者：宁子谦 浏览次数：115 【字体：大 中 小】

A line is one only where its labels, their values, a time and the page's own tools account for all of it: a sentence
that happens to hold 来源 leaves words over. That is why this parses whole lines and does not search in them.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from parsing.facts import HAN, Facts, makers, person, persons
from parsing.imprint import SPACED, imprint
from parsing.lexicon import load
from parsing.naming import is_department, is_medium, is_people
from parsing.published import TIME, WEEKDAY, iso, short
from parsing.searching import first_of, matches

OTHER = re.compile(rf"[{HAN}]{{2,6}}[：:]\S{{1,10}}")
"""A label that the lexicon has not, with its value."""
TOKENS = re.compile(r"[\s|｜丨/·,，;；©()（）【】\[\]〔〕{}—>_-]+")
POST = re.compile(r"(?P<who>[^\s：，。|]{1,20}) ?(?:发表于|发布于) ?(?=20\d\d[-/.年])")
"""Over a post of a forum: who wrote it, and when."""
LUNAR = re.compile(rf"农历\S{{2,12}}|第? ?\d{{2,6}} ?期|第 ?[A-Z]?\d{{1,3}} ?版(?:[：: ] ?[{HAN}·]{{1,8}})?(?: ?PDF版?)?")
"""What newspapers print beside the day: the day of the old calendar, the page."""
ACCOUNT = re.compile(r"官方[账帐]号$|(?<=报)(?:数字报|电子报|电子版)$")
COUNT = re.compile(r"(?:我要)?(?:评论|跟帖|留言|参与)[（(]\d*[）)]?|(?:全文|共印?|字数)?[\d.,+万]+(?:字|份)|[\d.]+[KMG]B|[\d.,+万]+(?:次|人|条|页)?(?:阅读|浏览|点击|评论|访问|参与|观看)?")
COUNTED = re.compile(rf"(?<=[{HAN}]{{3}})\d{{1,7}}$")
TITLED = re.compile(rf"日[{HAN}]{{4}}")
"""A day that runs on into words: it stands in a title (2月3日疫情情况通报)."""
CLOCKED = re.compile(r".*\d-\d\d? \d{1,2}:\d\d")
SENTENCE = re.compile(r"[。！？；]$")
NUMBERED = re.compile(r"[ _]*[A-Za-z]{1,4}\d{2,}$")
ADDRESS = re.compile(r"(?:https?://|www\.)[\w./?=&%#:~-]+(?:（[^（）]{1,20}）)?")
REDACTED = re.compile(r"[xX*×某]+")
EDGES = " |｜丨/,，;；:：（）()【】[]〔〕"
BYLINE_LENGTH, FORM_LENGTH, LABEL_LENGTH = 120, 500, 12
LENGTH = {"title": 100, "ignored": 40, "source": 36}
VALUE_LENGTH, PLACE_LENGTH = 24, 3
PEOPLE = frozenset({"author", "editor", "reporter"})
"""Facts that are people's names."""


class _Forms(NamedTuple):
    """How makers of a report and their posts stand in bylines."""

    sent: re.Pattern[str]
    posted: re.Pattern[str]
    reported: re.Pattern[str]
    """A source that says its reporter, too: 岚江日报记者 宁子谦."""
    colleagues: re.Pattern[str]
    learning: re.Pattern[str]
    other_makers: re.Pattern[str]
    """Labels that the lexicon has not, each with people's names, after a label with people's names."""


@cache
def _forms() -> _Forms:
    return _Forms(
        sent=re.compile(rf"[{HAN}、]{{2,16}}{makers('sent')}"),
        posted=re.compile(rf"{makers('posts')}[ ：]?(?P<names>{persons()})"),
        reported=re.compile(rf"(?P<medium>[{HAN}·]{{2,16}}?){makers('ranks')}?记者[ ：](?P<names>{persons()})"),
        colleagues=re.compile(rf"^文[/／]|[ 、，](?:图[/／]|{makers('colleagues')}).*"),
        learning=re.compile(rf"[（(]?{makers('learning')}{makers('learners')}?[）)]?$"),
        other_makers=re.compile(rf"(?:[ ，,;；|/]+[{HAN}]{{2,6}}[：:][ ]*{persons()})+"),
    )


class Byline(NamedTuple):
    """``day``: when the document was written, as against published. ``labels``: the kinds of the labels, in order."""

    facts: Facts
    labels: tuple[str, ...] = ()
    day: str | None = None
    weak: bool = False
    """Whether it rests on a label alone that reports use too, as in the minutes of a meeting: 时间：2月3日."""


class _Part(NamedTuple):
    kind: str
    label: str
    value: str


@lru_cache(maxsize=256)
def byline(line: str) -> Byline | None:
    """The facts of a line that says nothing else, or ``None`` for any other line; the steps of the layout ask it again."""
    if len(line) > FORM_LENGTH or SENTENCE.search(line):
        return None
    whole = _of_one_form(line)
    if whole is not None:
        return whole
    parts, rest = _parts(line)
    if len(line) > BYLINE_LENGTH and len(parts) < 3:
        return None
    time = TIME.search(rest)
    if time and not parts and TITLED.match(rest, time.end() - 1):
        return None
    tokens = _left(LUNAR.sub(" ", TIME.sub(" ", rest)), known=bool(parts or time))
    tokens = [token for token in tokens if len(parts) < 2 or not OTHER.fullmatch(token)]
    source, author = _unlabelled(tokens, timed=time is not None or any(part.kind in {"published", "editor"} for part in parts))
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


def _of_one_form(line: str) -> Byline | None:
    """A line that is not made of labels: an imprint, or who wrote a post and when."""
    said = imprint(line)
    return Byline(*said) if said else _posted(line)


def _posted(line: str) -> Byline | None:
    post = POST.match(line)
    if post and TIME.match(line, post.end()) and not _label()[0].search(post["who"]):
        return Byline(Facts(author=post["who"], published=_time([line[post.end() :]])), ("author", "published"))
    return None


def named(line: str) -> Facts:
    """The time of publication that a line of the page tells among other words, after its label."""
    parts, _ = _parts(line)
    return Facts(published=_time(part.value for part in parts if part.kind == "published"))


def labelled(line: str) -> str | None:
    """The kind of the label that is all of a line (来源：), its value being on the next."""
    if len(line) > LABEL_LENGTH:
        return None
    parts, rest = _parts(line if line.rstrip().endswith(("：", ":")) else f"{line}：")
    whole = len(parts) == 1 and not parts[0].value and not rest.strip(EDGES)
    return parts[0].kind if whole and (line.rstrip().endswith(("：", ":")) or _is_form(parts[0].label)) else None


def _parts(line: str) -> tuple[list[_Part], str]:
    """The labels with their values, and what is left over: the text before the first, and values too long to be one."""
    line = _device().sub(" ", line)
    labels = list(matches(*_label(), line))
    if ("http" in line or "www." in line) and (labels or TIME.search(line)):
        line = ADDRESS.sub(lambda address: " " * len(address.group()), line)
    rest = line[: labels[0].start()] if labels else line
    ends = [*(label.start() for label in labels[1:]), len(line)][: len(labels)]
    parts = []
    for label, end in zip(labels, ends, strict=True):
        name = re.sub(r"\s", "", next(filter(None, label.groups()))).lower()
        kind = _labels()[name]
        value, beyond = _value(line[label.end() : end], kind)
        if len(value) > LENGTH.get(kind, VALUE_LENGTH):
            value, beyond = "", f"{value} {beyond}"
        reported = _forms().reported.fullmatch(value) if kind == "source" else None
        if kind == "author" and (posted := _forms().posted.fullmatch(value)):
            parts.append(_Part("reporter", name, posted["names"]))
        elif reported:
            parts += [_Part(kind, name, reported["medium"]), _Part("reporter", name, reported["names"])]
        else:
            parts.append(_Part(kind, name, value))
        rest += f" {beyond}"
    return parts, rest


def _value(text: str, kind: str) -> tuple[str, str]:
    """A label's value, and what stands after it: another time, the page's tools."""
    if kind in {"published", "written"}:
        time = TIME.search(text)
        return (time.group(), f"{text[: time.start()]} {text[time.end() :]}") if time else _cut(text)
    if kind == "title":
        return text.strip(EDGES), ""
    value, beyond = _cut(text)
    if kind in PEOPLE and (others := _forms().other_makers.search(text)) and not text[others.end() :].strip(EDGES):
        value, beyond = text[: others.start()].strip(EDGES), ""
    time = TIME.search(value)
    if time and (time.start() or kind != "ignored"):
        value, beyond = value[: time.start()], f"{value[time.start() :]} {beyond}"
    value = _without_tools(value.strip(EDGES))
    return (_person(value) if kind in PEOPLE else value), beyond


def _person(value: str) -> str:
    """A name without the number that a system gave its bearer, or the blank that sets two characters as wide as three."""
    name = SPACED.sub(r"\1\2", NUMBERED.sub("", _forms().learning.sub("", _forms().colleagues.sub("", value))))
    return "" if REDACTED.fullmatch(name) or "：" in name else name


def _without_tools(value: str) -> str:
    """A name without the tools of the page that stand after it: 云岫日报 举报."""
    words = value.replace("©", " ").split()
    while len(words) > 1 and (words[-1] in load("facts")["reading"]["tools"] or COUNT.fullmatch(words[-1])):
        words.pop()
    return " ".join(words)


def _cut(text: str) -> tuple[str, str]:
    value, _, beyond = text.strip(EDGES).partition("|")
    return value.strip(EDGES), beyond


def _left(rest: str, *, known: bool) -> list[str]:
    """The words of a line that neither labels nor the page's tools account for."""
    tools = load("facts")["reading"]["tools"]
    words = [ACCOUNT.sub("", word) for word in TOKENS.split(WEEKDAY.sub(" ", rest)) if word.strip("：:\"'“”") and not _forms().sent.fullmatch(word)]
    words = [COUNTED.sub("", word) for word in words]
    return [word for word in words if word.strip("：:") not in tools and not (known and COUNT.fullmatch(word))]


def _unlabelled(words: list[str], *, timed: bool) -> tuple[str | None, str | None]:
    """Source and author beside a time: 云岫日报; 宁子谦 云岫日报. A label could be missing, but not the kind of name."""
    if not timed or not words or len(words) > 2 or not is_medium(words[-1]):
        return (words[0], None) if timed and len(words) == 1 and is_medium(words[0]) else (None, None)
    if len(words) == 2:
        return (words[1], words[0]) if re.fullmatch(person(), words[0]) or words[0] == words[1] else (None, None)
    return words[0], None


def _account(words: list[str]) -> tuple[str | None, str | None]:
    """Whose a post is, beside the minute at which a machine published it: one account, or the names of its writers."""
    if len(words) == 1 and re.fullmatch(rf"[{HAN}\w]{{2,16}}", words[0]):
        return words[0], None
    if words and all(re.fullmatch(person(), word) for word in words):
        return None, " ".join(words)
    return None, None


def _facts(parts: list[_Part]) -> Facts:
    found: dict[str, str] = {}
    nothing = load("facts")["reading"]["nothing"]
    for part in parts:
        if part.kind not in {"ignored", "published", "written"} and re.search(r"\w", part.value) and part.value not in nothing:
            found.setdefault(part.kind, part.value)
    return Facts(**found, published=_time(part.value for part in parts if part.kind == "published"))


def _day(parts: list[_Part]) -> str | None:
    return _time(part.value for part in parts if part.kind == "written")


def _time(values: object) -> str | None:
    for value in values:  # type: ignore[attr-defined]
        time = TIME.search(value)
        if found := iso(time) if time else short(value):
            return found
    return None


@cache
def _labels() -> dict[str, str]:
    return {label.lower(): kind for kind, labels in load("facts")["labels"].items() for label in labels}


def _is_form(label: str) -> bool:
    return label in load("facts")["reading"]["form"]


@cache
def _label() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A label with its colon (in brackets, or of a person before a stroke, it needs none); and what it can begin with."""
    spaced = {label: r"\s*".join(map(re.escape, label)) for label in sorted(_labels(), key=len, reverse=True)}
    makers = "|".join(spaced[label] for label, kind in _labels().items() if kind in {"editor", "author", "source", "reporter"})
    stroked = "|".join(load("facts")["reading"]["stroked"])
    timed = "|".join(spaced[label] for label, kind in _labels().items() if kind == "published")
    begins = first_of([*spaced, *map(str.upper, spaced), *load("facts")["reading"]["stroked"]], r"\[【〔（(\s", r"\s")
    label = re.compile(
        rf"({'|'.join(spaced.values())})\s*[:：]\s*"
        rf"|[\[【〔（(]\s*({'|'.join(spaced.values())})\s*[\]】〕）)]\s*[:：]?\s*"
        rf"|(?<![{HAN}])({makers}|{stroked})\s*[/丨｜|∣│┃—]\s*(?=[{HAN}])"
        rf"|(?<![{HAN}])({makers}|{stroked})[ \u3000]+(?={person()}(?:[ 、）)]|$))"
        rf"|(?<![{HAN}])({timed})[ \u3000]*(?=20\d\d[-/.年])"
        rf"|(?<=[|｜])\s*({makers})(?=[{HAN}A-Z])",
        re.IGNORECASE,
    )
    return label, re.compile(begins)


@cache
def _device() -> re.Pattern[str]:
    """What a microblog was written with, which is no source."""
    return re.compile(rf"来自[ ：:]*(?:{'|'.join(load('facts')['reading']['devices'])})[^|\n]{{0,24}}")
