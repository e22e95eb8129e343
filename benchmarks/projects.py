"""What cleaning changes falsely in large texts that nothing has damaged: those of public projects in Chinese.

Documentation, blogs, laws, articles and classics, in both scripts, much of it translated from English and full of code.
None of it is in this repository: clone the projects of ``projects.toml`` into a folder, each as ``owner+name``. Texts
are cut into pages of some 1,500 characters and counted by kind; a false change is what :mod:`benchmarks.approving`
says.

Run: ``python -m benchmarks.projects FOLDER [--of SET] [--errors STEP]``, the sets being those of :data:`SETS`; errors
only of development. Exit 1 where more than 1 character in 100,000 is changed falsely outside code and markup.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.approving import Judge, is_markup, mixed_pairs
from benchmarks.rendering import Block, blocks, page
from parsing.aligned import AlignedText
from parsing.clean import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMIT = 1.0
"""Most characters changed falsely in 100,000."""
PAGE, SHARE, LEAST = 1500, 12, 80
"""Characters of a page; of how many parts a file may be one; Chinese characters that a file must have."""
LONGEST = 20_000
PROSE = ("simplified", "traditional", "english", "classical", "tables")
"""Kinds for which the limit is meant; programs and markup are counted apart."""
SETS = ("final", "unseen", "once", "last", "fresh", "apart", "drawn", "development")
HAN = re.compile("[\u3400-\u9fff]")
TRADITIONAL = re.compile(
    "[這個們為來時說國會學對過還點從開關於後與無業發現應將當經長門問間東車馬語請讓進樣電書寫實體種據資訊檔網頁]"
)


class Text(NamedTuple):
    """A page with its kind, and where in it code stands."""

    kind: str
    text: str
    code: list[tuple[int, int]]


def texts(project: dict[str, str], folder: Path) -> Iterator[Text]:
    """The pages of a project, files in an order of chance that is always the same."""
    name, most, done = project["project"], int(project["most"]), 0
    root = folder / name.replace("/", "+")
    listed = _git(root, "ls-tree", "-r", "-z", "--name-only", project["commit"]).decode().split("\0")
    paths = [path for path in listed if path and re.search(project["files"], path)]
    for path in sorted(paths, key=lambda path: hashlib.sha256((name + path).encode()).hexdigest()):
        if done >= most:
            return
        used = 0
        for pieces in _pages(_read(root, project["commit"], path)):
            text, code = page(pieces)
            if len(text) < LONGEST:
                yield Text(project.get("kind") or _kind(pieces, text), text, code)
                used += len(text)
            if used > max(10 * PAGE, most // SHARE):
                break
        done += used


def _git(root: Path, *words: str) -> bytes:
    return subprocess.run(["git", "-C", str(root), *words], capture_output=True, check=True).stdout


def _read(root: Path, commit: str, path: str) -> list[Block]:
    """The pieces of a file, if it is in Chinese."""
    try:
        found = [Block(*piece) for piece in blocks(path, _git(root, "show", f"{commit}:{path}")) if piece.text.strip()]
    except (ValueError, KeyError, subprocess.CalledProcessError):
        return []
    text = "".join(piece.text for piece in found)
    return found if len(HAN.findall(text)) >= max(LEAST, len(text) // 20) else []


def _pages(pieces: list[Block]) -> Iterator[list[Block]]:
    taken: list[Block] = []
    for piece in pieces:
        if sum(len(each.text) for each in taken) > PAGE:
            yield taken
            taken = []
        taken.append(piece)
    if taken:
        yield taken


def _kind(pieces: list[Block], text: str) -> str:
    size = sum(len(piece.text) for piece in pieces)
    share = {
        kind: sum(len(piece.text) for piece in pieces if piece.kind == kind) / size
        for kind in ("markup", "code", "table", "data")
    }
    for kind, least in (("markup", 0.1), ("code", 0.3)):
        if share[kind] > least:
            return kind
    if share["table"] + share["data"] > 0.3:
        return "tables"
    chinese = len(HAN.findall(text))
    if len(re.findall("[A-Za-z]", text)) > chinese:
        return "english"
    return "traditional" if len(TRADITIONAL.findall(text)) * 25 > chinese else "simplified"


class Counts:
    """What was changed, by kind of text and step."""

    def __init__(self) -> None:
        self.length: Counter[str] = Counter()
        self.false: Counter[tuple[str, str]] = Counter()
        self.seen: list[tuple[str, str, str]] = []

    def add(self, text: Text) -> None:
        """Clean a page and count; a second cleaning has to change nothing."""
        self.length[text.kind] += len(text.text)
        body, changes = clean(AlignedText.of(text.text))
        judge = Judge(text.text, text.code)
        for change in changes:
            step = "markup taken out" if is_markup(change) else change.step
            number = len(change.before) if is_markup(change) else judge.false(change)
            if number:
                self.false[text.kind, step] += number
                around = text.text[max(0, change.raw.start - 20) : change.raw.end + 20]
                self.seen.append((step, f"{change.before!r} -> {change.after!r}", around))
        self.false[text.kind, "brackets"] += max(0, mixed_pairs(body.text) - mixed_pairs(text.text))
        self.false[text.kind, "cleaned again"] += clean(AlignedText.of(body.text))[0].text != body.text

    def rate(self, *kinds: str) -> float:
        """Characters changed falsely in 100,000 of some kinds."""
        false = sum(
            number for (kind, step), number in self.false.items() if kind in kinds and step != "markup taken out"
        )
        return 1e5 * false / max(1, sum(self.length[kind] for kind in kinds))

    def show(self) -> None:
        """Print the table: a row for each step, a column for each kind."""
        kinds = sorted(self.length, key=lambda kind: (kind not in PROSE, kind))
        steps = sorted({step for (_, step), number in self.false.items() if number})
        print(f"{'':18}" + "".join(f"{kind:>13}" for kind in kinds))
        print(f"{'characters':18}" + "".join(f"{self.length[kind]:13}" for kind in kinds))
        for step in steps:
            print(f"{step:18}" + "".join(f"{self.false[kind, step]:13}" for kind in kinds))
        print(f"{'in 100,000':18}" + "".join(f"{self.rate(kind):13.2f}" for kind in kinds))


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path, help="where the projects are cloned, each as owner+name")
    options.add_argument("--of", choices=SETS, default="final")
    options.add_argument("--errors", metavar="STEP", help="show what a step changed, of development")
    chosen = options.parse_args()
    counts = Counts()
    for project in tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))[chosen.of]:
        if not (chosen.folder / project["project"].replace("/", "+")).exists():
            print(f"{project['project']} is not in {chosen.folder}: left out", file=sys.stderr)
            continue
        for text in texts(project, chosen.folder):
            counts.add(text)
    counts.show()
    if chosen.errors and chosen.of == "development":
        print(*(f"{around!r}  {change}" for step, change, around in counts.seen if step == chosen.errors), sep="\n")
    rate = counts.rate(*PROSE)
    print(
        f"false in 100,000 but for code and markup: {rate:.2f}, at most {LIMIT:.2f}"
        f"{'' if rate <= LIMIT else '  MISSED'}"
    )
    return int(rate > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
