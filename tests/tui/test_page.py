"""The page on a screen of its own: moving, selecting, the mouse, both views, and what never reaches a terminal."""

import asyncio
import re
from contextlib import asynccontextmanager

import pytest
from msgspec import structs
from rich.cells import cell_len
from textual.app import App
from textual.events import Click, MouseMove
from textual.message import Message

from parsing.aligned import AlignedText
from parsing.reading import Reading
from parsing.record import Annotation, Entity, Furniture, Measure, Metric, Paragraph, Repair, Report
from parsing.spans import Span
from tui.text.cells import Cells
from tui.text.gutter import MARGIN
from tui.text.view import FACES, KINDS, LABELS
from tui.themes import DEFAULTS
from tui.widgets import page as page_module
from tui.widgets import page_faces, page_mouse
from tui.widgets.page import Page
from tui.worker_process import words_of

TITLE = "松坪县部署疫情防控"
BODY = "1月28日，县长李青禾到云溪镇检查。发放口罩3400余只，要求各村加强排查，做好登记。"
LAST = "来源：松坪县疾控中心"
TEXT = f"{TITLE}\n{BODY}\n{LAST}"


def span(words, within=TEXT):
    start = within.index(words)
    return Span(start, start + len(words))


def reading(source=TEXT, drop=(), *, marks=True):
    """A reading of a source from which some pieces were taken away as furniture."""
    cut = [span(piece, source) for piece in drop]
    body = AlignedText.of(source).edited((*piece, "") for piece in cut)
    text = body.text
    lines = [Span(*found.span()) for found in re.finditer(r"[^\n]+", text)]
    given = (
        ("PERSON", "李青禾"),
        ("TITLE", "县长"),
        ("PLACE", "云溪镇"),
        ("DATE", "1月28日"),
        ("QUANTITY", "3400余只"),
    )
    entities = [(label, span(words, text)) for label, words in given if marks and words in text]
    metrics = [span("3400余只", text)] if marks and "3400余只" in text else []
    measures = [("done", "发放口罩3400余只"), ("required", "加强排查")] if metrics else []
    report = Report(
        id="0" * 32, path="x", encoding="utf-8", title=None, published=None, source=None, publisher=None, author=None,
        editor=None, reporter=None, text=text, repairs=(),
        paragraphs=tuple(Paragraph(start=s, end=e, kind="body" if s else "title") for s, e in lines),
        furniture=tuple(Furniture(raw=piece, text=source[piece.start : piece.end]) for piece in cut),
        entities=tuple(
            Entity(label=label, start=s, end=e, raw=body.raw(s, e), text=text[s:e]) for label, (s, e) in entities
        ),
        metrics=tuple(
            Metric(start=s, end=e, raw=body.raw(s, e), quantity=text[s:e], value=3400, unit="只", bound="over",
                   redacted=False, what="口罩", scope=None, as_of=None, per=None, sentence=Span(s, e))
            for s, e in metrics
        ),
        measures=tuple(
            Measure(start=(at := span(words, text)).start, end=at.end, raw=body.raw(*at), category="supplies",
                    status=status, text=words, trigger=words[:2])
            for status, words in measures
        ),
    )  # fmt: skip
    return Reading(report, source, body)


def repaired(source, steps, drop=()):
    """A reading of a source with some repairs: before, after, step, confidence."""
    cut = [span(piece, source) for piece in drop]
    places = [(span(before, source), before, after, step, sure) for before, after, step, sure in steps]
    edits = [*((*place, after) for place, _, after, _, _ in places), *((*piece, "") for piece in cut)]
    body = AlignedText.of(source).edited(sorted(edits))
    report = structs.replace(
        reading(body.text, marks=False).report,
        furniture=tuple(Furniture(raw=piece, text=piece.of(source)) for piece in cut),
        repairs=tuple(
            Repair(step=step, raw=place, start=(at := body.locate(place)).start, end=at.end, before=before, after=after,
                   confidence=sure)
            for place, before, after, step, sure in places
        ),
    )  # fmt: skip
    return Reading(report, source, body)


def note(where, raw=None):
    return Annotation(id="1", raw=raw or where, exact="", prefix="", suffix="", start=where.start, end=where.end,
                      label=None, note="记", created="2020-02-01T00:00:00Z")  # fmt: skip


