"""The plugin of pytest, in the tests of another project."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from build_tools.manuscript.model import VERSION
from tests.inspection.writing import one_page, pdf

pytest_plugins = ["pytester"]
ROOT = Path(__file__).parents[1]
# By its module, not by its entry point: the environment may hold the program of another folder.
PLUGIN = ("-p", "no:kanko", "-p", "build_tools.testing")
OUTLINE = {
    11: "<< /Title (Part one) /Parent 10 0 R /Dest [3 0 R /Fit] >>",
    10: "<< /First 11 0 R /Last 11 0 R /Count 1 >>",
}


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A project that has published one PDF, in English."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("KANKO_LANG", "en")
    (pytester.path / "dist").mkdir()
    objects = one_page("BT /F1 20 Tf 20 200 Td (Kanko) Tj ET", catalog="/Outlines 10 0 R", more=OUTLINE)
    (pytester.path / "dist/report.pdf").write_bytes(pdf(objects))
    return pytester


def run(project: pytest.Pytester, test: str, *options: str) -> pytest.RunResult:
    project.makepyfile(f"def test_it(published):\n    {test}")
    return project.runpytest_subprocess(*PLUGIN, *options)


def test_a_pdf_by_its_name(project):
    run(project, "assert [item.title for item in published('report').outline] == ['Part one']").assert_outcomes(
        passed=1
    )
    run(project, "assert published('report').outline == ()").assert_outcomes(failed=1)


def test_it_is_read_once(project):
    run(project, "assert published('report') is published('report')").assert_outcomes(passed=1)


def test_what_is_missing_fails_with_a_sentence(project):
    result = run(project, "published('release')")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        ["There is no release.pdf in dist; there is: report. Build it, or name*--published-dir*"]
    )
    result.stdout.no_fnmatch_line("*Traceback*")


def test_what_cannot_be_read_fails_with_a_sentence(project):
    (project.path / "dist/report.pdf").write_bytes(b"")
    result = run(project, "published('report')")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*dist/report.pdf: The file is empty.*[[]inspection.empty[]]"])


def test_it_speaks_japanese(project, monkeypatch):
    monkeypatch.setenv("KANKO_LANG", "ja")
    run(project, "published('release')").stdout.fnmatch_lines(["dist に release.pdf がありません*"])


@pytest.mark.parametrize("way", ["option", "key"])
def test_another_folder(project, way):
    (project.path / "dist").rename(project.path / "out")
    if way == "key":
        project.makeini("[pytest]\npublished_dir = out")
    options = ["--published-dir=out"] if way == "option" else []
    run(project, "assert published('report').pages", *options).assert_outcomes(passed=1)


def test_the_manuscript(project):
    run(project, "published.manuscript").stdout.fnmatch_lines(["*manuscript.json: This is no manuscript*"])
    (project.path / "dist/manuscript.json").write_text(f'{{"version": {VERSION + 1}}}')
    run(project, "published.manuscript").stdout.fnmatch_lines(["*[[]manuscript.version[]]"])


def test_the_project_offers_it():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["entry-points"]["pytest11"] == {"kanko": "build_tools.testing"}


def test_importing_it_is_light():
    """Every run of pytest does, in whatever project."""
    said = (
        "import pytest, sys; before = set(sys.modules); import build_tools.testing; print(*set(sys.modules) - before)"
    )
    done = subprocess.run([sys.executable, "-c", said], cwd=ROOT, check=True, capture_output=True, text=True)
    assert set(done.stdout.split()) == {"build_tools", "build_tools.errors", "build_tools.testing"}
