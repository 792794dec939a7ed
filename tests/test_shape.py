"""The shape of the code: short functions, short files, no drawer of odds and ends; and what ships in the wheel."""

from __future__ import annotations

import ast
import statistics
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "build_tools").rglob("*.py"))


def functions() -> Iterator[tuple[str, int]]:
    """Every function by its place, with its number of lines."""
    for file in SOURCES:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
                yield f"{file.relative_to(ROOT)}:{node.lineno} {node.name}", node.end_lineno - node.lineno + 1


def test_functions_are_short():
    lengths = dict(functions())
    assert [place for place, length in lengths.items() if length > 40] == []
    assert statistics.median(lengths.values()) <= 8


def test_files_are_short():
    assert [file for file in SOURCES if len(file.read_text("utf-8").splitlines()) >= 400] == []
    assert not [file for file in SOURCES if file.stem in {"utils", "util", "helpers", "misc"}]


def test_the_wheel_holds_the_templates(tmp_path):
    """Built without a network, by the backend that the lock file pins."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        tmp_path,
        ROOT,
    ]
    subprocess.run(command, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("kanko-*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    shipped = {f"build_tools/{file.relative_to(ROOT)}" for file in (ROOT / "templates").rglob("*") if file.is_file()}
    assert shipped <= names
    assert {file.relative_to(ROOT).as_posix() for file in SOURCES} <= names
    assert not [name for name in names if name.startswith(("source/", "tests/"))]
