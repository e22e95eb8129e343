"""What the chart of a comparison draws for a line.

One curve, or one for each body or place, told apart without colour too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.widgets.chart import Series

if TYPE_CHECKING:
    from tui.data.comparison import ComparedLine, Comparison
    from tui.i18n import Words

LOOKS = (
    ("o", "entity-quantity"),
    ("x", "entity-place"),
    ("+", "entity-person"),
    ("*", "entity-org"),
    ("#", "entity-document"),
)
"""The sign and colour of each curve: more than these nobody tells apart on so small a chart."""


def curves_of(comparison: Comparison, line: ComparedLine, words: Words) -> dict[str, Series]:
    """The curves of a line by their names; the only one of its kind has none.

    Figures of several bodies are never joined by one curve: where they stand on one line, each body has its own.
    """
    if line.kind == "measure":
        return {
            words("comparison.curve_done"): Series("o", "measure-done", comparison.series(line, "done")),
            words("comparison.curve_required"): Series("x", "measure-required", comparison.series(line, "required")),
        }
    found = comparison.by_scope(line)
    if line.scope is not None or len(found) < 2:
        return {"": Series(*LOOKS[0], comparison.series(line))}
    drawn = zip(LOOKS, found, strict=False)
    return {scope or words("comparison.no_scope"): Series(*look, points) for look, (scope, points) in drawn}
