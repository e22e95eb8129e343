"""Tells texts that demand throughout (notices, orders, rules, appeals) from those that tell what happened.

Chinese imperatives bear no mark, so 暂停营业 means a demand in an order and an act in the news. A report says what it is by
its title, by the line that opens its articles (现命令如下：) or closes them (本通告自发布之日起施行), else by its articles themselves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from parsing.expressions import Presence, searchable
from parsing.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.structure import Document

OPENING_LINES = 3
"""So many lines at the beginning may hold the title: above it may stand who gives the order, behind it its number."""
ARTICLES = 3
"""So many numbered lines make articles."""
SHARE = 3
"""One in so many sentences of the articles, at least, demands by a word of its own.

For one that tells what was done there are at least so many that demand."""


@dataclass(frozen=True, slots=True)
class Genre:
    """The patterns of ``demand.toml`` for notices; each is explained there.

    Attributes:
        title: titles of texts that demand throughout.
        tells: titles of texts that only tell, though they have a word of the former.
        body: lines that open or close the articles of a notice.
        heading: short lines above the text that may be the rest of its title.
        article: how a numbered article begins.
        binding: words that demand.
        telling: words that tell of what was done.
    """

    title: re.Pattern[str]
    tells: re.Pattern[str]
    body: Presence
    heading: re.Pattern[str]
    article: re.Pattern[str]
    binding: re.Pattern[str]
    telling: re.Pattern[str]


@cache
def genre() -> Genre:
    """The patterns, compiled once in a process."""
    data = load("demand")["notice"]
    return Genre(
        title=re.compile(data["title"]),
        tells=searchable([data["not_title"]]),
        body=Presence.of(data["body"], re.MULTILINE),
        heading=re.compile(data["heading"]),
        article=re.compile(data["numbered"], re.MULTILINE),
        binding=searchable(data["binding"]),
        telling=searchable(data["telling"]),
    )


def demands_throughout(document: Document) -> bool:
    """Whether a report is a notice, an order, a rule or an appeal."""
    rules, text = genre(), document.text
    titles = [text[p.start : p.end] for p in document.paragraphs if p.kind == "title"]
    titles += [document.facts.title] if document.facts.title else []
    told = any(rules.tells.search(title) for title in titles)
    if any(
        rules.title.search(title.strip()) and not rules.tells.search(title)
        for title in [*titles, *_opening(document, told=told)]
    ):
        return True
    return not told and (rules.body.within(text) or _has_articles(document))


def _opening(document: Document, *, told: bool) -> Sequence[str]:
    """The short lines that a report begins with, which may be the rest of its title."""
    if told:
        return ()
    lines = [document.text[p.start : p.end].strip() for p in document.paragraphs[:OPENING_LINES]]
    return [line for line in lines if genre().heading.fullmatch(line)]


def _has_articles(document: Document) -> bool:
    """Whether a report is made of numbered articles that demand, whatever they are called."""
    rules, text = genre(), document.text
    if len(rules.article.findall(text)) < ARTICLES:
        return False
    sentences = document.sentences()
    demanding = sum(rules.binding.search(text, *sentence) is not None for sentence in sentences)
    telling = sum(rules.telling.search(text, *sentence) is not None for sentence in sentences)
    return demanding >= ARTICLES and demanding * SHARE >= len(sentences) and telling * SHARE <= demanding
