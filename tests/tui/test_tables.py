"""The tables of the detail panel: what they hold, in what order, and where each row comes from."""

import pytest
from msgspec import structs
from rich.cells import cell_len

from parsing.record import Annotation, Check, Name, Repair
from parsing.spans import Span
from tui.columns import widths
from tui.evidence import TableReport
from tui.i18n import load
from tui.tables import FALLING, RISING, TABS, Order, counts, orders, table
from tui.tabulating.draft import day, number


@pytest.fixture
def subjects(engine, folder):
    return [TableReport(index, engine.read(str(folder / name)).report) for index, name in enumerate(("a.txt", "b.txt"))]


def texts(made, column):
    return [row.cells[column].text for row in made.rows if len(row.cells) > 1]


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_row_has_a_cell_for_every_column(tab, language, subjects):
    for some in (subjects, subjects[:1], []):
        made = table(tab, some, load(language))
        assert all(len(row.cells) in (1, len(made.columns)) for row in made.rows)


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_heading_is_cut_also_where_it_has_the_sign_of_an_order(tab, language, subjects):
    words = load(language)
    for order in (None, *orders(tab, words)):
        columns = table(tab, subjects, words, order).columns
        for total in range(12, 120, 3):
            sizes = widths(columns, total)
            shown = [(column.title, size) for column, size in zip(columns, sizes, strict=True) if size]
            assert len(shown) == 1 or all(cell_len(title) <= size for title, size in shown)


def test_evidence_holds_what_the_row_says(subjects):
    made = table("entities", subjects, load("en"))
    reports = {subject.entry: subject.report for subject in subjects}
    for row in made.rows:
        assert {evidence.span.of(reports[evidence.entry].text) for evidence in row.evidence} == {row.cells[1].text}
        assert row.cells[3].text == str(len(row.evidence))


@pytest.mark.parametrize(
    ("order", "quantities"),
    [
        (None, ["120", "3,400", "12"]),
        (Order("value", falling=True), ["3,400", "120", "12"]),
        (Order("value"), ["12", "120", "3,400"]),
        (Order("unit"), ["3,400", "12", "120"]),
        (Order("report", falling=True), ["3,400", "12", "120"]),
        (Order("as_of"), ["120", "3,400", "12"]),
    ],
)
def test_metrics_in_order(order, quantities, subjects):
    made = table("metrics", subjects, load("en"), order)
    assert texts(made, 0) == quantities


def test_chinese_is_ordered_by_its_pinyin(subjects):
    report = subjects[0].report
    entities = tuple(structs.replace(report.entities[0], text=text) for text in ("周", "李", "安", "吴"))
    some = [subjects[0]._replace(report=structs.replace(report, entities=entities, names=()))]
    assert texts(table("entities", some, load("zh"), Order("text")), 1) == ["安", "李", "吴", "周"]


def test_what_lacks_the_field_stands_last_either_way(subjects):
    report = subjects[0].report
    metrics = tuple(
        structs.replace(report.metrics[0], value=value, quantity=str(value), start=at, end=at + 1)
        for at, value in enumerate([3, None, 1, None, 2])
    )
    some = [subjects[0]._replace(report=structs.replace(report, metrics=metrics))]
    assert texts(table("metrics", some, load("en"), Order("value")), 0) == ["1", "2", "3", "None", "None"]
    assert texts(table("metrics", some, load("en"), Order("value", falling=True)), 0) == ["3", "2", "1", "None", "None"]


@pytest.mark.parametrize("tab", TABS)
def test_all_orders_keep_all_rows_under_their_headings_and_sign_their_column(tab, subjects):
    words = load("en")
    plain = table(tab, subjects, words)
    for order in orders(tab, words):
        for each in (order, order._replace(falling=not order.falling)):
            made = table(tab, subjects, words, each)
            assert sorted(map(repr, made.rows)) == sorted(map(repr, plain.rows))
            headings = [[row.cells for row in each.rows if not row.evidence] for each in (made, plain)]
            assert sorted(map(repr, headings[0])) == sorted(map(repr, headings[1]))
            title = made.columns[made.fields.index(order.field)].title
            assert title.endswith(FALLING if each.falling else RISING)


def test_thousands_of_reports_are_rows_only_when_they_are_looked_at(subjects):
    many = [subjects[0]._replace(entry=entry) for entry in range(5000)]
    made = table("metrics", many, load("en"))
    assert len(made.rows) == 5000
    assert made.rows[4321].evidence[0].entry == 4321
    assert made.rows[-1].cells == made.rows[0].cells
    assert [row.evidence[0].entry for row in made.rows[10:13]] == [10, 11, 12]
    assert made.row_at(77, made.rows[77].evidence[0].span) == 77


