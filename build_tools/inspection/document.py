"""A finished PDF as plain data: what a check may look at, and nothing that a library made.

Lengths are in points (1/72 inch) in the page's own user space, y upwards, as the file has them: neither turned by the
page's rotation nor cut by its boxes. Pages are counted from 0. Everything is frozen, comparable and picklable.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from struct import unpack_from
from typing import NamedTuple, overload

from build_tools.inspection.printing import Printing
from build_tools.inspection.shapes import Shape
from build_tools.inspection.tree import Content, Element, ObjectReference, Structure

__all__ = [
    "Action",
    "Attachment",
    "Box",
    "Boxes",
    "Catalog",
    "Content",
    "Destination",
    "Drawing",
    "Element",
    "File",
    "Fill",
    "Font",
    "Hazard",
    "Image",
    "Ink",
    "Line",
    "Link",
    "Metadata",
    "ObjectReference",
    "OutlineItem",
    "Page",
    "PdfDocument",
    "Property",
    "Run",
    "Structure",
]


class Box(NamedTuple):
    """A rectangle (ISO 32000-1, 7.9.5), its corners in order."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How high it is."""
        return self.top - self.bottom

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.left <= x <= self.right and self.bottom <= y <= self.top

    def meets(self, other: Box) -> bool:
        """Whether two rectangles have a point in common."""
        across = self.left <= other.right and other.left <= self.right
        return across and self.bottom <= other.top and other.bottom <= self.top


@dataclass(frozen=True)
class Boxes(Sequence[Box]):
    """Many rectangles, kept as single-precision numbers: a page has a thousand glyphs.

    `numbers` holds left, top, right, bottom of one after the other.
    """

    numbers: bytes

    @overload
    def __getitem__(self, index: int) -> Box: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Box]: ...
    def __getitem__(self, index: int | slice) -> Box | Sequence[Box]:
        if isinstance(index, slice):
            return list(self)[index]
        left, top, right, bottom = unpack_from("4f", self.numbers, 16 * range(len(self))[index])
        return Box(left, bottom, right, top)

    def __len__(self) -> int:
        return len(self.numbers) // 16

    def __iter__(self) -> Iterator[Box]:
        numbers = iter(array("f", self.numbers))
        return map(_box, numbers, numbers, numbers, numbers)

    def bounds(self) -> Box:
        """The rectangle around all of them; there must be one."""
        numbers = array("f", self.numbers)
        return Box(min(numbers[0::4]), min(numbers[3::4]), max(numbers[2::4]), max(numbers[1::4]))


def _box(left: float, top: float, right: float, bottom: float) -> Box:
    return Box(left, bottom, right, top)


# Red, green, blue and how opaque, each from 0 to 255.
Ink = tuple[int, int, int, int]


@dataclass(frozen=True)
class Fill:
    """A rectangle that is filled with a plain colour (8.5.3); `order` counts what the page paints, as for a run."""

    box: Box
    ink: Ink
    order: int


@dataclass(frozen=True)
class Drawing:
    """What lines, areas and shadings of a piece of marked content paint together (8.5.3, 8.7.4): the rectangle round
    them, as far as clipping paths leave it.
    """

    box: Box
    mcid: int


class Run(NamedTuple):
    """What one text object shows (9.4), as far as it stands on one line without a gap.

    `text` is what the file says of its glyphs (9.10), a character for each of `boxes`. A box is as wide as the glyph's
    advance and as high as its font, not its ink. `before` is the white space that stands before the run on the page
    though nothing shows it: a space where there is a gap, a line feed where a line begins. `mcid` is the marked
    content that it belongs to, None outside of any (14.6); an artifact (14.8.2.2) is no part
    of the text. `invisible` is text that is neither filled nor stroked (9.3.6). `clip` is the rectangle round the
    clipping path (8.5.4), where one is known, `shapes` what of it is no rectangle: nothing is seen beyond them.

    `ink` is what glyphs are filled with, None where that is no plain colour; `mode` the rendering mode (9.3.6); `slant`
    how far they lean (a tangent: 0 is upright); `order` counts what the page paints; `covered` tells whether an image
    that lets nothing through is painted over it.
    """

    text: str
    boxes: Boxes
    baseline: float
    font: str
    size: float
    mcid: int | None
    is_artifact: bool
    before: str
    invisible: bool
    clip: Box | None = None
    shapes: tuple[Shape, ...] = ()
    ink: Ink | None = None
    mode: int = 0
    slant: float = 0.0
    order: int = 0
    covered: bool = False


