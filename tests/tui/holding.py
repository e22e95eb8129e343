"""Records of all sorts, and queries that ask for what is in them, for the laws of the index."""

from __future__ import annotations

from hypothesis import strategies as st

from parsing.record import Annotation, Check, Entity, Measure, Metric, Report
from parsing.spans import Span

INITIALS = {"y": frozenset("疫云"), "q": frozenset("情全"), "f": frozenset("防"), "k": frozenset("控")}

PIECES = st.sampled_from(
    ["疫情", "防控", "口罩", "消毒", "李青禾", "县", "，", " ", "a b", "ＡＢ", "3", "34", "é", "😀", "繁體", "\n", "한"]
)
TEXTS = st.lists(PIECES, max_size=8).map("".join)
SOME = st.none() | TEXTS
VALUES = st.none() | st.integers(0, 400) | st.floats(0, 400)
LABELS = ["PERSON", "TITLE", "ORG", "PLACE", "DATE", "DOCUMENT", "QUANTITY"]
NORMS = st.sampled_from([None, "2031-01-05", "2031-01", "2031-01-05/2031-02-01", "none"])
NOWHERE = Span(0, 0)

ENTITIES = st.builds(
    lambda label, text, norm: Entity(label=label, start=0, end=0, raw=NOWHERE, text=text, norm=norm),
    st.sampled_from(LABELS),
    TEXTS,
    NORMS,
)
METRICS = st.builds(
    lambda what, unit, value, redacted: Metric(
        start=0,
        end=0,
        raw=NOWHERE,
        quantity="",
        value=value,
        unit=unit,
        bound="exact",
        redacted=redacted,
        what=what,
        scope=None,
        as_of=None,
        per=None,
        sentence=NOWHERE,
    ),
    SOME,
    TEXTS,
    VALUES,
    st.booleans(),
)
MEASURES = st.builds(
    lambda category, status, text: Measure(
        start=0, end=0, raw=NOWHERE, category=category, status=status, text=text, trigger=""
    ),
    st.sampled_from(["screening", "disinfection", "own"]),
    st.sampled_from(["done", "required"]),
    TEXTS,
)
FEW = 3
REPORTS = st.builds(
    lambda title, text, published, source, publisher, entities, metrics, measures, checks: Report(
        id="",
        path="",
        encoding="utf-8",
        title=title,
        published=published,
        source=source,
        publisher=publisher,
        author=None,
        editor=None,
        reporter=None,
        text=text,
        paragraphs=(),
        furniture=(),
        repairs=(),
        entities=tuple(entities),
        metrics=tuple(metrics),
        measures=tuple(measures),
        checks=tuple(Check(total=0, parts=(), sum=0, kind="sum", agrees=agrees) for agrees in checks),
    ),
    SOME,
    TEXTS,
    st.sampled_from([None, "2031-01-05", "2031-02-03T08:00"]),
    SOME,
    SOME,
    st.lists(ENTITIES, max_size=FEW),
    st.lists(METRICS, max_size=FEW),
    st.lists(MEASURES, max_size=FEW),
    st.lists(st.booleans(), max_size=2),
)
NEEDLES = st.sampled_from(
    [
        "疫",
        "疫情",
        "情防",
        "口罩消毒",
        "罩",
        "李",
        "青禾",
        "3",
        "34",
        "b",
        "ab",
        "a b",
        "，",
        "é",
        "😀",
        "繁体",
        "한",
        "yqfk",
        "yq防控",
        "没有",
    ]
).map(lambda text: f'"{text}"')
TERMS = st.one_of(
    NEEDLES,
    st.builds(
        "{}:{}".format,
        st.sampled_from(
            ["person", "title", "org", "place", "doc", "source", "metric", "unit", "measure", "label", "tag"]
        ),
        NEEDLES,
    ),
    st.builds(
        "{}:".format,
        st.sampled_from(["person", "title", "source", "metric", "unit", "measure", "date", "label", "tag", "value"]),
    ),
    st.builds("value{}{}".format, st.sampled_from([":", ">", ">=", "<", "<="]), st.integers(0, 400)),
    st.builds(
        "{}".format,
        st.sampled_from(
            [
                "measure:screening",
                "measure:screen",
                "status:done",
                "status:required",
                "status:r",
                "has:redacted",
                "has:mismatch",
                "has:repairs",
                "has:notes",
                "is:unjudged",
                "is:approved",
                "has:entities",
                "has:metrics",
                "has:measures",
                "is:read",
                "is:unread",
                "label:person",
                "label:核查",
                "tag:核",
                "date:2031-01",
                "date:2031-01-05..2031-01-31",
                "date:..2031-01-04",
                "date:2031-02-03..",
            ]
        ),
    ),
)
QUERIES = st.lists(st.builds("{}{}".format, st.sampled_from(["", "", "-"]), TERMS), min_size=1, max_size=3).map(
    " ".join
)


def mark(label):
    return Annotation(
        id="m", raw=NOWHERE, exact="", prefix="", suffix="", start=0, end=0, label=label, note=None, created=""
    )