def test_a_table_tells_how_far_it_is_and_can_be_ended(subjects):
    many = [subjects[0]._replace(entry=entry) for entry in range(500)]
    told = []
    table("entities", many, load("en"), tick=told.append)
    assert told == sorted(told)
    assert len(told) > 5

    def end(_):
        raise InterruptedError

    with pytest.raises(InterruptedError):
        table("entities", many, load("en"), tick=end)


def test_a_row_says_its_sentence_and_the_parts_of_its_sum(subjects):
    report = subjects[1].report
    check = Check(total=0, parts=(1,), sum=12, kind="sum", agrees=False)
    made = table("metrics", [subjects[1]._replace(report=structs.replace(report, checks=(check,)))], load("en"))
    assert made.rows[0].said == ("12个 = 12  ≠12 −3,388", "3400份")
    assert made.rows[1].said == ("12个",)


def test_measures_stand_under_their_category_with_counts(subjects):
    made = table("measures", subjects, load("en"))
    headings = [row.cells[0].text for row in made.rows if not row.evidence]
    assert headings == ["Disinfection · 0 done · 1 required", "Screening · 1 done · 0 required"]


def test_a_selection_leaves_what_overlaps_it(subjects):
    report = subjects[0].report
    at = report.text.index("李青禾")
    chosen = subjects[0]._replace(within=Span(at + 1, at + 2))
    assert counts([chosen]) == {"metrics": 0, "measures": 1, "entities": 1, "notes": 0, "repairs": 0}


def test_the_row_of_a_place_is_the_shortest_that_holds_it(subjects):
    report = subjects[0].report
    made = table("entities", subjects, load("en"))
    at = report.text.index("李青禾")
    assert made.rows[made.row_at(0, Span(at, at + 1))].cells[1].text == "李青禾"
    assert made.row_at(0, Span(len(report.text), len(report.text) + 1)) is None
    assert made.row_at(7, Span(at, at + 1)) is None


def test_a_note_that_lost_its_place_is_said_to(subjects):
    mark = Annotation(
        id="1",
        raw=Span(0, 2),
        exact="舊文",
        prefix="",
        suffix="",
        start=None,
        end=None,
        label=None,
        note="看",
        created="2031-01-01T00:00:00.000Z",
    )
    placed = Annotation(
        id="2",
        raw=Span(0, 3),
        exact="松坪縣",
        prefix="",
        suffix="",
        start=0,
        end=3,
        label="PLACE",
        note=None,
        created="2031-01-01T00:00:00.000Z",
    )
    made = table("notes", [subjects[0]._replace(annotations=(mark, placed))], load("en"))
    assert texts(made, 1) == ["舊文", "松坪县"]
    assert made.rows[0].evidence == ()
    assert "gone" in made.rows[0].cells[2].text
    assert texts(made, 0) == ["Note", "Place"]


def test_groups_stand_in_the_order_of_what_they_begin_with(subjects):
    sure = [("a", 1.0), ("b", 0.6), ("c", 0.9), ("d", 0.4)]
    report = structs.replace(
        subjects[0].report,
        repairs=tuple(
            Repair(
                step="pinyin" if nth < 2 else "blanks",
                raw=Span(nth, nth + 1),
                start=nth,
                end=nth,
                before=before,
                after="",
                confidence=confidence,
            )
            for nth, (before, confidence) in enumerate(sure)
        ),
    )
    made = table("repairs", [subjects[0]._replace(report=report)], load("en"), Order("confidence"))
    assert [row.cells[0].text for row in made.rows] == ["blanks · 2", "d", "c", "pinyin · 2", "b", "a"]


def test_names_of_one_form_that_are_not_known_to_be_one_stay_apart(subjects):
    report = subjects[0].report
    places = [number for number, entity in enumerate(report.entities) if entity.label == "PLACE"]
    apart = tuple(Name(label="PLACE", text="同名镇", mentions=(place,)) for place in places)
    made = table("entities", [subjects[0]._replace(report=structs.replace(report, names=apart))], load("en"))
    assert texts(made, 1).count("同名镇") == len(places) > 1


def test_a_total_with_two_lists_is_marked_by_the_one_that_is_wrong(subjects):
    wrong = Check(total=0, parts=(1,), sum=12, kind="part", agrees=False)
    right = Check(total=0, parts=(1,), sum=3400, kind="sum", agrees=True)
    fits = Check(total=1, parts=(0,), sum=1, kind="part", agrees=True)
    for checks in ((wrong, right, fits), (fits, right, wrong)):
        some = subjects[1]._replace(report=structs.replace(subjects[1].report, checks=checks))
        assert texts(table("metrics", [some], load("en")), 1) == ["≠12 −3,388", ""]


