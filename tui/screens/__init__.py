"""The reader's screen, in layers by purpose, and the dialogs over it."""
