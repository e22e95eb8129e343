"""Takes off the words before a number what is no part of the counted noun: adverbs, link words, governing verbs, marks.

已累计捐赠口罩达到 + 300只: :func:`without_ends` leaves 捐赠口罩, :func:`object_of` 口罩; :func:`trimmed` says where that stands.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from parsing.extract.metrics.wordlists import JOINERS, word_set
from parsing.spans import Span, span_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.words import Word


def without_ends(found: list[Word], keep: frozenset[str] = frozenset()) -> list[Word]:
    """The words without adverbs at their start and link words at their end: of 已累计发放口罩达到 only 发放口罩.

    Words to ``keep`` stay, as 累计 before cases does.
    """
    leads, links = _but(word_set("leads"), keep), word_set("links")
    start, end = 0, len(found)
    while start < end and (
        not _opens(found[start].text)
        or found[start].tag == "t"
        or (found[start].text in leads and not _takes_post(found, start))
    ):
        start += 1
    while start < end and (found[end - 1].text in links or _trails(found[end - 1])):
        end -= 1
    return found[start:end]


def _takes_post(found: Sequence[Word], at: int) -> bool:
    """Whether the word at ``at`` and the next are one word that the dictionary parts: 到岗, 尚在, 现症."""
    following = found[at + 1].text[0] if at + 1 < len(found) else ""
    return (found[at].text, following) in {("到", "岗"), ("尚", "在"), ("现", "症")}


def _trails(word: Word) -> bool:
    """Whether the word only links the noun with its number; 加强|针 is no preposition."""
    return word.tag in {"p", "ul"} and word.text not in word_set("also_nouns")


@lru_cache(maxsize=16)
def _but(words: frozenset[str], keep: frozenset[str]) -> frozenset[str]:
    """The words without those to keep; the same set where there are none."""
    return words - keep if keep else words


def _opens(word: str) -> bool:
    """Whether a noun phrase can start with the word: no punctuation but an opening quotation mark."""
    return word.isalnum() or word in {"“", "《"}


def object_of(found: list[Word], keep: frozenset[str] = frozenset()) -> list[Word]:
    """The object of the last governing verb: 口罩 of 捐赠口罩; all the words where there is no such verb.

    A verb that modifies its noun (捐赠金额), or that says what a trade is (生产经营企业), is a part of the noun.
    """
    verbs, heads = _but(word_set("verbs"), keep), word_set("heads")
    for at in range(len(found) - 2, -1, -1):
        following = found[at + 1]
        if not _governs(found[at].text, verbs) or following.text in heads or following.text[:2] in heads:
            continue
        if found[at].text in word_set("trades") and following.text in word_set("trades") | word_set("traders"):
            continue
        rest = without_ends(found[at + 1 :])
        if len(following.text) == 1 and at + 2 == len(found):
            continue
        if following.text not in JOINERS and any(
            word.tag not in {"v", "d", "u", "p"} or word.text in word_set("funds") for word in rest
        ):
            return rest
    return found


def _governs(word: str, verbs: frozenset[str]) -> bool:
    """Whether the word is a governing verb, or a longer one that ends in one: 立案查处."""
    return word in verbs or (len(word) > 2 and any(word[at:] in verbs for at in range(1, len(word) - 1)))


def trimmed(text: str, phrase: Sequence[Word]) -> Span | None:
    """Where a phrase stands, without the marks at its ends; null where next to nothing is left."""
    if not phrase:
        return None
    start, end = phrase[0].start, phrase[-1].end
    start += start > 0 and text.startswith("共有", start - 1)  # which the dictionary may part: 共|有待|处理
    start += text.startswith(("及其他", "及其它"), start)  # likewise: 及其|他|物资
    while start < end and not text[start].isalnum() and text[start] not in "“《":
        start += 1
    if text[start:end].startswith("“") and "”" not in text[start:end]:
        start += 1
    while start < end and not text[end - 1].isalnum() and text[end - 1] not in "”》）":
        end -= 1
    return span_of((start, end)) if end - start > 1 or (end > start and "\u4e00" <= text[start] <= "\u9fff") else None


def substantive(word: Word) -> bool:
    """Whether the word can be the head of a noun phrase; unknown words can."""
    return word.tag[:1] in {"n", "j", "k", ""} or word.tag == "vn"
