"""Sample reports that ship with yibao: what its readers meet, with fictional places and people.

They are data of the package, so that the reader opens on something without a path, and each has its right answer in
the tests.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path


def folder() -> Path:
    """The folder that holds the samples, one ``.txt`` file each."""
    return Path(str(resources.files(__name__)))
