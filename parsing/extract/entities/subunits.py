"""Parts of bodies behind the name of the whole: offices and departments, squads of the police, branches of shops.

Apart from the finder of bodies: a part prolongs any name that is found, however it was found.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from parsing.expressions import any_of
from parsing.extract.entities.body_words import ORGANISATIONS
from parsing.extract.entities.heads import NUMERALS, departments, is_broken
from parsing.extract.entities.titles import TITLES, posts
from parsing.extract.mentions import Mention
from parsing.extract.vocabulary import Vocabulary
from parsing.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_PARTS = 3
"""How many parts may follow one another: 指挥部 + 办公室 + 综合组."""
POLICE = ORGANISATIONS["police"]
FORCES, STATIONS = tuple(POLICE["forces"]), tuple(POLICE["stations"])
"""Ends of the names of police forces, which have units; of stations, which stand behind their bureau."""
ORDINALS = frozenset("".join(NUMERALS)) | {"第"}
"""Characters of a unit's number: 第三中队."""
SHOPS, SCHOOLING = frozenset(ORGANISATIONS["shops"]), frozenset(ORGANISATIONS["schooling"])
"""Last characters of what has branches (店), and of what has campuses (院, 学)."""
GOVERNING = tuple(ORGANISATIONS["called"].values())
"""How bodies end that govern as a province does, and have its bureaus: 兵团 + 教育局."""
DEPUTY = f"{any_of(TITLES['ranks'])}?"
"""The rank that a post may begin with: 副."""
SECTION = re.compile(
    rf"(?![各全两])(?:办公室)?(?:(?!的)[\u4e00-\u9fff]){{1,11}}?{any_of(ORGANISATIONS['section']['ends'])}(?<![干全内外]部)"
    rf"(?={DEPUTY}(?:{any_of(ORGANISATIONS['section']['posts'])}|干部[\u4e00-\u9fff]{{2,3}}(?=说|介绍))"
    rf"|(?<=[科股])[\u4e00-\u9fff]{{2,3}}{any_of(ORGANISATIONS['section']['behind'])})"
)
"""A department of a body, told by its head's post: 疾控中心 + 免疫规划科 + 科长."""
UNIT = re.compile(rf"(?P<name>[\u4e00-\u9fff]{{1,3}}?)(?:{any_of(POLICE['duties'])})?{any_of(POLICE['units'])}")
"""A force within a force, by its place or number: 公安局交警支队 + 城关交警大队 + 三中队."""
SQUAD = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,3})分队")
"""A part of a team by its place: 医疗队 + 江州分队."""
BRANCH = re.compile(
    rf"(?!{any_of(ORGANISATIONS['edges'].split())})[（(]?[\u4e00-\u9fff]{{2,5}}"
    rf"(?:{any_of(ORGANISATIONS['shop_branches'])})(?![员主长铺面])[）)]?"
)
"""A branch of a shop: 某某超市 + 城关店."""
SECTION_OF_SOCIETY = re.compile(
    rf"(?!{any_of(ORGANISATIONS['edges'].split())})(?:(?![的和与及])[\u4e00-\u9fff]){{2,6}}?分会(?![场员议])"
)
"""A part of a society by its field: 市医学会 + 呼吸分会."""
CAMPUS = re.compile(
    rf"(?!{any_of(ORGANISATIONS['edges'].split())})(?:(?![各两等的和与及在内])[\u4e00-\u9fff]){{1,4}}?"
    rf"{any_of(ORGANISATIONS['campuses'])}(?!长)"
)
"""A part of a hospital or a school by its place: 市中医院 + 城南院区."""


@cache
def _parts() -> Vocabulary:
    """Parts that prolong any body's name: offices, departments, wards."""
    clinical = (field + "科" for field in ORGANISATIONS["departments"]["clinical"].split())
    return Vocabulary.of(departments().words.union(ORGANISATIONS["parts"].split(), clinical))


@cache
def _bureau() -> re.Pattern[str]:
    """A bureau, as a body that governs has: by its whole name, or by its field."""
    bureaus, alone = ORGANISATIONS["bureaus"], ORGANISATIONS["alone"].split()
    return re.compile(f"{any_of(alone)}|{any_of(bureaus['fields'].split())}{any_of(bureaus['ends'])}")


def with_parts(text: str, mention: Mention) -> Mention:
    """The mention with the parts of the body that follow: 指挥部 + 办公室."""
    end = mention.end
    if text.endswith(GOVERNING, mention.start, end) and (bureau := _bureau().match(text, end)) is not None:
        end = bureau.end()
    for _ in range(MOST_PARTS):
        longer = _parts().at(text, end)
        if longer == end or is_broken(text, longer):
            break
        end = longer
    if text.endswith("队", mention.start, end) and (squad := SQUAD.match(text, end)) is not None:
        end = end if words().tag(squad["name"]).startswith("v") else squad.end()
    if text.endswith(FORCES, mention.start, end):
        while (unit := UNIT.match(text, end)) is not None and _is_unit(unit):
            end = unit.end()
    if text[end - 1] == "会" and (section := SECTION_OF_SOCIETY.match(text, end)) is not None:
        end = section.end()
    if text[end - 1] in SCHOOLING and (campus := CAMPUS.match(text, end)) is not None:
        end = campus.end()
    part = SECTION.match(text, end) if posts().at(text, end) == end else None
    if part is None and text[end - 1] in SHOPS:
        part = BRANCH.match(text, end)
    return Mention(mention.start, part.end() if part else end, mention.label)


def _is_unit(unit: re.Match[str]) -> bool:
    """Whether a unit is named so: by a number or a place; a branch bureau by anything short but a verb."""
    name = unit["name"]
    if unit.group().endswith("分局") and words().tag(name) != "v":
        return True
    own = next((name.removeprefix(word) for word in POLICE["named"] if name.startswith(word)), name)
    return ORDINALS.issuperset(own) or name in POLICE["named"] or words().tag(name) == "ns"


def stations(text: str, found: Sequence[Mention]) -> Iterator[Mention]:
    """Police stations and squads among the bodies found, with the bureau before them: 公安分局 + 滨河路派出所."""
    bureaus = {body.end: body for body in found if text.endswith(FORCES, body.start, body.end)}
    for body in found if bureaus else ():
        if body.start in bureaus and text.endswith(STATIONS, body.start, body.end):
            yield Mention(bureaus[body.start].start, body.end, "ORG")
