"""The signs that stand in a published report for what it withholds: a name, a figure, a date, part of an address."""

from __future__ import annotations

SIGNS = "xXｘＸ×*＊☆△"
"""Each may be written several times (××县); 某 and ○ are words or bullets as well, so who reads those names them."""
SIGN = f"[{SIGNS}]"
