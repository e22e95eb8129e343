"""The page's cursor and selection, and every way to move them.

Where a thing goes is arithmetic of :mod:`tui.text.moving`; this module keeps the state, and the two sides in step:
``cursor`` and ``selection`` are places in the cleaned text, ``_at`` is the character of the view under the cursor,
which may be one that cleaning took away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.reactive import reactive

from parsing.spans import Span
from tui.text import moving
from tui.text.layers import Mark, Marks
from tui.widgets.page_canvas import PageCanvas

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.text.breaking import Line


class PageCursor(PageCanvas):
    """A canvas with a cursor. Moving it extends the selection, once one is begun."""

    # neither draws the page anew: only the rows that they lie on, see put() and watch_selection()
    cursor: reactive[int] = reactive(0, init=False, repaint=False)
    selection: reactive[Span | None] = reactive(None, init=False, repaint=False)

    _at = 0
    _goal: int | None = None
    _anchor: Span | None = None
    _mentions = Marks()
    _matches = Marks()
    """What a search found, in the cleaned text."""
    _hits = Marks()
    """The same in the view that is shown."""
    _evidence: Span | None = None
    _cut: moving.Cut = staticmethod(moving.whole)

    @property
    def clean_text(self) -> str:
        """The cleaned text; empty where no report is shown."""
        raise NotImplementedError

    @property
    def here(self) -> Span:
        """The cursor's place in the cleaned text: one character, or none where it stands on what was taken away."""
        return Span(self.cursor, self.cursor + 1)

    def under(self, start: int, end: int) -> bool:
        """Whether a stretch of the cleaned text is under the cursor, or round it where it stands on text taken away."""
        at, length = self.here.start, self.here.length
        return start <= at < end if length else start < at < end

    def overlay(self, row: int, line: Line) -> Sequence[Mark]:
        """Cursor, selection, evidence and matches where they lie on a row."""
        if self.message is not None:
            return ()
        near = self._hits.over(*line)
        for span, key in ((self.selection, "selection"), (self._evidence, "evidence")):
            if span is not None:
                shown = self._view.span(span)
                start, end = max(shown.start, line.start), min(shown.end, line.end)
                near += [Mark(start, end, key)] if start < end else []
        if self._rows.row_of(self._at) == row:
            at = min(self._at, self._rows.last_of(line))
            near.append(Mark(at, at + 1, "cursor" if self.has_focus else "cursor-away"))
        return near

    def keep(self) -> int:
        """The cursor if it is in sight."""
        row = self._rows.row_of(self._at) - self.scroll_offset.y
        return self._at if 0 <= row < self.scrollable_content_region.height else super().keep()

    def cover(self, rows: int) -> None:
        """Keep the match at the cursor in sight too."""
        super().cover(rows)
        if rows and len(self._hits):
            self.sight(self._at)

    # State

    def put(self, at: int, cursor: int | None = None, goal: int | None = None) -> None:
        """Set the cursor on a character of the view.

        ``cursor`` is its place in the cleaned text, where several stand for that character; ``goal`` the column that
        moving up and down tries to keep.
        """
        if self.message is not None:
            return
        before, self._at, self._goal = self._at, self._view.within(at), goal
        self.touch(Span(before, before + 1))
        self.sight(self._at)
        self.touch(Span(self._at, self._at + 1))
        self.cursor = self.clean_place(self._at) if cursor is None else cursor
        if self._anchor is not None:
            self.selection = self._between(self._anchor, self.here)

    def clean_place(self, at: int) -> int:
        """The character of the cleaned text behind one of the view."""
        return self._view.clean_place(at)

    def go(self, cursor: int) -> None:
        """Set the cursor on a character of the cleaned text."""
        self.put(self._view.place(cursor), cursor)

    def validate_cursor(self, cursor: int) -> int:
        """Keep to the text."""
        return max(0, min(cursor, len(self.clean_text) - 1))

    def watch_cursor(self, cursor: int) -> None:
        """Follow a cursor that was set from outside."""
        if self.clean_place(self._at) != cursor and self._view.place(cursor) != self._at:
            self.go(cursor)

    def validate_selection(self, selection: Span | None) -> Span | None:
        """Keep to the text; an empty stretch is no selection."""
        if selection is None:
            return None
        kept = Span(max(0, selection[0]), min(selection[1], len(self.clean_text)))
        return kept if kept.length > 0 else None

    def watch_selection(self, before: Span | None, after: Span | None) -> None:
        """Draw what was and what is selected."""
        for span in (before, after):
            if span is not None:
                self.touch(self._view.span(span))

    def watch_has_focus(self, value: bool) -> None:
        """The cursor looks different where keys do not go to it."""
        super().watch_has_focus(value)
        self.touch(Span(self._at, self._at + 1))

    def target(self) -> Span | None:
        """What a label or note applies to: the selection, else the innermost mention under the cursor."""
        if self.selection is not None:
            return self.selection
        here = [mark for mark in self._mentions.over(self.cursor, self.cursor + 1, self._off) if self.under(*mark[:2])]
        innermost = min(here, key=lambda mark: mark.end - mark.start, default=None)
        return Span(innermost.start, innermost.end) if innermost else None

    def _between(self, one: Span, other: Span) -> Span:
        return Span(min(one.start, other.start), max(one.end, other.end))

    def _around(self) -> list[Span]:
        """What a selection can grow to, each covering the one before."""
        here = self.cursor
        text = self.clean_text
        inner = [Span(mark.start, mark.end) for mark in self._mentions.over(here, here + 1, self._off)]
        found = [moving.word_at(text, here, self._cut), *sorted(inner, key=lambda span: span.length)]
        chain: list[Span] = []
        for span in [*found, *moving.surroundings(text, here)]:
            if self.under(*span) and (not chain or (span.covers(chain[-1]) and span != chain[-1])):
                chain.append(span)
        return chain

    # Moving by the grid

    def action_cursor_left(self) -> None:
        """One character back."""
        self.put(self._stepped(-1))

    def action_cursor_right(self) -> None:
        """One character on."""
        self.put(self._stepped(1))

    def action_cursor_up(self) -> None:
        """One row up, in the same column as far as rows go."""
        self._climb(-1)

    def action_cursor_down(self) -> None:
        """One row down."""
        self._climb(1)

    def action_half_page_down(self) -> None:
        """Half a screen down."""
        self._leap(1)

    def action_half_page_up(self) -> None:
        """Half a screen up."""
        self._leap(-1)

    def _stepped(self, by: int) -> int:
        """The next character that takes a cell; line breaks are passed over, save in an empty paragraph."""
        text, at = self._view.text, self._at + by
        while 0 < at < len(text) - 1 and (
            self._rows.cells.width(text[at]) == 0 if text[at] != "\n" else text[at - 1] != "\n"
        ):
            at += by
        return at

    def _climb(self, by: int) -> None:
        row = self._rows.row_of(self._at)
        goal = self._rows.column_of(self._at) if self._goal is None else self._goal
        row += by
        while row > 0 and self._rows.is_gap(row):
            row += 1 if by > 0 else -1
        self._rows.reach_row(row)
        if 0 <= row < len(self._rows):
            self.put(self._rows.offset_at(row, goal), goal=goal)

    def _leap(self, direction: int) -> None:
        rows = max(1, self.scrollable_content_region.height // 2)
        top = self.scroll_offset.y
        self._rows.reach_row(top + rows * 3)
        self._measure()
        self.scroll_to(y=top + rows * direction, animate=False)
        self._rows.reach_row(self._rows.row_of(self._at) + rows)
        target = self._rows.row_of(self._at) + rows * direction
        self._climb(max(0, min(target, len(self._rows) - 1)) - self._rows.row_of(self._at))

    # Moving by the text

    def action_word_next(self) -> None:
        """To the start of the next word."""
        self.put(moving.next_word(self._view.text, self._at, self._cut))

    def action_word_previous(self) -> None:
        """To the start of this word, or of the one before."""
        self.put(moving.previous_word(self._view.text, self._at, self._cut))

    def action_word_end(self) -> None:
        """To the end of this word, or of the next."""
        self.put(moving.word_end(self._view.text, self._at, self._cut))

    def action_paragraph_next(self) -> None:
        """To the next paragraph."""
        self.put(moving.next_paragraph(self._view.text, self._at))

    def action_paragraph_previous(self) -> None:
        """To the start of this paragraph, or of the one before."""
        self.put(moving.previous_paragraph(self._view.text, self._at))

    def action_page_start(self) -> None:
        """To the first character."""
        self.put(0)

    def action_page_end(self) -> None:
        """To the last character."""
        self.put(len(self._view.text) - 1)

    def action_entity_next(self) -> None:
        """To the next mention, from the last one to the first."""
        self._go(self._mentions.after(self.cursor, self._off) or self._mentions.first(self._off))

    def action_entity_previous(self) -> None:
        """To the mention before, from the first one to the last."""
        self._go(self._mentions.before(self.cursor, self._off) or self._mentions.last(self._off))

    def action_match_next(self) -> None:
        """To the next match, from the last one to the first."""
        self._go(self._matches.after(self.cursor) or self._matches.first())

    def action_match_previous(self) -> None:
        """To the match before, from the first one to the last."""
        self._go(self._matches.before(self.cursor) or self._matches.last())

    def _go(self, mark: Mark | None) -> None:
        if mark is not None:
            self.go(mark.start)

    # Selecting

    def action_select(self) -> None:
        """Begin a selection at the cursor, take up the one there is, or stop extending it."""
        if self._anchor is not None:
            self._anchor = None
        elif self.selection is not None:
            self._anchor = Span(self.selection.start, self.selection.start + 1)
            self.go(self.selection.end - 1)
        elif self.clean_text:
            self._anchor = self.selection = self.here

    def action_select_swap(self) -> None:
        """Go to the other end of the selection, and go on extending there."""
        if self.selection is None:
            return
        start, last = self.selection.start, self.selection.end - 1
        kept, there = (last, start) if self.cursor >= last else (start, last)
        self._anchor = Span(kept, kept + 1)
        self.go(there)

    def action_select_grow(self) -> None:
        """Widen the selection: word, mention, clause, sentence, paragraph, all."""
        self._anchor = None
        self.selection = moving.grown(self.selection, self._around()) if self.clean_text else None

    def action_select_shrink(self) -> None:
        """Narrow the selection again."""
        self._anchor = None
        self.selection = moving.shrunk(self.selection, self._around()) if self.clean_text else None

    def action_clear_selection(self) -> None:
        """Select nothing."""
        self._anchor = None
        self.selection = None
