"""A report as a reader needs it; apart from the pipeline, so that a reading can be opened without loading that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parsing.aligned import AlignedText
    from parsing.record import Report


@dataclass(frozen=True, slots=True)
class Reading:
    """A record with the decoded source and the way back to it: ``body.text`` is ``report.text``."""

    report: Report
    source: str
    body: AlignedText
