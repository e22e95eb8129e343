"""What the user may set, in ``settings.toml``, and the little that the reader remembers by itself.

A file that cannot be read never stops the reader: it serves its defaults and says in one line what is wrong.
"""

from __future__ import annotations

import os
import tomllib
from collections import Counter
from typing import TYPE_CHECKING, Literal

import msgspec

from parsing.causes import told_by_system
from tui.data import files
from tui.library import Sort

if TYPE_CHECKING:
    from pathlib import Path

FILE = "settings.toml"
STATE = "state.json"

LABELS = ("PERSON", "TITLE", "ORG", "PLACE", "DATE", "DOCUMENT", "QUANTITY", "KEY", "CHECK")
"""Labels of the keys 1 to 9 where the settings name none: the seven of the record, then 要点 and 存疑."""


RELATIONS = ("HOLDS", "METRIC_OF", "LOCATED_IN")
"""Relations if the settings name none: a person holds a post, a figure tells of a measure, a thing is in a place."""


class Label(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A label of the user's. In the settings it is its name alone, or a table of these.

    Attributes:
        name: what marks and exports say.
        key: keys that give it, beside its number.
        colour: in which the page shows it.
        description: when to use it.
    """

    name: str
    key: str | None = None
    colour: str | None = None
    description: str = ""


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The user's settings file.

    Attributes:
        theme: a theme's name; without it the one used last.
        language: of the interface; ``auto`` asks the locale.
        labels: up to nine, for the keys 1 to 9.
        keys: command to keys, such as ``{"next-report": "J,ctrl+n"}``.
        ambiguous: cells that the terminal gives to characters such as “ and ·.
        lexicons: folder of the user's own lexicons; where it is relative, from the settings' folder on.
        relations: up to nine names of relations between two stretches of text.
        author: who makes the marks; without it the name of the login.
        store: file of the marks; where it is relative, from the settings' folder on.
        guidelines: a Markdown file to be read beside the page; where it is relative, from the settings' folder on.
    """

    theme: str | None = None
    language: Literal["auto", "zh", "en"] = "auto"
    labels: tuple[str | Label, ...] = LABELS
    keys: dict[str, str] = {}
    ambiguous: Literal[1, 2] = 1
    lexicons: str | None = None
    relations: tuple[str, ...] = RELATIONS
    author: str | None = None
    store: str | None = None
    guidelines: str | None = None

    def __post_init__(self) -> None:
        """Refuse names that no key, list or export could tell apart."""
        for what, names in (("labels", self.names), ("relations", self.relations)):
            if not all(map(str.strip, names)):
                raise ValueError(f"{what}: an empty name")
            if twice := [name for name, times in Counter(map(str.strip, names)).items() if times > 1]:
                raise ValueError(f"{what}: {', '.join(twice)} stands there twice")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the labels."""
        return tuple(label.name for label in self.label_set)

    @property
    def label_set(self) -> tuple[Label, ...]:
        """The labels, each with all that is said of it."""
        return tuple(Label(name=label) if isinstance(label, str) else label for label in self.labels)

    @property
    def all_keys(self) -> dict[str, str]:
        """The keys of commands, those of labels among them."""
        given = {
            f"label-{number}": f"{number},{label.key}" for number, label in enumerate(self.label_set, 1) if label.key
        }
        return {**given, **self.keys}


class Sizes(msgspec.Struct, frozen=True, kw_only=True):
    """Cells that the user gave to panes; ``None`` is the usual size.

    Attributes:
        sidebar: width of the list beside two panes.
        sidebar_medium: width of the list beside one.
        detail: width of the tables beside the page.
        drawer: height of the tables under the page.
    """

    sidebar: int | None = None
    sidebar_medium: int | None = None
    detail: int | None = None
    drawer: int | None = None


class State(msgspec.Struct, frozen=True, kw_only=True):
    """What the reader remembers from one start to the next, in any place.

    ``turned``: the list is the other way round than usual. ``met``: the user has been told how to begin. ``language``:
    the one chosen on the screen.
    """

    theme: str | None = None
    sort: Sort = "name"
    turned: bool = False
    sizes: Sizes = Sizes()
    met: bool = False
    language: Literal["zh", "en"] | None = None


def load(folder: Path) -> tuple[Settings, str | None]:
    """The settings of a folder, and one line on what is wrong with them, if anything is."""
    path = folder / FILE
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8-sig")), Settings), None
    except FileNotFoundError:
        return Settings(), None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError, msgspec.ValidationError) as error:
        return Settings(), f"{path}: {cause(error)}"


def lexicons(wanted: Settings, folder: Path) -> Path | None:
    """The folder of the user's lexicons, if one is wanted; ``folder`` is that of the settings."""
    return folder / os.path.expanduser(wanted.lexicons) if wanted.lexicons else None  # noqa: PTH111 -- never raises


def store(wanted: Settings, folder: Path) -> Path | None:
    """The file of the user's marks, if one is named; ``folder`` is that of the settings."""
    return folder / os.path.expanduser(wanted.store) if wanted.store else None  # noqa: PTH111 -- never raises


def guidelines(wanted: Settings, folder: Path) -> Path | None:
    """The file of the user's guidelines, if one is named; ``folder`` is that of the settings."""
    return folder / os.path.expanduser(wanted.guidelines) if wanted.guidelines else None  # noqa: PTH111 -- never raises


def author(wanted: Settings) -> str:
    """Who makes the marks."""
    if wanted.author:
        return wanted.author
    import getpass  # noqa: PLC0415 -- of use to the reader only

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def recall(folder: Path) -> State:
    """What was remembered; a damaged file is nothing to tell the user about."""
    return files.load(folder / STATE, State)[0]


def remember(folder: Path, state: State) -> None:
    """Keep the state for the next start, if the folder lets us."""
    try:
        files.replace(folder / STATE, msgspec.json.encode(state))
    except OSError:
        return


def cause(error: Exception) -> str:
    """Why a file could not be used, in one line."""
    if isinstance(error, UnicodeDecodeError):
        return "not UTF-8"
    if isinstance(error, OSError):
        return told_by_system(error)
    return str(error).partition("\n")[0]
