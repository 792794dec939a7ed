"""What structure elements say of themselves (ISO 32000-1, 14.8.5, 14.9): heads of cells, boxes and texts of figures,
numbering of lists, languages, identifiers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pydyf

from build_tools.press.heads import Cell, Grid
from build_tools.press.roles import SVG, Chain, Key, Roles

_POINTS: Final = 0.75  # PDF points in a CSS pixel
_TITLE: Final = "{http://www.w3.org/2000/svg}title"
_NUMBERING: Final = {
    "none": "None",
    "circle": "Circle",
    "square": "Square",
    "decimal": "Decimal",
    "lower-alpha": "LowerAlpha",
    "upper-alpha": "UpperAlpha",
    "lower-latin": "LowerAlpha",
    "upper-latin": "UpperAlpha",
    "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman",
}
_DISC: Final = "Disc"  # what stands for every other mark


class Attributes:
    """The attributes of the elements of a unit. Identifiers are unique in the unit; one string object is shared by all
    that name it.
    """

    def __init__(self, roles: Roles) -> None:
        self._roles = roles
        self._numbering: dict[Any, str] = {}
        self._boxes: dict[Any, tuple[float, ...]] = {}
        self._cells: dict[Any, tuple[Grid, Cell, Mapping[Any, Any]]] = {}
        self._tables = 0
        self._notes = 0

    def item(self, chain: Chain, style: object) -> None:
        """Take down how the items of a list are marked, as its style says."""
        found = next((key.element for key in reversed(chain) if key.role == "L"), None)
        self._numbering[found] = _NUMBERING.get(style, _DISC) if isinstance(style, str) else _DISC

    def figure(self, element: Any, box: Any, height: float) -> None:
        """Take down where a figure stands on a page of such a height (CSS px)."""
        left, top = box.content_box_x(), box.content_box_y()
        right, bottom = left + box.width, top + box.height
        self._boxes[element] = tuple(round(each * _POINTS, 3) for each in (left, height - bottom, right, height - top))

    def of(self, key: Key) -> Iterator[tuple[str, Any]]:
        """The entries of an element's dictionary that say something of it."""
        language = self._roles.language(key)
        if language:
            yield "Lang", pydyf.String(language)
        if key.role == "Span" and key.element.get("title"):
            yield "E", pydyf.String(key.element.get("title"))
        elif key.role == "Note":
            self._notes += 1
            yield "ID", pydyf.String(f"note-{self._notes}")
        elif key.role == "Figure":
            yield from self._of_figure(key.element)
        elif key.role == "L":
            yield "A", pydyf.Dictionary({"O": "/List", "ListNumbering": f"/{self._numbering.get(key.element, 'None')}"})
        elif key.role in ("TH", "TD"):
            yield from self._of_cell(key)

    def _of_figure(self, element: Any) -> Iterator[tuple[str, Any]]:
        box = self._boxes.get(element, ())
        yield "A", pydyf.Dictionary({"O": "/Layout", "BBox": pydyf.Array(box)})
        if text := alternate(element):
            yield "Alt", pydyf.String(text)

    def _of_cell(self, key: Key) -> Iterator[tuple[str, Any]]:
        grid, cell, names = self._cell(key)
        says: dict[str, Any] = {"O": "/Table"}
        if cell.scope:
            yield "ID", names[cell]
            says["Scope"] = f"/{cell.scope}"
        elif heads := grid.heads(cell):
            says["Headers"] = pydyf.Array(names[head] for head in heads)
        if len(cell.rows) > 1:
            says["RowSpan"] = len(cell.rows)
        if len(cell.columns) > 1:
            says["ColSpan"] = len(cell.columns)
        if len(says) > 1:
            yield "A", pydyf.Dictionary(says)

    def _cell(self, key: Key) -> tuple[Grid, Cell, Mapping[Any, Any]]:
        """A cell in its table, with the identifiers of the table's heads."""
        if key.element not in self._cells:
            table = next(each.element for each in reversed(self._roles.chain(key.element)) if each.role == "Table")
            self._tables += 1
            grid = Grid(table)
            heads = (cell for cell in grid.cells if cell.scope)
            names = {head: pydyf.String(f"{self._tables}-{head.name}") for head in heads}
            self._cells.update((cell.element, (grid, cell, names)) for cell in grid.cells)
        return self._cells[key.element]


def alternate(figure: Any) -> str:
    """The text in the stead of a figure; none, the empty string."""
    if figure.tag == SVG:
        title = figure.find(_TITLE)
        return (title.text or "").strip() if title is not None else ""
    return str(figure.get("alt") or "")
