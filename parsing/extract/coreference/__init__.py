"""Which mentions mean one person, body, place or document: the index of names of a report.

``persons``, ``organisations`` and ``places`` say for their names what each means; ``finder`` groups the mentions by
that.
"""
