"""What the reader keeps, asks and hands on: annotations, the filter language, export. Knows no terminal."""
