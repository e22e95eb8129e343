"""The pages that reports are found on: headers, crumbs, bylines and footers round a clean text.

Apart from the damage to bytes and characters, because this is wording: it lives in ``pages.toml``.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache

from tests.damage import HERE, Damaged, Edit, rewritten


def layouts() -> tuple[str, ...]:
    """The kinds of page that :func:`furnish` knows."""
    return tuple(_pages())


@cache
def _pages() -> dict[str, dict[str, str]]:
    return tomllib.loads((HERE / "pages.toml").read_text("utf-8"))


def furnish(text: str, layout: str, **facts: str) -> Damaged:
    """Put a page round a report: the lines of ``pages.toml``, with the facts of the report in their places."""
    page = _pages()[layout]
    first, _, rest = text.partition("\n")
    fill = {"title": first, "begin": rest[:60].replace("\n", " "), **facts}
    at = len(first) if page.get("titled", True) else 0
    between = page.get("between", "\n") + page.get("indent", "")
    edits = [Edit(0, 0, page["head"].format(**fill)), Edit(at, at, page.get("under", "").format(**fill))]
    edits += [Edit(m.start(), m.end(), between) for m in re.finditer("\n", text) if between != "\n"]
    edits.append(Edit(len(text), len(text), page["tail"].format(**fill)))
    return rewritten(text, [edit for edit in edits if edit.new])
