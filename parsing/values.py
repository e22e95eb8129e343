"""The base of the small values that reading a text makes by the thousand: words, numbers, triggers, mentions.

A named tuple takes five times as long to make and to ask for a field. Where values are published, they are those of
:mod:`parsing.record`; where pairs are taken apart as often as they are named, as spans are, a tuple stays a tuple.
"""

from __future__ import annotations

import msgspec


class Value(msgspec.Struct, frozen=True, gc=False):
    """Compared by its fields, and never part of a cycle."""
