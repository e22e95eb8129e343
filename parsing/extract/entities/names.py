"""Where a Chinese personal name that begins at a known place ends.

A surname is seldom in doubt next to a post; the end of the given name is. The readings (no name, one character given,
two) are weighed by how well the rest of the clause divides into words, as a unigram model of names and words would.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from parsing.expressions import any_of
from parsing.extract.entities.parts_of_speech import FUNCTION_TAGS
from parsing.extract.entities.transcribed import (
    AHEAD,
    NO_NAME_COST,
    TRANSCRIBED,
    best_end,
    dotted_at,
    end_of_dotted,
)
from parsing.extract.tokens import CHINESE
from parsing.extract.vocabulary import Vocabulary
from parsing.lexicon import load
from parsing.searching import matches
from parsing.words import words

if TYPE_CHECKING:
    from parsing.extract.entities.recurrence import Recurring
    from parsing.extract.tokens import Tokens

SURNAMES = load("surnames")
REDACTED = re.escape(SURNAMES["redacted"])
"""Signs in the place of a given name, for a class in an expression: 李×, 王xx."""
HIDING = re.compile(rf"[某{REDACTED}]")
"""A sign in the place of a given name."""
NOT_REDACTED, COUNTED = frozenset(SURNAMES["not_redacted"]), SURNAMES["counted"]
"""Behind such a sign: another noun is left out (某县); a measure word, so that a figure is (xx例)."""
TRANSCRIBED_BIAS, LONG_FOREIGN = -2.0, 4
"""After posts and professions, not after mere nouns of a group, a transcribed name may lack its dot; characters from
which on it is one although a surname opens it: 吉 in 吉日木图."""
SURNAME_COST, GIVEN_COST = -3.0, -7.6
"""Log probabilities: of a surname, of each character given."""
GIVEN_PRIOR = {1: -1.9, 2: -0.2}
"""How many characters are given: about one name in seven has a single one."""
LONGEST_GIVEN = 2
IN_DICTIONARY = 8.0
"""Advantage of a name that the dictionary has as one over the same characters as words."""
STRAY = -4.0
"""Of a reading that leaves one character over before the next punctuation or word, or begins with one that joins."""
EVERYDAY, LEADING = frozenset(SURNAMES["everyday"]), frozenset(SURNAMES["leading"])
"""Surnames that are first of all words (高, 成); of these, prepositions and conjunctions (由, 向)."""
NEVER_LAST, BEFORE_MARKS = frozenset(SURNAMES["never_last"]), frozenset(SURNAMES["before_marks"])
"""Characters that hardly end a given name; of these, those that may before a mark."""
ACTS, OPENS_ACT = tuple(SURNAMES["acts"]), frozenset(SURNAMES["opens_act"])
"""Words that begin with a surname and are no names (常年, 闻讯); characters that open what a person does (也, 来)."""
MAY_OPEN = frozenset(SURNAMES["may_open"])
"""More of the latter, with which names may end too."""
BOUNDS = frozenset(word for word in load("bounds")["before"] if len(word) == 1)
"""What says of the number behind it how exact it is (约85辆), and so ends no name before one."""
ADVERBS = frozenset(SURNAMES["adverbs"])
"""Surnames that are adverbs before what somebody did: 曾."""
NEVER_GIVEN = frozenset(SURNAMES["never_given"])
"""Particles, which open no given name."""
NUMBERING, NO_GIVEN = frozenset(SURNAMES["numbering"]), frozenset(SURNAMES["no_given"])
"""Behind 某: which of several people (李某甲); a relative or a verb (李某 + 妻)."""
COUNTING = "例名人岁年月日次个天时点小号口家周"
"""Behind a digit these make it a figure (1例, 1月, 1号), and no number of several people: 李某1.

