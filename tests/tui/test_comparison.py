"""Reports side by side: what counts as the same figure, what a cell shows, and the screen through its keys."""

import csv
import io
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Event

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs
from rich.cells import cell_len

from tests.tui.driving import drawn, ready, settle
from tui import i18n
from tui.columns import Cell
from tui.data.comparing import export_comparison, write_csv
from tui.data.comparison import ComparedLine, Point, chief, compare, counts
from tui.screens.compared import EMPTY, line_cell, line_name
from tui.screens.comparison import TALL, ComparisonScreen
from tui.screens.curves import curves_of
from tui.screens.saving import SaveScreen
from tui.widgets.chart import Chart, Series, graded, spread
from tui.widgets.lines import fitting

WEEKS = {
    "a.txt": "松坪县第三周\n2031-01-19\n发放50份口罩。排查80人返乡。3人在院。\n",
    "b.txt": "松坪县第一周\n2031-01-05\n发放120份口罩。排查20人返乡。要求排查。消毒。\n",
    "c.txt": "松坪县第二周\n2031-01-12\n发放3400份口罩，又7份口罩。要求排查。\n",
    "d.txt": "无日期\n发放9份口罩。\n",
}


@pytest.fixture
def reports(engine, folder):
    for name, text in WEEKS.items():
        (folder / name).write_text(text, "utf-8")
    return [engine.read(str(folder / name)).report for name in WEEKS]


def metric(report, **changes):
    """The report with a single metric."""
    return structs.replace(report, metrics=(structs.replace(report.metrics[0], **changes),))


def figures(comparison):
    return {
        (line.name, line.unit, line.scope): {column: chief(items).value for column, items in line.cells.items()}
        for line in comparison.lines
        if line.kind == "metric"
    }


def test_columns_are_in_the_order_of_days_and_those_without_one_last(reports):
    assert [report.title for report in compare(reports).reports] == [
        "松坪县第一周",
        "松坪县第二周",
        "松坪县第三周",
        "无日期",
    ]


def test_the_same_is_what_has_the_same_words_unit_and_scope(reports):
    a, b, c, _ = reports
    one = [metric(a, what="发放口罩", unit="份", value=1, scope="甲镇"), metric(b, what="發放口罩", unit="份", value=2, scope="甲鎮"),
           metric(c, what="发放口罩", unit="份", value=3, scope="乙镇")]  # fmt: skip
    other = [metric(a, what="发放口罩", unit="个", value=4, scope="甲镇")]
    apart = figures(compare([*one, *other]))
    assert sorted(map(len, apart.values())) == [1, 1, 2]
    together = figures(compare([*one, *other], by_scope=False))
    assert sorted(map(len, together.values())) == [1, 3]
    assert compare([metric(a, what=None)]).lines[0].kind == "measure"


def test_a_cell_shows_the_latest_and_of_those_the_first(reports):
    base = reports[0].metrics[0]
    items = [structs.replace(base, value=value, as_of=day) for value, day in
             [(1, None), (2, "2031-01-02"), (3, "2031-01-09"), (4, "2031-01-09")]]  # fmt: skip
    assert chief(items).value == 3
    assert chief(items[:1]).value == 1


def test_a_cell_says_how_many_figures_it_has_and_which_is_blacked_out(reports):
    base = structs.replace(reports[0].metrics[0], value=7, bound="exact", as_of=None, redacted=False)
    black = structs.replace(base, value=None, quantity="██份", redacted=True)
    line = ComparedLine("metric", "口罩", "份", None, "甲镇", {0: (base,), 1: (base, black), 3: (black,)})
    words = i18n.load("en")
    assert line_name(line, words) == "口罩（份） · 甲镇"
    assert [line_cell(line, column, words) for column in range(4)] == [
        Cell("7", "quantity"), Cell("7 (2)", "quantity"), EMPTY, Cell("██份", "bad"),
    ]  # fmt: skip


def test_measures_are_counted_by_status(reports):
    lines = {line.name: line for line in compare(reports).lines if line.kind == "measure"}
    assert {column: counts(items) for column, items in lines["screening"].cells.items()} == {
        0: (1, 1),
        1: (0, 1),
        2: (1, 0),
    }
    comparison = compare(reports)
    assert [point.value for point in comparison.series(lines["screening"], "required")] == [1, 1, 0]


