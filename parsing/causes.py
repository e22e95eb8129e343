"""Why the operating system refused something, as all messages of ours say it."""

from __future__ import annotations


def told_by_system(error: OSError) -> str:
    """The system's own words in lower case, without the number and the name of the file; Python's where it has none."""
    return (error.strerror or str(error)).lower()
