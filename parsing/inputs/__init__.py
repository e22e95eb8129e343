"""Where the reports of a corpus come from: folders, globs and URLs of files that hold one report or millions.

Apart from the reader's walk, which lists what there is before anything is read: here each report is met once, in order,
and its bytes are at hand, since a line of a compressed file cannot be gone back to. What is broken is named with its
place, and what comes after it is still met.
"""

from __future__ import annotations

from parsing.inputs.files import LONGEST_LINE, Files, inputs
from parsing.inputs.report_input import Input

__all__ = ["LONGEST_LINE", "Files", "Input", "inputs"]
