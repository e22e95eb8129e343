"""A user's lexicons: how they are laid over ours, what is said of mistakes, and a second domain read with them."""

from __future__ import annotations

import fnmatch
import json
import multiprocessing
import pickle
import tomllib
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsing import lexicon
from parsing.lexicon.forms import KEYS, NEEDED, OPEN, RULES
from parsing.lexicon.merging import WORDS, entries, merged
from parsing.lexicon.users import NONE, LexiconError, names, our, read
from parsing.load import LoadError
from parsing.report import read as parsed

HERE = Path(__file__).parent
FLOOD = HERE.parent / "flood"
REPORTS = tomllib.loads((FLOOD / "reports.toml").read_text("utf-8"))["report"]
MISTAKES = tomllib.loads((HERE / "data" / "lexicon_mistakes.toml").read_text("utf-8"))["mistake"]

words = st.lists(st.text("防汛抗旱堤坝", min_size=1, max_size=3), max_size=6)


# Laying one over the other


@given(ours=words, gone=words, more=words)
def test_lists_are_extended_after_entries_were_taken_away(ours, gone, more):
    whole = merged("units", {"list": ours}, {"list": more, "remove": {"list": gone}})["list"]
    assert set(whole) == (set(ours) - set(gone)) | set(more)
    kept = [entry for entry in ours if entry not in gone]
    assert whole[: len(kept)] == kept


@given(ours=words, gone=words, more=words)
def test_a_string_of_words_is_a_list_of_them(ours, gone, more):
    table = {"list": "\n" + " ".join(ours)}
    whole = merged("titles", table, {"list": more, "remove": {"list": " ".join(gone)}})["list"]
    assert set(whole.split()) == (set(ours) - set(gone)) | set(more)


def test_a_string_without_blanks_lists_characters():
    whole = merged("surnames", {"everyday": "水云花"}, {"everyday": "汛花", "remove": {"everyday": "水"}})
    assert whole["everyday"] == "云花汛"


def test_tables_are_merged_scalars_replaced_and_keys_removed():
    ours = {"gap": 24, "category": {"a": {"zh": "甲", "actions": ["一一"]}, "b": {"zh": "乙", "actions": ["二二"]}}}
    before = deepcopy(ours)
    theirs = {
        "gap": 12,
        "category": {"a": {"actions": ["三三"]}, "c": {"zh": "丙", "actions": ["四四"]}},
        "remove": {"category": ["b"]},
    }
    assert merged("measures", ours, theirs) == {
        "gap": 12,
        "category": {"a": {"zh": "甲", "actions": ["一一", "三三"]}, "c": {"zh": "丙", "actions": ["四四"]}},
    }
    assert ours == before


@pytest.mark.parametrize("name", names())
def test_a_lexicon_of_ours_is_a_lexicon_for_a_user_too(name, tmp_path):
    """Its forms are in order, and laid over itself it says the same."""
    source = (Path(lexicon.__file__).parent / f"{name}.toml").read_text("utf-8")
    (tmp_path / f"{name}.toml").write_text(source, "utf-8")
    ours, theirs = our(name), read(tmp_path).tables[name]
    assert _sets(merged(name, ours, theirs)) == _sets(ours)


def _sets(value):
    """A lexicon without the order of its lists."""
    if isinstance(value, dict):
        return {key: _sets(inner) for key, inner in value.items()}
    if isinstance(value, str):
        return set(entries(value, value))
    return {str(entry) for entry in value} if isinstance(value, list) else value


def _places(value, place):
    yield place
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _places(inner, f"{place}.{key}")


def test_every_place_that_has_rules_of_its_own_is_there():
    places = [place for name in names() for place in _places(our(name), name)]
    wanted = {*OPEN, *NEEDED, *(where for where, _ in (*RULES, *KEYS))}
    assert not {where for where in wanted if not fnmatch.filter(places, where)}
    assert set(names()) >= WORDS


def _lists(name, value, place):
    """The lists of a lexicon, each with its place."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _lists(name, inner, f"{place}.{key}")
    elif isinstance(value, list):
        yield place, value
    elif isinstance(value, str) and name in WORDS:
        yield place, entries(value, value)


def _twice(name):
    """The entries that stand more than once in a list of a lexicon, by the list's place."""
    for place, listed in _lists(name, our(name), name):
        if twice := {entry for entry, times in Counter(map(str, listed)).items() if times > 1}:
            yield place, twice


@pytest.mark.parametrize("name", sorted({*names()} - {"divisions", "towns"}))  # several divisions share a name
def test_no_entry_stands_twice_in_a_list(name):
    assert not dict(_twice(name))


# Reading a folder


@pytest.mark.parametrize("case", MISTAKES, ids=lambda case: f"{case['file']}: {case['say']}"[:60])
def test_a_mistake_is_told_by_its_file_and_cause_in_one_line(case, tmp_path):
    path = tmp_path / f"{case['file']}.toml"
    path.write_text(case["text"], "utf-8")
    with pytest.raises(LexiconError) as told:
        read(tmp_path)
    assert str(told.value).startswith(f"{path}: {case['say']}")
    assert "\n" not in str(told.value)
    assert str(pickle.loads(pickle.dumps(told.value))) == str(told.value)  # noqa: S301 -- our own


