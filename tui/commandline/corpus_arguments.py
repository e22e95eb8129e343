"""What the commands on a corpus take; apart from what they do, which imports much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.commandline.arguments import jobs, lexicons, number

if TYPE_CHECKING:
    import argparse

TABLES = ("metrics", "measures", "entities", "reports")
FORMATS = ("table", "csv", "json", "jsonl", "parquet")


def index(parser: argparse.ArgumentParser) -> None:
    """``yibao index``."""
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="+",
        help="folders, globs, files and URLs of reports; JSON Lines (also .gz, .zst) and Parquet hold many in one file",
    )
    jobs(parser)
    parser.add_argument(
        "--scheduler", metavar="URL", help="parse on the Dask cluster of this scheduler: tcp://host:8786"
    )
    _index_file(parser)
    parser.add_argument(
        "--size",
        choices=("full", "small"),
        default="full",
        help="small: no records are kept, a third of the size; what has to be looked up in one is parsed again",
    )
    parser.add_argument("-o", "--output", metavar="DIR", help="write the records too, in parts, into this folder")
    parser.add_argument(
        "--format", choices=("jsonl", "parquet"), default="jsonl", help="of the records; default: jsonl"
    )
    parser.add_argument(
        "--longest-line", metavar="MB", type=number, default=64, help="a longer line is taken for damage; default: 64"
    )
    lexicons(parser)


def query(parser: argparse.ArgumentParser) -> None:
    """``yibao query``."""
    parser.add_argument(
        "where",
        metavar="WHERE",
        help="words, or terms such as 'measure:testing status:required' (see README.md); '' finds all",
    )
    _indexed(parser)
    parser.add_argument("--table", choices=TABLES, default="metrics", help="what a row is of; default: metrics")
    parser.add_argument("--format", choices=FORMATS, default="table", help="default: table")
    parser.add_argument("-o", "--output", metavar="FILE", help="default: standard output")
    parser.add_argument("--first", metavar="N", type=number, help="only of the first N reports; default: of all")
    parser.add_argument("--count", action="store_true", help="write only how many reports there are")


def stats(parser: argparse.ArgumentParser) -> None:
    """``yibao stats``."""
    _indexed(parser)
    parser.add_argument("--where", metavar="QUERY", default="", help="only reports that the filter QUERY matches")
    parser.add_argument("--most", metavar="N", type=number, default=15, help="lines of a table; default: 15")
    parser.add_argument("--json", action="store_true", help="write JSON instead of tables")


def _indexed(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="*",
        default=[],
        help="what yibao index was given; default: the corpus indexed last",
    )
    _index_file(parser)
    parser.add_argument(
        "--distinct",
        action="store_true",
        help="of reports that say the same, on several portals, only the cleanest copy",
    )


def _index_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--index", metavar="FILE", help="the index's file; default: one in the cache folder for these PATHs"
    )
