"""An index of a whole corpus in one SQLite file: its records, and what finds them by the filter language.

Apart from the reader's index of known reports, which is kept by path for the list on the screen: this one holds the
records themselves, is filled by many processes, and can be carried to where the reports are not.
"""
