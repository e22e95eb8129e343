"""A user's lexicons on the command line and in the reader: where they are named, and what is said of mistakes."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.tui.driving import settle

FLOOD = Path(__file__).parents[1] / "flood"
REPORT = tomllib.loads((FLOOD / "reports.toml").read_text("utf-8"))["report"][0]["text"]


@pytest.fixture
def report(tmp_path, monkeypatch):
    for kind in ("CONFIG", "DATA", "CACHE"):
        monkeypatch.setenv(f"YIBAO_{kind}_DIR", str(tmp_path / "own" / kind.lower()))
    path = tmp_path / "report.txt"
    path.write_text(REPORT, "utf-8")
    return path


@pytest.fixture
def config(tmp_path):
    folder = tmp_path / "own" / "config"
    folder.mkdir(parents=True)
    return folder


def run(*words):
    """The program as a user runs it: lexicons are chosen once in a process."""
    done = subprocess.run([sys.executable, "-m", "tui.cli", *map(str, words)], capture_output=True, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def categories(out):
    return {measure["category"] for measure in json.loads(out.splitlines()[0])["measures"]}


@pytest.mark.parametrize("words", [("parse",), ("parse", "--jobs", "2"), ("export", "--format", "jsonl")])
def test_a_command_reads_with_the_lexicons_named(report, words):
    status, out, err = run(*words, report, "--lexicons", FLOOD / "lexicons")
    assert (status, err) == (0, "")
    assert "evacuation" in categories(out)
    assert "evacuation" not in categories(run(*words, report)[1])


def test_the_settings_name_a_folder_beside_them(report, config):
    (config / "mine").symlink_to(FLOOD / "lexicons")
    (config / "settings.toml").write_text('lexicons = "mine"', "utf-8")
    status, out, err = run("parse", report)
    assert (status, err) == (0, "")
    assert "evacuation" in categories(out)


def test_a_mistake_is_one_line_and_status_2(report, tmp_path):
    (tmp_path / "units.toml").write_text("dimensions.flow = 7\n", "utf-8")
    status, out, err = run("parse", report, "--lexicons", tmp_path)
    assert (status, out) == (2, "")
    assert err == f"yibao: {tmp_path / 'units.toml'}: dimensions.flow: must be a list of texts\n"
    status, out, err = run("clean", report, "--lexicons", tmp_path / "nowhere")
    assert (status, out, err) == (2, "", f"yibao: {tmp_path / 'nowhere'}: no such file or directory\n")


def test_settings_that_cannot_be_read_are_told_and_left_aside(report, config):
    (config / "settings.toml").write_text("lexicons = 7", "utf-8")
    status, out, err = run("parse", report)
    assert status == 0
    assert "evacuation" not in categories(out)
    assert err.startswith(f"yibao: {config / 'settings.toml'}: ")
    assert err.count("\n") == 1


async def test_the_reader_tells_of_a_mistake_and_goes_on_with_ours(opened, folder, tmp_path):
    (tmp_path / "config" / "mine").mkdir(parents=True)
    (tmp_path / "config" / "mine" / "unit.toml").touch()
    (tmp_path / "config" / "settings.toml").write_text('lexicons = "mine"', "utf-8")
    app = opened(folder)
    async with app.run_test() as pilot:
        await settle(pilot, lambda: len(app._notifications))
        told = [note.message for note in app._notifications]
        assert any("unit.toml: there is no lexicon 'unit'" in note and "\n" not in note for note in told)
        assert len(app.library.entries) == 3


NAMES = """
import sys
from pathlib import Path
from tui.app import Yibao
from tui.scan import Scan
here = Path(sys.argv[1])
app = Yibao(Scan([]), None, config=here, data=here, index=here / "index")
print(app.words("category.evacuation"), app.words("category.testing"))
"""


def test_the_reader_calls_a_users_category_by_its_name(config):
    (config / "settings.toml").write_text(f'language = "en"\nlexicons = "{FLOOD / "lexicons"}"', "utf-8")
    command = [sys.executable, "-c", NAMES, str(config)]
    done = subprocess.run(command, capture_output=True, check=True)
    assert done.stdout.decode().split()[0] == "Evacuation"
