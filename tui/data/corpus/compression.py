"""Compression by Zstandard, with a dictionary trained on an index's own first reports.

Reports are short and alike: alone each compresses badly, with a dictionary of what they share well.
"""

from __future__ import annotations

from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

import zstandard

if TYPE_CHECKING:
    from collections.abc import Sequence

LEVEL = 9
"""Zstandard's level. Higher ones take several times as long and save a few per cent."""
DICTIONARY = 112_640
"""Bytes of a dictionary at most, as Zstandard's own tools make it."""
SEGMENT, GRAM = 200, 8
"""Bytes of the pieces that a dictionary is put together from, and of those that are counted together.

To try others takes four times as long, and what they pack is as large within a hundredth."""
SHARE = 12
"""A dictionary takes at most one part in this many of the bytes that it is trained on."""


def trained(samples: Sequence[bytes]) -> bytes:
    """A dictionary for bytes like these; an empty one where they are too few."""
    size = min(DICTIONARY, sum(map(len, samples)) // SHARE)
    try:
        return zstandard.train_dictionary(size, list(samples), k=SEGMENT, d=GRAM).as_bytes()
    except zstandard.ZstdError:
        return b""


class Compressor:
    """Packs and unpacks with one dictionary, or without one where it is empty; several threads may share it."""

    def __init__(self, dictionary: bytes = b"") -> None:
        self._turn = Lock()  # two threads in one object of python-zstandard bring the whole process down
        self._dictionary = zstandard.ZstdCompressionDict(dictionary) if dictionary else None

    def pack(self, data: bytes) -> bytes:
        """The bytes made small."""
        with self._turn:
            return self._packer.compress(data)

    def unpack(self, data: bytes) -> bytes:
        """The bytes as they were.

        Raises:
            zstandard.ZstdError: they are damaged, or packed with another dictionary.
        """
        with self._turn:
            return self._unpacker.decompress(data)

    @cached_property
    def _packer(self) -> zstandard.ZstdCompressor:
        return zstandard.ZstdCompressor(LEVEL, dict_data=self._dictionary, write_dict_id=False)

    @cached_property
    def _unpacker(self) -> zstandard.ZstdDecompressor:
        return zstandard.ZstdDecompressor(dict_data=self._dictionary)
