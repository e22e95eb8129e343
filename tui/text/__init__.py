"""Text as a grid of cells: what characters look like, where lines break, what lies over what. No widget in here."""
