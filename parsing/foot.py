"""What stands under a report on its page: what speaks of the site, its contacts, what else there is to read."""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from parsing.bylines import byline
from parsing.expressions import any_of
from parsing.facts import CJK, is_date, persons
from parsing.lexicon import load
from parsing.naming import has_surname, is_department, is_medium, is_tools
from parsing.phrases import contacts, matches, statements

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

SENTENCE = re.compile(r"[。！？][”’」）]*(?:（[^（）。！？]{2,30}）)?$")
"""The end of a sentence, with who wrote it in brackets behind it perhaps."""
SYMBOLS = re.compile(r"[^\w\u3400-\u9fff*]+|[×xX+]\d?|\+1")
DATED = re.compile(
    r"\[?(?:20\d\d[-/.])?\d{2}[-/.]\d{2}\]? [^\d].{5,60}"
    r"|.{6,60}?[\[（(]?(?:20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{2}-\d{2})[\]）)]?"
)
NAMED = re.compile(r"\s*[-_|—–]")
ITEM = re.compile(r"\d{1,2}[.．] ")
"""Begins a line of the way to a page that a converter made a list of."""
FOREIGN = re.compile(rf"(?=.*[A-Za-z]{{3}})[^{CJK}]{{4,120}}")
"""A line without Chinese, as only the page of a Chinese report ends with one."""
LISTED = re.compile(
    rf"\d ?[{CJK}](?![{CJK}]*[月日年])|[：；，、]$|：\d|；|^(?:[（(]?[一二三四五六七八九十\d]{{1,3}}[）)、.．]|附|图|注)|[图摄]|正在"
)
"""In a line that belongs to a list or to a picture of the report rather than being a title."""
PICTURED = re.compile(rf"{any_of(load('furniture')['pictured'])}|[=_—-]{{4}}|\.(?:jpe?g|png|gif|bmp|webp)")
"""In a line that a page sets into a report, too."""
MARKED = re.compile(r"[\d，。；：、！？（）《》]")
FIGURES = re.compile(r"[\d—]")
SENTENCES = re.compile(r"[，。；：、！？]")
TAG, TAGS, MOST_TAGS = re.compile(rf"[{CJK}]{{2,6}}"), 5, 40
"""A word on a line of its own; least and most of them in a row that stand under a report as what it is about."""
NEIGHBOUR = re.compile(r"[上下]一?[篇条页][：:]?")
"""What announces the title of another page on the next line."""
BETWEEN = re.compile(r"[|｜]|\s{2,}|(?<=[\u4e00-\u9fff])\s(?=[\u4e00-\u9fff])")
INDEX_LEAST, BARRED_LEAST, INDEX_WORD, INDEX_MEAN, COLUMN_LENGTH = 7, 3, 14, 7, 8
"""What makes a line the index of a site, and a column of it.

Least number of words, and between bars; length of the longest word and mean length; length of a column's name."""
PARAGRAPH_LENGTH = 40
"""A line of so many characters that ends as a sentence does is a paragraph of the report."""
TITLE_LEAST, LIST_LEAST, OPENING, LONG = 8, 3, 4, 20


def under(texts: Sequence[str], last: int, aside: Collection[int]) -> set[int]:
    """The lines after the last paragraph that are the page's by their own words."""
    foot = range(last + 1, len(texts))
    found = {i for i in foot if matches("edges", texts[i]) or matches("ends", texts[i]) or statements(texts[i]) > 1}
    found |= {i for i in foot if SYMBOLS.fullmatch(texts[i]) or is_index(texts[i]) or _is_pressed(texts[i])}
    found |= {i for i in foot if FOREIGN.fullmatch(texts[i])}
    title = next((i for i in range(last) if i not in aside and len(texts[i]) >= TITLE_LEAST), -1)
    found |= {i for i in foot if title >= 0 and repeats_title(texts[i], texts[title]) and not signs(texts, i)}
    dated = [i for i in foot if DATED.fullmatch(texts[i]) and not byline(texts[i]) and not SENTENCE.search(texts[i])]
    if len(dated) > 1:
        found |= set(dated)
    days = [i for i in foot[2:] if is_date(texts[i]) and _is_title(texts[i - 1]) and not is_department(texts[i - 1])]
    if len(days) > 1:
        found |= {at for i in days for at in (i - 1, i)}
    known = found | set(aside)
    for i in (*foot, *reversed(foot)):
        if (i - 1 in known or i + 1 in known) and i not in known and _role().fullmatch(texts[i]):
            found.add(i)
            known.add(i)
    found |= set(_tags(texts, foot))
    found |= {i for i in foot if i - 1 in aside and NEIGHBOUR.fullmatch(texts[i - 1]) and not SENTENCE.search(texts[i])}
    found |= set(_pairs(texts, [i for i in foot if i not in aside and i not in found]) if last >= 0 else ())
    found |= set(_contacts(texts, foot, found | set(aside)))
    found |= set(_behind_end(texts, foot, found | set(aside)))
    if any(i < last and byline(texts[i]) for i in aside):
        found |= set(_row_of_titles(texts, foot, found | set(aside)))
    return found | set(_columns(texts, foot, found | set(aside)))


