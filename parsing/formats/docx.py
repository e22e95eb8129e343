"""Word documents (.docx), through python-docx: paragraphs and the rows of tables in the order of the document.

Numbers that Word counts by itself are not in the file's text, so they are not here either.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from docx import Document
from docx.table import Table

from parsing.formats import FormatError
from parsing.formats.content import Content

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.blkcntnr import BlockItemContainer
    from docx.document import Document as Opened


def read(data: bytes) -> Content:
    """The blocks of the document's body, one a line."""
    try:
        document = Document(BytesIO(data))
        lines = list(_lines(document))
    except Exception as error:  # a broken zip, broken XML and missing parts each raise their own kind
        raise FormatError("not a Word document (.docx)") from error
    return Content("\n".join(lines), "docx")


def _lines(container: Opened | BlockItemContainer) -> Iterator[str]:
    for block in container.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                cells = dict.fromkeys(row.cells)  # a merged cell is told once for each column it covers
                yield " ".join(" ".join(_lines(cell)) for cell in cells)
        else:
            yield block.text
