"""The changes view as a value: laws over texts edited, joined and cut at random; and what a reader is told."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsing.aligned import AlignedText, joined
from parsing.clean import CLEANERS
from parsing.reading import Reading
from parsing.record import Furniture, Repair, Report
from parsing.spans import Span
from tui.data.changes import DOUBT, SourceChange, changes, group_of, rank
from tui.i18n import load
from tui.text import changes as module
from tui.text.changes import BREAK, changed
from tui.text.view import View

touches = module._touches

LETTERS = "疫情縣县（hù）?，, 　\n\n\r<b>\x1b\ue5e5"


def report_of(source, body, repairs=(), dropped=()):
    places = [(body.locate(raw), raw, rest) for raw, *rest in repairs]
    report = Report(
        id="0" * 32, path="x", encoding="utf-8", title=None, published=None, source=None, publisher=None, author=None,
        editor=None, reporter=None, text=body.text, paragraphs=(), entities=(), metrics=(), measures=(),
        furniture=tuple(Furniture(raw=raw, text=raw.of(source)) for raw in dropped),
        repairs=tuple(
            Repair(step=step, raw=raw, start=place.start, end=place.end, before=before, after=after, confidence=sure)
            for place, raw, (step, before, after, sure) in places
        ),
    )  # fmt: skip
    return Reading(report, source, body)


@st.composite
def edits_of(draw, text):
    points = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    if len(points) % 2:
        points.pop()
    return [(a, b, draw(st.text(LETTERS, max_size=4))) for a, b in zip(points[::2], points[1::2], strict=True)]


@st.composite
def readings(draw):
    """A source that went through some steps of cleaning and then lost some of its lines, as the pipeline does it."""
    source = draw(st.text(LETTERS, max_size=60))
    body = AlignedText.of(source)
    repairs = []
    for step in draw(st.lists(st.sampled_from(["shifted-bytes", "traditional", "new"]), max_size=3)):
        edits = draw(edits_of(body.text))
        sure = draw(st.sampled_from([1.0, 0.5]))
        repairs += [(body.raw(a, b), step, body.text[a:b], new, sure) for a, b, new in edits]
        body = body.edited(edits)
    if draw(st.booleans()):
        starts = [0, *(at + 1 for at, char in enumerate(body.text) if char == "\n"), len(body.text) + 1]
        lines = [body[a : b - 1] for a, b in pairwise(starts)]
        kept = [draw(st.booleans()) for _ in lines]
        dropped = [line.raw(0, len(line)) for line, keep in zip(lines, kept, strict=True) if not keep]
        body = joined([line for line, keep in zip(lines, kept, strict=True) if keep], "\n")
        return report_of(source, body, repairs, dropped)
    return report_of(source, body, repairs)


def of(kinds, view):
    return "".join(view.text[item.start : item.end] for item in view.stretches if item.kind in kinds)


@given(readings())
@settings(max_examples=300)
def test_without_what_is_struck_the_view_is_the_cleaned_text(reading):
    view = changed(reading)
    assert of({"kept", "quiet", "added"}, view) == view.clean.text == reading.report.text


@given(readings())
@settings(max_examples=300)
def test_without_what_was_put_in_the_view_is_the_source(reading):
    """Save that a quiet change shows the new character, and a break struck within a paragraph its picture."""
    view = changed(reading)
    drawn = "".join(
        item.raw.of(reading.source) if item.kind == "quiet" else view.text[item.start : item.end]
        for item in view.stretches
        if item.kind != "added"
    )
    assert len(drawn) == len(reading.source)
    assert all(one == other or (one, other) == (BREAK, "\n") for one, other in zip(drawn, reading.source, strict=True))


@given(readings())
@settings(max_examples=300)
def test_stretches_partition_the_view_and_both_texts(reading):
    view = changed(reading)
    for side, length in (("raw", len(reading.source)), ("clean", len(reading.body))):
        spans = [getattr(item, side) for item in view.stretches]
        assert [at for span in spans for at in range(*span)] == list(range(length))
    at = 0
    for item in view.stretches:
        assert (item.start, item.end) == (at, at + max(item.raw.length, item.clean.length))
        at = item.end
        if item.kind in {"kept", "quiet"}:
            assert item.raw.length == item.clean.length
    assert at == len(view.text)


@given(readings())
@settings(max_examples=300)
def test_every_character_of_either_side_has_a_place_of_its_own_in_order(reading):
    view = changed(reading)
    shown = View.changes(view)
    assert len(shown.text) == len(view.text)
    places = [shown.place(at) for at in range(len(reading.body))]
    assert all(one < other for one, other in pairwise(places))
    assert [shown.clean_place(at) for at in places] == list(range(len(places)))
    places = [view.place(at) for at in range(len(reading.source))]
    assert all(one < other for one, other in pairwise(places))
    assert [view.raw_place(at) for at in places] == list(range(len(places)))
    back = [shown.clean_place(at) for at in range(len(view.text))] if len(reading.body) else []
    assert back == sorted(back)


@given(readings())
def test_what_was_changed_is_explained_and_what_was_kept_is_not(reading):
    given_changes = set(changes(reading))
    for item in changed(reading).stretches:
        assert set(item.causes) <= given_changes
        assert not (item.kind == "kept" and item.causes)
        if item.kind == "quiet":
            assert all(cause.systematic for cause in item.causes)


@given(readings())
def test_going_from_change_to_change_never_stops_at_what_was_kept(reading):
    view = changed(reading)
    stops = view.stops()
    loud = [item for item in view.stretches if item.kind in {"removed", "added"}]
    assert bool(len(stops)) == bool(loud)
    assert all(stops.over(item.start, item.end) for item in loud)
    for item in view.stretches:
        if item.kind in {"kept", "quiet"}:
            assert not stops.over(item.start, item.end)


def told(view):
    """The view as text: [-struck-], {+put in+}, ~written another way~."""
    signs = {"kept": "{}", "removed": "[-{}-]", "blank": "[_{}_]", "added": "{{+{}+}}", "quiet": "~{}~"}
    return "".join(signs[item.kind].format(view.text[item.start : item.end]) for item in view.stretches)


CASES = [
    (
        "松坪縣（xiàn）部署",
        [("縣", "县", "traditional", 1.0), ("（xiàn）", "", "pinyin", 1.0)],
        "松坪~县~[-（xiàn）-]部署",
    ),
    ("一?喞鐩炬繁二", [("?喞鐩炬繁", "李青禾", "shifted-bytes", 0.99)], "一[-?喞鐩炬繁-]{+李青禾+}二"),
    ("加強\n第3页\n防控", [("\n第3页\n", "", "page-seams", 1.0)], "加~强~[-␊第3页␊-]防控"),
    ("首页\n\n　正文", [("　", "", "edges", 1.0)], "首页\n\n[_　_]正文"),
    ("縣", [("縣", "县", "traditional", 0.6)], "[-縣-]{+县+}"),
    ("縣", [("縣", "县", "unheard-of", 1.0)], "[-縣-]{+县+}"),
    ("甲乙", [("甲", "", "tags", 1.0), ("乙", "", "pinyin", 1.0)], "[-甲-][-乙-]"),
    ("三月", [("三", "一二三", "shifted-bytes", 1.0)], "[-三-]{+一二三+}月"),
]


@pytest.mark.parametrize(("source", "steps", "shown"), CASES)
def test_how_changes_look(source, steps, shown):
    body, repairs = AlignedText.of(source), []
    extra = [("強", "强", "traditional", 1.0)] if "強" in source else []
    for before, after, step, sure in [*steps, *extra]:
        at = body.text.index(before)
        raw = body.raw(at, at + len(before))
        body = body.edited([(at, at + len(before), after)])
        repairs.append((raw, step, before, after, sure))
    assert told(changed(report_of(source, body, repairs))) == shown


def test_furniture_lines_stay_lines_and_each_explains_itself():
    source = "网站首页\n分享到\n\n正文一\n广告\n正文二\n评论\n"
    lines = [AlignedText.of(source)[source.index(line) :][: len(line)] for line in ("正文一", "正文二")]
    dropped = [
        Span(source.index(line), source.index(line) + len(line)) for line in ("网站首页", "分享到", "广告", "评论")
    ]
    view = changed(report_of(source, joined(lines, "\n"), dropped=dropped))
    assert view.text == source
    assert told(view) == "[-网站首页-][_\n_][-分享到-][_\n\n_]正文一\n[-广告-][_\n_]正文二[_\n_][-评论-][_\n_]"
    assert [item.causes[0].before for item in view.stretches if item.kind == "removed"] == [
        "网站首页",
        "分享到",
        "广告",
        "评论",
    ]


def test_time_is_linear_in_the_number_of_changes(monkeypatch):
    """Counted in changes looked at: one over the whole text must not make each piece look at all the others."""
    looks = []
    monkeypatch.setattr(module, "_touches", lambda one, other: looks.append(one) or touches(one, other))
    number = 3000
    source = "縣（x）" * number
    edits = [edit for at in range(0, len(source), 4) for edit in ((at, at + 1, "县"), (at + 1, at + 4, ""))]
    body = AlignedText.of(source).edited(edits)
    repairs = [(Span(a, b), "traditional" if new else "pinyin", source[a:b], new, 1.0) for a, b, new in edits]
    view = changed(report_of(source, body, [*repairs, (Span(0, len(source)), "spelt", source, source, 1.0)]))
    assert len(looks) < 10 * number
    assert view.text == "县（x）" * number


def test_every_step_of_cleaning_has_its_place_and_its_name():
    steps = {*(cleaner.name for cleaner in CLEANERS), "furniture"}
    for step in steps:
        assert rank(step) != rank("unheard-of") or step == "wrong-encoding", step
        for language in ("zh", "en"):
            assert load(language).get(f"step.{step}", ""), step


def test_judgements_come_first_and_the_same_everywhere_last():
    steps = ["traditional", "furniture", "shifted-bytes", "half-width", "wrong-encoding", "unheard-of"]
    assert sorted(steps, key=rank)[-2:] == ["half-width", "traditional"]
    assert group_of("unheard-of") == group_of("wrong-encoding") == "bytes"
    sure = SourceChange(Span(0, 1), "traditional", "縣", "县", DOUBT)
    assert sure.systematic
    assert not sure._replace(confidence=DOUBT - 0.01).systematic
