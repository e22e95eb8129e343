"""Lists of figures with their totals: which figures are the items of one list, and whether they add up."""
