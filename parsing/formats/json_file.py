"""A JSON file: one object, with the fields that a line of a JSON Lines file has.

A folder's walk leaves such files alone, since few of them are reports; one that the user names is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from parsing.decoding import decode
from parsing.formats import FormatError
from parsing.formats.json_line import content_of

if TYPE_CHECKING:
    from parsing.formats.content import Content


def read(data: bytes) -> Content:
    """The text field of the object; a list may hold one such object."""
    text, encoding = decode(data.strip())
    try:
        found = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise FormatError(f"not one JSON object; name a file of one object a line .jsonl: {error}") from error
    if isinstance(found, list):
        if len(found) != 1:
            raise FormatError(f"a list of {len(found)} in JSON: write each on a line of a .jsonl file")
        (found,) = found
    return content_of(found, encoding)
