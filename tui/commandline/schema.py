"""``yibao schema``: the JSON Schema of a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from parsing.record import schema
from tui.commandline.output import write_line

if TYPE_CHECKING:
    from argparse import Namespace


def run(_options: Namespace) -> int:
    """Write the schema, indented for reading."""
    write_line(msgspec.json.format(msgspec.json.encode(schema())))
    return 0
