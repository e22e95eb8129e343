"""How what lies over the panes is put together with them, so that no wide character of it goes.

Textual divides every line of the screen wherever a widget begins or ends, also one that is covered there, and a
division in the middle of a wide character leaves two blanks. Whatever lies over the borders of several panes, the list
under the query line or a message, then lacks some characters. Here a border that is covered divides nothing.

And Textual draws every widget that touches the rectangle round all that has changed: at each letter of a query that is
all panes, however little changed in them. Here only what shows in a changed place is drawn, also where it shows beside
a dialog.
"""

from __future__ import annotations

from contextlib import contextmanager
from itertools import groupby
from typing import TYPE_CHECKING, cast

from textual._compositor import Compositor
from textual.geometry import Region
from textual.strip import Strip

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from textual._compositor import ChopsUpdate, CompositorMap
    from textual.widget import Widget


class Layered(Compositor):
    """A compositor that knows which widgets lie ``over`` others: by their types.

    ``places``: what is being drawn of the screen; ``None`` for all of it.
    """

    def __init__(self, over: tuple[type[Widget], ...]) -> None:
        super().__init__()
        self._over = over
        self.places: Collection[Region] | None = None
        self._drawn: Mapping[Widget, Region] = {}
        self._lying = set[Region]()

    @property
    def cuts(self) -> list[list[int]]:
        """Where each line is divided: at every edge that is seen."""
        if self._cuts is None and self._covers:
            self._cuts = self._seen(super().cuts)
        return super().cuts

    @property
    def full_map(self) -> CompositorMap:
        """Where everything is: Textual's, made anew after something has scrolled.

        Textual's own would forget what had gone until then, although it is still on the screen: the layout that follows
        compares with what it finds here.
        """
        if not self._full_map_invalidated:
            return super().full_map
        before = _placed(self._full_map)
        found = super().full_map
        self._dirty_regions.update(region for _, region in before ^ _placed(found) if region)
        return found

    @property
    def _covers(self) -> bool:
        return any(isinstance(widget, self._over) for widget in self.visible_widgets)

    def _seen(self, cuts: list[list[int]]) -> list[list[int]]:
        """The cuts without those that are covered, on the lines that something lies over."""
        extents = [
            (*_extent(region.intersection(clip)), isinstance(widget, self._over))
            for widget, (region, clip) in self.visible_widgets.items()  # from the front to the back
        ]
        for y in {y for _, lines, over in extents if over for y in lines}:
            found, hidden = {0, self.size.width}, list[tuple[int, int]]()
            for sides, lines, over in extents:
                if y in lines:
                    found.update(side for side in sides if not any(left < side < right for left, right in hidden))
                    hidden += [sides] if over else []
            cuts[y] = sorted(found)
        return cuts

    def render_partial_update(self) -> ChopsUpdate | None:
        """What has changed; where it lies over other widgets, or over the screen behind, in whole pieces.

        A piece that was cut short would end inside a character.
        """
        lying = {
            region.intersection(clip)
            for widget, (region, clip) in self.visible_widgets.items()
            if isinstance(widget, self._over)
        }
        new, self._lying = lying - self._lying, lying
        if lying:  # half of a wide character beside a place goes with what is drawn over its other half
            self._dirty_regions = {grown for place in self._dirty_regions for grown in self._grown(place, new)}
        with self._only(self._dirty_regions.copy()):
            update = super().render_partial_update()
        if update is not None:
            cuts = self.cuts
            update.spans = [(y, x1, next((cut for cut in cuts[y] if cut >= x2), x2)) for y, x1, x2 in update.spans]
        return update

    def _grown(self, place: Region, new: Collection[Region]) -> Iterator[Region]:
        """A place, with the characters that may lie across its edges.

        None lies across an edge where lines are divided, unless they are so only since the ``new`` places are covered.
        """

        def crossed(x: int, y: int) -> bool:
            return x not in self.cuts[y] or any(x in each.column_span and y in each.line_range for each in new)

        place = place.intersection(self.size.region)
        for (left, right), lines in groupby(place.line_range, lambda y: (crossed(place.x, y), crossed(place.right, y))):
            found = list(lines)
            yield Region(place.x - left, found[0], place.width + left + right, len(found)).intersection(
                self.size.region
            )

    def changed(self) -> Collection[Region]:
        """The places to be drawn anew, which whoever asks draws."""
        places = self._dirty_regions.copy()
        self._dirty_regions.clear()
        return places

    def strips(self, places: Collection[Region] | None) -> list[Strip]:
        """The lines of the screen; only those places of it are drawn, where some are named."""
        if places is None:
            return self.render_strips()
        with self._only(places):
            chops = self._render_chops(self.size.region, {y for place in places for y in place.line_range}.__contains__)
        return [
            Strip.join(
                piece or Strip.blank(end - start) for (start, piece), end in zip(line.items(), cuts[1:], strict=True)
            )
            for line, cuts in zip(chops, self.cuts, strict=True)
        ]

    @contextmanager
    def _only(self, places: Collection[Region]) -> Iterator[None]:
        self.places, self._drawn = places, self._seen_in(places)
        try:
            yield
        finally:
            self.places = None

    def _seen_in(self, places: Iterable[Region]) -> Mapping[Widget, Region]:
        """What shows in some places, and where: from the first to the last of its lines there.

        Behind a widget that fills a place nothing shows.
        """
        found: dict[Widget, Region] = {}
        for place in places:
            for widget, (region, clip) in self.visible_widgets.items():  # from the front to the back
                seen = region.intersection(clip)
                if seen.overlaps(place):
                    lines = seen.intersection(Region(seen.x, place.y, seen.width, place.height))
                    found[widget] = found[widget].union(lines) if widget in found else lines
                    if seen.contains_region(place):
                        break
        return found

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        """Each widget to be drawn, with its lines: as Textual's, without widgets and lines in which nothing changed."""
        if self.places is None:
            yield from super()._get_renders(crop)
            return
        for widget, (region, _) in self.visible_widgets.items():
            lines = self._drawn.get(widget)
            if lines is not None:
                yield region, lines, widget.render_lines(lines.translate(-region.offset))

    def _render_chops(self, crop: Region, is_rendered_line: Callable[[int], bool]) -> Sequence[Mapping[int, Strip]]:
        """The pieces of each line, by where they begin: as Textual's, save that a covered edge divides nothing."""
        if not self._covers:
            return super()._render_chops(crop, is_rendered_line)
        cuts = self.cuts
        chops: list[dict[int, Strip | None]] = [dict.fromkeys(line[:-1]) for line in cuts]
        for region, clip, strips in self._get_renders(crop):
            (left, right), lines = _extent(region.intersection(clip))
            for y, strip in zip(lines, strips, strict=False):
                if is_rendered_line(y):
                    for cut, piece in _pieces(strip, left, [cut for cut in cuts[y] if left <= cut <= right]):
                        if chops[y].get(cut) is None:
                            chops[y][cut] = piece
        return cast("Sequence[Mapping[int, Strip]]", chops)


def _placed(found: CompositorMap) -> set[tuple[Widget, Region]]:
    """Which widget is seen where."""
    return {(widget, place.clip.intersection(place.region)) for widget, place in found.items()}


def _extent(region: Region) -> tuple[tuple[int, int], range]:
    """The columns and the lines of a region; no lines where it is empty."""
    return region.column_span, range(*region.line_span) if region else range(0)


def _pieces(strip: Strip, left: int, cuts: list[int]) -> Iterator[tuple[int, Strip]]:
    """A strip that begins at column ``left`` in pieces between the cuts, each with the cut that it begins at."""
    pieces: Iterable[Strip] = strip.divide([cut - left for cut in cuts if cut > left])
    starts = cuts if cuts and cuts[0] == left else [-1, *cuts]
    yield from ((start, piece) for start, piece in zip(starts, pieces, strict=False) if start >= 0)
