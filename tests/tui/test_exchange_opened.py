"""Exports are opened by what they are for: the programs' own libraries, or the formats that they publish."""

from __future__ import annotations

import json
import zipfile
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from nervaluate import Evaluator
from pyld import jsonld

from tests.tui.exchanging import annotated, out
from tui.data.exchange.carried import fitted, place
from tui.data.exchange.formats import FORMATS
from tui.data.exchange.w3c import CONTEXT

SCHEMAS = Path(__file__).parent / "schemas"
OA = "http://www.w3.org/ns/oa#"
TRIED = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def schema(name):
    return json.loads((SCHEMAS / f"{name}.json").read_text("utf-8"))


def kept(made, name):
    reading, marks = made
    return fitted(reading.report.text, marks, FORMATS[name].carries, FORMATS[name].refuses)[0]


def written(made, name, folder):
    reading, marks = made
    path, _ = out(reading, marks, Path(folder), name)
    return path


def context(url, _options):
    """The one document that JSON-LD needs, from beside this file; anything else would be a call to the network."""
    assert url == CONTEXT
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": schema("anno-context"),
    }


@given(made=annotated())
@TRIED
def test_json_ld_is_web_annotations_to_a_processor(made):
    reading, marks = made
    with TemporaryDirectory() as folder:
        whole = json.loads(written(made, "w3c", folder).read_text("utf-8"))
    graph = jsonld.to_rdf(whole, {"documentLoader": context})["@default"]
    triples = {(t["subject"]["value"], t["predicate"]["value"], t["object"]["value"]) for t in graph}
    types = Counter(of for _, what, of in triples if what.endswith("#type"))
    assert types[f"{OA}Annotation"] == len({mark.id for mark in marks})
    (framed,) = jsonld.expand(whole, {"documentLoader": context})
    items = framed["http://www.w3.org/ns/activitystreams#first"][0]["http://www.w3.org/ns/activitystreams#items"][0][
        "@list"
    ]
    for mark, item in zip(marks, items, strict=True):
        assert item[f"{OA}motivatedBy"] == [{"@id": OA + mark.motivation}]
        assert item["http://purl.org/dc/terms/created"][0]["@value"] == mark.created
        target = item[f"{OA}hasTarget"][0]
        if mark.whole:
            assert target["@id"].endswith(reading.report.id)
            continue
        position, quote = target[f"{OA}hasSelector"]
        assert (position[f"{OA}start"][0]["@value"], position[f"{OA}end"][0]["@value"]) == tuple(mark.raw)
        assert quote[f"{OA}exact"][0]["@value"] == mark.exact
        if mark.start is not None:
            assert mark.raw.of(reading.source) == quote[f"{OA}exact"][0]["@value"]
    assert framed["@id"].startswith("urn:yibao:marks:")
    unknown = [what for _, what, _ in triples if not what.startswith("http")]
    assert not unknown


def test_every_term_of_our_json_ld_is_in_the_context():
    terms = schema("anno-context")["@context"]
    assert {"motivation", "body", "target", "created", "creator", "selector", "items", "total", "startIndex"} <= set(
        terms
    )
    assert CONTEXT == "http://www.w3.org/ns/anno.jsonld"


@pytest.mark.parametrize("name", ["doccano", "doccano-relations"])
@given(made=annotated())
@TRIED
def test_doccano_reads_what_it_publishes_as_its_format(name, made):
    with TemporaryDirectory() as folder:
        rows = [json.loads(line) for line in written(made, name, folder).read_text("utf-8").splitlines()]
    for row in rows:
        jsonschema.validate(row, schema("doccano"))
        size = len(row["text"])
        found = [tuple(span) for span in row.get("label", ())]
        found += [(one["start_offset"], one["end_offset"], one["label"]) for one in row.get("entities", ())]
        assert all(start < end <= size for start, end, _ in found)
        numbers = [one["id"] for one in row.get("entities", ())]
        assert len(numbers) == len(set(numbers))
        assert {end for one in row.get("relations", ()) for end in (one["from_id"], one["to_id"])} <= set(numbers)
        labelled = Counter((*place(mark), mark.label) for mark in kept(made, name) if mark.label)
        assert labelled <= Counter(found)


@given(made=annotated())
@TRIED
def test_label_studio_reads_what_it_publishes_as_its_format(made):
    with TemporaryDirectory() as folder:
        path = written(made, "label-studio", folder)
        tasks = json.loads(path.read_text("utf-8"))
        configuration = ET.fromstring(path.with_suffix(".xml").read_text("utf-8"))  # noqa: S314 -- ours
    jsonschema.validate(tasks, schema("label-studio"))
    names = {tag.get("name"): {one.get("value") for one in tag} for tag in configuration.iter() if tag.get("toName")}
    related = {one.get("value") for one in configuration.iter("Relation")}
    for task in tasks:
        for result in (
            one for made_by in ("annotations", "predictions") for a in task.get(made_by, ()) for one in a["result"]
        ):
            if result["type"] == "relation":
                assert set(result["labels"]) <= related
                continue
            value = result["value"]
            assert set(value[result["type"]]) <= names[result["from_name"]]
            assert "start" not in value or task["data"]["text"][value["start"] : value["end"]] == value["text"]


