"""Judgements: on which item each is, what stands after them, and how they are made from the keyboard."""

from datetime import UTC, datetime

import msgspec
import pytest
from msgspec import structs
from textual.widgets._toast import Toast

from parsing.record import Annotation, Judgement
from parsing.spans import Span
from tests.tui.conftest import read
from tests.tui.driving import drawn, ready, settle
from tests.tui.test_anchors import reading as plain
from tui.data.anchors import anchored, lost, on_report, place
from tui.data.judging import (
    FIELDS,
    approved,
    corrected,
    items,
    judged,
    known_verdicts,
    read_field,
    said,
    verdict_of,
    verdicts,
)
from tui.data.query import Subject, parse_query
from tui.data.refinding import candidates, moved
from tui.data.store import Store
from tui.screens.asking import NoteScreen
from tui.screens.relating import alike
from tui.widgets.choice import Choice

NOW = datetime(2031, 2, 1, 12, 30, tzinfo=UTC)


@pytest.fixture
def reading(folder):
    return read(str(folder / "b.txt"))


def found(reading, kind, nth=0):
    return [each for each in items(reading.report) if each.kind == kind][nth]


def said_of(reading, kind, verdict, nth=0, author="甲", **fields):
    return judged(reading, found(reading, kind, nth), verdict, NOW, author=author, corrected=fields)


def test_a_judgement_is_about_one_item_and_survives_another_extraction(reading):
    mark = said_of(reading, "metric", "accepted")
    known = verdicts(reading.report, [mark], "甲")
    assert [known.of(each) for each in known.items if each.kind == "metric"] == ["accepted", None]
    assert mark.motivation == "assessing"
    again = structs.replace(reading.report, metrics=tuple(
        structs.replace(each, what="别的", scope="别处") for each in reversed(reading.report.metrics)
    ))  # fmt: skip
    known = verdicts(again, [mark], "甲")
    assert [known.of(each) for each in known.items if each.kind == "metric"] == ["accepted", None]


def test_something_else_found_in_the_same_place_has_not_been_judged(reading):
    mark = said_of(reading, "metric", "rejected")
    other = structs.replace(
        reading.report, metrics=tuple(structs.replace(each, value=7) for each in reading.report.metrics)
    )
    assert verdicts(other, [mark]).marks == {}


def test_what_was_corrected_is_set_right_and_still_judged(reading):
    mark = said_of(reading, "metric", "corrected", value=34000, scope="云溪镇")
    right = corrected(reading.report, [mark])
    assert (right.metrics[0].value, right.metrics[0].scope) == (34000, "云溪镇")
    assert right.metrics[1:] == reading.report.metrics[1:]
    assert verdict_of("metric", right.metrics[0], known_verdicts([mark])) == "corrected"
    assert verdicts(right, [mark]).marks.keys() == verdicts(reading.report, [mark]).marks.keys()
    assert mark.motivation == "editing"


def test_one_s_own_judgement_counts_first_then_the_latest(reading):
    mine = said_of(reading, "metric", "accepted")
    theirs = structs.replace(said_of(reading, "metric", "rejected", author="乙"), created="2031-03-01T00:00:00.000Z")
    key = found(reading, "metric").key
    for author, verdict in (("甲", "accepted"), ("乙", "rejected"), ("丙", "rejected")):
        assert verdicts(reading.report, [mine, theirs], author).marks[key].judgement.verdict == verdict


def test_every_field_of_a_finding_can_be_written_and_read_back(reading):
    for each in items(reading.report):
        for name, value in said(each.kind, each.item).items():
            text = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
            assert read_field(name, text) == value
            assert name in FIELDS[each.kind]
    for name, text in (
        ("status", "maybe"),
        ("category", "nothing"),
        ("value", "many"),
        ("value", "nan"),
        ("value", "inf"),
        ("value", "1e400"),
        ("value", "1,5"),  # which may be meant as one and a half
        ("value", "1_000"),
        ("as_of", "昨天"),
        ("as_of", "2020-13-01"),
        ("as_of", "2021-02-29"),
        ("as_of", "--04-31"),
        ("as_of", "2020-02-03T99"),
        ("unit", ""),
        ("bound", "x"),
    ):
        with pytest.raises(ValueError, match=r".*"):
            read_field(name, text)
    for name, text, value in (
        ("value", "１．５万", 15_000),
        ("value", "１，２００", 1200),
        ("value", "12,345.5", 12345.5),
        ("as_of", "２０２０－０２－０３", "2020-02-03"),
        ("as_of", "--02-03T10/--02-04", "--02-03T10/--02-04"),
        ("as_of", "--02-29T24", "--02-29T24"),
    ):
        assert read_field(name, text) == value


