"""What only a file for the press is asked (ISO 15930-7), as plain data: what it is painted with, how far, and on which
condition it is printed. Lengths as in `document`.
"""

from __future__ import annotations

from dataclasses import dataclass

Rectangle = tuple[float, float, float, float]


@dataclass(frozen=True)
class Intent:
    """An output intent (ISO 32000-1, 14.11.5): its kind (GTS_PDFX), what the condition is called, and of the embedded
    profile the number of components, the colour space and the class that it says of itself ("": none is embedded).
    """

    kind: str
    condition: str
    components: int
    space: str
    device: str


@dataclass(frozen=True)
class Paint:
    """A colour with which something is painted (8.6): `what` is text, fill, stroke, shading or image; `where` is page,
    form, pattern, glyph or mask. `space` is as the file has it, the base of an indexed one and the inks of plates
    behind it; `values` are its components, none for a pattern. `ink` is the most of it in one place, of four inks, in
    per cent; None where that is not known.
    """

    what: str
    where: str
    space: str
    values: tuple[float, ...] = ()
    ink: float | None = None


@dataclass(frozen=True)
class Annotation:
    """An annotation (12.5): its kind and rectangle."""

    kind: str
    box: Rectangle


@dataclass(frozen=True)
class Extent:
    """How far something paints: the rectangle round it, as far as clipping paths leave it; `kind` is path, image,
    shading or text.
    """

    kind: str
    box: Rectangle


@dataclass(frozen=True)
class PrintedPage:
    """What a page is printed with. `groups` are the colour spaces in which transparency is blended on it (11.6.6), but
    for luminosity masks; `group` is that of the page itself ("": it has none). `shines` tells whether anything on it is
    transparent.
    """

    paints: frozenset[Paint]
    groups: frozenset[str]
    group: str
    shines: bool
    annotations: tuple[Annotation, ...]
    extents: tuple[Extent, ...]


@dataclass(frozen=True)
class Printing:
    """What a file says of its printing: the versions of PDF/X in XMP and in the information dictionary, output intents,
    whether it is trapped ("": it does not say), the two halves of its identifier (14.4) in hexadecimal, the limit of
    ink that it was made for (per cent, 0: it says none); and its pages.
    """

    versions: frozenset[str]
    intents: tuple[Intent, ...]
    trapped: str
    identifier: tuple[str, ...]
    ink_limit: int
    pages: tuple[PrintedPage, ...]
