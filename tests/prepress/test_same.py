"""What is printed is what people read: the same text in the same places, whoever reads it; the same bytes each time."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pypdf
import pypdfium2

from build_tools.edition import load_edition
from build_tools.inspection import inspect
from build_tools.prepress.make import condition_of, press_file
from tests.checks.injection import Good

Pairs = list[tuple[Path, Path]]


def by_pypdf(path: Path) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(path).pages]


def by_pdfium(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def by_poppler(path: Path) -> list[str]:
    command = ["pdftotext", "-raw", "-enc", "UTF-8", str(path), "-"]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout.split("\f")


def test_the_text_is_the_same_for_every_reader(pairs: Pairs):
    for web, press in pairs:
        for read in (by_pypdf, by_pdfium, by_poppler):
            texts = read(press)
            assert any(text.strip() for text in texts)
            assert texts == read(web)


def test_every_glyph_stands_where_it_stood(pairs: Pairs):
    for web, press in pairs:
        one, other = (inspect(path, trusted=True) for path in (web, press))
        assert len(one.pages) == len(other.pages) > 0
        for before, after in zip(one.pages, other.pages, strict=True):
            assert [(run.text, run.boxes, run.font) for run in before.runs] == [
                (run.text, run.boxes, run.font) for run in after.runs
            ]
            assert [image.box for image in before.images] == [image.box for image in after.images]
            assert (after.trim.width, after.trim.height) == (before.media.width, before.media.height)


def test_the_structure_is_that_of_the_file_for_people_without_its_links(first: Good):
    web, press = (inspect(first.dist / name, trusted=True) for name in ("report.pdf", "press/report.pdf"))
    assert web.structure and press.structure and web.links and not press.links
    assert [each.kind for each in press.structure.elements] == [each.kind for each in web.structure.elements]
    assert [each.title for each in press.outline] == [each.title for each in web.outline]


def test_the_same_file_gives_the_same_bytes(made: Good, tmp_path: Path):
    condition = condition_of(load_edition(made.source))
    for name in ("one.pdf", "two.pdf"):
        press_file(made.dist / "main.pdf", tmp_path / name, condition)
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()
    assert (tmp_path / "one.pdf").read_bytes() == (made.dist / "press" / "main.pdf").read_bytes()


def test_a_file_for_the_press_keeps_to_the_day_of_the_edition(made: Good):
    info = pypdf.PdfReader(made.dist / "press" / "main.pdf").metadata
    assert info and info["/ModDate"] == info["/CreationDate"] == "D:20190501000000Z"
