"""The command line: what there is to type, and nothing of what it does.

Each command is one entry of a table and one module of :mod:`tui.commandline`, imported when it is run; so that ``yibao
--version`` loads no parser, and no command loads the terminal library but the reader.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn

from tui.commandline.arguments import jobs, lexicons, store
from tui.commandline.output import complain

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from tui.picture import Shown

FORMATS = (
    "json", "jsonl", "metrics.csv", "measures.csv",
    "w3c", "doccano", "doccano-relations", "label-studio", "brat", "conll",
)  # fmt: skip
TABLES = ("metrics.csv", "measures.csv")
"""Formats without marks."""
MODULES = {"import": "importing"}
"""Modules of commands whose names are words of Python."""

MINUS = re.compile("-(?:[^-A-Za-z]|[^-].)")
"""The beginning of a query that leaves something out, and of no option, which is one letter or has two signs."""
LANGUAGES = ("zh", "en")
REPORTS = "reports: text, web pages, Markdown, JSON, JSON Lines, Word or PDF files, or folders of them"
PIPED = "- for plain text on standard input"
INTERRUPTED = 130
"""Exit status that shells expect after Ctrl+C."""


@dataclass(frozen=True, slots=True)
class Subcommand:
    """A subcommand.

    ``arguments`` declares what it takes, ``asks`` whether a query stands among them without the name of an option;
    ``module`` has ``run(options) -> exit status``.
    """

    name: str
    help: str
    arguments: Callable[[argparse.ArgumentParser], None]
    asks: bool = False

    @property
    def module(self) -> str:
        """The module that does the work."""
        return f"tui.commandline.{MODULES.get(self.name, self.name)}"


class Parser(argparse.ArgumentParser):
    """A parser whose mistakes are one harmless line."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and leave with status 2."""
        complain(f"{message} (see {self.prog} --help)")
        sys.exit(2)


def main(argv: list[str] | None = None, shown: Shown | None = None) -> int:
    """Run one command line; the exit status: 0 all well, 1 some reports failed, 2 bad usage.

    ``shown``: the picture of the list that is on the screen already.
    """
    try:
        try:
            status = _run(sys.argv[1:] if argv is None else argv, shown)
        except SystemExit as left:  # argparse leaves this way, after --help too
            status = left.code if isinstance(left.code, int) else 2
        sys.stdout.flush()
    except OSError as error:
        return _unusable(error)
    except KeyboardInterrupt:
        return INTERRUPTED
    return status


def _run(words: list[str], shown: Shown | None) -> int:
    named = [command for command in COMMANDS if words[:1] == [command.name]]
    command = named[0] if named else READER
    options = _parser(command).parse_args(_kept_whole(words[1:] if named else words, command))
    options.words, options.shown = list(words), shown
    _prepare_streams()
    unread = hasattr(options, "lexicons") and not _lexicons_chosen(options)
    return 2 if unread else int(import_module(command.module).run(options))


def _lexicons_chosen(options: argparse.Namespace) -> bool:
    """Whether a command that parses has its lexicons; else the user has been told why not."""
    from tui.commandline.lexicons import choose  # noqa: PLC0415 -- reads the settings, which others do without

    return choose(options.lexicons)


def _kept_whole(words: list[str], command: Subcommand) -> list[str]:
    """The words, with queries marked as such for argparse: they may begin with a minus, as no other value does."""
    if command.asks:
        return [f" {word}" if MINUS.match(word) else word for word in words]
    if "--where" not in words[:-1]:
        return words
    at = words.index("--where")
    return [*words[:at], f"--where={words[at + 1]}", *words[at + 2 :]]


def _unusable(error: OSError) -> int:
    """Tell that a file a command needs, mostly standard output, cannot be used.

    That whoever reads standard output has had enough is no error.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python would fail at its own last flush
    if isinstance(error, BrokenPipeError):
        return 0
    from parsing.causes import told_by_system  # noqa: PLC0415 -- --version and --help load nothing of parsing

    complain(f"{error.filename or 'standard output'}: {told_by_system(error)}")
    return 1


def _prepare_streams() -> None:
    reconfigure = getattr(sys.stderr, "reconfigure", None)
    if reconfigure:
        reconfigure(encoding="utf-8", errors="backslashreplace")


def _parser(command: Subcommand) -> argparse.ArgumentParser:
    if command is READER:
        parser = Parser(
            "yibao",
            usage="yibao [PATH...] | yibao COMMAND ...",
            description=command.help,
            epilog=_commands(),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        parser.add_argument("--version", action=_Version, help="say which version this is")
    else:
        parser = Parser(f"yibao {command.name}", description=command.help)
    command.arguments(parser)
    return parser


def _commands() -> str:
    lines = [f"  {command.name:8} {command.help}" for command in COMMANDS]
    return "\n".join(["commands (yibao COMMAND --help tells more; a file of such a name is opened as ./NAME):", *lines])


class _Version(argparse.Action):
    """Looked up only when asked for: the package's metadata takes longer to read than the rest of the start."""

    def __init__(self, **settings: object) -> None:
        super().__init__(nargs=0, **settings)  # type: ignore[arg-type]

    def __call__(self, *_: object) -> NoReturn:
        from importlib.metadata import version  # noqa: PLC0415 -- see the class

        sys.stdout.write(f"yibao {version('yibao')}\n")
        sys.exit(0)


