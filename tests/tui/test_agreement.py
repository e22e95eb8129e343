"""How far annotators agree, where they do not, and the command that says so."""

import json

import pytest
from msgspec import structs

from parsing.record import Judgement
from tests.tui.test_store import damaged, mark
from tui.cli import main
from tui.data.agreement import NOTHING, Views
from tui.data.journal import Change
from tui.data.store import Store


def labelled(name, start, label, end=None, report="r"):
    made = structs.replace(mark(name, start, note=None, label=label))
    return report, structs.replace(made, raw=made.raw.shifted(0) if end is None else type(made.raw)(start, end))


def judged(name, start, verdict, report="r", **corrected):
    judgement = Judgement(
        kind="metric", verdict=verdict, fields={"value": start, "unit": "个", "bound": "exact"}, corrected=corrected
    )
    return report, structs.replace(mark(name, start, note=None), judgement=judgement)


ONE = [
    labelled("a", 0, "PERSON"),
    labelled("b", 5, "ORG"),
    judged("c", 10, "accepted"),
    judged("d", 20, "rejected"),
    judged("e", 30, "accepted"),
]
TWO = [
    labelled("a", 0, "PERSON"),
    labelled("x", 5, "PLACE"),
    labelled("y", 40, "PERSON"),
    judged("c", 10, "accepted"),
    judged("d", 20, "accepted"),
    judged("f", 50, "rejected"),
]


def test_the_figures_by_hand():
    views = Views({"甲": ONE, "乙": TWO})
    figures = views.figures()["甲", "乙"]
    assert figures.spans == 5
    assert figures.strict == pytest.approx(2 * 1 / 5)  # one of two and three
    assert figures.items == 2
    assert figures.kappa == pytest.approx(0)  # one says yes and no, the other only yes
    # alpha: units (PERSON, PERSON) (ORG, PLACE) (accepted, accepted) (rejected, accepted)
    observed, counts = 2 / 4, {"PERSON": 2, "ORG": 1, "PLACE": 1, "accepted": 3, "rejected": 1}
    expected = 1 - sum(n * (n - 1) for n in counts.values()) / (8 * 7)
    assert views.alpha() == pytest.approx(1 - observed / expected)


def test_all_the_same_is_full_agreement_and_nothing_is_no_figure():
    views = Views({"甲": ONE, "乙": ONE})
    figures = views.figures()["甲", "乙"]
    assert (figures.strict, figures.kappa, views.alpha()) == (1, 1, 1)
    assert views.disagreements() == []
    none = Views({"甲": [], "乙": []})
    assert none.figures()["甲", "乙"][1:] == (None, None, 0, None)
    assert none.alpha() is None


def test_where_they_do_not_agree():
    found = [(each.start, each.said) for each in Views({"甲": ONE, "乙": TWO}).disagreements()]
    assert found == [(5, ("ORG", "PLACE")), (20, ("rejected", "accepted")), (40, (NOTHING, "PERSON"))]
    apart = Views({"甲": [judged("a", 1, "corrected", value=2)], "乙": [judged("b", 1, "corrected", value=3)]})
    assert [each.said for each in apart.disagreements()] == [('corrected {"value":2}', 'corrected {"value":3}')]


def test_a_label_in_a_report_that_the_other_never_opened_is_no_disagreement():
    assert Views({"甲": [labelled("a", 0, "ORG", report="s")], "乙": [labelled("b", 0, "ORG")]}).disagreements() == []


# The command


