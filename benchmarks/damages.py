"""The ways in which the benchmark damages a text: a table of named ways, each at its strengths.

The mechanisms are those of :mod:`tests.damage`, :mod:`tests.misread` and :mod:`tests.debris`; here (and, of wrong
encodings, in :mod:`benchmarks.misreadings`) is what is laid over what, how much of it, and which limit a way falls
under.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.judging import Trail
from benchmarks.misreadings import misreadings, wrong
from tests import damage, debris, misread

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator

    from benchmarks.judging import Case

HAN = re.compile("[\u4e00-\u9fff]")
STOP = re.compile("[。，、；：！？](?=[\u4e00-\u9fff“])")
PRIVATE = re.compile("[\ue000-\uf8ff]")
APART = 12
"""Characters between the end of one run and the beginning of the next at least."""


class Way(NamedTuple):
    """A way of damage at a strength. ``limit`` names what the result has to reach, if anything."""

    name: str
    strength: str
    make: Callable[[str, random.Random], Case]
    limit: str = ""
    rounds: int = 1
    """Times that each text is damaged, always elsewhere."""
    kind: str = ""
    """What it is added up with, where the name alone does not tell."""

    @property
    def family(self) -> str:
        """The name under which ways are added up."""
        return self.kind or self.name.split(":")[0]


def _converted(text: str, rng: random.Random, share: float = 1 / 3) -> Trail:
    """What a converter makes of a text: traditional characters, with readings after a share of their kinds."""
    trail = Trail(text)
    trail.lay(damage.to_traditional_mechanical(text))
    if share:
        kinds = damage.some_of(damage.traditional_only(trail.text), share, rng)
        trail.lay(damage.glue_pinyin(trail.text, [at for at, c in enumerate(trail.text) if c in kinds]))
    return trail


class Loss(NamedTuple):
    """How bytes are lost: at how many places of each line (below 1: in that share of the lines), and of which kind.

    ``keep`` leaves a ``?`` where the byte was; ``tail`` loses the last byte of the run too; ``simple`` leaves the text
    in simplified characters, else a share of the kinds of characters has ``readings``; ``drop`` leaves out the
    private-use characters of a run.
    """

    many: float
    where: re.Pattern[str]
    keep: bool
    readings: float = 0.0
    simple: bool = False
    tail: bool = False
    drop: bool = False

    def at(self, text: str, at: int, rng: random.Random) -> damage.Damaged | None:
        """Lose the lead byte of ``text[at]``; ``None`` where that is impossible or leaves nothing to go by."""
        try:
            if self.tail:
                length = rng.randint(3, 14)
                end = next((found.start() for found in re.finditer(r"[\x00-\x7f]", text[at : at + length])), length)
                lost = misread.shift_run(text, at, at + end, mark="?" * self.keep)
            else:
                reader = damage.Reader("?" if rng.random() < 0.8 else "")
                lost = damage.shift_bytes(text, at, keep_placeholder=self.keep, reader=reader)
        except ValueError:
            return None
        lost = _without_private(lost) if self.drop else lost
        start, end, _ = lost.changes[0]
        return lost if lost.text[start:end].strip("?") else None


def _without_private(lost: damage.Damaged) -> damage.Damaged:
    """A text of which a page has dropped the private-use characters of a run."""
    start, end, _ = lost.changes[0]
    kept = PRIVATE.sub("", lost.text[start:end])
    return damage.Damaged(
        lost.text[:start] + kept + lost.text[end:], (lost.changes[0]._replace(end=start + len(kept)),)
    )


def shifted(text: str, rng: random.Random, loss: Loss) -> Case:
    """A text with bytes lost."""
    trail = Trail(text) if loss.simple else _converted(text, rng, loss.readings)
    for number in range(trail.text.count("\n") + 1):
        _shift(trail, rng, loss, number)
    if rng.random() < 0.7:
        trail.lay(damage.fold_width(trail.text))
    return trail.case()


def _shift(trail: Trail, rng: random.Random, loss: Loss, number: int) -> None:
    """Lose bytes in a line."""
    start = _line(trail.text, number)[0]
    for left in range(int(loss.many) or int(rng.random() < loss.many), 0, -1):
        end = _line(trail.text, number)[1]
        places = [
            found.start() for found in loss.where.finditer(trail.text, start, start + max(0, end - start) // left)
        ]
        tries = (loss.at(trail.text, at, rng) for at in rng.sample(places, min(8, len(places))))
        lost = next(filter(None, tries), None)
        if lost:
            trail.lay(lost, measured=True)
            start = lost.changes[0].end + APART


def _line(text: str, number: int) -> tuple[int, int]:
    start = 0
    for _ in range(number):
        start = text.index("\n", start) + 1
    end = text.find("\n", start)
    return start, len(text) if end < 0 else end


def _shifts() -> Iterator[Way]:
    """Every form in which one byte is lost at a run's start, and some with another at its end."""
    densities = {"in every third line": 1 / 3, "1 a line": 1.0, "3 a line": 3.0}
    forms = {
        "readings": {"readings": 1 / 3},
        "no readings": {},
        "simplified": {"simple": True},
        "end lost too": {"readings": 1 / 3, "tail": True},
        "private dropped": {"readings": 1 / 3, "drop": True},
    }
    for keep, left in ((True, "? left"), (False, "nothing left")):
        for form, said in forms.items():
            for place, where in (("at marks", STOP), ("anywhere", HAN)):
                for density, many in densities.items():
                    if many == 1 or form.endswith("readings"):
                        make = partial(shifted, loss=Loss(many, where, keep, **said))
                        kind = f"shifted, {place if form.endswith('readings') else form}"
                        rounds = 1 if many > 1 else 2
                        limit = "" if "drop" in said else "shifted"
                        yield Way(f"shifted: {left}, {form}", f"{place}, {density}", make, limit, rounds, kind)


