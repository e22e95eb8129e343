"""Whole pages, from file to record, as portals, accounts, boards, hospitals, schools, scanners and mails give them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from parsing.report import read
from tests.parsing.test_structure import FACTS

PAGES = tomllib.loads((Path(__file__).parent / "data/pages.toml").read_text("utf-8"))["page"]


@pytest.mark.parametrize("page", [pytest.param(page, id=page["name"]) for page in PAGES])
def test_a_page_gives_its_report_and_what_it_says_of_it(page, tmp_path):
    path = tmp_path / page["file"]
    path.write_text(page["raw"].strip("\n") + "\n", "utf-8")
    found = read(path).report
    assert found.text == page["text"].strip("\n")
    assert {fact: getattr(found, fact) for fact in FACTS} == {fact: page.get(fact) for fact in FACTS}
