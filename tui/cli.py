"""The command line."""
from __future__ import annotations

import sys
from datetime import date


def main() -> int:
    """Provisional: `yibao parse [--date D] PATH...` only."""
    from parsing.record import encode
    from parsing.report import parse

    args = sys.argv[2:]
    day = None
    if args[:1] == ["--date"]:
        day, args = date.fromisoformat(args[1]), args[2:]
    for path in args:
        sys.stdout.buffer.write(encode(parse(path, day)) + b"\n")
    return 0
