"""ORG: bodies that only the report itself makes known: by a short name, by who heads them, or by a list.

云谷公司 or 云谷 is a body's name where the report has told of 江州云谷科技有限公司, and may be anything elsewhere; 云谷通 is a firm
before 董事长, 组织部 a body in 区委办、组织部、政协. Apart from the grammar of names, which needs nothing else of the report.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from parsing.expressions import any_of
from parsing.extract.entities.body_words import ANY_SUCH, ORGANISATIONS, trades_of_firms
from parsing.extract.entities.departments import centres, in_rows
from parsing.extract.entities.gazetteer import all_names
from parsing.extract.entities.heads import complete, heads
from parsing.extract.entities.names import ACTS, EVERYDAY, surnames
from parsing.extract.entities.subunits import with_parts
from parsing.extract.entities.titles import posts
from parsing.extract.mentions import Mention
from parsing.extract.vocabulary import Vocabulary, occurrences
from parsing.lexicon import load
from parsing.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsing.extract.tokens import Tokens
    from parsing.extract.vocabulary import Place
    from parsing.words import Word

NO_NAMES = ("p", "c", "u", "r", "d", "q", "y")
"""Parts of speech that no firm's name has: ``FUNCTION_TAGS`` without verbs, numerals and times, as in 联通 and 三一."""
LONGEST_LED = 8
"""Most characters of a firm's name before the post of its head."""
NOT_BEFORE = frozenset(ORGANISATIONS["standing_not_before"])
"""Characters behind a word for a body that make another word of it."""
RANKS = tuple(load("titles")["ranks"])
OPENS_CLAUSE = frozenset("，。；：、\n“（")
"""Marks behind which a clause begins."""
MEANWHILE = tuple(ORGANISATIONS["meanwhile"])
BEFORE_FIRMS = frozenset({"", "、", "，", "；", "。", "\n", "”"})
"""What stands before a firm that only its head tells of."""
SHORTEST, LONGEST = 2, 4
"""Characters of a company's own name in its short form."""


@cache
def _called() -> re.Pattern[str]:
    """In a bracket behind a name: what the report calls the body from there on."""
    verbs = any_of(sorted(load("identity")["called"], key=len, reverse=True))
    return re.compile(rf"[（(]{verbs}[：:]?[“\"]?(?P<name>[\u4e00-\u9fff]{{2,10}})[”\"]?[）)]")


@cache
def _short() -> re.Pattern[str]:
    """What may be a company's short form, with all that may belong to its own name."""
    return re.compile(
        rf"(?P<name>[\u4e00-\u9fff]{{{SHORTEST},{LONGEST}}})(?P<head>{any_of(ORGANISATIONS['shortened'])})"
    )


def find_aliases(tokens: Tokens, bodies: Sequence[Mention]) -> Iterator[Mention]:
    """Bodies that are told of elsewhere in the text, by other names or other words than those of ``bodies``.

    A step for each way: firms by their heads and their trades, words that stand for one body anywhere, lists,
    departments, what a bracket calls a body (以下简称…), the own names of firms.
    """
    text = tokens.text
    firms = [*_firms(tokens), *_traded(tokens)]
    again = occurrences({text[firm.start : firm.end] for firm in firms}, text)
    yield from (with_parts(text, Mention(*span, "ORG")) for span in again)
    yield from firms
    for start, end in occurrences(ORGANISATIONS["standing"], text):
        if text[start - 1 : start] not in ANY_SUCH and text[end : end + 1] not in NOT_BEFORE:
            yield Mention(start, end, "ORG")
    named = {body.end: body for body in bodies}
    yield from _in_lists(text, named)
    yield from in_rows(tokens, named)
    yield from centres(text, named)
    told = {
        match.group()
        for body in named.values()
        if (match := _legal().match(text, body.start, body.end)) and match.end() - match.start() > LONGEST - 1
    }
    told |= {name[all_names().at(name, 0) :] for name in told}
    told |= {match["name"] for match in _called().finditer(text) if match.start() in named}
    names = [name for name in told if _is_name(name)] + [
        name for full, name in ORGANISATIONS["called"].items() if full in text
    ]
    for start, end in occurrences(names, text):
        yield Mention(start, end, "ORG")
    for start, own in occurrences(_own_names(text, bodies), text):
        end = _fields().at(text, own)
        if tokens.border(start) and tokens.border(end) and _acts(text, start, end):
            yield Mention(start, end, "ORG")
    yield from (Mention(*span, "ORG") for span in _companies(text, bodies))


@cache
def _led() -> re.Pattern[str]:
    """The post of a firm's head, before a name or another such post: 云谷通 + 董事长 + 陈明."""
    posts = any_of(ORGANISATIONS["firm_posts"])
    return re.compile(rf"{posts}(?=[\u4e00-\u9fff])|{any_of(ORGANISATIONS['firm_committees'])}书记(?=、{posts})")


@cache
def _listed() -> re.Pattern[str]:
    """Departments and offices behind other bodies in a list, up to what may follow there."""
    offices = [word for word in ORGANISATIONS["named"].split() if word.endswith("办")]
    return re.compile(
        rf"、(?P<body>{any_of([*ORGANISATIONS['listed'].split(), *offices])})(?={any_of(ORGANISATIONS['after_listed'])})"
    )


@cache
def _legal() -> re.Pattern[str]:
    """In a firm's full name, the part up to its trade, by which it is known: 江州云谷科技 + 有限公司."""
    return re.compile(
        rf"[\u4e00-\u9fff]{{2,}}(?:{any_of(ORGANISATIONS['trades'])})"
        rf"(?=(?:{any_of(ORGANISATIONS['behind_trades'])})*(?:有限|责任)+公司)"
    )


