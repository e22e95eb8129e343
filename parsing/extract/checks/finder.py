"""Sums: where a list's parts should add up to its total, whether they do.

A list follows its total in a bracket, behind 其中, 分别为 or a colon, or stands before it (…，共计12.3万元). It claims to be
whole, or only to name parts worth naming, and no list is held to more than it claims: what a reader is told to be wrong
must be wrong.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from msgspec.structs import replace

from parsing.extract.checks.parts import complete, opening, parts_from
from parsing.extract.checks.phrases import levels
from parsing.extract.checks.sums import Reach, added, equal, reach, within
from parsing.extract.metrics.numerals import plain
from parsing.extract.metrics.quantities import dimensions
from parsing.extract.metrics.wordlists import alike
from parsing.lexicon import load
from parsing.record import Check

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsing.extract.checks.parts import Part, Parts
    from parsing.extract.checks.phrases import Level, Phrase
    from parsing.extract.extraction import Extraction
    from parsing.record import Metric, Sum
    from parsing.structure import Document

Claim: TypeAlias = Literal["whole", "bracket", "colon", "some", "part"]
BACK = 4
"""How many phrases before a list its total is looked for."""
MOST = 60
"""The longest row of items before their total."""
SENTENCE = frozenset("。！？\n")
"""Marks that end a sentence."""


class Claimed(NamedTuple):
    """A list: its total's candidates (indices), where its first item stands, and how much it claims to name."""

    totals: tuple[int, ...]
    at: int
    claim: Claim


def find_checks(document: Document, found: Extraction) -> Extraction:
    """Add what can be said of the report's sums, in order of their totals."""
    metrics = found.metrics
    if len(metrics) < 2:
        return found
    checks = {
        check
        for level in levels(document.text, metrics)
        for check in (*_after_totals(metrics, level), *_before_totals(metrics, level.phrases))
    }
    return replace(found, checks=tuple(sorted(checks, key=lambda check: (check.total, check.parts))))


def _after_totals(metrics: Sequence[Metric], level: Level) -> Iterator[Check]:
    """The lists that follow their totals."""
    for totals, at, claim in _lists(metrics, level):
        for total in totals:
            if summable(metrics[total]):
                found = parts_from(metrics, level.phrases, at, metrics[total])
                check = _judged(metrics, total, found, "part" if _leaves_out(metrics, total, found.parts) else claim)
                if check is not None:
                    yield check


def _leaves_out(metrics: Sequence[Metric], total: int, parts: Sequence[Part]) -> bool:
    """Whether the text says of more places or bodies than it names: 118例，分布在6个市，其中甲市95例，乙市7例."""
    first = parts[0].figure if parts else total
    items = (m.value for m in metrics[total + 1 : first] if m.unit in alike("个") and m.unit != metrics[total].unit)
    return any(value is not None and value > sum(part.times for part in parts) for value in items)


def _lists(metrics: Sequence[Metric], level: Level) -> Iterator[Claimed]:
    """The lists of a level that follow their totals: in its bracket, behind 其中 and the like, or behind a colon."""
    phrases = level.phrases
    last = -1 - BACK
    for here, phrase in enumerate(phrases):
        totals = level.owner if here == 0 else ()
        near = here - last <= BACK
        last = here if phrase.counts else last
        if not (near or totals):
            continue
        match = opening().match(phrase.plain)
        if match is None:
            if totals:
                yield Claimed(totals, here, "bracket")
            elif phrase.mark == "：" and here and phrases[here - 1].counts and not _opens(phrases[here - 1]):
                yield Claimed(phrases[here - 1].counts, here, "colon")
            continue
        claim: Claim = "whole" if match["whole"] else "some" if match["some"] else "part"
        alone = match.end() == len(phrase.plain)
        at = here + alone
        if at < len(phrases) and not (claim == "whole" and _names_nothing(phrases, at)):
            claim = "colon" if claim == "some" and alone and phrases[at].mark == "：" else claim
            yield Claimed(totals or _before(metrics, phrases, here, claim), at, claim)


def _names_nothing(phrases: Sequence[Phrase], at: int) -> bool:
    """Whether the first item of a list has no figure, and shares none of the next: 分别为一名女性和一名男性，."""
    return not phrases[at].counts and at + 1 < len(phrases) and phrases[at + 1].mark != "、"


def _opens(phrase: Phrase) -> bool:
    """Whether a phrase is an opener of a list and nothing else: 其中."""
    return opening().fullmatch(phrase.plain) is not None


def _before(metrics: Sequence[Metric], phrases: Sequence[Phrase], at: int, claim: Claim) -> tuple[int, ...]:
    """The counts of the nearest phrase before an opener, where no other could be meant as well."""
    for back in range(at - 1, max(-1, at - 1 - BACK), -1):
        if phrases[back].counts:
            break
    else:
        return ()
    back = _of_unit(metrics, phrases, back, at)
    found = phrases[back]
    crossed = [p.mark for p in phrases[back + 1 : at + 1] if p.mark in SENTENCE]
    if len(crossed) > 1 or (crossed and claim not in {"some", "colon"}):
        return ()
    units = {metrics[count].unit for count in found.counts}
    for other in range(back - 1, max(-1, back - 1 - MOST), -1):
        joined = phrases[other + 1].mark == "、"
        if phrases[other + 1].mark in SENTENCE or not (joined or crossed):
            break
        if units & {metrics[count].unit for count in phrases[other].counts}:
            return ()
    return found.counts


