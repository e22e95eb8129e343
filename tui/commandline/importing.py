"""``yibao import``: marks that another program, or another reader, wrote, taken into the store."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tui import settings
from tui.commandline.output import complain, write_line
from tui.commandline.reports import ReadReports
from tui.commandline.store import usual
from tui.data import paths
from tui.data.exchange.importing import matched
from tui.data.exchange.plan import UnreadableError, contents, planned
from tui.data.store import Store, StoreError

if TYPE_CHECKING:
    from argparse import Namespace


def run(options: Namespace) -> int:
    """Take in what can be, in one step that can be undone; 1 where something could not."""
    reports = ReadReports(options.paths, jobs=options.jobs)
    try:
        held = contents(Path(options.file), options.format)
        with Store(Path(options.store) if options.store else usual()) as store:
            plan = planned(matched(held.documents, reports), store.annotations, held.format, datetime.now(UTC))
            if plan.changes:
                store.change(plan.changes, settings.author(settings.load(paths.config_dir())[0]))
    except (UnreadableError, StoreError) as error:
        complain(str(error))
        return 1
    write_line(
        f"{len(plan.changes)} marks added to {len(plan.reports)} reports, {plan.known} were there already".encode()
    )
    problems = *held.problems, *plan.problems
    for where, cause in problems:
        complain(f"{where}: {cause}")
    return 1 if problems else reports.status