def _firms(tokens: Tokens) -> Iterator[Mention]:
    """Firms told by their heads alone, between a mark and the post: ，云谷通董事长."""
    text = tokens.text
    for match in _led().finditer(text):
        start, end = tokens.run(match.start())[0], match.start()
        end -= next((len(rank) for rank in RANKS if text.endswith(rank, start, end)), 0)
        if _is_person(text, start, end, match.end()):
            continue
        if not SHORTEST <= end - start <= LONGEST_LED or text[start - 1 : start] not in BEFORE_FIRMS:
            continue
        if not text.endswith(_no_firms(), start, end) and _may_be_firm(tokens, end):
            yield Mention(start, end, "ORG")


@cache
def _trade() -> re.Pattern[str]:
    """A firm's own name and its trade, from a mark up to what a firm does or the next item: ，云谷化工 + 捐款."""
    return re.compile(
        rf"(?<![\u4e00-\u9fff])(?P<name>[\u4e00-\u9fff]{{2,3}}){any_of(ORGANISATIONS['firm_trades'])}"
        rf"(?={any_of([*ORGANISATIONS['firm_acts'], *ORGANISATIONS['firm_posts']])}|[、，]|等)"
    )


def _traded(tokens: Tokens) -> Iterator[Mention]:
    """Firms under their own names and trades: ，云谷化工捐款."""
    for match in _trade().finditer(tokens.text):
        name, parts = match["name"], words().cut(match["name"])
        named = name not in all_names().words and (words().tag(name).startswith("nr") or _is_name(name))
        if named and all(map(_may_name, parts)) and not any(len(part.text) > 1 < len(parts) for part in parts):
            yield Mention(*match.span(), "ORG")


def _is_person(text: str, start: int, end: int, after: int) -> bool:
    """Whether what stands before a post is a person's name, as none stands behind the post: 陈文远 + 总经理 + 要求."""
    given = surnames().at(text, start, end)
    named = text[after] in surnames().words - EVERYDAY and not text.startswith(ACTS, after)
    return given > start and end - given in {1, 2} and not named


def _may_be_firm(tokens: Tokens, end: int) -> bool:
    """Whether all words up to ``end`` may belong to a firm's name; behind others the last may be its kind."""
    last, *rest = tokens.backwards(end)
    kind = bool(rest) and last.text in ORGANISATIONS["firm_ends"]
    return (kind or _may_name(last)) and all(map(_may_name, rest))


def _may_name(word: Word) -> bool:
    """Whether a word may belong to a firm's name."""
    return word.text not in heads().all.words and word.text not in posts().words and not word.tag.startswith(NO_NAMES)


@cache
def _no_firms() -> tuple[str, ...]:
    """What ends before a post and is no firm: 该企业, 名誉."""
    return (*ORGANISATIONS["edges"].split(), *load("titles")["ranks"], "兼", "任", "长", "的")


def _is_name(name: str) -> bool:
    """Whether a short name is a name, no kind of body (集团, 医院) and no everyday word."""
    if name in heads().all.words and name not in complete().words:
        return False
    return not words().is_common(name) or words().tag(name).startswith("nz")


def _in_lists(text: str, ends: dict[int, Mention]) -> Iterator[Mention]:
    """Departments in a list of bodies, each of which makes a body of the next: 区委办、组织部、政协."""
    reached = {*ends}
    for match in _listed().finditer(text):
        if match.start() in reached:
            reached.add(match.end("body"))
            yield Mention(*match.span("body"), "ORG")


@cache
def _of_firm() -> re.Pattern[str]:
    """A whole name of a firm that is its own name and its kind: 云谷 + 集团."""
    return re.compile(rf"(?P<name>[\u4e00-\u9fff]{{{SHORTEST},{LONGEST}}}?)(?:{any_of(ORGANISATIONS['firm_ends'])})")


@cache
def _acting() -> re.Pattern[str]:
    """Behind a firm's own name that stands for it: what it does."""
    return re.compile(any_of(ORGANISATIONS["firm_acts"]))


def _own_names(text: str, bodies: Sequence[Mention]) -> set[str]:
    """The own names of firms that the text has whole: 云谷 of 云谷集团."""
    found = (_of_firm().fullmatch(text, body.start, body.end) for body in bodies)
    names = {match["name"] for match in found if match is not None}
    return {name for name in names if _is_name(name) and name not in all_names().words}


@cache
def _fields() -> Vocabulary:
    """Trades by which a group calls its firms: 云谷集团, then 云谷物业."""
    return Vocabulary.of(trades_of_firms())


def _acts(text: str, start: int, end: int) -> bool:
    """Whether a short name opens a clause, or stands behind a word for the time of it, and goes on as a body does."""
    opens = start == 0 or text[start - 1] in OPENS_CLAUSE or text.endswith(MEANWHILE, 0, start)
    return opens and _acting().match(text, end) is not None


def _companies(text: str, bodies: Sequence[Mention]) -> Iterator[Place]:
    """Where companies whose whole names the text has stand as 云谷公司, 云谷集团."""
    own = [
        text[body.start : body.end]
        for body in bodies
        if text.endswith(tuple(ORGANISATIONS["companies"]), body.start, body.end)
    ]
    for match in _short().finditer(text) if own else ():
        for start in range(match.start(), match.end("name") - SHORTEST + 1):
            name = text[start : match.end("name")]
            if _is_name(name) and name not in all_names().words and any(name in whole for whole in own):
                yield start, match.end()
                break
