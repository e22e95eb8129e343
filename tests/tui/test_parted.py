"""Lines that come in the pieces they are divided into, and words that are only looked for where they begin."""

from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.data.folding import Folded, folded
from tui.data.query import parse_query
from tui.widgets.parted import Parted

TEXTS = st.text(alphabet="aB疫情ﬁ", max_size=30)


@st.composite
def parts(draw):
    texts = draw(st.lists(st.text(alphabet="a 疫", min_size=1, max_size=8), min_size=1, max_size=4))
    return [Strip([Segment(text, Style(bold=bool(at % 2)))]) for at, text in enumerate(texts)]


@given(parts(), st.lists(st.integers(1, 40), max_size=4))
def test_a_line_is_divided_as_any_other(given_parts, cuts):
    parted, plain = Parted(given_parts), Strip.join(given_parts)
    ends = [sum(part.cell_length for part in given_parts[: at + 1]) for at in range(len(given_parts))]
    assert parted.cell_length == plain.cell_length
    assert [*parted] == [*plain]
    for wanted in (ends, sorted({*cuts})):
        assert [[*piece] for piece in parted.divide(wanted)] == [[*piece] for piece in plain.divide(wanted)]
    assert all(piece is part for piece, part in zip(parted.divide(ends), given_parts, strict=True))


@given(TEXTS, st.text(alphabet="ab疫情", min_size=1, max_size=3), st.text(alphabet="ab疫情", max_size=2))
def test_who_types_on_finds_what_would_be_found_at_once(text, begun, rest):
    source = folded(text)
    longer = [*source.spans(begun + rest)]
    assert [*source.spans(begun + rest, [*source.spans(begun)])] == longer


def test_what_overlaps_a_place_found_before_is_found():
    source = Folded("aaab")
    assert [*source.spans("aab", [*source.spans("aa")])] == [*source.spans("aab")] != []


def test_only_one_plain_word_is_typed_on():
    def extends(longer, shorter):
        return parse_query(longer).extends(parse_query(shorter))

    assert extends('"防疫"', '"防"')
    assert not extends('"防"', '"防疫"')
    assert not extends('"疫防"', '"防"')
    assert not extends("防疫 物资", "防")
    assert not extends("is:unread", "is:unread")
