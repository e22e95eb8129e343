"""Dates and clock times: how Chinese writes them, and what day each means.

``moments`` reads what is written (1月27日24时); ``days`` has the calendar; ``finder`` fills in from what went before what
is left out (the year of 1月27日, the month of 27日).
"""
