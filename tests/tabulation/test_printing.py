"""A sheet on paper: proven, heads on every page, signs that mean something elsewhere; what is lost is found."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from build_tools.comparison.rows import Mark
from build_tools.errors import KankoError
from build_tools.tabulation import printing
from build_tools.tabulation.kept import sheet_json
from build_tools.tabulation.model import Column, Grid, Part, Row, Sheet, Words, picture, plain
from build_tools.tabulation.printing import printed
from tests.manuscript.conftest import DOT
from tests.tabulation.paper import read, rows, underlined

HARMFUL = '*計画* {{ title }} {title} `x` <b>太字</b> $x$ [手引き](a) # 一 \\ "引用" ---'
ROW = "甲市では、住民の参加を得て計画を定め、毎年度その進捗を公表することとしている。"


def cell(text: str, style="text", marked: str = "") -> tuple[Words, ...]:
    return (Words((*plain(text), *((Mark(marked, True),) if marked else ())), style),) if text else ()


def sheet(*rows: Row, title: str = "見本　新旧対照表") -> Sheet:
    columns = (Column("頁", 5), Column("改正後（新）", 45), Column("頁", 5), Column("改正前（旧）", 45))
    parts = (Part(HARMFUL, rows),)
    return Sheet(title, "試験局", datetime.date(2026, 4, 1), "ja", (f"改正後：{HARMFUL}",), columns, parts)


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A table of several pages: headings, many rows, a table and an image in cells, signs that mean something."""
    folder = tmp_path_factory.mktemp("paper")
    heading = Row((cell("3", "label"), cell("１．計画", "heading"), (), cell("（新設）", "note")), heading=True)
    many = [Row((cell("3", "label"), cell(ROW * 3, marked=f"第{number}号"), (), ())) for number in range(40)]
    grid = (Grid(((plain("（略）"),), (plain("区分"), (Mark("200", True),))), 2),)
    quoted = Row(((), grid, (), (Words(plain("［画像］"), "label"), picture("dot.png", DOT, "点の図"))))
    made = sheet(heading, *many, quoted, Row(((), cell(HARMFUL), (), cell("二行\n目"))), title=HARMFUL)
    (folder / "paper.pdf").write_bytes(printed(made, folder / "work", 1))
    return folder / "paper.pdf"


def test_the_head_is_on_every_page(paper):
    pages = read(paper).pages
    assert len(pages) > 5
    for page in pages:
        text = "".join(run.text for run in page.runs)
        assert "改正後（新）" in text and page.media.width > page.media.height


def test_rows_are_whole_and_in_order(paper):
    found = [row[1] for row in rows(read(paper)) if "第" in row[1] and "号" in row[1]]
    assert found == [f"{ROW * 3}第{number}号" for number in range(40)]


def test_what_is_marked_is_underlined_and_nothing_else(paper):
    assert "".join(underlined(paper)) == "".join(f"第{number}号" for number in range(40)) + "200"


def test_signs_that_mean_something_elsewhere_are_printed_as_they_are(paper):
    document = read(paper)
    assert document.metadata.entry("Title") == HARMFUL
    text = "".join("".join(run.text for page in document.pages for run in page.runs).split())
    assert text.count("".join(HARMFUL.split())) >= 4


def test_an_image_is_shown_and_described(paper):
    document = read(paper)
    assert sum(len(page.images) for page in document.pages) == 1
    assert [each.alternate for each in document.structure.elements if each.kind == "Figure"] == ["点の図"]


def test_a_row_that_is_lost_on_the_way_is_found(tmp_path, monkeypatch):
    def losing(given: Sheet) -> bytes:
        part = given.parts[0]
        return sheet_json(replace(given, parts=(replace(part, rows=part.rows[1:]),)))

    monkeypatch.setattr(printing, "sheet_json", losing)
    short = sheet(*(Row(((), cell(f"{number}番目"), (), ())) for number in range(3)))
    with pytest.raises(KankoError) as raised:
        printed(short, tmp_path / "work", 1)
    assert [problem.name for problem in raised.value.problems] == ["tabulation.lost"]
