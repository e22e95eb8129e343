"""A report as the filter sees it: with the user's marks, and with what comparisons need worked out once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tui.data.days import Days, days
from tui.data.folding import Folded, fold, fold_each, folded

if TYPE_CHECKING:
    from parsing.record import Annotation, Report


@dataclass(frozen=True)
class Subject:
    """A report with what the user made of it. Keep it between queries: it remembers its folded text.

    Args:
        report: the record.
        annotations: the marks that stand on it.
        read: whether it has been opened.
        repaired: whether cleaning changed something, for a record that came without its repairs.
    """

    report: Report
    annotations: tuple[Annotation, ...] = ()
    read: bool = False
    repaired: bool = False

    @cached_property
    def words(self) -> str:
        """All that plain words are looked for in, folded: the text, and the title where that is no part of it."""
        text, title = self.text, fold(self.report.title or "")
        return text if title in text else f"{title}\n{text}"

    @cached_property
    def text(self) -> str:
        """The text alone, folded."""
        return fold(self.report.text)

    @cached_property
    def title(self) -> Folded:
        """The title as the list shows it, folded."""
        report = self.report
        return folded(report.title or report.text.partition("\n")[0])

    @cached_property
    def entities(self) -> tuple[tuple[str, str], ...]:
        """Label and folded text of the entities, each pair once."""
        said = dict.fromkeys((entity.label, entity.text) for entity in self.report.entities)
        return tuple(
            dict.fromkeys(zip([label for label, _ in said], fold_each([text for _, text in said]), strict=True))
        )

    @cached_property
    def measures(self) -> tuple[str, ...]:
        """The folded text of each measure."""
        return tuple(fold_each([measure.text for measure in self.report.measures]))

    @cached_property
    def days(self) -> tuple[Days, ...]:
        """The day of publication; where the page gives none, the days that the text speaks of."""
        published = days(self.report.published or "")
        if published:
            return (published,)
        dates = {entity.norm for entity in self.report.entities if entity.label == "DATE" and entity.norm}
        return tuple(found for norm in sorted(dates) if (found := days(norm)))
