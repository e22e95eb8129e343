"""The page: one report, clean, raw or with its changes, drawn by the line, with what is marked in it.

Layers of one widget, each of which can be read alone: the canvas draws a view, the cursor moves over it, the mouse
points at it, the faces turn it over, and this module says what is shown and tells the app. Keys are the app's: every
way to move is an action.
"""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from textual.message import Message

from tui.text import moving
from tui.text.layers import Mark, Marks
from tui.text.view import Drawn, keys_off, matches_of, mentions_of
from tui.widgets.page_faces import PageFaces

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from parsing.reading import Reading
    from parsing.record import Annotation
    from parsing.spans import Span

EMPHASIS = 1.6
"""Seconds for which evidence stands out after it was revealed."""

DICTIONARY_AFTER = 0.6
"""Seconds from a report to its words, so that loading the dictionary does not compete with the first picture."""
NEAR = 100_000
"""Characters to either side of the cursor whose words are asked for."""
MOST = 100_000
"""Runs of characters whose words are remembered."""


class Page(PageFaces, can_focus=True, inherit_bindings=False):
    """One report, drawn by the line. Offsets in and out are those of the cleaned text, in every view.

    Keys that scroll what Textual draws are commands of the app here: they move the cursor.
    """

    DEFAULT_CSS = """
    Page {
        background: $background;
        color: $foreground;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
    }
    .page--heading { text-style: bold; }
    .page--furniture { color: $foreground 45%; }
    .page--control { color: $error; text-style: none; }
    .page--hint { color: $foreground 65%; }
    .page--speaker { text-style: bold underline; }
    .page--person { color: $entity-person; text-style: bold underline; }
    .page--title { color: $entity-title; text-style: bold; }
    .page--org { color: $entity-org; text-style: underline; }
    .page--place { color: $entity-place; text-style: italic underline; }
    .page--date { color: $entity-date; text-style: italic; }
    .page--document { color: $entity-document; text-style: bold italic underline; }
    .page--quantity { color: $entity-quantity; text-style: bold italic; }
    .page--metric { background: $entity-quantity 12%; text-style: bold; }
    .page--done { background: $measure-done 10%; }
    .page--required { background: $measure-required 12%; }
    .page--done-mark { color: $measure-done; }
    .page--required-mark { color: $measure-required; }
    .page--removed { color: $change-removed; text-style: strike; }
    .page--blank { color: $foreground 30%; text-style: strike; }
    .page--added { color: $change-added; text-style: bold underline; }
    .page--quiet { color: $change-quiet; }
    .page--doubtful { background: $warning 16%; text-style: italic; }
    .page--doubt { background: $warning 16%; }
    .page--lost { background: $error 20%; text-style: bold; }
    .page--annotation { background: $annotation 12%; text-style: uu; }
    .page--annotation-mark { color: $annotation; text-style: bold; }
    .page--accepted { text-style: none; }
    .page--rejected { color: $foreground 55%; text-style: strike; }
    .page--corrected { text-style: italic; }
    .page--accepted-mark { color: $success; }
    .page--label-1 { background: $label-1 18%; text-style: uu; }
    .page--label-2 { background: $label-2 18%; text-style: uu; }
    .page--label-3 { background: $label-3 18%; text-style: uu; }
    .page--label-4 { background: $label-4 18%; text-style: uu; }
    .page--label-5 { background: $label-5 18%; text-style: uu; }
    .page--label-6 { background: $label-6 18%; text-style: uu; }
    .page--label-7 { background: $label-7 18%; text-style: uu; }
    .page--label-8 { background: $label-8 18%; text-style: uu; }
    .page--label-9 { background: $label-9 18%; text-style: uu; }
    .page--match { background: $match 85%; color: auto; text-style: bold; }
    .page--evidence { background: $accent 55%; color: auto; text-style: bold; }
    .page--selection { background: $input-selection-background; }
    .page--cursor { background: $foreground; color: $background; }
    .page--cursor-away { background: $foreground 25%; color: auto; }
    Page:nocolor .page--match { text-style: bold underline reverse; }
    Page:nocolor .page--evidence { text-style: bold strike; }
    Page:nocolor .page--selection { text-style: reverse; }
    Page:nocolor .page--quiet { text-style: underline; }
    Page:nocolor .page--doubt { text-style: italic; }
    Page:nocolor .page--lost { text-style: bold reverse; }
    """

    class CursorMoved(Message):
        """The cursor is on another character of the cleaned text."""

        def __init__(self, page: Page, position: int) -> None:
            super().__init__()
            self.page = page
            self.position = position

        @property
        def control(self) -> Page:
            """The page, for ``@on`` selectors."""
            return self.page

        def can_replace(self, message: Message) -> bool:
            """The last place counts of a cursor that runs."""
            return isinstance(message, Page.CursorMoved)

    class SelectionChanged(Message):
        """Another stretch of the cleaned text is selected, or none."""

        def __init__(self, page: Page, span: Span | None) -> None:
            super().__init__()
            self.page = page
            self.span = span

        @property
        def control(self) -> Page:
            """The page, for ``@on`` selectors."""
            return self.page

        def can_replace(self, message: Message) -> bool:
            """The last selection counts."""
            return isinstance(message, Page.SelectionChanged)

    class WordsWanted(Message):
        """The cursor goes by words, and the page does not know those of this text; answer with :meth:`Page.cut_by`."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

        def can_replace(self, message: Message) -> bool:
            """Only the last text is wanted."""
            return isinstance(message, Page.WordsWanted)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's name
        super().__init__(id=id)
        self._fading = 0
        self._runs: dict[str, bytes] = {}
        self._learned = 0
        self._cut = self._divided

    @property
    def clean_text(self) -> str:
        """The cleaned text; empty where no report is shown."""
        return self._reading.report.text if self._reading else ""

    # What is shown

    def show(
        self,
        reading: Reading | None,
        annotations: tuple[Annotation, ...] = (),
        judged: Sequence[tuple[Span, str]] = (),
        drawn: Drawn | None = None,
    ) -> None:
        """Show a report from its start, or nothing; ``drawn``: where it has been made ready."""
        self._reset()
        self._reading, self._annotations, self._judged, self._changes = reading, annotations, tuple(judged), None
        if reading is None:
            self.draw_message("")
            return
        self._drawn = drawn or Drawn.clean(reading.report, annotations)
        self._mentions = self._drawn.mentions
        self._turn()
        if self.is_running:
            self.set_timer(DICTIONARY_AFTER, self._learn)

    def show_message(self, message: str) -> None:
        """Say why there is no text: nothing chosen, still being read, or what was wrong with the file."""
        self._reset()
        self._reading, self._annotations, self._changes = None, (), None
        self.draw_message(message)

    def set_looks(self, looks: Mapping[str, str]) -> None:
        """Show some labels in looks of their own: each by its key, such as ``label-1``."""
        self._looks_of_labels = looks

    def set_annotations(self, annotations: Sequence[Annotation], judged: Sequence[tuple[Span, str]] = ()) -> None:
        """Change the reader's own marks; ``judged``: what has been judged, or not yet, of what was found."""
        self._annotations, self._judged = tuple(annotations), tuple(judged)
        if self._reading is not None:
            self._mentions = mentions_of(self._reading.report, self._annotations)
        self.draw_marks(self._layers(self._view))

    def set_kinds(self, shown: frozenset[str]) -> None:
        """Show marks of these kinds only; see :data:`tui.text.view.KINDS`."""
        self.draw_without(keys_off(shown))

    def set_matches(self, spans: Sequence[Span]) -> None:
        """Mark what a search found, and go to the first."""
        self._found = tuple(spans)
        self._matches = Marks(Mark(*span, "match") for span in self._found)
        before, self._hits = self._hits, self._matches if self._view.body is None else matches_of(spans, self._view)
        self.touch(*(mark[:2] for marks in (before, self._hits) for mark in marks.over(*self.in_sight)))
        self._go(self._matches.first())

    def reveal(self, span: Span) -> None:
        """Bring a stretch into sight, with the cursor on it, and let it stand out for a moment."""
        if self._reading is None:
            return
        self._anchor = None
        self._emphasise(span)
        shown = self._view.span(span)
        height = self.scrollable_content_region.height
        self.sight(max(shown.start, shown.end - 1), height // 3)
        self.sight(shown.start, height // 3)
        self.go(span.start)

    def resume(self, cursor: int) -> None:
        """Go to a character that was left, in the upper part of the page."""
        self.sight(self._view.place(cursor), self.scrollable_content_region.height // 3)
        self.go(cursor)

    def put(self, at: int, cursor: int | None = None, goal: int | None = None) -> None:
        """Move, and tell the app also of moves over what the cleaned text does not have."""
        super().put(at, cursor, goal)
        if abs(self._at - self._learned) > NEAR // 2:
            self._learn()
        if self.view == "changes":
            self.post_message(self.CursorMoved(self, self.cursor))

    def watch_view(self) -> None:
        """Turn the page over, and tell the app."""
        super().watch_view()
        if self._reading is not None:
            self._learn()
        self.post_message(self.CursorMoved(self, self.cursor))

    def watch_cursor(self, cursor: int) -> None:
        """Tell the app."""
        super().watch_cursor(cursor)
        self.post_message(self.CursorMoved(self, cursor))

    def watch_selection(self, before: Span | None, after: Span | None) -> None:
        """Tell the app."""
        super().watch_selection(before, after)
        self.post_message(self.SelectionChanged(self, after))

    def _reset(self) -> None:
        self._anchor = self._goal = self._evidence = None
        self._found, self._at, self._places, self._drawn = (), 0, {}, None
        self._mentions = self._matches = self._hits = Marks()
        self.set_reactive(PageFaces.cursor, 0)
        if self.selection is not None:
            self.set_reactive(PageFaces.selection, None)
            self.post_message(self.SelectionChanged(self, None))

    def _emphasise(self, span: Span | None) -> None:
        before, self._evidence = self._evidence, span
        for place in (before, span):
            if place is not None:
                self.touch(self._view.span(place))
        if span is not None:
            self._fading += 1
            number = self._fading
            self.set_timer(EMPHASIS, lambda: self._emphasise(None) if number == self._fading else None)

    # Words

    def _learn(self) -> None:
        """Ask for the words near the cursor, of which the dictionary is another process's."""
        text, at = self._view.text, self._at
        self._learned = at
        if self._reading is not None:
            self.post_message(self.WordsWanted(text[max(0, at - NEAR) : at + NEAR]))

    def cut_by(self, runs: Mapping[str, bytes]) -> None:
        """Cut runs of Chinese characters into words of these lengths from now on; any other run is one word."""
        self._runs = {**(self._runs if len(self._runs) < MOST else {}), **runs}

    def _divided(self, run: str) -> Sequence[tuple[int, int]]:
        lengths = self._runs.get(run)
        return moving.whole(run) if lengths is None else list(pairwise(accumulate(lengths, initial=0)))
