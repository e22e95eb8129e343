"""How far a noun phrase goes behind a number: up to the predicate, the next count, or the 的 behind its head."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsing.extract.metrics.wordlists import JOINERS, dimension, word_ends, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.extract.metrics.clauses import Count
    from parsing.words import Word


def noun_phrase(found: Sequence[Word]) -> list[Word]:
    """Words up to the predicate: a preposition, an adverb, or a verb that opens a new predicate."""
    phrase: list[Word] = []
    aside = False
    for at, word in enumerate(found):
        following = found[at + 1].tag[:1] if at + 1 < len(found) else ""
        aside = (aside or (word.text == "（" and bool(phrase))) and word.text != "）"
        ends = _ends_phrase(word, following, opens=not phrase) or (
            phrase and (word.text == "“" or _next_count(word, following) or _breaks_off(found[at : at + 2]))
        )
        if ends and not aside and not (phrase and _made_for(phrase[-1], word, following)):
            break
        phrase.append(word)
    while phrase and (phrase[-1].text in JOINERS or phrase[-1].tag == "u"):
        phrase.pop()
    return phrase


def _made_for(last: Word, word: Word, following: str) -> bool:
    """Whether 用 says what a thing is made for: 医疗 + 用 + 口罩."""
    return word.text == "用" and following == "n" and last.text in word_set("made_for")


def _breaks_off(pair: Sequence[Word]) -> bool:
    """Whether a day begins (队员|28|日|抵达), or an adverb of two words (队员|第一|时间|抵达).

    Or what was counted is only what more was added to: 检查站|基础|上|增设.
    """
    if len(pair) < 2:
        return False
    added = pair[0].text == "基础" and pair[1].text in word_set("locatives")
    adverb = pair[0].text + pair[1].text in word_set("stops")
    return added or adverb or (pair[0].text.isdigit() and pair[1].text in {"日", "月", "时"})


def _next_count(word: Word, following: str) -> bool:
    """Whether the next item of a list, or how long something takes, begins with a number: 口罩、| 一批药品, 队员| 2小时集结."""
    return (word.text == "、" and following == "m") or (word.tag in {"m", ""} and word.text.isdigit())


def _ends_phrase(word: Word, following: str, *, opens: bool) -> bool:
    """Whether a noun phrase ends before the word. ``following``: the next word's kind; ``opens``: it comes first."""
    if word.text in word_set("attributes"):
        return False
    if word.text in word_set("stops") or (word.tag == "c" and word.text not in JOINERS):
        return True
    if word.text in word_set("locatives"):
        return following != "n"
    if word.tag == "t" and not opens:
        return True
    modifies = word.tag == "d" and opens and len(word.text) > 1 and following in {"n", "b"}
    return word.tag in {"p", "d", "r", "y", "ul", "ug"} and not modifies


def acts(phrase: Sequence[Word], at: int, count: Count) -> bool:
    """Whether a governing verb stands behind bodies or places that act, and its object: 21个党支部|组织党员.

    One that also makes names of places only where the next count counts its object: 5个检查组|检查药店20家.
    """
    verb, body = phrase[at].text, phrase[at - 1].text
    if body != "点" and not body.endswith(word_ends("acting")):
        return False
    governs = verb in word_set("verbs") and at + 1 < len(phrase)
    return verb in word_set("handovers") or (
        governs and (verb not in word_set("sited") or phrase[-1].end == count.ceiling)
    )


def is_used(phrase: Sequence[Word], at: int, count: Count) -> bool:
    """Whether what goods are given for, or how they went there, begins at a word: 3200斤蔬菜|支援云岭县, no 抗疫|支援|物资.

    So does what became of anything: 20家药店|停业整顿.
    """
    goods, word = dimension(count.quantity.unit) in {"item", "mass", "volume"}, phrase[at].text
    became = word.startswith(word_ends("states")) and not word.endswith(word_ends("used_for"))
    if not became and not (goods and word in word_set("uses")):
        return False
    compound = at + 2 == len(phrase) and phrase[-1].text.endswith(word_ends("used_for"))
    return phrase[at - 1].tag[:1] in {"n", "", "z"} and not compound


def side_of_measure(phrase: Sequence[Word], count: Count) -> Sequence[Word]:
    """The side of the first 的 that the measure word belongs to: 257位爱心人士|的捐赠, 3个不同的|采样点."""
    at = next((i for i, word in enumerate(phrase) if word.text == "的"), None)
    if at is None or at == 0:
        return phrase
    head, rest = phrase[:at], phrase[at + 1 :]
    if head[-1].tag and all(word.tag[:1] in {"n", "s", "j", ""} for word in head):
        return head
    own = head[-1].tag.startswith("n") and head[0].tag[:1] in {"n", "j", "v", "s", "", "a", "b"}
    if (
        not rest
        or rest[0].text in word_set("standards")
        or (own and dimension(count.quantity.unit) in {"person", "household", "collective"})
    ):
        return head
    return rest