class Bench(App):
    CSS = "#page { height: 1fr; width: 1fr; }"

    def __init__(self):
        super().__init__()
        self.page = Page(id="page")
        self.moves, self.spans = [], []

    def get_theme_variable_defaults(self):
        return DEFAULTS

    def compose(self):
        yield self.page

    def on_page_cursor_moved(self, event):
        self.moves.append(event.position)

    def on_page_selection_changed(self, event):
        self.spans.append(event.span)


@asynccontextmanager
async def opened(shown=None, annotations=(), size=(40, 12)):
    app = Bench()
    async with app.run_test(size=size) as pilot:
        app.page.show(shown or reading(), annotations)
        app.page.focus()
        await pilot.pause()
        yield app.page, pilot


def screen(page):
    return [page.render_line(y).text for y in range(page.size.height)]


def styles(page, words, *, attributes=False):
    """The styles of the characters of some words on the screen, as a set."""
    found = set()
    for y in range(page.size.height):
        line = page.render_line(y)
        at = line.text.find(words)
        for segment in line:
            if at >= 0 and max(0, at) < len(segment.text) and at + len(words) > 0:
                style = segment.style
                found.add((style.bold, style.italic, style.underline, style.underline2) if attributes else str(style))
            at -= len(segment.text)
            if at + len(words) <= 0:
                break
    return found


def do(page, *actions):
    for action in actions:
        getattr(page, f"action_{action}")()
    return page.cursor


async def test_a_report_is_drawn_with_margins_and_empty_rows_between_paragraphs():
    async with opened() as (page, _):
        shown = screen(page)
        assert shown[0].rstrip() == " " * MARGIN + TITLE
        assert not shown[1].strip()
        assert [line[MARGIN:].rstrip() for line in shown[2:5]] == [
            "1月28日，县长李青禾到云溪镇检查。",
            "发放口罩3400余只，要求各村加强排",
            "查，做好登记。",
        ]
        assert all(page.render_line(y).cell_length == page.scrollable_content_region.width for y in range(12))


async def test_the_gutter_tells_rows_with_measures_done_and_required_and_notes():
    async with opened(annotations=(note(span("云溪镇")),)) as (page, _):
        assert [line[:MARGIN] for line in screen(page)[2:5]] == ["  • ", "▎┆  ", " ┆  "]
        page.set_kinds(KINDS - {"MEASURE"})
        page.set_annotations(())
        assert [line[:MARGIN] for line in screen(page)[2:5]] == ["    "] * 3


async def test_moving_by_characters_rows_paragraphs_and_ends():
    async with opened() as (page, _):
        assert do(page, "cursor_right", "cursor_right", "cursor_left") == 1
        assert do(page, "page_end") == len(TEXT) - 1
        assert do(page, "cursor_right") == len(TEXT) - 1
        assert do(page, "page_start", "cursor_left") == 0
        assert do(page, "paragraph_next") == span(BODY).start
        assert do(page, "cursor_left") == span(BODY).start - 2, "a line break is no place to stand"
        assert do(page, "paragraph_next", "paragraph_next", "cursor_right", "paragraph_previous") == span(LAST).start
        assert do(page, "paragraph_previous", "paragraph_previous") == 0


async def test_moving_up_and_down_keeps_the_column_over_shorter_rows():
    async with opened() as (page, _):
        page.cursor = span("加强排查").start
        column = page._rows.column_of(page.cursor)
        down = do(page, "cursor_down")
        assert TEXT[down] == "。"
        assert do(page, "cursor_up") == span("加强排查").start
        assert do(page, "cursor_up", "cursor_up") == len(TITLE) - 1
        do(page, "cursor_down")
        assert abs(page._rows.column_of(page.cursor) - column) <= 1
        assert do(page, "page_start", "cursor_up") == 0
        assert do(page, "page_end", "cursor_down") == len(TEXT) - 1


async def test_words_are_runs_of_characters_until_the_dictionary_is_there():
    async with opened() as (page, _):
        assert do(page, "word_next") == span("1月28").start
        assert do(page, "word_end") == span("月28").start
        assert do(page, "word_end") == span("8日").start
        assert do(page, "word_next", "word_next", "word_end") == span("检查。").end - 2
        page._cut = lambda run: [(at, min(at + 2, len(run))) for at in range(0, len(run), 2)]
        page.cursor = 0
        assert do(page, "word_next") == 2
        assert do(page, "word_end") == 3
        assert do(page, "word_next", "word_previous") == 2


