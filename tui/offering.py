"""What the palette offers, in the order of the table: commands, and themes.

Textual's own palette finds what is called so; ours finds a command as well by its name in the other language, its keys
and what it does, and says in the interface's language that there is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from rich.align import Align
from rich.text import Text
from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Provider
from textual.widgets.option_list import Option

from tui.keys import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from textual.command import Hits

    from tui.commands import Command
    from tui.i18n import Language

BY_NAME = 1.0
"""Added to the score of what is called as was typed: it comes before what only does so."""


class Offer(NamedTuple):
    """What can be chosen: its name, what it does, in words, and what else it is found by."""

    name: str
    run: Callable[[], Any]
    help: str | None = None
    also: str = ""


def commands_offered(
    commands: Iterable[Command], language: Language, runner: Callable[[str], Callable[[], Any]]
) -> Iterator[Offer]:
    """Every command that needs no place of its own, with its keys. ``runner`` makes of an action what runs it."""
    for command in commands:
        if command.palette:
            told = "  ".join([*map(shown, command.keys), command.help(language)])
            yield Offer(command.label(language), runner(command.action), told, f"{told}\n{command.zh}\n{command.en}")


def provider(offers: Sequence[Offer]) -> type[Provider]:
    """What the palette asks."""

    class Offered(Provider):
        async def discover(self) -> Hits:
            """All, in their order."""
            for each in offers:
                yield DiscoveryHit(each.name, each.run, help=each.help)

        async def search(self, query: str) -> Hits:
            """Those that are called so, then those of which it is said."""
            matcher, typed = self.matcher(query), query.strip().casefold()
            for each in offers:
                score = matcher.match(each.name)
                if score > 0:
                    yield Hit(BY_NAME + score, matcher.highlight(each.name), each.run, each.name, each.help)
                elif typed in each.also.casefold():
                    yield Hit(BY_NAME / 2, each.name, each.run, each.name, each.help)

    return Offered


class Palette(CommandPalette):
    """The palette. ``none`` is said where nothing is found."""

    def __init__(self, offers: Sequence[Offer], placeholder: str, none: str) -> None:
        super().__init__([provider(offers)], placeholder=placeholder, id="--command-palette")
        self._none = none

    def _start_no_matches_countdown(self, search_value: str) -> None:
        """As Textual does, in words of ours."""
        self._stop_no_matches_countdown()

        def show() -> None:
            self._list_visible = bool(search_value)
            if search_value:
                said = Align.center(Text(self._none, style="not bold"))
                self.query_one(CommandList).add_option(Option(said, disabled=True, id=self._NO_MATCHES))

        self._no_matches_timer = self.set_timer(self._NO_MATCHES_COUNTDOWN, show)
