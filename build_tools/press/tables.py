"""Tables as Japanese readers expect them: figures in line with each other, and no short word broken in a cell.

A table says by its classes which columns hold figures: `right-3`, `decimal-3` (columns are counted from 1).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from docutils import nodes

from build_tools.manuscript.read.kinds import elements, parts_of_table

_FIGURES: Final = re.compile(r"(right|decimal)-([1-9][0-9]?)")
# The figures behind the point of a number that ends a cell, and the point.
_BEHIND: Final = re.compile(r"[0-9０-９](?P<behind>[.．][0-9０-９]+)?[%％)）]?\s*\Z")
_WIDE: Final = re.compile("[０-９．]")
# What may not be broken: a name of two parts, a number with its unit, a run of one script with the kana behind it.
_SIGN: Final = "[\u3005\u3041-\u3096\u30a1-\u30fc\u3400-\u9fff]"
_NAME: Final = f"{_SIGN}{{1,4}}\u3000{_SIGN}{{1,4}}(?!{_SIGN})"
_PIECE: Final = re.compile(
    f"{_NAME}|"
    "[0-9０-９A-Za-zＡ-Ｚａ-ｚ.,．，:：/%％+-]+[\u3005\u3400-\u9fff]{0,2}|[\u3005\u3400-\u9fff]+[\u3041-\u3096]*"
    "|[\u30a1-\u30fa\u30fc]+[\u3041-\u3096]*|[\u3041-\u3096]+"
)
# A space alone between two pieces belongs to the first one: it would be lost between elements.
_SPACES: Final = re.compile("\u3000+")
_SHORT: Final = 3
# What is held of a longer piece: katakana, figures, kanji before kana as far as they may be a word or two.
_COMPOUND: Final = re.compile(
    f"{_NAME}|[\u30a1-\u30fa\u30fc]{{2,8}}|[\u3005\u3400-\u9fff]{{2,4}}|[0-9０-９.,．，]+.{{0,2}}"
)
# In ems of the text of tables: what cells have at their sides, and how wide the unbroken words of all columns may be
# together. Beyond it a table is too wide for its words.
_PADDING: Final = 1.5
_ROOM: Final = 38.0
# Characters of a cell that is no prose.
_PROSE: Final = 12
WORD: Final = "word"


def arrange(table: nodes.Element) -> None:
    """Give the cells of a table their classes, and hold short words together if the table has room for them."""
    rows = [*_rows(table)]
    for name, column in _asked(table):
        cells = [cell for row, cell in _column(rows, column) if not row.get("head")]
        for _, cell in _column(rows, column):
            cell["classes"].append("figures")
        if name == "decimal":
            _align(cells)
    words = {at: max(map(_widest, cells), default=0.0) for at, cells in _columns(rows).items()}
    if sum(words.values()) + _PADDING * len(words) <= _ROOM:
        for _, cell in (each for row in rows for each in _placed(row)):
            _hold(cell)


def _asked(table: nodes.Element) -> Iterator[tuple[str, int]]:
    """The columns of figures that a table names, from 0."""
    for found in filter(None, map(_FIGURES.fullmatch, table["classes"])):
        yield found[1], int(found[2]) - 1


def _rows(table: nodes.Element) -> Iterator[nodes.Element]:
    """The rows of a table, each cell with its column (`column`, from 0) though cells above it reach down."""
    for kind in (nodes.thead, nodes.tbody):
        below: dict[int, int] = {}
        for row in (row for group in parts_of_table(table, kind) for row in elements(group)):
            row["head"] = kind is nodes.thead
            _place(row, below)
            yield row


def _place(row: nodes.Element, below: dict[int, int]) -> None:
    at = 0
    for cell in elements(row):
        while below.get(at, 0):
            below[at] -= 1
            at += 1
        cell["column"] = at
        for _ in range(1 + cell.get("morecols", 0)):
            below[at] = cell.get("morerows", 0)
            at += 1
    for column in [column for column, rows in below.items() if column >= at and rows]:
        below[column] -= 1


def _placed(row: nodes.Element) -> Iterator[tuple[int, nodes.Element]]:
    return ((cell["column"], cell) for cell in elements(row))


def _column(rows: Iterable[nodes.Element], column: int) -> Iterator[tuple[nodes.Element, nodes.Element]]:
    return ((row, cell) for row in rows for at, cell in _placed(row) if at == column)


def _columns(rows: Iterable[nodes.Element]) -> dict[int, list[nodes.Element]]:
    """The cells of each column that span no others."""
    found: dict[int, list[nodes.Element]] = {}
    for row in rows:
        for at, cell in _placed(row):
            if not cell.get("morecols"):
                found.setdefault(at, []).append(cell)
    return found


def _align(cells: Iterable[nodes.Element]) -> None:
    """Leave as much room behind each number as the longest fraction of the column takes more than its own."""
    fractions = [(cell, _fraction(cell.astext())) for cell in cells]
    longest = max((length for _, length in fractions if length is not None), default=0)
    for cell, length in fractions:
        if length is not None and length < longest:
            cell["classes"].append(f"short-{longest - length}")


def _fraction(text: str) -> int | None:
    """How many figures wide the fraction of a number is, its point included; None of what is no number."""
    found = _BEHIND.search(text)
    if found is None:
        return None
    behind = found["behind"] or ""
    return len(behind) + len(_WIDE.findall(behind))


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """A text in pieces, each with whether it must stay in one line."""
    found: list[tuple[str, bool]] = []
    for piece, whole in _cut(text):
        if found and _SPACES.fullmatch(piece):
            found[-1] = (found[-1][0] + piece, found[-1][1])
        else:
            found.append((piece, whole))
    return iter(found)


def _cut(text: str) -> Iterator[tuple[str, bool]]:
    at = 0
    for found in _PIECE.finditer(text):
        if found.start() > at:
            yield text[at : found.start()], False
        yield from _parted(found[0])
        at = found.end()
    if at < len(text):
        yield text[at:], False


def _parted(piece: str) -> Iterator[tuple[str, bool]]:
    compound = _COMPOUND.match(piece)
    if len(piece) <= _SHORT or (compound is not None and compound.end() == len(piece)):
        yield piece, len(piece) > 1
    elif compound is not None and not re.match("[\u3005\u3400-\u9fff]", piece[compound.end()]):
        yield compound[0], True
        yield piece[compound.end() :], False
    else:
        yield piece, False


def _widest(cell: nodes.Element) -> float:
    """The width of the widest piece of a cell that is held together, in ems: letters and figures take half of one."""
    held = (piece for text in _texts(cell) for piece, whole in pieces(text.astext()) if whole)
    return max((sum(0.5 if sign.isascii() else 1.0 for sign in piece) for piece in held), default=1.0)


def _texts(cell: nodes.Element) -> list[nodes.Text]:
    """The running text of a cell."""
    return [text for text in cell.findall(nodes.Text) if not isinstance(text.parent, nodes.literal | nodes.raw)]


def _hold(cell: nodes.Element) -> None:
    """Hold the pieces of a cell together: all of it, where it is one; of prose, which makes a column wide, none."""
    found = [(text, list(pieces(text.astext()))) for text in _texts(cell)]
    if sum(len(each) for text, _ in found for each in text.split("\n")) > _PROSE:
        return
    if len(found) == 1 and len(found[0][1]) == 1:
        cell["classes"] += [WORD] if found[0][1][0][1] else []
        return
    for text, parts in found:
        if any(whole for _, whole in parts):
            text.parent.replace(text, [_piece(*each) for each in parts])


def _piece(text: str, whole: bool) -> nodes.Node:
    return nodes.inline(text, text, classes=[WORD]) if whole else nodes.Text(text)