def test_approval_and_tags_are_about_the_report_and_never_lost(reading):
    approval = on_report(reading.report.id, NOW, author="甲", judgement=Judgement(kind="report", verdict="accepted"))
    tag = on_report(reading.report.id, NOW, author="甲", tag="待查")
    for mark in (approval, tag):
        assert mark.whole
        assert place(reading, mark) == mark
        assert not lost(mark)
    assert approved([tag, approval])
    assert not approved([tag])
    assert tag.id == on_report(reading.report.id, datetime.now(UTC), author="甲", tag="待查").id


def test_both_ends_of_a_relation_follow_their_words(reading):
    text = reading.report.text
    ends = [Span(text.index(words), text.index(words) + len(words)) for words in ("3400份", "宣传单")]
    mark = anchored(reading, ends[0], None, None, NOW, relation=("METRIC_OF", ends[1]))
    assert mark.motivation == "linking"
    placed = place(plain("前言。" + reading.source), mark)
    assert [placed.start, placed.to.start] == [end.start + 3 for end in ends]
    assert lost(place(plain(reading.source.replace("宣传单", "画册")), mark))


@pytest.mark.parametrize(
    ("query", "matches"),
    [("is:approved", False), ("is:accepted", True), ("is:rejected", False), ("is:unjudged", True), ("has:notes", False),
     ("tag:待", True), ("has:tags", True), ("状况：有接受", True), ("-is:corrected", True), ("has:relations", False)],
)  # fmt: skip
def test_queries_ask_for_judgements_and_tags(reading, query, matches):
    marks = (said_of(reading, "metric", "accepted"), on_report(reading.report.id, NOW, tag="待查"))
    assert parse_query(query).matches(Subject(reading.report, marks)) is matches


def test_marks_of_old_read_and_new_ones_come_back():
    old = (
        '{"id":"a","raw":[0,2],"exact":"口罩","prefix":"","suffix":"","start":0,"end":2,'
        '"label":"KEY","note":null,"created":"x"}'
    )
    mark = msgspec.json.decode(old, type=Annotation)
    assert msgspec.json.encode(mark).decode() == old
    assert mark.motivation == "classifying"


# Lost marks


def test_a_lost_mark_is_offered_places_the_likeliest_first_and_moves_only_when_told():
    before = plain("县里今天发放口罩三千只到各乡镇卫生院。另有若干物资。")
    mark = anchored(before, Span(4, 11), "KEY", None, NOW)
    after = plain("开头新写了一段。县里昨天发放医用口罩三千只到各镇卫生院。另有口罩若干。")
    assert place(after, mark).start is None
    offered = candidates(after, place(after, mark))
    best = offered[0]
    assert "口罩三千" in best.span.of(after.report.text)
    assert [each.score for each in offered] == sorted((each.score for each in offered), reverse=True)
    again = moved(after, mark, best.span)
    assert (again.id, again.label, again.start) == (mark.id, "KEY", best.span.start)
    assert place(after, again) == again


def test_the_same_words_twice_are_both_offered():
    mark = anchored(plain("发口罩。"), Span(1, 3), "KEY", None, NOW)
    after = plain("又发口罩吧。再发口罩了。")
    assert {each.span.start for each in candidates(after, place(after, mark))} >= {2, 8}


def test_nothing_alike_is_not_offered():
    mark = anchored(plain("县里发放口罩三千只。"), Span(4, 9), "KEY", None, NOW)
    assert candidates(plain("完全不同的另一篇文字，说的是天气。"), mark) == []


def test_every_place_that_says_the_same():
    assert alike("口罩口罩，罩口罩", Span(5, 8)) == [Span(1, 4), Span(5, 8)]
    assert alike("云溪镇与云溪镇", Span(0, 3)) == [Span(0, 3), Span(4, 7)]
    assert alike("啊啊啊", Span(1, 3)) == [Span(1, 3)]


# From the keyboard


