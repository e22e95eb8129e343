"""Fields of a page's line: labels of the lexicon with their values, as 来源：岚江网 作者：宁子谦.

Apart from :mod:`parsing.bylines`, which decides whether a line is made of such fields and nothing else.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile
from typing import NamedTuple

from parsing import phrases
from parsing.expressions import any_of
from parsing.facts import CJK, makers, person, persons
from parsing.imprint import SPACED
from parsing.lexicon import load
from parsing.naming import has_surname
from parsing.published import TIME
from parsing.redaction import SIGNS
from parsing.searching import first_of, matches

NUMBERED = re.compile(r"[ _]*[A-Za-z]{1,4}\d{2,}$")
"""The number that a system gave somebody, behind the name."""
ADDRESS = re.compile(r"(?:https?://|www\.)[\w./?=&%#:~-]+(?:（[^（）]{1,20}）)?")
REDACTED = re.compile(f"[{SIGNS}某]+")
WORDS_BY = re.compile(r"^文 ?(?=[/／：|｜丨])")
BAR = re.compile("[|】]")
EDGES = " |｜丨/,，;；:：（）()【】[]〔〕"
BRACKETS = (("（", "）"), ("(", ")"), ("【", "】"), ("[", "]"), ("〔", "〕"))
LENGTH, VALUE_LENGTH = {"title": 100, "ignored": 40, "source": 36}, 24
"""Most characters of a field's value, by the kind of the field and of any other."""
PEOPLE = frozenset({"author", "editor", "reporter"})
"""Kinds of field whose values are people's names."""


class Field(NamedTuple):
    """``kind``: a field of :class:`~parsing.facts.Facts`, ``written`` or ``ignored``; ``label``: as in the lexicon."""

    kind: str
    label: str
    value: str


class _Forms(NamedTuple):
    """How people, their posts and their part in the making stand in the values of fields."""

    posted: re.Pattern[str]
    """An author that is a reporter by the post: 记者 宁子谦."""
    reported: re.Pattern[str]
    """A source that says its reporter, too: 岚江日报记者 宁子谦."""
    sender: re.Pattern[str]
    """A source that says who of it wrote: 城西街道办 宁子谦."""
    colleagues: re.Pattern[str]
    learning: re.Pattern[str]
    other_makers: re.Pattern[str]
    """Labels that the lexicon has not, each with people's names, after a label with people's names."""


@cache
def _forms() -> _Forms:
    return _Forms(
        posted=re.compile(rf"{makers('posts')}[ ：]?(?P<names>{persons()})"),
        reported=re.compile(rf"(?P<medium>[{CJK}·]{{2,16}}?){makers('ranks')}?记者[ ：](?P<names>{persons()})"),
        sender=re.compile(
            rf"(?P<office>[{CJK}]{{2,14}}{any_of(load('facts')['reading']['senders'])}) (?P<name>{person()})"
        ),
        colleagues=re.compile(rf"^文[/／]|[ 、，](?:图[/／]|{makers('colleagues')}).*"),
        learning=re.compile(rf"[（(]?{makers('learning')}{makers('learners')}?[）)]?$"),
        other_makers=re.compile(rf"(?:[ ，,;；|/]+[{CJK}]{{2,6}}[：:][ ]*{persons()})+"),
    )


def fields(line: str) -> tuple[list[Field], str]:
    """The fields of a line, and the rest of it: the text before the first label, and values too long to be one."""
    line = WORDS_BY.sub("文字", _device().sub(" ", line))
    labels = list(matches(*label_pattern(), line))
    if ("http" in line or "www." in line) and (labels or TIME.search(line)):
        line = ADDRESS.sub(lambda address: " " * len(address.group()), line)
    rest = line[: labels[0].start()] if labels else line
    ends = [*(label.start() for label in labels[1:]), len(line)][: len(labels)]
    found = []
    for label, end in zip(labels, ends, strict=True):
        name = re.sub(r"\s", "", next(filter(None, label.groups()))).lower()
        kind = _labels()[name]
        timeless = name in load("facts")["reading"]["timeless"]
        value, beyond = _value(line[label.end() : end], "" if timeless else kind)
        if len(value) > LENGTH.get(kind, VALUE_LENGTH):
            value, beyond = "", f"{value} {beyond}"
        reported = _forms().reported.fullmatch(value) if kind == "source" else None
        sender = _forms().sender.fullmatch(value) if kind == "source" else None
        if kind == "author" and (posted := _forms().posted.fullmatch(value)):
            found.append(Field("reporter", name, posted["names"]))
        elif reported:
            found += [Field(kind, name, reported["medium"]), Field("reporter", name, reported["names"])]
        elif sender and has_surname(sender["name"], after_post=True):
            found += [Field(kind, name, sender["office"]), Field("author", name, sender["name"])]
        else:
            found.append(Field(kind, name, value))
        rest += f" {beyond}"
    return found, rest


