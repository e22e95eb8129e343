"""Measures of prevention and control: what was done, or is demanded, by whom, where and when.

A measure is told by a *trigger*, a phrase of the lexicon that names an action (开展排查), or two that do so together
(加强…排查: a *gapped* entry, of which each part is a *half*). The steps, which ``finder`` puts together:

1. ``triggers`` finds the phrases of the lexicon in each clause and joins the halves. What each phrase does is worked
   out once by ``phrase_roles``; ``frames`` are pairs of a kind of verb and a kind of thing, triggers in either order.
2. ``context`` takes away the triggers that tell of no action: grounds, aims, topics, what was not done.
3. The status of each, done or required, comes from :mod:`parsing.extract.modality`.
4. ``wares`` and ``reporting`` correct the category where the same words mean two things, by the words of ``wordlists``;
   ``visits`` finds leaders on site and meetings, which no trigger announces.
5. ``actors`` tells who acts, where, and as of when. ``categories`` has the labels that a reader sees.
"""
