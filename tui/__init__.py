"""The reader and the command line of yibao. Imports :mod:`parsing`; never the other way round."""
