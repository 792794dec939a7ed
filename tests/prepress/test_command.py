"""Files for the press on the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from build_tools.cli import main
from tests.checks.injection import Good


@pytest.fixture
def edition(first: Good, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(first.dist, tmp_path / "dist")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(*words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--lang", "en"])


def test_the_folder_of_the_press_is_checked(edition: Path):
    result = said("check", "dist/press")
    assert result.exit_code == 0, result.output
    assert "2 PDFs, 12 pages" in result.output


def test_without_the_files_for_people_it_is_not_good(edition: Path):
    (edition / "dist" / "report.pdf").unlink()
    result = said("check", "dist/press")
    assert result.exit_code == 1 and "press.unpaired" in result.output


def test_both_editions_are_checked_together(edition: Path):
    files = [str(path) for path in sorted(edition.glob("dist/**/*.pdf"))]
    result = said("check", *[file for file in files if "site" not in file])
    assert result.exit_code == 0, result.output
    assert "4 PDFs, 24 pages" in result.output


def test_the_edition_weighs_the_rules_of_the_press(edition: Path):
    """As all others: its policy is in the manuscript, in the folder above."""
    manuscript = edition / "dist" / "manuscript.json"
    shutil.copy(edition / "dist" / "press-release.pdf", edition / "dist" / "report.pdf")
    assert said("check", "dist/press").exit_code == 1
    rules = ("press.pages", "press.text", "press.place", "press.unpaired", "press.boxes")
    data = json.loads(manuscript.read_text("utf-8"))
    data.setdefault("policy", {})["checks"] = [{"rule": rule, "severity": "off", "reason": "試験"} for rule in rules]
    manuscript.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    assert said("check", "dist/press").exit_code == 0


def test_the_rules_are_explained():
    assert "3 mm" in said("explain", "press.bleed").output
