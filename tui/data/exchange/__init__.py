"""Marks in the formats of other programs, one module a format, both ways.

A format is declared once, in :mod:`tui.data.exchange.formats`, with what it can carry; what it cannot is counted as it
is left out, so that nothing is lost without a word. Formats over the cleaned text give its offsets in code points;
those over the source give the mark's own anchors.
"""
