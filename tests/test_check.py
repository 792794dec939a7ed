"""`kanko check`, `kanko explain` and the check that ends a build, as people type them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import time
from pathlib import Path

import jsonschema
import pikepdf
import pytest

from build_tools.concordance.schema import SCHEMA, schema
from build_tools.findings import RULES
from build_tools.reports.reference import PAGE, reference
from tests.commands import content, kanko
from tests.inspection.writing import one_page, pdf


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small edition and what was built of it."""
    folder = tmp_path_factory.mktemp("check")
    assert kanko(folder, "new", "source").returncode == 0
    ran = kanko(folder, "build", "--only", "pdf", "--jobs", "1")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return folder


@pytest.fixture
def here(built: Path, tmp_path: Path) -> Path:
    """The same, to be spoilt."""
    shutil.copytree(built, tmp_path / "here")
    return tmp_path / "here"


def retitled(folder: Path, name: str = "report.pdf") -> None:
    """A PDF whose outline says something else than its headings."""
    with pikepdf.open(folder / "dist" / name, allow_overwriting_input=True) as opened:
        opened.Root.Outlines.First.Next.Title = pikepdf.String("別の題")
        opened.save(folder / "dist" / name)


def bounded(folder: Path, pages: str) -> None:
    """The edition says how many pages its report may have."""
    file = folder / "source/publication.toml"
    text = file.read_text("utf-8")
    assert 'layout = "report"\n' in text
    file.write_text(text.replace('layout = "report"\n', f'layout = "report"\npages = {pages}\n'), "utf-8")


def test_what_is_good_is_told_to_be_good(here):
    ran = kanko(here, "check")
    assert ran.returncode == 0, ran.stdout
    assert "指摘はありません" in ran.stdout and "report.pdf" in ran.stdout


def test_what_is_wrong_is_told_with_page_rule_and_line(here):
    retitled(here)
    ran = kanko(here, "check")
    assert ran.returncode == 1
    assert "別の題" in ran.stdout and "outline." in ran.stdout and "source/introduction.md:" in ran.stdout
    assert "page" in kanko(here, "check", "--lang", "en").stdout


def test_a_file_written_again_by_another_tool_passes(here):
    report = here / "dist/report.pdf"
    subprocess.run(["qpdf", "--linearize", "--object-streams=disable", report, here / "again.pdf"], check=True)
    before = report.read_bytes()
    (here / "again.pdf").replace(report)
    assert report.read_bytes() != before and kanko(here, "check").returncode == 0


def test_a_file_may_lie_elsewhere_with_a_manuscript_named(here, tmp_path):
    shutil.copy(here / "dist/report.pdf", tmp_path / "report.pdf")
    ran = kanko(here, "check", str(tmp_path / "report.pdf"), "--manuscript", "dist/manuscript.json")
    assert ran.returncode == 0, ran.stdout
    assert ran.stdout != kanko(here, "check", str(tmp_path / "report.pdf")).stdout  # fewer rules without one


def test_any_pdf_is_held_against_the_rules_that_need_no_manuscript(here):
    (here / "foreign.pdf").write_bytes(pdf(one_page("BT /F1 12 Tf 10 10 Td (text) Tj ET")))
    ran = kanko(here, "check", "foreign.pdf", lang="en_US.UTF-8")
    assert ran.returncode == 1 and "tags." in ran.stdout and "set." not in ran.stdout


def test_nothing_to_check_is_no_success(here):
    shutil.rmtree(here / "dist")
    ran = kanko(here, "check")
    assert ran.returncode == 2 and "dist" in ran.stderr and "kanko build" in ran.stderr


def test_a_missing_document_is_found_and_a_stale_one(here):
    (here / "dist/report.pdf").unlink()
    assert kanko(here, "check").returncode == 2
    shutil.copy(here / "source/publication.toml", here / "kept.toml")
    manuscript = here / "dist/manuscript.json"
    assert kanko(here, "build", "--only", "pdf", "--jobs", "1").returncode == 0
    manuscript.write_text(manuscript.read_text("utf-8").replace("\n", " \n"), "utf-8")
    ran = kanko(here, "check")
    assert ran.returncode == 1 and "set.other-manuscript" in ran.stdout


def test_several_manuscripts_are_not_guessed_between(here):
    shutil.copytree(here / "dist", here / "other")
    ran = kanko(here, "check", "dist/report.pdf", "other/report.pdf")
    assert ran.returncode == 2 and "--manuscript" in ran.stderr


def test_every_problem_of_every_file_is_told(here):
    for name in ("one.pdf", "two.pdf"):
        (here / name).write_bytes(b"no pdf")
    ran = kanko(here, "check", "one.pdf", "two.pdf", "none.pdf")
    assert ran.returncode == 2
    assert all(name in ran.stderr for name in ("one.pdf", "two.pdf", "none.pdf"))