def test_a_series_has_its_figures_at_their_own_days(reports):
    a, b, *_ = reports
    one = metric(a, what="口罩", value=5, as_of="2031-01-01")
    other = metric(b, what="口罩", value=None)
    third = metric(b, what="口罩", value=7, as_of=None)
    comparison = compare([one, structs.replace(other, path="x"), structs.replace(third, path="y")])
    line = next(line for line in comparison.lines if line.kind == "metric")
    assert [(str(day), value) for day, value in comparison.series(line)] == [("2031-01-01", 5), ("2031-01-05", 7)]


@pytest.mark.parametrize(("by_scope", "curves"), [
    (False, {"甲鎮": [1, 2], "乙镇": [3], "of none named": [4]}), (True, {"": [1, 2]}),
])  # fmt: skip
def test_figures_of_several_bodies_are_not_joined_by_one_curve(reports, by_scope, curves):
    a, b, c, d = reports
    made = [
        metric(a, what="口罩", value=2, scope="甲镇"),
        metric(b, what="口罩", value=1, scope="甲鎮"),
        metric(c, what="口罩", value=3, scope="乙镇"),
        metric(d, what="口罩", value=4, scope=None, as_of="2031-01-02"),
    ]
    comparison = compare(made, by_scope=by_scope)
    line = next(line for line in comparison.lines if line.kind == "metric")
    found = curves_of(comparison, line, i18n.load("en"))
    assert [(name, [point.value for point in curve.points]) for name, curve in found.items()] == [*curves.items()]
    assert (
        len({curve.sign for curve in found.values()}) == len({curve.colour for curve in found.values()}) == len(curves)
    )


@settings(max_examples=40)
@given(st.data())
def test_every_figure_with_words_stands_in_one_cell(data):
    whats = st.sampled_from(["口罩", "口罩 ", "防護服", "防护服", None])
    made = [
        (data.draw(whats), data.draw(st.sampled_from("个只")), data.draw(st.sampled_from(["甲", None])))
        for _ in range(data.draw(st.integers(0, 12)))
    ]
    report = report_with(tuple(made))
    for by_scope in (True, False):
        lines = compare([report, report], by_scope=by_scope).lines
        found = [id(item) for line in lines for item in line.cells[0]]
        assert sorted(found) == sorted(id(item) for item in report.metrics if item.what)
        assert all(line.shared for line in lines)


def report_with(made):
    from parsing.record import Metric, Report  # noqa: PLC0415
    from parsing.spans import Span  # noqa: PLC0415

    return Report(
        id="0", path="p", encoding="utf-8", title=None, published=None, source=None, publisher=None, author=None,
        editor=None, reporter=None, text="1个", paragraphs=(), furniture=(), repairs=(), entities=(), measures=(),
        metrics=tuple(
            Metric(start=0, end=2, raw=Span(0, 2), quantity="1个", value=1, unit=unit, bound="exact", redacted=False,
                   what=what, scope=scope, as_of=None, per=None, sentence=Span(0, 2))
            for what, unit, scope in made
        ),
    )  # fmt: skip


def test_csv_has_a_column_for_each_report_and_no_formula(reports):
    named = [structs.replace(reports[0], title="=1+1"), *reports[1:]]
    stream = io.BytesIO()
    write_csv(compare(named), stream)
    rows = list(csv.reader(io.StringIO(stream.getvalue().decode("utf-8-sig"))))
    assert {len(row) for row in rows} == {6 + 4}
    assert rows[0][6:] == ["松坪县第一周", "松坪县第二周", "'=1+1", "无日期"]
    masks = next(row for row in rows if row[1] == "口罩")
    assert masks == ["metric", "口罩", "份", "", "", "", "120", "3400", "50", "9"]


def test_json_names_its_form_and_each_figure_its_place(reports, tmp_path):
    path = tmp_path / "out.json"
    number = export_comparison(compare(reports), path)
    written = json.loads(path.read_text("utf-8"))
    assert written["format"] == "yibao-comparison/1"
    assert len(written["lines"]) == number
    texts = {report.path: report.text for report in reports}
    for line in written["lines"]:
        for cell in line["cells"]:
            text = texts[written["reports"][cell["report"]]["path"]]
            for item in cell["items"]:
                assert text[item["start"] : item["end"]] == item.get("quantity", item.get("text"))


@pytest.mark.parametrize(
    ("found", "most", "kept"), [(range(3), 5, [0, 1, 2]), (range(100), 3, [0, 34, 68]), (range(9), 1, [0]), ([], 3, [])]
)
def test_days_under_a_chart(found, most, kept):
    assert spread(list(found), most) == kept


