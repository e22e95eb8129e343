"""The title of a report: which of its lines it is, over how many, and that a text may have none."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from parsing.expressions import any_of
from parsing.facts import bare, dateline, without_site
from parsing.head import FINISHED
from parsing.lexicon import load
from parsing.naming import is_department
from parsing.phrases import documents

if TYPE_CHECKING:
    from collections.abc import Sequence

TITLE_LENGTH = 80
QUESTION = re.compile(r"[！？?!…][”’」）]*$")
ASIDE = re.compile(r"“[^“”]*，[^“”]*”|（经[^（）]*）")
"""What is said, or who passed the document (经…会议审议通过), over a report without a title."""
EXCLAIMED = re.compile(r"，.*！[”’」）]*$")
"""What an open letter begins with rather than a title: 疫情就是命令，防控就是责任！"""
NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)、]")
ORDER = re.compile(r"第? ?\d{1,4} ?号(?:令|通告|公告)")
"""The second line of the title of an order, under the body that gives it: 2号令."""
OPEN = re.compile(r"(?:的|暨|和|与|及|、|—|·)$")
BODY = re.compile(r"[\u4e00-\u9fff（）、 ]{4,}")
"""Who writes, on a line of the title of its own."""
LETTERHEAD = re.compile(r"[\u4e00-\u9fff（）]{4,30}文件")
CAPTION = re.compile(
    rf"[ （][\u4e00-\u9fff]{{2,4}} ?{any_of(load('facts')['makers']['pictured'])}[）)]?$|（图片?[/／：][^（）]{{1,14}}）$"
)
"""What a line under a picture ends with: who took it, or whose it is."""
DOCUMENT_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,12}[〔\[（(]\d{4}[〕\]）)].{0,6}\d+号")


def title_lines(lines: Sequence[str], file_title: str | None, *, announced: bool) -> range:
    """Numbers of the lines that the title is written on; empty where the report has none.

    Args:
        lines: the report's own lines.
        file_title: the title that the file tells outside its text.
        announced: a byline stands under the first line, so that it is a title even with a mark at its end.
    """
    at = _line_of(lines, file_title)
    if at is None:
        at = 2 if _is_letterhead(lines) else _senders(lines) or int(len(lines) > 2 and lines[0].startswith("——"))
    if len(lines) < at + 2 or not _is_title(lines[at], announced=announced or file_title is not None):
        return range(0)
    return range(at, at + _height(lines[at:]))


def _line_of(lines: Sequence[str], file_title: str | None) -> int | None:
    """The line that the file's own title names."""
    if not file_title:
        return None
    wanted, short = bare(file_title), bare(without_site(file_title))
    for number, line in enumerate(lines[:8]):
        words = bare(line)
        if len(words) > 5 and (wanted.startswith(words) or words == short):
            return number
    return None


def _is_letterhead(lines: Sequence[str]) -> bool:
    return (
        len(lines) > 3
        and LETTERHEAD.fullmatch(lines[0]) is not None
        and DOCUMENT_NUMBER.fullmatch(lines[1]) is not None
    )


def _senders(lines: Sequence[str]) -> int:
    """Over how many lines the bodies that give a notice together stand above its title (关于…); 0 where they do not."""
    count = sum(1 for _ in takewhile(lambda line: BODY.fullmatch(line) and not line.startswith("关于"), lines))
    together = 1 < count < len(lines) - 1 and sum(map(is_department, lines[:count])) * 2 >= count
    return count if together and lines[count].startswith("关于") else 0


def _is_title(line: str, *, announced: bool) -> bool:
    if (
        len(line) > TITLE_LENGTH
        or NUMBERED.match(line)
        or dateline(line)
        or ASIDE.fullmatch(line)
        or CAPTION.search(line)
    ):
        return False
    if QUESTION.search(line):
        return announced or ("。" not in line and not EXCLAIMED.search(line) and len(line) <= TITLE_LENGTH // 2)
    return not FINISHED.search(line)


def _height(lines: Sequence[str]) -> int:
    """Over how many lines a title goes: 关于印发《方案》的 / 通知; the body that writes / 关于…的 / 通知."""
    kinds = documents()
    for height in (3, 2):
        head = lines[:height]
        if len(lines) <= height or len("".join(head)) > TITLE_LENGTH or any(FINISHED.search(line) for line in head):
            continue
        order = ORDER.fullmatch(head[-1])
        if not (order or kinds.search(head[-1].replace(" ", ""))) or any(kinds.search(line) for line in head[:-1]):
            continue
        torn = height == 2 and head[0].startswith("关于") and "关于" not in head[1]
        if (
            torn
            or order
            or kinds.fullmatch(head[-1].replace(" ", ""))
            or (head[1].startswith("关于") and BODY.fullmatch(head[0]))
            or OPEN.search(head[-2])
        ):
            return height
    return 1
