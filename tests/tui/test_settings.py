"""The settings file: what is wrong in it is told in one line that names the file, and the defaults serve."""

import pytest

from tui import settings
from tui.causes import told
from tui.settings import Label, Settings


@pytest.mark.parametrize(("text", "cause", "chinese"), [
    ('labels = ["RISK", " "]', "labels: an empty name", "labels：有空的名称"),
    ('labels = ["RISK", {name = "RISK", key = "p"}]', "labels: RISK stands there twice", "labels：RISK 重复"),
    ('relations = ["OF", "OF ", "IN"]', "relations: OF stands there twice", "relations：OF 重复"),
    ("labels = [7]", "Expected `str | object`, got `int` - at `$.labels[0]`", None),
])  # fmt: skip
def test_what_is_wrong_is_told_and_the_defaults_serve(tmp_path, text, cause, chinese):
    (tmp_path / settings.FILE).write_text(text, "utf-8")
    wanted, mistake = settings.load(tmp_path)
    assert wanted == Settings()
    assert mistake == f"{tmp_path / settings.FILE}: {cause}"
    if chinese:
        assert told(mistake, "zh") == f"{tmp_path / settings.FILE}: {chinese}"


def test_labels_are_names_or_tables(tmp_path):
    (tmp_path / settings.FILE).write_text('labels = ["RISK", {name = "风险", key = "p"}]', "utf-8")
    wanted, mistake = settings.load(tmp_path)
    assert mistake is None
    assert wanted.label_set == (Label(name="RISK"), Label(name="风险", key="p"))
    assert wanted.names == ("RISK", "风险")
    assert wanted.all_keys == {"label-2": "2,p"}


def test_no_file_is_no_mistake(tmp_path):
    assert settings.load(tmp_path) == (Settings(), None)