def repair(step, before, after, at=0, sure=1.0):
    return Repair(step=step, raw=Span(at, at + len(before)), start=at, end=at + len(after), before=before, after=after,
                  confidence=sure)  # fmt: skip


def test_judgements_stand_first_and_hundreds_of_the_same_on_one_row(subjects):
    repairs = (
        *(repair("traditional", "縣", "县", at) for at in range(20)),
        repair("pinyin", "(jí)", "", 3),
        repair("shifted-bytes", "襻t", "民医", 5, 0.99),
        repair("shifted-bytes", "?!艾F", "。“现", 9, 0.81),
        repair("blanks", "  ", " ", 11),
    )
    made = table(
        "repairs", [subjects[0]._replace(report=structs.replace(subjects[0].report, repairs=repairs))], load("en")
    )
    assert [[cell.text for cell in row.cells] for row in made.rows] == [
        ["shifted bytes · 2"],
        ["?!艾F", "。“现", "1", "81%"],
        ["襻t", "民医", "1", "99%"],
        ["pinyin · 1"],
        ["(jí)", "", "1", "100%"],
        ["blanks · 1"],
        ["␣␣", "␣", "1", "100%"],
        ["traditional · 20"],
        ["縣", "县", "20", "100%"],
    ]
    assert made.rows[1].cells[3].style == "bad"
    assert len(made.rows[-1].evidence) == 20


def test_what_was_taken_away_is_found_between_characters(subjects):
    repairs = (repair("traditional", "縣", "县", 2), repair("pinyin", "(xiàn)", "", 3), repair("blanks", "  ", " ", 3))
    made = table(
        "repairs", [subjects[0]._replace(report=structs.replace(subjects[0].report, repairs=repairs))], load("en")
    )
    assert made.rows[made.row_at(0, Span(3, 3))].cells[0].text == "(xiàn)"
    assert made.rows[made.row_at(0, Span(3, 4))].cells[0].text == "␣␣"
    assert made.rows[made.row_at(0, Span(2, 3))].cells[0].text == "縣"
    assert made.row_at(0, Span(2, 2)) is None, "beside a character is not in it"


def test_a_selection_has_what_was_taken_away_inside_it(subjects):
    report = structs.replace(subjects[0].report, repairs=(repair("pinyin", "(xiàn)", "", 3),))
    within = [Span(2, 4), Span(3, 5), Span(1, 3)]
    assert [counts([TableReport(0, report, within=span)])["repairs"] for span in within] == [1, 0, 0]


def test_a_report_without_items_does_not_shift_the_others(subjects):
    empty = subjects[0]._replace(entry=7, report=structs.replace(subjects[0].report, metrics=(), checks=()))
    made = table("metrics", [empty, subjects[1]], load("en"))
    assert [[evidence.entry for evidence in made.rows[row].evidence] for row in range(len(made.rows))] == [[1], [1]]


def test_repairs_that_the_list_does_not_know_are_not_said_to_be_none(subjects):
    unknown = [subject._replace(report=structs.replace(subject.report, repairs=())) for subject in subjects]
    assert counts(unknown)["repairs"] == 0
    assert counts([unknown[0]._replace(repaired=True), unknown[1]])["repairs"] is None


@pytest.mark.parametrize(("norm", "text"), [("2031-01-05T18", "2031-01-05T18"), ("--12-20", "12-20"), (None, "")])
def test_days(norm, text):
    assert day(norm) == text


@pytest.mark.parametrize(("value", "text"), [(1234567, "1,234,567"), (2.5, "2.5"), (3.0, "3"), (0, "0")])
def test_numbers(value, text):
    assert number(value) == text


def one(subjects, **said):
    """A table of one figure that says just this of itself."""
    report = subjects[0].report
    bare = structs.replace(report.metrics[0], **{"scope": None, "as_of": None, "per": None} | said)
    return table("metrics", [TableReport(0, structs.replace(report, metrics=(bare,), checks=()))], load("en"))


def test_a_column_of_what_no_item_says_leaves_its_room_to_the_others(subjects):
    def room(made):
        return dict(zip(made.fields, widths(made.columns, 44), strict=True))

    assert room(one(subjects))["scope"] == 0
    assert room(one(subjects, scope="松坪县"))["scope"] >= 8
    assert room(one(subjects))["what"] > room(one(subjects, scope="松坪县"))["what"]


@pytest.mark.parametrize("unit", ["个", "个百分点"])
def test_no_unit_is_cut(subjects, unit):
    made = one(subjects, unit=unit)
    assert widths(made.columns, 60)[made.fields.index("unit")] == max(4, cell_len(unit))
