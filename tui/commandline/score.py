"""``yibao score``: how well the program does on reports whose right answer somebody has written down."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from parsing.load import LoadError, Source, load
from parsing.report import read_source
from tui.commandline.output import complain, write_line
from tui.data.scoring.counting import Score, compare, total
from tui.data.scoring.gold import Findings, GoldError, gold_files, read
from tui.harmless import one_line

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Iterator

    from parsing.record import Report
    from tui.data.scoring.counting import Error, MatchTally
    from tui.data.scoring.gold import Gold


def run(options: Namespace) -> int:
    """Score what the gold files hold and write the figures; 1 where one could not be read."""
    failures: list[str] = []
    scores = list(_scores(options.gold, failures))
    for failure in failures:
        complain(failure)
    if scores:
        score = total(scores)
        write_line(_json(score, len(scores), errors=options.errors) if options.json else _table(score, options.errors))
    return 1 if failures or not scores else 0


def _scores(paths: Iterable[str], failures: list[str]) -> Iterator[Score]:
    for path in paths:
        try:
            files = gold_files(Path(path))
        except (GoldError, OSError) as error:
            failures.append(str(error))
            continue
        for file in files:
            try:
                yield from (_score(gold) for gold in read(file))
            except (GoldError, LoadError) as error:
                failures.append(str(error))


def _score(gold: Gold) -> Score:
    source = load(gold.source) if gold.source else Source(gold.name, gold.text, "utf-8", "")
    report = read_source(source, gold.written).report
    return compare(gold, report.text, _findings(report))


def _findings(report: Report) -> Findings:
    return msgspec.convert(msgspec.to_builtins(report), Findings)


def _table(score: Score, errors: bool) -> bytes:
    rows = [f"{'':18} {'precision':>9} {'recall':>7} {'F1':>7} {'right':>7} {'given':>7} {'gold':>7}"]
    rows += [
        f"{kind:18} {tally.precision:9.3f} {tally.recall:7.3f} {tally.f1:7.3f}"
        f" {tally.right:7} {tally.given:7} {tally.gold:7}"
        for kind, tally in score.tallies.items()
    ]
    told = [_line(error) for error in score.errors] if errors else []
    return "\n".join([*told, *rows]).encode()


def _line(error: Error) -> str:
    return one_line(f"{error.report} {'-' if error.missed else '+'} {error.kind} {error.said}")


def _json(score: Score, reports: int, *, errors: bool) -> bytes:
    figures = {kind: _figures(tally) for kind, tally in score.tallies.items()}
    told = {"errors": [error._asdict() for error in score.errors]} if errors else {}
    return msgspec.json.format(msgspec.json.encode({"reports": reports, "kinds": figures, **told}))


def _figures(tally: MatchTally) -> dict[str, float]:
    return {
        "precision": tally.precision, "recall": tally.recall, "f1": tally.f1,
        "right": tally.right, "given": tally.given, "gold": tally.gold,
    }  # fmt: skip
