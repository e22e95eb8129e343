"""Counts and amounts: the number with its unit, what is counted, whose it is, as of when, and per what."""
