"""What ``yibao`` starts: the picture of the list that the reader left is on the screen before anything else is done."""

from __future__ import annotations

import sys

from tui import picture


def main() -> int:
    """Run the command line of this process; its exit status."""
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
