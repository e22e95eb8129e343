"""Half and full width by context: Chinese punctuation full, figures and letters half.

Times, decimals, thousands, addresses and English keep their own marks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsing.clean.fix import Fix, by_pattern
from parsing.clean.script import HAN

if TYPE_CHECKING:
    from collections.abc import Iterator

MARKS = str.maketrans(",;:!?()", "，；：！？（）")
HALF_KANA = re.compile(rf"[\uff61-\uff64](?:(?<=[{HAN}\uff66-\uff9f].)|(?=[{HAN}]))")
"""No mark of a face: (｡･∀･)."""
KANA_MARKS = str.maketrans("\uff61\uff62\uff63\uff64", "。「」、")
CLOSING = "。，、；：！？”’）》】…"
AFTER_CHINESE = re.compile(rf"(?:(?<=[{HAN}{CLOSING}])|(?<=[{HAN}{CLOSING}]\"))")
MARK = re.compile(r"(?P<marks>[,;:!?()]+)[ \t\u3000]*")
BLANKS = " \t\u3000"
CLOSED = ";!?)"
BEFORE_CHINESE = re.compile(rf"\"?[{HAN}“‘（《]")
NARROW_IN_CHINESE = re.compile(rf"[,;:!?](?<=[{HAN}].)(?=[{HAN}“‘《\n]|\Z)")
"""A mark that shows beyond doubt that the marks of a text are not in full width."""
FULL, HABIT = "，；：！？", 10
"""Marks in full width, and how many of them to one that is not show that full width is a text's habit."""
LATIN_SIGN = re.compile(r"[A-Za-z\\/_.@#$%&*+=<>`'\"\-\[\]{}]")
"""What stands beside marks that may be those of a word of a program, an option or an address."""
NO_CHINESE = re.compile(rf"[0-9]|{LATIN_SIGN.pattern}")
"""What stands, a blank apart or not, beside marks that a text in full width may well have narrow: 端口: 80, 取 a, b 两值."""
ENDS_LINE = re.compile(r"(?:(?:(?<=[0-9%℃])|(?<=[0-9][a-z])|(?<=[0-9][a-z]{2}))[,;!?]|(?<=[A-Z])[,;])(?:\n|\Z)")
LONGEST, LINE = 6, 80
"""Marks in a run that only what follows makes Chinese; characters at a line's end that tell whether it is Chinese."""
BRACKETS = re.compile(r"\(([^()\n]{0,300})\)")
ROUND_CHINESE = re.compile(rf"\([^()\n]{{0,60}}[{HAN}]")
LEAST_WIDE, WIDER = 2, 3
"""Least number of brackets in full width, and of them to one in half width round Chinese, that make a habit."""
FOREIGN = re.compile(r"(?=[^\n]*[a-z])[!-~][ -~]*")
"""What such brackets hold: 写作(a . b), 当前语言(not set)."""
NESTED = 3
"""Levels of brackets in brackets that are paired."""
CHINESE = re.compile(f"[{HAN}]")
IDENTIFIER = re.compile('"[a-z_.*#$@/\\\\-]')
"""How a word of a program begins that is told of: "high"."""
LATIN = re.compile('"[^0-9]')
FORMULA = re.compile(
    r"[A-Za-zΑ-ω]\((?:aq|(?![^()\n]*(?!n?log|sqrt)[A-Za-z]{4})[a-zα-ω\d][a-zα-ω\d²³^+\-*/., |<>=σ]{0,14})\)"
    rf"|[\\^_=+\-<>|&$#~{{?*@]\([^()\n{HAN}]{{0,300}}\)"
)
"""An argument, a state of matter, or brackets behind a sign: O(n^2), N(μ,σ²), HCl(aq), 2^(n-1), \\(x_1\\)."""
BEHIND_WORD, BEFORE_WORD = re.compile(r"(?<=[A-Za-z,.] )\("), re.compile(r"[,.;:]? [A-Za-z]")
"""Where brackets begin and what goes on after them in a sentence in English: the county (云溪县) reported."""
FILE = re.compile(r"[\\/_]|\.[A-Za-z0-9]{2,4}(?![A-Za-z0-9])")
"""What goes on after brackets in the name of a file."""
PARAMETER = re.compile(r"!\[|(?<=[，、；：])![A-Za-z_]|[?&][A-Za-z_]\w{0,20}=")
LATIN_WORDS = re.compile(r"(?:[A-Za-zÀ-ɏ’']+,? ){1,2}[A-Za-zÀ-ɏ’']+[!?]\Z")
"""The end of words in another language, with its own mark."""
NEXT_PAIR = re.compile(rf"[,;] ?[{HAN}\w.-]{{1,20}}=(?!=)")
"""A mark between two settings: 用户=张三;角色=访客."""
FACE = re.compile(rf"(?<![{HAN}A-Za-z0-9])[:;]-?[()DPp](?=[\s、，。]|\Z)")
"""A face made of marks: :-)."""
OF_PROGRAM = re.compile(r"[\\|{}$^_]|\* |\.{3}| \. |\A-?\w{1,2}(?:, ?-?\w{1,2})+\Z")
"""What brackets without Chinese hold that are of a program or a formula: (* y y), ((...)), (A . B), (4, 3)."""
FACED = re.compile(r"(?!(.)\1+\Z)[^\w\s]{3,12}")
"""What brackets round a face hold: (｡･∀･), but not what stands for a name: (***)."""
INDEXED = re.compile(r"[\[{=^]")
"""What goes on after brackets of a program or a formula: (keyof T)[]."""
PREFIX = re.compile(
    r"(?:(?<=[ \t、，；（])[:?!](?=[A-Za-z])"
    rf"|(?<=[{HAN}])(?:![a-z]{{2}}|:(?!x+[{HAN}])[a-z][a-z-]{{1,30}}(?:[{HAN}]|、:)))"
)
"""A sign before a word of a program: 实现了 ?Trait 和 !Copy, 通过:before、:after等, 写了!important, but no redacted name."""
LOOKS = re.compile(r"\?(?:<?[=!]|:)")
"""How brackets of a regular expression begin that look around them."""
CALL = re.compile(rf"[a-z_]\((?:[^()\n{HAN}]{{0,60}}|(?:[\"'\[{{]|[a-z_]{{1,20}}=)[^()\n]{{0,80}})\)")
NUMBER = re.compile(r"\d{1,3}\Z")
AFTER_NUMBER = re.compile(rf"[ \t\u3000]{{0,2}}[{HAN}]")
WIDE = re.compile(
    r"(?:[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff05\uff0b\uff0f]"
    r"|\uff0e(?:(?<=[0-9A-Za-z].)|(?=[0-9A-Za-z\uff10-\uff5a])))"
    r"(?:[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff05\uff0b\uff0e\uff0f]"
    r"|(?<=[\uff10-\uff19])\uff0c(?=[\uff10-\uff19]{3}(?![\uff10-\uff19\uff0c]))|[\uff1a\uff0d](?=[\uff10-\uff19])"
    r"|\uff1a(?=\uff0f\uff0f)|[\uff20\uff3f\uff06\uff0d\uff1d\uff1f](?=[\uff21-\uff3a\uff41-\uff5a])"
    r"|(?<=[\uff21-\uff3a\uff41-\uff5a])[\uff06\uff1d](?=[\uff10-\uff19])|[\uff20\uff3f](?=[\uff10-\uff19]))*"
    r"|\uff1a(?:(?<=http.)|(?<=https.))(?=//)"
)
"""Figures and letters of full width with the marks inside them: times, thousands, telephone numbers, addresses."""
QUOTES = re.compile(rf'(?<=[{HAN}，。：、；])"([^"\n]{{1,80}})"|"([^"\n]{{1,80}})"(?=[{HAN}，。、；])')
PAIR = re.compile(r'"[^"\n]*"')
CHINESE_OR_MARK = re.compile(f"[{HAN}，。：、；]")
OF_CODE = re.compile(r"(?:(?<=[=(\[{])|(?<=[=(,\[{:] )|(?<= -[A-Za-z] ))\"")
"""A quotation mark of a program, whatever stands in it: of an option, an assignment, an argument."""
BETWEEN = re.compile(r"\"\s*[+)\]},:](?:\s|[;)\]}\"])")
"""The end of one string of a program and what goes on to the next."""
ENGLISH = re.compile(r"[A-Za-z],? [A-Za-z]")
NARROW = {ord(wide): chr(ord(wide) - 0xFEE0) for wide in map(chr, (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF5B)))}
NARROW |= {
    0xFF05: "%",
    0xFF0B: "+",
    0xFF0E: ".",
    0xFF0F: "/",
    0xFF0C: ",",
    0xFF1A: ":",
    0xFF0D: "-",
    0xFF20: "@",
    0xFF3F: "_",
    0xFF06: "&",
    0xFF1D: "=",
    0xFF1F: "?",
}
INSIDE_NUMBER = re.compile(r"(?<=\d)[:,](?=\d)")