async def test_words_are_asked_for_and_then_moved_by(monkeypatch):
    monkeypatch.setattr(page_module, "DICTIONARY_AFTER", 0.01)
    asked = []
    monkeypatch.setattr(
        Page.WordsWanted, "__init__", lambda self, text: (asked.append(text), Message.__init__(self))[0]
    )
    async with opened() as (page, pilot):
        async with asyncio.timeout(20):
            while not asked:
                await pilot.pause(0.02)
        assert asked[0] == TEXT
        page.cut_by(words_of(asked[0]))
        assert do(page, "page_start", "word_next", "word_next", "word_next", "word_next") == span("疫情").start
        assert page._cut("本报告里没有的一段") == ((0, 9),)


async def test_entities_and_matches_come_round():
    async with opened() as (page, _):
        names = []
        for _ in range(6):
            do(page, "entity_next")
            names.append(TEXT[page.cursor])
        assert names == ["1", "县", "李", "云", "3", "1"]
        assert TEXT[do(page, "entity_previous")] == "3"
        page.set_kinds(frozenset({"PLACE"}))
        assert do(page, "entity_next") == do(page, "entity_next") == span("云溪镇").start
        page.set_matches([span("要求"), span("登记")])
        assert page.cursor == span("要求").start
        assert do(page, "match_next") == span("登记").start
        assert do(page, "match_next") == span("要求").start
        assert do(page, "match_previous") == span("登记").start


async def test_selecting_by_moving_swapping_and_clearing():
    async with opened() as (page, pilot):
        page.cursor = 3
        do(page, "select", "cursor_right", "cursor_right")
        assert page.selection == (3, 6)
        assert do(page, "select_swap") == 3
        assert do(page, "cursor_left") == 2
        assert page.selection == (2, 6)
        do(page, "select", "cursor_right")
        assert page.selection == (2, 6), "stopped"
        do(page, "clear_selection")
        await pilot.pause()
        assert page.selection is None
        assert pilot.app.spans[-1] is None


async def test_selection_grows_to_mention_clause_sentence_paragraph_and_back():
    async with opened() as (page, _):
        page._cut = lambda run: [(at, at + 1) for at in range(len(run))]
        page.cursor = span("青禾").start
        grown = []
        for _ in range(7):
            do(page, "select_grow")
            grown.append(TEXT[slice(*page.selection)])
        assert grown == [
            "青",
            "李青禾",
            "县长李青禾到云溪镇检查。",
            "1月28日，县长李青禾到云溪镇检查。",
            BODY,
            TEXT,
            TEXT,
        ]
        back = []
        for _ in range(5):
            do(page, "select_shrink")
            back.append(TEXT[slice(*page.selection)] if page.selection else None)
        assert back == [*grown[4::-1]]
        do(page, "select_shrink")
        assert page.selection is None


async def test_a_label_applies_to_the_selection_else_to_the_mention_under_the_cursor():
    async with opened() as (page, _):
        assert page.target() is None
        page.cursor = span("青禾").start
        assert page.target() == span("李青禾")
        page.selection = Span(0, 2)
        assert page.target() == (0, 2)


async def test_the_app_is_told_of_moves_and_selections():
    async with opened() as (page, pilot):
        do(page, "cursor_right")
        await pilot.pause()
        do(page, "select")
        await pilot.pause()
        assert pilot.app.moves == [1]
        assert pilot.app.spans == [(1, 2)]


@pytest.mark.parametrize("half", [0, 1])
async def test_a_click_on_either_half_of_a_character_sets_the_cursor_on_it(half):
    async with opened() as (page, pilot):
        await pilot.click(Page, offset=(MARGIN + 4 * 2 + half, 0))
        assert page.cursor == 4
        await pilot.click(Page, offset=(1, 2))
        assert page.cursor == span(BODY).start
        await pilot.click(Page, offset=(38, 11))
        assert page.cursor == len(TEXT) - 1


async def test_a_click_drops_the_selection():
    async with opened() as (page, pilot):
        page.selection = Span(0, 4)
        await pilot.click(Page, offset=(MARGIN + 12, 0))
        assert page.selection is None


async def test_a_drag_selects_in_both_directions():
    async with opened() as (page, pilot):
        await pilot.mouse_down(Page, offset=(MARGIN + 4, 0))
        await pilot.hover(Page, offset=(MARGIN + 10, 0))
        assert page.selection == (2, 6)
        await pilot.hover(Page, offset=(MARGIN, 0))
        assert page.selection == (0, 3)
        await pilot.mouse_up(Page, offset=(MARGIN, 0))
        await pilot.hover(Page, offset=(MARGIN + 12, 0))
        assert page.selection == (0, 3)


