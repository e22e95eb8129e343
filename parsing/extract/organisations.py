"""ORG: names that end in a word for a kind of body (指挥部, 医院, 卫健委), with what they begin with.

The lexicon says of each such head what must stand before it for the whole to be one body's name; where the name begins
is for :mod:`parsing.extract.modifiers` to read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from parsing.expressions import any_of, searchable
from parsing.extract.mentions import Mention
from parsing.extract.modifiers import (
    GENERIC,
    LEVELS,
    LEXICON,
    Around,
    behind_verb,
    deeds,
    is_word,
    modifiers_before,
    outermost,
    unlisted,
)
from parsing.extract.stems import stem_of_site
from parsing.extract.titles import posts
from parsing.extract.vocabulary import Vocabulary
from parsing.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsing.extract.mentions import MentionIndex
    from parsing.extract.modifiers import Modifiers
    from parsing.extract.tokens import Tokens
    from parsing.extract.vocabulary import LexiconMatches

OWN = frozenset(LEXICON["own"])
LETTERS = ("省", "市", "区", "县", "州", "旗", "盟", "地", "团", "镇", "乡")
"""Levels before 委 alone."""
OTHER_WORD = frozenset(LEXICON["broken"]["委"])
"""Characters after 委 that make it another word (市委员会 is in the lexicon whole)."""
SUCH = tuple(word for word in GENERIC if len(word) > 1)
KIND_ONLY, MOST_PARTS = frozenset("化式型"), 3
HIDDEN = re.compile(r"[xX×*＊Ｘ]{1,3}$")
PARTY = tuple(LEXICON["parties"])
BRANCHED = re.compile(r"[（(][\u4e00-\u9fff]{2,6}[）)](?:[\u4e00-\u9fff]{1,6})?(?:(?:股份|责任)?有限(?:责任)?公司|集团公司|分公司|(?<=）)集团)")
DEPUTY = "(?:常务|原|代|副)?"
SECTION = re.compile(
    rf"(?![各全两])(?:办公室)?(?:(?!的)[\u4e00-\u9fff]){{1,11}}?{any_of(LEXICON['section']['ends'])}"
    rf"(?={DEPUTY}(?:{any_of(LEXICON['section']['posts'])}|干部[\u4e00-\u9fff]{{2,3}}(?=说|介绍)))"
)
"""A department of a body, told by its head's post: 疾控中心 + 免疫规划科 + 科长."""
AGENCY = re.compile(r"(?:^|(?<=[ 　）)]))(?!本)[\u4e00-\u9fff]{1,6}(?:社|网|报|客户端|新闻|在线)(?=[\u4e00-\u9fff]{0,6}(?:\d{1,2}月\d{1,2}日[电讯]|讯[ 　（(]))", re.MULTILINE)
DATED = re.compile("日[电讯]|讯[ 　（(]")
COMPANY = tuple(LEXICON["companies"])
BROKEN_OFF = re.compile(r"(?!和)[^\W\d向由与在对给从到于为把被经及或让请的籍]{1,3}")
"""What of a company's name reads as words of a sentence, between its place and the rest: 江州 + 绿之 + 源工贸有限公司."""
SOCIETIES = tuple(LEXICON["societies"])
ABROAD = re.compile(f"[全旅][{LEXICON['countries']}]")
"""Before the name of a society, the country that it is in: 旅法 + 江州商会."""
FIELDS = re.compile(r"[\u4e00-\u9fff]{2,6}[与和及]$")
"""The first of two fields of a society: 江州市 + 生物与 + 环保产业协会."""
LONGEST_FIELDS, LONGEST_QUOTED = 8, 9
JOINTS = frozenset("和与及")
FORCES, STATIONS = (tuple(LEXICON["police"][name]) for name in ("forces", "stations"))
UNIT = re.compile(rf"(?P<name>[\u4e00-\u9fff]{{1,3}}?)(?:{any_of(LEXICON['police']['duties'])})?{any_of(LEXICON['police']['units'])}")
"""A force within a force, by its place or number: 公安局交警支队 + 城关交警大队 + 三中队."""
BRANCH = re.compile(rf"(?!{any_of(LEXICON['edges'].split())})[（(]?[\u4e00-\u9fff]{{2,5}}(?:分店|店|门店)(?![员主长铺面])[）)]?")
NUMERALS = frozenset("一二三四五六七八九十第")
WHERE, BEHIND, STREETS = (tuple(LEXICON[name]) for name in ("where", "behind", "streets"))
SHOPS = frozenset("市店场房馆城社点家")
"""Last characters of shops that have branches: 某某超市 + 城关店."""
VILLAGE = re.compile(rf"(?:[村居]民?委员?会|(?<!党)村委(?=主任|副主任)|街道办(?:事处)?)(?=(?:原|代|副)?{any_of(LEXICON['village_posts'])})")
"""A village's committee, one body where its head is named, any where not."""
TRADING = tuple(LEXICON["quoted"])
SITE = searchable([r"(?<=[\u4e00-\u9fff])(?:网|新闻客户端|客户端)(?=\d{0,2}月?\d{0,2}日?(?:讯|消息|[（(]?(?:全媒体)?记者))"])