def test_each_report_goes_where_it_is_told(here):
    retitled(here)
    named = [("sarif", "a.sarif"), ("junit", "b.xml"), ("json", "c.json"), ("proof", "proof")]
    options = [each for form, out in named for each in ("--format", form, "--out", out)]
    ran = kanko(here, "check", *options, "--format", "github")
    assert ran.returncode == 1
    assert ran.stdout.startswith("::error ")
    assert json.loads((here / "a.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert (here / "b.xml").read_text("utf-8").startswith("<?xml")
    assert json.loads((here / "c.json").read_text("utf-8"))["findings"]
    assert (here / "proof/index.html").is_file()
    assert kanko(here, "check", "--format", "proof").returncode == 2
    assert kanko(here, "check", "--out", "x", "--out", "y").returncode == 2


def test_the_bar_says_what_counts(here):
    with pikepdf.open(here / "dist/report.pdf", allow_overwriting_input=True) as opened:
        opened.pages[1].obj["/CropBox"] = pikepdf.Array([-9, -9, 605, 851])
        opened.save(here / "dist/report.pdf")
    assert kanko(here, "check").returncode == 0
    assert kanko(here, "check", "--bar", "warning").returncode == 1


def test_an_unknown_judge_is_refused(here):
    ran = kanko(here, "check", "--judge", "nobody")
    assert ran.returncode == 2 and "addresses" in ran.stderr


def test_a_rule_says_what_it_finds_why_and_what_to_do(here):
    ran = kanko(here, "explain", "set.missing-document")
    assert ran.returncode == 0 and all(word in ran.stdout for word in ("理由", "直し方", "出典"))
    listed = kanko(here, "explain", lang="en_US.UTF-8").stdout
    assert len(listed.splitlines()) > 100 and "links.target" in listed
    assert kanko(here, "explain", "nothing.such").returncode == 2


def test_a_build_that_is_not_what_it_should_be_is_not_delivered(here):
    before = content(here / "dist")
    bounded(here, "{ at_most = 1 }")
    ran = kanko(here, "build", "--jobs", "1")
    assert ran.returncode == 1
    assert "pages.count" in ran.stdout and "build/rejected/proof/index.html" in ran.stderr
    assert content(here / "dist") == before
    rejected = {file.name for file in (here / "build/rejected").iterdir()}
    assert rejected == {"report.pdf", "manuscript.json", "locations.json", "findings.json", "proof"}
    findings = json.loads((here / "build/rejected/findings.json").read_text("utf-8"))["findings"]
    assert {each["file"] for each in findings} == {"build/rejected/report.pdf"}
    assert kanko(here, "check", "build/rejected").returncode == 1


def test_without_the_check_it_is_delivered_and_nothing_says_where_it_was_printed(here):
    bounded(here, "{ at_most = 1 }")
    ran = kanko(here, "build", "--only", "pdf", "--no-check", "--jobs", "1")
    assert ran.returncode == 0, ran.stderr
    assert {file.name for file in (here / "dist").iterdir()} == {"report.pdf", "manuscript.json"}
    assert (
        kanko(here, "build", "--only", "pdf", "--jobs", "1").returncode == 1
    )  # what was not proven is no fresh product


def test_a_mended_build_leaves_nothing_rejected(here):
    file = here / "source/publication.toml"
    good = file.read_text("utf-8")
    bounded(here, "{ at_most = 1 }")
    assert kanko(here, "build", "--only", "pdf", "--jobs", "1").returncode == 1
    file.write_text(good.replace('layout = "report"\n', 'layout = "report"\npages = { at_most = 99 }\n'), "utf-8")
    ran = kanko(here, "build", "--only", "pdf", "--jobs", "1")
    assert ran.returncode == 0, ran.stdout
    assert not (here / "build/rejected").exists()
    assert "変更はありません" in kanko(here, "build", "--only", "pdf").stdout


def test_an_edition_decides_how_much_a_rule_weighs(here):
    bounded(here, "{ at_most = 1 }")
    file = here / "source/publication.toml"
    text = file.read_text("utf-8")
    decision = '\n[[checks]]\nrule = "pages.count"\nseverity = "note"\nreason = "試験のため"\n'
    file.write_text(text + decision, "utf-8")
    ran = kanko(here, "build", "--only", "pdf", "--jobs", "1")
    assert ran.returncode == 0 and "pages.count" in ran.stdout
    file.write_text(text + decision.replace("pages.count", "pages.nothing"), "utf-8")
    ran = kanko(here, "build", "--only", "pdf", "--jobs", "1")
    assert ran.returncode == 1 and "policy.unknown-rule" in ran.stdout and "pages.nothing" in ran.stdout


def test_a_file_that_never_ends_is_given_up(here):
    """A page that has itself for a child many times over, at two levels."""
    (here / "evil.pdf").write_bytes(b"%PDF-1.7\n" + b"[" * 5_000_000)
    started = time.monotonic()
    assert kanko(here, "check", "evil.pdf").returncode == 2
    assert time.monotonic() - started < 60  # a hang, not a slow machine


def test_locations_are_as_their_schema_says(here):
    published = json.loads(SCHEMA.read_text("utf-8"))
    assert schema() == SCHEMA.read_text("utf-8")
    found = json.loads((here / "dist/locations.json").read_text("utf-8"))
    jsonschema.validate(found, published)
    (document,) = found["documents"].values()
    manuscript = json.loads((here / "dist/manuscript.json").read_text("utf-8"))
    chapters = manuscript["documents"][0]["chapters"]
    assert {block["id"] for chapter in chapters for block in chapter["blocks"]} == document["blocks"].keys()
    assert {section["id"] for chapter in chapters for section in chapter["sections"]} == document["sections"].keys()


def test_the_page_of_rules_is_that_of_the_rules():
    assert reference() == PAGE.read_text("utf-8"), "python -m build_tools.reports.reference"


@pytest.mark.parametrize("readme", ["README.md", "README.ja.md"])
def test_the_rules_that_a_readme_names_exist(readme: str):
    text = (PAGE.parents[2] / readme).read_text("utf-8")
    named = re.findall(r'rule = "([^"]+)"|kanko explain ([a-z.-]+)', text)
    assert len(named) == 2 and all("".join(each) in RULES for each in named)
