"""One reader for one page of a browser: what ``yibao serve`` starts, with textual-serve at its pipes."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tui.app import run


def main() -> int:
    """Read what the command line names."""
    parser = argparse.ArgumentParser("tui.served")
    parser.add_argument("--store", type=Path)
    parser.add_argument("paths", nargs="+")
    options = parser.parse_args()
    return run(options.paths, options.store)


if __name__ == "__main__":
    sys.exit(main())
