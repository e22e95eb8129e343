"""Measures of prevention and control: the triggers that announce them, and the contexts that cancel these."""
