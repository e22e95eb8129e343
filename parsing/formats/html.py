"""Web pages (HTML), through Resiliparse: all that a browser would show, one block a line.

Nothing of the page is thrown away here: the lines outside what the extractor takes for the article stand aside, and
they may still say when and by whom it was published. The page's head says facts, too: government sites fill it by a
national standard (ArticleTitle, PubDate, ContentSource), others by Open Graph.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from parsing.decoding import decode, strictly
from parsing.facts import bare, without_site
from parsing.formats.content import Content, known, of_lines
from parsing.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Sequence

CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,20})")
WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}
BULLET = re.compile(r"\s*[•◦▪]\s")
SENTENCE = re.compile(r"[。！？；：]$")
DAY = re.compile(r"[年.-]\s*[\d一二三四五六七八九十]{1,3}\s*[月.-]\s*[\d一二三四五六七八九十]{1,3}\s*日?$")
SIGNATURE = 6
"""Lines under an article among which its end may be."""
HEAD = 4096
NESTING = re.compile(
    r"<(?P<closing>/)?(?:div|span|font|center|section|article|blockquote|table|tbody|[uod]l|b|strong|i|em|u|big|small)"
    r"(?=[\s/>])[^>]*>",
    re.IGNORECASE,
)
DEEPEST = 1_000
"""Elements open at once in a page that is read as it is: real ones have some dozens."""
LONGEST, TITLE_LEAST, ALIKE = 100, 10, 0.6
"""Characters of a title, and of one that needs no other proof; likeness of the page's heading to its head's title."""
LEAST = 60
"""Characters; where the extractor finds less, it has missed the article and the whole page counts as text."""


def read(data: bytes) -> Content:
    """The lines of the page."""
    html, encoding = _decoded(data)
    html = _flattened(html) if _depth(html) > DEEPEST else html
    tree = HTMLTree.parse(html)
    lines = _lines(html, whole=True)
    main = _lines(html, whole=False)
    metadata = _metadata(tree)
    title = _headline(tree, metadata.get("title", ""))
    metadata |= {"title": title} if title else {}
    inside = set(range(len(lines)))
    if sum(map(len, main)) >= LEAST and (article := _matched(lines, main)):
        inside = _filled(lines, article, _links(tree)) | _above(lines, title, max(article))
    inside -= _linked(lines, inside, _links(tree), title)
    return of_lines(((line, at not in inside) for at, line in enumerate(lines)), encoding, metadata)


def _depth(html: str) -> int:
    """How many elements are open at once, of those that may stand in themselves, at most."""
    depth = deepest = 0
    for tag in NESTING.finditer(html):
        depth += -1 if tag["closing"] else 1
        deepest = max(deepest, depth)
    return deepest


def _flattened(html: str) -> str:
    """The page without such elements: the extractor takes quadratic time over their depth."""
    return NESTING.sub("\n", html)


def _decoded(data: bytes) -> tuple[str, str]:
    """A page's own word for its encoding counts where it is right to the byte."""
    named = CHARSET.search(data[:HEAD])
    if named:
        name = named[1].decode("ascii").lower()
        text = strictly(data, WIDER.get(name, name))
        if text is not None:
            return text, WIDER.get(name, name)
    return decode(data)


def _lines(html: str, *, whole: bool) -> list[str]:
    text = extract_plain_text(html, main_content=not whole, alt_texts=False, comments=whole)
    return [BULLET.sub("", line).strip() for line in text.split("\n") if line.strip(" \t\r•")]


def _matched(lines: Sequence[str], main: Sequence[str]) -> set[int]:
    """Numbers of the page's lines that the article is made of: its lines come in the same order."""
    places: dict[str, list[int]] = {}
    for number, line in enumerate(lines):
        places.setdefault(line, []).append(number)
    last, inside = -1, set()
    for line in main:
        standing = places.get(line, [])
        at = bisect_right(standing, last)
        if at < len(standing):
            last = standing[at]
            inside.add(last)
    return inside


def _filled(lines: Sequence[str], article: set[int], links: set[str]) -> set[int]:
    """The article with the lines that the extractor left out of it: lists in it, and its end with the signature."""
    inside = article | {at for at in range(min(article), max(article)) if lines[at] not in links}
    end = max(article)
    for at in range(end + 1, min(end + 1 + SIGNATURE, len(lines))):
        if lines[at] in links:
            break
        if SENTENCE.search(lines[at]) or DAY.search(lines[at]):
            inside |= set(range(end + 1, at + 1))
    return inside


def _linked(lines: Sequence[str], inside: set[int], links: set[str], title: str | None) -> set[int]:
    """Lines at either end of the article that are nothing but links: what else there is to read."""
    article = sorted(inside)
    last = next((at for at in reversed(article) if lines[at] not in links), -1)
    first = next((at for at in article if lines[at] not in links or lines[at] == title), len(lines))
    return {at for at in article if at > last or at < first}


def _headline(tree: HTMLTree, in_head: str) -> str | None:
    """The page's first heading, where it tells the title better than the head, which adds the site or cuts it."""
    found = tree.body.get_elements_by_tag_name("h1") if tree.body else ()
    headings = [words for heading in found if 4 <= len(words := " ".join((heading.text or "").split())) <= LONGEST]
    short, whole = bare(without_site(in_head)), bare(in_head)
    for heading in headings:
        words = bare(heading)
        if (
            whole.startswith(words)
            or (len(short) >= 6 and short in words)
            or (words in whole and len(words) * 2 > len(whole))
        ):
            return heading
    for heading in headings:
        if SequenceMatcher(None, bare(heading), short, autojunk=False).ratio() > ALIKE:
            return heading
    return headings[0] if len(headings) == 1 and len(headings[0]) >= TITLE_LEAST and len(short) < TITLE_LEAST else None


def _above(lines: Sequence[str], title: str | None, last: int) -> set[int]:
    """The line of the title, which the extractor may have left out of the article."""
    same = [at for at, line in enumerate(lines[: last + 1]) if title and " ".join(line.split()) == title]
    return set(same[:1])


def _links(tree: HTMLTree) -> set[str]:
    """The texts of the page's links."""
    found = tree.body.get_elements_by_tag_name("a") if tree.body else ()
    return {" ".join((link.text or "").split()) for link in found}


def _metadata(tree: HTMLTree) -> dict[str, str]:
    named: dict[str, str] = {}
    for tag in tree.head.get_elements_by_tag_name("meta") if tree.head else ():
        name, value = tag.getattr("name") or tag.getattr("property"), tag.getattr("content")
        if name and value:
            named.setdefault(name, value)
    if tree.title:
        named["<title>"] = tree.title
    metadata = known(named, load("facts")["meta"])
    if metadata.get("publisher") in load("facts")["reading"]["platforms"]:
        del metadata["publisher"]
    account = tree.body.get_element_by_id("js_name") if tree.body else None
    if account is not None and (name := " ".join((account.text or "").split())):
        metadata["publisher"] = name
    if not _is_writer(metadata.get("author", "")):
        metadata.pop("author", None)
    return metadata


def _is_writer(name: str) -> bool:
    """Whether the head of a page tells who wrote it, and not the name of its site or a number."""
    return re.fullmatch(
        r"[\u4e00-\u9fff·]{2,8}(?:[ 、，,][\u4e00-\u9fff·]{2,8})*", name
    ) is not None and not name.endswith(tuple(load("facts")["media"]["names"]))
