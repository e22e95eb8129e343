"""The overview of what is listed: its counts are those of the records, whether the index knows them or not."""

from collections import Counter
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from tests.tui.driving import ready, settle
from tests.tui.holding import REPORTS
from tui.data.corpus.figures import figures
from tui.data.corpus.filing import Met, filed
from tui.data.corpus.index import CorpusIndex
from tui.data.folding import fold
from tui.data.overview import counted, taken, weeks
from tui.screens.overview import BAR, OverviewScreen, bar


@settings(
    max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture], deadline=None
)
@given(st.lists(REPORTS, min_size=1, max_size=6), st.sets(st.integers(0, 5)))
def test_the_index_counts_as_the_records_do(tmp_path, reports, left_out):
    path = tmp_path / "index.sqlite3"
    path.unlink(missing_ok=True)
    made = [structs.replace(report, id=f"{at:032x}", path=f"{at}.txt") for at, report in enumerate(reports)]
    kept = [report for at, report in enumerate(made) if at not in left_out]
    with CorpusIndex(path, "here") as index:
        index.put(Met(filed(report), 1, 1) for report in made)
        numbers = [
            number
            for number, path in index.database.execute("SELECT number, path FROM report")
            if int(path[:-4]) not in left_out
        ]
        measures, named = taken(Counter(), Counter(), figures(index, numbers, 100))
    folded = Counter()
    for report in kept:
        folded.update({("place", fold(each.text)) for each in report.entities if each.label == "PLACE" and each.text})
        folded.update({("source", fold(each)) for each in (report.source, report.publisher) if each})
    assert measures == counted(kept)[0]
    assert named == folded


def test_a_report_counts_once_for_each_thing_that_it_has(engine, folder):
    report = structs.replace(engine.read(str(folder / "b.txt")).report, publisher="云溪镇政府")
    assert counted([report, report])[1] == {
        ("place", "云溪镇"): 2,
        ("source", "云溪之声"): 2,
        ("source", "云溪镇政府"): 2,
    }


def test_weeks_without_reports_are_there_too():
    assert weeks(["2031-01-05", None, "2031-01-06T08:00", "2031-01-20", "soon"]) == {
        date(2030, 12, 30): 1,
        date(2031, 1, 6): 1,
        date(2031, 1, 13): 0,
        date(2031, 1, 20): 1,
    }
    assert weeks([None]) == {}
    assert weeks(["2031-02"]) == {date(2031, 1, 27): 1}, "a month is counted in the week that it begins in"


def test_bars_are_as_long_as_counts_are_large():
    assert bar(7, 7) == "█" * BAR
    assert not bar(0, 7)
    assert bar(1, 2) == "█" * (BAR // 2)
    assert bar(1, BAR * 8) == "▏"


async def test_the_overview_is_of_what_the_filter_lists(opened, folder):
    app = opened(folder)
    async with app.run_test(size=(120, 40)) as pilot:
        reader = await ready(pilot)
        whole = len(reader.library.order)
        await pilot.press("number_sign")
        await settle(pilot, lambda: isinstance(app.screen, OverviewScreen))
        assert f"{whole}" in app.screen.heading
        assert any(line.counts for line in app.screen.lines)
        await pilot.press("escape")
        await pilot.press("f", *"nowhere", "enter")
        await settle(pilot, lambda: not reader.library.order)
        await pilot.press("shift+f11")
        await pilot.pause(0.1)
        assert app.screen is reader
