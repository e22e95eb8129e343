"""What the user does while the reader starts wins over what is taken up from the last time, and none of it is lost."""

import pytest

from tests.tui.driving import ready, settle
from tui.entries import Entry

SIZE = (140, 40)


class Late:
    """A listing of which the last files come only when it is told to go on."""

    def __init__(self, folder, late=1):
        self.roots, self.trouble = [str(folder)], None
        self.entries = [Entry(str(path)) for path in sorted(folder.iterdir())]
        self.going = True
        self.gone_on = False
        self.given = 0
        self.late = late

    def ready(self):
        """Nothing waits for it."""

    go_on = ready

    def take(self, _patience=0):
        """What there is now, without what was given before."""
        until = len(self.entries) if self.gone_on else len(self.entries) - self.late
        new, self.given, self.going = self.entries[self.given : until], until, not self.gone_on
        return new


@pytest.fixture
async def left(opened, folder):
    """The reader was left at the last of three reports; the app of the next start."""
    async with opened(folder).run_test(size=SIZE) as pilot:
        reader = await ready(pilot)
        await pilot.press("J", "J")
        await settle(pilot, lambda: reader.reading and reader.entry.name == "c.txt")
    return opened(folder)


def opens(reader, name):
    """Whether the cursor is on a report, which is open."""
    listed = reader.reports.selected
    return reader.reading is not None and listed == reader.current and reader.entry.name == name


@pytest.mark.parametrize(("key", "name"), [(None, "c.txt"), ("j", "b.txt"), ("G", "c.txt"), ("tab", "c.txt")])
async def test_a_key_before_the_list_is_ready_moves_the_cursor_for_good(left, key, name):
    begin, left._begin = left._begin, lambda: None
    async with left.run_test(size=SIZE) as pilot:
        if key:
            await pilot.press(key)
        left.call_later(begin)
        await settle(pilot, lambda: left.reader.worker is not None)
        await ready(pilot)
        await settle(pilot, lambda: opens(left.reader, name))


async def test_a_key_that_moved_the_cursor_wins_though_its_report_is_not_open_yet(left):
    begin, left._begin = left._begin, lambda: None

    def down_and_begin():
        left.reader.reports.action_cursor_down()
        begin()

    async with left.run_test(size=SIZE) as pilot:
        left.call_later(down_and_begin)
        await settle(pilot, lambda: left.reader.worker is not None)
        await ready(pilot)
        await settle(pilot, lambda: opens(left.reader, "b.txt"))


@pytest.mark.parametrize(("key", "name"), [(None, "c.txt"), ("j", "b.txt"), ("J", "b.txt"), ("tab", "a.txt")])
async def test_the_report_of_the_last_time_opens_when_it_is_listed_unless_a_key_came_first(left, folder, key, name):
    left._scan = late = Late(folder)
    async with left.run_test(size=SIZE) as pilot:
        reader = left.reader
        await settle(pilot, lambda: reader.reading is not None and reader.focused is reader.reports)
        if key:
            await pilot.press(key)
        late.gone_on = True
        await settle(pilot, lambda: len(reader.library.entries) == 3 and not reader.scanning)
        await settle(pilot, lambda: opens(reader, name))


async def test_a_click_stays_where_it_was_when_the_report_of_the_last_time_is_listed(left, folder):
    left._scan = late = Late(folder)
    async with left.run_test(size=SIZE) as pilot:
        reader = left.reader
        await settle(pilot, lambda: reader.reading is not None)
        await pilot.click("#reports", offset=(9, 3))
        late.gone_on = True
        await settle(pilot, lambda: len(reader.library.entries) == 3 and not reader.scanning)
        await settle(pilot, lambda: opens(reader, "b.txt"))


async def test_a_query_typed_before_the_start_is_done_wins_over_that_of_the_last_time(opened, folder):
    async with opened(folder).run_test(size=SIZE) as pilot:
        await ready(pilot)
        await pilot.press("f", *"宣传", "enter")
    app = opened(folder)
    begin, app._begin = app._begin, lambda: None
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f", *"捐赠")
        app.call_later(begin)
        reader = await ready(pilot)
        await pilot.press("enter")
        await settle(pilot, lambda: reader.query_text == "捐赠" and len(reader.library.order) == 1 and reader.entry)
        assert reader.entry.title == "石桥村收到捐赠"


async def test_the_cursor_stays_on_its_report_when_the_list_changes_before_that_is_open(opened, folder):
    async with opened(folder).run_test(size=SIZE) as pilot:
        reader = await ready(pilot)
        asked = []

        def down_and_turn():
            reader.reports.action_cursor_down()
            asked.append(reader.reports.selected)
            reader.action_reverse()

        pilot.app.call_later(down_and_turn)
        await settle(pilot, lambda: asked and reader.reading and reader.current == asked[0])
        await pilot.pause()
        assert reader.reports.selected == reader.current == asked[0] != reader.library.order[0]


@pytest.mark.parametrize(("keys", "name"), [(("j", "j"), "c.txt"), (("j", "j", "k"), "b.txt"), (("k", "j"), "b.txt")])
async def test_keys_before_any_file_is_listed_move_the_cursor_when_the_list_comes(left, folder, keys, name):
    left._scan = late = Late(folder, late=3)
    async with left.run_test(size=SIZE) as pilot:
        reader = left.reader
        await settle(pilot, lambda: reader.worker is not None)
        await pilot.press(*keys)
        assert not reader.library.entries
        late.gone_on = True
        await settle(pilot, lambda: opens(reader, name))


async def test_the_place_of_the_last_time_is_in_sight(opened, folder):
    """Before its first layout a text has no bar, without which Textual scrolls nothing."""
    (folder / "a.txt").write_text("\n".join(f"第{number}村设置{number}个监测点。" for number in range(200)), "utf-8")
    async with opened(folder).run_test(size=SIZE) as pilot:
        await ready(pilot)
        await pilot.press("tab", "G")
    async with opened(folder).run_test(size=SIZE) as pilot:
        page = (await ready(pilot)).page
        await settle(pilot, lambda: page.cursor == len(page.clean_text) - 1)
        assert page._rows.row_of(page._at) - page.scroll_offset.y in range(page.scrollable_content_region.height)
