"""Colour themes as data: one TOML file each; see :mod:`tui.themes` for what a file may say."""
