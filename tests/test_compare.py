"""`kanko compare` and `kanko errata`, as people type them: exactly the known edits of the first edition are found."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsonschema
import pytest

from build_tools.comparison.schema import SCHEMA
from build_tools.errata.schema import SCHEMA as ERRATA
from tests.commands import ROOT, content, edition, kanko
from tests.comparison.manuscripts import take
from tests.tabulation.paper import read, rows, underlined

# What was edited in the second edition: file, old text, new text.
EDITS = [
    ("report/organisation.md", "その形態は多様である。", "その形態は地域により多様である。"),
    ("report/organisation.md", "  - 資金的持続性の確保", "  - 資金の持続性の確保"),
    ("report/funding.md", "誰がどのように負担するか", "誰がいかに負担するか"),
]
CORRECTION = "取組を担う組織については"
ADDED = "\n費用の見通しは、毎年度改める。\n"


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The manuscripts of the first edition, of one with known edits, and of one with a paragraph more."""
    folder, work = tmp_path_factory.mktemp("compare"), tmp_path_factory.mktemp("work")
    for name in ("old", "new", "more"):
        shutil.copytree(ROOT / "source", work / name)
    for file, old, new in EDITS:
        text = (work / "new" / file).read_text("utf-8")
        assert text.count(old) == 1
        (work / "new" / file).write_text(text.replace(old, new), "utf-8")
    with (work / "more/report/funding.md").open("a", encoding="utf-8") as file:
        file.write(ADDED)
    for name in ("old", "new", "more"):
        take(work / name, folder / name)
        (folder / name / "out/manuscript.json").replace(folder / name / "manuscript.json")
    (folder / "tmp").mkdir()
    return folder


def run(here: Path, *arguments: str):
    """A command, of which nothing is left behind."""
    ran = kanko(here, *arguments, TMPDIR=str(here / "tmp"))
    assert list((here / "tmp").iterdir()) == []
    return ran


def test_known_edits_are_found_on_paper_and_nothing_else(here):
    ran = run(here, "compare", "old", "new", "--out", "table.pdf", "--jobs", "1")
    assert ran.returncode == 1, ran.stderr
    # The paragraph of the report is shown in the press release too.
    assert "".join(underlined(here / "table.pdf")) == "地域により" + "の的" + "地域により" + "いかにどのように"
    head = ("改正後（新）", "改正前（旧）")
    texts = [row for row in rows(read(here / "table.pdf")) if row != head and row[0] != row[1]]
    assert [("多様" in new, "費用負担" in new, "いかに" in new) for new, _ in texts] == [
        (True, False, False), (False, True, False), (True, False, False), (False, False, True),
    ]  # fmt: skip
    for new, old in texts:
        assert new.replace("地域により", "").replace("資金の", "資金的").replace("いかに", "どのように") == old


def test_a_summary_says_what_changed_where(here):
    ran = run(here, "compare", "old", "new")
    assert ran.returncode == 1 and "第２章 費用負担" in ran.stdout and "変更 4" in ran.stdout
    assert ran.stderr.count("--typeset") == 2
    assert "edited 4" in kanko(here, "compare", "old", "new", "--lang", "en").stdout


def test_what_is_the_same_is_told_to_be_the_same(here):
    ran = run(here, "compare", "old", "old")
    assert ran.returncode == 0 and "変更はありません" in ran.stdout


def test_the_data_are_as_their_schemas_say(here):
    assert run(here, "compare", "old", "new", "--out", "comparison.json").returncode == 1
    jsonschema.validate(json.loads((here / "comparison.json").read_bytes()), json.loads(SCHEMA.read_text("utf-8")))
    assert run(here, "errata", "old", "new", "--no-typeset", "--out", "errata.json").returncode == 1
    errata = json.loads((here / "errata.json").read_bytes())
    jsonschema.validate(errata, json.loads(ERRATA.read_text("utf-8")))
    assert [each["words"].rpartition("　")[2] for each in errata["corrections"]] == [
        "第１段落", "上から３行目・左から２列目", "第１段落", "第１段落",
    ]  # fmt: skip


def test_more_than_corrections_is_refused_and_made_anyway(here):
    ran = run(here, "errata", "old", "more", "--no-typeset", "--out", "more.html")
    assert ran.returncode == 2 and not (here / "more.html").exists()
    assert "費用の見通しは" in ran.stderr and "report/funding.md" in ran.stderr and "[errata.block-new]" in ran.stderr
    ran = run(here, "errata", "old", "more", "--no-typeset", "--out", "more.html", "--anyway")
    assert ran.returncode == 1 and "費用の見通しは" in (here / "more.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("compare", "old", "nowhere"), "[retrieval.unknown]"),
        (("compare", "old", "new", "--out", "table.odt"), "[tabulation.form]"),
        (("errata", "old", "--", "--help"), "[retrieval.unknown]"),
    ],
)
def test_what_can_not_be_compared_ends_with_2(here, arguments, said):
    before = content(here)
    ran = run(here, *arguments)
    assert ran.returncode == 2 and said in ran.stderr
    assert content(here) == before


def test_errata_name_the_pages_of_the_edition_that_is_corrected(tmp_path):
    texts = {
        "one": "甲市は計画を定めた。",
        "two": f"乙市は体制を整えた。\n\n```{{code-block}}\n{'丙' * 3000}\n```\n\n丁町は図を描いた。",
    }
    edition(tmp_path / "old", texts)
    edition(tmp_path / "new", {**texts, "two": texts["two"].replace("描いた", "書いた")})
    (tmp_path / "tmp").mkdir()
    ran = run(tmp_path, "errata", "old", "new", "--out", "errata.pdf", "--jobs", "1")
    assert ran.returncode == 1, ran.stderr
    head, row = rows(read(tmp_path / "errata.pdf"))
    assert head == ("頁", "箇所", "誤", "正")
    assert row == ("3", "第２章章two第２段落", "丁町は図を描いた。", "丁町は図を書いた。")
    assert underlined(tmp_path / "errata.pdf") == ["描い", "書い"]