def _day(text: str) -> date:
    from datetime import date  # noqa: PLC0415 -- of use to one option only

    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is no day; write YYYY-MM-DD") from None


def _read_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", metavar="PATH", nargs="*", help=f"{REPORTS}; default: the sample reports")
    parser.add_argument("--where", metavar="QUERY", help="list only reports that the filter QUERY matches")
    parser.add_argument("--lang", choices=LANGUAGES, help="language of the interface; default: the locale's")
    parser.set_defaults(commands=[command.name for command in COMMANDS])
    store(parser)


def _parse_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", metavar="PATH", nargs="+", help=f"{REPORTS}; {PIPED}")
    parser.add_argument(
        "--date",
        metavar="YYYY-MM-DD",
        type=_day,
        help="when reports were written that do not say so: dates without a year take theirs from it",
    )
    jobs(parser)
    lexicons(parser)


def _clean_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", metavar="PATH", nargs="+", help=f"{REPORTS}; {PIPED}")
    parser.add_argument(
        "--explain", action="store_true", help="list the repairs instead: place, step, before and after, how sure"
    )
    lexicons(parser)


def _export_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", metavar="PATH", nargs="+", help=REPORTS)
    parser.add_argument("--where", metavar="QUERY", default="", help="only reports that the filter QUERY matches")
    parser.add_argument(
        "--only-matching", action="store_true", help="of each report only the metrics and measures that QUERY asks for"
    )
    jobs(parser)
    parser.add_argument("--format", choices=FORMATS, default="json", help="default: json")
    parser.add_argument("--output", "-o", metavar="FILE", help="default: standard output")
    store(parser)
    lexicons(parser)


def _import_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="marks, as exported here or by another program")
    parser.add_argument("paths", metavar="PATH", nargs="+", help="the reports they are on, or folders of reports")
    formats = [name for name in FORMATS if name not in TABLES]
    parser.add_argument("--format", choices=formats, help="default: what FILE looks like")
    jobs(parser)
    store(parser)
    lexicons(parser)


def _score_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "gold",
        metavar="GOLD",
        nargs="+",
        help="NNN.gold.json beside its text, records as exported, or a folder of them",
    )
    parser.add_argument("--errors", action="store_true", help="list each miss (-) and false alarm (+) as well")
    parser.add_argument("--json", action="store_true", help="write JSON instead of a table")
    lexicons(parser)


def _serve_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", metavar="PATH", nargs="*", help=f"{REPORTS}; default: the sample reports")
    parser.add_argument(
        "--host",
        metavar="ADDRESS",
        default="127.0.0.1",
        help="where to listen, unencrypted; default: this machine only",
    )
    parser.add_argument("--port", metavar="N", type=_port, default=8000, help="default: 8000; 0 for any that is free")
    store(parser)


def _corpus_arguments(command: str) -> Callable[[argparse.ArgumentParser], None]:
    def arguments(parser: argparse.ArgumentParser) -> None:
        from tui.commandline import corpus_arguments  # noqa: PLC0415 -- of use to these commands only

        getattr(corpus_arguments, command)(parser)

    return arguments


def _store_arguments(parser: argparse.ArgumentParser) -> None:
    from tui.commandline.store import arguments  # noqa: PLC0415 -- a command of several, declared where they are

    arguments(parser)


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65_535:
        raise argparse.ArgumentTypeError(f"{text} is no port")
    return int(text)


def _no_arguments(_: argparse.ArgumentParser) -> None:
    pass


READER = Subcommand("reader", "Read, filter and annotate Chinese reports on epidemic prevention.", _read_arguments)
COMMANDS = (
    Subcommand("parse", "write what is found in reports: a JSON record for each, one a line", _parse_arguments),
    Subcommand("clean", "write the cleaned text of reports, or what was repaired in them", _clean_arguments),
    Subcommand("export", "write records with their annotations", _export_arguments),
    Subcommand("import", "take in annotations that another program wrote", _import_arguments),
    Subcommand("score", "compare what is extracted with annotations of yours: precision, recall, F1", _score_arguments),
    Subcommand("store", "check, back up, merge and compare stores of annotations", _store_arguments),
    Subcommand("index", "parse a corpus into an index of its own", _corpus_arguments("index")),
    Subcommand(
        "query", "write metrics, measures or entities of an indexed corpus", _corpus_arguments("query"), asks=True
    ),
    Subcommand(
        "stats", "count reports of an indexed corpus by category, place, source and week", _corpus_arguments("stats")
    ),
    Subcommand("serve", "open the reader in a browser", _serve_arguments),
    Subcommand("schema", "write the JSON Schema of a record", _no_arguments),
)

if __name__ == "__main__":
    sys.exit(main())
