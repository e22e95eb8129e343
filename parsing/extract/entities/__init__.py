"""Named entities: people, posts, bodies, places and documents, each found by its own grammar.

Chinese sets no blanks and no capitals, so a name is found from the word that gives it away, and read from there to its
other end. The order is that of ``finder``, where each step may use what the ones before it found:

1. Documents, 《…》: ``documents``.
2. Places. Divisions by their official and short names (``gazetteer``) and names of a fixed form (``known_places``);
   else from the last word of a place's name, its *suffix* (镇, 路, 广场: ``suffixes``), leftwards through its *stem* (青苇 in
   青苇镇: ``stems``, ``short_stems``, ``transcribed_stems``, ``estates``). ``places`` puts these together,
   ``recurring_places`` adds names that stand again, ``rows`` lists with one suffix for all.
3. Bodies, from the last word of the name, its *head* (医院, 指挥部: ``heads``), leftwards through its *modifiers* (江州市第一 in
   江州市第一医院: ``modifiers``, ``members``, ``unlisted``, ``withheld``, ``leading_verbs``, by the words of ``body_words``).
   ``organisations`` puts these together; ``subunits`` and ``owners`` prolong what is found to the right and to the
   left. Bodies without a head of the lexicon: ``bureaus``, ``departments``, ``media``, ``temples``, ``givers``,
   ``aliases``.
4. Posts (县长): ``titles``; professions that are posts by themselves: ``professions``.
5. Persons, beside posts and in lists (``leads``), or by what follows them (``introduced``). Where a name ends is for
   ``names`` to say, of foreign and odd names for ``transcribed``, ``peoples`` and ``odd_names``; where a name before a
   post begins for ``holders``, how often one recurs for ``recurrence``. ``persons`` puts these together.

What words no name goes on with is told by ``parts_of_speech`` and ``predicates``.

Some words on terms: a *level* is the last character of a division's name (省, 市, 区, 县); a *kind* is a word that says of
what sort a place or body is; a *site* is a place with a purpose (采样点, 医院), unlike divisions, roads and settlements. In
examples + parts what is found from what stands beside it.
"""
