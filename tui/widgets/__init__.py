"""What the screen is made of. Lists and text are drawn by the line, never a widget for each row or paragraph."""
