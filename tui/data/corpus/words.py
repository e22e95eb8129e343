"""What the index of words is given of each report: its pairs of characters, and the phrases that it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.data.corpus.tokens import phrase_token

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from tui.data.corpus.filing import Filed
    from tui.data.corpus.vocabulary import Vocabulary


def put_words(database: sqlite3.Connection, vocabulary: Vocabulary, new: Sequence[tuple[int, Filed]]) -> None:
    """Index the pairs and phrases of new reports, by their numbers; to be called within a transaction."""
    left = vocabulary.common.put([(number, filed.pairs) for number, filed in new])
    for (number, filed), pairs in zip(new, left, strict=True):
        _put(database, number, [pairs, *_phrases(vocabulary, filed.text.decode("utf-8", "surrogatepass"))])


def learn_phrases(database: sqlite3.Connection, vocabulary: Vocabulary, texts: Mapping[int, str]) -> None:
    """Choose the phrases by the folded texts of all reports, by their numbers, and index those that each has.

    To be called within a transaction.
    """
    vocabulary.learn(list(texts.values()))
    for number, text in texts.items():
        _put(database, number, _phrases(vocabulary, text))


def _phrases(vocabulary: Vocabulary, text: str) -> list[str]:
    return list(map(phrase_token, vocabulary.phrases.within(text)))


def _put(database: sqlite3.Connection, number: int, words: Sequence[str]) -> None:
    database.execute("INSERT INTO held (rowid, words) VALUES (?, ?)", (number, " ".join(words)))
