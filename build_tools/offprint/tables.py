"""Tables as MyST: a list of lists, or, where cells span rows or columns, a grid in reStructuredText."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from build_tools.manuscript.read.kinds import elements, parts_of_table, title_in
from build_tools.offprint import markdown
from build_tools.offprint.grid import Cell, grid
from build_tools.offprint.line import own_classes
from build_tools.offprint.rst import Rst

if TYPE_CHECKING:
    from build_tools.offprint.blocks import Blocks

_OF_DOCUTILS = {"colwidths-auto", "colwidths-given", "docutils"}


def table(blocks: Blocks, node: nodes.Element) -> str:
    """A table with its caption, head rows, heads of rows and widths."""
    title = title_in(node)
    caption = blocks.line.text(title) if title is not None else ""
    options = {"class": " ".join(name for name in own_classes(node) if name not in _OF_DOCUTILS)}
    options["align"] = str(node.get("align", "")).replace("default", "")
    options["widths"] = _widths(node)
    if _spans(node):
        body = markdown.directive("eval-rst", grid(*_cells(blocks, node)))
        return blocks.directive("table", body, caption, options)
    options["header-rows"] = str(len(_rows(node, nodes.thead)) or "")
    options["stub-columns"] = str(sum(bool(column.get("stub")) for column in parts_of_table(node, nodes.colspec)) or "")
    return blocks.directive("list-table", _lists(blocks, node), caption, options)


def _rows(node: nodes.Element, kind: type[nodes.Element]) -> list[list[nodes.Element]]:
    return [elements(row) for group in parts_of_table(node, kind) for row in elements(group)]


def _spans(node: nodes.Element) -> bool:
    cells = (cell for kind in (nodes.thead, nodes.tbody) for row in _rows(node, kind) for cell in row)
    return any(cell.get("morerows") or cell.get("morecols") for cell in cells)


def _widths(node: nodes.Element) -> str:
    """The widths that the author gave."""
    if "colwidths-auto" in node["classes"]:
        return "auto"
    widths = [str(column.get("colwidth", "")) for column in parts_of_table(node, nodes.colspec)]
    given = "colwidths-given" in node["classes"] and all(width.isdecimal() for width in widths)
    return " ".join(widths) if given else ""


def _lists(blocks: Blocks, node: nodes.Element) -> str:
    rows = [*_rows(node, nodes.thead), *_rows(node, nodes.tbody)]
    return "\n".join(markdown.indented(_row(blocks, row), "* ", "  ") for row in rows)


def _row(blocks: Blocks, cells: list[nodes.Element]) -> str:
    return "\n".join(markdown.indented(blocks.of(cell.children), "- ", "  ") for cell in cells)


def _cells(blocks: Blocks, node: nodes.Element) -> tuple[list[list[Cell]], int]:
    """The rows of cells for a grid, and how many of them are the head's."""
    write, head = Rst(blocks.section), _rows(node, nodes.thead)
    rows = [
        [Cell(write.blocks(cell), 1 + cell.get("morerows", 0), 1 + cell.get("morecols", 0)) for cell in row]
        for row in (*head, *_rows(node, nodes.tbody))
    ]
    return rows, len(head)