def told(reader):
    return {each.key: reader.verdicts.of(each) for each in reader.verdicts.items}


async def test_findings_are_judged_one_after_the_other_and_undone(opened, folder):
    app = opened(folder / "b.txt")
    async with app.run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("tab", "space", "a", "x")
        verdict = [said for said in told(reader).values() if said]
        assert verdict == ["accepted", "rejected"]
        assert len(reader.marks.of(reader.reading.report.id)) == 2
        assert "judged 2/" in reader.status.said
        await pilot.press("u")
        assert [said for said in told(reader).values() if said] == ["accepted"]
        await pilot.press("ctrl+r")
        assert [said for said in told(reader).values() if said] == ["accepted", "rejected"]
        first = next(each for each in reader.verdicts.items if reader.verdicts.of(each) == "accepted")
        reader.page.go(first.span.start)
        reader._chosen = first.key
        await pilot.press("x")
        assert [said for said in told(reader).values() if said] == ["rejected", "rejected"]
        assert len(reader.marks.of(reader.reading.report.id)) == 2


async def test_a_row_of_a_table_is_judged_and_shows_it(opened, folder):
    app = opened(folder / "b.txt")
    async with app.run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        reader.detail.open("metrics")
        reader.go("detail")
        await pilot.press("a", "x")
        assert [said for key, said in told(reader).items() if key[0] == "metric"] == ["accepted", "rejected"]
        lines = drawn(reader.detail.rows)
        assert "✓" in lines[1]
        assert "✗" in lines[2]


async def test_a_finding_is_corrected_and_the_table_shows_it(opened, folder):
    app = opened(folder / "b.txt")
    async with app.run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        reader.detail.open("metrics")
        reader.go("detail")
        await pilot.press("c")
        await pilot.press("down", "x")
        await pilot.press("enter")
        mark = reader.marks.of(reader.reading.report.id)[0]
        assert mark.judgement.verdict == "corrected"
        assert mark.judgement.corrected == {"unit": "x"}
        assert any("✎" in line and "x" in line for line in drawn(reader.detail.rows))


@pytest.mark.parametrize(
    ("language", "told", "wanted"), [("zh", "排查登记", "消毒通风"), ("en", "Screening", "Disinfection")]
)
async def test_a_field_of_few_values_is_chosen_by_their_names(opened, folder, language, told, wanted):
    app = opened(folder / "a.txt", language=language)
    async with app.run_test(size=(80, 24)) as pilot:
        reader = await ready(pilot)
        reader.detail.open("measures")
        reader.go("detail")
        await settle(pilot, lambda: reader.focused is reader.detail.rows)
        found = [getattr(getattr(item, "item", None), "category", "") for item in reader.detail.table.rows.items]
        reader.detail.rows.point(found.index("screening"))
        await pilot.press("c")
        await settle(pilot, lambda: app.screen is not reader and isinstance(app.focused, Choice))
        assert f"‹ {told} ›" in app.focused.render().plain
        await pilot.press("d")
        assert f"‹ {wanted} ›" in app.focused.render().plain
        await pilot.press("left", "right", "down", "right", "enter")
        await settle(pilot, lambda: reader.marks.of(reader.reading.report.id))
        assert reader.marks.of(reader.reading.report.id)[0].judgement.corrected == {
            "category": "disinfection",
            "status": "required",
        }


async def test_a_field_that_cannot_be_is_told_and_nothing_is_kept(opened, folder):
    app = opened(folder / "b.txt")
    async with app.run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        reader.detail.open("metrics")
        reader.go("detail")
        await pilot.press("c", *"many", "enter")
        hint = app.screen.query_one("#field-hint")
        await settle(pilot, lambda: "must be a number" in str(hint.content))
        await pilot.press(*["backspace"] * 4, *"7", "down", "backspace", "enter")
        await settle(pilot, lambda: "must not be empty" in str(hint.content))
        await pilot.press("escape")
        assert reader.marks.of(reader.reading.report.id) == ()


async def test_all_shown_are_accepted_after_a_look_in_one_step(opened, folder):
    app = opened(folder / "b.txt")
    async with app.run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        reader.go("page")
        await pilot.press("A")
        number = len(reader.verdicts.items)
        assert f"Accept {number} findings" in str(app.screen.query_one(".box").border_title)
        await pilot.press("escape")
        assert not reader.verdicts.marks
        await pilot.press("A", "enter")
        assert set(told(reader).values()) == {"accepted"}
        await pilot.press("u")
        assert set(told(reader).values()) == {None}


