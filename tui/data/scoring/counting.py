"""Precision, recall and F1 by kind: what the program found in a report, compared with its gold.

What is counted, and when it is right:

- an entity, by label: its span; a date's norm: span and norm;
- a metric: span, value, unit, bound, redaction; each further field: of all gold metrics, how many have it right;
- a measure: (sentence, category, status), and without the status;
- the text: characters, without spaces.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, get_args

from msgspec import UNSET

from parsing.record import Label
from parsing.sentences import sentences
from tui.data.scoring.carrying import Carried, solid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from parsing.spans import Span
    from tui.data.scoring.gold import Findings, Gold, GoldEntity, GoldMetric

Keyed: TypeAlias = Mapping[Hashable, str]
"""Things that are right where both have the key, with the words to show for each."""

FIELDS = ("what", "scope", "as_of", "per")
KINDS = (
    *get_args(Label), "entities", "date norms", "metrics", *(f"metric {field}" for field in FIELDS), "measures",
    "measure categories", "text",
)  # fmt: skip
"""What is counted, in the order in which it is shown; ``entities`` are all labels together."""
PUNCTUATION = re.compile(r"\W")
HEAD = 2
"""Characters of a phrase's end by which two name the same thing: Chinese nouns end in their head."""
LOST = -1


@dataclass(frozen=True, slots=True)
class MatchTally:
    """How many were given, how many there are, and how many of both are the same."""

    right: int = 0
    given: int = 0
    gold: int = 0

    def __add__(self, other: MatchTally) -> MatchTally:
        return MatchTally(self.right + other.right, self.given + other.given, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """The share of what was given that is right; 1 where nothing was given."""
        return self.right / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        """The share of what there is that was given; 1 where there is nothing."""
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


class Error(NamedTuple):
    """A miss, or a false alarm."""

    report: str
    kind: str
    missed: bool
    said: str


@dataclass(frozen=True, slots=True)
class Score:
    """The figures of one report, or of many."""

    tallies: Mapping[str, MatchTally]
    errors: tuple[Error, ...] = ()


def total(scores: Iterable[Score]) -> Score:
    """The figures of all reports together, without kinds that neither side has."""
    tallies = dict.fromkeys(KINDS, MatchTally())
    errors: list[Error] = []
    for score in scores:
        errors += score.errors
        for kind, tally in score.tallies.items():
            tallies[kind] += tally
    return Score({kind: tally for kind, tally in tallies.items() if tally.given or tally.gold}, tuple(errors))


def compare(gold: Gold, text: str, found: Findings) -> Score:
    """The figures of one report, of which the program made this text and found this in it."""
    comparison = _Comparison(gold.name)
    carried = Carried.between(text, gold.text)
    _compare_entities(comparison, gold, found, carried)
    _compare_metrics(comparison, gold, found, carried)
    _compare_measures(comparison, gold, found, carried)
    comparison.tallies["text"] = MatchTally(carried.shared, solid(text), solid(gold.text))
    return Score(comparison.tallies, tuple(comparison.errors))


class _Comparison:
    """Tallies and errors while they are being made."""

    def __init__(self, report: str) -> None:
        self.report = report
        self.tallies: dict[str, MatchTally] = {}
        self.errors: list[Error] = []

    def keys(self, kind: str, gold: Keyed, given: Keyed, *, tell: bool = True) -> None:
        """Compare by key."""
        self.tallies[kind] = MatchTally(len(gold.keys() & given.keys()), len(given), len(gold))
        if tell:
            self.errors += (Error(self.report, kind, True, said) for key, said in gold.items() if key not in given)
            self.errors += (Error(self.report, kind, False, said) for key, said in given.items() if key not in gold)


def _compare_entities(comparison: _Comparison, gold: Gold, found: Findings, carried: Carried) -> None:
    want, give = gold.findings.entities, tuple(_placed(found.entities, carried))
    every, all_given = _entities(gold.text, want), _entities(gold.text, give)
    for label in get_args(Label):
        comparison.keys(label, _of_label(every, label), _of_label(all_given, label))
    comparison.keys("entities", every, all_given, tell=False)
    unsaid = {(entity.start, entity.end) for entity in want if entity.norm is UNSET}
    comparison.keys("date norms", _norms(gold.text, want, unsaid), _norms(gold.text, give, unsaid))


def _placed(entities: Iterable[GoldEntity], carried: Carried) -> Iterator[GoldEntity]:
    """Entities of the program's text in the gold's; those without a place there lie before its start."""
    for entity in entities:
        start, end = carried.span(entity.start, entity.end) or (LOST - entity.end, LOST - entity.start)
        yield type(entity)(entity.label, start, end, entity.norm)


def _entities(text: str, entities: Iterable[GoldEntity]) -> dict[Hashable, str]:
    return {(entity.label, entity.start, entity.end): _words(text, entity.start, entity.end) for entity in entities}


def _of_label(entities: Keyed, label: str) -> Keyed:
    return {key: said for key, said in entities.items() if isinstance(key, tuple) and key[0] == label}


def _norms(text: str, entities: Iterable[GoldEntity], unsaid: set[tuple[int, int]]) -> Keyed:
    return {
        (entity.start, entity.end, entity.norm): f"{_words(text, entity.start, entity.end)} = {entity.norm}"
        for entity in entities
        if entity.label == "DATE" and (entity.start, entity.end) not in unsaid
    }


def _compare_metrics(comparison: _Comparison, gold: Gold, found: Findings, carried: Carried) -> None:
    want = {(metric.start, metric.end): metric for metric in gold.findings.metrics}
    give = {
        carried.span(metric.start, metric.end) or (LOST - metric.end, LOST - metric.start): metric
        for metric in found.metrics
    }
    comparison.keys("metrics", _cores(gold.text, want), _cores(gold.text, give))
    for field in FIELDS:
        wrong = [place for place, metric in want.items() if not _agree(field, metric, give.get(place))]
        comparison.tallies[f"metric {field}"] = MatchTally(len(want) - len(wrong), len(want), len(want))
        for place in wrong:
            got = getattr(give[place], field) if place in give else "no metric"
            said = f"{_words(gold.text, *place)}: {getattr(want[place], field)}, got {got}"
            comparison.errors.append(Error(comparison.report, f"metric {field}", True, said))


def _cores(text: str, metrics: Mapping[Any, GoldMetric]) -> Keyed:
    return {
        (*place, metric.value, metric.unit, metric.bound, metric.redacted): (
            f"{_words(text, *place)}: {metric.value} {metric.unit} {metric.bound}" + " redacted" * metric.redacted
        )
        for place, metric in metrics.items()
    }


def _agree(field: str, want: GoldMetric, give: GoldMetric | None) -> bool:
    """Whether a field is right. Phrases agree where one holds the other, or both have the same head."""
    if give is None:
        return False
    ours, theirs = getattr(want, field), getattr(give, field)
    if field in {"what", "scope"} and ours and theirs:
        ours, theirs = PUNCTUATION.sub("", ours), PUNCTUATION.sub("", theirs)
        return ours in theirs or theirs in ours or ours[-HEAD:] == theirs[-HEAD:]
    return bool(ours == theirs)


def _compare_measures(comparison: _Comparison, gold: Gold, found: Findings, carried: Carried) -> None:
    spans = tuple(sentences(gold.text))
    starts = [span.start for span in spans]
    want = {(_index(starts, each.start), each.category, each.status) for each in gold.findings.measures}
    give = {
        (_index(starts, carried.middle(each.start, each.end)), each.category, each.status) for each in found.measures
    }
    comparison.keys("measures", _told(gold.text, spans, want), _told(gold.text, spans, give))
    both: tuple[Keyed, Keyed] = ({row[:2]: "" for row in want}, {row[:2]: "" for row in give})
    comparison.keys("measure categories", *both, tell=False)


def _index(starts: Sequence[int], at: int | None) -> int:
    return LOST if at is None else bisect_right(starts, at) - 1


def _told(text: str, spans: Sequence[Span], rows: Iterable[tuple[int, str, str]]) -> Keyed:
    ordered = sorted(rows)
    return {
        row: f"{row[1]} {row[2]}: {spans[row[0]].of(text).strip()[:40] if row[0] >= 0 else '(no such text)'}"
        for row in ordered
    }


def _words(text: str, start: int, end: int) -> str:
    return text[start:end] if start >= 0 else "(no such text)"
