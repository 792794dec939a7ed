"""A table to publish, as plain data: what every form of it shows."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Annotated, Literal

from pydantic import PlainSerializer

from build_tools.comparison.rows import Mark

Marks = tuple[Mark, ...]
Style = Literal["text", "heading", "note", "label"]


@dataclass(frozen=True)
class Words:
    """A paragraph: text, a heading of the publication, what is said in brackets instead of a text, or a label."""

    marks: Marks
    style: Style = "text"

    @property
    def text(self) -> str:
        """All that it says."""
        return "".join(mark.text for mark in self.marks)


@dataclass(frozen=True)
class Grid:
    """Rows of a table of the publication; a row of one cell goes across all columns."""

    rows: tuple[tuple[Marks, ...], ...]
    columns: int


@dataclass(frozen=True)
class Picture:
    """An image of the publication: its file's name and content, and the text in its stead. Written as data, it has no
    content.
    """

    file: str
    alt: str
    name: str
    data: Annotated[bytes, PlainSerializer(lambda data: "", return_type=str)]


def picture(file: str, data: bytes, alt: str) -> Picture:
    """A picture, with a name that is no other picture's."""
    suffix = PurePosixPath(file).suffix.lower()
    return Picture(file, alt, f"{hashlib.sha256(data).hexdigest()[:24]}{suffix}", data)


Content = Words | Grid | Picture
Cell = tuple[Content, ...]


@dataclass(frozen=True)
class Row:
    """A row of the table, a cell for each column; of a heading row, all text is headings."""

    cells: tuple[Cell, ...]
    heading: bool = False

    @property
    def is_one_note(self) -> bool:
        """Whether all that it says is the same note in every column."""
        said = {cell for cell in self.cells if cell}
        return len(said) == 1 and all(isinstance(each, Words) and each.style == "note" for each in said.pop())


@dataclass(frozen=True)
class Part:
    """What is said of one document: its title, and rows."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Column:
    """A column: its head, and its part of the width in percent."""

    title: str
    width: int


@dataclass(frozen=True)
class Sheet:
    """A table to publish: what it is called, who publishes it and of which day it is, remarks above it, and a part for
    each document. Without parts there is nothing to tell, which the remarks say.
    """

    title: str
    issuer: str
    date: datetime.date
    language: str
    remarks: tuple[str, ...]
    columns: tuple[Column, ...]
    parts: tuple[Part, ...]

    @property
    def cells(self) -> Iterator[Cell]:
        """All cells, row by row."""
        return (cell for part in self.parts for row in part.rows for cell in row.cells)

    @property
    def pictures(self) -> dict[str, bytes]:
        """The content of all images by their names."""
        return {each.name: each.data for cell in self.cells for each in cell if isinstance(each, Picture)}


def plain(text: str) -> Marks:
    """A text of which nothing is marked."""
    return (Mark(text),) if text else ()


def texts(cell: Cell) -> list[str]:
    """What a cell says, paragraph by paragraph, cell by cell of what is a table; line breaks make paragraphs."""
    found: list[str] = []
    for content in cell:
        if isinstance(content, Words):
            found += lines_of(content.text)
        elif isinstance(content, Grid):
            found += (
                line for row in content.rows for marks in row for line in lines_of("".join(m.text for m in marks))
            )
    return found


def lines_of(text: str) -> list[str]:
    """The lines of a text that say anything."""
    return [line for line in text.split("\n") if line.strip()]


def lines(marks: Marks) -> list[Marks]:
    """Marks, parted where the text has a line break."""
    found: list[list[Mark]] = [[]]
    for mark in marks:
        first, *rest = mark.text.split("\n")
        found[-1].append(Mark(first, mark.marked))
        found += ([Mark(text, mark.marked)] for text in rest)
    whole = (tuple(mark for mark in line if mark.text) for line in found)
    return [line for line in whole if "".join(mark.text for mark in line).strip()]