@dataclass(frozen=True, slots=True)
class Heads:
    """Last words of bodies' names, by what each must have before it; ``nameless``: those that alone make no name of others."""

    all: Vocabulary
    tasked: frozenset[str]
    alone: frozenset[str]
    levelled: frozenset[str]
    nameless: frozenset[str]

    @classmethod
    def of(cls) -> Heads:
        """The heads of the lexicon; those that have a weaker condition too are not ``levelled``."""
        named, tasked, alone, levelled = (
            frozenset(LEXICON[kind].split()) for kind in ("named", "tasked", "alone", "levelled")
        )
        alone |= {field + end for field in LEXICON["bureaus"]["fields"].split() for end in LEXICON["bureaus"]["ends"]}
        every = named | tasked | alone | {word for word in levelled if len(word) > 1}
        nameless = (named | tasked) - alone - levelled - complete().words
        return cls(Vocabulary.of(every), tasked, alone, levelled - named - tasked - alone, nameless)


heads = cache(Heads.of)


@cache
def complete() -> Vocabulary:
    """Bodies by their whole names."""
    return Vocabulary.of(LEXICON["complete"].split())


@cache
def _parts() -> Vocabulary:
    return Vocabulary.of(LEXICON["parts"].split())


@cache
def committees() -> Vocabulary:
    """Party committees, as their level and 委."""
    return Vocabulary.of(f"{level}委" for level in LETTERS)


@cache
def _fields() -> Vocabulary:
    """Fields of the business of bureaus."""
    return Vocabulary.of(LEXICON["bureaus"]["fields"].split())


def find_organisations(tokens: Tokens, seen: LexiconMatches, places: MentionIndex) -> list[Mention]:
    """ORG mentions, sorted; of one with and without the parts that follow, the choice is left to the caller."""
    text = tokens.text
    found = [Mention(start, end, "ORG") for start, end in seen.complete if not _is_broken(text, end)]
    found += [Mention(*match.span(), "ORG") for match in VILLAGE.finditer(text)]
    found += [*_party_committees(tokens, seen, places), *_news_sites(text, places)]
    around = Around(tokens, places, {mention.end: mention for mention in found})
    for start, end in _heads_in(text, seen):
        read = _quoted(text, start, end, modifiers_before(around, start))
        body = _is_body(text, start, end, read)
        named = body or (text.endswith(COMPANY, start, end) and not read.generic)
        edge = _left_edge(around, behind_verb(text, read, start), end) if named else start
        if body or edge < read.start:
            mention = Mention(edge, end, "ORG")
            longer = _with_parts(text, mention)
            around.bodies[longer.end] = longer
            found.append(mention)
    found += _branched(around)
    found += _stations(text, found)
    return sorted({*found, *(_with_parts(text, mention) for mention in found), *_of_party(text, found)})