def signs(texts: Sequence[str], i: int) -> bool:
    """Whether a line may be the signature of a notice, over its day, be it the title's first line too."""
    return i + 1 < len(texts) and is_date(texts[i + 1])


def _tags(texts: Sequence[str], foot: range) -> Sequence[int]:
    """What the report is about, a word a line at its end: 防控⏎复课⏎教职工. Nearly all of them are words of the report."""
    start = foot.stop
    while start > foot.start and TAG.fullmatch(texts[start - 1]):
        start -= 1
    if not TAGS <= foot.stop - start <= MOST_TAGS:
        return []
    report = "\n".join(texts[: foot.start])
    known = sum(text in report for text in texts[start : foot.stop])
    return range(start, foot.stop) if known * 4 >= 3 * (foot.stop - start) else []


def _behind_end(texts: Sequence[str], foot: range, known: Collection[int]) -> Iterator[int]:
    """What stands behind a line that only the whole of a report has over it, up to a signature or a sentence."""
    ended = False
    for i in foot:
        ended = ended or (i in known and _ends(texts[i]))
        if ended and i not in known and byline(texts[i]) is None:
            if is_date(texts[i]) or signs(texts, i) or (len(texts[i]) >= LONG and SENTENCE.search(texts[i])):
                return
            yield i


def _row_of_titles(texts: Sequence[str], foot: range, known: Collection[int]) -> Sequence[int]:
    """Titles of other reports in a row right under the report, where nothing announces them, on a page with a byline.

    They begin each in their own way and count nothing, as the lines of a list that belongs to the report do not.
    """
    start = max((i + 1 for i in foot if is_date(texts[i])), default=foot.start)
    row = list(takewhile(lambda i: i not in known and _is_title(texts[i]), range(start, foot.stop)))
    openings = {texts[i][:OPENING] for i in row}
    listed = sum(LISTED.search(texts[i]) is not None or is_medium(texts[i]) for i in row)
    return row if len(row) >= LIST_LEAST and listed * 3 < len(row) and len(openings) * 3 > len(row) * 2 else []


def _ends(text: str) -> bool:
    """Whether a line of the page stands under the whole of a report: who edited it, its neighbours, what to press."""
    made = byline(text)
    if made is not None:
        return "editor" in made.labels
    if SYMBOLS.fullmatch(text):
        return False
    if matches("lines", text):
        return not PICTURED.search(text)
    return _is_pressed(text) or matches("ends", text) or statements(text) > 0


def _is_pressed(text: str) -> bool:
    """Whether a line is nothing but what a reader can press, each a word or a phrase of the page."""
    words = text.split()
    return is_tools(text) or (len(words) > 1 and all(is_tools(word) or matches("lines", word) for word in words))


def _is_title(text: str) -> bool:
    return len(text) >= TITLE_LEAST and not SENTENCE.search(text) and byline(text) is None


def is_index(text: str) -> bool:
    """Whether a line is a row of names of places or of a site's parts, as sites put them between bars or blanks."""
    if text.count(" ") + text.count("|") < BARRED_LEAST - 1:
        return False
    text = _index_label().sub("", text)
    words = [word.strip() for word in BETWEEN.split(text) if word.strip()]
    if len(words) < (BARRED_LEAST if "|" in text else INDEX_LEAST) or (SENTENCES.search(text) and "|" not in text):
        return False
    people = sum(map(has_surname, words)) * 2 > len(words)
    return (
        not people
        and all(1 < len(word) <= INDEX_WORD and not FIGURES.search(word) for word in words)
        and sum(map(len, words)) <= INDEX_MEAN * len(words)
    )


