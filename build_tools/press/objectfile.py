r"""The object file of a unit: what compiling yields and linking takes, plain data without a live object of any
library.

PDF syntax is kept as bytes in which everything that depends on the other units is a relocation: `\x1aR12\x1a`
stands for a reference to the unit's object 12, `\x1aS3\x1a` for its key 3 in the parent tree (ISO 32000-1,
14.7.4.4), `\x1aL…\x1a` for the action that goes to an anchor (in hexadecimal). The compiler lets no byte 0x1A of
a text through.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

Align = Literal["left", "center", "right"]

MARK = b"\x1a"
# Of zlib: 9 takes five times as long and saves a third of a percent.
COMPRESSION = 6
RELOCATION = re.compile(rb"\x1a([RSL])([0-9a-f]*)\x1a")


def reference(number: int) -> bytes:
    """The relocation of a reference to an object of the unit."""
    return b"\x1aR%d\x1a" % number


def structure_key(number: int) -> bytes:
    """The relocation of a key in the parent tree of the unit."""
    return b"\x1aS%d\x1a" % number


def action(anchor: str) -> bytes:
    """The relocation of the action that goes to an anchor of the set."""
    return b"\x1aL%s\x1a" % anchor.encode().hex().encode()


def relocate(
    syntax: bytes, references: Callable[[int], int], first_key: int, action_to: Callable[[str], bytes]
) -> bytes:
    """The same syntax with final object numbers, parent tree keys (counted from `first_key`) and actions."""

    def final(match: re.Match[bytes]) -> bytes:
        kind, value = match[1], match[2]
        if kind == b"R":
            return b"%d 0 R" % references(int(value))
        if kind == b"S":
            return b"%d" % (first_key + int(value))
        return action_to(bytes.fromhex(value.decode()).decode())

    return RELOCATION.sub(final, syntax)


@dataclass(frozen=True)
class Slot:
    """Room for a page number in a content stream.

    `anchor` names the place whose page is printed ("." is the page that holds the slot); `digits` is how many digits
    the room was typeset for, `font` the key of the font that sets them.
    """

    anchor: str
    align: Align
    digits: int
    font: str
    exact: bool = False


@dataclass(frozen=True)
class Content:
    """The body of a stream: bytes, and between them the slots that the linker fills. Without slots it is `packed`
    (its filter is then in the dictionary), with slots it is not.
    """

    parts: tuple[bytes | Slot, ...]
    packed: bool


@dataclass(frozen=True)
class PdfObject:
    """One indirect object: its number in the unit, its syntax (a stream's dictionary), and a stream's body."""

    number: int
    syntax: bytes
    content: Content | None = None


@dataclass(frozen=True)
class Point:
    """A place in a unit: page (from 0), and PDF points from the page's lower left corner."""

    page: int
    x: float
    y: float


@dataclass(frozen=True)
class Bookmark:
    """A heading for the outline: level from 1 within the unit."""

    level: int
    title: str
    point: Point


@dataclass(frozen=True)
class FontUse:
    """A font as the unit uses it.

    `digest` names the font file's content, `index` the face in it; metrics in thousandths of the em (ISO 32000-1, 9.8);
    `text` maps glyph to the text it shows, `widths` glyph to its advance.
    """

    key: str
    family: str
    digest: str
    index: int
    flags: int
    ascent: int
    descent: int
    italic_angle: int
    stem: int
    text: Mapping[int, str]
    widths: Mapping[int, int]


@dataclass(frozen=True)
class ObjectFile:
    """A compiled unit: nothing in it depends on where the unit lands in the document.

    `pages` are its page objects in order, `contents` their content streams; `symbols` the anchors it defines;
    `stand_ins` maps object numbers of the unit to what the linker provides (the page tree, the structure root, the
    fonts); `roots` are its top structure elements; `parent_tree` its entries.
    """

    name: str
    objects: tuple[PdfObject, ...]
    pages: tuple[int, ...]
    contents: tuple[int, ...]
    symbols: Mapping[str, Point]
    bookmarks: tuple[Bookmark, ...]
    fonts: tuple[FontUse, ...]
    stand_ins: Mapping[int, str]
    roots: tuple[bytes, ...]
    parent_tree: Mapping[int, bytes]
    warnings: tuple[str, ...] = field(default=())

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Every slot of the unit, in no particular order."""
        bodies = (entry.content.parts for entry in self.objects if entry.content)
        return tuple(part for parts in bodies for part in parts if isinstance(part, Slot))