@pytest.fixture
def run(capsysbinary, tmp_path, monkeypatch):
    monkeypatch.setenv("YIBAO_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setenv("YIBAO_DATA_DIR", str(tmp_path / "data"))

    def run(*words):
        status = main(["store", *map(str, words)])
        out, err = capsysbinary.readouterr()
        return status, out.decode(), err.decode()

    return run


@pytest.fixture
def stores(tmp_path):
    paths = [tmp_path / f"{name}.sqlite3" for name in ("one", "two")]
    for path, marks in zip(paths, (ONE, TWO), strict=True):
        with Store(path) as store:
            store.change(
                [
                    Change("add", report, structs.replace(each, id=f"{path.stem}-{each.id}", author=path.stem))
                    for report, each in marks
                ]
            )
    return paths


def test_agreement_and_disagreements_of_stores_and_of_authors_in_one(run, stores):
    status, out, err = run("agreement", *stores)
    assert (status, err) == (0, "")
    assert out.splitlines()[1].split()[:2] == ["5", "0.400"]
    status, out, _ = run("disagreements", *stores, "--json")
    rows = [json.loads(line) for line in out.splitlines()]
    assert [list(row["said"].values()) for row in rows] == [
        ["ORG", "PLACE"],
        ["rejected", "accepted"],
        [NOTHING, "PERSON"],
    ]
    assert run("merge", *stores)[0] == 0
    status, out, _ = run("disagreements", stores[0])
    assert out.splitlines()[0].endswith("one | two")
    assert len(out.splitlines()) == 4


def test_a_merge_says_what_it_did_and_does_nothing_twice(run, stores, tmp_path):
    status, out, err = run("merge", *stores)
    assert (status, err) == (0, "")
    assert out.strip().endswith("11 marks, 5 before")
    assert "0 new events" in run("merge", *stores)[1]
    status, _, err = run("merge", stores[0], tmp_path / "nothing")
    assert (status, err) == (1, f"yibao: {tmp_path / 'nothing'}: no such file\n")


def test_a_merge_makes_no_store_of_a_mistyped_name(run, stores, tmp_path):
    new = tmp_path / "new.sqlite3"
    status, out, err = run("merge", new, *stores)
    assert (status, out, err) == (1, "", f"yibao: {new}: no such file; --create makes it\n")
    assert not new.exists()
    status, out, err = run("merge", "--create", new, *stores)
    assert (status, err) == (0, "")
    assert out.strip().endswith("11 marks, 5 before")
    status, _, err = run("merge", "--create", tmp_path / "other.sqlite3", tmp_path / "nothing")
    assert (status, err) == (1, f"yibao: {tmp_path / 'nothing'}: no such file\n")
    assert not (tmp_path / "other.sqlite3").exists()


def test_a_merge_says_what_of_the_other_stays_away_and_takes_one_alone_into_the_reader_s_own(run, stores, tmp_path):
    assert run("merge", stores[0])[0] == 0
    (own,) = (tmp_path / "data").rglob("*.sqlite3")
    with Store(own) as store:
        report, gone = next(store.all())
        store.remove(report, gone.id)
    assert run("merge", stores[0])[1].strip().endswith("4 marks, 4 before; 1 of its marks taken away here")


def test_a_backup_is_a_store_of_its_own(run, stores, tmp_path):
    copy = tmp_path / "copy.sqlite3"
    with Store(stores[0]) as store:
        store.add("r", mark("late", 90))  # still in the log beside the file
        assert run("backup", copy, "--store", stores[0])[0] == 0
    with Store(copy) as store:
        assert store.counts() == {"r": 6}
    status, _, err = run("backup", copy, "--store", stores[0])
    assert (status, err) == (1, f"yibao: {copy}: file exists\n")


def test_a_check_says_what_is_wrong_and_saves_what_it_can(run, stores, tmp_path):
    assert run("check", stores[0]) == (0, f"{stores[0]}: version 2, 5 marks, 5 events\n", "")
    bad = tmp_path / "bad.sqlite3"
    damaged(bad)
    status, out, err = run("check", bad, "--into", tmp_path / "saved.sqlite3")
    assert status == 1
    assert err.startswith(f"yibao: {bad}: ")
    assert out.splitlines()[-1].startswith(f"{tmp_path / 'saved.sqlite3'}: ")
    assert (tmp_path / "saved.sqlite3").exists()


def test_without_a_store_there_is_one_line(run, tmp_path):
    status, out, err = run("check")
    assert (status, out) == (1, "")
    assert err.startswith(f"yibao: {tmp_path / 'data'}")
    assert err.endswith("no such file\n")
