"""What the palette and the help offer over each screen: queries kept, themes, and the commands of the screen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from tui.commands import remapped
from tui.dialog_commands import OVER
from tui.offering import Offer, Palette, commands_offered
from tui.screens.commanded import Commanded
from tui.theming import ThemedApp

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.screen import Screen

    from tui.commands import Command
    from tui.i18n import Words
    from tui.screens.reader import Reader


class OfferingApp(ThemedApp):
    """An application that offers its commands by name, in the language and with the keys of the user."""

    reader: Reader
    words: Words
    commands: Sequence[Command]
    _further: Sequence[Command]
    """The commands of dialogs."""
    _keys: dict[str, str]
    """The keys of the settings, by the names of their commands."""

    def offers(self) -> Iterable[Offer]:
        """Every kept query, and every command that needs no place of its own; over another screen, its commands."""
        screen = self.screen
        if isinstance(screen, Commanded):
            yield from self._commands_of(screen, remapped(self._keys, screen.commands))
            return
        for name, text in sorted(self.reader.queries.named.items()):
            yield Offer(f"@{name}", partial(self.reader.use_query, text), text)
        yield from self._commands_of(self.reader, self.commands)

    def _commands_of(self, screen: Screen[Any], commands: Iterable[Command]) -> Iterable[Offer]:
        return commands_offered(commands, self.words.language, lambda action: partial(self.run_action, action, screen))

    def action_command_palette(self) -> None:
        """The palette, in the interface's language."""
        self._offer(list(self.offers()), "palette.placeholder")

    def action_screen_help(self) -> None:
        """The commands of the screen that is over the reader, before all others."""
        from tui.screens.telling import HelpScreen  # noqa: PLC0415 -- dialogs are imported when first opened

        if isinstance(self.screen, Commanded):
            here = (command for command in remapped(self._keys, self.screen.commands) if command.group in OVER)
            self.push_screen(HelpScreen((*self.commands, *self._further), self.words, "screen", here))

    def search_themes(self) -> None:
        """A list of all themes, ours first."""
        offers = [Offer(name, partial(setattr, self, "theme", name)) for name in self.all_themes()]
        self._offer(offers, "palette.themes")

    def _offer(self, offers: Sequence[Offer], placeholder: str) -> None:
        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(offers, self.words(placeholder), self.words("palette.none")))
