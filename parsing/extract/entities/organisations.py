"""ORG: names that end in a word for a kind of body (指挥部, 医院, 卫健委), with what they begin with.

The lexicon says of each such head what must stand before it for the whole to be one body's name; where the name begins
is for :mod:`parsing.extract.entities.modifiers` to read.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from parsing.expressions import any_of, searchable
from parsing.extract.entities.body_words import GENERIC, LEVELS, ORGANISATIONS, SEVERAL, WEAK, deeds, tasks
from parsing.extract.entities.bureaus import is_field
from parsing.extract.entities.givers import find_givers
from parsing.extract.entities.heads import heads, heads_in, is_broken, known_bodies
from parsing.extract.entities.leading_verbs import behind_verb
from parsing.extract.entities.media import find_media
from parsing.extract.entities.members import whole_foreign
from parsing.extract.entities.modifiers import Around, Modifiers, modifiers_before, outermost
from parsing.extract.entities.owners import of_others
from parsing.extract.entities.parts_of_speech import FUNCTION_TAGS
from parsing.extract.entities.stems import stem_of_site
from parsing.extract.entities.subunits import DEPUTY, stations, with_parts
from parsing.extract.entities.temples import find_temples
from parsing.extract.entities.unlisted import is_word, unlisted
from parsing.extract.entities.withheld import withheld_before
from parsing.extract.mentions import Mention
from parsing.extract.vocabulary import Vocabulary
from parsing.lexicon import load
from parsing.redaction import SIGNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsing.extract.mentions import MentionIndex
    from parsing.extract.tokens import Tokens
    from parsing.extract.vocabulary import LexiconMatches

OWN = frozenset(ORGANISATIONS["own"])
"""Characters before a level that make any such place, or one's own, of it: 全区, 我市."""
OTHER_WORD = frozenset(ORGANISATIONS["broken"]["委"])
"""Characters after 委 that make it another word (市委员会 is in the lexicon whole)."""
COMMITTEE_LEVELS = tuple(ORGANISATIONS["committee_levels"])
SUCH = tuple(word for word in GENERIC if len(word) > 1)
"""Words that tell of any such body: 各级, 有关."""
KIND_ONLY = frozenset(ORGANISATIONS["kind_only"])
"""Characters behind a head that make an adjective of it: 医院 + 化."""
BRANCHED = re.compile(
    r"[（(][\u4e00-\u9fff]{2,6}[）)](?:(?![或和与及])[\u4e00-\u9fff]{1,6})?(?:(?:股份|责任)?有限(?:责任)?公司|集团公司|分公司|(?<=）)集团"
    r"|(?<=（集团）)公司|(?:律师|会计师)事务所)"
)
"""The rest of a firm's name from a place in brackets on: 恒某药业 + （云河）有限公司."""
OF_OTHERS = frozenset(ORGANISATIONS["of_others"])
"""Heads that behind a company only say whose the next one is: 子公司."""
COMPANY, FOUNDATIONS = tuple(ORGANISATIONS["companies"]), tuple(ORGANISATIONS["foundations"])
"""Heads of those that may be called by words of any kind."""
BROKEN_OFF = re.compile(r"(?!和)[^\W\d向由与在对给从到于为把被经及或让请的籍]{1,3}(?:企业)?")
"""What of a company's name reads as words of a sentence, between its place and the rest: 江州 + 绿之 + 源工贸有限公司."""
SOCIETIES, TWO_FIELDS = tuple(ORGANISATIONS["societies"]), tuple(ORGANISATIONS["two_fields"])
"""Heads of societies, and of bodies of government, that may have two fields: 生物与环保产业协会."""
ABROAD = re.compile(f"[全旅][{ORGANISATIONS['countries']}]|{any_of(ORGANISATIONS['regions'])}")
"""Before the name of a society, the country that it is in: 旅法 + 江州商会."""
FIELDS = re.compile(r"[\u4e00-\u9fff]{2,6}[与和及]$")
"""The first of two fields of a society: 江州市 + 生物与 + 环保产业协会."""
LONGEST_FIELDS, LONGEST_QUOTED = 8, 9
"""Characters between the place and the rest of a society's name; of a name in quotation marks, with these."""
LONGEST_ITEM, LONGEST_FIRM, LONGEST_CITY = 7, 14, 3
"""Characters of a firm that is an item of a list, of one between two 、, of what reads as a city inside a name."""
SHORTEST_OWN, LONGEST_OWN = 2, 4
"""Characters of a firm's own name between two places: 江州 + 大成 + （云河）."""
NO_ITEM = frozenset("该各本我此某向由与对为和及等")
"""First characters of an item that is no name."""
TEMPLE_KINDS = frozenset(ORGANISATIONS["temples"]["kinds"])
LISTED_FIRMS = tuple(ORGANISATIONS["listed_firms"])
"""Heads of firms that may be of any words where they are items of a list."""
JOINTS = frozenset("和与及")
COUNTED = re.compile(r"(?<![第\d])\d+[余多]?[家个名所批支]")
"""Several of a kind, so that no name goes on before it: 场口9家小超市, 有7批医疗队."""
FOREIGN = frozenset({"ns", "nrt"})
"""Parts of speech of foreign cities, which are in no list of divisions."""
VILLAGES = r"[村居]民?委?员?会|(?<!党)村委(?=主任|副主任)|街道办(?:事处)?|(?<![\u4e00-\u9fff])办事处"
VILLAGE = searchable([rf"(?:{VILLAGES})(?={DEPUTY}{any_of(ORGANISATIONS['village_posts'])})"])
"""A village's committee, one body where its head is named, any where not."""
TRADING = tuple(ORGANISATIONS["quoted"])
"""Heads before which the name may stand in quotation marks: “好又多” + 超市."""


