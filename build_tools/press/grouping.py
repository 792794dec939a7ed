"""The structure elements above those of the units: the document, and its parts (ISO 32000-1, 14.8.4.2)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from build_tools.press.labels import Part
from build_tools.press.pdffile import PdfFile


def elements_above(parts: Sequence[Part], document: int, reserve: Callable[[], int]) -> Iterator[int]:
    """The number of the element in which each unit stands: the document, or a part of it. A unit that others hang under
    begins a part, which they belong to; `reserve` gives it a number.
    """
    above = document
    for at, part in enumerate(parts):
        if part.depth == 0:
            begins = at + 1 < len(parts) and parts[at + 1].depth > 0
            above = reserve() if begins else document
        yield above


def add_grouping(file: PdfFile, document: int, root: int, units: Iterable[tuple[int, Sequence[int]]]) -> None:
    """Add the document's element and its parts'; `units` are what `elements_above` gives for each, with the numbers of
    its own elements, `root` is the number of the tree's root.
    """
    kids: dict[int, list[int]] = {document: []}
    for above, elements in units:
        if above not in kids:
            kids[above] = []
            kids[document].append(above)
        kids[above] += elements
    for number, held in kids.items():
        role, parent = (b"Document", root) if number == document else (b"Part", document)
        names = b" ".join(b"%d 0 R" % each for each in held)
        file.add(b"<</Type/StructElem/S/%s/P %d 0 R/K[%s]>>" % (role, parent, names), number)
