"""``yibao index``: parses a corpus into its index, says how it goes, and accounts for each input."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from parsing.corpus import pipeline
from parsing.formats import FormatError
from parsing.inputs import Files
from tui.commandline.corpus import naming, place, waiting
from tui.commandline.output import complain, write_line
from tui.data.corpus.connecting import CorpusError
from tui.data.corpus.filing import OtherVersionError
from tui.data.corpus.index import CorpusIndex
from tui.data.corpus.parts import write_parts
from tui.indexing import Filling, FillingTally
from tui.pools import Cluster, PoolError, Processes

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

    from parsing.walk import Failure
    from tui.pools import Pool

MEGABYTE = 1_000_000
TIDIED = 0.05
"""Share of new reports from which on the index of words is worth being tidied."""


def run(options: Namespace) -> int:
    """Fill the index, write the records if they are asked for, and say what became of the inputs."""
    path = place(options)
    assert path is not None  # noqa: S101 -- paths are given
    files = Files.under(options.paths)
    if not files.found and not path.is_file():
        for failure in files.failures:
            _failed(failure)
        return 1
    try:
        with ExitStack() as stack:
            stack.enter_context(naming(path))
            index = stack.enter_context(CorpusIndex(path, pipeline(), options.size, patience=waiting(path)))
            tally = _filled(index, _pool(options, stack), files, options)
            if tally.done > TIDIED * index.count():
                index.tidy()
            if options.output is not None:
                for part in write_parts(index, Path(options.output), options.format):
                    write_line(str(part).encode())
    except (CorpusError, PoolError, OtherVersionError, FormatError) as error:
        complain(str(error))
        return 1
    told = f"{tally.done} done, {tally.failed} failed, {tally.skipped} skipped, {tally.removed} removed: {path}"
    write_line(told.encode("utf-8", "replace"))
    return 1 if tally.failed else 0


def _pool(options: Namespace, stack: ExitStack) -> Pool:
    if not options.scheduler:
        return Processes(options.jobs)
    cluster = Cluster(options.scheduler)
    stack.callback(cluster.close)
    return cluster


def _filled(index: CorpusIndex, pool: Pool, files: Files, options: Namespace) -> FillingTally:
    with _progress() as progress:
        filling = Filling(index, pool, _bar(progress, files.size), _failed, options.longest_line * MEGABYTE)
        return filling.run(files)


def _progress() -> Progress:
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.fields[done]} done"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TextColumn("{task.fields[rate]:.1f}/s"),
        TextColumn("{task.fields[failed]} failed, {task.fields[skipped]} skipped"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        disable=not Console(stderr=True).is_terminal,
    )


def _bar(progress: Progress, size: int) -> Callable[[FillingTally], None]:
    task = progress.add_task("", total=max(1, size), done=0, failed=0, skipped=0, rate=0.0)

    def told(tally: FillingTally) -> None:
        elapsed = progress.tasks[0].elapsed or 0.0
        rate = tally.done / elapsed if elapsed else 0.0
        progress.update(
            task, completed=tally.position, done=tally.done, failed=tally.failed, skipped=tally.skipped, rate=rate
        )

    return told


def _failed(failure: Failure) -> None:
    complain(f"{failure.path}: {failure.cause}")
