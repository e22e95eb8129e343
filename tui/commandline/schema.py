"""``yibao schema``: the JSON Schema of a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from parsing.record import schema
from tui.commandline.output import write_json

if TYPE_CHECKING:
    from argparse import Namespace


def run(_options: Namespace) -> int:
    """Write the schema, indented for reading."""
    write_json(msgspec.json.format(msgspec.json.encode(schema())))
    return 0
