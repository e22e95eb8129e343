"""Where the indexes of corpora are kept: one file for each set of paths."""

from __future__ import annotations

import re
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from tui.data.corpus.form import FORM
from tui.data.paths import cache_dir

if TYPE_CHECKING:
    from collections.abc import Sequence

SUFFIX = f"-{FORM}.sqlite3"
"""Ends the name of an index of this version."""


def index_file(paths: Sequence[str], cache: Path | None = None) -> Path:
    """The index of some paths, in whatever order; ``cache``: the cache folder, where it is not the user's."""
    whole = sorted({path if "://" in path else str(Path(path).absolute()) for path in paths})
    name = re.sub(r"[^\w-]+", "-", Path(whole[0]).name)[:40].strip("-") or "corpus"
    digest = blake2b("\n".join(whole).encode("utf-8", "surrogateescape"), digest_size=6).hexdigest()
    return _folder(cache) / f"{name}-{digest}{SUFFIX}"


def latest() -> Path | None:
    """The index that was written last, if there is any."""
    found = list(_folder().glob(f"*{SUFFIX}"))
    return max(found, key=_written) if found else None


def _written(path: Path) -> float:
    log = path.with_name(f"{path.name}-wal")
    return max(each.stat().st_mtime for each in (path, log) if each.exists())


def _folder(cache: Path | None = None) -> Path:
    return (cache or cache_dir()) / "corpora"