@cache
def _fields() -> Vocabulary:
    """Fields of the business of bureaus and departments."""
    return Vocabulary.of((ORGANISATIONS["bureaus"]["fields"] + ORGANISATIONS["departments"]["fields"]).split())


def find_organisations(tokens: Tokens, seen: LexiconMatches, places: MentionIndex) -> list[Mention]:
    """ORG mentions, sorted; a body that a part follows (指挥部 + 办公室) is there without and with it.

    First bodies that are known by whole words, then those by their heads, from left to right, since one may begin with
    another (恒源公司 + 党支部); at last those that need all others.
    """
    text = tokens.text
    found = [Mention(start, end, "ORG") for start, end in seen.complete if not is_broken(text, end)]
    found += [Mention(*match.span(), "ORG") for match in VILLAGE.finditer(text)]
    found += [Mention(*span, "ORG") for span in known_bodies(tokens)]
    found += [*_party_committees(tokens, seen, places), *find_media(text, places)]
    around = Around(tokens, places, {mention.end: mention for mention in found})
    whole = {mention: with_parts(text, mention) for mention in found}
    for start, end in heads_in(text, seen):
        if start in around.bodies and text[start:end] in OF_OTHERS:
            continue
        read = _quoted(text, start, end, modifiers_before(around, start))
        if text[start:end] in heads().alone and text[read.start : start] in deeds():
            read = Modifiers(start)
        body = _is_body(text, start, end, read)
        named = body or (text.endswith((*COMPANY, *LISTED_FIRMS), start, end) and not read.generic)
        edge = _left_edge(around, behind_verb(text, read, start, end), end) if named else start
        if (body or edge < read.start) and COUNTED.search(text, edge, start) is None:
            mention = Mention(whole_foreign(text, edge), end, "ORG")
            longer = whole[mention] = with_parts(text, mention)
            around.bodies[longer.end] = longer
            found.append(mention)
    late = [*_branched(around), *find_givers(tokens, places, around.bodies)]
    late += [*stations(text, [*found, *late]), *find_temples(tokens, places)]
    whole |= {mention: with_parts(text, mention) for mention in late}
    return sorted({*whole, *whole.values(), *of_others(text, whole, places)})


