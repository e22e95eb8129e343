"""What ``yibao`` starts: the picture of the list that the reader left is on the screen before anything else is done."""

from __future__ import annotations

import os
import sys

from tui import picture

FRAMES = "1000"
"""Frames a second, at most.

One key may take several: what is typed, what it finds, where that is. At Textual's 60 each would wait for the next."""


def main() -> int:
    """Run the command line of this process; its exit status."""
    os.environ.setdefault("TEXTUAL_FPS", FRAMES)
    if None in {sys.stdin, sys.stdout, sys.stderr}:
        from tui.closed_streams import taken_care_of  # noqa: PLC0415 -- hardly ever wanted

        taken_care_of()
    shown = picture.show(sys.argv[1:])
    try:
        from tui.cli import main as run  # noqa: PLC0415 -- the picture comes first

        return run(shown=shown)
    except KeyboardInterrupt:
        return 130
    finally:
        if shown is not None:
            shown.leave()


if __name__ == "__main__":
    sys.exit(main())