@pytest.mark.parametrize(("beyond", "first"), [(40, 0), (-3, 118)])
async def test_a_drag_held_beyond_an_edge_scrolls_on(beyond, first, monkeypatch):
    monkeypatch.setattr(page_mouse, "SCROLL_AGAIN", 0.01)
    long = "\n".join(f"第{number}段疫情防控工作。" for number in range(60))
    async with opened(reading(long)) as (page, pilot):
        page.scroll_to(y=first, animate=False)
        await pilot.pause()
        await pilot.mouse_down(Page, offset=(MARGIN + 4, 5))
        pressed = page.cursor
        page.on_mouse_move(MouseMove(page, MARGIN, beyond, 0, 0, 1, False, False, False))
        last = 0 if beyond < 0 else len(long) - 1
        async with asyncio.timeout(10):
            while abs(page.cursor - last) > 20:
                await pilot.pause(0.02)
        assert page.selection.covers(Span(*sorted((pressed, page.cursor))))
        page.on_mouse_move(MouseMove(page, MARGIN, 5, 0, 0, 1, False, False, False))
        top = page.scroll_offset.y
        await pilot.pause(0.1)
        assert page.scroll_offset.y == top, "inside, it stands still"
        page.on_mouse_move(MouseMove(page, MARGIN, beyond, 0, 0, 1, False, False, False))
        await pilot.mouse_up(Page, offset=(MARGIN, 5))
        assert page._scrolling is None


async def test_wide_ambiguous_characters_leave_rows_as_wide_as_textual_thinks():
    text = "“防控”要求：…第①条·其中℃\n" * 3 + "——" * 60
    app = Bench()
    app.measure = Cells(2)
    async with app.run_test(size=(24, 20)) as pilot:
        app.page.show(reading(text, marks=False))
        await pilot.pause()
        width = app.page.scrollable_content_region.width
        for y in range(app.page.size.height):
            line = app.page.render_line(y)
            assert line.cell_length == terminal_cells(line.text) == width
        first = app.page._rows[0]
        assert app.page.offset_under(MARGIN + 2, 0) == first.start + 1, "the sign before takes two cells"


def terminal_cells(text):
    """Cells that a terminal advances which gives two to what may be wide."""
    return sum(-1 if char == "\b" else Cells(2).width(char) for char in text)


async def test_several_clicks_select_a_word_a_sentence_a_paragraph():
    async with opened() as (page, pilot):
        page._cut = lambda run: [(at, min(at + 2, len(run))) for at in range(0, len(run), 2)]
        where = (MARGIN + 4 * 2, 0)
        await pilot.click(Page, offset=where, times=2)
        assert page.selection == (4, 6)
        page.on_click(Click(page, *where, 0, 0, 1, False, False, False, chain=3))
        assert page.selection == span(TITLE)


async def test_the_wheel_scrolls_and_leaves_the_cursor():
    long = "\n".join(f"第{number}段疫情防控工作。" for number in range(60))
    async with opened(reading(long)) as (page, pilot):
        page._on_mouse_scroll_down(type("Wheel", (), {"ctrl": False, "shift": False, "stop": lambda *_: None})())
        await pilot.pause()
        assert page.scroll_offset.y > 0
        assert page.cursor == 0


async def test_revealed_evidence_is_in_sight_stands_out_and_fades(monkeypatch):
    monkeypatch.setattr(page_module, "EMPHASIS", 0.05)
    long = "\n".join([*["前面的段落。"] * 60, BODY, *["后面的段落。"] * 60])
    shown = reading(long)
    async with opened(shown) as (page, pilot):
        where = span("李青禾", long)
        page.reveal(where)
        emphasised = styles(page, "青禾")
        assert emphasised
        assert page.cursor == where.start
        await pilot.pause(0.2)
        assert styles(page, "青禾") != emphasised


RAW = "网站首页 > 新闻\n松坪縣(xiàn)部署\n县长李青禾检查。\n评论 0\n"
DROPPED = ("网站首页 > 新闻\n", "(xiàn)", "\n评论 0\n")


async def test_the_cursor_stays_on_its_character_in_every_view():
    shown = reading(RAW, DROPPED)
    async with opened(shown) as (page, _):
        for offset, char in enumerate(shown.report.text):
            if char == "\n":
                continue
            page.cursor = offset
            for face in ("raw", "changes", "clean", "changes", "raw", "clean"):
                page.view = face
                assert page._view.text[page._at] == char
                assert page.cursor == offset
            assert page._at == offset


