"""Do cleaning and extraction take time in proportion to length, whatever the text? Anything may stand in a file.

Each hostile text is read at a length and at two and four times that length, by turns, in one process; the least of the
times of each length counts, as others use the machine too. Time in proportion doubles with the length; a step that
looks from each place through the whole text quadruples.

Run: ``python benchmarks/hostile.py [--size 1500] [--full] [--step clean] [--only WORD]``. ``--full`` also reads each
text once at its full length, of a million characters or ten million bytes. Exit 1 where a ratio passes the limit, or a
step fails.
"""

from __future__ import annotations

import argparse
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

sys.path[:0] = [str(Path(__file__).parents[1])]

from parsing.aligned import AlignedText  # noqa: E402  this project's, whatever else is installed
from parsing.clean import clean  # noqa: E402
from parsing.extract import extract  # noqa: E402
from parsing.structure import structure  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

LIMIT = 2.7
"""Most times as long for a text twice as long: 2, and what collecting garbage and growing lists may add."""
LEAST = 0.02
"""Seconds below which a ratio says nothing."""


def repeated(pattern: str) -> Callable[[int], str]:
    return lambda size: (pattern * (size // len(pattern) + 1))[:size]


def private(size: int) -> str:
    return "".join(chr(0xE000 + at * 7 % 0x1900) for at in range(size))


SENTENCE = "各村各社区要切实做好疫情防控工作，对返乡人员逐一登记测温"
HOSTILE: dict[str, Callable[[int], str]] = {
    "one healthy line": repeated(SENTENCE),
    "question marks": repeated("?"),
    "full-width question marks": repeated("？"),
    "private use": private,
    "opening brackets": repeated("("),
    "opening tags": repeated("<p "),
    "comments opened": repeated("<!--"),
    "ampersands": repeated("&amp;"),
    "ampersands and no end": repeated("&"),
    "UTF-8 as Latin-1": repeated(SENTENCE.encode().decode("latin-1")),
    "UTF-8 as Latin-1, every tenth byte lost": repeated(
        "".join("?" if at % 10 == 9 else c for at, c in enumerate(SENTENCE.encode().decode("latin-1")))
    ),
    "GBK as Latin-1": repeated(SENTENCE.encode("gbk").decode("latin-1")),
    "UTF-8 as GBK": repeated(SENTENCE.encode().decode("gb18030", "replace")),
    "GBK as Big5": repeated(SENTENCE.encode("gbk").decode("big5", "replace")),
    "shifted by a byte": repeated(SENTENCE.encode("gbk")[1:].decode("gbk", "replace") + "?"),
    "Big5 as GBK, with loss": repeated(
        "各村應切實做好防疫工作，對返鄉人員逐一登記\n".encode("big5").decode("gbk", "replace")
    ),
    "lone letters, one shows lost bytes": repeated("發現暋D，甲A區已登記，乙B區未登記。"),
    "readings": repeated("區(qū)"),
    "readings of nothing": repeated("?(qū)"),
    "a traditional line": repeated("戴著口罩後面乾淨的麵條里長著手於是"),
    "euro signs": repeated("疫€"),
    "half-width marks": repeated("疫,情:防;控!"),
    "blanks": repeated("疫 情 "),
    "nothing but blanks": repeated(" "),
    "ideographic blanks": repeated("　"),
    "line breaks": repeated("\n"),
    "short lines": repeated("疫情防控\n"),
    "numbered lines": repeated("1、疫情\n"),
    "page numbers": lambda size: "\n".join(f"疫情 — {at} —\n— {at} —" for at in range(size // 14)),
    "lost indents": repeated("??疫情\n"),
    "programs": repeated('f("疫,情");'),
    "quoted cells of one line": repeated('"a",'),
    "tags in quotes": repeated("`<p>`"),
    "Japanese": repeated("疫情の防控"),
    "quotation marks": repeated("“"),
    "straight quotation marks": repeated('"'),
    "stops": repeated("。"),
    "full-width letters": repeated("Ａ１"),
    "radicals": repeated("⽅⻅"),
    "zero-width": repeated("\u200b"),
    "digits": repeated("1234567890"),
    "digits and points": repeated("1.2.3."),
    "one Latin word": repeated("abcdefgh"),
}


MONOTONOUS = [
    "高新区", "高速公路高速",
    "区", "局长", "武汉", "王某某、", "市委", "疫情防控", "买·", "《", "医院", "李书记", "1", "1,234", "万", "三分之", "1—", "约", "百余",
    "7例", "临江市3例、", "新增7例，", "7例，其中3例、", "（1例", "其中：", "7例，共", "2月3日", "红十字会、", "每天2次", "“3个", "对", "按",
    "10%的", "1.", "要求", "排查", "《排查》", "宣传“大家", "，应当", "一、\n",
]  # fmt: skip
STRUCTURED = [
    "来源：", "首页 > ", "甲乙丙丁。\n", "发布时间：\n", "评论\n", "2020-02-03 ", "记者 张三 ", "相关新闻\n温馨提示\n", "——", "来 源 ",
    "标题相同的一行文字\n", " > 甲", "> ",
]  # fmt: skip


def cleaned(text: str) -> Callable[[], object]:
    return partial(clean, AlignedText.of(text))


def structured(text: str) -> Callable[[], object]:
    return partial(structure, AlignedText.of(text))


def extracted(text: str) -> Callable[[], object]:
    return partial(extract, structure(AlignedText.of(text)))


STEPS: dict[str, tuple[Callable[[str], Callable[[], object]], dict[str, Callable[[int], str]]]] = {
    "clean": (cleaned, HOSTILE),
    "structure": (structured, {repr(each): repeated(each) for each in STRUCTURED}),
    "extract": (extracted, {repr(each): repeated(each) for each in MONOTONOUS}),
}


def seconds(run: Callable[[], object]) -> float:
    started = time.process_time()
    run()
    return time.process_time() - started


def ratios(runs: list[Callable[[], object]], rounds: int) -> tuple[float, float, float]:
    """The least seconds at a length, and the ratios of those at two and four times the length to the one before."""
    once, twice, fourfold = (
        min(each) for each in zip(*([seconds(run) for run in runs] for _ in range(rounds)), strict=True)
    )
    return once, twice / max(once, LEAST), fourfold / max(twice, LEAST)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--size", type=int, default=1_500, help="characters of the shortest text")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--full", action="store_true", help="each text at a million characters too")
    options.add_argument("--step", default="", help="only this step: " + ", ".join(STEPS))
    options.add_argument("--only", default="", help="only texts whose name has this in it")
    chosen = options.parse_args()
    seconds(cleaned(SENTENCE + "任務?！肮ぷ魅藛T\n區(qū)委書(shū)記\n鏂板瀷鍐犵姸"))
    seconds(extracted(SENTENCE))
    missed = [step for step in STEPS if step.startswith(chosen.step) and hostile(step, chosen)]
    if chosen.full and not chosen.only and "clean".startswith(chosen.step):
        print(f"{'one healthy line of 10 MB, s':42}{seconds(cleaned(repeated(SENTENCE)(10_000_000 // 3))):15.2f}")
    return int(bool(missed))


def hostile(step: str, chosen: argparse.Namespace) -> int:
    """One step on each of its texts: how many passed the limit."""
    run, texts = STEPS[step]
    missed = 0
    print(f"{step:42}{'M characters/s':>15}{'2n : n':>8}{'4n : 2n':>9}")
    for name, make in texts.items():
        if chosen.only.lower() not in name.lower():
            continue
        size = grown(run, make, chosen.size)
        once, first, second = ratios([run(make(size * times)) for times in (1, 2, 4)], chosen.rounds)
        bad = min(first, second) > LIMIT
        missed += bad
        print(
            f"{name:42}{size / max(once, 1e-9) / 1e6:15.3f}{first:8.2f}{second:9.2f}  {'MISSED' if bad else ''}",
            flush=True,
        )
        if chosen.full:
            print(f"{'  a million characters, s':42}{seconds(run(make(1_000_000))):15.2f}", flush=True)
    return missed


def grown(run: Callable[[str], Callable[[], object]], make: Callable[[int], str], size: int) -> int:
    """The length at which a text takes long enough to be timed, a million characters at most."""
    while size < 250_000 and seconds(run(make(size))) < LEAST:
        size *= 2
    return size


if __name__ == "__main__":
    sys.exit(main())