def _left_edge(around: Around, start: int, end: int) -> int:
    """Where a name begins that words inside it seem to break off from the place before it, else ``start``.

    A society or a bureau may have two fields, joined by an "and"; a company may be called anything.
    """
    text, place = around.tokens.text, around.places.at(around.places.floor(start - 1))
    if text[start - 1 : start] in JOINTS and text[start] not in LETTERS and (field := _fields().before(text, start - 1)) < start - 1:
        read = modifiers_before(around, field)
        named = text[read.start] in LETTERS or any(at in around.places.by_end for at in range(read.start + 2, field + 1))
        return read.start if named else field
    if text.endswith(SOCIETIES, start, end) and ABROAD.match(text, start - 2, start):
        return start - 2
    if place is None or start - place.end > LONGEST_FIELDS or any(at in around.bodies for at in range(place.end, start)):
        return start
    company = text.endswith(COMPANY, start, end) and BROKEN_OFF.fullmatch(text, place.end, start)
    society = text.endswith(SOCIETIES, start, end) and FIELDS.fullmatch(text, place.end, start)
    return outermost(around.places, place) if company or society else start


def _stations(text: str, found: list[Mention]) -> Iterator[Mention]:
    """Police stations and squads with the bureau before them: 公安分局 + 滨河路派出所."""
    bureaus = {body.end: body for body in found if text.endswith(FORCES, body.start, body.end)}
    for body in found if bureaus else ():
        if body.start in bureaus and text.endswith(STATIONS, body.start, body.end):
            yield Mention(bureaus[body.start].start, body.end, "ORG")


def _branched(around: Around) -> Iterator[Mention]:
    """Companies with a place in brackets in their name: 恒某药业（云河）有限公司."""
    text = around.tokens.text
    for match in BRANCHED.finditer(text):
        body, start = around.bodies.get(match.start()), match.start()
        read, stem = modifiers_before(around, start), stem_of_site(around.tokens, start, 0)
        if body is not None or (read.proper and not read.generic):
            yield Mention(body.start if body is not None else read.start, match.end(), "ORG")
        elif stem is not None and start - stem.start > 1:
            yield Mention(stem.start, match.end(), "ORG")


def _of_party(text: str, found: list[Mention]) -> Iterator[Mention]:
    """Party bodies with the party's name before them: 中共某某县委老干部局."""
    for mention in found:
        prefix = next((word for word in PARTY if text.endswith(word, 0, mention.start)), "")
        if not prefix and text[mention.start - 1 : mention.start] == "团" and _of_league(text, mention):
            prefix = "团"
        if prefix:
            yield Mention(mention.start - len(prefix), _with_parts(text, mention).end, "ORG")


def _of_league(text: str, mention: Mention) -> bool:
    """Whether 团 before a committee is the Youth League's (团江州市委, 团县委), no end of another word (集团)."""
    return text[mention.end - 1] == "委" and text[mention.start - 2 : mention.start] not in words()


def _heads_in(text: str, seen: LexiconMatches) -> Iterator[tuple[int, int]]:
    """The heads of a text; where the next character makes another word of one, the head that begins inside it."""
    for start, end in seen.heads:
        if _is_broken(text, end):
            inner = ((at, heads().all.at(text, at)) for at in range(start + 1, end))
            yield next((span for span in inner if span[1] > end), (start, end))
        else:
            yield start, end


def _is_broken(text: str, end: int) -> bool:
    """Whether the next character makes another word of the head that ends there: 民政部 + 门, but not 医学院 + 校友."""
    if text.startswith(BEHIND, end) or (text.startswith("所在", end - 1) and not text.startswith(WHERE, end)):
        return False
    if text.startswith(STREETS, end):
        return True
    return bool(text[end : end + 1]) and text[end] in LEXICON["broken"].get(text[end - 1], "")


