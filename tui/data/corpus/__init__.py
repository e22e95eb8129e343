"""An index of a whole corpus in one SQLite file: its records, and what finds them by the filter language.

There is one for each set of paths. The reader keeps that of the paths it is opened on, ``yibao index`` fills one with
several processes, and a whole one can be carried to where the reports are not. Reports are found in it by path, and by
what they say. The commands that parse whatever files they are given, in no such set, look a reading up by the digest of
its bytes instead, in the cache of :class:`parsing.corpus.Cache`.
"""
