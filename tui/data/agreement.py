"""How far annotators agree, and where they do not.

What is compared is what marks say of a place: labels of stretches of the source, and verdicts on what was extracted.
A label that only one gave counts where both have marked the report; an item that only one has judged says nothing.
The figures are made by libraries that are known for them: nervaluate, scikit-learn and krippendorff, which the optional
part ``agreement`` installs.
"""

from __future__ import annotations

import warnings
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import msgspec

from tui.data.judging import about

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

    from parsing.record import Annotation

MarkOnReport: TypeAlias = "tuple[str, Annotation]"
"""A mark with its report."""

NOTHING = "—"
"""Stands for an annotator who says nothing where the others do."""


class PairAgreement(NamedTuple):
    """How far two agree, from 0 to 1, kappa and alpha from -1; ``None`` where there is nothing to tell it by.

    ``spans``: labelled stretches of the two together that were compared; ``items``: items that both have judged.
    """

    spans: int
    strict: float | None
    partial: float | None
    items: int
    kappa: float | None


class Disagreement(NamedTuple):
    """A place of which annotators say different things, in the order in which they were given."""

    report: str
    start: int
    quoted: str
    said: tuple[str, ...]


class Views:
    """What each of some annotators says of each place.

    Args:
        annotators: the marks of each, by a name.
    """

    def __init__(self, annotators: Mapping[str, Iterable[MarkOnReport]]) -> None:
        self.names = tuple(annotators)
        self.reports: dict[str, set[str]] = {}
        self.labels: dict[str, dict[tuple[str, int, int], set[str]]] = {}
        self.verdicts: dict[str, dict[Hashable, str]] = {}
        self._quoted: dict[Hashable, tuple[str, int, str]] = {}
        for name, marks in annotators.items():
            self._take(name, sorted(marks, key=lambda each: each[1].created))

    def _take(self, name: str, marks: Sequence[MarkOnReport]) -> None:
        labels: defaultdict[tuple[str, int, int], set[str]] = defaultdict(set)
        verdicts: dict[Hashable, str] = {}
        for report, mark in marks:
            place = report, mark.raw.start, mark.raw.end
            if mark.label is not None:
                labels[place].add(mark.label)
                self._quoted[place] = report, mark.raw.start, mark.exact
            if (item := about(mark)) is not None:
                verdicts[report, item] = _verdict(mark)
                self._quoted[report, item] = report, mark.raw.start, mark.exact
        self.reports[name] = {report for report, _ in marks}
        self.labels[name], self.verdicts[name] = dict(labels), verdicts

    def disagreements(self) -> list[Disagreement]:
        """Every place of which not all say the same, in order."""
        found = [*self._unlike_labels(), *self._unlike_verdicts()]
        return sorted(found, key=lambda each: (each.report, each.start, each.quoted, each.said))

    def _unlike_labels(self) -> Iterator[Disagreement]:
        shared = self._shared()
        for place in {place for labels in self.labels.values() for place in labels}:
            said = tuple("+".join(sorted(self.labels[name].get(place, {NOTHING}))) for name in self.names)
            if place[0] in shared and len(set(said)) > 1:
                yield Disagreement(*self._quoted[place], said)

    def _unlike_verdicts(self) -> Iterator[Disagreement]:
        for item in {item for verdicts in self.verdicts.values() for item in verdicts}:
            said = tuple(self.verdicts[name].get(item, NOTHING) for name in self.names)
            if len(set(said) - {NOTHING}) > 1:
                yield Disagreement(*self._quoted[item], said)

    def _shared(self) -> set[str]:
        """The reports that all have marked."""
        return set.intersection(*self.reports.values()) if self.reports else set()

    def alpha(self) -> float | None:
        """Krippendorff's alpha of all annotators, over items that two or more judged and labels of the same places."""
        units = [
            [found.get(unit) for found in (*self._said().values(),)]
            for unit in sorted({unit for found in self._said().values() for unit in found}, key=repr)
        ]
        units = [unit for unit in units if sum(said is not None for said in unit) > 1]
        codes = {
            said: n for n, said in enumerate(sorted({said for unit in units for said in unit if said is not None}))
        }
        if len(codes) < 2:
            return None
        import krippendorff  # noqa: PLC0415 -- an optional part, slow to import

        rows = [[float("nan") if said is None else codes[said] for said in row] for row in zip(*units, strict=True)]
        return float(krippendorff.alpha(reliability_data=rows, level_of_measurement="nominal"))

    def _said(self) -> dict[str, dict[Hashable, str]]:
        return {
            name: {
                **{place: "+".join(sorted(given)) for place, given in self.labels[name].items()},
                **self.verdicts[name],
            }
            for name in self.names
        }

    def figures(self) -> dict[tuple[str, str], PairAgreement]:
        """How far each two agree."""
        return {(one, other): self._figures(one, other) for one, other in combinations(self.names, 2)}

    def _figures(self, one: str, other: str) -> PairAgreement:
        reports = sorted(self.reports[one] & self.reports[other])
        spans = [[_spans(self.labels[name], report) for report in reports] for name in (one, other)]
        both = sorted(self.verdicts[one].keys() & self.verdicts[other].keys(), key=repr)
        strict, partial = _span_f1(*spans)
        return PairAgreement(
            sum(len(found) for side in spans for found in side), strict, partial, len(both),
            _kappa([self.verdicts[one][item] for item in both], [self.verdicts[other][item] for item in both]),
        )  # fmt: skip


def _verdict(mark: Annotation) -> str:
    judgement = mark.judgement
    if judgement is None or not judgement.corrected:
        return judgement.verdict if judgement is not None else NOTHING
    return f"{judgement.verdict} {msgspec.json.encode(judgement.corrected).decode()}"


def _spans(labels: Mapping[tuple[str, int, int], set[str]], report: str) -> list[dict[str, Any]]:
    return [
        {"label": label, "start": start, "end": max(start, end - 1)}  # nervaluate counts the last character in
        for (of, start, end), given in sorted(labels.items())
        for label in sorted(given)
        if of == report
    ]


def _span_f1(one: list[list[dict[str, Any]]], other: list[list[dict[str, Any]]]) -> tuple[float | None, float | None]:
    """F1 of labelled spans, of the same borders and label, and with half a point for overlapping ones."""
    labels = sorted({span["label"] for side in (one, other) for found in side for span in found})
    if not labels:
        return None, None
    from nervaluate import Evaluator  # noqa: PLC0415 -- an optional part, slow to import

    overall = Evaluator(one, other, tags=labels, loader="dict").evaluate()["overall"]
    return float(overall["strict"].f1), float(overall["partial"].f1)


def _kappa(one: Sequence[str], other: Sequence[str]) -> float | None:
    """Cohen's kappa of verdicts without what was corrected; ``None`` where all say one thing, and it says nothing."""
    first, second = [said.partition(" ")[0] for said in one], [said.partition(" ")[0] for said in other]
    if len({*first, *second}) < 2:
        return None
    from sklearn.metrics import cohen_kappa_score  # noqa: PLC0415 -- an optional part, slow to import

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return float(cohen_kappa_score(first, second))
