"""The file of a comparison: its schema, and the same bytes for the same editions."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from build_tools.comparison.schema import SCHEMA, schema
from build_tools.comparison.write import comparison_json, read_comparison
from build_tools.manuscript.write import read_manuscript
from tests.comparison.conftest import _edition
from tests.comparison.made import Titled, compared
from tests.comparison.test_changes import TEXT
from tests.comparison.test_matching import CITY, COST, top


def test_the_schema_that_is_published_is_that_of_the_model():
    assert SCHEMA.read_text("utf-8") == schema()


def test_a_comparison_is_read_back_as_it_was_written(tmp_path, between):
    comparison = between(
        TEXT, ("| 200 |", "| 250 |"), ("令和３年度", "令和４年度"), ("/a", "/b"), ("費用の流れ\n", "流れ\n")
    )
    file = tmp_path / "comparison.json"
    file.write_bytes(comparison_json(comparison))
    assert read_comparison(file) == comparison
    file.write_bytes(file.read_bytes().replace(b'"version":1', b'"version":2'))
    with pytest.raises(ValidationError, match="version"):
        read_comparison(file)


COMPARE = """\
import sys
from pathlib import Path
from build_tools.comparison.compare import compare
from build_tools.comparison.contents import Edition
from build_tools.comparison.write import comparison_json
from build_tools.manuscript.write import read_manuscript
old, new = (Edition(read_manuscript(Path(name))) for name in sys.argv[1:])
sys.stdout.buffer.write(comparison_json(compare(old, new)))
"""


def test_the_same_editions_make_the_same_bytes_in_every_process(tmp_path):
    for name, text in (
        ("old", TEXT),
        ("new", TEXT.replace("目的", "狙い").replace("(aim)=\n", "(goal)=\n").replace("`aim`", "`goal`")),
    ):
        _edition(tmp_path / name, text, {})
    files = [tmp_path / name / "out" / "manuscript.json" for name in ("old", "new")]
    assert all(read_manuscript(file) for file in files)
    found = {_compared(files, seed) for seed in ("1", "2", "3")}
    assert len(found) == 1
    assert b'"renamed"' in found.pop()


def _compared(files: list[Path], seed: str) -> bytes:
    command = [sys.executable, "-c", COMPARE, *map(str, files)]
    done = subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed})
    return done.stdout


def test_the_sides_tell_which_editions_they_are():
    comparison = compared(top(Titled("参加", [CITY])), top(Titled("参加", [COST])))
    assert (comparison.old.id, comparison.old.documents) == ("sample", {"main": "見本　本編"})
    assert comparison.old.date.isoformat() == "2026-04-01"


def test_neither_sphinx_nor_a_pdf_is_needed():
    """What compares takes in no library that reads or makes publications."""
    others = "{'sphinx', 'docutils', 'weasyprint', 'pypdf', 'pypdfium2'}"
    said = (
        f"import sys, build_tools.comparison.compare, build_tools.comparison.rows; print({others} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", said], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "set()"
