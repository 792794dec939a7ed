"""`kanko bundle`, as people type it: what it writes beside the PDFs, and what it refuses."""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import zipfile
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

from build_tools.bundle.read import read_bundle
from build_tools.bundle.schema import schema
from build_tools.cli import main
from tests.commands import kanko
from tests.manuscript.conftest import DOT

PUBLICATION = """\
id = "trial-2025"
title = "甲市の報告"
date = 2025-04-01
issuer = "試験局"
address = "https://example.jp/trial/"

[[documents]]
id = "report"
name = "報告書"
title = "{title}"
layout = "report"
numbering = "report"
chapters = ["aim.md", "costs.md"]

[[documents]]
id = "release"
title = "{title}の公開"
layout = "press-release"
chapters = ["release.md"]
"""
CHAPTERS = {
    "aim.md": "(aim)=\n# 目的\n\n費用は「{title}`costs`」と{pageref}`costs`、{ref}`図 <dot>`に示す。\n\n"
    "(goals)=\n## 目標\n\n本文{pageref}`goals`、（{title}`aim`、{pageref}`aim`）。\n",
    "costs.md": "(costs)=\n# 費用\n\n表を示す。\n\n(dot)=\n```{figure} dot.png\n:alt: 点\n\n点の図\n```\n",
    "release.md": "# 公開\n\n詳しくは{title}`goals`を参照されたい。\n",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("bundle")
    (folder / "source").mkdir()
    for name, text in {"publication.toml": PUBLICATION, **CHAPTERS}.items():
        (folder / "source" / name).write_text(text, "utf-8")
    (folder / "source" / "dot.png").write_bytes(DOT)
    ran = kanko(folder, "build", "--only", "pdf", "--jobs", "1")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    ran = kanko(folder, "bundle")
    assert ran.returncode == 0 and "dist/trial-2025.kanko: 4 節" in ran.stdout, ran.stdout + ran.stderr
    return folder


@pytest.fixture
def here(built, tmp_path) -> Path:
    """The same, to be spoilt."""
    shutil.copytree(built, tmp_path / "here")
    return tmp_path / "here"


@pytest.fixture(scope="module")
def bundle(built):
    return read_bundle(built / "dist" / "trial-2025.kanko")


def here_and_now(folder: Path, *arguments: str) -> Result:
    """The command in this process, which has Sphinx at hand."""
    with contextlib.chdir(folder):
        return CliRunner().invoke(main, ["bundle", *arguments, "--lang", "ja"])


def refused(folder: Path, name: str, *arguments: str) -> str:
    before = (folder / "dist" / "trial-2025.kanko").read_bytes()
    ran = here_and_now(folder, *arguments)
    assert ran.exit_code == 2 and f"[{name}]" in ran.stderr, ran.output
    assert (folder / "dist" / "trial-2025.kanko").read_bytes() == before
    return ran.stderr


def appended(folder: Path, text: str) -> None:
    file = folder / "source" / "publication.toml"
    file.write_text(file.read_text("utf-8") + text, "utf-8")


def test_what_lies_beside_the_pdfs_is_in_it_byte_by_byte(built, bundle):
    for name in ("manuscript.json", "locations.json"):
        assert bundle.files[name] == (built / "dist" / name).read_bytes()
    for document in bundle.catalogue.documents:
        assert document.sha256 == hashlib.sha256((built / "dist" / document.file).read_bytes()).hexdigest()
    with zipfile.ZipFile(built / "dist" / "trial-2025.kanko") as archive:
        jsonschema.validate(json.loads(archive.read("bundle.json")), json.loads(schema()))
        said = b"".join(archive.read(name) for name in archive.namelist())
    assert str(built).encode() not in said


def test_each_section_says_where_it_stands(bundle):
    goals = bundle.section("aim:goals")
    (place,) = goals.places
    printed = bundle.locations.documents["report"].sections["aim:goals"].heading
    assert (place.document, place.page, place.sheet) == ("report", printed.label, printed.page)
    assert goals.address == "https://example.jp/trial/aim.html#goals"
    assert goals.attribution.edited == (
        f"「甲市の報告」（試験局、令和７年４月１日）第１章１．「目標」（報告書 {place.page}ページ）"
        "（https://example.jp/trial/aim.html#goals）を編集・加工して作成"
    )
    assert [section.id for section in bundle.catalogue.sections] == ["aim:aim", "aim:goals", "costs:costs", "release"]


def test_references_out_of_a_section_are_citations_and_those_in_it_stay(bundle):
    page = bundle.section("costs:costs").places[0].page
    text = bundle.text(bundle.section("aim:aim"))
    assert (
        f"費用は「[第２章 費用](https://example.jp/trial/costs.html#costs)」と"
        f"[報告書 {page}ページ](https://example.jp/trial/costs.html#costs)、"
        f"[図](https://example.jp/trial/costs.html#dot)（報告書 {page}ページ）に示す。" in text
    )
    assert "本文[目標](#goals){.page-reference}、（[第１章 目的](#aim){.title-reference}、" in text
    goals, first = bundle.text(bundle.section("aim:goals")), bundle.section("aim:aim").places[0].page
    assert f"（[第１章 目的](https://example.jp/trial/aim.html#aim)、[報告書 {first}ページ]" in goals
    assert "第１章１．" not in goals and goals.startswith("---\nmyst:\n")
    release = bundle.text(bundle.section("release"))
    assert "[１． 目標](https://example.jp/trial/aim.html#goals)（報告書 " in release


def test_images_go_with_the_sections_that_show_them(bundle):
    costs = bundle.section("costs:costs")
    (asset,) = costs.assets
    assert asset == f"assets/{hashlib.sha256(DOT).hexdigest()}.png" and bundle.files[asset] == DOT
    assert f"../{asset}" in bundle.text(costs) and not bundle.section("aim:aim").assets


def test_the_same_bytes_in_another_folder_at_another_place_with_other_hashes(built, here):
    shutil.rmtree(here / "build")
    ran = kanko(here, "bundle", "source", "--out", "x.kanko", TZ="Pacific/Kiritimati", PYTHONHASHSEED="7", lang="C")
    assert ran.returncode == 0, ran.stderr
    assert (here / "x.kanko").read_bytes() == (built / "dist" / "trial-2025.kanko").read_bytes()


def test_a_text_that_changed_since_the_build(here):
    file = here / "source" / "costs.md"
    file.write_text(file.read_text("utf-8").replace("表を", "別の表を"), "utf-8")
    assert "costs.md" in refused(here, "bundle.changed")


def test_a_fact_that_changed_since_the_build(here):
    appended(here, '\n[facts]\nmore = "別"\n')
    assert "publication.toml" in refused(here, "bundle.changed")


def test_no_build_another_build_another_edition(here):
    refused(here, "bundle.not-built", "--built", "nowhere")
    (here / "dist" / "report.pdf").write_bytes(b"%PDF-1.7")
    assert "report.pdf" in refused(here, "bundle.mixed")
    file = here / "source" / "publication.toml"
    file.write_text(file.read_text("utf-8").replace("trial-2025", "other"), "utf-8")
    refused(here, "bundle.another-edition")


def test_withdrawn_and_replaced_sections_need_no_new_build(here):
    appended(here, '\n[[withdrawn]]\nid = "aim:old"\nreason = "誤り"\ninstead = "aim:goals"\n')
    appended(here, '\n[[replaced]]\nid = "aim:goals"\nearlier = ["plan:goals"]\n')
    assert here_and_now(here).exit_code == 0
    catalogue = read_bundle(here / "dist" / "trial-2025.kanko").catalogue
    assert catalogue.withdrawn[0].instead == "aim:goals" and catalogue.replaces == {"aim:goals": ("plan:goals",)}


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ('[[withdrawn]]\nid = "x"\nreason = "誤り"\ninstead = "aim:goal"', "bundle.no-such-section"),
        ('[[replaced]]\nid = "aim:goal"\nearlier = ["x"]', "bundle.no-such-section"),
        ('[[replaced]]\nid = "aim:goals"\nearlier = ["costs:costs"]', "bundle.still-there"),
        ('[[withdrawn]]\nid = "x"\nreason = "誤り"\n[[withdrawn]]\nid = "x"\nreason = "誤り"', "bundle.section-twice"),
        ('[[replaced]]\nid = "aim:goals"\nearlier = ["x", "x"]', "bundle.section-twice"),
    ],
)  # fmt: skip
def test_ids_that_name_nothing_or_too_much(here, said, name):
    appended(here, f"\n{said}\n")
    refused(here, name)


def test_the_edition_words_its_attribution(here):
    appended(here, '\n[attribution]\nplain = "{title}より{section}"\n')
    assert here_and_now(here).exit_code == 0
    section = read_bundle(here / "dist" / "trial-2025.kanko").section("costs:costs")
    assert section.attribution.plain.startswith("甲市の報告より第２章「費用」（報告書 ")
