"""The detail panel through keys and mouse: its order, a row in full, and tables too large to make at once."""

import asyncio
import threading

import pytest

from parsing.spans import Span
from tests.tui.driving import drawn, ready, settle
from tui.columns import Cell, Column
from tui.evidence import Row
from tui.screens.row import RowScreen, row_lines
from tui.tables import Order
from tui.text.cells import CELLS
from tui.widgets import beside, detail

LONG = "检查\n共检查120处，其中市场30处，宣传单8份，" + "要求各村继续做好消毒和排查工作，" * 12 + "不得有误。\n"


async def second(pilot):
    """Open the report with two figures, and go to the tables."""
    reader = await ready(pilot)
    await pilot.press("J")
    await settle(pilot, lambda: reader.reading and reader.reading.report.path.endswith("b.txt"))
    await pilot.press("tab", "tab")
    return reader


async def test_a_click_on_a_heading_orders_by_it_then_the_other_way_then_as_the_text_goes(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await second(pilot)

        def values():
            return [line.split()[0] for line in drawn(reader.detail.rows)[1:3]]

        assert values() == ["3,400", "12"]
        seen = []
        for _ in range(3):
            await pilot.click("#table", offset=(6, 0))
            await pilot.pause()
            seen.append((reader.detail.order, values()))
        assert seen == [
            (Order("value", falling=True), ["3,400", "12"]),
            (Order("value"), ["12", "3,400"]),
            (None, ["3,400", "12"]),
        ]
        await pilot.click("#table", offset=(11, 0))
        await pilot.pause()
        assert reader.detail.order == Order("unit")


async def test_each_table_keeps_its_order_from_report_to_report(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await second(pilot)
        await pilot.press("s", "S", "right")
        assert reader.detail.order is None
        await pilot.press("left", "K")
        await settle(pilot, lambda: reader.reading and reader.reading.report.path.endswith("a.txt"))
        assert reader.detail.order == Order("value")


async def test_row_and_page_lead_to_each_other_in_any_order(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await second(pilot)
        await pilot.press("s", "S", "j", "k")
        first, other = reader.reading.report.metrics
        await settle(pilot, lambda: reader.page.cursor == other.start)
        await pilot.press("shift+tab")
        reader.page.reveal(Span(first.start, first.end))
        await settle(pilot, lambda: reader.detail.rows.cursor == 1)


async def test_a_row_is_shown_in_full_and_leads_to_its_place(opened, folder):
    (folder / "a.txt").write_text(LONG, "utf-8")
    async with opened(folder).run_test(size=(80, 24)) as pilot:
        reader = await ready(pilot)
        await pilot.press("D")
        reader.go("detail")
        await pilot.press("right", "j", "z")
        await settle(pilot, lambda: isinstance(pilot.app.screen, RowScreen) and pilot.app.screen._lines)
        told = "".join(cells[1].text for cells in pilot.app.screen._lines)
        assert reader.reading.report.measures[0].text in told
        await pilot.press("n", "n", "p", "enter")
        await settle(pilot, lambda: pilot.app.screen is reader and pilot.app.focused is reader.page)


async def test_from_a_heading_the_first_row_under_it_is_shown(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        reader.detail.open("repairs")
        reader.go("detail")
        assert isinstance(reader.detail.item, str)
        await pilot.press("z")
        await settle(pilot, lambda: isinstance(pilot.app.screen, RowScreen) and pilot.app.screen._lines)
        assert reader.detail.item is reader.detail.table.rows.items[1]
        assert len(pilot.app.screen._row(pilot.app.screen._at).cells) > 1


async def test_an_empty_table_has_no_row_to_show(opened, folder):
    async with opened(folder).run_test(size=(140, 40), notifications=True) as pilot:
        reader = await ready(pilot)
        reader.detail.open("notes")
        await pilot.press("z", "S")
        assert pilot.app.screen is reader


def test_a_row_in_full_leaves_nothing_out_and_fits():
    text = "，".join(["各村做好排查（含返乡人员）3400余人"] * 9)
    row = Row((Cell("已做"), Cell(text), Cell("")), (), ("所在的句子。",))
    for width in (2, 9, 40, 200):
        lines = list(row_lines((Column("状态", 4), Column("文字", 9), Column("主体", 9)), row, "所在", width))
        assert "".join(cell.text for _, cell in lines) == "已做" + text + "所在的句子。"
        assert max(CELLS.length(cell.text, 0, len(cell.text)) for _, cell in lines) <= width
        assert [name.text for name, _ in lines if name.text] == ["状态", "文字", "所在"]


@pytest.fixture
def slow(monkeypatch):
    """Tables that wait to be let go, made as large ones are: in a thread, which is stopped by its ``tick``."""
    go, tabulate = threading.Event(), detail.table

    def table(*given, **named):
        for number in range(1000) if "tick" in named else ():
            named["tick"](number)
            if go.wait(0.05):
                break
        return tabulate(*given, **named)

    monkeypatch.setattr(detail, "AT_ONCE", 0)
    monkeypatch.setattr(beside, "PATIENCE", 0.05)
    monkeypatch.setattr(detail, "table", table)
    yield go
    go.set()


async def test_a_large_table_says_how_far_it_is_and_comes(opened, folder, slow):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await settle(pilot, lambda: "Esc stops" in drawn(reader.detail.rows)[0])
        await pilot.press("tab", "j")
        assert reader.page.cursor, "the keys do not wait for it"
        slow.set()
        await settle(pilot, lambda: "120" in drawn(reader.detail.rows)[1])


async def test_a_large_table_can_be_stopped(opened, folder, slow):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await settle(pilot, lambda: reader.detail.making and "Esc stops" in drawn(reader.detail.rows)[0])
        await pilot.press("escape")
        await settle(pilot, lambda: not reader.detail.making and "stopped" in drawn(reader.detail.rows)[0])
        slow.set()
        await asyncio.sleep(0.1)
        assert "120" not in drawn(reader.detail.rows)[1]


async def test_records_of_ticked_reports_are_read_when_only_their_heads_are_known(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        library = reader.library
        for index, entry in enumerate(library.entries):
            library.entries[index] = entry._replace(report=None, known=entry.head)
        await pilot.press("asterisk")
        await settle(pilot, lambda: reader.detail.tabs.numbers["metrics"] == 4)
        assert not reader.missing()
        assert "120" in drawn(reader.detail.rows)[1]
