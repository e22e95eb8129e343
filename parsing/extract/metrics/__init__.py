"""Counts and amounts: the number with its unit, what is counted, whose it is, as of when, and per what.

How a metric comes out of 2月3日，江州市新增确诊病例3例, and where each step is:

1. Numbers with units (3例), found by their shape alone: ``numerals``, ``quantities``.
2. Without those that count nothing (第3批, 一名医生说, 超过80%的县): ``counting``, ``articles``, ``thresholds``.
3. Sentence by sentence, each count with its neighbours and the names near it: ``passages``, ``item_borders``. What a
   rule may look at is the stretch of its clause before or behind the number: ``clauses``, ``brackets``.
4. What is counted (新增确诊病例). ``counted`` chooses between the noun behind the number (``noun_phrases``) and the one
   before it (``preceding``, ``areas``, ``trimming``); of sums of money also their purpose (``money``). In a row, a
   comparison or a share the noun stands elsewhere (``nouns_apart``); where none stands beside the number, what was said
   before tells it (``ellipsis``, ``predicates``, ``headings``).
5. Whose it is (江州市). ``scope`` asks first what stands right beside the count (``list_scopes``, ``asides``, ``gifts``,
   ``given_by``), then the subject of the sentence (``subjects``, ``abroad``), then what the text has been about so far
   (``focus``, ``focus_update``), where ``own_areas`` finds 全市, 我校 and the like, which stand for a name.
6. As of when (2月3日): ``as_of``. Per what (天 in 每天3例): ``rates``.

``finder`` walks through the sentences and puts all this together; ``wordlists`` hands out the words of ``counts.toml``.
"""
