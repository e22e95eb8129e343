"""ORG: short names of bodies, which only the report itself explains.

Apart from the grammar of names: 云谷公司 or 云谷 is a body's name where the report has told of 江州云谷科技有限公司, and
may be anything elsewhere.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from parsing.expressions import any_of
from parsing.extract.gazetteer import all_names
from parsing.extract.organisations import LEXICON, complete, heads
from parsing.extract.reading import Mention
from parsing.extract.vocabulary import occurrences
from parsing.lexicon import load
from parsing.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsing.extract.vocabulary import Place

COMMON = 5.0
"""Log frequency from which a listed word alone tells no company from others (建设公司)."""
SHORTEST, LONGEST = 2, 4
"""Characters of a company's own name in its short form."""


@cache
def _called() -> re.Pattern[str]:
    """In a bracket behind a name: what the report calls the body from there on."""
    verbs = any_of(sorted(load("identity")["called"], key=len, reverse=True))
    return re.compile(rf"[（(]{verbs}[：:]?[“\"]?(?P<name>[\u4e00-\u9fff]{{2,10}})[”\"]?[）)]")


@cache
def _short() -> re.Pattern[str]:
    """What may be a company's short form, with all that may belong to its own name."""
    return re.compile(rf"(?P<name>[\u4e00-\u9fff]{{{SHORTEST},{LONGEST}}})(?P<head>{any_of(LEXICON['shortened'])})")


def find_aliases(text: str, bodies: Sequence[Mention]) -> Iterator[Mention]:
    """Mentions of ``bodies`` under their short names."""
    named = {body.end: body for body in bodies}
    told = {match["name"] for match in _called().finditer(text) if match.start() in named}
    for start, end in occurrences([name for name in told if _is_name(name)], text):
        yield Mention(start, end, "ORG")
    yield from (Mention(*span, "ORG") for span in _companies(text, bodies))


def _is_name(name: str) -> bool:
    """Whether a short name is a name, no kind of body (集团, 医院) and no everyday word."""
    if name in heads().all.words and name not in complete().words:
        return False
    return words().log_frequency.get(name, 0.0) < COMMON or words().tag(name).startswith("nz")


def _companies(text: str, bodies: Sequence[Mention]) -> Iterator[Place]:
    """Where companies whose whole names the text has stand as 云谷公司, 云谷集团."""
    own = [text[body.start : body.end] for body in bodies if text.endswith(tuple(LEXICON["companies"]), body.start, body.end)]
    for match in _short().finditer(text) if own else ():
        for start in range(match.start(), match.end("name") - SHORTEST + 1):
            name = text[start : match.end("name")]
            if _is_name(name) and name not in all_names().words and any(name in whole for whole in own):
                yield start, match.end()
                break
