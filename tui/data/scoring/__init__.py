"""How well the program does on reports whose right answer is known: reading gold, carrying offsets, counting.

Apart from ``parsing``, which must not know how it is judged. Everything here is pure but the reading of gold files.
"""
