"""What stands in a cell of a 新旧対照表: texts, what is said in brackets instead, tables, images."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import PurePosixPath
from typing import Final, Literal

from build_tools.comparison.model import Change
from build_tools.comparison.rows import WORDS, Column, Mark, Note, Row
from build_tools.errors import Language, Text
from build_tools.tabulation.division import LIMIT, chunks
from build_tools.tabulation.model import Cell, Content, Grid, Marks, Words, picture

# The bytes of an image by its name; none where it is not at hand.
Pictures = Callable[[str], bytes | None]
Which = Literal["new", "old"]
_IMAGE: Final = Text("[image {file}]", "［画像　{file}］")
_LINK: Final = Text("link: ", "リンク先　")
_ELSEWHERE: Final = Text("another place of the publication", "刊行物の中の別の箇所")
# Images that all forms can show.
_SHOWN: Final = (".png", ".jpg", ".jpeg", ".gif", ".svg")
# Rows of a table in one row of the sheet; a row in as many lines as the longest cell.
_LINES: Final = 10
# Characters in a line of a column.
_MEASURE: Final = 30


def cell(row: Row, which: Which, pictures: Pictures, language: Language) -> Cell:
    """The cell of an edition in a row that is of no table."""
    own, other = (row.new, row.old) if which == "new" else (row.old, row.new)
    if row.what == "image" and (own.image or own.cells):
        return tuple(_image(row, own, pictures, language))
    if not own.cells:
        return (note(own.note, language),) if own.note else ()
    marks = headed(own.number, own.cells[0], own.number != other.number)
    noted: Note = "moved" if row.what == "heading" and "moved" in row.section.kinds else own.note
    said = WORDS[noted].say(language) if noted else ""
    whole = (*marks, *((Mark(said),) if said else ()))
    words = (Words(whole, "heading" if row.what == "heading" else "text"),) if whole else ()
    return (*words, *_links(row, which, language))


def _links(row: Row, which: Which, language: Language) -> Iterator[Words]:
    """Where links lead that lead elsewhere in the other edition."""
    for link in row.block.links if isinstance(row.block, Change) and row.block.old and row.block.new else ():
        if address := link.new if which == "new" else link.old:
            place = address if "://" in address else _ELSEWHERE.say(language)
            yield Words((Mark(_LINK.say(language)), Mark(place, True)), "label")


def headed(number: str, marks: Marks, marked: bool = False) -> Marks:
    """A text behind its number; one that ends in a stop has air of its own."""
    air = "" if number.endswith(("．", "）")) else "　"
    return (Mark(number + air, marked), *marks) if number else marks


def note(said: Note, language: Language) -> Words:
    """What is said in brackets in the place of a text."""
    return Words((Mark(WORDS[said].say(language)),), "note")


def _image(row: Row, own: Column, pictures: Pictures, language: Language) -> Iterator[Content]:
    """An image with its name, underlined where it is another one, and the text in its stead where that differs."""
    image = row.block.image if isinstance(row.block, Change) else None
    changed = image is not None and not image.same
    yield Words((Mark(_IMAGE.say(language).format(file=own.image), changed),), "label")
    data = pictures(own.image) if PurePosixPath(own.image).suffix.lower() in _SHOWN else None
    alt = own.cells[0] if own.cells else ()
    if data is not None:
        yield picture(own.image, data, "".join(mark.text for mark in alt))
    if alt and (data is None or any(mark.marked for mark in alt)):
        yield Words(alt)
    if own.note:
        yield note(own.note, language)


@dataclass(frozen=True)
class _Lines:
    """Rows of a table in both columns; none: nothing stands there."""

    new: tuple[Marks, ...] | None
    old: tuple[Marks, ...] | None
    lines: int


def _new(line: _Lines) -> tuple[Marks, ...] | None:
    return line.new


def _old(line: _Lines) -> tuple[Marks, ...] | None:
    return line.old


def grids(rows: Sequence[Row], numbered: bool, language: Language) -> Iterator[tuple[Cell, Cell]]:
    """The rows of a table that changed, in cells of a few rows each; its number stands above the first if it is
    `numbered`.
    """
    sides_of_rows = [row.new for row in rows], [row.old for row in rows]
    columns = [max(len(column.cells) for column in side) or 1 for side in sides_of_rows]
    numbers = [next((column.number for column in side if column.number and numbered), "") for side in sides_of_rows]
    for group in _grouped([line for row in rows for line in _lines(row, columns, language)]):
        sides = ([cells for line in group if (cells := side(line)) is not None] for side in (_new, _old))
        new, old = (_grid(*side) for side in zip(sides, columns, numbers, strict=True))
        yield new, old
        numbers = ["", ""]


def _grid(rows: Sequence[tuple[Marks, ...]], columns: int, number: str) -> Cell:
    """Rows of a table under its number; where all are one note, the note alone."""
    if rows and len({*rows}) == 1 and len(rows[0]) == 1 and columns == 1:
        return (Words(rows[0][0], "note"),)
    label = (Words((Mark(number),), "label"),) if number else ()
    return (*label, *((Grid(tuple(rows), columns),) if rows else ()))


def _lines(row: Row, columns: Sequence[int], language: Language) -> Iterator[_Lines]:
    """A row of a table; one with a very long cell as several."""
    limits = [max(LIMIT // width, _MEASURE) for width in columns]
    sides = [_cells(column, limit, language) for column, limit in zip((row.new, row.old), limits, strict=True)]
    for new, old in zip_longest(*sides):
        pairs = zip((new, old), columns, strict=True)
        yield _Lines(new, old, max(_height(cells, width) for cells, width in pairs))


def _cells(column: Column, limit: int, language: Language) -> list[tuple[Marks, ...]]:
    if not column.cells:
        return [((Mark(WORDS[column.note].say(language)),),)] if column.note else [((),)]
    moved = (Mark(WORDS[column.note].say(language)),) if column.note else ()
    parts = [chunks((*marks, *(moved if at == 0 else ())), limit) for at, marks in enumerate(column.cells)]
    return [tuple(cells) for cells in zip_longest(*parts, fillvalue=())]


def _height(cells: tuple[Marks, ...] | None, columns: int) -> int:
    measure = max(_MEASURE // columns, 1)
    return max((1 + sum(len(mark.text) for mark in marks) // measure for marks in cells or ()), default=0)


def _grouped(lines: Sequence[_Lines]) -> Iterator[list[_Lines]]:
    group: list[_Lines] = []
    height = 0
    for line in lines:
        if group and height + line.lines > _LINES:
            yield group
            group, height = [], 0
        group.append(line)
        height += line.lines
    if group:
        yield group