async def test_turned_over_three_times_the_page_is_as_it_was():
    async with opened(reading(RAW, DROPPED)) as (page, _):
        for face in FACES:
            page.view = face
            for at in range(len(page._view.text)):
                page.put(at)
                before = (page.cursor, page._at)
                for _ in FACES:
                    do(page, "toggle_view")
                assert (page.cursor, page._at) == before


async def test_between_source_and_changes_the_cursor_stays_on_what_was_taken_away():
    async with opened(reading(RAW, DROPPED)) as (page, _):
        page.view = "raw"
        for at, char in enumerate(RAW):
            page.put(at)
            page.view = "changes"
            assert page._view.text[page._at] == char
            page.put(page._at)
            page.view = "raw"
            assert page._at == at


async def test_turning_the_page_keeps_the_height_of_the_cursor():
    long = "页首\n" * 30 + "\n".join(f"第{number}段。" for number in range(60))
    async with opened(reading(long, ["页首\n" * 30])) as (page, _):
        page.cursor = page.clean_text.index("第40段")
        do(page, "cursor_up", "cursor_up")
        height = page._rows.row_of(page._at) - page.scroll_offset.y
        for _ in FACES:
            do(page, "toggle_view")
            assert page._rows.row_of(page._at) - page.scroll_offset.y == height


async def test_from_furniture_the_cursor_comes_back_to_furniture():
    async with opened(reading(RAW, DROPPED)) as (page, _):
        do(page, "toggle_view")
        page.put(RAW.index("xiàn"))
        assert do(page, "toggle_view", "toggle_view") == page._at == 3
        do(page, "toggle_view")
        assert page._at == RAW.index("xiàn")
        page.cursor = 0
        do(page, "toggle_view", "toggle_view", "toggle_view")
        assert page._at == RAW.index("松坪")


DAMAGED = "首頁 > 新聞\n松坪縣（xiàn）部署\n?喞鐩炬繁\n检查\ue5e5完。"
STEPS = (
    ("（xiàn）", "", "pinyin", 1.0),
    ("縣", "县", "traditional", 1.0),
    ("?喞鐩炬繁", "李青禾", "shifted-bytes", 0.8),
)


def looks(page, words):
    """Whether some words on the screen are struck through, underlined, bold, italic."""
    styles = [
        segment.style for y in range(page.size.height) for segment in page.render_line(y) if words in segment.text
    ]
    assert styles, words
    return tuple(bool(getattr(styles[0], name)) for name in ("strike", "underline", "bold", "italic"))


async def test_the_changes_view_strikes_what_was_taken_away_and_underlines_what_was_put_in():
    async with opened(repaired(DAMAGED, STEPS, ["首頁 > 新聞\n"]), size=(60, 12)) as (page, _):
        page.view = "changes"
        page.put(0)
        shown = [line[MARGIN:].rstrip() for line in screen(page)[:4]]
        assert shown == ["首頁 > 新聞", "松坪县（xiàn）部署", "?喞鐩炬繁李青禾", "检查▯完。"]
        assert looks(page, "頁 > 新聞") == (True, False, False, False)
        assert looks(page, "（xiàn）") == (True, False, False, False)
        assert styles(page, "县") != styles(page, "检查")
        assert looks(page, "县") == (False, False, False, False), "there are hundreds of them"
        assert looks(page, "?喞鐩炬繁") == (True, False, False, True), "it is doubtful"
        assert looks(page, "李青禾") == (False, True, True, True)
        assert looks(page, "检查") == (False, False, False, False)
        assert styles(page, "▯") != styles(page, "检查")


async def test_selecting_what_is_struck_selects_what_was_put_in_for_it():
    damaged = repaired("松坪县甲乙丙丁发布。", [("甲乙丙丁", "疫情通报", "shifted-bytes", 0.5)])
    async with opened(damaged, size=(60, 12)) as (page, _):
        page.view = "changes"
        page.put(page._view.text.index("乙"))
        page.action_select()
        page.action_cursor_right()
        assert page.selection.of(page.clean_text) == "情通"
        page.view = "clean"
        assert page._view.text[page._at] == "通"
        assert page.selection.of(page.clean_text) == "情通"


