"""A table on paper read back: rows by the structure tree, what is underlined by the lines that are drawn."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from build_tools.inspection import inspect
from build_tools.inspection.document import PdfDocument
from build_tools.inspection.tree import Element


def read(file: Path) -> PdfDocument:
    return inspect(file, trusted=True)


def rows(document: PdfDocument) -> list[tuple[str, ...]]:
    """The rows of all tables of the document, those in cells left out: the text of each cell without white space."""
    structure = document.structure
    found: list[tuple[str, ...]] = []

    def visit(element: Element) -> None:
        for child in structure.children(element):
            if child.kind == "TR":
                found.append(tuple("".join(structure.text(cell).split()) for cell in structure.children(child)))
            else:
                visit(child)

    visit(structure.elements[0])
    return found


def underlined(file: Path) -> list[str]:
    """The texts above thin lines that begin and end with them, in the order of the pages, each line by itself."""
    document, found = read(file), []
    with pypdfium2.PdfDocument(file) as opened:
        for page, shown in zip(document.pages, opened, strict=True):
            lines = sorted(_lines(shown), key=lambda line: (-round(line[1]), line[0]))
            found += [text for line in lines if (text := _above(page, line))]
    return found


def _lines(page: pypdfium2.PdfPage) -> Iterator[tuple[float, float, float]]:
    """Thin lines across: left, height, right."""
    for path in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=5):
        left, bottom, right, top = path.get_bounds()
        if top - bottom < 2 and right - left > 3:
            yield left, (top + bottom) / 2, right


def _above(page, line: tuple[float, float, float]) -> str:
    left, height, right = line
    return "".join(
        sign
        for run in page.runs
        if 0 < run.baseline - height < 2.5
        for sign, box in zip(run.text, run.boxes, strict=True)
        if left - 0.5 <= (box.left + box.right) / 2 <= right + 0.5 and not sign.isspace()
    )
