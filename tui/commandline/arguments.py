"""What several commands take, declared once; imports next to nothing, as no command has been chosen yet."""

from __future__ import annotations

import argparse


def jobs(parser: argparse.ArgumentParser) -> None:
    """``--jobs N``."""
    parser.add_argument("--jobs", metavar="N", type=number, default=1, help="parse in N processes; default: 1")


def store(parser: argparse.ArgumentParser) -> None:
    """``--store FILE``."""
    parser.add_argument(
        "--store",
        metavar="FILE",
        help="the store of annotations; default: that of settings.toml, else the reader's own",
    )


def lexicons(parser: argparse.ArgumentParser) -> None:
    """``--lexicons DIR``."""
    parser.add_argument("--lexicons", metavar="DIR", help="lexicons of your own; default: those of settings.toml")


def number(text: str) -> int:
    """A number of things.

    Raises:
        argparse.ArgumentTypeError: it is none, or less than one.
    """
    written = text.strip()  # a blank was put before what looks like the beginning of a query
    if not written.isdecimal() or int(written) < 1:
        raise argparse.ArgumentTypeError(f"{written} is no number from 1 on")
    return int(written)
