"""The pictures of the README: the reader on the sample reports, as SVG.

    python docs/pictures.py [FOLDER]

Each is a session: keys are pressed, and what the terminal would show is drawn. Nothing in them comes from the machine
that they are made on. With a folder, a picture of every size and theme is put there instead, for looking at.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ["COLORTERM"] = "truecolor"
os.environ.pop("NO_COLOR", None)

import seeds  # noqa: E402
from docs.drawing import svg  # noqa: E402
from tui import themes  # noqa: E402
from tui.app import Yibao  # noqa: E402
from tui.data.store import Store  # noqa: E402
from tui.marks import Marks  # noqa: E402
from tui.scan import Scan  # noqa: E402

if TYPE_CHECKING:
    from textual.pilot import Pilot

HERE = ROOT / "docs"
PATIENCE = 180.0


@dataclass(frozen=True, slots=True)
class Picture:
    """What to press in a reader of that size and theme."""

    name: str
    keys: tuple[str, ...]
    size: tuple[int, int] = (140, 36)
    theme: str = themes.DARK


COMPARED = ("down",) * 12
README = (
    Picture("reading", ("J", "tab", *["full_stop"] * 6)),
    Picture("changes", ("tab", "r", "r", *["full_stop"] * 9), theme=themes.LIGHT),
    Picture("comparison", ("asterisk", "C")),
)
SIZES = ((160, 48), (120, 36), (80, 24), (60, 20))


def everything() -> list[Picture]:
    """Each of the pictures at all sizes, dark and light, and in the other themes at one."""
    shown = [
        replace(picture, name=f"{picture.name}-{size[0]}x{size[1]}-{theme}", size=size, theme=theme)
        for picture in README for size in SIZES for theme in (themes.DARK, themes.LIGHT)
    ]  # fmt: skip
    return shown + [replace(README[0], name=f"reading-{theme}", theme=theme) for theme in themes.OURS[2:]]


async def draw(picture: Picture, home: Path) -> str:
    """The picture as SVG."""
    config = home / "config"
    config.mkdir(exist_ok=True)
    (config / "settings.toml").write_text(f'theme = "{picture.theme}"\nlanguage = "zh"\n')
    folder = str(Path(seeds.__file__).parent)
    for left in ("state.json", "session.json"):
        (home / "data" / left).unlink(missing_ok=True)
    marks = Marks(Store(home / f"{picture.name}.sqlite3"))
    app = Yibao(Scan([folder]), marks, config=config, data=home / "data", index=home / "index.sqlite3")
    async with app.run_test(size=picture.size) as pilot:
        await _ready(pilot)
        for key in picture.keys:
            await pilot.press(key)
            await pilot.pause(0.3)
        await pilot.pause(0.5)
        if picture.name.startswith("comparison"):
            await _compared(pilot)
        app.clear_notifications()
        await pilot.pause(0.5)
        lines = app.screen._compositor.render_strips()  # noqa: SLF001 -- what goes to the terminal
        return svg(lines, picture.size[0], app.theme_variables["background"])


async def _compared(pilot: Pilot[None]) -> None:
    for _ in range(200):
        await pilot.pause(0.05)
        if getattr(pilot.app.screen, "lines", None):
            for key in COMPARED:
                await pilot.press(key)
                await pilot.pause(0.3)
            return


async def _ready(pilot: Pilot[None]) -> None:
    reader = pilot.app.reader  # type: ignore[attr-defined]
    for _ in range(int(PATIENCE / 0.05)):
        await pilot.pause(0.05)
        if not reader.scanning and reader.library.settled == len(reader.library.entries) and reader.reading:
            return
    raise TimeoutError("the reports were not parsed")


async def main(pictures: list[Picture], folder: Path) -> None:
    """Draw the pictures into a folder."""
    with tempfile.TemporaryDirectory() as home:
        for picture in pictures:
            (folder / f"{picture.name}.svg").write_text(await draw(picture, Path(home)), "utf-8")


if __name__ == "__main__":
    if sys.argv[1:]:
        asyncio.run(main(everything(), Path(sys.argv[1])))
    else:
        asyncio.run(main(list(README), HERE))
