"""What the index of words is given of new reports: their pairs of characters, and the phrases that they have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.data.corpus.tokens import phrase_token

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.data.corpus.filing import Filed
    from tui.data.corpus.index import CorpusIndex


def put_words(index: CorpusIndex, new: Sequence[tuple[int, Filed]]) -> None:
    """Take in the words of some reports, by their numbers; to be called within a transaction."""
    common, phrases = index.vocabulary.common, index.vocabulary.phrases
    left = common.put([(number, filed.pairs.split(" ")) for number, filed in new])
    for (number, filed), pairs in zip(new, left, strict=True):
        had = map(phrase_token, phrases.within(filed.text.decode("utf-8", "surrogatepass")))
        index.database.execute("INSERT INTO held (rowid, words) VALUES (?, ?)", (number, " ".join([*pairs, *had])))
