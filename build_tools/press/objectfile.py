"""The object file of a unit: what compiling yields and linking takes, plain data without a live object of any library.

It has two halves. The interface is small and says what the others need to know before anything is placed: how much room
the unit takes, which places it defines, which page numbers it prints. The body holds its PDF objects; the linker reads
one body at a time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from build_tools.press.deflate import Piece

Align = Literal["left", "center", "right"]


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
class Stream:
    """A stream: its number in the unit, its dictionary, its body. A body in pieces has slots, and no filter in its
    dictionary; another one is as the dictionary says.
    """

    number: int
    dictionary: bytes
    body: bytes | tuple[Piece | Slot, ...]


@dataclass(frozen=True)
class Batch:
    """Objects other than streams: joined syntax, numbered one after the other from `first`."""

    first: int
    syntax: bytes


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
    `sample` is the beginning of what it shows, `lacking` what the face is asked for and has not: bold, italic.
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
    sample: str
    lacking: str = ""


@dataclass(frozen=True)
class Glyphs:
    """What a unit shows in the font of a key: `text` maps glyph to the text it shows, `widths` glyph to its advance."""

    key: str
    text: Mapping[int, str]
    widths: Mapping[int, int]


@dataclass(frozen=True)
class Interface:
    """What the others need to know of a compiled unit; nothing in it depends on where the unit lands.

    `objects` and `keys` are how many object numbers and parent tree keys it takes. `pages` are the numbers of its
    pages, `page_node` of their node in the page tree, `key_node` of its leaf of the parent tree, `roots` of its top
    structure elements. `box` is the media box of its first page. `symbols` are the places it defines.
    """

    name: str
    objects: int
    keys: int
    pages: tuple[int, ...]
    page_node: int
    key_node: int
    roots: tuple[int, ...]
    identifiers: Mapping[str, int]
    box: bytes
    symbols: Mapping[str, Point]
    slots: tuple[Slot, ...]
    bookmarks: tuple[Bookmark, ...]
    fonts: tuple[FontUse, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Body:
    """The PDF objects of a unit. `contents` are the numbers of its pages' content streams, `shareable` the digests of
    streams that may stand in the document once, by number; `glyphs` what it shows, font by font.
    """

    batches: tuple[Batch, ...]
    streams: tuple[Stream, ...]
    contents: tuple[int, ...]
    shareable: Mapping[int, bytes]
    glyphs: tuple[Glyphs, ...]


@dataclass(frozen=True)
class ObjectFile:
    """A compiled unit."""

    interface: Interface
    body: Body
