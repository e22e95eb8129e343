"""The one table of formats: name, ending, what each can carry, and how it is written and read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from tui.data.exchange import brat, brat_reading, doccano, iob2, label_studio, ours, w3c
from tui.data.exchange.carried import EVERYTHING, takes_all
from tui.data.exchange.written import Written
from tui.data.tables import MEASURES, METRICS, write_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui.data.exchange.carried import Aspect, Refuses
    from tui.data.exchange.document import Read
    from tui.data.exchange.written import Members, Write

Carries: TypeAlias = "frozenset[Aspect]"


@dataclass(frozen=True, slots=True)
class Format:
    """A format of exchange.

    Attributes:
        extension: how its files' names end, without the dot.
        carries: what of a mark it can hold; the rest is counted and left out.
        write: writes it.
        read: reads it back; ``None`` for tables, which hold no marks.
        refuses: what peculiar marks need that the format does not have.
        members: its files, where it is a folder; ``write`` then makes a zip of them.
    """

    extension: str
    carries: Carries
    write: Write
    read: Read | None = None
    refuses: Refuses = takes_all
    members: Members | None = None


PLACES: Carries = frozenset({"overlaps", "lines", "blanks"})
"""What every format can do that gives each stretch offsets of its own."""

FORMATS: Mapping[str, Format] = {
    "json": Format("json", EVERYTHING, ours.write_json, ours.read_json),
    "jsonl": Format("jsonl", EVERYTHING, ours.write_lines, ours.read_lines),
    "metrics.csv": Format(
        "metrics.csv", EVERYTHING, lambda reports, stream: Written(write_table(METRICS, reports, stream))
    ),
    "measures.csv": Format(
        "measures.csv", EVERYTHING, lambda reports, stream: Written(write_table(MEASURES, reports, stream))
    ),
    "w3c": Format("jsonld", EVERYTHING, w3c.write, w3c.read),
    "doccano": Format("doccano.jsonl", PLACES | {"labels"}, doccano.write_sequences, doccano.read_sequences),
    "doccano-relations": Format(
        "doccano.jsonl", PLACES | {"labels", "relations"}, doccano.write_relations, doccano.read_relations,
        doccano.refuses_end,
    ),
    "label-studio": Format(
        "label-studio.json", PLACES | {"labels", "notes", "relations", "tags"}, label_studio.write, label_studio.read
    ),
    "brat": Format(
        "zip", PLACES | {"labels", "notes", "relations", "judgements"}, brat.write, brat_reading.read, brat.refuses,
        brat.members,
    ),
    "conll": Format("conll", frozenset({"labels"}), iob2.write, iob2.read, iob2.refuses),
}  # fmt: skip
"""By the name that the command line has for it. A table of metrics or measures is none of marks, and so loses none."""
