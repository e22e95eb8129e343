"""Lists of figures with their totals: which figures are the items of one list, and whether they add up.

新增3例（甲市2例、乙市1例）: ``phrases`` cuts the text at its marks, each bracket a level of its own; ``parts`` reads the items of a
list; ``sums`` compares what they come to with the total; ``finder`` looks for the totals and judges.
"""
