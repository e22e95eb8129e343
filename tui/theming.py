"""The reader's theme: that of the settings, else that of the last time; and changing it.

Only the theme that is wanted is read before the first frame; all others are read and registered after it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App
from textual.theme import BUILTIN_THEMES

from tui import settings, themes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class ThemedApp(App[None]):
    """An application in a theme. ``notices`` are told to the user once there is a screen."""

    def __init__(self, config: Path) -> None:
        self.notices: list[str] = []
        self.label_colours: dict[int, str] = {}
        self._config = config
        self._registered = False
        super().__init__()

    def notice(self, text: str | None) -> None:
        """Have something told once there is a screen."""
        if text:
            self.notices.append(text)

    def colour_labels(self, labels: Sequence[settings.Label]) -> None:
        """Give labels the colours that the user chose."""
        for number, label in enumerate(labels[:9], 1):
            if label.colour is not None and themes.is_colour(label.colour):
                self.label_colours[number] = label.colour
            elif label.colour is not None:
                self.notice(f"{self._config / settings.FILE}: labels: {label.colour!r} is no colour")

    def dress(self, wanted: str | None, last: str | None) -> None:
        """Wear the theme wanted, else that of the last time."""
        name = wanted or last or themes.DARK
        if (theme := themes.our(name)) is not None:
            self.register_theme(theme)
        elif name not in self.available_themes:
            self.register_themes()
        if name not in self.available_themes:
            if wanted:
                self.notice(f"{self._config / settings.FILE}: theme: there is none named {wanted!r}")
            self.register_themes()
            name = themes.DARK
        self.theme = name

    def register_themes(self) -> None:
        """Know all themes, ours and the user's."""
        if self._registered:
            return
        self._registered = True
        for name in themes.OURS:
            if (theme := themes.our(name)) is not None:
                self.register_theme(theme)
        for found in themes.users(self._config / "themes"):
            if isinstance(found, themes.ThemeError):
                self.notice(str(found))
            else:
                self.register_theme(found)

    def all_themes(self) -> list[str]:
        """The names of all themes: ours, the user's own, Textual's."""
        self.register_themes()
        return [
            *themes.OURS,
            *sorted(self.available_themes.keys() - themes.OURS, key=lambda name: (name in BUILTIN_THEMES, name)),
        ]

    def next_theme(self) -> None:
        """Wear the next of our themes and the user's own; Textual's are in the list of all."""
        known = [name for name in self.all_themes() if name not in BUILTIN_THEMES]
        at = known.index(self.theme) + 1 if self.theme in known else 0
        self.theme = known[at % len(known)]

    def get_css_variables(self) -> dict[str, str]:
        """The theme's colours, and those of the user's labels: where one has none of its own, that of all marks."""
        found = super().get_css_variables()
        usual = found.get("annotation", themes.DEFAULTS["annotation"])
        return {**found, **{f"label-{number}": self.label_colours.get(number, usual) for number in range(1, 10)}}

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Colours of the marks for themes that do not know them, Textual's own among them."""
        return themes.defaults(dark=self.current_theme.dark)
