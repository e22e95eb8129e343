"""The columns of each table: what a row shows in them, and what it is ordered by. One table, one module."""
