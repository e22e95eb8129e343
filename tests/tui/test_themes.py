"""Themes as files: ours can be read on the screen, and a bad one says what is wrong with it."""

import math
import re
from pathlib import Path

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES

import themes as themes_folder
from tests.tui.driving import ready, settle
from tui import themes
from tui.themes import CONTRAST, DARK, DEFAULTS, LIGHT, LIGHT_DEFAULTS, SAFE, ThemeError, our, parse, users

OURS = {name: our(name) for name in themes.OURS}


def test_ours_are_named_as_their_files_and_know_every_mark():
    assert {path.stem for path in Path(themes_folder.__file__).parent.glob("*.toml")} == set(OURS)
    for name, theme in OURS.items():
        assert theme.name == name
        assert theme.variables.keys() >= DEFAULTS.keys() == LIGHT_DEFAULTS.keys()
    assert [OURS[name].dark for name in (DARK, LIGHT, CONTRAST, SAFE)] == [True, False, True, True]


def least(name):
    """WCAG 2.1: AA for text, AAA where contrast is what the theme is for."""
    return 7 if name == CONTRAST else 4.5


@pytest.mark.parametrize("name", OURS)
def test_contrast_of_text_and_marks(name):
    theme = OURS[name]
    assert contrast(theme.foreground, theme.background) >= 12
    roles = {role: getattr(theme, role) for role in ("primary", "secondary", "accent", "warning", "error", "success")}
    for mark, colour in {**roles, **{mark: theme.variables[mark] for mark in DEFAULTS}}.items():
        for ground in (theme.background, theme.surface):
            assert contrast(colour, ground) >= least(name), (mark, ground)
    for cursor in ("block-cursor", "block-cursor-blurred"):
        assert contrast(theme.variables[f"{cursor}-foreground"], theme.variables[f"{cursor}-background"]) >= least(name)


TEXT = (
    "松坪县部署冬季防控\n2031-01-05 来源：松坪新闻\n1月4日，松坪县疾(jí)控中心排查返乡人员120人，发放《通知》12份。\n"
    "县长李青禾要求各镇做好消毒，云溪镇周慕云负责。\n"
)


@pytest.mark.parametrize("name", OURS)
async def test_contrast_of_all_that_is_drawn(name, opened, folder):
    """Marks over marks, under the cursor and in the lists, as they come to the screen."""
    (folder / "a.txt").write_text(TEXT, "utf-8")
    app = opened(folder)
    async with app.run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        app.theme = name
        faint = []
        for keys in (["tab"], ["v", "L", "L"], ["1", "escape"], ["tab"], ["right"], ["right"], ["slash", *"松坪县"],
                     ["enter", "r", "r"]):  # fmt: skip
            await pilot.press(*keys)
            await pilot.pause(0.05)
            faint += [found for found in drawn(app) if found[0] < least(name)]
        assert reader.page.view == "changes"
        assert not faint


def drawn(app):
    """Contrast, colours and words of what is on the screen, but for frames, bars and signs of what is not there."""
    for strip in app.screen._compositor.render_strips():
        for text, style, _ in strip:
            words = re.sub(r"[^\w，。《》]|[▁-▟]", "", text)
            if words and style and style.color and style.bgcolor and not style.strike:
                one, other = (Color.from_rich_color(colour) for colour in (style.color, style.bgcolor))
                yield round(contrast(one.hex6, other.hex6), 2), one.hex6, other.hex6, text


PAIRS = [("measure-done", "measure-required"), ("change-removed", "change-added"), ("entity-place", "entity-person"),
         ("entity-place", "entity-document"), ("entity-org", "entity-person"), ("entity-quantity", "entity-place"),
         ("entity-title", "entity-place")]  # fmt: skip
COLOUR_BLIND = {
    # G. M. Machado, M. M. Oliveira and L. A. F. Fernandes (2009), severity 1.0, on linear RGB
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


@pytest.mark.parametrize("vision", COLOUR_BLIND)
def test_the_safe_theme_keeps_apart_what_must_not_be_confused(vision):
    """In CIELAB as the eye has it; 10 is far more than the 2.3 that are just seen."""
    variables = OURS[SAFE].variables
    for pair in PAIRS[:2] if vision == "tritan" else PAIRS:
        one, other = (lab(seen(Color.parse(variables[mark]), COLOUR_BLIND[vision])) for mark in pair)
        assert math.dist(one, other) >= 10, pair


def seen(colour, matrix):
    linear = [linear_of(part) for part in colour.normalized]
    return [min(1, max(0, sum(a * b for a, b in zip(row, linear, strict=True)))) for row in matrix]


def lab(linear):
    """CIELAB of linear sRGB, white D65."""
    r, g, b = linear
    xyz = (
        0.4124 * r + 0.3576 * g + 0.1805 * b,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        0.0193 * r + 0.1192 * g + 0.9505 * b,
    )
    x, y, z = (
        part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116
        for part in (value / white for value, white in zip(xyz, (0.9505, 1.0, 1.089), strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def contrast(one, other):
    """Contrast ratio as WCAG 2.1 defines it."""
    lights = sorted(luminance(Color.parse(colour)) for colour in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def luminance(colour):
    return sum(
        weight * linear_of(part) for weight, part in zip((0.2126, 0.7152, 0.0722), colour.normalized, strict=True)
    )


def linear_of(part):
    return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4


async def test_kinds_differ_without_colour(opened, folder):
    """By weight, slant and line: for terminals and eyes without colour, and where NO_COLOR is set."""
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        page = (await ready(pilot)).page
        looks = {}
        for kind in ("person", "title", "org", "place", "date", "document", "quantity"):
            style = page.get_component_rich_style(f"page--{kind}")
            looks[kind] = (style.bold, style.italic, style.underline)
        assert len(set(looks.values())) == len(looks), looks


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
    assert parse('name = "x"\nprimary = "#000"\ndark = false').variables == LIGHT_DEFAULTS | {
        "frame": themes.FRAMES[False]
    }


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
        await settle(pilot, lambda: {*OURS} <= {*app.available_themes})
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


async def test_a_key_goes_round_our_themes_and_the_users(opened, folder, tmp_path):
    (tmp_path / "config" / "themes").mkdir(parents=True)
    (tmp_path / "config" / "themes" / "mine.toml").write_text('name = "mine"\nprimary = "#aa3355"\n')
    app = opened(folder)
    async with app.run_test() as pilot:
        await ready(pilot)
        worn = []
        for _ in range(len(OURS) + 1):
            await pilot.press("ctrl+y")
            worn.append(app.theme)
        assert worn == [*list(OURS)[1:], "mine", DARK]