@given(made=annotated())
@TRIED
def test_label_studio_s_own_sdk_accepts_tasks_and_configuration(made):
    interface = pytest.importorskip(
        "label_studio_sdk.label_interface", reason="label-studio-sdk brings OpenCV and pandas, too much for a test"
    )
    with TemporaryDirectory() as folder:
        path = written(made, "label-studio", folder)
        configuration = interface.LabelInterface(path.with_suffix(".xml").read_text("utf-8"))
        tasks = json.loads(path.read_text("utf-8"))
    configuration.validate()
    for task in tasks:
        for one in (*task.get("annotations", ()), *task["predictions"]):
            assert configuration.validate_prediction(one, return_errors=True) == []


@given(made=annotated())
@TRIED
def test_brat_s_own_parser_reads_the_standoff(made):
    brat = pytest.importorskip(
        "bratsubset.annotation", reason="bratiaa, which has brat's own parser in it, brings matplotlib and scipy"
    )
    with TemporaryDirectory() as folder:
        with zipfile.ZipFile(written(made, "brat", folder)) as archive:
            archive.extractall(folder)
            (name,) = (name[:-4] for name in archive.namelist() if name.endswith(".ann"))
        found = brat.TextAnnotations(str(Path(folder, name)), read_only=True)
    text, marks = made[0].report.text, kept(made, "brat")
    assert found.failed_lines == []
    stretches = {one.id: one for one in found.get_textbounds()}
    said = Counter(place(mark) for mark in marks if mark.relation is None)
    assert said <= Counter((one.first_start(), one.last_end()) for one in stretches.values())
    for one in stretches.values():
        assert one.get_text() == " ".join(text[start:end] for start, end in one.spans)
    ends = Counter(
        ((stretches[one.arg1].first_start(), stretches[one.arg1].last_end()),
         (stretches[one.arg2].first_start(), stretches[one.arg2].last_end())) for one in found.get_relations()
    )  # fmt: skip
    assert ends == Counter((place(mark), (mark.to.start, mark.to.end)) for mark in marks if mark.relation is not None)
    assert len([*found.get_oneline_comments()]) == sum(
        (mark.note is not None) + (mark.judgement is not None) for mark in marks
    )


@given(made=annotated())
@TRIED
def test_iob2_is_what_an_evaluator_takes_for_the_same_entities(made):
    marks = kept(made, "conll")
    with TemporaryDirectory() as folder:
        lines = written(made, "conll", folder).read_text("utf-8").split("\n")
    sentences: list[list[str]] = [[]]
    for line in lines:
        if not line:
            sentences.append([])
        elif not line.startswith(("# report = ", "# path = ", "-DOCSTART-")):
            sentences[-1].append(line.split("\t")[1])
    tags = [sentence for sentence in sentences if sentence]
    gold, at = [], 0
    for line in filter(None, (line.strip() for line in made[0].report.text.split("\n"))):
        begin = made[0].report.text.index(line, at)
        at = begin + len(line)
        here = [place(mark) for mark in marks if begin <= mark.start < at]
        blank = {n for n in range(begin, at) if made[0].report.text[n].isspace()}
        labels = {place(mark): mark.label for mark in marks}
        gold.append([
            {"label": labels[span], "start": sum(n not in blank for n in range(begin, span.start)),
             "end": sum(n not in blank for n in range(begin, span.end)) - 1} for span in here
        ])  # fmt: skip
    assert len(gold) == len(tags)
    assert sum(tag.startswith("B-") for sentence in tags for tag in sentence) == len(marks)
    if not marks:
        return
    kinds = sorted({mark.label for mark in marks})
    true = [spans_as_tags(spans, len(sentence)) for spans, sentence in zip(gold, tags, strict=True)]
    strict = Evaluator(true, tags, tags=kinds, loader="list").evaluate()["overall"]["strict"]
    assert (strict.correct, strict.spurious, strict.missed, strict.incorrect) == (len(marks), 0, 0, 0)


def spans_as_tags(spans, size):
    tags = ["O"] * size
    for span in spans:
        tags[span["start"] : span["end"] + 1] = [f"I-{span['label']}"] * (span["end"] + 1 - span["start"])
        tags[span["start"]] = f"B-{span['label']}"
    return tags