def test_what_cannot_be_read_is_told(tmp_path):
    with pytest.raises(LexiconError, match="nowhere: no such file or directory"):
        read(tmp_path / "nowhere")
    (tmp_path / "units.toml").write_bytes("dimensions = {}  # 单位".encode("gbk"))
    with pytest.raises(LexiconError, match=r"units\.toml: not UTF-8"):
        read(tmp_path)


def test_a_folder_without_lexicons_changes_nothing(tmp_path):
    (tmp_path / "README.md").write_text("mine", "utf-8")
    assert read(tmp_path) == NONE


def test_the_digest_tells_lexicons_apart(tmp_path):
    path = tmp_path / "units.toml"
    seen = set()
    for text in ("dimensions.flow = ['个流量']", "dimensions.flow = ['立方米每秒']"):
        path.write_text(text, "utf-8")
        assert read(tmp_path) == read(tmp_path)
        seen.add(read(tmp_path).digest)
    assert len(seen) == 2


def test_it_is_too_late_once_a_lexicon_was_read():
    lexicon.load("units")
    with pytest.raises(RuntimeError, match="before any lexicon is read"):
        lexicon.use(FLOOD / "lexicons")
    lexicon.adopt(lexicon.chosen())


# A second domain


@pytest.fixture(scope="module")
def with_lexicons():
    """A process that reads with the lexicons of flood control."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(
        1, mp_context=spawn, initializer=lexicon.adopt, initargs=(read(FLOOD / "lexicons"),)
    ) as pool:
        yield pool


def said(report):
    """Entities, metrics and measures in the words of the table."""
    return {
        *(f"{entity.label} {entity.text}" for entity in report.entities),
        *(f"{metric.quantity} = {metric.value} {metric.unit}" for metric in report.metrics),
        *(f"{measure.category}/{measure.status}" for measure in report.measures),
    }


@pytest.mark.parametrize("case", REPORTS, ids=lambda case: case["name"])
def test_a_second_domain_is_read_with_its_lexicons_and_not_without(case, with_lexicons, tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(case["text"], "utf-8")
    found = said(with_lexicons.submit(parsed, str(path)).result().report)
    assert set(case["with"]) <= found
    assert set(case["with"]) & said(parsed(str(path)).report) == set(case["without"])


def test_a_category_can_be_taken_away(with_lexicons, tmp_path):
    path = tmp_path / "report.txt"
    path.write_text("沱溪县通报\n沱溪县组织全员接种疫苗，开展疫苗接种。\n", "utf-8")
    there = with_lexicons.submit(parsed, str(path)).result().report
    assert "vaccination" in {measure.category for measure in parsed(str(path)).report.measures}
    assert "vaccination" not in {measure.category for measure in there.measures}


PAGE = {
    "furniture": "heads = ['汛情快讯第\\d+期']\nedges = ['河长办值守热线.{0,20}']\nends = ['汛情速递.*']\ndocuments = ['水情专报']\n",
    "facts": "text.fields = ['汛情正文']\nlabels.source = ['报汛站']\n",
    "script": "variants = { '㵮' = '堤' }\nphrases = { '乾谿' = '乾溪' }\n",
}
BODY = "2月3日，全縣開展隄防巡查，設立檢查點12個，累計登記人員236人，各鄉鎮要繼續做好排查登記工作，確保不漏一戶、不漏一人。"


def test_what_a_page_says_of_itself_reaches_the_processes_that_read_pages(tmp_path):
    """Also the reader of JSON Lines, which asks for the fields of a text before anything is cleaned."""
    folder, path = tmp_path / "lexicons", tmp_path / "reports.jsonl"
    folder.mkdir()
    for name, text in PAGE.items():
        (folder / f"{name}.toml").write_text(text, "utf-8")
    lines = [
        "汛情快讯第3期",
        "河長辦值守熱線0000-0000",
        "關於㵮防的",
        "水情專報",
        "報汛站：乾谿站 發布時間：2020-02-03",
        BODY,
        "汛情速递：防汛抗旱",
    ]
    path.write_text(json.dumps({"汛情正文": "\n".join(lines)}, ensure_ascii=False), "utf-8")
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn, initializer=lexicon.adopt, initargs=(read(folder),)) as pool:
        report = pool.submit(parsed, f"{path}#1").result().report
    assert report.source == "乾溪站"
    assert report.title == "关于堤防的水情专报"
    assert report.text.split("\n")[0] == "关于堤防的"
    assert [piece.text for piece in report.furniture] == [
        "汛情快讯第3期",
        "河长办值守热线0000-0000",
        "报汛站：乾溪站 发布时间：2020-02-03",
        "汛情速递：防汛抗旱",
    ]
    with pytest.raises(LoadError, match="no field with a text"):
        parsed(f"{path}#1")
