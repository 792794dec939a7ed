"""How cells of tables are set: words broken in columns that are too narrow, rows that pages part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from build_tools.checks.composition import Composed, Composition, Line
from build_tools.checks.subject import Subject
from build_tools.errors import Place, Text
from build_tools.findings import Fault, Severity, Source, rule
from build_tools.manuscript.model import Cell, Table

# Words up to this length, and numbers, are not broken.
SHORT: Final = 3
# Lines of so few characters, so many of them, are no text any more.
CHARACTERS, LINES = 2, 4
NUMBER: Final = re.compile(r"[-+−△▲]?[0-9０-９][0-9０-９,，.．]*[0-9０-９][％%]?")


@rule(
    "tables.narrow",
    Severity.WARNING,
    "document",
    finds=Text(
        "A cell in which a word of up to three characters or a number is broken, or text runs down in lines of one or "
        "two characters.",
        "三字以内の語や数が途中で折れている表のセル、または一、二字ずつの行が続くセル",
    ),
    why=Text(
        "A column that is narrower than its words cannot be read at a glance, which is what tables are for.",
        "語より狭い列は一目で読めません。表の役目を果たしません。",
    ),
    mend=Text(
        "Give the column more room (`:widths:`), shorten the others, or turn the table (`:class: landscape`).",
        "列の幅を広げる（:widths:）、ほかの列を短くする、または表を横向きの頁に置いて（:class: landscape）ください。",
    ),
    source=Source("Kanko"),
)
def narrow(subject: Subject) -> Iterator[Fault]:
    composition = subject.once(Composition)
    for block in composition.blocks:
        if block.block.kind == "cell" and len(block.lines) > 1 and (word := _broken(block)):
            what = Text(f"“{word}” is broken in its cell.", f"「{word}」がセルの中で折れています。")
            yield Fault(what, block.source, composition.spots(*block.lines))


def _broken(block: Composed) -> str:
    """The word that a line's end breaks; "" where none is."""
    text = "".join(line.text for line in block.lines)
    for _, following in block.turns():
        word = _word(text, following.at, block.spaces or frozenset())
        if len(word) <= SHORT or NUMBER.fullmatch(word):
            return word if following.at not in (block.spaces or ()) else ""
    slim = [line for line in block.lines if len(line.text) <= CHARACTERS]
    return text[:10] if len(slim) >= LINES and len(slim) == len(block.lines) else ""


def _word(text: str, at: int, spaces: frozenset[int]) -> str:
    """What stands round a place of a text between white space."""
    start = max((place for place in spaces if place <= at), default=0)
    end = min((place for place in spaces if place > at), default=len(text))
    return text[start:end]


@rule(
    "tables.row-split",
    Severity.NOTE,
    "document",
    finds=Text("A row of a table of which a cell goes on over the page.", "セルの途中で頁が変わる表の行"),
    why=Text(
        "What belongs to each other side by side is parted, and read in the wrong order.",
        "横に並べて読むものが頁で分かれ、読む順を誤らせます。",
    ),
    mend=Text("Divide the row, or shorten its longest cell.", "行を分けるか、長いセルを短くしてください。"),
    source=Source("Kanko"),
)
def row_split(subject: Subject) -> Iterator[Fault]:
    composition = subject.once(Composition)
    lines = {block.block.id: block.lines for block in composition.blocks if "table" in block.block.inside}
    for chapter in subject.document.chapters:
        for table in chapter.tables:
            for row in (*table.head, *table.body):
                if parted := _parted(row, lines):
                    what = Text("A row of a table goes on over the page.", "表の行の途中で頁が変わっています。")
                    yield Fault(what, _place(subject, row, table), composition.spots(*parted))


def _parted(row: tuple[Cell, ...], lines: dict[str, tuple[Line, ...]]) -> list[Line]:
    """The lines of the first cell of a row that stands on more than one page; a cell that spans rows may."""
    for cell in row:
        found = [line for block in cell.blocks for line in lines.get(block, ())]
        if cell.rows == 1 and len({line.page for line in found}) > 1:
            return found
    return []


def _place(subject: Subject, row: tuple[Cell, ...], table: Table) -> Place:
    """The line of the first text of a row."""
    names = {name for cell in row for name in cell.blocks}
    first = next((block for _, block in subject.blocks() if block.id in names), None)
    place = first.place if first else table.place
    return Place(place.file, place.line)