def _value(text: str, kind: str) -> tuple[str, str]:
    """A label's value, and what stands after it: another time, the page's tools."""
    if kind in {"published", "written"}:
        time = TIME.search(text)
        return (time.group(), f"{text[: time.start()]} {text[time.end() :]}") if time else _cut(text)
    if kind == "title":
        return _without_tools(_stripped(text)), ""
    value, beyond = _cut(text)
    if kind in PEOPLE and (others := _forms().other_makers.search(text)) and not text[others.end() :].strip(EDGES):
        value, beyond = text[: others.start()].strip(EDGES), ""
    time = TIME.search(value)
    if time and (time.start() or kind != "ignored"):
        value, beyond = value[: time.start()].rstrip().removesuffix("于"), f"{value[time.start() :]} {beyond}"
    value = _without_tools(_stripped(value))
    return (_person(value) if kind in PEOPLE else value), beyond


def _person(value: str) -> str:
    """A name without the number a system gave its bearer, or the blank that makes two characters as wide as three."""
    value = " ".join(takewhile(lambda word: not is_label(word), value.split(" ")))
    name = SPACED.sub(r"\1\2", NUMBERED.sub("", _forms().learning.sub("", _forms().colleagues.sub("", value))))
    return "" if REDACTED.fullmatch(name) or "：" in name else name


def _without_tools(value: str) -> str:
    """A name without the tools of the page that stand after it: 云岫日报 举报."""
    words = [word for word in value.replace("©", " ").split() if word != "·"]
    tools = load("facts")["reading"]["tools"]
    while len(words) > 1 and (
        words[-1].strip("[]【】") in tools or count().fullmatch(words[-1]) or phrases.matches("lines", words[-1])
    ):
        words.pop()
    return " ".join(words)


def _cut(text: str) -> tuple[str, str]:
    """What stands before the first bar or closing bracket, and behind it."""
    value, beyond, *_ = (*BAR.split(_stripped(text), maxsplit=1), "")
    return _stripped(value), beyond


def _stripped(text: str) -> str:
    """A value without the marks at its edges, but with the brackets that belong to it: 【战疫】…, …（微信号）."""
    value = text.strip(EDGES)
    start = text.find(value)
    for opening, closing in BRACKETS:
        more = value.count(opening) - value.count(closing)
        if more > 0 and text.startswith(closing, start + len(value)):
            value += closing
        elif more < 0 and text.endswith(opening, 0, start):
            value = opening + value
    return value


@cache
def _labels() -> dict[str, str]:
    return {label.lower(): kind for kind, labels in load("facts")["labels"].items() for label in labels}


def is_label(word: str) -> bool:
    """Whether a word is one of the labels."""
    return word.replace(" ", "").lower() in _labels()


def is_form(label: str) -> bool:
    """Whether a label is one that a form has on a line of its own, without a colon."""
    return label in load("facts")["reading"]["form"]


@cache
def count() -> re.Pattern[str]:
    """What a page counts of itself: its readers, comments, characters, the size of a file."""
    reading = load("facts")["reading"]
    talk, whole, copies, times, acts = (any_of(reading[name]) for name in ("talk", "whole", "copies", "times", "acts"))
    return re.compile(
        rf"(?:我要)?{talk}[（(]\d*[）)]?|(?:{whole})?[\d.,+万]+{copies}|[\d.]+[KMG]B"
        rf"|[\d.,+万]+(?:{times})?(?:{acts})?|{acts}{times}"
    )


@cache
def label_pattern() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A label with its colon, and what it can begin with.

    In brackets, or for a person before a stroke, it needs no colon.
    """
    spaced = {label: r"\s*".join(map(re.escape, label)) for label in sorted(_labels(), key=len, reverse=True)}
    makers = "|".join(
        spaced[label] for label, kind in _labels().items() if kind in {"editor", "author", "source", "reporter"}
    )
    stroked = "|".join(load("facts")["reading"]["stroked"])
    timed = "|".join(spaced[label] for label, kind in _labels().items() if kind == "published")
    begins = first_of([*spaced, *map(str.upper, spaced), *load("facts")["reading"]["stroked"]], r"\[【〔（(\s", r"\s")
    label = re.compile(
        rf"({'|'.join(spaced.values())})\s*[:：]\s*"
        rf"|[\[【〔（(]\s*({'|'.join(spaced.values())})\s*[\]】〕）)]\s*[:：]?\s*"
        rf"|(?<![{CJK}])({makers}|{stroked})\s*[/丨｜|∣│┃—]\s*(?=[{CJK}])"
        rf"|(?<![{CJK}])({makers}|{stroked})[ \u3000]+(?={person()}(?:[ 、）)]|$))"
        rf"|(?<![{CJK}])({timed})[ \u3000]*(?=20\d\d[-/.年])"
        rf"|(?<=[|｜])\s*({makers})(?=[{CJK}A-Z])",
        re.IGNORECASE,
    )
    return label, re.compile(begins)


@cache
def _device() -> re.Pattern[str]:
    """What a post was written with, and where, which is no source."""
    devices = any_of(load("facts")["reading"]["devices"])
    return re.compile(rf"来自[ ：:]*{devices}[^|\n]{{0,24}}|(?<=\d )(?:发[布表]于|来自)[{CJK}]{{2,6}}(?![{CJK}])")
