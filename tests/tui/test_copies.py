"""Reports that say the same as one row of the list: which is listed, what stands behind it, and the keys for it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tui import conftest
from tests.tui.driving import ready, settle
from tui.copies import Copies
from tui.copying import compared
from tui.data.corpus.copies import groups
from tui.data.corpus.shelf import Shelf
from tui.data.heads import Settled
from tui.data.stamps import stamp
from tui.worker import Engine

SAID = "松坪县部署冬季防控\n1月4日，县里召开会议，{}排查返乡人员120人，发放3400份宣传单，要求各镇做好消毒。\n周慕云说，好。\n"


@given(st.data(), st.permutations(range(8)), st.sets(st.integers(0, 7)), st.sets(st.integers(0, 7)))
def test_of_each_group_the_cleanest_that_is_listed_stands_for_all(data, order, listed, opened):
    members = data.draw(st.permutations(range(8)))
    cuts = sorted(data.draw(st.sets(st.integers(1, 7), max_size=4)))
    groups = [members[start:end] for start, end in zip([0, *cuts], [*cuts, 8], strict=True)]
    order = [index for index in order if index in listed]
    copies = Copies.among(groups)
    for group in groups:
        if group[0] in opened:
            copies = copies.turned(group[-1])
    rows, numbers = copies.folded(order)
    for group in groups:
        here = [index for index in group if index in listed]
        shown = [index for index in rows if index in group]
        assert shown == (here if group[0] in opened and len(group) > 1 else here[:1])
        assert [numbers.get(index, 1) for index in here[:1]] == [len(here)] * bool(here)
        assert all(copies.shown_for(index, rows) == here[0] for index in here if group[0] not in opened)
    firsts = [
        index
        for index in rows
        if not any(index in group and index != next(each for each in group if each in listed) for group in groups)
    ]
    assert firsts == [index for index in order if index in firsts]


@given(st.permutations(range(6)))
def test_without_copies_nothing_is_folded(order):
    assert Copies().folded(order) == (order, {})
    assert Copies.among([[2], [3]]).folded(order) == (order, {})


def filed(path, index):
    """Parse by the stand-in, and have the index take it in."""
    shelf = Shelf(index)
    head = shelf.take_in(path, stamp(path), lambda _: conftest.read(path))
    shelf.close()
    return Settled(head, ())


@pytest.fixture
def engine():
    return Engine(lambda: ThreadPoolExecutor(1), filed, conftest.read)


async def test_copies_are_folded_and_shown_by_keys(opened, folder):
    for name, word in (("d", ""), ("e", "当天"), ("f", "连夜")):
        (folder / f"{name}.txt").write_text(SAID.format(word), "utf-8")
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await settle(pilot, lambda: reader.library.settled == 6)

        def listed():
            return [reader.library.entries[index].name[0] for index in reader.library.order]

        await pilot.press("G", "backslash")
        assert listed() == [*"abcdef"]
        await pilot.press("Z")
        await settle(pilot, lambda: len(reader.library.order) == 4)
        assert listed()[:3] == [*"abc"]
        assert reader.reports.selected == reader.library.order[-1]
        assert "×3" in reader.reports.render_line(4).text
        await pilot.press("backslash")
        await settle(pilot, lambda: len(reader.library.order) == 6)
        assert [reader.reports.render_line(y).text.count("└") for y in (4, 5, 6)] == [0, 1, 1]
        await pilot.press("backslash", "f", *"连夜", "enter")
        await settle(pilot, lambda: listed() == ["f"])
        assert "×" not in reader.reports.render_line(1).text
        await pilot.press("F", "Z")
        await settle(pilot, lambda: listed() == [*"abcdef"])


async def test_it_is_said_that_no_reports_say_the_same(opened, folder):
    app = opened(folder)
    async with app.run_test(size=(140, 40), notifications=True) as pilot:
        reader = await ready(pilot)
        await settle(pilot, lambda: reader.library.settled == 3)
        await pilot.press("Z")
        await settle(pilot, lambda: app.words("notice.no_copies") in [each.message for each in app._notifications])
        assert len(reader.library.order) == 3


async def test_comparing_tells_how_far_it_is_and_stops_when_asked(opened, folder, monkeypatch):
    monkeypatch.setattr("tui.copying.compared", lambda _index, numbers, _asked: (len(numbers) - 1, None))
    app = opened(folder)
    async with app.run_test(size=(140, 40), notifications=True) as pilot:
        reader = await ready(pilot)
        await settle(pilot, lambda: reader.library.settled == 3)
        told = app.words("status_line.comparing", done="2", total="3")
        await pilot.press("Z")
        await settle(pilot, lambda: told in reader.status.said)
        await pilot.press("escape")
        await settle(pilot, lambda: told not in reader.status.said)
        assert app.words("notice.comparing_stopped") in [each.message for each in app._notifications]
        assert len(reader.library.order) == 3


def test_pieces_come_to_what_is_found_at_once(tmp_path, monkeypatch):
    shelf, place = Shelf(tmp_path / "index.sqlite3"), tmp_path / "index.sqlite3"
    for name, text in zip(
        "abcd",
        [*(SAID.format(word) for word in ("", "当天", "连夜")), "镇里的粮站照常开门，职工三十人。\n" * 9],
        strict=True,
    ):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
        filed(str(tmp_path / f"{name}.txt"), str(place))
    wanted = [group for group in groups(shelf.index, range(1, 5)) if len(group) > 1]
    shelf.close()
    monkeypatch.setattr("tui.copying.PIECE", -1.0)
    pieces = [compared(str(place), (1, 2, 3, 4), 1) for _ in range(5)]
    assert [done for done, _ in pieces] == [0, 1, 2, 3, 4]
    assert [found for _, found in pieces] == [None, None, None, None, wanted]
    assert [sorted(group) for group in wanted] == [[1, 2, 3]]
