"""Copying, where it may fail: the terminal is asked, and nobody answers whether it did.

OSC 52 reaches the user's own machine even over ssh, but many terminals refuse it, and silently. So a program of the
desktop is asked as well where there is one, which does answer; and what may not have arrived is left in a file.
"""

from __future__ import annotations

import subprocess
from shutil import which
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PATIENCE = 2.0
"""Seconds for a program that copies."""
LONGEST = 74_994
"""Bytes that every terminal which knows OSC 52 takes: 100,000 of base64 with what is round them."""
DEAF = frozenset({"linux", "dumb", "vt100", "vt102", "vt220", "ansi"})
"""Kinds of terminal (TERM) that have no clipboard."""


class Tool(NamedTuple):
    """A program that copies its standard input; ``needs`` is a variable without which it has nowhere to copy to."""

    needs: str
    command: tuple[str, ...]


TOOLS = (
    Tool("WAYLAND_DISPLAY", ("wl-copy",)),
    Tool("DISPLAY", ("xclip", "-selection", "clipboard")),
    Tool("DISPLAY", ("xsel", "--clipboard", "--input")),
    Tool("", ("pbcopy",)),
    Tool("", ("clip.exe",)),
    Tool("", ("termux-clipboard-set",)),
    Tool("TMUX", ("tmux", "load-buffer", "-w", "-")),
)


def copy(text: str, environment: Mapping[str, str], tools: Sequence[Tool] = TOOLS) -> bool:
    """Copy with the first program that can; whether one did."""
    for needs, command in tools:
        if (not needs or environment.get(needs)) and (program := which(command[0])):
            try:
                done = subprocess.run(  # noqa: S603 -- one of ours, and the text is its input
                    [program, *command[1:]],
                    input=text.encode("utf-8", "replace"),
                    timeout=PATIENCE,
                    check=False,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
            except (OSError, subprocess.TimeoutExpired):
                continue
            if done.returncode == 0:
                return True
    return False


def heard(text: str, environment: Mapping[str, str]) -> bool:
    """Whether the terminal may have taken a text by OSC 52: not one that never does, and the text not too long."""
    deaf = environment.get("TERM", "") in DEAF or environment.get("TERM_PROGRAM") == "Apple_Terminal"
    return not deaf and len(text.encode("utf-8", "replace")) <= LONGEST
