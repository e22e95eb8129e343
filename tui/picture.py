"""The list as the reader left it, kept as a picture: what the launcher can show before it has imported anything.

A picture is bytes for a terminal of one size and kind, named after the words of the command line and the folder it was
typed in. Imports only what Python has loaded at its start. A picture that cannot be read or kept is none, never an
error.
"""

from __future__ import annotations

import os
import sys

FOLDER = "pictures"
FORM = "yibao picture 1"
KINDS = ("TERM", "COLORTERM", "NO_COLOR", "LC_ALL", "LC_CTYPE", "LANG")
"""What of the environment a picture depends on."""

ENTER, LEAVE = b"\x1b[?1049h\x1b[?25l", b"\x1b[?25h\x1b[?1049l"
MOST = 64
"""Pictures kept: those made last."""
NAME = 200
"""Bytes of a picture's name at most, which is only a hint; the whole of what it is of stands in it."""


class Shown:
    """A picture on the screen, for one command line; keys typed meanwhile are not echoed and wait for the reader."""

    def __init__(self, words: list[str], drawn: bytes) -> None:
        import termios  # noqa: PLC0415 -- not on every system

        self.words = words
        self._terminal = sys.stdin.fileno()
        self._before = termios.tcgetattr(self._terminal)
        quiet = termios.tcgetattr(self._terminal)
        quiet[3] &= ~(termios.ECHO | termios.ICANON)
        termios.tcsetattr(self._terminal, termios.TCSANOW, quiet)
        self._on = True
        _write(ENTER + drawn)

    def leave(self) -> None:
        """Take it down: the reader does not open. A second call does nothing."""
        if self._on:
            _write(LEAVE)
            self.end()

    def end(self) -> None:
        """Leave the terminal as it was; the reader has been there and is gone."""
        import termios  # noqa: PLC0415 -- see above

        if self._on:
            self._on = False
            termios.tcsetattr(self._terminal, termios.TCSANOW, self._before)


def show(words: list[str]) -> Shown | None:
    """Show the picture of a command line, if there is one that fits this terminal."""
    try:
        size = os.get_terminal_size(sys.stdin.fileno())
        if not os.isatty(sys.stdout.fileno()):
            return None
        with open(_file(words), "rb") as file:  # noqa: PTH123 -- pathlib takes longer than all the rest
            head, _, drawn = file.read().partition(b"\n\n")
        return Shown(words, drawn) if head == _head(words, *size) else None
    except (OSError, ValueError, ImportError):
        return None


def keep(words: list[str], width: int, height: int, drawn: str) -> None:
    """Keep the picture of a command line for a terminal of that size."""
    file = _file(words)
    folder = os.path.dirname(file)  # noqa: PTH120
    try:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
        with open(f"{file}.new", "wb") as new:  # noqa: PTH123
            new.write(_head(words, width, height) + b"\n\n" + drawn.encode())
        os.replace(f"{file}.new", file)  # noqa: PTH105
        kept = sorted(os.scandir(folder), key=lambda entry: entry.stat().st_mtime)
        for entry in kept[:-MOST]:
            os.unlink(entry.path)  # noqa: PTH108
    except (OSError, ValueError):
        return


def cache_folder() -> str:
    """The folder of what can be made again, as :func:`tui.data.paths.cache_dir` says, for the systems that we know."""
    chosen = os.environ.get("YIBAO_CACHE_DIR")
    if chosen:
        return os.path.expanduser(chosen)  # noqa: PTH111
    if sys.platform == "darwin":
        return os.path.expanduser("~/Library/Caches/yibao")  # noqa: PTH111
    if sys.platform.startswith("linux"):
        usual = os.environ.get("XDG_CACHE_HOME", "").strip() or os.path.expanduser("~/.cache")  # noqa: PTH111
        return f"{usual}/yibao"
    raise OSError("no folder known")


def _file(words: list[str]) -> str:
    name = "+".join([os.getcwd(), *words]).replace(os.sep, "+")  # noqa: PTH109
    end = os.fsencode(name)[-NAME:].decode("utf-8", "ignore")
    return f"{cache_folder()}/{FOLDER}/{end}"


def _head(words: list[str], width: int, height: int) -> bytes:
    here = os.getcwd()  # noqa: PTH109
    parts = [FORM, f"{width}x{height}", *(os.environ.get(kind, "") for kind in KINDS), here, *words]
    return os.fsencode("\0".join(parts).replace("\n", " "))


def _write(data: bytes) -> None:
    sys.stdout.flush()
    while data:
        data = data[os.write(sys.stdout.fileno(), data) :]
