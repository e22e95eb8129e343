"""Marks that are more than a label or a note: tags, relations, the same label everywhere, lost marks found again."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from parsing.spans import Span
from tui.data.anchors import anchored, lost, on_report
from tui.marks import Change
from tui.screens.judging import Judging

if TYPE_CHECKING:
    from collections.abc import Callable

    from parsing.record import Annotation

AROUND = 12
"""Characters shown on either side of a place that is offered for a lost mark."""


class Relating(Judging):
    """What the user adds beside labels and notes."""

    _first_end: tuple[str, Span] | None = None

    # Tags

    def action_tag(self) -> None:
        """Give the whole report a tag; one that it has already is taken away."""
        from tui.screens.asking import AskScreen  # noqa: PLC0415 -- dialogs are imported when first opened

        if self.reading is None:
            self.tell(self.nothing_open, wrong=True)
            return
        given = sorted({mark.tag for mark in self.notes if mark.tag})
        about = self.words("tag_screen.given", tags=" ".join(given)) if given else self.words("tag_screen.none")
        dialog = AskScreen(self.words("tag_screen.title"), self.words("tag_screen.hint"), about, self.words)
        self.app.push_screen(dialog, lambda tag: self._tag(tag) if tag else None)

    def _tag(self, tag: str) -> None:
        if self.reading is None:
            return
        report = self.reading.report.id
        old = [mark for mark in self.marks.of(report) if mark.tag == tag]
        new = on_report(report, datetime.now(UTC), author=self.marks.author or None, tag=tag)
        changes = [Change("remove", report, mark) for mark in old] or [Change("add", report, new)]
        self._change(lambda: self.marks.do(changes))
        self.tell(self.words("notice.untagged" if old else "notice.tagged", tag=tag))

    # Relations

    def action_relate(self) -> None:
        """Take this stretch as the first end of a relation; the second time, choose which relation leads here."""
        from tui.screens.asking import LabelScreen  # noqa: PLC0415 -- see above

        span = self._target()
        if span is None or self.reading is None:
            return
        report, text = self.reading.report.id, self.reading.report.text
        if self._first_end is None or self._first_end[0] != report:
            self._first_end = report, span
            self.page.action_clear_selection()
            self.tell(self.words("notice.first_end", text=span.of(text)[:AROUND]))
            return
        first, self._first_end = self._first_end[1], None
        if first == span:
            self.tell(self.words("notice.no_relation"))
            return
        picker = LabelScreen(
            self.equipment.settings.relations[:9],
            self.words,
            kind="relation",
            title=self.words("relation_screen.title", first=first.of(text)[:AROUND], second=span.of(text)[:AROUND]),
        )
        self.app.push_screen(picker, lambda name: self._relate(first, name, span) if name else None)

    def _relate(self, first: Span, name: str, second: Span) -> None:
        if self.reading is not None:
            author = self.marks.author or None
            mark = anchored(self.reading, first, None, None, datetime.now(UTC), author=author, relation=(name, second))
            report = self.reading.report.id
            self._change(lambda: self.marks.add(report, mark))
            self.page.action_clear_selection()

    # The same everywhere

    def action_label_all(self) -> None:
        """Give one label to every place of the report that says the same as the one here."""
        from tui.screens.asking import LabelScreen  # noqa: PLC0415 -- see above

        span = self._target()
        if span is None or self.reading is None:
            return
        places = alike(self.reading.report.text, span)
        title = self.words("label_screen.all", number=len(places), text=span.of(self.reading.report.text)[:AROUND])
        picker = LabelScreen(self.equipment.settings.names[:9], self.words, title=title)
        self.app.push_screen(picker, lambda label: self._label_all(places, label) if label else None)

    def _label_all(self, places: list[Span], label: str) -> None:
        if self.reading is None:
            return
        report, now, author = self.reading.report.id, datetime.now(UTC), self.marks.author or None
        have = {(mark.start, mark.end) for mark in self.notes if mark.label == label}
        new = [
            Change("add", report, anchored(self.reading, place, label, None, now, author=author))
            for place in places if tuple(place) not in have
        ]  # fmt: skip
        if new:
            self._change(lambda: self.marks.do(new))
        self.page.action_clear_selection()
        self.tell(self.words("notice.labelled", number=len(new), label=self.words.get(f"label.{label}", label)))

    # Lost marks

    def action_find_lost(self) -> None:
        """Offer places for a mark whose words are no longer where they were; it moves to the one confirmed."""
        from tui.data.refinding import candidates, moved  # noqa: PLC0415 -- of no use before a mark is lost
        from tui.screens.confirming import PlacesScreen  # noqa: PLC0415 -- see above

        mark = self._lost_one()
        reading = self.reading
        if mark is None or reading is None:
            self.tell(self.words("notice.none_lost"))
            return
        found = candidates(reading, mark)
        if not found:
            self.tell(self.words("notice.not_found", text=mark.exact[:AROUND]), wrong=True)
            return
        text = reading.report.text
        places = [
            (
                f"{score:.0f}%",
                text[max(0, span.start - AROUND) : span.start],
                span.of(text),
                text[span.end : span.end + AROUND],
            )
            for span, score in found
        ]

        def move(number: int | None) -> None:
            if number is not None:
                span = found[number].span
                change = Change("add", reading.report.id, moved(reading, mark, span))
                self._change(lambda: self.marks.do([change]))
                self.page.reveal(span)

        self.app.push_screen(PlacesScreen(mark.exact, places, self.words), move)

    def _lost_one(self) -> Annotation | None:
        """The lost mark of the table's row, else the first."""
        item = self.detail.item if self.detail.tabs.active == "notes" else None
        mark = getattr(item, "item", None)
        orphans = [each for each in self.notes if lost(each)]
        return mark if mark in orphans else next(iter(orphans), None)

    def _change(self, change: Callable[[], object]) -> None:
        super()._change(change)
        self.show_status()


def alike(text: str, span: Span) -> list[Span]:
    """Every place that says what a stretch of a text says; none overlaps another."""
    words, found, at = span.of(text), [], 0
    while words and (at := text.find(words, at)) >= 0:
        found.append(Span(at, at + len(words)))
        at += len(words)
    return found if span in found else [span]
