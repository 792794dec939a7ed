"""What rules about files for the press are given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from build_tools.errors import Text
from build_tools.findings import Spot
from build_tools.inspection.document import Page, PdfDocument
from build_tools.inspection.printing import PrintedPage, Printing, Rectangle

BUILD_AGAIN: Final = Text("Build again (kanko build --press).", "もう一度作ってください（kanko build --press）。")


@dataclass(frozen=True)
class PressFile:
    """A file for the press beside the one for people that it was made from; `web` is None where that is not there."""

    pdf: PdfDocument
    web: PdfDocument | None

    @property
    def printing(self) -> Printing:
        """What it is asked as a file for the press."""
        assert self.pdf.printing is not None
        return self.pdf.printing

    @property
    def pages(self) -> Iterator[tuple[Page, PrintedPage]]:
        """Its pages, each with what it is printed with."""
        return zip(self.pdf.pages, self.printing.pages, strict=True)


def spot(page: Page, *boxes: Rectangle) -> tuple[Spot, ...]:
    """Places on a page."""
    return (Spot(page.number, page.label, boxes),)
