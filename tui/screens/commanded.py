"""A screen whose keys are commands of a table, so that the settings, the palette and the help know all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from tui.commands import Command, bindings

if TYPE_CHECKING:
    from textual.binding import BindingType


class Commanded:
    """A base that must stand before Textual's, which reads the bindings of a class: see :mod:`tui.dialog_commands`."""

    commands: ClassVar[tuple[Command, ...]] = ()
    BINDINGS: ClassVar[list[BindingType]]

    def __init_subclass__(cls, commands: tuple[Command, ...] = (), **named: Any) -> None:
        if commands:
            cls.commands, cls.BINDINGS = commands, bindings(commands)
        super().__init_subclass__(**named)
