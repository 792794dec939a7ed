"""The command as people type it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsonschema
import pikepdf
import pytest

from build_tools.collation.schema import SCHEMA, schema
from tests.collation.making import Small, altered, as_text
from tests.commands import kanko


@pytest.fixture
def here(edition: Small, tmp_path: Path) -> Path:
    """A folder with what was built, its sources, and the approved text."""
    for name in ("dist", "source"):
        shutil.copytree(edition.dist.parent / name, tmp_path / name)
    as_text(tmp_path / "approved.txt", tmp_path / "dist/report.pdf")
    return tmp_path


def test_nothing_to_say(here: Path):
    ran = kanko(here, "collate", "approved.txt")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("違いはありません（approved.txt（UTF-8）")
    assert kanko(here, "collate", "approved.txt", "dist/report.pdf", lang="en_US.UTF-8").stdout.startswith(
        "No differences"
    )


def test_differences_by_document_and_section(here: Path):
    altered(here / "approved.txt", "沪過池", "濾過池")
    ran = kanko(here, "collate", "approved.txt")
    assert ran.returncode == 1
    lines = ran.stdout.splitlines()
    assert lines[:3] == ["report.pdf", "  １． 負担の割合", "    文字の違い  2ページ  source/two.md:7"]
    assert lines[3].startswith("      決裁版 ") and "[-濾-]過池の改修に充てた" in lines[3]
    assert lines[4].startswith("      印刷: …") and "{+沪+}過池の改修に充てた" in lines[4]
    english = kanko(here, "collate", "approved.txt", "dist", "--lang", "en")
    assert "altered  page 2  source/two.md:7" in english.stdout and "1 difference (" in english.stdout


def test_as_data(here: Path):
    altered(here / "approved.txt", "沪過池", "濾過池")
    ran = kanko(here, "collate", "approved.txt", "--format", "json", "--out", "found.json")
    assert (ran.returncode, ran.stdout) == (1, "")
    found = json.loads((here / "found.json").read_text("utf-8"))
    jsonschema.validate(found, json.loads(SCHEMA.read_text("utf-8")))
    (difference,) = found["differences"]
    assert difference["printed_at"]["source"] == {"file": "two.md", "line": 7}
    assert json.loads(kanko(here, "collate", "approved.txt", "--format", "json").stdout) == found


def test_the_schema_is_that_of_the_model():
    assert SCHEMA.read_text("utf-8") == schema(), "run .venv/bin/python -m build_tools.collation.schema"


def untag(here: Path) -> None:
    with pikepdf.open(here / "dist/report.pdf", allow_overwriting_input=True) as pdf:
        del pdf.Root["/StructTreeRoot"]
        pdf.save(here / "dist/report.pdf")


REFUSED = {
    "collate.unreadable": lambda here: (here / "approved.txt").unlink(),
    "check.nothing": lambda here: (here / "dist/report.pdf").unlink(),
    "collate.no-manuscript": lambda here: (here / "dist/manuscript.json").unlink(),
    "collate.not-of-set": lambda here: (here / "dist/report.pdf").rename(here / "dist/other.pdf"),
    "collate.other-manuscript": lambda here: (here / "dist/manuscript.json").open("a").write("\n"),
    "collate.untagged": untag,
    "inspection.not-pdf": lambda here: (here / "dist/report.pdf").write_bytes(b"no pdf"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_collated_is_told_and_exits_with_2(here: Path, name: str):
    REFUSED[name](here)
    ran = kanko(here, "collate", "approved.txt")
    assert (ran.returncode, ran.stdout) == (2, "") and f"[{name}]" in ran.stderr


def test_a_report_that_cannot_be_written(here: Path):
    ran = kanko(here, "collate", "approved.txt", "--out", "absent/found.txt")
    assert ran.returncode == 2 and "照合できませんでした" in ran.stderr