@cache
def _role() -> re.Pattern[str]:
    """A part in the making with its people, whatever the part is called, next to lines that are the page's."""
    return re.compile(rf"[{CJK}]{{2,5}}[：:丨|—] ?{persons()}")


@cache
def _index_label() -> re.Pattern[str]:
    return re.compile(rf"^[{CJK}]{{0,6}}{any_of(load('furniture')['indexes'])}[：:]")


def _columns(texts: Sequence[str], foot: range, known: Collection[int]) -> Iterator[int]:
    """Names of columns: short lines without marks or figures between what the page says of itself, and more of it."""
    run: list[int] = []
    opened = False
    for i in foot:
        if i in known:
            yield from run
            run, opened = [], opened or byline(texts[i]) is None
        elif opened and len(texts[i]) <= COLUMN_LENGTH and not MARKED.search(texts[i]):
            run.append(i)
        else:
            run, opened = [], False
    if opened:
        yield from run


def _pairs(texts: Sequence[str], left: Sequence[int]) -> Iterator[int]:
    """Lines that stand twice, one after the other, as the words of a picture and of the link under it."""
    open_lines: list[int] = []
    for i in left:
        if open_lines and texts[open_lines[-1]] == texts[i] and not SENTENCE.search(texts[i]):
            yield from (open_lines.pop(), i)
        else:
            open_lines.append(i)


def repeats_title(text: str, line: str) -> bool:
    """Whether a line is another one, with a list's number before it or the name of the site after it perhaps."""
    text = ITEM.sub("", text, 1)
    return text == line or (text.startswith(line) and NAMED.match(text[len(line) :]) is not None)


def _contacts(texts: Sequence[str], foot: range, known: Collection[int]) -> Iterator[int]:
    """Runs of lines on how to reach someone, which are the page's where they stand between other lines of it."""
    contact = contacts()
    run: list[int] = []
    for i in foot:
        if contact.match(texts[i]):
            run.append(i)
            continue
        if i in known and ((run[:1] and run[0] - 1 in known) or _is_owners([texts[at] for at in run])):
            yield from run
        run = []
    if run and run[0] - 1 in known:
        yield from run


def _is_owners(told: Sequence[str]) -> bool:
    """Whether lines on how to reach someone tell the address with a postcode or a fax, as a notice hardly does."""
    words, said = " ".join(told), load("furniture")
    postcode, fax, address = (any(word in words for word in said[key]) for key in ("postcode", "fax", "address"))
    return postcode or (fax and address)


def from_where_on(texts: Sequence[str], paragraphs: Sequence[int], aside: Collection[int]) -> set[int]:
    """Numbers of the lines behind the report's end, up to the end of the page: related news, notices of the site.

    The first of them is such a mark behind more than half of the paragraphs, by their length, or a notice from which on
    all that is long speaks of the site.
    """
    long = {i: len(texts[i]) for i in paragraphs}
    whole, before = sum(long.values()), 0
    of_site = _from_where_on_of_the_site(texts)
    for start, text in enumerate(texts):
        if start and start not in long:
            if before * 2 > whole and matches("tails", text):
                return set(range(start, len(texts)))
            if start + 1 in of_site and matches("notices", text):
                return set(range(start, len(texts)))
        before += 0 if start in aside else long.get(start, 0)
    return set()


def until_related(texts: Sequence[str], paragraphs: Sequence[int]) -> Sequence[int]:
    """The paragraphs over a mark of related news right behind who made the report, however long those are."""
    for i in range(paragraphs[0] + 2, len(texts)) if paragraphs else ():
        if matches("tails", texts[i]) and (made := byline(texts[i - 1])) and {"source", "editor"} & set(made.labels):
            return [at for at in paragraphs if at < i]
    return paragraphs


def _from_where_on_of_the_site(texts: Sequence[str]) -> range:
    """Numbers of the lines from which on all that is long speaks of a site and its files, and something of the site."""
    first, last = len(texts), -1
    for i in reversed(range(len(texts))):
        says = statements(texts[i])
        if not says and len(texts[i]) >= PARAGRAPH_LENGTH // 2 and not _is_about_files(texts[i]):
            break
        first, last = i, max(last, i if says else -1)
    return range(first, last + 1)


def _is_about_files(text: str) -> bool:
    return any(word in text for word in load("furniture")["site"])
