"""Named entities: documents, places, organisations, titles and persons, each by its own grammar, and one choice.

The finders may disagree (江州 in 江州区, 区委 in 区委书记); here the longest span wins, whatever its label.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from parsing.extract.entities.aliases import find_aliases
from parsing.extract.entities.bureaus import find_bureaus
from parsing.extract.entities.documents import find_documents
from parsing.extract.entities.gazetteer import all_names, towns
from parsing.extract.entities.organisations import find_organisations
from parsing.extract.entities.persons import find_persons
from parsing.extract.entities.places import find_places
from parsing.extract.entities.recurring_places import short_forms
from parsing.extract.entities.stems import LEVELS
from parsing.extract.entities.suffixes import opens_long
from parsing.extract.entities.titles import find_titles
from parsing.extract.lexicon_matches import lexicon_matches
from parsing.extract.mentions import Mention, MentionIndex, without_overlaps
from parsing.extract.tokens import tokens_of
from parsing.record import Entity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsing.extract.extraction import Extraction
    from parsing.structure import Document

LED = frozenset(level + "长" for level in LEVELS)
"""Posts that may be the end of a place's name and the start of the next: 省长 in 湖南省 + 长沙市."""


def find_entities(document: Document, found: Extraction) -> Extraction:
    """Add PERSON, TITLE, ORG, PLACE and DOCUMENT entities to the dates found, in order."""
    tokens = tokens_of(document.text)
    size = len(document.text)
    dates = [Mention(entity.start, entity.end, "DATE") for entity in found.labelled("DATE")]
    documents = list(find_documents(document.text))
    seen = lexicon_matches(document.text)
    held = [span for span in seen.posts if not _in_places(document.text, *span)]
    places = find_places(tokens, seen, frozenset(end for _, end in held))
    bodies = find_organisations(tokens, seen, MentionIndex.of([*places, *short_forms(tokens, places)]))
    bodies += [*find_bureaus(tokens, MentionIndex.of(places)), *find_aliases(tokens, bodies)]
    titles = find_titles(document.text, held, MentionIndex.of([*places, *bodies]))
    places = _short_of(document.text, places, {title.start for title in titles})
    names = without_overlaps(
        [*documents, *dates, *titles, *_clear(bodies, [*titles, *_towns(document.text, places)]), *places], size
    )
    persons = find_persons(tokens, seen, names)
    chosen = without_overlaps([*documents, *dates, *persons, *names], size)
    norms = {entity.start: entity.norm for entity in found.entities}
    entities = tuple([_entity(document, mention, norms) for mention in chosen])
    return replace(found, entities=entities)


def _in_places(text: str, start: int, end: int) -> bool:
    """Whether what reads as a post is the end of one word and the start of a place: 湖南省 + 长沙市, 省会 + 长沙."""
    led, seat = text[start:end] in LED, text.startswith("省会", start - 1)
    if led and opens_long(text, start):
        return True
    if not seat and (not led or all_names().before(text, start + 1) > start):
        return False
    return max(all_names().at(text, start + 1), towns().at(text, start + 1)) > end


def _short_of(text: str, places: list[Mention], posts: set[int]) -> list[Mention]:
    """Places without the level that begins a party post: 江州 + 市委书记."""
    return [
        Mention(place.start, place.end - 1, "PLACE")
        if place.end - 1 in posts and text[place.end - 1] in LEVELS and place.end - place.start > 2
        else place
        for place in places
    ]


def _towns(text: str, places: list[Mention]) -> Iterator[Mention]:
    """The places that the list of towns has."""
    return (place for place in places if text[place.start : place.end] in towns().words)


def _clear(bodies: list[Mention], others: list[Mention]) -> list[Mention]:
    """Bodies whose end does not reach into a title or a town: 镇党委 in 镇党委书记 is none, nor 市民建 in 某市民建乡."""
    inside = {at for other in others for at in range(other.start + 1, other.end)}
    return [body for body in bodies if body.end not in inside]


def _entity(document: Document, mention: Mention, norms: dict[int, str | None]) -> Entity:
    start, end = mention.start, mention.end
    return Entity(
        label=mention.label,
        start=start,
        end=end,
        raw=document.raw(start, end),
        text=document.text[start:end],
        norm=norms.get(start) if mention.label == "DATE" else None,
    )
