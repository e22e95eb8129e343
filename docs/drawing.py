"""A screen as SVG on which cells hold, whatever font the browser has.

Rich's own export gives a run of Chinese the length of half its cells, and asks the network for its font. Here every run
of characters of one width has the length of its cells, and the fonts are those that are there.
"""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.style import Style
    from textual.strip import Strip

CELL, LINE, SIZE = 9.0, 20.0, 15
"""Pixels of a cell's width and height, and of the font."""
BASE = 14.5
"""Pixels from the top of a line to the foot of its letters."""
FRAME = 10
BARS = {"│": (4.0, 1.0), "▎": (0.0, 2.2)}
"""Signs that fill the height of a line, which a font's own do not on a page: pixels from the left, and thickness."""
FONTS = (
    "ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', 'Noto Sans Mono CJK SC', 'Noto Sans CJK SC', "
    "'PingFang SC', 'Microsoft YaHei', monospace"
)


def svg(lines: Iterable[Strip], columns: int, ground: str) -> str:
    """The lines as a picture; ``ground`` is its colour where there is nothing."""
    lines = list(lines)
    width, height = columns * CELL + 2 * FRAME, len(lines) * LINE + 2 * FRAME
    inside = "\n".join(part for row, strip in enumerate(lines) for part in _line(strip, row))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}"'
        f' width="{width:g}" height="{height:g}">\n'
        f'<rect width="100%" height="100%" rx="8" fill="{ground}"/>\n'
        f'<g transform="translate({FRAME} {FRAME})" font-family="{FONTS}" font-size="{SIZE}" xml:space="preserve">\n'
        f"{inside}\n</g>\n</svg>\n"
    )


def _line(strip: Strip, row: int) -> Iterator[str]:
    grounds, texts, at = [], [], 0
    for text, style, control in strip:
        if control:
            continue
        cells = cell_len(text)
        if style and (ground := _colours(style)[1]):
            grounds.append((at, cells, ground))
        texts += list(_runs(text, style, at, row))
        at += cells
    for ground, found in groupby(grounds, key=lambda one: one[2]):
        for start, end in _joined([(at, at + cells) for at, cells, _ in found]):
            yield (
                f'<rect x="{start * CELL:g}" y="{row * LINE:g}"'
                f' width="{(end - start) * CELL:g}" height="{LINE + 0.3:g}"'
                f' fill="{ground}"/>'
            )
    yield from texts


def _joined(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    start, end = spans[0]
    for begin, stop in spans[1:]:
        if begin != end:
            yield start, end
            start = begin
        end = stop
    yield start, end


def _runs(text: str, style: Style | None, at: int, row: int) -> Iterator[str]:
    """The text in runs of one width, each as long as its cells; what is blank is left out."""
    for (wide, _), run in groupby(text, key=lambda char: (cell_len(char), char in BARS)):
        part = "".join(run)
        cells = wide * len(part)
        if part[0] in BARS:
            yield from (
                f'<rect x="{(at + n) * CELL + BARS[char][0]:g}" y="{row * LINE:g}" width="{BARS[char][1]:g}"'
                f' height="{LINE + 0.3:g}" fill="{_ink(style)}"/>'
                for n, char in enumerate(part)
            )
        elif part.strip() and wide:
            lead = len(part) - len(part.lstrip())
            bare = part.strip()
            length = wide * len(bare) * CELL
            yield (
                f'<text x="{(at + lead * wide) * CELL:g}" y="{row * LINE + BASE:g}" textLength="{length:g}"'
                f' lengthAdjust="spacingAndGlyphs"{_look(style)}>{escape(bare)}</text>'
            )
        at += cells


def _colours(style: Style) -> tuple[str | None, str | None]:
    ink, ground = (colour and colour.get_truecolor().hex for colour in (style.color, style.bgcolor))
    return (ground, ink) if style.reverse else (ink, ground)


def _ink(style: Style | None) -> str:
    return (style and _colours(style)[0]) or "currentColor"


def _look(style: Style | None) -> str:
    if style is None:
        return ""
    lines = [
        name for name, on in (("underline", style.underline or style.underline2), ("line-through", style.strike)) if on
    ]
    return "".join(
        (
            f' fill="{_ink(style)}"',
            ' font-weight="bold"' if style.bold else "",
            ' font-style="italic"' if style.italic else "",
            f' text-decoration="{" ".join(lines)}"' if lines else "",
        )
    )
