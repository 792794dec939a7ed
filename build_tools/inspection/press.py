"""What a file for the press says and is painted with (ISO 15930-7); nothing of a file that is none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from pypdf import PdfReader
from pypdf.generic import ByteStringObject, StreamObject, TextStringObject

from build_tools.inspection import values
from build_tools.inspection.document import Metadata
from build_tools.inspection.printing import Annotation, Extent, Intent, PrintedPage, Printing

if TYPE_CHECKING:
    from build_tools.inspection.plates import Plates

PDFX: Final = "http://www.npes.org/pdfx/ns/id/"
VERSION: Final = "GTS_PDFXVersion"
KIND: Final = "GTS_PDFX"


def printing(reader: PdfReader, metadata: Metadata, pages: Sequence[Any], data: bytes) -> Printing | None:
    """What a file is that says of itself, by its metadata or an output intent, that it is for the press."""
    said = (*metadata.values(PDFX, VERSION), metadata.entry(VERSION) or "")
    intents = tuple(_intents(reader.root_object))
    if not any(said) and all(each.kind != KIND for each in intents):
        return None
    from build_tools.inspection.extents import extents  # files for people need none of it
    from build_tools.inspection.plates import Plates

    reading, reach = Plates(), extents(data)
    limit = metadata.entry("KankoInkLimit") or ""
    return Printing(
        versions=frozenset(said),
        intents=intents,
        trapped=metadata.entry("Trapped") or "",
        identifier=tuple(_identifier(reader)),
        ink_limit=int(limit) if limit.isdecimal() and len(limit) < 4 else 0,
        pages=tuple(_page(page, reading, each) for page, each in zip(pages, reach, strict=True)),
    )


def _page(page: Any, reading: Plates, reach: tuple[Extent, ...]) -> PrintedPage:
    painted = reading.page(page)
    return PrintedPage(
        paints=painted.paints,
        groups=painted.groups,
        group=reading.group(page),
        shines=painted.shines,
        annotations=tuple(_annotations(page)),
        extents=reach,
    )


def _intents(catalog: Any) -> Iterator[Intent]:
    for value in values.array(catalog, "/OutputIntents"):
        intent = values.resolved(value)
        profile = values.get(intent, "/DestOutputProfile")
        head = profile.get_data()[:20] if isinstance(profile, StreamObject) else b""
        yield Intent(
            kind=values.name(values.get(intent, "/S")) or "",
            condition=values.text(values.get(intent, "/OutputConditionIdentifier")) or "",
            components=values.integer(values.get(profile, "/N")) or 0,
            # ICC.1:2010, 7.2: the header of a profile.
            space=head[16:20].decode("latin-1").strip(),
            device=head[12:16].decode("latin-1").strip(),
        )


def _identifier(reader: PdfReader) -> Iterator[str]:
    for value in values.array(reader.trailer, "/ID"):
        found = values.resolved(value)
        if isinstance(found, ByteStringObject | TextStringObject):
            yield found.original_bytes.hex()


def _annotations(page: Any) -> Iterator[Annotation]:
    for value in values.array(page, "/Annots"):
        annotation = values.resolved(value)
        left, bottom, right, top = values.rectangle(values.get(annotation, "/Rect")) or (0.0, 0.0, 0.0, 0.0)
        yield Annotation(values.name(values.get(annotation, "/Subtype")) or "", (left, bottom, right, top))
