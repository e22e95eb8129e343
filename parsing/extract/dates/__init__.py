"""Dates and clock times: how Chinese writes them, and what day each means."""
