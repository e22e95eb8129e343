"""How far the noun phrase behind a number goes: 3例 + 新冠肺炎确诊病例 | 正在治疗.

It ends before the predicate and before the next count; of a phrase with 的 one side is meant. In the examples | stands
between words, which have jieba's parts of speech (``tag``: n a noun, v a verb, d an adverb, p a preposition…).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsing.extract.metrics.wordlists import JOINERS, dimension, word_ends, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.extract.metrics.clauses import Count
    from parsing.words import Word


def noun_phrase(found: Sequence[Word]) -> list[Word]:
    """The words of the noun phrase that ``found`` begins with; none where no noun phrase begins there.

    企业|已|复工 has 企业. What stands in brackets inside it stays: 镇|（|街道|）|干部.
    """
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
    while phrase and (phrase[-1].text in JOINERS or phrase[-1].tag == "u" or _hangs(phrase)):
        phrase.pop()
    return phrase


def _hangs(phrase: Sequence[Word]) -> bool:
    """Whether the last word tells how or when something was done by those before it: 医务人员 + 紧急, 患者 + 之前."""
    return len(phrase) > 1 and phrase[-1].text in word_set("adverbials")


def _made_for(last: Word, word: Word, following: str) -> bool:
    """Whether 用 says what a thing is made for: 医疗 + 用 + 口罩."""
    return word.text == "用" and following == "n" and last.text in word_set("made_for")


def _breaks_off(pair: Sequence[Word]) -> bool:
    """Whether two words end the noun phrase before them.

    They begin a day (队员 + 28|日抵达), are an adverb (队员 + 第一|时间抵达), or say that more was added (检查站 + 基础|上增设).
    """
    if len(pair) < 2:
        return False
    added = pair[0].text == "基础" and pair[1].text in word_set("locatives")
    adverb = pair[0].text + pair[1].text in word_set("stops")
    return added or adverb or (pair[0].text.isdigit() and pair[1].text in {"日", "月", "时"})


def _next_count(word: Word, following: str) -> bool:
    """Whether another number begins: the next item of a list (口罩 + 、一批药品), or a duration (队员 + 2小时集结)."""
    return (word.text == "、" and following == "m") or (word.tag in {"m", ""} and word.text.isdigit())


def _ends_phrase(word: Word, following: str, *, opens: bool) -> bool:
    """Whether a noun phrase ends before a word; one that would be its first word (``opens``) makes it empty.

    ``following``: the first letter of the next word's part of speech.
    """
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


def from_places(phrase: list[Word], found: Sequence[Word], count: Count) -> list[Word]:
    """The phrase, or the sick behind it where it is no more than where they came from: 2例 + 江州 + 来云河确诊病例."""
    sick = count.quantity.unit in word_set("case_units")
    if not sick or not phrase or any(word.tag != "ns" for word in phrase):
        return phrase
    nouns = (*word_ends("agents"), *word_ends("case_nouns"))
    end = next((at + 1 for at, word in enumerate(found) if word.text.endswith(nouns)), len(phrase))
    while end < len(found) and found[end].text.endswith(nouns):
        end += 1
    return list(found[:end])


def agent(found: Sequence[Word]) -> list[Word]:
    """A verb and the people that do it, where the verb would else end the phrase: 值守|人员."""
    pair = list(found[:2])
    fits = len(pair) == 2 and pair[0].tag == "v" and pair[1].text in word_set("agents")
    return pair if fits else []


def begins_deed(phrase: Sequence[Word], at: int, count: Count) -> bool:
    """Whether the word at ``at`` is what the counted bodies do: 21个党支部 + 组织党员, where the noun is 党支部.

    A verb that is also in names of places (检查 in 检查点) only where the next count counts its object: 5个检查组 + 检查药店20家.
    """
    verb, body = phrase[at].text, phrase[at - 1].text
    if body != "点" and not body.endswith(word_ends("acting")):
        return False
    governs = verb in word_set("verbs") and at + 1 < len(phrase)
    return verb in word_set("handovers") or (
        governs and (verb not in word_set("sited") or phrase[-1].end == count.ceiling)
    )


def begins_use(phrase: Sequence[Word], at: int, count: Count) -> bool:
    """Whether the word at ``at`` tells what goods were given for (3200斤蔬菜 + 支援云岭县), or what became of things.

    The latter as in 20家药店 + 停业整顿. In 抗疫支援物资 the verb is inside a noun.
    """
    goods, word = dimension(count.quantity.unit) in {"item", "mass", "volume"}, phrase[at].text
    became = word.startswith(word_ends("states")) and not word.endswith(word_ends("used_for"))
    if not became and not (goods and word in word_set("uses")):
        return False
    compound = at + 2 == len(phrase) and phrase[-1].text.endswith(word_ends("used_for"))
    return phrase[at - 1].tag[:1] in {"n", "", "z"} and not compound


def side_of_measure(phrase: Sequence[Word], count: Count) -> Sequence[Word]:
    """Of a phrase with 的 the side that is counted: 爱心人士 in 257位爱心人士的捐赠, but 采样点 in 3个不同的采样点."""
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