@pytest.mark.parametrize("view", ["clean", "raw", "changes"])
async def test_a_mark_across_a_doubtful_repair_shows_in_every_view(view):
    damaged = repaired("已出结?58人。", [("?", "果", "shifted-bytes", 0.5)])
    at = Span(*span("结果58", damaged.report.text))
    mark = note(at, damaged.body.raw(*at))
    async with opened(damaged, (mark,), size=(60, 12)) as (page, _):
        page.view = view
        shown = {"clean": "结果58", "raw": "结?58", "changes": "结?果58"}[view]
        start = page._view.text.index(shown)
        marked = {at for run in page._layers(page._view)[2].over(0, 99) for at in range(run.start, run.end)}
        assert set(range(start, start + len(shown))) <= marked


@pytest.mark.parametrize("view", ["raw", "changes"])
async def test_what_nothing_was_put_in_for_marks_nothing_beside_it(view):
    async with opened(reading(RAW, DROPPED), size=(60, 12)) as (page, _):
        page.view = view
        page.put(page._view.text.index("xiàn"))
        assert page.here == Span(3, 3)
        assert page.target() is None
        page.action_select()
        assert page.selection is None, "nothing of the cleaned text is selected yet"
        page.action_cursor_right()
        assert page.selection is None
        page.put(page._view.text.index("署"))
        assert page.selection.of(page.clean_text) == "部署"
        page.put(page._view.text.index("坪"))
        assert page.selection.of(page.clean_text) == "坪縣"
        page.action_select_swap()
        page.action_clear_selection()
        page.put(page._view.text.index("坪"))
        page.action_select()
        page.put(page._view.text.index("iàn"))
        assert page.selection.of(page.clean_text) == "坪縣", "up to what was taken away, and no further"


@pytest.mark.parametrize("view", ["raw", "changes"])
async def test_what_was_taken_away_within_a_name_belongs_to_it(view):
    shown = reading(RAW, DROPPED)
    name = Entity(label="PLACE", start=1, end=5, raw=shown.body.raw(1, 5), text="坪縣部署")
    after = Entity(label="ORG", start=3, end=5, raw=shown.body.raw(3, 5), text="部署")
    for entities, target in (((name, after), Span(1, 5)), ((after,), None)):
        found = Reading(structs.replace(shown.report, entities=entities), shown.source, shown.body)
        async with opened(found, size=(60, 12)) as (page, _):
            page.view = view
            page.put(page._view.text.index("xiàn"))
            assert page.target() == target
            page.put(page._view.text.index("部"))
            assert page.target() == Span(3, 5)


async def test_two_clicks_on_what_was_taken_away_select_no_word_beside_it():
    async with opened(reading(RAW, DROPPED), size=(60, 12)) as (page, pilot):
        page.view = "raw"
        for words, selected in (("首页", False), ("xiàn", True), ("部署", True)):  # the second stands within a word
            row = next(y for y, line in enumerate(screen(page)) if words in line)
            line = screen(page)[row]
            await pilot.click(page, offset=(cell_len(line[: line.index(words)]) + 1, row), times=2)
            await pilot.pause()
            assert (page.selection is not None) == selected


async def test_the_changes_of_a_long_report_are_worked_out_beside_the_event_loop(monkeypatch):
    monkeypatch.setattr(page_faces, "LONG", 10)
    async with opened(repaired(DAMAGED, STEPS), size=(60, 12)) as (page, pilot):
        page.put(page._view.text.index("署"))
        page.view = "changes"
        assert "xiàn" not in page._view.text, "not yet"
        async with asyncio.timeout(5):
            while "xiàn" not in page._view.text:
                await pilot.pause(0.02)
        assert page._view.text[page._at] == "署"
        page.show(repaired(DAMAGED, STEPS[:2]))
        page.view = "clean"
        await pilot.pause(0.1)
        assert "xiàn" not in page._view.text, "nobody waits for them any more"


async def test_among_changes_next_and_previous_go_from_change_to_change():
    async with opened(repaired(DAMAGED, STEPS, ["首頁 > 新聞\n"]), size=(60, 12)) as (page, _):
        page.view = "changes"
        page.put(page._view.text.index("部"))
        seen = []
        for action in ("entity_next", "entity_next", "entity_next", "entity_previous", "entity_previous"):
            do(page, action)
            seen.append((page._view.text[page._at], page.change.causes[0].step))
        assert seen == [
            ("?", "shifted-bytes"),
            ("首", "furniture"),
            ("（", "pinyin"),
            ("首", "furniture"),
            ("?", "shifted-bytes"),
        ]
        assert page.here == Span(6, 7), "on what was put in for it"
        do(page, "entity_previous")
        assert page.here == Span(3, 3), "between two characters"
        page.put(page._view.text.index("县"))
        assert [cause.step for cause in page.change.causes] == ["traditional"]
        page.put(page._view.text.index("部"))
        assert page.change is None
        page.view = "clean"
        assert page.change is None


