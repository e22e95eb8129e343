"""Judging what was found: accepting, rejecting, correcting, from the page or its table; and what is left to judge.

What a judgement is, and which item it is about, is :mod:`tui.data.judging`'s; here it is found under the cursor.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tui.marks import Change
from tui.screens.marking import Marking

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from parsing.record import Judgement, Scalar, Verdict
    from parsing.spans import Span
    from tui.data.judging import ExtractedItem, Verdicts

SIGNS: Mapping[str, str] = {"accepted": "✓", "rejected": "✗", "corrected": "✎"}
"""Signs of verdicts, of one cell in every terminal."""
KINDS: Mapping[str, str] = {"entities": "entity", "metrics": "metric", "measures": "measure"}
"""What the tables that can be judged hold."""
TOLD = 14
"""Characters of a finding that the status line shows."""


class Judging(Marking):
    """What the user makes of findings. ``verdicts`` are those of the open report."""

    verdicts: Verdicts | None = None

    # What has been judged

    def judged(self) -> Sequence[tuple[Span, str]]:
        """What of the open report has been judged, and what not, for the page; nothing before the first judgement."""
        from tui.data.judging import verdicts  # noqa: PLC0415 -- of no use before a report is open

        if self.reading is None:
            self.verdicts = None
            return ()
        self.verdicts = found = verdicts(self.reading.report, self.notes, self.marks.author or None)
        return [(each.span, found.of(each) or "open") for each in found.items] if found.marks else ()

    def judging_told(self) -> str:
        """How far judging is, and what would be judged now."""
        found = self.verdicts
        if self.reading is None or found is None or not (found.marks or found.approved) or not found.items:
            return ""
        done = self.words("status_line.judged", done=len(found.items) - len(found.open), total=len(found.items))
        if found.approved:
            done += f" {self.words('status_line.approved')}"
        here = self._here() if self.at != "detail" else []  # where the row says it
        return f"{done} · {self._named(here[0], found.of(here[0]))}" if here else done

    def _named(self, found: ExtractedItem, verdict: Verdict | None = None) -> str:
        """A finding in a few words, with the sign of what was said of it."""
        label = getattr(found.item, "label", None) or getattr(found.item, "category", None)
        kind = {"entity": f"label.{label}", "measure": f"category.{label}"}.get(found.kind, "label.METRIC")
        text = found.item.quantity if hasattr(found.item, "quantity") else found.item.text
        text = text if len(text) <= TOLD else f"{text[: TOLD - 1]}…"
        return f"{self.words.get(kind, label or '')}「{text}」{SIGNS.get(verdict or '', '')}"

    def _here(self) -> list[ExtractedItem]:
        """The finding that a verdict would be about: that of the table's row, else the one under the cursor.

        Of several under the cursor one that is open comes first, then the shortest. A row may stand for several
        mentions.
        """
        if self.verdicts is None:
            return []
        if self.at == "detail":
            return self._of_ticked(self.verdicts) if self.all_ticked else self._of_row(self.verdicts)
        inside = [each for each in self.verdicts.items if self.page.under(*each.span)]
        chosen = [each for each in inside if each.key == self._chosen]
        return chosen or sorted(inside, key=lambda each: (self.verdicts_of(each) is not None, each.span.length))[:1]

    def verdicts_of(self, found: ExtractedItem) -> Verdict | None:
        """What was said of a finding of the open report."""
        return self.verdicts.of(found) if self.verdicts else None

    def _of_ticked(self, verdicts: Verdicts) -> list[ExtractedItem]:
        """What of the open report the row of a table of several is about."""
        kind, row = KINDS.get(self.detail.tabs.active), self.detail.row
        spans = {span for entry, span in (row.evidence if row else ()) if entry == self.current}
        return [each for each in verdicts.items if each.kind == kind and each.span in spans]

    def _of_row(self, verdicts: Verdicts) -> list[ExtractedItem]:
        kind = KINDS.get(self.detail.tabs.active)
        row = self.detail.item
        if row is None or isinstance(row, str) or kind is None:
            return []
        wanted = {id(entity) for _, entity in row.mentions} if kind == "entity" else {id(row.item)}
        known = self.detail.subject_items()
        numbers = {number for number, item in enumerate(known) if id(item) in wanted}
        return [each for each in verdicts.items if each.kind == kind and each.number in numbers]

    _chosen: tuple[str, int] | None = None

    # Judging

    def action_judge(self, verdict: Verdict) -> None:
        """Accept or reject the finding here, and go on to the next that is open; where there is none here, only go."""
        if self.all_ticked and not self.at_row():
            return
        here = self._here()
        if here:
            self._judge(here, verdict)
        self._go_on(here[-1] if here else None)

    def action_correct(self) -> None:
        """Set right what a finding says."""
        if self.all_ticked and not self.at_row():
            return
        from tui.screens.correcting import CorrectScreen  # noqa: PLC0415 -- dialogs are imported when first opened

        here = self._here()
        if not here or self.reading is None:
            self.tell(self.words("notice.nothing_to_judge"), wrong=True)
            return
        found = here[0]
        quoted = found.span.of(self.reading.report.text)

        def correct(corrected: Mapping[str, Scalar] | None) -> None:
            if corrected is not None:
                self._judge(here, "corrected" if corrected else "accepted", corrected)
                self._go_on(here[-1])

        self.app.push_screen(CorrectScreen(found, self._judgement(found), quoted, self.words), correct)

    def _judgement(self, found: ExtractedItem) -> Judgement | None:
        mark = self.verdicts.marks.get(found.key) if self.verdicts else None
        return mark.judgement if mark is not None else None

    def action_skip(self) -> None:
        """Leave the finding as it is and go to the next that is open."""
        self.skip()

    def skip(self) -> None:
        """Leave the finding here as it is and go to the next that is open."""
        self._chosen = None
        here = self._here() if self.at == "page" else []
        self._go_on(here[0] if here else None, told=True)

    def _judge(
        self, found: Sequence[ExtractedItem], verdict: Verdict, corrected: Mapping[str, Scalar] | None = None
    ) -> None:
        """Say that of findings in one step, in the place of what the same author said of them before."""
        changes = [change for each in found for change in self._changes(each, verdict, corrected)]
        if self.reading is not None and changes:
            self._change(lambda: self.marks.do(changes))

    def _changes(
        self, found: ExtractedItem, verdict: Verdict, corrected: Mapping[str, Scalar] | None = None
    ) -> Sequence[Change]:
        from tui.data.judging import about, judged  # noqa: PLC0415 -- see above

        if self.reading is None:
            return []
        report, author = self.reading.report.id, self.marks.author or None
        mark = judged(self.reading, found, verdict, datetime.now(UTC), author=author, corrected=corrected)
        before = [old for old in self.marks.of(report) if old.author == author and about(old) == about(mark)]
        return [*(Change("remove", report, old) for old in before), Change("add", report, mark)]

    def _go_on(self, after: ExtractedItem | None, *, told: bool = False) -> None:
        """Go to the next finding that is open, from the last to the first."""
        self._chosen = None
        if self.at == "detail":
            self.detail.rows.action_cursor_down()
            return
        found = self.verdicts
        if found is None or not found.open:
            self.tell(self.words("notice.all_judged") if found else self.nothing_open, wrong=told and not found)
            return
        order = {each.key: at for at, each in enumerate(found.items)}
        here = order[after.key] if after else next(
            (at for at, each in enumerate(found.items) if each.span.end > self.page.cursor), 0
        ) - 1  # fmt: skip
        following = next((each for each in found.open if order[each.key] > here), found.open[0])
        self._chosen = following.key
        self.page.reveal(following.span)
        self.show_status()
