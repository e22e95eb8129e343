"""Themes as files: ours can be read on the screen, and a bad one says what is wrong with it."""

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from tui import themes
from tui.themes import DARK, DEFAULTS, LIGHT, LIGHT_DEFAULTS, ThemeError, our, parse, users

OURS = {name: our(name) for name in themes.OURS}


def test_ours_are_a_dark_and_a_light_one():
    assert set(OURS) == {DARK, LIGHT}
    assert all(theme.name == name for name, theme in OURS.items())
    assert (OURS[DARK].dark, OURS[LIGHT].dark) == (True, False)
    assert DEFAULTS.keys() == LIGHT_DEFAULTS.keys()


@pytest.mark.parametrize("name", OURS)
def test_contrast_of_text_and_marks(name):
    theme = OURS[name]
    assert contrast(theme.foreground, theme.background) >= 12
    for mark in DEFAULTS:
        assert contrast(theme.variables[mark], theme.background) >= 4.9, mark
    for role in ("primary", "secondary", "accent", "warning", "error", "success"):
        assert contrast(getattr(theme, role), theme.background) >= 4.9, role


def contrast(one, other):
    """Contrast ratio as WCAG 2.1 defines it."""
    lights = sorted(luminance(Color.parse(colour)) for colour in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def luminance(colour):
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("name = ", "Invalid value"),
        ('primary = "#fff"', "name"),
        ('name = "x"\nprimary = "#fff"\nshade = 1', "shade"),
        ('name = "x"\nprimary = "#ggg"', "primary"),
        ('name = "x"\nprimary = "#fff"\n[variables]\nmatch = "mauve-ish"', "match"),
        ('name = "x"\nprimary = "#fff"\n[variables]\nblock-cursor-text-style = "loud"', "loud"),
        ('name = "x"\nprimary = "#fff"\n[variables]\nborder = "red lots"', "lots"),
        ('name = "x"\nprimary = 3', "primary"),
    ],
)
def test_a_bad_theme_names_the_cause(text, cause):
    with pytest.raises(ThemeError, match=cause):
        parse(text)


def test_a_theme_that_knows_no_marks_gets_them():
    assert parse('name = "x"\nprimary = "#fff"').variables == DEFAULTS | {"frame": themes.FRAMES[True]}
    assert parse('name = "x"\nprimary = "#000"\ndark = false').variables == LIGHT_DEFAULTS | {"frame": themes.FRAMES[False]}


def test_users_themes_one_bad_file_does_not_stop_the_others(tmp_path):
    (tmp_path / "a.toml").write_bytes(b"\xff\xfe")
    (tmp_path / "b.toml").write_text('name = "b"\nprimary = "red"')
    (tmp_path / "notes.txt").write_text("no theme")
    bad, good = users(tmp_path)
    assert str(bad) == "a.toml: not UTF-8"
    assert good.name == "b"
    assert list(users(tmp_path / "nothing")) == []


async def test_every_theme_can_be_worn(opened, folder):
    app = opened(folder)
    async with app.run_test(size=(80, 24)) as pilot:
        for name in (*OURS, "nord", "textual-light"):
            app.theme = name
            await pilot.pause()
        assert set(BUILTIN_THEMES) <= set(app.available_themes)
        assert app.theme_variables["entity-person"] == LIGHT_DEFAULTS["entity-person"]


async def test_the_theme_is_remembered(opened, folder):
    first = opened(folder)
    async with first.run_test() as pilot:
        await pilot.pause(0.1)
        first.theme = LIGHT
    assert opened(folder).theme == LIGHT