async def test_the_app_is_told_of_moves_over_what_the_cleaned_text_lacks():
    async with opened(reading(RAW, DROPPED)) as (page, pilot):
        page.view = "changes"
        page.put(RAW.index("xiàn"))
        await pilot.pause()
        told = len(pilot.app.moves)
        do(page, "cursor_right")
        await pilot.pause()
        assert len(pilot.app.moves) > told


async def test_the_raw_view_shows_the_source_with_furniture_and_entities_marked():
    async with opened(reading(RAW, DROPPED)) as (page, _):
        plain = styles(page, "检查")
        do(page, "toggle_view", "page_end")
        assert [line[MARGIN:].rstrip() for line in screen(page)[:3]] == RAW.split("\n")[:3]
        assert styles(page, "首页") != plain == styles(page, "检查")
        assert styles(page, "李青禾") != plain


async def test_a_selection_in_the_raw_view_is_one_of_the_cleaned_text():
    async with opened(reading(RAW, DROPPED)) as (page, _):
        do(page, "toggle_view")
        page.put(RAW.index("縣"))
        do(page, "select")
        page.put(RAW.index("部署") + 1)
        assert page.selection == (2, 5)


HOSTILE = "开\x1b[31m头\x9b2J\x00中\u202e间\ud800\u200b\ue5e5[/]尾[bold]$x[/bold] \x07\r\n第二\x85段\u2028完"


@pytest.mark.parametrize("view", FACES)
async def test_no_control_character_reaches_the_terminal_and_nothing_is_markup(view):
    async with opened(reading(HOSTILE, marks=False), size=(80, 12)) as (page, _):
        page.view = view
        shown = "".join(screen(page))
        assert not re.search("[\x00-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2066-\u2069\ud800-\udfff\ue000-\uf8ff]", shown)
        assert "␛[31m头␦2J␀中⇄间\ufffd‸▯[/]尾[bold]$x[/bold] ␇␍" in shown
        page.show_message(HOSTILE)
        assert "␛[31m头␦2J" in "".join(screen(page))


async def test_each_label_looks_different_without_colour():
    pieces = {label: f"甲{number}乙" for number, label in enumerate(LABELS)}
    text = "。".join(pieces.values())
    base = reading(text).report
    entities = tuple(
        Entity(label=label, start=(at := span(words, text)).start, end=at.end, raw=at, text=words)
        for label, words in pieces.items()
    )
    report = Report(**{field: getattr(base, field) for field in base.__struct_fields__} | {
        "entities": entities, "paragraphs": (Paragraph(start=0, end=len(text), kind="body"),)})  # fmt: skip
    async with opened(Reading(report, text, AlignedText.of(text)), size=(80, 12)) as (page, _):
        page.cursor = len(text) - 1
        looks = [styles(page, words[:2], attributes=True) for words in pieces.values()]
        assert len({frozenset(look) for look in looks}) == len(LABELS)
        assert all(any(map(any, look)) for look in looks)


async def test_marks_match_selection_and_cursor_all_look_different():
    async with opened(annotations=(note(span("做好")),)) as (page, _):
        page.set_matches([span("要求")])
        page.selection = span("到")
        page.cursor = span("检查").start
        shown = [styles(page, words) for words in ("要求", "做好", "到", "检", "李青禾", "加强", "发放", "各村")]
        assert all(len(look) == 1 for look in shown)
        assert len({min(look) for look in shown}) == len(shown)


async def test_another_theme_changes_the_colours():
    async with opened() as (page, pilot):
        before = styles(page, "云溪镇")
        pilot.app.theme = "textual-light"
        await pilot.pause()
        assert styles(page, "云溪镇") != before


async def test_switching_a_kind_off_takes_its_marks_away():
    async with opened() as (page, _):
        before = styles(page, "云溪镇")
        page.set_kinds(KINDS - {"PLACE"})
        assert styles(page, "云溪镇") == styles(page, "检查") != before


async def test_another_width_keeps_the_cursor_in_sight():
    long = "\n".join(f"第{number}段，{BODY}" for number in range(40))
    async with opened(reading(long)) as (page, pilot):
        page.cursor = long.index("第30段")
        for width in (60, 24, 100, 8):
            await pilot.resize_terminal(width, 12)
            await pilot.pause()
            row = page._rows.row_of(page.cursor) - page.scroll_offset.y
            assert 0 <= row < page.scrollable_content_region.height
            assert page._rows.width == max(2, min(100, page.scrollable_content_region.width - MARGIN - 1))


