"""A comparison as the rows of a 新旧対照表: what the new edition says beside what the old one said, with marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from build_tools.comparison.model import Cell, Change, Comparison, Omitted, Run, Section, SectionSide, Side
from build_tools.comparison.model import Row as RowOfTable
from build_tools.errors import Text

Note = Literal["", "new", "deleted", "omitted", "moved", "renumbered", "image"]
What = Literal["heading", "text", "table", "image", "omitted"]
# What is printed in a column for a note.
WORDS: Final[Mapping[Note, Text]] = {
    "new": Text("(new)", "（新設）"),
    "deleted": Text("(deleted)", "（削除）"),
    "omitted": Text("(unchanged)", "（略）"),
    "moved": Text("(moved)", "（移動）"),
    "renumbered": Text("(renumbered)", "（番号の変更）"),
    "image": Text("(image)", "（画像）"),
}


@dataclass(frozen=True)
class Mark:
    """A stretch of text, and whether it is underlined: it is not in the other column."""

    text: str
    marked: bool = False


@dataclass(frozen=True)
class Column:
    """What one edition has in a row: a cell for a text, the cells of a row of a table; what is said in brackets instead
    or beside it; the file of an image; the labels of its pages.
    """

    cells: tuple[tuple[Mark, ...], ...] = ()
    note: Note = ""
    number: str = ""
    image: str = ""
    pages: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All that it says."""
        return "\t".join("".join(mark.text for mark in cell) for cell in self.cells)


@dataclass(frozen=True)
class Row:
    """A row: what it shows, the section in which it stands, and both columns. `count`: how many blocks, or rows of a
    table, are omitted; `block`: what it is of (none: a heading), the same for all rows of a table.
    """

    what: What
    section: Section
    new: Column
    old: Column
    count: int = 0
    block: Change | Omitted | None = None


def rows(comparison: Comparison) -> Iterator[Row]:
    """The rows of all sections in which anything changed, the headings of others left out.

    Each section begins with its heading. What is new stands beside 新設, what was deleted beside 削除, and what is the
    same is 略: once for all blocks that stand together, and for the rows between those of a table that changed.
    """
    for section in comparison.changed:
        yield from _headings(section)
        for block in section.blocks:
            if isinstance(block, Omitted):
                yield _omitted(section, block)
            elif block.what == "table":
                yield from _table(section, block)
            else:
                yield _block(section, block)


def _headings(section: Section) -> Iterator[Row]:
    """One heading; of sections that were split or merged, each of them."""
    if len(section.old) <= 1 and len(section.new) <= 1:
        new = _headed(_marks(section.title, "new"), section.new, "deleted")
        yield Row("heading", section, new, _headed(_marks(section.title, "old"), section.old, "new"))
        return
    for place in range(max(len(section.old), len(section.new))):
        new, old = (_titled(side[place : place + 1]) for side in (section.new, section.old))
        yield Row("heading", section, new, old)


def _headed(marks: tuple[Mark, ...], sides: Sequence[SectionSide], missing: Note) -> Column:
    """A heading with number and pages."""
    if not sides:
        return Column(note=missing)
    return Column((marks,), number=sides[0].number, pages=sides[0].pages)


def _titled(sides: Sequence[SectionSide]) -> Column:
    return _headed((Mark(sides[0].title, True),), sides, "") if sides else Column()


def _omitted(section: Section, block: Omitted) -> Row:
    new, old = (Column(note="omitted", pages=side.pages) for side in (block.new, block.old))
    return Row("omitted", section, new, old, block.count, block)


def _block(section: Section, block: Change) -> Row:
    runs = block.image.alt if block.image else block.runs
    new = _side(block, block.new, block.old, "new", [runs])
    old = _side(block, block.old, block.new, "old", [runs])
    return Row(block.what, section, _here(section.new, block.new, new), _here(section.old, block.old, old), block=block)


def _here(sections: Sequence[SectionSide], side: Side | None, column: Column) -> Column:
    """A column; of what stands in another section, that it moved."""
    ids = {(section.document, section.id) for section in sections}
    away = side is not None and (side.document, side.section) not in ids
    return Column(note="moved", pages=column.pages) if away else column


def _side(
    block: Change, side: Side | None, other: Side | None, which: Literal["new", "old"], cells: Iterable[Sequence[Run]]
) -> Column:
    if side is None:
        return Column(note="deleted" if which == "new" else "new")
    image = block.image.new if block.image and which == "new" else block.image.old if block.image else ""
    note: Note = "moved" if "moved" in block.kinds else "renumbered" if block.kinds == ("renumbered",) else ""
    marks = tuple(_marks(runs, which) for runs in cells)
    return Column(marks, note if other else "", side.number, image, side.pages)


def _table(section: Section, block: Change) -> Iterator[Row]:
    """The rows of a table that changed, and between them how many did not."""
    old = new = 0
    for row in block.rows:
        gap = max(0, row.new - new if row.new is not None else (row.old or 0) - old)
        if gap:
            yield _rows_omitted(section, block, gap)
        new += gap + (row.new is not None)
        old += gap + (row.old is not None and "moved" not in row.kinds)
        yield _table_row(section, block, row)
    if block.of_rows[1] > new:
        yield _rows_omitted(section, block, block.of_rows[1] - new)


def _table_row(section: Section, block: Change, row: RowOfTable) -> Row:
    moved: Note = "moved" if "moved" in row.kinds or "moved" in block.kinds else ""
    new = _cells(block.new, row.new is not None, "deleted", row.cells, "new", moved)
    old = _cells(block.old, row.old is not None, "new", row.cells, "old", moved)
    return Row("table", section, _here(section.new, block.new, new), _here(section.old, block.old, old), block=block)


def _cells(
    side: Side | None, there: bool, missing: Note, cells: Iterable[Cell], which: Literal["new", "old"], note: Note
) -> Column:
    if side is None or not there:
        return Column(note=missing)
    own = [cell for cell in cells if (cell.new if which == "new" else cell.old) is not None]
    own.sort(key=lambda cell: (cell.new if which == "new" else cell.old) or 0)
    return Column(tuple(_marks(cell.runs, which) for cell in own), note, side.number, pages=side.pages)


def _rows_omitted(section: Section, block: Change, count: int) -> Row:
    new, old = (Column(note="omitted", pages=side.pages if side else ()) for side in (block.new, block.old))
    return Row("omitted", section, new, old, count, block)


def _marks(runs: Iterable[Run], which: Literal["new", "old"]) -> tuple[Mark, ...]:
    """The text that one edition has."""
    kind = "inserted" if which == "new" else "deleted"
    own = (run for run in runs if run.kind in ("same", kind))
    return tuple(Mark(run.was or run.text if which == "old" else run.text, run.kind == kind) for run in own)