@pytest.mark.parametrize(("most", "whole", "few", "levels"), [
    (7, True, False, [0, 3, 7]), (1, True, False, [0, 1]), (7, False, False, [0, 3.5, 7]), (7, True, True, [0, 7]),
])  # fmt: skip
def test_figures_beside_a_chart_are_of_its_kind_and_have_room(most, whole, few, levels):
    assert graded(0, most, whole=whole, few=few) == levels


async def to_returned(pilot, screen):
    """Go down to the line of those who came home, of which two reports tell."""
    while "返乡" not in getattr(screen.lines[screen.grid.cursor], "name", ""):
        await pilot.press("j")


async def compared(pilot):
    reader = await ready(pilot)
    await pilot.press("asterisk", "C")
    await settle(pilot, lambda: isinstance(pilot.app.screen, ComparisonScreen) and pilot.app.screen.lines)
    return reader, pilot.app.screen


@pytest.mark.usefixtures("reports")
async def test_ticked_reports_are_compared_and_a_cell_leads_to_its_place(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader, screen = await compared(pilot)
        await pilot.pause(0.2)
        lines = drawn(screen.grid)
        assert [title in lines[0] for title in ("2031-01-05", "2031-01-12", "2031-01-19", "无日期")] == [True] * 4
        row = next(line for line in lines if "返乡" in line)
        assert row.index("20") < row.index("80")
        await to_returned(pilot, screen)
        assert screen.chart.display
        assert [point.value for point in screen.chart.series[0].points] == [20, 80]
        await pilot.press("right", "right", "enter")
        await settle(pilot, lambda: pilot.app.screen is reader and reader.reading
                     and reader.reading.report.path.endswith("a.txt") and pilot.app.focused is reader.page)  # fmt: skip
        await settle(pilot, lambda: reader.reading.report.text[reader.page.cursor :].startswith("80人"))
        await pilot.press("C")
        await settle(pilot, lambda: isinstance(pilot.app.screen, ComparisonScreen) and pilot.app.screen.lines)
        assert pilot.app.screen.grid.column == 2, "the place is kept"


@pytest.mark.usefixtures("reports")
async def test_the_lowest_chart_says_its_greatest_figure_and_all_of_its_days(opened, folder):
    async with opened(folder).run_test(size=(80, 24)) as pilot:
        _, screen = await compared(pilot)
        await to_returned(pilot, screen)
        await settle(pilot, lambda: screen.chart.display and screen.chart.size.height)
        await pilot.pause()
        assert drawn(screen.chart)[1].startswith("80"), "the greatest figure is at the top"
        assert "2031-01-" in drawn(screen.chart)[-1]
        assert screen.query_one("#under").region.bottom == screen.query_one("#comparison-hint").region.y
        assert screen.chart.region.bottom <= screen.query_one("#under").region.bottom


@pytest.mark.usefixtures("reports")
@pytest.mark.parametrize("name", ["返乡人员", "全县登记返回辖区的外出务工人员及随行亲属子女"])
async def test_a_name_that_is_cut_stands_in_full_in_the_border(opened, folder, name):
    async with opened(folder).run_test(size=(60, 24)) as pilot:
        _, screen = await compared(pilot)
        screen.lines[1] = replace(screen.lines[1], name=name)
        await pilot.press("down", "up")
        cut = f"{name}（" not in drawn(screen.grid)[2]
        assert cut == (len(name) > 20)
        assert (name in str(screen.grid.border_title)) == cut
        await pilot.press("home")
        assert name not in str(screen.grid.border_title)


@pytest.mark.usefixtures("reports")
async def test_all_lines_and_scopes(opened, folder):
    async with opened(folder).run_test(size=(100, 30)) as pilot:
        _, screen = await compared(pilot)
        before, told = len(screen.lines), str(screen.grid.border_subtitle)
        await pilot.press("a")
        assert len(screen.lines) > before
        await pilot.press("a")
        assert len(screen.lines) == before
        by_scope = screen._place.by_scope
        await pilot.press("o")
        await settle(pilot, lambda: str(screen.grid.border_subtitle) != told)
        assert screen._place.by_scope != by_scope
        await pilot.press("escape")
        await settle(pilot, lambda: not isinstance(pilot.app.screen, ComparisonScreen))


@pytest.mark.usefixtures("reports")
async def test_a_comparison_is_written(opened, folder, tmp_path):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        _, screen = await compared(pilot)
        for name in ("out.csv", "out.json"):
            await pilot.press("E")
            await settle(pilot, lambda: isinstance(pilot.app.screen, SaveScreen))
            pilot.app.screen.query_one("#save-path").value = str(tmp_path / name)
            await pilot.press("enter")
            await settle(pilot, lambda: pilot.app.screen is screen)
        rows = list(csv.reader((tmp_path / "out.csv").open(encoding="utf-8-sig")))
        assert rows[0][:2] == ["kind", "name"]
        assert json.loads((tmp_path / "out.json").read_text("utf-8"))["lines"]


@pytest.mark.usefixtures("reports")
async def test_why_a_comparison_was_not_written_is_said_in_the_language_of_the_interface(opened, folder, tmp_path):
    async with opened(folder, language="zh").run_test(size=(140, 40)) as pilot:
        await compared(pilot)
        await pilot.press("E")
        await settle(pilot, lambda: isinstance(pilot.app.screen, SaveScreen))
        pilot.app.screen.query_one("#save-path").value = str(tmp_path)
        note = pilot.app.screen.query_one("#save-note")
        await pilot.press("enter")
        await settle(pilot, lambda: str(note.content) == f"{tmp_path}: 这是一个文件夹")


@pytest.mark.usefixtures("reports")
async def test_the_next_place_of_a_line_is_found_past_empty_cells(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        _, screen = await compared(pilot)
        await to_returned(pilot, screen)
        filled = sorted(screen.lines[screen.grid.cursor].cells)
        assert len(filled) == 2
        assert screen.grid.column == 0
        await pilot.press("left", "full_stop", "full_stop")
        seen = [screen.grid.column]
        await pilot.press("full_stop")
        seen.append(screen.grid.column)
        await pilot.press("comma")
        seen.append(screen.grid.column)
        assert sorted(set(seen)) == filled
        assert seen[0] == seen[2]


@pytest.mark.usefixtures("reports")
async def test_what_is_parsed_meanwhile_is_compared_too(opened, folder, engine):
    goes_on = Event()

    def slow(path, index):
        assert not path.endswith("d.txt") or goes_on.wait(30)
        return engine.outcome(path, index)

    app = opened(folder)
    app._engine = replace(engine, executor=lambda: ThreadPoolExecutor(2), outcome=slow)
    async with app.run_test(size=(140, 40)) as pilot:
        reader = app.reader
        await settle(pilot, lambda: not reader.scanning and reader.library.settled == 3)
        await pilot.press("asterisk", "C")
        await settle(pilot, lambda: isinstance(app.screen, ComparisonScreen) and app.screen.lines)
        assert str(app.screen.grid.border_title) == "Comparison of 3, 1 more being parsed"
        goes_on.set()
        await settle(pilot, lambda: len(app.screen.comparison.reports) == 4)
        assert str(app.screen.grid.border_title) == "Comparison of 4"
        await pilot.press("end", "right", "right", "right")
        assert app.screen.grid.column == 3


async def test_hints_that_have_no_room_are_left_out_whole():
    assert fitting(" 甲乙 · 丙丁 · 戊", 14) == " 甲乙 · 丙丁"
    assert fitting(" 甲乙 · 丙丁 · 戊", 80) == " 甲乙 · 丙丁 · 戊"
    assert fitting(" 甲乙", 2) == " 甲乙"


@pytest.mark.usefixtures("reports")
@pytest.mark.parametrize("width", [60, 80, 120])
async def test_the_foot_of_a_comparison_keeps_to_the_width(opened, folder, width):
    async with opened(folder).run_test(size=(width, 24)) as pilot:
        _, screen = await compared(pilot)
        await pilot.pause()
        foot = str(screen.query_one("#comparison-hint").render())
        assert foot
        assert cell_len(foot) <= width
        assert screen.words("comparison.hint").startswith(foot)


async def test_one_report_is_no_comparison(opened, folder):
    async with opened(folder).run_test(size=(140, 40), notifications=True) as pilot:
        reader = await ready(pilot)
        await pilot.press("space", "C")
        assert pilot.app.screen is reader


@pytest.mark.usefixtures("reports")
@pytest.mark.parametrize("size", [(160, 48), (80, 24), (60, 20), (30, 10)])
async def test_every_width_is_filled_and_columns_are_straight(opened, folder, size):
    async with opened(folder).run_test(size=size) as pilot:
        _, screen = await compared(pilot)
        await pilot.pause(0.2)
        for _ in range(4):
            strips = [screen.grid.render_line(y) for y in range(screen.grid.size.height)]
            assert {strip.cell_length for strip in strips} == {screen.grid.scrollable_content_region.width}
            assert any("▸" in strip.text for strip in strips)
            await pilot.press("right")
        for name in ("yibao-light", "yibao-contrast", "nord"):
            pilot.app.theme = name
            await pilot.pause()


@pytest.mark.usefixtures("reports")
async def test_it_begins_where_there_is_something(opened, folder):
    (folder / "0.txt").write_text("松坪县公告\n2031-01-01\n平安。\n", "utf-8")
    async with opened(folder).run_test(size=(60, 24)) as pilot:
        _, screen = await compared(pilot)
        await pilot.pause()
        first = screen.lines[screen.grid.cursor]
        assert screen.grid.column == min(first.cells) > 0
        await pilot.press("a")
        assert screen.grid.column in screen.lines[screen.grid.cursor].cells


async def test_no_digit_of_a_figure_is_cut_off(opened, folder):
    for name, day in (("x", "01"), ("y", "02")):
        (folder / f"{name}.txt").write_text(
            f"松坪县通报\n2031-01-{day}\n补助2350000000元企业，补助9350000000元企业。\n", "utf-8"
        )
    async with opened(folder).run_test(size=(80, 24)) as pilot:
        _, screen = await compared(pilot)
        await pilot.pause()
        assert "2350000000" in "".join(drawn(screen.grid))
        await pilot.press("escape")
        pilot.app.reader.go("detail")
        await settle(pilot, lambda: "2,350,000,000" in "".join(drawn(pilot.app.reader.detail.rows)))


async def test_figures_of_several_bodies_stand_in_the_chart_without_a_curve(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        chart = Chart()
        points = [[Point(date(2031, 1, at), at)] for at in (1, 2)]
        await reader.mount(chart)
        chart.draw([Series(sign, "entity-quantity", found) for sign, found in zip("ox", points, strict=True)])
        assert chart.days == 2


@pytest.mark.usefixtures("reports")
async def test_what_a_cell_holds_breaks_as_the_page_does(opened, folder):
    sentence = "松坪县发放" + "一二三四五，" * 30 + "共发放7份口罩。"
    for day in (1, 2):
        (folder / f"0{day}.txt").write_text(f"松坪县公告{day}\n2031-01-0{day}\n{sentence}\n", "utf-8")
    async with opened(folder).run_test(size=(70, 24)) as pilot:
        _, screen = await compared(pilot)
        screen._say(sentence)
        await pilot.pause()
        said = str(screen.query_one("#cell").content).split("\n")
        assert "".join(said) == sentence
        assert not any(line.startswith("，") or cell_len(line) > 68 for line in said)


@pytest.mark.usefixtures("reports")
async def test_a_heading_has_no_chart(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        _, screen = await compared(pilot)
        await to_returned(pilot, screen)
        assert screen.chart.display
        await pilot.press("home")
        await settle(pilot, lambda: isinstance(screen.lines[screen.grid.cursor], str) and not screen.chart.display)


@pytest.mark.usefixtures("reports")
@pytest.mark.parametrize("language", ["zh", "en"])
async def test_where_there_is_no_room_for_the_chart_it_is_said_and_not_elsewhere(opened, folder, language):
    async with opened(folder, language=language).run_test(size=(60, 20)) as pilot:
        _, screen = await compared(pilot)
        note = screen.query_one("#chart-note")
        await to_returned(pilot, screen)
        await settle(pilot, lambda: note.display and note.region.height == 1)
        assert not screen.chart.display
        said = screen.words("comparison.low", lines=TALL)
        assert cell_len(said) <= note.content_region.width
        assert note.region.bottom <= screen.query_one("#comparison-hint").region.y
        assert screen.query_one("#cell").region.bottom <= note.region.y
        await pilot.press("home")
        await settle(pilot, lambda: isinstance(screen.lines[screen.grid.cursor], str) and not note.display)
        await to_returned(pilot, screen)
        await settle(pilot, lambda: note.display)
        await pilot.resize_terminal(60, TALL)
        await settle(pilot, lambda: screen.chart.display and not note.display)