class Line(NamedTuple):
    """Runs on one baseline, in the order in which pdfium reads them; cells of a table side by side are one."""

    baseline: float
    box: Box
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The text of the line, with a space where there is a gap."""
        return "".join(run.before + run.text for run in self.runs).strip()


@dataclass(frozen=True)
class Image:
    """An image where it is drawn (8.9): pixels, placed resolution in dots an inch, colour space, marked content, the
    rectangle round its clipping path, where there is one, `shapes` what of that is no rectangle.
    """

    box: Box
    width: int
    height: int
    dpi: tuple[float, float]
    bits_per_pixel: int
    colour_space: str
    mcid: int | None
    is_artifact: bool
    clip: Box | None = None
    shapes: tuple[Shape, ...] = ()


@dataclass(frozen=True)
class Page:
    """A page (7.7.3.3) with its boxes (14.11.2; each box that is not given is the one that the standard names for it).

    `label` is what it is called (12.4.2), its ordinal number where the file says nothing; `declared` are the names of
    the boxes that the file gives.
    """

    number: int
    label: str
    media: Box
    crop: Box
    bleed: Box
    trim: Box
    art: Box
    declared: tuple[str, ...]
    rotation: int
    user_unit: float
    lines: tuple[Line, ...]
    images: tuple[Image, ...]
    fills: tuple[Fill, ...] = ()
    drawings: tuple[Drawing, ...] = ()

    @property
    def shown(self) -> Box:
        """What a viewer shows of it: the crop box, as far as it lies on the sheet (14.11.2.1)."""
        left, bottom = max(self.crop.left, self.media.left), max(self.crop.bottom, self.media.bottom)
        right, top = min(self.crop.right, self.media.right), min(self.crop.top, self.media.top)
        return Box(left, bottom, right, top) if left < right and bottom < top else self.media

    @property
    def runs(self) -> Iterator[Run]:
        """The runs of its lines."""
        return (run for line in self.lines for run in line.runs)


@dataclass(frozen=True)
class Destination:
    """A place in a document (12.3.2): a page (None where there is no such page), how it is shown, and where on it.

    `top` is the height on the page, None where the viewer's stays as it is or the whole page is shown.
    """

    page: int | None
    fit: str
    left: float | None = None
    top: float | None = None
    zoom: float | None = None


@dataclass(frozen=True)
class Action:
    """What happens (12.6): its kind as the file has it (GoTo, GoToR, URI, Launch, JavaScript, …) and where it leads.

    `name` is the named destination, `destination` the place that it resolves to (never for another file), `address`
    a URI, a file, or the start of a script. An annotation's or an outline item's Dest is a GoTo.
    """

    kind: str
    destination: Destination | None = None
    name: str | None = None
    address: str | None = None


@dataclass(frozen=True)
class Link:
    """A link annotation (12.5.6.5): its rectangle, or the quadrilaterals' rectangles, and the text under them.

    `actions` are its action and those that follow it. `number` is the object number, by which the structure tree
    names it.
    """

    page: int
    number: int | None
    rectangle: Box
    quads: tuple[Box, ...]
    actions: tuple[Action, ...]
    contents: str | None
    text: str


@dataclass(frozen=True)
class OutlineItem:
    """A bookmark (12.3.3): its level from 1, title and what it does; `is_open` where those below it are shown."""

    level: int
    title: str
    action: Action | None
    is_open: bool


@dataclass(frozen=True)
class Font:
    """A font among the resources of pages (9.5), with their numbers; one inside of a form belongs to the form's page.

    `kind` is Type1, TrueType, Type0 with its descendant behind a slash (Type0/CIDFontType2), …; `encoding` is empty
    where it is one of the font's own. `missing` are the characters that a composite font shows as .notdef (9.7.6.3), by
    its map to Unicode: text that is there for whoever searches, and a blank or a box for whoever reads.
    """

    name: str
    kind: str
    is_embedded: bool
    is_subset: bool
    has_tounicode: bool
    encoding: str
    missing: str
    pages: tuple[int, ...]


@dataclass(frozen=True)
class Property:
    """A property of the XMP metadata (14.3.2): its namespace, name and values, each with its language or None."""

    namespace: str
    name: str
    values: tuple[tuple[str | None, str], ...]


@dataclass(frozen=True)
class Metadata:
    """The document information dictionary (14.3.3) and the XMP stream; `xmp` is None where there is none to be read."""

    info: tuple[tuple[str, str], ...]
    xmp: tuple[Property, ...] | None

    def entry(self, key: str) -> str | None:
        """An entry of the information dictionary."""
        return dict(self.info).get(key)

    def values(self, namespace: str, name: str) -> tuple[str, ...]:
        """The values of an XMP property, without their languages."""
        found = (item for item in self.xmp or () if (item.namespace, item.name) == (namespace, name))
        return tuple(value for item in found for _, value in item.values)


@dataclass(frozen=True)
class Catalog:
    """What the catalog says of the whole document (7.7.2)."""

    language: str | None
    is_marked: bool
    is_suspect: bool
    page_layout: str | None
    page_mode: str | None
    viewer_preferences: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Hazard:
    """Something that a publication should not hold: what, in the standard's word, where, and what is known of it."""

    kind: str
    where: str
    detail: str
    page: int | None = None


@dataclass(frozen=True)
class Attachment:
    """An embedded file (7.11.4): the name under which a reader saves it, and the SHA-256 of its content (hexadecimal;
    "" where that cannot be read).
    """

    name: str
    sha256: str


@dataclass(frozen=True)
class File:
    """The file: bytes, PDF version (7.5.2), object streams (7.5.7), whether linearized (annex F) or encrypted (7.6)."""

    size: int
    version: str
    has_object_streams: bool
    is_linearized: bool
    is_encrypted: bool


@dataclass(frozen=True)
class PdfDocument:
    """A PDF. `structure` is None where it has no tags; `complaints` is what the reader had to put up with; `printing`
    is None but for a file for the press.
    """

    file: File
    catalog: Catalog
    metadata: Metadata
    pages: tuple[Page, ...]
    outline: tuple[OutlineItem, ...]
    destinations: tuple[tuple[str, Destination], ...]
    links: tuple[Link, ...]
    fonts: tuple[Font, ...]
    structure: Structure | None
    hazards: tuple[Hazard, ...]
    complaints: tuple[str, ...]
    attachments: tuple[Attachment, ...] = ()
    printing: Printing | None = None
