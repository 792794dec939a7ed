"""The forms of a sheet: a page of the web, a document of Word, each read back; and what no form has."""

from __future__ import annotations

import html.parser
import io
import re
from dataclasses import replace
from pathlib import Path

import docx
import pypandoc
import pytest
from axe_playwright_python.sync_playwright import Axe
from docx.oxml.ns import qn
from playwright.sync_api import sync_playwright

from build_tools.comparison.compare import compare
from build_tools.comparison.contents import Edition
from build_tools.errors import KankoError
from build_tools.tabulation.model import Part, Row, Sheet, Words, picture, plain, texts
from build_tools.tabulation.web import sheet_html
from build_tools.tabulation.word import sheet_docx
from build_tools.tabulation.writing import write_sheet
from tests.comparison.conftest import _edition
from tests.comparison.test_changes import TEXT
from tests.manuscript.conftest import DOT
from tests.tabulation.sheets import sheet_of

HARMFUL = "計画 <script>alert(1)</script> & \\* {{ title }}"


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Sheet:
    """Changes in a text, in a table, of an image; a new text with signs that mean something in some form."""
    folder = tmp_path_factory.mktemp("forms")
    edited = TEXT.replace("| 200 |", "| 250 |").replace("dot.png", "new.png") + "\n\n`" + HARMFUL + "`を加えた。\n"
    sides: list[Edition] = [
        _edition(folder / name, text, {"new.png": DOT + b"\0"}) for name, text in (("old", TEXT), ("new", edited))
    ]
    return sheet_of(compare(*sides), "new old", new={"new.png": DOT + b"\0"}, old={"dot.png": DOT})


def said(sheet: Sheet) -> set[str]:
    return {"".join(text.split()) for cell in sheet.cells for text in texts(cell)}


def test_the_page_says_all_that_the_sheet_says(sheet):
    class Reader(html.parser.HTMLParser):
        text = ""

        def handle_data(self, data: str) -> None:
            self.text += data

    reader = Reader()
    reader.feed(sheet_html(sheet).decode())
    text = "".join(reader.text.split())
    assert said(sheet) and all(each in text for each in said(sheet))


def test_the_page_needs_no_other_file_and_runs_nothing(sheet):
    page = sheet_html(sheet).decode()
    assert "<script" not in page and not re.search(r'(?:src|href)="(?!data:)', page)
    assert page.count("data:image/png;base64,") == 2 and "default-src 'none'" in page


@pytest.mark.parametrize("width", [360, 1200])
def test_the_page_is_accessible_and_as_wide_as_the_screen(sheet, tmp_path, width):
    (tmp_path / "sheet.html").write_bytes(sheet_html(sheet))
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.goto((tmp_path / "sheet.html").as_uri())
        found = Axe().run(page)
        assert [violation["id"] for violation in found.response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        browser.close()


def opened(sheet: Sheet) -> docx.document.Document:
    return docx.Document(io.BytesIO(sheet_docx(sheet)))


def test_the_document_of_word_says_all_that_the_sheet_says(sheet, tmp_path):
    (tmp_path / "sheet.docx").write_bytes(sheet_docx(sheet))
    text = "".join(pypandoc.convert_file(tmp_path / "sheet.docx", "plain", extra_args=["--wrap=none"]).split())
    for each in said(sheet):
        assert each in text or all(part in text for part in re.split(r"[｜ ]", each)), each
    (table,) = opened(sheet).tables
    cells = {"".join(paragraph.text.split()) for cell in _all_cells(table) for paragraph in cell.paragraphs}
    assert said(sheet) <= cells


def _all_cells(table):
    for row in table.rows:
        for cell in row.cells:
            yield cell
            for inner in cell.tables:
                yield from _all_cells(inner)


def test_underlines_are_underlines(sheet):
    (table,) = opened(sheet).tables
    runs = [run for cell in _all_cells(table) for paragraph in cell.paragraphs for run in paragraph.runs]
    assert {run.text for run in runs if run.underline} >= {"250", "200"}
    assert not [run.text for run in runs if run.underline and run.text == "設計"]


def test_the_document_is_landscape_and_repeats_its_head(sheet):
    document = opened(sheet)
    section = document.sections[0]
    assert section.page_width > section.page_height and section.page_width.mm == pytest.approx(297, 0.01)
    (table,) = document.tables
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table.rows[1]._tr.trPr.find(qn("w:tblHeader")) is None
    assert len(document.inline_shapes) == 2


def test_columns_are_as_wide_as_the_sheet_says(sheet):
    (table,) = opened(sheet).tables
    widths = [column.width for column in table.columns]
    assert [round(100 * width / sum(widths)) for width in widths] == [column.width for column in sheet.columns]
    assert [cell.width for cell in table.rows[1].cells] == widths


def test_a_picture_that_word_does_not_read_is_named(sheet):
    cell = (Words(plain("［画像　a.svg］")), picture("a.svg", b"<svg/>", "絵"))
    document = opened(replace(sheet, parts=(Part("本編", (Row((cell,) * 4),)),)))
    assert "［画像　a.svg］" in {each.text for each in document.tables[0].cell(1, 1).paragraphs}
    assert len(document.inline_shapes) == 0


def test_the_same_sheet_makes_the_same_files(sheet):
    assert sheet_html(sheet) == sheet_html(sheet)
    assert sheet_docx(sheet) == sheet_docx(sheet)


@pytest.mark.parametrize("name", ["sheet.doc", "sheet", "sheet.pdf.txt"])
def test_a_form_that_there_is_not_is_refused(sheet, tmp_path, name):
    with pytest.raises(KankoError) as raised:
        write_sheet(sheet, b"", tmp_path / name)
    assert raised.value.problems[0].name == "tabulation.form" and not list(tmp_path.iterdir())


def test_a_file_comes_whole_into_a_folder_that_is_made(sheet, tmp_path: Path):
    write_sheet(sheet, b"{}\n", tmp_path / "new/sheet.JSON")
    assert [file.name for file in (tmp_path / "new").iterdir()] == ["sheet.JSON"]