Not the measure words of ``units.toml``: most of those never follow a person, and these tell of time too."""
JOINS = frozenset("和与及由对给")
"""Before a surname that is a word too, where two signs behind it show a name: 和 + 单某某."""
NO_GIVEN_TAGS = (*FUNCTION_TAGS, "f")
"""Parts of speech of a character behind 某 that goes on with the sentence."""
ADDRESS = ("某", *load("titles")["context"]["address"])
"""Behind a surname: no given name follows (李 + 先生)."""
NEVER_FIRST = (*ACTS, *load("titles")["context"]["groups"])
"""With which no name begins: such words, and nouns for people."""
LASTING = re.compile("着(?![手力重眼实急])")
"""Behind a verb of one character, which ends no name before it."""
AFTER_A_NAME = tuple(load("titles")["context"]["behind"])
"""Words that stand behind nouns of any kind, so that their first character ends no name: 对企业 + 来说."""


@cache
def surnames() -> Vocabulary:
    """Single and compound surnames."""
    return Vocabulary.of([*"".join(SURNAMES["single"].split()), *SURNAMES["compound"].split()])


@cache
def hidden_name() -> re.Pattern[str]:
    """A surname with its given name redacted: 李某某, 王xx, 张某."""
    single = "".join(SURNAMES["single"].split())
    compound = any_of(SURNAMES["compound"].split())
    return re.compile(
        rf"(?:{compound}|[{single}])(?:某\d(?![\d%.]|[{COUNTING}])"
        rf"|(?:某(?:[{REDACTED}]|[\u4e00-\u9fff])?|[{REDACTED}]{{1,2}}+(?![{COUNTED}]))(?![A-Za-z\d]))"
    )


@cache
def hidden_start() -> re.Pattern[str]:
    """What such a name begins with: a single surname and a sign, or a compound one."""
    seconds = "".join(sorted({name[1] for name in SURNAMES["compound"].split()}))
    return re.compile(rf"{opening().pattern}(?=[某{REDACTED}{seconds}])")


def redacted(tokens: Tokens) -> dict[int, int]:
    """Names with their given part left out (李某某, 王xx): the end of each by its start."""
    text = tokens.text
    found: dict[int, int] = {}
    for match in matches(hidden_name(), hidden_start(), text) if HIDING.search(text) else ():
        start, end = match.start(), _end_of_hidden(text, match)
        before = text[start - 1 : start]
        apart = before in JOINS or (text[start] not in LEADING and not CHINESE.match(before))
        free = text[start] not in EVERYDAY or (apart and end - start > 2)
        if (
            free
            and tokens.border(start)
            and (HIDING.match(text, end - 1) is None or text[end : end + 1] not in NOT_REDACTED)
        ):
            found[start] = end
    return found


def _end_of_hidden(text: str, match: re.Match[str]) -> int:
    """The end of a redacted name, with the character behind 某 where that is given: 周某华带队, but 周某 + 带队."""
    last, end = match.group()[-1], match.end()
    if match.group()[-2] != "某" or not CHINESE.match(last) or HIDING.match(last) or last in NUMBERING:
        return end
    if last in NEVER_LAST | NOT_REDACTED | NO_GIVEN or last in OPENS_ACT:
        return end - 1
    if not CHINESE.match(text, end):
        return end
    whole = words().cut(text[end - 1 : end + AHEAD])[0].text == last
    return end if whole and not words().tag(last).startswith(NO_GIVEN_TAGS) else end - 1


@cache
def opening() -> re.Pattern[str]:
    """A character that a name may begin with."""
    return re.compile(f"[{''.join(sorted({surname[0] for surname in surnames().words}))}]")


def end_of_name(tokens: Tokens, start: int, recurring: Recurring, *, bias: float = 0.0) -> int:
    """The end of the name that begins at ``start``, or ``start`` if none does.

    ``bias`` is the log odds, over the usual, of there being a name.
    """
    text = tokens.text
    hidden = hidden_name().match(text, start)
    if hidden:
        return _end_of_hidden(text, hidden)
    limit = min(tokens.run(start)[1], start + AHEAD)
    dotted = dotted_at(text, start, limit + AHEAD)
    if dotted:
        return end_of_dotted(text, dotted)
    given = surnames().at(text, start, limit)
    if text[given : given + 1] in NEVER_GIVEN or text.startswith(NEVER_FIRST, start) or _is_adverb(tokens, start):
        return start
    foreign = _end_of_foreign(tokens, start, limit) if bias > TRANSCRIBED_BIAS else start
    if given == start or foreign - start >= LONG_FOREIGN:
        return foreign
    return _end_of_given(tokens, start, given, recurring, bias)


def _is_adverb(tokens: Tokens, start: int) -> bool:
    """Whether a surname that is an adverb too stands before what somebody did: 曾 + 于, 曾 + 前往."""
    text = tokens.text
    if text[start : start + 1] not in ADVERBS:
        return False
    behind = tokens.word(start + 1)
    acts = behind is not None and behind.start == start + 1 and len(behind.text) > 1 and behind.tag.startswith("v")
    return acts or text[start + 1 : start + 2] in OPENS_ACT


def _end_of_foreign(tokens: Tokens, start: int, limit: int) -> int:
    """The end of a name without a surname, one that the dictionary has or a transcribed one; else ``start``."""
    word, foreign = tokens.word(start), TRANSCRIBED.match(tokens.text, start, limit)
    if word is not None and word.start == start and word.end - start > LONGEST_GIVEN and is_known(word.text):
        return word.end
    return best_end(tokens.text, start, foreign.end(), least=0) if foreign else start


def _end_of_given(tokens: Tokens, start: int, given: int, recurring: Recurring, bias: float) -> int:
    """The end of the most probable name with the surname ``[start, given)``, or ``start`` where words read better.

    The readings (no name, one character given, two) are weighed by the log probability of the next ``AHEAD``
    characters.
    """
    text, limit = tokens.text, min(tokens.run(start)[1], start + AHEAD)
    window = text[start:limit]
    rest = words().route(window)
    best, end = rest[0][0] + NO_NAME_COST - bias, start
    for size, prior in GIVEN_PRIOR.items():
        stop = given + size
        name = text[start:stop]
        if (
            stop > limit
            or not CHINESE.fullmatch(name)
            or _never_ends(text, stop, given, certain=bias > 0)
            or _goes_on(text, given, stop)
        ):
            continue
        weight = SURNAME_COST + size * GIVEN_COST + prior + rest[stop - start][0] + recurring.weight(name)
        if size == LONGEST_GIVEN and text[stop - 1] in OPENS_ACT and stop < limit:
            weight += STRAY
        if text[start] in LEADING or _leaves_stray(window, rest, stop - start):
            weight += STRAY
        elif rest[0][1] == len(name) and (is_known(name) or (bias > 0 and words().tag(name).startswith("nr"))):
            weight = max(weight, rest[0][0] + IN_DICTIONARY)
        everyday = given - start == 1 and _everyday(name, certain=bias > 0)
        if weight > best and not everyday and (bias > 0 or text[start] not in EVERYDAY):
            best, end = weight, stop
    return end


def _never_ends(text: str, stop: int, given: int, *, certain: bool) -> bool:
    """Whether the last character of what would be a name ends other nouns; before a mark some end names: 会长周云路，."""
    last = text[stop - 1]
    if last in BOUNDS and text[stop : stop + 1].isdigit():
        return True
    if last not in NEVER_LAST:
        return False
    return not (certain and stop - given == LONGEST_GIVEN and last in BEFORE_MARKS and not CHINESE.match(text, stop))


def _goes_on(text: str, given: int, stop: int) -> bool:
    """Whether a form of address stands where the given name would, or other words begin with its last character.

    These are some whole ones (对…来说, 担任), and verbs of one character with 着: 戴着, 骑着.
    """
    words_ahead = text.startswith(AFTER_A_NAME, stop - 1) or LASTING.match(text, stop) is not None
    return text.startswith(ADDRESS, given) or words_ahead


def _leaves_stray(window: str, rest: list[tuple[float, int]], at: int) -> bool:
    """Whether one character that opens no predicate stands alone after a name that ends at ``at``."""
    if at >= len(window) or rest[at][1] != at + 1 or (at + 1 < len(window) and window[at] in OPENS_ACT | MAY_OPEN):
        return False
    if LASTING.match(window, at + 1):
        return False
    tag = words().tag(window[at])
    return at + 1 == len(window) < AHEAD or (
        CHINESE.match(window, at) is not None and not tag.startswith(("p", "c", "u", "v", "d"))
    )


def name_odds(name: str) -> float:
    """Log odds that a stretch whose first character is a surname is a name, against its being words."""
    size = len(name) - surnames().at(name, 0)
    weight = SURNAME_COST + size * GIVEN_COST + GIVEN_PRIOR.get(size, 0.0)
    if is_known(name):
        return IN_DICTIONARY
    return weight - words().score(name)


def is_known(name: str) -> bool:
    """Whether the dictionary has a name as one, and not as the word that it is first of all (康复, 严正)."""
    known = words()
    return known.tag(name).startswith("nr") and (len(name) > 2 or not known.is_common(name))


def _everyday(name: str, *, certain: bool) -> bool:
    """Whether the dictionary has the whole as another word than a name.

    Where a name is ``certain`` to stand, nouns and adjectives of two characters are names too (高峰, 高洁).
    """
    tag = words().tag(name)
    certain = certain and len(name) <= LONGEST_GIVEN
    return bool(tag) and (tag == "ad" or not tag.startswith(("n", "a", "b", "t") if certain else "nr"))
