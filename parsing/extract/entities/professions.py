"""TITLE: professions and seats that are posts although no name is beside them.

Apart from the finder of persons, for which a profession is a title only with its name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsing.extract.entities.titles import CONTEXT

if TYPE_CHECKING:
    from parsing.extract.mentions import Mention

SEATS = tuple(CONTEXT["seats"])
"""Roles in a body that a person has beside a post: 委员, 代表."""


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a profession is a post although no name is beside it: 记者 in a report of the press."""
    return text[start:end] in CONTEXT["alone"] and not text.startswith(tuple(CONTEXT["after_alone"]), end)


def is_seat(text: str, start: int, end: int, blocked: dict[int, Mention]) -> bool:
    """Whether a role in a body is the first of a person's posts: 县政协委员、云谷公司董事长陈明."""
    body = blocked.get(start - 1)
    seated = body is not None and body.label == "ORG" and body.end == start and text[start:end].endswith(SEATS)
    following = text.find("、", end, end + 1) if seated else -1
    ahead = blocked.get(following + 1) if following == end else None
    return ahead is not None and ahead.label in {"ORG", "TITLE", "PLACE"}