def of_big5(text: str, rng: random.Random, many: int) -> Case:
    """A text in traditional characters with bytes lost in Big5, some a line."""
    trail, done = _converted(text, rng, 0), 0
    for _ in range(many * (text.count("\n") + 1)):
        places = [found.start() for found in HAN.finditer(trail.text, done)]
        for at in rng.sample(places, min(8, len(places))):
            try:
                lost = misread.lose_in_big5(trail.text, at)
            except ValueError:
                continue
            trail.lay(lost, measured=True)
            break
    return trail.case()


def split(text: str, rng: random.Random, share: float, reader: damage.Reader = damage.SWALLOWS) -> Case:
    """A converted text whose converter found characters that it annotates across the bytes of two others."""
    annotated = damage.some_of(damage.converted(), share, rng)
    trail = _converted(text, rng, 0)
    trail.lay(damage.glue_pinyin(trail.text, [at for at, c in enumerate(trail.text) if c in annotated]))
    return trail.lay(damage.split_characters(trail.text, _in_gbk(annotated), reader), measured=True).case()


def _in_gbk(kinds: frozenset[str]) -> frozenset[str]:
    return frozenset(kind for kind in kinds if len(kind) == 1 and len(kind.encode("gb18030")) == 2)


class Gloss(NamedTuple):
    """How a converter writes readings; ``longest``: characters that share a pair of brackets."""

    style: str = "marks"
    brackets: str = "()"
    longest: int = 1
    join: str = " "


def glued(text: str, rng: random.Random, gloss: Gloss, share: float) -> Case:
    """A converted text with readings after a share of the kinds of characters that the converter changed."""
    trail = _converted(text, rng, 0)
    kinds = damage.some_of(damage.traditional_only(trail.text), share, rng)
    places = debris.groups(trail.text, kinds, gloss.longest) if kinds else []
    return trail.lay(debris.glue(trail.text, places, gloss.style, gloss.brackets, gloss.join), measured=True).case()


GLOSSES = {
    "tone marks": Gloss(),
    "tone digits": Gloss(style="digits"),
    "full-width brackets": Gloss(brackets="（）"),
    "several syllables": Gloss(longest=3),
    "syllables run together": Gloss(longest=3, join=""),
}


def _glues() -> Iterator[Way]:
    for name, share in (("a third of the kinds", 1 / 3), ("all", 1.0)):
        for form, gloss in GLOSSES.items():
            yield Way(f"pinyin: {form}", name, partial(glued, gloss=gloss, share=share), "pinyin")


