"""Blanks: indentation, trailing blanks, empty lines, blanks inside words."""

from __future__ import annotations

import re

from parsing.clean.fix import by_pattern
from parsing.clean.script import HAN

BLANK = r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
EDGES = re.compile(rf"(?:{BLANK}*\n)+{BLANK}*|^{BLANK}+|{BLANK}+\Z")
INSIDE = re.compile(rf"(?<=\S)(?:{BLANK}{{2,}}|[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000])(?=\S)")
AFTER_MARK = re.compile(rf"(?<=[，。、；：！？]){BLANK}+(?=[{HAN}“‘（《])|(?<=[{HAN}0-9]){BLANK}+(?=[，。、；：！？）》])")
SPELT = re.compile(rf"(?<![{HAN}])[{HAN}](?:{BLANK}{{1,2}}[{HAN}](?![{HAN}])){{2,}}")

find_edges = by_pattern(EDGES, lambda run: "\n" if "\n" in run else "")
"""Indentation, blanks at the ends of lines, empty lines."""

find_inner = by_pattern(INSIDE, lambda _: " ")
"""Several blanks, or an odd one, to one space."""

find_beside_marks = by_pattern(AFTER_MARK, lambda _: "")
"""Blanks beside Chinese punctuation, which has its own."""

find_spelt = by_pattern(SPELT, lambda run: re.sub(BLANK, "", run))
"""Words spelt with a blank between the characters: 通　知 stays two, 紧 急 通 知 is one."""
