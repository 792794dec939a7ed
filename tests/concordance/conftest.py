"""PDFs as plain data, written line by line."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from build_tools.inspection.document import (
    Box,
    Boxes,
    Catalog,
    Content,
    Element,
    File,
    Line,
    Metadata,
    Page,
    PdfDocument,
    Run,
    Structure,
)
from build_tools.manuscript.model import Block, Call, Chapter, Document, Layout, Place

A4 = Box(0, 0, 595, 842)
# A line of a page: an element's role, and its text.
Shown = tuple[str, str]


def pdf(*pages: Sequence[Shown], tagged: bool = True) -> PdfDocument:
    """Pages of lines, each line marked content of an element of its own."""
    made = tuple(_page(number, lines) for number, lines in enumerate(pages))
    tree = Structure(tuple(_elements(pages)), 0) if tagged else None
    catalog = Catalog("ja", tagged, False, None, None, ())
    return PdfDocument(
        File(0, "1.7", True, False, False), catalog, Metadata((), None), made, (), (), (), (), tree, (), ()
    )


def _page(number: int, lines: Sequence[Shown]) -> Page:
    shown = tuple(_line(mcid, text) for mcid, (_, text) in enumerate(lines))
    return Page(number, str(number + 1), A4, A4, A4, A4, A4, (), 0, 1.0, shown, ())


def _line(mcid: int, text: str) -> Line:
    top = 800.0 - 20 * mcid
    numbers = array("f", [n for at in range(len(text)) for n in (70 + 10 * at, top, 80 + 10 * at, top - 10)])
    run = Run(text, Boxes(numbers.tobytes()), top - 8, "Mincho", 10, mcid, False, "\n", False)
    return Line(run.baseline, run.boxes.bounds(), (run,))


def _elements(pages: Sequence[Sequence[Shown]]) -> list[Element]:
    flat = [(page, mcid, *line) for page, lines in enumerate(pages) for mcid, line in enumerate(lines)]
    root = _element(0, None, "Document", None, tuple(range(1, len(flat) + 1)))
    inner = (
        _element(index, 0, role, page, (Content(page, mcid, text),))
        for index, (page, mcid, role, text) in enumerate(flat, 1)
    )
    return [root, *inner]


def _element(index: int, parent: int | None, role: str, page: int | None, kids: tuple[int | Content, ...]) -> Element:
    level = 1 if parent is None else 2
    return Element(index, parent, level, role, role, page, None, None, None, None, None, None, (), kids)


def block(name: str, *parts: str | Call, inside: tuple[str, ...] = ()) -> Block:
    """A block of text."""
    kind = "footnote" if "footnote" in inside else "paragraph"
    return Block(id=name, kind=kind, parts=parts, hash=name, place=Place(file="a.md", line=1), inside=inside)  # type: ignore[arg-type]


def document(*blocks: Block) -> Document:
    """A document of one chapter."""
    chapter = Chapter(docname="a", file="a.md", kind="chapter", level=1, layout="base", hash="", blocks=blocks)
    return Document(
        id="main", name="本編", title="本編", file="main.pdf", layout=Layout(name="base"), chapters=(chapter,)
    )