def plain(text: str, rng: random.Random, *, harm: Callable[[str, random.Random], damage.Damaged]) -> Case:
    """One layer of damage on the text as it is."""
    return Trail(text).lay(harm(text, rng), measured=True).case()


def _simple(name: str, limit: str, **strengths: Callable[[str, random.Random], damage.Damaged]) -> Iterator[Way]:
    for strength, harm in strengths.items():
        yield Way(name, strength.replace("_", " "), partial(plain, harm=harm), limit)


def _shares(
    name: str, limit: str, harm: Callable[[str, float, random.Random], damage.Damaged], *shares: float
) -> Iterator[Way]:
    for share in shares:
        yield Way(
            name, f"{share:.0%}", partial(plain, harm=lambda text, rng, share=share: harm(text, share, rng)), limit
        )


def _wrongs() -> Iterator[Way]:
    for name, (way, limit, *shares) in misreadings().items():
        for share in shares:
            yield Way(name, f"{share:.0%} of lines", partial(wrong, way=way, share=share), limit)


def _splits() -> Iterator[Way]:
    third, lost = 1 / 3, "\ufffd"
    for more, share, reader in (
        ("", third, damage.SWALLOWS),
        ("", 1.0, damage.SWALLOWS),
        (", brackets kept", third, damage.Reader()),
        (", U+FFFD", third, damage.Reader(lost, swallows=True)),
        (", U+FFFD, brackets kept", 1.0, damage.Reader(lost)),
        (", halves dropped", third, damage.Reader("")),
    ):
        kinds = "a third of the kinds" if share == third else "all"
        yield Way(f"split characters{more}", kinds, partial(split, share=share, reader=reader))


def ways() -> list[Way]:
    """All ways of damage, in the order of the table."""
    share = _shares
    return [
        *_shifts(),
        Way("lost bytes of Big5", "1 a line", partial(of_big5, many=1)),
        *_splits(),
        *_glues(),
        *_simple("entities", "entities", named=damage.html_entities),
        *share("entities, numbers", "entities", debris.numeric_entities, 0.05, 0.5, 1.0),
        *share("tags", "", debris.tagged, 0.1, 0.5),
        *share("Kangxi and compatibility forms", "look-alikes", debris.look_alike, 0.1, 1.0),
        *share("zero-width characters", "look-alikes", partial(_put, debris.INVISIBLE), 0.02, 0.5),
        *share("letters strewn in", "", debris.jammed, 0.005, 0.02),
        *share("letters strewn in without blanks", "", partial(debris.jammed, blank=""), 0.005, 0.02),
        *share("pictures strewn in", "", debris.pictured, 0.02),
        *_simple("characters left escaped", "entities", **{name: _alone(way) for name, way in debris.ESCAPES.items()}),
        *_simple("quoted mail", "", all=_alone(debris.answered)),
        *_wrongs(),
        *_simple(
            "traditional", "", mechanical=_alone(damage.to_traditional_mechanical), by_words=_alone(debris.by_words)
        ),
        *share("commas before marks", "", debris.commas, 0.3, 1.0),
        *share("digits as formal numerals", "", debris.formal, 0.34, 0.67),
        *share("half-width marks", "", debris.halved, 0.2, 1.0),
        *_simple("full stops", "", **{name: _alone(way) for name, way in debris.STOPS.items()}),
        *_simple("half-width marks and brackets", "", all=_alone(damage.halve_width)),
        *_simple("full-width letters and digits", "", all=_alone(damage.widen)),
        *share("blanks in Chinese", "", partial(_put, debris.BLANKS), 0.02, 0.2, 1.0),
        *_simple("lines cut", "", at_20=_cut(20), at_38_indented=_cut(38, "　　"), at_60=_cut(60)),
        *_simple("page seams", "", three=lambda text, rng: damage.page_seams(text, 3, rng)),
    ]


def _put(what: str | tuple[str, ...], text: str, share: float, rng: random.Random) -> damage.Damaged:
    return debris.strewn(text, share, rng, what)


def _alone(harm: Callable[[str], damage.Damaged]) -> Callable[[str, random.Random], damage.Damaged]:
    return lambda text, _: harm(text)


def _cut(width: int, indent: str = "") -> Callable[[str, random.Random], damage.Damaged]:
    return lambda text, _: debris.wrapped(text, width, indent)