def _quoted(text: str, start: int, end: int, read: Modifiers) -> Modifiers:
    """The modifiers with a name in quotation marks before them: “好又多”超市."""
    if text[read.start - 1 : read.start] != "”" or not text.endswith(TRADING, start, end):
        return read
    opening = text.rfind("“", max(0, read.start - LONGEST_QUOTED), read.start)
    return read._replace(start=opening, proper=True) if opening >= 0 else read


def _is_body(text: str, start: int, end: int, read: Modifiers) -> bool:
    """Whether head and modifiers name one body."""
    head, kinds = text[start:end], heads()
    if _is_broken(text, end) or text[read.start].isdigit() or read.generic or (text[end : end + 1] in KIND_ONLY and head not in kinds.alone):
        return False
    if text[read.start : start].startswith(SUCH) or text[read.start : start] in deeds():
        return False
    one_character = start - read.start == 1 and not read.tasked
    if one_character and not (text[read.start] in LEVELS.words or HIDDEN.search(text, read.start, start)):
        return False
    if (head in kinds.levelled and (read.start == start or text[read.start : start] in kinds.levelled)) or (head not in kinds.alone and text[read.start : start] in kinds.nameless):
        return False
    return read.proper or (text[read.start : start] != "工作" and _needs_no_name(text, start, head, read))


def _needs_no_name(text: str, start: int, head: str, read: Modifiers) -> bool:
    """Whether the task before the head, which begins at ``start``, or the head alone will do."""
    if read.tasked and head in heads().tasked:
        return True
    return head in heads().alone and (read.start < start or not text.endswith((*GENERIC, "）"), max(0, start - 2), start))


def _party_committees(tokens: Tokens, seen: LexiconMatches, places: MentionIndex) -> Iterator[Mention]:
    """A level's party committee, with the place before it: 区委, 青岚市委, x区委."""
    text = tokens.text
    for start, end in seen.committees:
        if text[end : end + 1] in OTHER_WORD or (text[start - 1 : start] in OWN and is_word(text[start - 1 : end - 1])):
            continue
        if text[start - 1 : start] in LETTERS and places.at(start) is None and text[start - 1] != "团":
            continue
        place = places.at(end - 1) or places.at(start)
        hidden = HIDDEN.search(text, max(0, start - 3), start)
        begin = outermost(places, place) if place and place.start < start else unlisted(tokens, start)
        yield Mention(hidden.start() if hidden else begin, end, "ORG")


def _news_sites(text: str, places: MentionIndex) -> Iterator[Mention]:
    """Who reports: at the head of a dateline, or a place's news site: 江州网讯, 江州网（记者 …）, 新江州客户端2月3日讯."""
    for match in AGENCY.finditer(text) if DATED.search(text) else ():
        yield Mention(*match.span(), "ORG")
    for match in SITE.finditer(text):
        place = places.at(match.start())
        if place is not None:
            start = place.start - text.startswith("新", place.start - 1)
            yield Mention(start, match.end(), "ORG")


def _is_unit(name: str, *, branch: bool) -> bool:
    """Whether a unit is named so: by a number or a place; a branch bureau by anything short."""
    own = next((name.removeprefix(word) for word in LEXICON["police"]["named"] if name.startswith(word)), name)
    return branch or set(own) <= NUMERALS or name in LEXICON["police"]["named"] or words().tag(name) == "ns"


def _with_parts(text: str, mention: Mention) -> Mention:
    """The mention with the parts of the body that follow: 指挥部 + 办公室."""
    end = mention.end
    for _ in range(MOST_PARTS):
        longer = _parts().at(text, end)
        if longer == end or _is_broken(text, longer):
            break
        end = longer
    if text.endswith(FORCES, mention.start, end):
        while (unit := UNIT.match(text, end)) is not None and _is_unit(unit["name"], branch=unit.group().endswith("分局") and words().tag(unit["name"]) != "v"):
            end = unit.end()
    section = SECTION.match(text, end)
    section = section if section and posts().at(text, end) == end else (BRANCH.match(text, end) if text[end - 1] in SHOPS else None)
    return Mention(mention.start, section.end() if section else end, mention.label)