async def test_a_long_report_opens_before_it_is_wrapped_to_its_end():
    long = "疫情防控工作进展顺利，各项措施落实到位。\n" * 49_999 + BODY
    async with opened(reading(long, marks=False)) as (page, pilot):
        page.show(reading(long, marks=False))
        assert len(page._rows) < 60_000
        assert page.virtual_size.height > 60_000
        page.selection = Span(0, len(long))
        assert not page._rows.complete
        assert do(page, "page_end") == len(long) - 1
        await pilot.pause()
        assert page._rows.complete
        assert page.scroll_offset.y == page.max_scroll_y


async def test_half_pages_move_the_cursor_and_the_screen():
    long = "\n".join(f"第{number}段" for number in range(60))
    async with opened(reading(long), size=(40, 20)) as (page, _):
        do(page, "half_page_down", "half_page_down")
        assert page.scroll_offset.y in {19, 20}
        assert page._rows.row_of(page.cursor) == 20
        do(page, "half_page_up", "half_page_up", "half_page_up")
        assert page.cursor == 0
        assert page.scroll_offset.y == 0


async def test_without_a_report_there_is_a_message_and_nothing_to_move():
    async with opened() as (page, pilot):
        page.selection = Span(0, 2)
        page.show_message("坏文件.txt\n不是文本")
        await pilot.pause()
        assert [line.strip() for line in screen(page)[:2]] == ["坏文件.txt", "不是文本"]
        assert page.selection is None
        assert pilot.app.spans[-1] is None
        for action in ("cursor_down", "word_next", "select", "select_grow", "entity_next", "toggle_view", "page_end"):
            assert do(page, action) == 0
        page.set_matches([Span(0, 1)])
        page.set_annotations(())
        page.reveal(Span(0, 1))
        assert page.target() is None
        page.show(None)
        assert not "".join(screen(page)).strip()


@pytest.mark.parametrize("text", ["", "\n\n\n", " ", "\u0301\u0301", "，"])
async def test_odd_texts_can_be_walked_over(text):
    async with opened(reading(text, marks=False)) as (page, pilot):
        for action in ("cursor_right", "cursor_down", "word_next", "word_end", "paragraph_next", "select",
                       "select_grow", "select_shrink", "page_end", "cursor_left", "cursor_up",
                       "word_previous", "paragraph_previous",
                       "half_page_down", "half_page_up", "toggle_view", "cursor_right", "page_start"):  # fmt: skip
            do(page, action)
            screen(page)
        await pilot.pause()


async def test_a_search_draws_only_the_rows_that_get_or_lose_a_match():
    async with opened() as (page, pilot):
        drawn, refresh = [], page.refresh
        page.refresh = lambda *places, **named: drawn.append(places) or refresh(*places, **named)
        page.set_matches([span("登记")])
        await pilot.pause()
        assert styles(page, "登记") != styles(page, "排查")
        assert drawn
        assert all(place.height < page.size.height for places in drawn for place in places)
        assert all(drawn)
        page.set_matches([])
        page.action_page_start()
        assert styles(page, "登记") == styles(page, "做好")


async def test_a_repair_in_doubt_is_seen_in_the_cleaned_text_and_can_be_switched_off():
    shown = repaired(DAMAGED, STEPS, ["首頁 > 新聞\n"])
    async with opened(shown, size=(60, 12)) as (page, _):
        doubted, plain = styles(page, "李青禾"), styles(page, "检查")
        assert doubted != plain
        assert styles(page, "完。") == plain, "what is sure is as all else"
        at = page.clean_text.index("青")
        page.put(at)
        assert page.doubt.step == "shifted-bytes"
        page.put(page.clean_text.index("坪"))
        assert page.doubt is None
        page.put(0)
        page.set_kinds(KINDS - {"DOUBT"})
        assert styles(page, "李青禾") == plain
        page.view = "changes"
        page.put(page._view.text.index("青"))
        assert page.doubt is None, "the change itself is told there"


async def test_a_repair_in_doubt_is_seen_without_colours_too(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(repaired(DAMAGED, STEPS), size=(60, 12)) as (page, _):
        page.put(0)
        assert styles(page, "李青禾", attributes=True) != styles(page, "检查", attributes=True)