def _of_unit(metrics: Sequence[Metric], phrases: Sequence[Phrase], back: int, at: int) -> int:
    """The phrase of the total: past one in another unit than the parts, where one before it has theirs: 发病21例，死亡1人，其中….

    ``back``: the nearest phrase with counts before the opener of the list at ``at``.
    """
    first = next((phrase for phrase in phrases[at : at + 2] if phrase.counts), None)
    units = {metrics[count].unit for count in first.counts} if first is not None else set()
    for earlier in range(back, max(-1, back - 2), -1):
        if units & {metrics[count].unit for count in phrases[earlier].counts}:
            return earlier
        if phrases[earlier].mark in SENTENCE:
            break
    return back


def _before_totals(metrics: Sequence[Metric], phrases: Sequence[Phrase]) -> Iterator[Check]:
    """The lists that stand before their totals: 甲镇30户、乙镇50户，合计80户."""
    for at, phrase in enumerate(phrases):
        if phrase.mark != "，" or len(phrase.counts) != 1 or phrase.lead not in _totals():
            continue
        first = at - 1
        while first > 0 and phrases[first].mark == "、" and at - first < MOST:
            first -= 1
        total = phrase.counts[0]
        if first < 0 or opening().match(phrases[first].plain) or not summable(metrics[total]):
            continue
        check = _judged(metrics, total, parts_from(metrics, phrases[:at], first, metrics[total]), "colon")
        if check is not None and len(check.parts) > 1 and check.kind == "sum":
            yield check


@cache
def _totals() -> frozenset[str]:
    return frozenset(load("lists")["openers"]["total"])


def summable(metric: Metric) -> bool:
    """Whether counts of this unit may be added: shares may not."""
    return dimensions().get(metric.unit, "percent") != "percent"


def _judged(metrics: Sequence[Metric], total: int, found: Parts, claim: Claim) -> Check | None:
    """What the record says of a list; null where the text leaves it open."""
    whole = reach(metrics[total])
    known = [(reach(metrics[part.figure]), part.times) for part in found.parts]
    figures = [figure.times(times) for figure, times in known if figure is not None]
    alike_all = all(_comparable(metrics[total], metrics[part.figure]) for part in found.parts)
    if whole is None or not figures or len(figures) < len(known) or found.undecided or not alike_all:
        return None
    named = _named(metrics, found.parts)
    end = _whole_at(whole, figures, () if named and not found.loose else found.ends)
    if end:
        return _check(total, found.parts[:end], added(figures[:end]), "sum", agrees=True)
    parts_sum = added(figures)
    claims = _claims_all(claim, found.parts, named=named, most=parts_sum.written * 2 >= whole.written)
    if found.loose or (claim == "bracket" and len(figures) == 1 and not claims):
        return None
    agrees = equal(whole, parts_sum) if claims else _fits(whole, parts_sum, found)
    return None if agrees is None else _check(total, found.parts, parts_sum, "sum" if claims else "part", agrees=agrees)


def _fits(whole: Reach, parts_sum: Reach, found: Parts) -> bool | None:
    """Whether parts do not exceed their total; where the last ones may belong to another matter, they may."""
    fits = within(whole, parts_sum)
    return None if fits is False and found.ends else fits


def _whole_at(whole: Reach, figures: Sequence[Reach], ends: Sequence[int]) -> int:
    """After how many items, of those where the list may end, they come to the total; else 0."""
    return next((end for end in (*ends, len(figures)) if end > 1 and equal(whole, added(figures[:end]))), 0)


def _comparable(total: Metric, part: Metric) -> bool:
    """Whether the two count alike: the same kind of unit, day and rate."""
    return part.unit in alike(total.unit) and part.as_of == total.as_of and part.per == total.per


def _named(metrics: Sequence[Metric], parts: Sequence[Part]) -> bool:
    """Whether each part belongs to a place or body of its own."""
    owners = [metrics[part.figure].scope for part in parts]
    said = all(owner and owner in part.lead for owner, part in zip(owners, parts, strict=True))
    return said and len(set(owners)) == len(owners)


def _claims_all(claim: Claim, parts: Sequence[Part], *, named: bool, most: bool) -> bool:
    """Whether a list that does not add up claims to: one that leaves more than half over only picks out some parts."""
    if claim == "whole":
        return len(parts) > 1
    if claim == "part" or not most:
        return False
    if claim == "bracket":  # 甲省80例（乙市60例） only picks out
        return len(parts) > 1
    return len(parts) > 1 and (claim == "colon" or named or complete(parts))


def _check(total: int, parts: Sequence[Part], parts_sum: Reach, kind: Sum, *, agrees: bool) -> Check:
    counts = tuple(part.figure for part in parts)
    return Check(total=total, parts=counts, sum=plain(parts_sum.written), kind=kind, agrees=agrees)
