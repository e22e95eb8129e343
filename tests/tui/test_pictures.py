"""The README's pictures: cells hold in any browser, nothing is asked of the network, and none is missing."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from docs.drawing import CELL, svg

ROOT = Path(__file__).parents[2]
PICTURES = sorted((ROOT / "docs").glob("*.svg"))
SVG = "{http://www.w3.org/2000/svg}"


def texts(picture):
    nodes = ET.fromstring(picture).iter(f"{SVG}text")  # noqa: S314 -- our own
    return [(float(node.get("x")), float(node.get("textLength")), node.text) for node in nodes]


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.name)
def test_every_run_is_as_long_as_its_cells(path):
    picture = path.read_text("utf-8")
    found = texts(picture)
    assert len(found) > 100
    assert all(length == cell_len(text) * CELL for _, length, text in found)
    assert not re.search(r"https?:(?!//www\.w3\.org/2000/svg)|@font-face|url\(", picture)


def test_runs_stand_in_their_cells_and_nothing_is_markup():
    strip = Strip(
        [
            Segment("疫a ", Style.parse("bold #ff0000 on #000000")),
            Segment("  <b>报&"),
            Segment("│▎", Style.parse("#00ff00")),
        ]
    )
    picture = svg([strip], 20, "#111111")
    assert [(x / CELL, text) for x, _, text in texts(picture)] == [
        (0, "疫"),
        (2, "a"),
        (6, "<b>"),
        (9, "报"),
        (11, "&"),
    ]
    assert picture.count("<rect") == 1 + 1 + 2


def test_the_readme_shows_them_all():
    shown = set(re.findall(r"\]\(docs/(\S+\.svg)\)", (ROOT / "README.md").read_text("utf-8")))
    assert shown == {path.name for path in PICTURES}
    assert len(shown) == 3