async def test_a_report_is_approved_and_the_next_one_open(opened, folder):
    app = opened(folder)
    async with app.run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        first = reader.reading.report.id
        reader.go("page")
        await pilot.press("V", "enter")
        await settle(pilot, lambda: reader.reading is not None and reader.reading.report.id != first)
        assert approved(reader.marks.of(first))
        assert "⚑" in drawn(reader.reports)[1]
        await pilot.press("K")
        await settle(pilot, lambda: reader.reading is not None and reader.reading.report.id == first)
        assert not reader.verdicts.open
        await pilot.press("V")
        assert not approved(reader.marks.of(first))


async def test_tags_relations_and_the_same_label_everywhere(opened, folder):
    app = opened(folder / "b.txt")
    async with app.run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        reader.go("page")
        report = reader.reading.report
        await pilot.press("t", *"todo", "enter")
        assert [mark.tag for mark in reader.marks.of(report.id)] == ["todo"]
        await pilot.press("t", *"todo", "enter")
        assert reader.marks.of(report.id) == ()
        at = report.text.index("云溪镇")
        reader.page.go(at)
        await pilot.press("plus", "8")
        labelled = [(mark.start, mark.end) for mark in reader.marks.of(report.id)]
        assert labelled == [tuple(span) for span in alike(report.text, Span(at, at + 3))]
        assert len(labelled) > 1
        await pilot.press("u")
        assert reader.marks.of(report.id) == ()
        await pilot.press("ampersand")
        reader.page.go(report.text.index("3400份"))
        await pilot.press("ampersand", "2")
        (mark,) = reader.marks.of(report.id)
        assert (mark.relation, mark.exact, mark.to.exact) == ("METRIC_OF", "云溪镇", "3400份")


