"""Colour themes as TOML files: ours in the ``themes`` package, the user's in the settings folder.

A file's keys are those of :class:`textual.theme.Theme`; its ``[variables]`` also colour what is marked in a text. A
theme that lacks some of those gets them from ``DEFAULTS``.
"""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from typing import TYPE_CHECKING

import msgspec
from textual.color import Color, ColorParseError
from textual.theme import Theme

from tui.settings import cause

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path

DARK, LIGHT, CONTRAST, SAFE = OURS = "yibao-dark", "yibao-light", "yibao-contrast", "yibao-safe"
"""The themes that come with the program: ``CONTRAST`` for weak eyes, ``SAFE`` for those that take red for green."""

LABEL_COLOURS = tuple(f"label-{number}" for number in range(1, 10))
"""The colours of the user's labels: that of all marks, unless the settings give one of its own."""

DEFAULTS = {
    "entity-person": "#e5a5b0",
    "entity-title": "#d9b98a",
    "entity-org": "#8fb8e0",
    "entity-place": "#93c9a1",
    "entity-date": "#c3a9e0",
    "entity-document": "#7fc4c4",
    "entity-quantity": "#e3c567",
    "measure-done": "#7fb88f",
    "measure-required": "#e09a66",
    "annotation": "#f0d060",
    "match": "#f2a53a",
    "change-removed": "#e58a84",
    "change-added": "#86c99a",
    "change-quiet": "#8fb4c4",
    **dict.fromkeys(LABEL_COLOURS, "#f0d060"),
}
"""Colours of the marks in a text, for themes that do not set them: chosen for a dark ground."""
LIGHT_DEFAULTS = {
    "entity-person": "#9c2f45",
    "entity-title": "#7a5410",
    "entity-org": "#1f5a94",
    "entity-place": "#1e6b3a",
    "entity-date": "#6a3d9a",
    "entity-document": "#0f6a6a",
    "entity-quantity": "#7d5a00",
    "measure-done": "#2c7a45",
    "measure-required": "#a8500f",
    "annotation": "#8a6d00",
    "match": "#b85c00",
    "change-removed": "#a3201d",
    "change-added": "#226a3a",
    "change-quiet": "#2b6077",
    **dict.fromkeys(LABEL_COLOURS, "#8a6d00"),
}
"""The same for a light ground."""

FRAMES = {True: "#5c6675", False: "#a3967c"}
"""The frame of a pane without the focus, for themes that do not set ``frame``: on a dark ground, and on a light one."""
STYLES = frozenset({"none", "not", "bold", "dim", "italic", "underline", "strike", "reverse", "b", "d", "i", "u", "r"})
KEYWORDS = frozenset({"auto", "initial", "transparent"})
PER_CENT = re.compile(r"\d{1,3}(\.\d+)?%")


class ThemeError(Exception):
    """A theme file that cannot be used; ``str()`` is one line that names the file and the cause."""


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str
    primary: str
    dark: bool = True
    secondary: str | None = None
    warning: str | None = None
    error: str | None = None
    success: str | None = None
    accent: str | None = None
    foreground: str | None = None
    background: str | None = None
    surface: str | None = None
    panel: str | None = None
    boost: str | None = None
    luminosity_spread: float = 0.15
    text_alpha: float = 0.95
    variables: dict[str, str] = {}


def parse(text: str) -> Theme:
    """A theme from the text of its file.

    Raises:
        ThemeError: it is no TOML, has a key that themes don't have, or a colour that is none.
    """
    try:
        found = msgspec.convert(tomllib.loads(text), _File)
    except (tomllib.TOMLDecodeError, RecursionError, msgspec.ValidationError) as error:
        raise ThemeError(cause(error)) from error
    fields = msgspec.structs.asdict(found)
    variables = fields.pop("variables")
    for name, value in (*fields.items(), *variables.items()):
        if isinstance(value, str) and name != "name":
            _check(name, value)
    known = defaults(dark=found.dark) | variables
    labels = dict.fromkeys(LABEL_COLOURS, known["annotation"])
    return Theme(**fields, variables=known | labels | variables)


def defaults(*, dark: bool) -> dict[str, str]:
    """The variables of ours that a theme may lack."""
    return {**(DEFAULTS if dark else LIGHT_DEFAULTS), "frame": FRAMES[dark]}


def is_colour(text: str) -> bool:
    """Whether a text names a colour."""
    try:
        Color.parse(text)
    except ColorParseError:
        return False
    return True


def our(name: str) -> Theme | None:
    """The theme of that name that comes with the program; ``None`` for any other name."""
    if name not in OURS:
        return None
    return parse(resources.files("themes").joinpath(f"{name}.toml").read_text("utf-8"))


def users(folder: Path) -> Iterator[Theme | ThemeError]:
    """The themes of the settings folder; for a file that cannot be used, the error."""
    if not folder.is_dir():
        return
    for file in _files(folder):
        try:
            yield parse(file.read_text("utf-8-sig"))
        except (ThemeError, OSError, UnicodeDecodeError) as error:
            yield ThemeError(f"{file.name}: {cause(error)}")


def _files(folder: Traversable) -> list[Traversable]:
    return sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)


def _check(name: str, value: str) -> None:
    """Textual only finds a bad value when it parses its style sheet, and then leaves the program."""
    if name.endswith("-style"):
        if strange := set(value.split()) - STYLES:
            raise ThemeError(f"{name}: {strange.pop()!r} is no text style")
        return
    colour, _, share = value.partition(" ")
    if share and not PER_CENT.fullmatch(share.strip()):
        raise ThemeError(f"{name}: {share!r} is no percentage")
    if colour in KEYWORDS:
        return
    try:
        Color.parse(colour)
    except ColorParseError as error:
        raise ThemeError(f"{name}: {value!r} is no colour") from error
