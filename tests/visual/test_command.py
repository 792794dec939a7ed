"""The command as people type it: what it prints, its exit codes, and what is refused with a sentence."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

from build_tools.cli import main
from build_tools.concordance.locations import Locations, PrintedDocument, locations_json
from build_tools.proving import sha256_of
from build_tools.visual.model import KINDS
from build_tools.visual.schema import SCHEMA, schema
from build_tools.visual.sentences import EXPLAINED, NAMES


def run(*arguments: object, lang: str = "en") -> Result:
    return CliRunner().invoke(main, ["compare", "--pages", *map(str, arguments), "--lang", lang])


@pytest.fixture
def copied(built, tmp_path) -> Path:
    """The edition in a folder of its own, to be spoilt."""
    for name in ("report.pdf", "manuscript.json"):
        shutil.copy(built["same"].with_name(name), tmp_path / name)
    return tmp_path / "report.pdf"


def test_the_same_pages(built):
    ran = run(built["same"], built["same"])
    assert ran.exit_code == 0 and "page 1 (i) – page 9 (6): same" in ran.output


def test_pages_that_differ(built):
    ran = run(built["same"], built["reworded"], lang="ja")
    assert ran.exit_code == 1
    assert "5枚目（2）: 本文の編集" in ran.output and "one.md:" in ran.output and "[-ついて-]{+関し+}" in ran.output
    assert ran.output.splitlines()[-1] == "本文の編集 1、同じ 8"


def test_all_of_it_as_data_by_its_schema(built):
    ran = run(built["same"], built["added"], "--format", "json")
    data = json.loads(ran.output)
    jsonschema.validate(data, json.loads(SCHEMA.read_text("utf-8")))
    assert SCHEMA.read_text("utf-8") == schema()
    assert ran.exit_code == 1 and [pair["kinds"] for pair in data["pairs"]][4] == ["edited", "moved"]
    assert data["pairs"][5]["causes"][0]["block"]["file"] == "one.md"
    assert run(built["same"], built["added"], "--format", "json").output == ran.output


def test_the_folder_of_pictures(built, tmp_path):
    ran = run(built["same"], built["cell"], "--out", tmp_path / "out")
    assert ran.exit_code == 1 and f"Pictures: {tmp_path}/out/index.html" in ran.output
    assert len(list((tmp_path / "out/pages").iterdir())) == 3


def test_every_kind_has_a_name_and_a_sentence():
    assert set(NAMES) == set(EXPLAINED) == set(KINDS)


def test_what_cannot_be_read_is_told_of_both_files(built, tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"no pdf")
    ran = run(tmp_path / "a.pdf", tmp_path / "none.pdf")
    assert ran.exit_code == 2
    assert "inspection.not-pdf" in ran.output and "inspection.not-readable" in ran.output
    assert run(built["same"], tmp_path).exit_code == 2
    assert "inspection.too-long" in run(built["same"], built["same"], "--seconds", "0.1").output


def test_a_manuscript_of_another_build_is_refused(built, copied):
    shutil.copy(built["reworded"].with_name("manuscript.json"), copied.parent)
    ran = run(built["same"], copied)
    assert ran.exit_code == 2 and "visual.other-manuscript" in ran.output and "report.pdf" in ran.output


def test_a_damaged_manuscript_is_refused(built, copied):
    """Its digest differs before anything is read of it."""
    copied.with_name("manuscript.json").write_text("{}", "utf-8")
    assert "visual.other-manuscript" in run(built["same"], copied).output


@pytest.mark.parametrize(
    ("spoil", "name"),
    [
        (lambda found: found.model_copy(update={"manuscript": "0" * 64}), "visual.other-locations"),
        (
            lambda found: found.model_copy(
                update={"documents": {"report": PrintedDocument(file="report.pdf", sha256="0" * 64, pages=9)}}
            ),
            "visual.other-locations",
        ),
        (lambda found: None, "visual.unreadable-locations"),
    ],
    ids=["of another manuscript", "of another file", "no locations"],
)
def test_locations_of_other_files_are_refused(built, copied, spoil, name):
    digest = sha256_of(copied.with_name("manuscript.json"))
    document = PrintedDocument(file="report.pdf", sha256=sha256_of(copied), pages=9)
    good = Locations(manuscript=digest, documents={"report": document})
    copied.with_name("locations.json").write_bytes(locations_json(good))
    assert run(built["same"], copied).exit_code == 0
    spoilt = spoil(good)
    copied.with_name("locations.json").write_bytes(locations_json(spoilt) if spoilt else b"[]")
    ran = run(built["same"], copied)
    assert ran.exit_code == 2 and name in ran.output


def test_a_file_of_another_name_is_the_only_document_there_is(built, copied):
    copied.rename(copied.with_name("renamed.pdf"))
    assert run(built["reworded"], copied.with_name("renamed.pdf")).output.count("one.md:") == 1