async def test_a_mark_is_taken_away_or_its_note_changed_from_its_row(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        report = reader.reading.report
        reader.go("page")
        reader.page.go(report.text.index("松坪县"))
        await pilot.press("i", *"why", "enter", "t", *"todo", "enter")
        reader.detail.open("notes")
        reader.go("detail")
        await settle(
            pilot, lambda: reader.detail.item and reader.detail.item.item.tag == "todo" and reader.at == "detail"
        )
        await pilot.press("d")
        assert [mark.note for mark in reader.marks.of(report.id)] == ["why"]
        await settle(pilot, lambda: reader.detail.item.item.note == "why")
        await pilot.press("i", *"?", "enter")
        assert [mark.note for mark in reader.marks.of(report.id)] == ["why?"]


async def test_in_the_table_of_several_reports_keys_are_about_its_row_and_not_the_page(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        first = reader.reading.report
        reader.library.tick_all()
        reader.all_ticked = True
        reader.show_detail()
        reader.go("detail")
        await settle(pilot, lambda: reader.at == "detail" and reader.detail.tabs.numbers["metrics"] == 4)
        reader.detail.rows.point(3)  # nobody has asked yet where that is
        last = reader.detail.item.subject.report
        for key in ("a", "i"):
            reader.open(0)
            await settle(pilot, lambda: reader.reading and reader.reading.report.id == first.id)
            await pilot.press(key)
            await settle(pilot, lambda: reader.reading and reader.reading.report.id == last.id)
            assert not reader.marks.of(first.id)
            assert not reader.marks.of(last.id), "it is shown first"
        await pilot.press("i")
        await settle(pilot, lambda: isinstance(pilot.app.screen, NoteScreen))
        await pilot.press(*"why", "enter")
        (mark,) = reader.marks.of(last.id)
        assert (mark.exact, mark.note) == (last.metrics[-1].quantity, "why")
        await pilot.press("a")
        assert [each.judgement.kind for each in reader.marks.of(last.id) if each.judgement] == ["metric"]
        assert not reader.marks.of(first.id)


async def test_who_judges_is_told_the_keys_for_it(opened, folder):
    async with opened(folder).run_test(size=(80, 24)) as pilot:
        reader = await ready(pilot)
        await pilot.press("tab")
        await settle(pilot, lambda: "Search" in dict(reader.status.hints).values())
        await pilot.press("a")
        await settle(pilot, lambda: [key for key, _ in reader.status.hints] == ["?", "a", "x", "c", "^n", "V"])
        assert "reports" not in reader.status.said
        await pilot.press("tab")
        await settle(pilot, lambda: "judged 1/" in reader.status.said and "「" not in reader.status.said)


async def test_what_is_said_in_passing_takes_the_place_of_what_was_and_never_lies_over_a_dialog(opened, folder):
    async with opened(folder).run_test(size=(80, 24), notifications=True) as pilot:
        reader = await ready(pilot)
        reader.tell("one")
        reader.tell("of the same")
        await settle(pilot, lambda: len(reader.query(Toast)) == 2)
        reader._told_at -= 1
        reader.tell("another")
        await settle(pilot, lambda: [toast._notification.message for toast in reader.query(Toast)] == ["another"])
        await pilot.press("t")
        await settle(pilot, lambda: pilot.app.screen is not reader and not pilot.app._notifications)


async def test_an_empty_table_of_notes_takes_nothing_away_from_the_page(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        first = reader.reading.report
        reader.page.cursor = 0
        await pilot.press("tab", "2")
        reader.open(1)
        await settle(pilot, lambda: reader.reading and reader.reading.report.id != first.id)
        reader.library.ticked = {1}
        reader.open(0)
        await settle(pilot, lambda: reader.reading and reader.reading.report.id == first.id)
        reader.all_ticked = True
        reader.page.cursor = 0
        reader.show_detail()
        reader.detail.open("notes")
        reader.go("detail")
        await settle(pilot, lambda: reader.at == "detail" and reader.all_ticked and reader.detail.item is None)
        await pilot.press("d", "i")
        assert pilot.app.screen is reader
        assert [mark.label for mark in reader.marks.of(first.id)] == ["TITLE"]


async def test_a_row_of_another_report_is_taken_away_there(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        first = reader.reading.report
        await pilot.press("t", *"todo", "enter", "asterisk")
        reader.open(1)
        await settle(pilot, lambda: reader.reading and reader.reading.report.id != first.id)
        reader.all_ticked = True
        reader.show_detail()
        reader.detail.open("notes")
        reader.go("detail")
        await settle(
            pilot, lambda: reader.detail.item and reader.detail.item.item.tag == "todo" and reader.at == "detail"
        )
        await pilot.press("d")
        await settle(pilot, lambda: not reader.marks.of(first.id) and reader.detail.item is None)


async def test_a_mark_whose_words_went_is_moved_where_the_user_says(opened, folder):
    app = opened(folder / "b.txt")
    async with app.run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        old = plain("云溪镇发放三千四百份宣传单，设监测点。")
        mark = anchored(old, Span(0, 13), "KEY", None, NOW)
        reader.marks.add(reader.reading.report.id, mark)
        reader.show_notes()
        assert reader.notes[0].start is None
        await pilot.press("W", "escape")
        assert reader.notes[0].start is None
        await pilot.press("W", "enter")
        assert reader.notes[0].id == mark.id
        assert "发放3400份宣传单" in reader.reading.report.text[reader.notes[0].start : reader.notes[0].end]


async def test_what_is_written_at_the_row_of_a_lost_note_is_a_note_of_its_own(opened, folder):
    async with opened(folder / "b.txt").run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        mark = anchored(plain("云溪镇发放三千四百份宣传单，设监测点。"), Span(0, 13), None, "why", NOW)
        reader.marks.add(reader.reading.report.id, mark)
        reader.show_notes()
        reader.detail.open("notes")
        reader.go("detail")
        await settle(pilot, lambda: reader.detail.item and reader.at == "detail")
        assert reader.detail.item.item.start is None
        await pilot.press("i")
        await settle(pilot, lambda: pilot.app.screen is not reader)
        assert pilot.app.screen.note == ""
        assert pilot.app.screen.quoted in reader.reading.report.text


async def test_what_another_reader_marks_shows(opened, folder, tmp_path):
    app = opened(folder / "b.txt")
    async with app.run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        with Store(tmp_path / "marks.sqlite3") as other:
            other.add(reader.reading.report.id, anchored(reader.reading, Span(0, 3), "KEY", "别人", NOW, author="乙"))
        reader.look_at_store()
        await pilot.pause()
        assert [mark.note for mark in reader.notes] == ["别人"]


async def test_guidelines_are_shown_beside_the_page(opened, folder, tmp_path):
    app = opened(folder)
    async with app.run_test(size=(120, 36)) as pilot:
        reader = await ready(pilot)
        await pilot.press("M")
        assert not reader.query("#guidelines")
        (tmp_path / "rules.md").write_text("# 规范\n\n人名 [red]不[/red] 含称谓\x1b[31m", "utf-8")
        reader.guidelines = tmp_path / "rules.md"
        await pilot.press("M")
        await pilot.pause()
        assert reader.query_one("#guidelines").region.width > 20
        assert not reader.detail.display
        await pilot.press("M")
        await pilot.pause()
        assert reader.detail.display


async def test_the_list_says_how_much_of_a_report_is_judged(opened, folder):
    app = opened(folder)
    async with app.run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        assert "Jud" not in drawn(reader.reports)[0]
        reader.go("page")
        await pilot.press("space", "a", "x")
        assert "Jud" in drawn(reader.reports)[0]
        assert drawn(reader.reports)[1].split()[-2:] == ["2", "2031-01-05"]
        await pilot.press("u", "u")
        assert "Jud" not in drawn(reader.reports)[0]


async def test_what_is_judged_of_reports_elsewhere_brings_no_column(opened, folder, tmp_path):
    with Store(tmp_path / "marks.sqlite3") as store:
        store.add("elsewhere", said_of(read(str(folder / "b.txt")), "metric", "accepted"))
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await settle(pilot, lambda: reader.marks.judged)
        await pilot.pause()
        assert "Jud" not in drawn(reader.reports)[0]


async def test_what_was_judged_before_is_counted_once_for_each_finding(opened, folder, tmp_path):
    reading = read(str(folder / "b.txt"))
    with Store(tmp_path / "marks.sqlite3") as store:
        for author in ("甲", "乙"):
            store.add(reading.report.id, said_of(reading, "metric", "accepted", author=author))
        store.add(reading.report.id, said_of(reading, "metric", "rejected", nth=1))
        approval = on_report(reading.report.id, NOW, judgement=Judgement(kind="report", verdict="accepted"))
        store.add(reading.report.id, approval)
    app = opened(folder)
    async with app.run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await settle(pilot, lambda: "Jud" in drawn(reader.reports)[0])
        assert reader.marks.judged == {reading.report.id: 2}
        assert drawn(reader.reports)[2].split()[-2:] == ["2", "2031-02-01"]


@pytest.mark.parametrize(("tab", "kinds"), [(None, {"entity", "metric", "measure"}), ("metrics", {"metric"})])
async def test_all_that_is_open_in_the_ticked_reports_is_accepted_in_one_step(tab, kinds, opened, folder):
    app = opened(folder)
    async with app.run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("space", "space")
        ticked = [reader.library.entries[index].head.id for index in sorted(reader.library.ticked)]
        if tab:
            reader.detail.open(tab)
            reader.go("detail")
        await pilot.press("A")
        await settle(pilot, lambda: getattr(app.screen, "_ready", False))
        await pilot.press("escape")
        assert not any(reader.marks.of(report) for report in ticked)
        await pilot.press("A")
        await settle(pilot, lambda: getattr(app.screen, "_ready", False))
        assert "2 of the reports ticked" in str(app.screen.query_one(".box").border_title)
        await pilot.press("enter")
        for name, report in zip(("a.txt", "b.txt"), ticked, strict=True):
            known = verdicts(read(str(folder / name)).report, reader.marks.of(report))
            assert {each.kind for each in known.items if known.of(each) == "accepted"} == kinds & {
                e.kind for e in known.items
            }
            assert {each.kind for each in known.open}.isdisjoint(kinds)
        await pilot.press("u")
        assert not any(reader.marks.of(report) for report in ticked)


async def test_nothing_to_accept_in_the_ticked_reports_is_said(opened, folder):
    app = opened(folder / "b.txt")
    async with app.run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("space")
        for wanted in ("Accept ", "Accept 0 "):
            await pilot.press("A")
            await settle(pilot, lambda: getattr(app.screen, "_ready", False))
            assert str(app.screen.query_one(".box").border_title).startswith(wanted)
            lines = drawn(app.screen.query_one("#concerned"))
            await pilot.press("enter")
        assert "Nothing is open" in lines[0]
        assert app.screen is reader
