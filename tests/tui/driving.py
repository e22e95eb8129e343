"""Driving the reader in tests: waiting until it has caught up, and what it shows."""


async def settle(pilot, condition, patience=20.0):
    """Wait until the reader has caught up."""
    for _ in range(int(patience / 0.02)):
        await pilot.pause(0.02)
        if condition():
            return
    raise AssertionError("the reader did not get there")


async def ready(pilot):
    """Wait until all is parsed and the first report is open."""
    reader = pilot.app.reader
    await settle(
        pilot,
        lambda: (
            not reader.scanning
            and reader.library.settled == len(reader.library.entries)
            and (reader.reading is not None or reader.current is None or reader.entry.error)
        ),
    )
    return reader


def listed(reader):
    """The titles in the list."""
    return [reader.library.entries[index].title for index in reader.library.order]


def drawn(rows):
    """What a list shows, as lines of text."""
    return [rows.render_line(y).text for y in range(rows.size.height)]


def place(reader, words):
    """Where the open report has some words."""
    at = reader.reading.report.text.index(words)
    return at, at + len(words)
