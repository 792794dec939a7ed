"""The guidebook of tests/cases: two sections of the first edition, and what its editors see when the next ones come."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands import ROOT, environment, kanko
from tests.reuse.editions import bundled

CASE = ROOT / "tests/cases/guidebook"
REPLACED = '[[replaced]]\nid = "report/purpose:clear-purpose"\nearlier = ["report/purpose:purpose"]\n'
OFFICE = "report/organisation:whole-office"
WITHDRAWN = (
    f'[[withdrawn]]\nid = "{OFFICE}"\nreason = "事例を見直すため"\ninstead = "report/organisation:organisation"\n'
)


@pytest.fixture(scope="module")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first edition and two that follow: one reworded and with a section renamed, one that withdraws a section."""
    work = tmp_path_factory.mktemp("editions")
    for year, change in ((2022, None), (2023, reworded), (2024, withdrawing)):
        folder = work / str(year)
        source = shutil.copytree(ROOT / "source", folder / "source")
        if change:
            change(source)
        bundled(source, folder, work / "bundles")
    return work / "bundles"


def reworded(source: Path) -> None:
    edited(source / "report/organisation.md", "密接に意思の疎通を図ること", "日ごろから意思の疎通を図ること")
    for file in source.rglob("*.md"):
        text = file.read_text("utf-8")
        file.write_text(text.replace("(purpose)=", "(clear-purpose)=").replace("`purpose`", "`clear-purpose`"), "utf-8")
    published(source, "2023", REPLACED)


def withdrawing(source: Path) -> None:
    reworded(source)
    edited(source / "publication.toml", "chikenshu-2023", "chikenshu-2024")
    edited(source / "publication.toml", "\ndate = 2023-03-31\nissuer", "\ndate = 2024-03-31\nissuer")
    (source / "publication.toml").open("a", encoding="utf-8").write(f"\n{WITHDRAWN}")


def published(source: Path, year: str, more: str) -> None:
    edited(source / "publication.toml", "chikenshu-2022", f"chikenshu-{year}")
    edited(source / "publication.toml", "\ndate = 2022-03-31\nissuer", f"\ndate = {year}-03-31\nissuer")
    (source / "publication.toml").open("a", encoding="utf-8").write(f"\n{more}")


def edited(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(old) == 1, (file, old)
    file.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def guide(bundles: Path, tmp_path: Path) -> Path:
    folder = shutil.copytree(CASE, tmp_path / "guide")
    (folder / "bundles").mkdir()
    add(folder, bundles, 2022)
    return folder


def add(folder: Path, bundles: Path, year: int) -> None:
    shutil.copy(bundles / f"chikenshu-{year}.kanko", folder / "bundles")


def built(folder: Path, builder: str) -> Path:
    """What plain sphinx-build makes, where nothing may be warned of."""
    out = folder.parent / builder
    command = [sys.executable, "-m", "sphinx", "-W", "-q", "-b", builder, folder, out]
    ran = subprocess.run(command, env=environment("C.UTF-8"), capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return out


def text_of(page: Path) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^>]*>", "", page.read_text("utf-8")))


def status(folder: Path) -> tuple[int, list[str]]:
    ran = kanko(folder, "reuse", "status")
    return ran.returncode, ran.stdout.splitlines()


def test_the_guidebook_through_its_editions(guide: Path, bundles: Path):
    first = kanko(guide, "reuse", "update")
    assert (first.returncode, first.stdout.count("[登録]")) == (0, 2), first.stderr
    html = built(guide, "html")
    assert "密接に意思の疎通を図ること" in text_of(html / "office.html")
    assert text_of(html / "office.html").count("加賀市") == 2  # the same section, twice
    source = "「スマートシティモデルプロジェクトからの知見集」（国土交通省スマートシティプロジェクトチーム事務局、"
    printed = "令和４年３月３１日）第１章「目的を明確化」（報告書77ページ）"
    assert f"出典：{source}{printed}" in text_of(html / "aim.html")
    assert status(guide)[0] == 0

    add(guide, bundles, 2023)
    code, said = status(guide)
    assert code == 1
    assert said == [
        "[移動]  chikenshu-2022:purpose  aim.md:5",
        "    chikenshu-2023:report/purpose:clear-purpose になりました。",
        "    内容は同じです。",
        "[変更あり]  chikenshu-2022:whole-office  parts/office.md:3  office.md:11",
        "    chikenshu-2023: １文 変更",
    ]
    assert "密接に意思の疎通を図ること" in text_of(built(guide, "html") / "office.html")
    assert kanko(guide, "reuse", "update").returncode == 0
    page = text_of(built(guide, "html") / "office.html")
    assert "日ごろから意思の疎通を図ること" in page and "令和５年３月３１日" in page
    assert "技術を検証するためだけに行うものではない" in text_of(built(guide, "text") / "aim.txt")
    assert status(guide)[0] == 0

    add(guide, bundles, 2024)
    code, said = status(guide)
    assert code == 1 and said[1:] == [
        "[取下げ]  chikenshu-2022:whole-office  parts/office.md:3  office.md:11",
        "    chikenshu-2024 で取り下げ（事例を見直すため）。代わりに: chikenshu-2024:report/organisation:organisation",
    ]
    assert kanko(guide, "reuse", "update", "whole-office").returncode == 1
    assert kanko(guide, "reuse", "update", "--keep", "whole-office").returncode == 0
    assert status(guide)[0] == 0 and "日ごろから" in text_of(built(guide, "html") / "office.html")
