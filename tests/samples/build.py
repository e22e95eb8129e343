"""Make the sample reports of the package ``seeds`` from the clean texts here, by the recipes in ``recipes.toml``.

The samples ship damaged, as people get such reports; their right answer must be known to the character. So the clean
text is what is written by hand, and the damage is always made. Run it as ``python -m tests.samples.build``.
"""

from __future__ import annotations

import random
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opencc import OpenCC

from tests import damage, pages

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
SEEDS = HERE.parents[1] / "seeds"


def recipes() -> dict[str, dict[str, Any]]:
    """The recipe of each sample, by its number."""
    return tomllib.loads((HERE / "recipes.toml").read_text("utf-8"))


def made(number: str) -> bytes:
    """A sample as the bytes of its file."""
    recipe = recipes()[number]
    text = (HERE / f"{number}.clean.txt").read_text("utf-8").rstrip("\n")
    rng = random.Random(int(number))  # noqa: S311  reproducible on purpose
    for step in recipe["steps"]:
        arguments = {name: value for name, value in step.items() if name != "do"}
        text = STEPS[step["do"]](text, rng, **arguments)
    return text.replace("\n", recipe.get("newline", "\n")).encode(recipe.get("encoding", "utf-8"))


def _pinyin(text: str, rng: random.Random, share: float, always: str = "", *, split: bool = False) -> str:
    kinds = damage.some_of(damage.traditional_only(text), share, rng) | set(always)
    glued = damage.glue_pinyin(text, [at for at, character in enumerate(text) if character in kinds]).text
    return damage.split_characters(glued, kinds).text if split else glued


def _shift(text: str, _rng: random.Random, before: str, mark: str = "?", *, keep: bool = False) -> str:
    """Lose the lead byte of the character after ``before``, which is told without its readings."""
    at = damage.place_of(text, before)
    return damage.shift_bytes(text, at, keep_placeholder=keep, reader=damage.Reader(mark)).text


STEPS: dict[str, Callable[..., str]] = {
    "furnish": lambda text, _, layout, **facts: pages.furnish(text, layout, **facts).text,
    "traditional": lambda text, _: damage.to_traditional_mechanical(text).text,
    "proper": lambda text, _: OpenCC("s2tw").convert(text),
    "pinyin": _pinyin,
    "shift": _shift,
    "halve": lambda text, _: damage.halve_width(text).text,
    "widen": lambda text, _: damage.widen(text).text,
    "seams": lambda text, rng, seams: damage.page_seams(text, seams, rng).text,
    "entities": lambda text, rng: damage.html_entities(text, rng).text,
    "latin1": lambda text, _: damage.gbk_as_latin1(text).text,
    "cp1252": lambda text, _: damage.utf8_as_cp1252(text).text,
}


if __name__ == "__main__":
    for each in recipes():
        (SEEDS / recipes()[each]["file"]).write_bytes(made(each))
