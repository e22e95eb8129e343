"""ORG: departments whose business is in no list (现代技术中心), known by the body or the row of departments beside them.

Such a word alone means any department; but behind the name of a body (公安局信息指挥中心), or in a row with 教务处 or 后勤保障处, it
is one of a certain school, hospital or firm.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsing.expressions import any_of
from parsing.extract.entities.bureaus import is_field
from parsing.extract.entities.heads import complete, departments
from parsing.extract.mentions import Mention
from parsing.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from parsing.extract.tokens import Tokens

ROW = load("organisations")["departments"]["row"]
"""What items of such rows end with, and what may follow them."""
ITEM = re.compile(
    rf"(?P<field>[\u4e00-\u9fff]{{2,6}}?){any_of(ROW['ends'])}(?=[、，。；）\s和与及等]|{any_of(ROW['behind'])})"
)
"""A department of any business, up to what may follow one in a row."""
JOINTS, ALONE = frozenset("、和与及"), frozenset(ROW["alone"])
CENTRE = re.compile(
    rf"(?P<field>[\u4e00-\u9fff]{{2,8}}?)分?中心(?!{any_of(load('organisations')['central'])})"
    r"|(?<=[部委局署])(?P<office>(?![有相]关|各)[\u4e00-\u9fff]{2,6}?)司(?![机法令长空徒])"
    r"|(?<=[大学]学|学院)(?P<subject>[\u4e00-\u9fff]{1,5}?(?<![联体关直旁派嫡母父]))系(?![统列数])"
)
"""A centre of a body, a department of a ministry or of a university, right behind its name: 公安局 + 信息指挥 + 中心."""


def centres(text: str, bodies: Mapping[int, Mention]) -> Iterator[Mention]:
    """Bodies with the centre or department right behind them; ``bodies`` has those found so far, by their ends."""
    for end, body in bodies.items():
        part = CENTRE.match(text, end)
        office = part is not None and part["office"] is not None
        if office and complete().at(text, body.start) == body.start:
            continue
        if part is not None and is_field(part["field"] or part["office"] or part["subject"]):
            yield Mention(body.start, part.end(), "ORG")


def in_rows(tokens: Tokens, bodies: Mapping[int, Mention]) -> Iterator[Mention]:
    """Departments in a row with known ones; ``bodies`` has the known ones among others, by their ends."""
    text = tokens.text
    known = {
        end: body
        for end, body in bodies.items()
        if departments().before(text, body.end, body.start) < body.end or text[body.start : end] in ALONE
    }
    for body in known.values():
        at = body.end
        while text[at : at + 1] in JOINTS and (item := ITEM.match(text, at + 1)) is not None:
            if item.end() in known or not is_field(item["field"]):
                break  # a known one has its own look at what follows
            yield Mention(*item.span(), "ORG")
            at = item.end()
        at = body.start
        while text[at - 1 : at] == "、" and at - 1 not in known:
            start = tokens.run(at - 2)[0]
            item = ITEM.match(text, start)
            if item is None or item.end() != at - 1 or not is_field(item["field"]):
                break
            yield Mention(*item.span(), "ORG")
            at = start
