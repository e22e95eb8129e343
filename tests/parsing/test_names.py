import re
import tomllib
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsing.aligned import AlignedText
from parsing.extract import extract
from parsing.extract.coreference.finder import find_names
from parsing.extract.coreference.organisations import read
from parsing.extract.entities.recurrence import RECURS, Recurring
from parsing.extract.extraction import Extraction
from parsing.record import Entity
from parsing.spans import Span
from parsing.structure import Document
from tests.effort import grows_with_length

MARK = re.compile(r"\{([A-Z]+) ([^}]*)\}")
ROWS = tomllib.loads((Path(__file__).parent / "data" / "names.toml").read_text("utf-8"))["case"]
NAMED = {"PERSON", "ORG", "PLACE", "DOCUMENT"}
PIECES = [
    "{TITLE 县委书记}", "{TITLE 书记}", "{PERSON 李青禾}", "{PERSON 李山}", "{PERSON 李某}", "李", "{ORG 区疾控中心}",
    "{ORG 安桥区疾病预防控制中心}", "{ORG 云桥区疾控中心}", "{ORG 指挥部}", "{ORG x区指挥部}",
    "{ORG 临江市疫情防控指挥部}", "{PLACE 临江市}", "{PLACE 临江}", "{PLACE 安桥区}", "{PLACE 城关镇}",
    "{PLACE 云桥区}", "{DOCUMENT 《办法》}", "{DOCUMENT 《防控办法》}", "（以下简称", "）", "，", "{DATE 2月3日}", "\n",
]  # fmt: skip
DEFINED = "（以下简称"


def marked(text):
    """The plain text and its marked entities."""
    plain, found, at = "", [], 0
    for mark in MARK.finditer(text):
        plain += text[at : mark.start()]
        start = len(plain)
        plain += mark[2]
        found.append(Entity(label=mark[1], start=start, end=len(plain), raw=Span(start, len(plain)), text=mark[2]))
        at = mark.end()
    return Document(AlignedText.of(plain + text[at:])), Extraction(entities=tuple(found))


def row(case):
    marks = [pytest.mark.xfail(reason=case["known_failure"], strict=True)] if "known_failure" in case else []
    return pytest.param(case, id=case["name"], marks=marks)


@pytest.mark.parametrize("case", [row(case) for case in ROWS])
def test_the_index_of_a_text(case):
    found = find_names(*marked(case["text"]))
    got = [f"{n.label} {n.text} = {' '.join(found.entities[at].text for at in n.mentions)}" for n in found.names]
    assert got == case["names"]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=16).map("".join))
def test_each_mention_of_a_name_is_in_one_group_of_its_label(text):
    document, before = marked(text)
    found = find_names(document, before)
    mentions = [at for name in found.names for at in name.mentions]
    assert sorted(mentions) == [at for at, entity in enumerate(found.entities) if entity.label in NAMED]
    assert all(found.entities[at].label == name.label for name in found.names for at in name.mentions)
    assert all(list(name.mentions) == sorted(name.mentions) for name in found.names)
    assert [name.mentions[0] for name in found.names] == sorted(name.mentions[0] for name in found.names)
    assert set(before.entities) <= set(found.entities)
    assert all(one.end <= other.start for one, other in pairwise(found.entities))
    assert all(document.text[entity.start : entity.end] == entity.text for entity in found.entities)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=16).map("".join).filter(lambda text: DEFINED not in text), st.data())
def test_a_group_is_never_of_two_districts(text, data):
    """What is told apart stays apart, whatever else the text says but that one is short for the other."""
    document, before = marked(
        data.draw(st.permutations([text, "，{ORG 安桥区疾病预防控制中心}，", "，{ORG 云桥区疾控中心}，"]).map("".join))
    )
    found = find_names(document, before)
    for name in found.names:
        texts = {found.entities[at].text for at in name.mentions}
        assert not texts >= {"安桥区疾病预防控制中心", "云桥区疾控中心"}
        assert "区疾控中心" not in texts or len(texts) == 1


@pytest.mark.parametrize(
    ("name", "places", "kind"),
    [
        ("市场监督管理局", (), "市场监管局"), ("市市场监管局", ("市",), "市场监管局"), ("临江市市场监管局", ("临江市",), "市场监管局"),
        ("乡村振兴局", (), "乡村振兴局"), ("街道办", ("街道",), "办事处"), ("中共临江市委", ("临江市",), "委"),
        ("武汉市江岸区卫生健康委员会", ("武汉市", "江岸区"), "卫健委"), ("市新冠肺炎疫情防控应急指挥部", ("市",), "疫情防控指挥部"),
        ("应急指挥部", (), "指挥部"), ("县防汛抗旱指挥部", None, None), ("国家卫生健康委员会", (), "国家卫健委"),
    ],
)  # fmt: skip
def test_a_body_is_read_as_places_and_kind(name, places, kind):
    body = read(name)
    assert (body.places, body.kind) == (places, kind) if kind else body.kind.endswith("防汛抗旱指挥部")


def test_the_pipeline_gives_the_index():
    text = (
        "临江市安桥区云溪镇召开会议。镇党委书记李青禾主持，李书记强调，区疾控中心、安桥区疾病预防控制中心派员到云溪镇。"
    )
    found = extract(Document(AlignedText.of(text)))
    got = {name.text: len(name.mentions) for name in found.names}
    assert got == {
        "临江市": 1, "临江市安桥区": 1, "临江市安桥区云溪镇": 2, "李青禾": 2, "安桥区疾病预防控制中心": 2,
    }  # fmt: skip


@pytest.mark.parametrize(
    "piece",
    [
        *PIECES,
        "{ORG 甲N市乙N区疾控中心}{ORG 区疾控中心}",
        "{TITLE 书记}{PERSON 李N山}，李{TITLE 书记}",
        "{PLACE 甲N区}{PLACE 城关镇}",
    ],
)
def test_effort_grows_with_the_length_alone(piece):
    def named(times):
        return partial(find_names, *marked("，".join(piece.replace("N", chr(0x4E00 + n)) for n in range(times))))

    assert grows_with_length(named, 80)


@given(
    st.text("王李刘方欧阳明来说", max_size=60),
    st.sampled_from(["王明", "李来", "王明来", "刘方", "欧阳明", "欧阳来说"]),
)
def test_a_name_that_recurs_is_counted_wherever_it_stands(text, name):
    standing = [at for at in range(len(text)) if text.startswith(name, at)]
    own, longer = (
        len(standing),
        max(sum(text.startswith(name + after, at) for at in standing) for after in {*text, "\0"}),
    )
    expected = 0.0 if own < 2 or len(name) > 3 else RECURS / 2 if len(name) > 2 else RECURS * (own > longer)
    assert Recurring(text + "。").weight(name) == expected
