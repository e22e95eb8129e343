"""The installed program in a real pseudo-terminal: what is on the screen, and what a kill cannot take."""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from contextlib import contextmanager, suppress

import pyte
import pytest

import seeds

pytestmark = pytest.mark.terminal
PATIENCE = 30.0


class Terminal:
    """A program on a screen of its own."""

    def __init__(self, command, environment, columns, rows):
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.pid, self._end = pty.fork()
        if not self.pid:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execve(command[0], command, environment)  # noqa: S606 -- no shell wanted
        self._waiting = select.poll()  # select() takes no file of a number beyond 1,023
        self._waiting.register(self._end, select.POLLIN)

    def type(self, keys):
        os.write(self._end, keys.encode())

    def until(self, words, *, shown=True):
        """Read until the screen shows some words, or no longer shows them."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            self._read()
            if any(words in line for line in self.lines()) == shown:
                return
        raise AssertionError(f"{words!r} shown: {not shown}\n" + "\n".join(self.lines()))

    def echoes(self):
        """Whether the terminal shows what is typed, as it does for the programs of a shell."""
        return bool(termios.tcgetattr(self._end)[3] & termios.ECHO)

    def exit_code(self):
        """Wait for the program to leave."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            self._read()
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                return os.waitstatus_to_exitcode(status)
        raise AssertionError("the program did not leave")

    def _read(self):
        if self._waiting.poll(50):
            with suppress(OSError):
                # pyte takes the $p of Textual's questions about modes for text
                self._stream.feed(os.read(self._end, 65536).replace(b"$p", b""))

    def lines(self):
        """The screen, without the second cells of double-width characters."""
        return ["".join(row[x].data for x in range(self.screen.columns)) for row in self.screen.buffer.values()]

    def kill(self):
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(self.pid, 0)


@pytest.fixture
def opened(tmp_path):
    names = ("YIBAO_CONFIG_DIR", "YIBAO_DATA_DIR", "YIBAO_CACHE_DIR")
    environment = {**os.environ, **{name: str(tmp_path / name) for name in names}}
    environment |= {"LC_ALL": "en_GB.UTF-8", "TERM": "xterm-256color", "COLORTERM": "truecolor"}

    @contextmanager
    def make(*paths, size=(140, 40), log=None):
        command = [sys.executable, "-m", "tui.cli", *paths]
        logged = ["/bin/sh", "-c", 'exec "$@" 2>"$0"', str(log), *command]
        terminal = Terminal(logged if log else command, environment, *size)
        try:
            yield terminal
        finally:
            terminal.kill()

    return make


def test_a_note_is_there_after_a_kill(opened):
    sample = str(next(iter(sorted(seeds.folder().glob("*.txt")))))
    with opened(sample) as terminal:
        terminal.until("县领导分赴一线检查疫情防控工作")
        terminal.type("\t")
        terminal.until("Label")
        terminal.type("i")
        terminal.until("Enter saves")
        terminal.type("check this\r")
        terminal.until("✎")
    with opened(sample) as terminal:
        terminal.until("✎")


def test_the_reader_opens_where_its_errors_go_to_a_file(opened, tmp_path):
    with opened(str(seeds.folder()), log=tmp_path / "log") as terminal:
        terminal.until("县领导分赴一线")
        terminal.type("?")
        terminal.until("Commands")
    assert (tmp_path / "log").read_text() == ""


@pytest.mark.parametrize("size", [(140, 40), (80, 24)])
def test_keys_move_open_and_quit(opened, size):
    with opened(str(seeds.folder()), size=size) as terminal:
        terminal.until("县领导分赴一线")
        terminal.type("?")
        terminal.until("Commands")
        terminal.type("\x1b")
        terminal.until("Commands", shown=False)
        terminal.type("q")
        assert terminal.exit_code() == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_whoever_ends_the_reader_from_outside_gets_the_terminal_back(opened, number):
    with opened(str(seeds.folder())) as terminal:
        terminal.until("县领导分赴一线")
        terminal.type("?")
        terminal.until("Commands")
        assert not terminal.echoes()
        os.kill(terminal.pid, number)
        assert terminal.exit_code() == 128 + number
        assert terminal.echoes()


def test_keys_that_come_all_at_once_are_not_taken_for_commands(opened):
    with opened(str(seeds.folder())) as terminal:
        terminal.until("县领导分赴一线")
        terminal.type("f赞歌\b\r")
        terminal.until(" 赞 ")
        terminal.type("q")
        assert terminal.exit_code() == 0


def test_keys_typed_while_a_known_folder_is_opened_are_not_lost(opened, tmp_path):
    for name, word in (("a", "甲"), ("b", "乙"), ("c", "丙")):
        (tmp_path / f"{name}.txt").write_text(f"{word}地通报\n{word}地设监测点3个。\n", "utf-8")
    folder = [str(tmp_path / f"{name}.txt") for name in "abc"]
    with opened(*folder) as terminal:
        terminal.until("甲地设监测点")
        terminal.type("q")
        assert terminal.exit_code() == 0
    with opened(*folder) as terminal:
        terminal.type("jj")
        terminal.until("丙地设监测点")
