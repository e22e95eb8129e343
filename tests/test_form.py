"""The form of the code: what the linter does not hold, since it counts a Chinese character as two."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LINE, MODULE, FUNCTION = 120, 300, 40
"""Most characters of a line, lines of a module, lines of a function. Tests may be longer: they are tables and cases."""
FOLDERS = ("parsing", "tui", "benchmarks", "docs", "seeds", "tests")
MODULES = sorted(path.relative_to(ROOT).as_posix() for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))


@pytest.fixture(scope="module")
def texts():
    return {path: (ROOT / path).read_text("utf-8") for path in MODULES}


def test_lines_are_not_too_long(texts):
    long = [
        f"{path}:{number}"
        for path, text in texts.items()
        for number, line in enumerate(text.splitlines(), 1)
        if len(line) > LINE
    ]
    assert not long


def test_modules_are_not_too_long(texts):
    assert not [path for path, text in texts.items() if not path.startswith("tests/") and text.count("\n") > MODULE]


def test_functions_are_not_too_long(texts):
    functions = [
        (path, node)
        for path, text in texts.items()
        if not path.startswith("tests/")
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert not [f"{path}: {node.name}" for path, node in functions if node.end_lineno - node.lineno >= FUNCTION]


@pytest.mark.parametrize("package", ["checks", "coreference", "dates", "entities", "measures", "metrics", "modality"])
def test_a_package_tells_what_each_of_its_modules_is_for(package):
    folder = ROOT / "parsing" / "extract" / package
    told = ast.get_docstring(ast.parse((folder / "__init__.py").read_text("utf-8")))
    assert not [path.stem for path in folder.glob("[!_]*.py") if f"``{path.stem}``" not in told]
