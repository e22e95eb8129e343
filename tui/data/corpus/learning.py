"""What an index learns from its first reports: what it packs by, the phrases that are words, and common pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.data.corpus.tokens import phrase_token

if TYPE_CHECKING:
    from tui.data.corpus.index import CorpusIndex


def learn(index: CorpusIndex) -> None:
    """Learn from all reports that are filed, whose phrases become words; to be called within a transaction.

    An index without records learns but which pairs are common, and what figures are packed by.
    """
    if index.kept:
        _learn_texts(index)
    else:
        index.vocabulary.common.learn(index.count())
        index.vocabulary.learn_facts()
    index.about.set("learnt", 1)


def _learn_texts(index: CorpusIndex) -> None:
    index.store.learn()
    numbers = [number for (number,) in index.database.execute("SELECT number FROM report").fetchall()]
    texts = {number: text.decode("utf-8", "surrogatepass") for number, text in index.texts(numbers)}
    index.vocabulary.learn(list(texts.values()))
    for number, text in texts.items():
        words = " ".join(map(phrase_token, index.vocabulary.phrases.within(text)))
        index.database.execute("INSERT INTO held (rowid, words) VALUES (?, ?)", (number, words))
