"""Chinese reports on epidemic prevention and control: bytes in, :class:`~parsing.record.Report` out.

A pure library. It imports no terminal code, so that the same records come out of the reader, the command
line and a worker on another machine. Start at :func:`parsing.report.parse`.
"""
