"""What could stand at the cursor of a query, what is remembered of queries, and pinyin initials: without a screen."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsing.record import Entity, Measure, Metric, Report
from parsing.spans import Span
from tui.data import names, queries, session
from tui.data.completion import Sources, complete
from tui.data.excerpt import excerpt
from tui.data.fields import FIELDS, HAS, IS, STATUSES
from tui.data.folding import folded
from tui.data.initials import initials, matcher
from tui.data.known import KnownValues
from tui.data.query import QueryError, parse_query
from tui.data.subject import Subject
from tui.i18n import load

TABLE = initials()
TEXT = "梨树沟检测\n李青禾要求全员检测。已发放80个口罩。设卡检测120人。\n"


def report():
    anywhere = {"raw": Span(0, 0)}

    def at(words):
        start = TEXT.index(words)
        return {"start": start, "end": start + len(words), **anywhere}

    entities = [("PLACE", "梨树沟"), ("PERSON", "李青禾")]
    metrics = [("口罩", 80, "个", "80个"), ("检测", 120, "人", "120人")]
    measures = [("testing", "required", "李青禾要求全员检测。"), ("testing", "done", "设卡检测120人。"),
                ("protection", "done", "已发放80个口罩。")]  # fmt: skip
    return Report(
        id="r", path="r.txt", encoding="utf-8", title="梨树沟检测", published="2031-02-03", source="梨树 晚报",
        publisher=None, author=None, editor=None, reporter=None, text=TEXT, paragraphs=(), furniture=(), repairs=(),
        entities=tuple(Entity(label=label, text=words, **at(words)) for label, words in entities),
        metrics=tuple(
            Metric(quantity=words, value=value, unit=unit, bound="exact", redacted=False, what=what, scope=None,
                   as_of=None, per=None, sentence=Span(*sorted(_sentence(words))), **at(words))
            for what, value, unit, words in metrics
        ),
        measures=tuple(
            Measure(category=category, status=status, text=words, trigger="检测", **at(words))
            for category, status, words in measures
        ),
    )  # fmt: skip


def _sentence(words):
    start = TEXT.index(words)
    return TEXT.rindex("。", 0, start) + 1, TEXT.index("。", start) + 1


def sources(language="en", **named):
    known = KnownValues()
    known.add(report())
    return Sources(known, ("PERSON", "重点"), named, load(language), TABLE)


def offered(line, language="en", **named):
    return [option.text for option in complete(line, len(line), sources(language, **named)).options]


def taken(line, number=0):
    """The line with one of its options taken."""
    found = complete(line, len(line), sources())
    return line[: found.start] + found.options[number].insert + line[found.end :]


# Completion


@pytest.mark.parametrize(
    ("line", "options"),
    [
        ("mea", ["measure:", "has:measures"]), ("合计", ["has:mismatch"]), ("未读", ["is:unread"]),
        ("口罩 -sta", ["status:"]), ("test", ["measure:testing"]), ("检测", ["measure:testing"]),
        ("requ", ["status:required"]), ("t", ["title:", "tag:"]),
        ("val", ["value>"]), ("措", ["措施:"]), ("PER", ["person:"]),
        ("status:", ["done", "required"]), ("status:r", ["required"]), ("状态：要", ["要求"]),
        ("状态：", ["已做", "要求"]), ("含有：合计", ["合计不符"]), ("措施：检", ["检测"]), ("is:", list(IS)),
        ("has:m", ["metrics", "measures", "mismatch"]), ("measure:test", ["testing"]), ("measure:检测", ["testing"]),
        ("place:", ["梨树沟"]), ("place:树", ["梨树沟"]), ("place:lsg", ["梨树沟"]), ("place:沟外", []),
        ("unit:", ["个", "人"]), ("metric:口", ["口罩"]), ("source:", ["梨树 晚报"]), ("label:重", ["重点"]),
        ("tag:", ["PERSON", "重点"]), ("date:", ["2031-02"]), ("date:2031-02-", ["2031-02-03"]), ("date:2031-02", []),
        ("value>", []), ("口罩", []), ("perso:", []), ('place:"梨', ["梨树沟"]), ('"a b', []), ('"a b" sta', ["status:"]),
        ("status:done ", [field + (">" if field == "value" else ":") for field in FIELDS]),
    ],
)  # fmt: skip
def test_what_is_offered(line, options):
    language = "zh" if any("\u4e00" <= sign <= "\u9fff" for sign in line) else "en"
    assert sorted(offered(line, language)) == sorted(options)


@pytest.mark.parametrize(
    ("line", "becomes"),
    [("mea", "measure:"), ("口罩 -sta", "口罩 -status:"), ("status:r", "status:required "), ("状态：r", "状态：要求 "),
     ("source:梨", 'source:"梨树 晚报" '), ("@", "measure:testing")],
)  # fmt: skip
def test_what_is_taken(line, becomes):
    found = complete(line, len(line), sources(tested="measure:testing"))
    assert line[: found.start] + found.options[0].insert + line[found.end :] == becomes


def test_names_of_kept_queries_are_offered_with_their_text():
    found = complete("@tes", 4, sources(tested="measure:testing", other="口罩"))
    assert [(option.text, option.note) for option in found.options] == [("@tested", "measure:testing")]


def test_values_say_how_many_reports_have_them_the_most_frequent_first():
    known = sources().known
    for _ in range(2):
        known.take([("unit", "份")])
    found = complete("unit:", 5, sources()._replace(known=known))
    assert (found.options[0].text, found.options[0].number) == ("份", 2)


@pytest.mark.parametrize(("line", "first"), [
    ("measure:testing ", ["status:"]), ("措施：检测 ", ["status:"]), ("date:2031 metric:口罩 ", ["value>", "unit:"]),
    ("value>3 ", ["metric:", "unit:"]), ("measure:testing status:done ", []), ("date:2031 ", []),
])  # fmt: skip
def test_what_says_more_of_the_figure_or_measure_asked_for_is_offered_first(line, first):
    fields = [field + (">" if field == "value" else ":") for field in FIELDS]
    assert offered(line) == [*first, *(field for field in fields if field not in first)]


def test_whether_done_or_demanded_stands_in_one_order_whatever_is_counted():
    known = sources().known
    for status in ("required", "required", "done"):
        known.take([("status", status)])
    found = complete("status:", 7, sources()._replace(known=known))
    assert [option.text for option in found.options] == ["done", "required"] == offered("status:")


@given(st.text('口罩a: -"“”>=@status', max_size=16), st.integers(0, 16))
def test_any_option_fits_the_line_it_is_offered_for(line, cursor):
    cursor = min(cursor, len(line))
    found = complete(line, cursor, sources(kept="口罩"))
    assert 0 <= found.start <= found.end <= len(line)
    for option in found.options:
        assert option.insert


@given(st.sampled_from([field for field in FIELDS if field != "value"]))
def test_every_value_offered_is_a_query_that_makes_sense(field):
    for option in complete(f"{field}:", len(field) + 1, sources()).options:
        assert parse_query(f"{field}:{option.insert}").tests


# Names in Chinese


@pytest.mark.parametrize(
    ("chinese", "english"),
    [("措施:检测", "measure:testing"), ("状态:要求", "status:required"), ("状态：已做", "status:done"),
     ("人名:李", "person:李"), ("数值>100", "value>100"), ("状况:未读", "is:unread"), ("含有:指标", "has:metrics")],
)  # fmt: skip
def test_a_query_may_be_in_chinese(chinese, english):
    subject = Subject(report())
    assert parse_query(chinese).matches(subject) == parse_query(english).matches(subject)
    for kind in ("metrics", "measures"):
        assert getattr(parse_query(chinese), kind)(subject) == getattr(parse_query(english), kind)(subject)


def test_a_category_by_its_name_is_that_category_and_no_word():
    subject = Subject(report())
    assert [measure.category for measure in parse_query("measure:检测").measures(subject)] == ["testing", "testing"]
    assert [measure.category for measure in parse_query("measure:口罩").measures(subject)] == ["protection"]


def test_chinese_names_do_not_clash():
    assert len(names.fields()) == len(FIELDS)
    assert set(names.values("status").values()) == set(STATUSES)
    assert set(names.values("has").values()) == set(HAS)


def test_words_with_a_colon_that_name_no_field_are_words():
    assert parse_query("通报:昨日").needles == ("通报:昨日",)


@pytest.mark.parametrize(
    ("query", "start", "end"),
    [("口罩 perso:王", 3, 8), ("status:maybe x", 0, 12), ('口 "没有关', 2, 6), ("口 value>many", 2, 12)],
)
def test_where_a_mistake_begins_and_ends_and_that_it_is_told_in_both_languages(query, start, end):
    with pytest.raises(QueryError) as told:
        parse_query(query)
    assert (told.value.position, told.value.end) == (start, end)
    assert told.value.told(load("zh")) != told.value.told(load("en")) == str(told.value)


# What of a report a query asks for


def test_conditions_on_measures_meet_in_one_measure_and_only_that_is_asked_for():
    subject = Subject(report())
    query = parse_query("measure:testing status:required date:2031-02")
    assert query.matches(subject)
    assert [measure.text for measure in query.measures(subject)] == ["李青禾要求全员检测。"]
    assert query.metrics(subject) == []
    assert not parse_query("measure:protection status:required").matches(subject)


def test_a_negated_condition_leaves_items_out():
    query = parse_query("metric: -unit:个")
    assert [metric.quantity for metric in query.metrics(Subject(report()))] == ["120人"]


def test_evidence_is_words_names_figures_and_what_tells_of_measures():
    subject = Subject(report())
    shown = [span.of(TEXT) for span in parse_query("person:李 value>100 status:required 口罩").evidence(subject)]
    assert shown == ["李青禾", "检测", "口罩", "120人"]


def test_an_excerpt_has_only_what_is_asked_for_and_the_names_in_it():
    subject = Subject(report())
    found = excerpt(subject, parse_query("measure:testing status:required"))
    assert [measure.status for measure in found.measures] == ["required"]
    assert (found.metrics, found.checks) == ((), ())
    assert [entity.text for entity in found.entities] == ["李青禾"]
    assert found.text == TEXT


# Pinyin initials


@pytest.mark.parametrize(
    ("needle", "title", "where"),
    [
        ("yqfk", "全县疫情防控会议", ["疫情防控"]), ("yq防控", "全县疫情防控会议", ["疫情防控"]), ("yh", "银行与音行", ["银行", "音行"]),
        ("yx", "银行", ["银行"]), ("cq", "重庆", ["重庆"]), ("zq", "重庆", ["重庆"]), ("yqfk", "疫情防", []), ("n95", "Ｎ９５口罩", []),
        ("covidfk", "COVID防控", ["COVID防控"]), ("yqfk", "全縣疫情防控", ["疫情防控"]),
    ],
)  # fmt: skip
def test_initials_stand_for_any_reading(needle, title, where):
    find = matcher(needle, TABLE)
    assert ([span.of(title) for span in find(folded(title))] if find else []) == where


def test_a_single_letter_and_a_word_in_chinese_are_no_initials():
    assert matcher("y", TABLE) is None
    assert matcher("疫情", TABLE) is None
    assert matcher("yqfk", None) is None


@given(st.text("疫情防控银行长重庆", min_size=2, max_size=12), st.data())
def test_initials_of_a_stretch_of_a_title_find_it(title, data):
    start = data.draw(st.integers(0, len(title) - 2))
    end = data.draw(st.integers(start + 2, len(title)))
    letters = "".join(
        data.draw(st.sampled_from(sorted(k for k in TABLE if char in TABLE[k]))) for char in title[start:end]
    )
    find = matcher(letters, TABLE)
    assert find(folded(title))
    query = parse_query(letters, TABLE)
    assert query.in_title(title)


# What is remembered


def test_history_has_each_query_once_the_last_at_its_end():
    found = queries.Queries().typed("a").typed("b").typed("a").typed("")
    assert found.history == ("b", "a")


def test_history_has_an_end():
    found = queries.Queries()
    for number in range(queries.REMEMBERED + 5):
        found = found.typed(str(number))
    assert (len(found.history), found.history[0]) == (queries.REMEMBERED, "5")


def test_queries_come_back_and_a_broken_file_is_named(tmp_path):
    kept = queries.Queries().typed("口罩").keeping("面罩", "metric:口罩").keeping("x", "y").without("x")
    queries.save(tmp_path / "new", kept)
    assert queries.load(tmp_path / "new") == (kept, None)
    (tmp_path / queries.FILE).write_text('{"history": 3}')
    assert queries.load(tmp_path) == (queries.Queries(), tmp_path / queries.FILE)
    assert queries.load(tmp_path / "none") == (queries.Queries(), None)


def test_a_session_comes_back_and_a_broken_file_is_named(tmp_path):
    work = session.Work(filter="口罩", current="/a", ticked=("/a", "/b"), tab="measures")
    kept = session.Session().at("r", 7).at("s", 8).at("r", 9).doing("k", work)
    session.save(tmp_path, kept)
    assert session.load(tmp_path) == (kept, None)
    assert list(kept.places) == ["s", "r"]
    assert [path.name for path in tmp_path.iterdir()] == [session.FILE]
    (tmp_path / session.FILE).write_bytes(b"\x00")
    assert session.load(tmp_path) == (session.Session(), tmp_path / session.FILE)


def test_the_oldest_places_are_forgotten():
    found = session.Session(places={str(number): 1 for number in range(session.PLACES)}).at("new", 2)
    assert (len(found.places), "0" in found.places, found.places["new"]) == (session.PLACES, False, 2)


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path, monkeypatch):
    queries.save(tmp_path, queries.Queries().typed("old"))
    monkeypatch.setattr("tui.data.files.os.fsync", lambda _: (_ for _ in ()).throw(OSError("full")))
    with pytest.raises(OSError, match="full"):
        queries.save(tmp_path, queries.Queries().typed("new"))
    assert json.loads((tmp_path / queries.FILE).read_text("utf-8"))["history"] == ["old"]
    assert len(list(tmp_path.iterdir())) == 1


def test_a_file_that_is_a_link_stays_one_and_what_it_leads_to_is_written(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / queries.FILE).symlink_to(tmp_path / "elsewhere" / "mine.json")
    queries.save(tmp_path, queries.Queries().typed("new"))
    assert (tmp_path / queries.FILE).is_symlink()
    assert [path.name for path in (tmp_path / "elsewhere").iterdir()] == ["mine.json"]
    assert queries.load(tmp_path)[0].history == ("new",)


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [("status:no", "status: takes one of done, required", "状态：只能是已做、要求"),
     ("is:no", f"is: takes one of {', '.join(IS)}", "状况：只能是已读、未读、已核准、有接受、有拒绝、有更正、未判")],
)  # fmt: skip
def test_what_a_value_may_be_is_said_in_the_language_of_the_interface(text, english, chinese):
    with pytest.raises(QueryError) as caught:
        parse_query(text)
    assert caught.value.told(load("en")) == english
    assert caught.value.told(load("zh")) == chinese