def _left_edge(around: Around, start: int, end: int) -> int:
    """Where a name begins that words inside it seem to break off from the place before it, else ``start``.

    A society or a bureau may have two fields, joined by an "and"; a company may be called anything.
    """
    text, place = around.tokens.text, around.places.at(around.places.floor(start - 1))
    joint = text[start - 1 : start] in JOINTS and text[start] not in COMMITTEE_LEVELS
    if joint and (field := _field_before(text, start - 1, end)) < start - 1:
        read = modifiers_before(around, field)
        named = text[read.start] in COMMITTEE_LEVELS or any(
            at in around.places.by_end for at in range(read.start + 2, field + 1)
        )
        return read.start if named else field
    if text.endswith(SOCIETIES, start, end) and ABROAD.match(text, start - 2, start):
        return start - 2
    if (apart := _apart(around.tokens, start, end)) < start:
        return apart
    if place is not None and start - place.end == 1 and _is_inside(around, place, start):
        return outermost(around.places, place)
    if (
        place is None
        or start - place.end > LONGEST_FIELDS
        or any(at in around.bodies for at in range(place.end, start))
    ):
        return start
    company = text.endswith((*COMPANY, *FOUNDATIONS), start, end) and BROKEN_OFF.fullmatch(text, place.end, start)
    society = text.endswith((*SOCIETIES, *TWO_FIELDS), start, end) and (
        FIELDS.fullmatch(text, place.end, start) or _abroad(around.tokens, place, start)
    )
    return outermost(around.places, place) if company or society else start


def _field_before(text: str, end: int, body: int) -> int:
    """Where the first of two fields begins that ends at ``end``; of a group, which ends at ``body``, a task."""
    task = tasks().before(text, end) if text.endswith(tuple(heads().tasked), end, body) else end
    return min(_fields().before(text, end), task)


def _college(tokens: Tokens, start: int) -> int:
    """Where a college begins behind a mark that has two subjects, the second at ``start``: 计算机与 + 信息学院."""
    begin = tokens.run(start)[0]
    subject = FIELDS.fullmatch(tokens.text, begin, start)
    return begin if subject is not None and is_field(tokens.text[begin : start - 1]) else start


def _apart(tokens: Tokens, start: int, end: int) -> int:
    """Where a college or a firm begins whose name fills the stretch between two marks; else ``start``."""
    if tokens.text.endswith("学院", start, end):
        return _college(tokens, start)
    return _item(tokens, start, end) if tokens.text.endswith(LISTED_FIRMS, start, end) else start


def _item(tokens: Tokens, start: int, end: int) -> int:
    """Where an item of a list begins that is nothing but a firm's name, be it of any words: 、禾顺佳公司、; else ``start``."""
    text, begin = tokens.text, tokens.run(start)[0]
    bounded = text[begin - 1 : begin] in {"、", "："} and text[end : end + 1] in {"、", "，", "；", "等"}
    if not bounded or end - begin > LONGEST_FIRM or text[begin : begin + 1] in NO_ITEM:
        return start
    between = text[begin - 1] == text[end] == "、" or text.startswith("等", end)
    own = (end - begin <= LONGEST_ITEM or between) and all(
        len(word.text) == 1 or (between and not word.tag.startswith(FUNCTION_TAGS)) for word in tokens.cut(begin, start)
    )
    return begin if own else start


def _is_inside(around: Around, place: Mention, start: int) -> bool:
    """Whether one character more belongs to a name that seems to begin with a city: 达江区 + 铁 + 山南学校 (山南 is one)."""
    word = around.tokens.word(place.end)
    own = word is not None and word.end == start and word.tag.startswith(("n", "a", "g", "j"))
    return own and any(start < at <= start + LONGEST_CITY for at in around.places.by_end)


