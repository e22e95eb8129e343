"""Parts of speech that tell words of names from words of sentences, in the tags of jieba's dictionary.

n is a noun (nr, ns, nt, nz the names of persons, places, bodies and other things), v a verb (vn a noun of action), a an
adjective (ad one used as an adverb), b one that only stands before nouns, d an adverb, p a preposition, c a
conjunction, u a particle, r a pronoun, m a numeral, q a measure word, t a time, f a direction, s a position, j an
abbreviation, i and l set phrases, y, e and o words of mood and sounds, g and zg parts of words. A word that the
dictionary has not has the empty tag. A tuple is for ``str.startswith``: v is vn too.

What differs from these by a tag or two stands with its rule, and the reason with it.
"""

FUNCTION_TAGS = ("p", "c", "d", "r", "u", "v", "m", "q", "t", "y", "e", "o", "zg", "ad")
"""Of words that make sentences: in a name stands none of several characters."""
NAME_TAGS = ("ns", "nr", "nz", "nt")
"""Of names, which may hold what a name has not elsewhere: 协和 + 医院."""
