"""How far what a page paints reaches (ISO 32000-1, 8.5.3, 8.7.4, 8.9), by pdfium."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

from build_tools.inspection.calls import calls
from build_tools.inspection.content import objects
from build_tools.inspection.paint import painted
from build_tools.inspection.printing import Extent

KINDS: Final = {
    pdfium.FPDF_PAGEOBJ_TEXT: "text",
    pdfium.FPDF_PAGEOBJ_IMAGE: "image",
    pdfium.FPDF_PAGEOBJ_PATH: "path",
    pdfium.FPDF_PAGEOBJ_SHADING: "shading",
}


def extents(data: bytes) -> list[tuple[Extent, ...]]:
    """How far each thing reaches that the pages of a file paint, page by page."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [tuple(_of_page(document.raw, number)) for number in range(len(document))]
    finally:
        document.close()


def _of_page(document: Any, number: int) -> Iterator[Extent]:
    page = calls.FPDF_LoadPage(document, number)
    if not page:
        return
    try:
        for item in objects(page):
            if (box := painted(item)) is not None:
                yield Extent(KINDS[item.kind], (box.left, box.bottom, box.right, box.top))
    finally:
        calls.FPDF_ClosePage(page)
