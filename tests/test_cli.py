"""The command as people type it: what it prints, what it leaves behind, and its exit codes."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pypdf
import pytest

from tests.commands import content, kanko

# What lies beside the PDFs.
BESIDE = ("locations.json", "manuscript.json")


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with a small edition of one's own in `source/`."""
    ran = kanko(tmp_path, "new", "source")
    assert ran.returncode == 0, ran.stderr
    return tmp_path


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def printed(file: Path) -> str:
    return "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(file).pages)


def test_a_new_edition_builds_as_it_is(here):
    ran = kanko(here, "build", "--jobs", "1")
    assert ran.returncode == 0, ran.stderr
    assert "dist/report.pdf" in ran.stdout and "dist/site" in ran.stdout and "ページ" in ran.stdout
    assert (here / "dist/site/index.html").is_file()
    again = kanko(here, "build")
    assert again.returncode == 0 and "変更はありません" in again.stdout


def test_a_fact_changed_in_one_place_changes_everywhere(here):
    kanko(here, "build", "--only", "report", "--jobs", "1")
    assert "令和７年４月１日" in printed(here / "dist/report.pdf")
    replace(here / "source/publication.toml", "date = 2025-04-01", "date = 2019-05-01")
    assert kanko(here, "build", "--only", "report", "--jobs", "1").returncode == 0
    text = printed(here / "dist/report.pdf")
    assert "令和元年５月１日" in text and "令和７年" not in text


def test_only_says_what_is_made(here):
    assert kanko(here, "build", "--only", "site").returncode == 0
    assert sorted(path.name for path in (here / "dist").iterdir()) == ["site"]
    assert kanko(here, "build", "--only", "site", "report").returncode == 0
    assert sorted(path.name for path in (here / "dist").iterdir()) == [*BESIDE, "report.pdf", "site"]
    assert kanko(here, "build", "report").returncode == 2
    ran = kanko(here, "build", "--only", "nothing", lang="en_US.UTF-8")
    assert ran.returncode == 2 and "nothing called nothing" in ran.stderr and "report, site, pdf" in ran.stderr


def test_on_any_mistake_nothing_in_dist_changes(here):
    kanko(here, "build", "--jobs", "1")
    before = content(here / "dist")
    replace(here / "source/findings.md", "{date}`date`", "{ref}`nowhere`")
    for _ in range(2):  # a second build must not take the first one's reading for good
        ran = kanko(here, "build", "--jobs", "1")
        assert ran.returncode == 2
        assert "source/findings.md:9: " in ran.stderr and "nowhere" in ran.stderr and "ラベル" in ran.stderr
        assert content(here / "dist") == before


def test_every_mistake_of_publication_toml_is_told(here):
    toml = here / "source/publication.toml"
    replace(toml, 'issuer = "発行者の名称"', 'isuer = "発行者の名称"')
    replace(toml, "date = 2025-04-01", 'date = "昨日"')
    replace(toml, '"findings.md"', '"missing.md"')
    replace(toml, 'layout = "report"', 'layout = "repotr"')
    ran = kanko(here, "build")
    assert ran.returncode == 2 and not (here / "dist").exists()
    for said in ("isuer", "issuer", "date", "missing.md", "findings.md", "repotr"):
        assert said in ran.stderr, said
    assert ran.stderr.count("source/publication.toml:") >= 4


def test_warnings_of_the_typesetter_are_mistakes_too(here):
    own = here / "source/templates/print/report"
    shutil.copytree(Path(__file__).parents[1] / "templates/print/report", own)
    replace(own / "cover.css", "{", "{ colour: red;")
    ran = kanko(here, "build", "--only", "report", "--jobs", "1", lang="en_US.UTF-8")
    assert ran.returncode == 2 and "colour" in ran.stderr and "[typesetter]" in ran.stderr
    replace(
        here / "source/publication.toml",
        "[[documents]]",
        '[[allow]]\nwarning = "typesetter"\nreason = "試験"\n\n[[documents]]',
    )
    assert kanko(here, "build", "--only", "report", "--jobs", "1").returncode == 0


def test_a_document_that_is_no_more_leaves_no_pdf_behind(here):
    kanko(here, "build", "--jobs", "1")
    (here / "dist/notes.pdf").write_bytes(b"not ours")
    replace(here / "source/publication.toml", 'id = "report"', 'id = "white-paper"')
    assert kanko(here, "build", "--jobs", "1").returncode == 0
    left = [*BESIDE, "notes.pdf", "site", "white-paper.pdf"]
    assert sorted(path.name for path in (here / "dist").iterdir()) == left


def test_no_edition_no_build(tmp_path):
    ran = kanko(tmp_path, "build", lang="en_US.UTF-8")
    assert ran.returncode == 2 and "publication.toml" in ran.stderr and "kanko new" in ran.stderr


def test_new_does_not_write_over_anything(here):
    before = content(here / "source")
    ran = kanko(here, "new", "source")
    assert ran.returncode == 2 and "空ではありません" in ran.stderr
    assert content(here / "source") == before


def test_an_editions_own_configuration_is_used(here):
    (here / "source/conf.py").write_text(
        'extensions = ["build_tools.sphinx_ext", "build_tools.site", "build_tools.press"]\n'
        "def change(app, name, text):\n    text[0] = text[0].replace('ねらい', '目的')\n"
        "def setup(app):\n    app.connect('source-read', change)\n"
    )
    ran = kanko(here, "build", "--only", "report", "--jobs", "1")
    assert ran.returncode == 1 and "source.altered" in ran.stdout  # its PDF is not what the sources say
    assert kanko(here, "build", "--only", "report", "--jobs", "1", "--no-check").returncode == 0
    assert "刊行物の目的" in printed(here / "dist/report.pdf")


def test_language_of_messages(tmp_path):
    assert "Nothing" not in kanko(tmp_path, "build").stderr
    assert (
        "問題" in kanko(tmp_path, "build", lang="C.UTF-8").stderr
        or "problem" in kanko(tmp_path, "build", "--lang", "en").stderr
    )


def test_the_cache_is_shown_and_pruned(here):
    kanko(here, "build", "--only", "report", "--jobs", "1")
    assert "build/cache: 7 " in kanko(here, "cache").stdout  # cover, contents, colophon; two chapters, as HTML too
    for file in (here / "build/cache").rglob("*"):
        os.utime(file, (0, 0))
    pruned = kanko(here, "cache", "--prune").stdout
    assert pruned.startswith("7 ") and "build/cache: 0 " in pruned
    assert kanko(here, "build", "--only", "report").returncode == 0


def test_the_same_bytes_whatever_the_surroundings(here):
    made = []
    for number, (lang, zone) in enumerate([("ja_JP.UTF-8", "Asia/Tokyo"), ("C.UTF-8", "America/New_York")]):
        out = f"out{number}/dist"
        options = ("--only", "report", "--jobs", str(number + 1), "--out", out)
        ran = kanko(here, "build", *options, lang=lang, TZ=zone, PYTHONHASHSEED=str(number))
        assert ran.returncode == 0, ran.stderr
        made.append((here / out / "report.pdf").read_bytes())
    assert made[0] == made[1]