@cache
def _countries() -> frozenset[str]:
    return frozenset(load("divisions")["countries"].split())


def _abroad(tokens: Tokens, place: Mention, start: int) -> bool:
    """Whether only a city stands between a country and where the name of a society begins: 美国 + 芝加哥 + 江州同乡会."""
    country = tokens.text[place.start : place.end] in _countries()
    return country and all(word.tag in FOREIGN for word in tokens.cut(place.end, start))


def _branched(around: Around) -> Iterator[Mention]:
    """Companies and offices with a place in brackets in their name: 恒某药业（云河）有限公司."""
    text = around.tokens.text
    for match in BRANCHED.finditer(text):
        body, start = around.bodies.get(match.start()), match.start()
        read, stem = modifiers_before(around, start), stem_of_site(around.tokens, start, 0)
        place = around.places.at(around.places.floor(start - 1))
        if body is not None or (read.proper and not read.generic):
            yield Mention(body.start if body is not None else read.start, match.end(), "ORG")
        elif stem is not None and start - stem.start > 1:
            yield Mention(stem.start, match.end(), "ORG")
        elif place is not None and SHORTEST_OWN <= start - place.end <= LONGEST_OWN:
            yield Mention(outermost(around.places, place), match.end(), "ORG")


def _quoted(text: str, start: int, end: int, read: Modifiers) -> Modifiers:
    """The modifiers with a name in quotation marks before them: “好又多”超市."""
    if text[read.start - 1 : read.start] != "”" or not text.endswith(TRADING, start, end):
        return read
    opening = text.rfind("“", max(0, read.start - LONGEST_QUOTED), read.start)
    return read._replace(start=opening, proper=True) if opening >= 0 else read


def _is_body(text: str, start: int, end: int, read: Modifiers) -> bool:
    """Whether head and modifiers name one body."""
    head, kinds = text[start:end], heads()
    if (
        is_broken(text, end)
        or text.startswith(SEVERAL, max(0, start - 1))
        or text[read.start].isdigit()
        or read.generic
        or (text[end : end + 1] in KIND_ONLY and head not in kinds.alone)
    ):
        return False
    if (
        text[read.start : start].startswith(SUCH)
        or text[read.start : start] in deeds()
        or text[read.start : end] in TEMPLE_KINDS
    ):
        return False
    one_character = start - read.start == 1 and not read.tasked
    if one_character and not (text[read.start] in LEVELS.words or text[read.start] in SIGNS):
        return False
    if (head in kinds.levelled and (read.start == start or text[read.start : start] in kinds.levelled)) or (
        head not in kinds.alone and text[read.start : start] in kinds.nameless
    ):
        return False
    return read.proper or (text[read.start : start] not in WEAK and _needs_no_name(text, start, head, read))


def _needs_no_name(text: str, start: int, head: str, read: Modifiers) -> bool:
    """Whether the task before the head, which begins at ``start``, or the head alone will do."""
    if read.tasked and head in heads().tasked:
        return True
    return head in heads().alone and (
        read.start < start or not text.endswith((*GENERIC, "）"), max(0, start - 2), start)
    )


def _party_committees(tokens: Tokens, seen: LexiconMatches, places: MentionIndex) -> Iterator[Mention]:
    """A level's party committee, with the place before it: 区委, 青岚市委, x区委."""
    text = tokens.text
    for start, end in seen.committees:
        place = places.at(end - 1) or places.at(start)
        other = place is None and text[start - 1 : start] in OWN and is_word(text[start - 1 : end - 1])
        if other or text[end : end + 1] in OTHER_WORD:
            continue
        if text[start - 1 : start] in COMMITTEE_LEVELS and place is None and text[start - 1] != "团":
            continue
        begin = outermost(places, place) if place and place.start < start else unlisted(tokens, start)
        hidden = withheld_before(tokens, start, 0, start)
        yield Mention(hidden if hidden < start else begin, end, "ORG")
