"""Where lexicons come from: the package's own files, and a folder of the user's, read whole and checked at once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from hashlib import blake2b
from importlib import resources
from typing import TYPE_CHECKING

from parsing.causes import told_by_system
from parsing.lexicon.merging import Table  # noqa: TC001 -- a field's type

if TYPE_CHECKING:
    from pathlib import Path


class LexiconError(Exception):
    """A user's lexicon that cannot be used. ``str()`` is one line that names the file and the cause."""

    def __init__(self, path: str, cause: str) -> None:
        super().__init__(f"{path}: {cause}")
        self.path = path
        self.cause = cause

    def __reduce__(self) -> tuple[type[LexiconError], tuple[str, str]]:
        """Exceptions are pickled by their message alone, which is not what this one is made from."""
        return LexiconError, (self.path, self.cause)


@dataclass(frozen=True, slots=True)
class Users:
    """A user's lexicons: tables by the name of the lexicon. ``digest`` stands for all; it alone is compared."""

    digest: str = ""
    tables: dict[str, Table] = field(default_factory=dict, compare=False)


NONE = Users()
"""No lexicons of the user's."""


def our(name: str) -> Table:
    """The lexicon ``name`` as it comes with the program.

    Raises:
        FileNotFoundError: there is no such lexicon.
    """
    return tomllib.loads(resources.files(__package__).joinpath(f"{name}.toml").read_text("utf-8"))


def names() -> list[str]:
    """The lexicons that come with the program."""
    files = resources.files(__package__).iterdir()
    return sorted(file.name.removesuffix(".toml") for file in files if file.name.endswith(".toml"))


def read(folder: Path) -> Users:
    """The lexicons of a folder: its TOML files, which bear the names of ours.

    Raises:
        LexiconError: there is no such folder, or a file in it cannot be used.
    """
    digest = blake2b(digest_size=16)
    tables: dict[str, Table] = {}
    for path in _files(folder):
        data = _bytes(path)
        digest.update(f"{path.name}\0{len(data)}\0".encode())
        digest.update(data)
        tables[path.stem] = _checked(path, _parsed(path, data))
    return Users(digest.hexdigest(), tables) if tables else NONE


def _files(folder: Path) -> list[Path]:
    try:
        found = sorted(path for path in folder.iterdir() if path.suffix == ".toml" and not path.name.startswith("."))
    except (OSError, ValueError) as error:  # a name that no system knows is a ValueError
        raise LexiconError(str(folder), _cause(error)) from error
    return found


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise LexiconError(str(path), _cause(error)) from error


def _parsed(path: Path, data: bytes) -> Table:
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise LexiconError(str(path), "not UTF-8") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise LexiconError(str(path), _cause(error)) from error


def _checked(path: Path, tables: Table) -> Table:
    from parsing.lexicon.forms import mistakes  # noqa: PLC0415 -- of use only where there is a user's lexicon

    known = names()
    if path.stem not in known:
        raise LexiconError(str(path), f"there is no lexicon {path.stem!r}; there are {', '.join(known)}")
    for mistake in mistakes(path.stem, our(path.stem), tables):
        raise LexiconError(str(path), mistake)
    return tables


def _cause(error: Exception) -> str:
    if isinstance(error, OSError):
        return told_by_system(error)
    return str(error).partition("\n")[0]
