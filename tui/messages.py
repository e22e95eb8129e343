"""What the reader's parts tell each other.

Workers and widgets post; the screen's handlers alone change what is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from textual.message import Message

if TYPE_CHECKING:
    from parsing.corpus import Outcome
    from tui.data.heads import Settled
    from tui.evidence import Evidence

LineUse: TypeAlias = Literal["filter", "search"]
"""What the line at the foot of the screen is used for: to narrow the list, or to find words in the text."""


class Parsed(Message):
    """The worker process is done with some reports."""

    def __init__(self, outcomes: list[Outcome | Settled]) -> None:
        super().__init__()
        self.outcomes = outcomes


class LineChanged(Message):
    """The user typed into the filter line."""

    def __init__(self, line: LineUse, text: str) -> None:
        super().__init__()
        self.line = line
        self.text = text


class LineDone(Message):
    """The user left the filter line; its text stands."""

    def __init__(self, line: LineUse) -> None:
        super().__init__()
        self.line = line


class EvidenceShown(Message):
    """A row of the detail panel asks for its place in the text. ``chosen``: the user wants to go there."""

    def __init__(self, evidence: Evidence, *, chosen: bool) -> None:
        super().__init__()
        self.evidence = evidence
        self.chosen = chosen

    def can_replace(self, message: Message) -> bool:
        """The last row counts of a cursor that runs through a table."""
        return isinstance(message, EvidenceShown) and not message.chosen


class TabShown(Message):
    """Another table of what was found is shown."""

    def can_replace(self, message: Message) -> bool:
        """Only the last one counts."""
        return isinstance(message, TabShown)