def find_narrow_marks(text: str) -> list[Fix]:
    """Marks between Chinese to full width, with the space after them that half-width typing leaves."""
    fixes = [Fix(match.start(), match.end(), match.group().translate(KANA_MARKS)) for match in HALF_KANA.finditer(text)]
    rest, wide = text, "(" in text and _has_wide_brackets(text)
    for _ in range(NESTED if "(" in text else 0):
        full: list[re.Match[str]] = []
        narrow: list[re.Match[str]] = []
        for match in BRACKETS.finditer(rest):
            foreign = wide and FOREIGN.fullmatch(match[1])
            (full if not foreign and _is_chinese(rest, match) else narrow).append(match)
        if not (full or narrow):
            break
        fixes += [fix for match in full for fix in _widened(match)]
        rest = _settled(rest, full, narrow)
    fixes += [
        Fix(start, end, rest[start:end].strip().translate(MARKS))
        for start, end in _runs(rest)
        if not INSIDE_NUMBER.match(text, start)
    ]
    return _apart(fixes) if fixes else fixes


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Runs of marks beside Chinese, each as a whole, so that changing one mark cannot change what its neighbour is."""
    done, widened, habits = 0, -1, None
    for match in MARK.finditer(text):
        start, end = match.span("marks")
        if _is_foreign(text, start, end):
            continue
        narrow, wide = habits = habits or habits_of(text)
        if not (narrow or _is_of_language(text, start, end)):
            continue
        first = start  # found step by step: a copy of all since the last mark would take quadratic time
        while first > done and text[first - 1] in BLANKS:
            first -= 1
        if (
            wide
            and text[end - 1] in ",:;"
            and any(NO_CHINESE.match(text, at) for at in (max(0, first - 1), match.end()))
        ):
            continue
        if first == widened or AFTER_CHINESE.match(text, first):
            yield first, match.end()
            widened = match.end() if text[end - 1] != "(" else -1
        elif BEFORE_CHINESE.match(text, end) and not (text[end] == '"' and text[end - 1] in CLOSED):
            yield max(start, end - LONGEST), end
        elif (
            narrow
            and ENDS_LINE.match(text, start)
            and CHINESE.search(text, max(0, start - LINE, text.rfind("\n", max(0, start - LINE), start)), start)
        ):
            yield start, end
        done = match.end()


def _has_wide_brackets(text: str) -> bool:
    """Whether full width is the habit of a text round what is in Chinese, so that it has others on purpose."""
    narrow = len(ROUND_CHINESE.findall(text))
    return text.count("（") >= max(LEAST_WIDE, narrow * WIDER)


def habits_of(text: str) -> tuple[bool, bool]:
    """Whether half width is the habit of a text, so that its marks need not stand between Chinese; and full width."""
    narrow, full = len(NARROW_IN_CHINESE.findall(text)), sum(map(text.count, FULL))
    return narrow > 0 and narrow * HABIT >= full, full >= HABIT and narrow * HABIT < full


def _is_of_language(text: str, start: int, end: int) -> bool:
    """Whether marks have no letter or sign beside them, or are brackets."""
    return (
        text[start] in "()"
        or text[end - 1] in "()"
        or not any(LATIN_SIGN.match(text, at) for at in (max(0, start - 1), end))
    )


def _is_foreign(text: str, start: int, end: int) -> bool:
    """Whether marks are those of an address, of a face, or of words in another language."""
    if PREFIX.match(text, start) or (text[start] in ":;" and FACE.match(text, start)):
        return True
    if NEXT_PAIR.match(text, start) and "=" in text[max(0, start - LINE) : start].rpartition("\n")[2]:
        return True
    if text[start] in "!?" and PARAMETER.match(text, start):
        return True
    return text[end - 1] in "!?" and LATIN_WORDS.search(text, max(0, end - LINE), end) is not None


def _is_chinese(text: str, brackets: re.Match[str]) -> bool:
    """Whether brackets hold Chinese or stand beside it."""
    if CALL.match(text, brackets.start() - 1) or FORMULA.match(text, brackets.start() - 1):
        return False
    if not CHINESE.search(brackets[1]) and INDEXED.match(text, brackets.end()):
        return False
    if (
        FILE.match(text, brackets.end())
        or LOOKS.match(brackets[1])
        or text[max(0, brackets.start() - 1)] == "]"
        or (brackets[1].isascii() and OF_PROGRAM.search(brackets[1]))
        or FACED.fullmatch(brackets[1])
    ):
        return False
    if BEHIND_WORD.match(text, brackets.start()) and BEFORE_WORD.match(text, brackets.end()):
        return False
    before = brackets.start() > 0 and CHINESE.match(text, brackets.start() - 1)
    numbers = NUMBER.match(brackets[1]) and AFTER_NUMBER.match(text, brackets.end())
    return bool(before or numbers or CHINESE.search(brackets[1]) or CHINESE.match(text, brackets.end()))


def _widened(brackets: re.Match[str]) -> tuple[Fix, Fix]:
    start, end = brackets.span()
    return Fix(start, start + 1, "（"), Fix(end - 1, end, "）")


def _settled(text: str, full: list[re.Match[str]], narrow: list[re.Match[str]]) -> str:
    """The text with the brackets of pairs as they will be; those that stay narrow are no marks to be widened."""
    characters = list(text)
    for pairs, opening, closing in ((full, "（", "）"), (narrow, "[", "]")):
        for match in pairs:
            characters[match.start()], characters[match.end() - 1] = opening, closing
    return "".join(characters)


def find_quotes(text: str) -> list[Fix]:
    """Straight quotation marks in Chinese to curved ones.

    Round an identifier only in a text that has them round Chinese too; round any other Latin word only in a text that
    has no other quotation marks.
    """
    fixes = []
    found = [match for match in _quoted(text) if not _is_of_code(text, match)]
    if not any(CHINESE.search(match.group()) for match in found):
        own = LATIN if "「" in text or "“" in text else IDENTIFIER
        found = [match for match in found if not own.match(match.group())]
    for match in found:
        fixes += [Fix(match.start(), match.start() + 1, "“"), Fix(match.end() - 1, match.end(), "”")]
    return _apart(fixes)


def _is_of_code(text: str, quotation: re.Match[str]) -> bool:
    """Whether marks are those of a program, or stand round words in another language."""
    words = quotation.group()
    return bool(
        OF_CODE.match(text, quotation.start())
        or BETWEEN.match(words)
        or (ENGLISH.search(words) and not CHINESE.search(words))
    )


def _quoted(text: str) -> Iterator[re.Match[str]]:
    """The quotations beside Chinese; of a line whose marks are even in number, they are paired from its beginning."""
    at = text.find('"')
    while at >= 0:
        stop = text.find("\n", at)
        stop = stop if stop >= 0 else len(text)
        if text.count('"', at, stop) % 2:
            yield from QUOTES.finditer(text, at, stop)
        else:
            yield from (match for match in PAIR.finditer(text, at, stop) if _is_in_chinese(text, match))
        at = text.find('"', stop)


def _is_in_chinese(text: str, quotation: re.Match[str]) -> bool:
    start, end = quotation.span()
    beside = (start > 0 and CHINESE_OR_MARK.match(text, start - 1)) or CHINESE_OR_MARK.match(text, end)
    return bool(beside) and 2 < end - start <= LINE + 2


def _apart(fixes: list[Fix]) -> list[Fix]:
    kept: list[Fix] = []
    for fix in sorted(fixes):
        if not kept or fix.start >= kept[-1].end:
            kept.append(fix)
    return kept


find_wide_letters = by_pattern(WIDE, lambda run: run.translate(NARROW))
"""Full-width figures and letters to half width."""
