"""Link the object files of a document's units to one PDF: page numbers, destinations, one structure tree, one subset
per font.

As a linker of programs does: first every unit is given its addresses (pages, object numbers, parent tree keys), then
the relocations are filled in. One body is in memory at a time, and the file is written as it comes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePosixPath
from typing import BinaryIO, Final

import pydyf

from build_tools.press.addresses import destination, document_of, place_address
from build_tools.press.attachments import Attachment, add_attachments
from build_tools.press.deflate import Piece, stored, stream
from build_tools.press.fonts import Files, embed, faces
from build_tools.press.grouping import add_grouping, elements_above
from build_tools.press.intent import add_intent
from build_tools.press.labels import Pagination, Part, paginate, printed
from build_tools.press.linkwords import Word, to_place
from build_tools.press.metadata import Description, information, packet
from build_tools.press.nametree import add_name_tree
from build_tools.press.objectfile import Body, Point, Slot, Stream
from build_tools.press.outline import Entry, add_outline
from build_tools.press.pdffile import PdfFile
from build_tools.press.relocation import Relocations

# What a document has once; units refer to it by these names.
_ONCE: Final = ("catalog", "information", "pages", "structure", "structure-document", "parent-tree", "fonts")
Bodies = Callable[[int], Body]


@dataclass(frozen=True)
class Program:
    """A document to link: its units in order and what the file says of itself.

    `elsewhere` maps the ids of the set's other documents to the addresses of their files, `printed` their places to the
    page labels there, as far as they are compiled.
    """

    description: Description
    parts: Sequence[Part]
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    printed: Mapping[str, str] = field(default_factory=dict)
    attachments: Sequence[Attachment] = ()


@dataclass(frozen=True)
class Linked:
    """A linked document: its number of pages, and the anchors that lead nowhere, with the unit's name."""

    pages: int
    unresolved: tuple[tuple[str, str], ...]


def link(program: Program, bodies: Bodies, fonts: Files, output: BinaryIO) -> Linked:
    """Link a document and write it; `bodies` gives the body of the unit at a position, `fonts` the font files.

    Every slot must have the room that its number needs (`labels.misfits`).
    """
    return _Linker(program, fonts, output).run(bodies)


@dataclass(frozen=True)
class _Address:
    """Where a unit lands: its first page (from 0), first object number, first parent tree key; the number of the
    structure element above it.
    """

    part: Part
    page: int
    number: int
    key: int
    above: int

    def page_reference(self, page: int) -> bytes:
        return b"%d 0 R" % (self.number + self.part.unit.pages[page])


class _Linker:
    def __init__(self, program: Program, fonts: Files, output: BinaryIO) -> None:
        self.program = program
        self.file = PdfFile(output)
        first = self.file.reserve(len(_ONCE))
        self.once = {name: first + position for position, name in enumerate(_ONCE)}
        self.pagination: Pagination = paginate(program.parts)
        self.addresses = tuple(self._addresses())
        self.places = dict(self._places())
        self.printed = {**program.printed, **printed(program.parts)}
        self.compiled = frozenset(map(document_of, program.printed))
        self.faces = faces((use for part in program.parts for use in part.unit.fonts), fonts)
        self.shared: dict[bytes, int] = {}
        self.unresolved: set[tuple[str, str]] = set()

    def run(self, bodies: Bodies) -> Linked:
        for position, address in enumerate(self.addresses):
            self._place(address, bodies(position))
        self._finish()
        return Linked(self.pagination.pages, tuple(sorted(self.unresolved)))

    # Addresses and symbols

    def _addresses(self) -> Iterator[_Address]:
        key = 0
        document = self.once["structure-document"]
        above = elements_above(self.program.parts, document, lambda: self.file.reserve(1))
        for page, part, number in zip(self.pagination.starts, self.program.parts, above, strict=True):
            yield _Address(part, page, self.file.reserve(part.unit.objects), key, number)
            key += part.unit.keys
        self.next_key = key

    def _places(self) -> Iterator[tuple[str, bytes]]:
        """The destination of every anchor of the document."""
        for address in reversed(self.addresses):
            for anchor, point in address.part.unit.symbols.items():
                yield anchor, _place_on_page(address, point)

    # Relocation

    def _place(self, address: _Address, body: Body) -> None:
        relocations = Relocations(
            address.number,
            address.key,
            {**self.once, "structure-document": address.above},
            partial(self._action, unit=address.part.unit.name),
            self._said,
            address.part.depth,
        )
        standing = self._standing(relocations, body)
        for glyphs in body.glyphs:
            self.faces[glyphs.key].shows(glyphs)
        for batch in body.batches:
            objects = relocations.applied(batch.syntax)
            first = relocations.number(batch.first)
            self.file.add_batch(range(first, first + len(objects)), objects)
        pages = dict(zip(body.contents, range(address.page, self.pagination.pages), strict=False))
        for entry in body.streams:
            if entry.number not in standing:
                self._stream(entry, relocations, pages.get(entry.number, address.page), address.part.unit.name)

    def _standing(self, relocations: Relocations, body: Body) -> set[int]:
        """The unit's streams that stand in the document already; references to them are led there."""
        standing = set()
        for local, digest in body.shareable.items():
            number = self.shared.setdefault(digest, relocations.number(local))
            if number != relocations.number(local):
                relocations.redirect(local, number)
                standing.add(local)
        return standing

    def _stream(self, entry: Stream, relocations: Relocations, page: int, unit: str) -> None:
        (dictionary,) = relocations.applied(entry.dictionary)
        number = relocations.number(entry.number)
        if isinstance(entry.body, bytes):
            self.file.add_stream(dictionary, entry.body, number)
            return
        pieces = (self._filled(part, page, unit) if isinstance(part, Slot) else part for part in entry.body)
        self.file.add_stream(dictionary.rstrip()[:-2] + b"/Filter/FlateDecode>>", stream(pieces), number)

    def _filled(self, slot: Slot, page: int, unit: str) -> Piece:
        label = self.pagination.label(page) if slot.anchor == "." else self.printed.get(slot.anchor)
        if label is None:
            self.unresolved.add((slot.anchor, unit))
            return stored(b"[] TJ")
        return stored(self.faces[slot.font].set_in(slot, label))

    def _action(self, anchor: str, unit: str) -> bytes:
        """Go to an anchor of this document or, by its address, of another one of the set (ISO 32000-1, 12.6.4.2 and
        12.6.4.7).
        """
        if anchor in self.places:
            return b"<</S/GoTo/D%s>>" % pydyf.String(destination(anchor)).data
        file = self.program.elsewhere.get(document_of(anchor))
        if file and (anchor in self.printed or document_of(anchor) not in self.compiled):
            return b"<</S/URI/URI%s>>" % pydyf.String(place_address(file, anchor)).data
        self.unresolved.add((anchor, unit))
        return b"null"

    def _said(self, anchor: str, said: Sequence[Word]) -> bytes:
        """What a link says of itself (12.5.2)."""
        file = "" if anchor in self.places else self.program.elsewhere.get(document_of(anchor), "")
        text = to_place(said, anchor, PurePosixPath(file).name, self.program.description.language, self.printed.get)
        return bytes(pydyf.String(text).data)

    # What the document has once

    def _finish(self) -> None:
        once, add = {name: b"%d 0 R" % number for name, number in self.once.items()}, self._add_once
        add("pages", {"Type": "/Pages", "Count": self.pagination.pages, "Kids": pydyf.Array(self._page_nodes())})
        document, root = self.once["structure-document"], self.once["structure"]
        grouped = [(each.above, [each.number + root for root in each.part.unit.roots]) for each in self.addresses]
        add_grouping(self.file, document, root, grouped)
        identifiers = (
            (name, each.number + at) for each in self.addresses for name, at in each.part.unit.identifiers.items()
        )
        named = {name: b"%d 0 R" % number for name, number in identifiers}
        leaves = [b"%d 0 R" % (each.number + each.part.unit.key_node) for each in self.addresses]
        add("parent-tree", {"Kids": pydyf.Array(leaves)})
        structure: dict[str, object] = {"Type": "/StructTreeRoot", "K": pydyf.Array([once["structure-document"]])}
        structure.update({"ParentTree": once["parent-tree"], "ParentTreeNextKey": self.next_key})
        if named:
            structure["IDTree"] = b"%d 0 R" % add_name_tree(self.file, named)
        add("structure", structure)
        self.file.add(embed(self.file, self.faces), self.once["fonts"])
        self.file.add(information(self.program.description), self.once["information"])
        add(
            "catalog",
            {"Type": "/Catalog", "Pages": once["pages"], "StructTreeRoot": once["structure"], **dict(self._catalog())},
        )
        self.file.close(self.once["catalog"], self.once["information"])

    def _add_once(self, name: str, entries: Mapping[str, object]) -> None:
        self.file.add(pydyf.Dictionary(entries).data, self.once[name])

    def _catalog(self) -> Iterator[tuple[str, object]]:
        description = self.program.description
        metadata = self.file.add_stream(
            b"<</Type/Metadata/Subtype/XML>>", packet(description, bool(self.program.attachments))
        )
        yield "Metadata", b"%d 0 R" % metadata
        yield "OutputIntents", pydyf.Array([b"%d 0 R" % add_intent(self.file)])
        yield "Lang", pydyf.String(description.language)
        yield "MarkInfo", pydyf.Dictionary({"Marked": "true"})
        yield "ViewerPreferences", pydyf.Dictionary({"DisplayDocTitle": "true"})
        yield "PageLabels", pydyf.Dictionary({"Nums": self._label_ranges()})
        names = {"Dests": b"%d 0 R" % add_name_tree(self.file, self._destinations())}
        if self.program.attachments:
            attached = add_attachments(self.file, self.program.attachments)
            names["EmbeddedFiles"] = b"%d 0 R" % add_name_tree(self.file, attached)
            yield "AF", pydyf.Array(attached.values())
        yield "Names", pydyf.Dictionary(names)
        outline = add_outline(self.file, list(self._outline_entries()))
        if outline is not None:
            yield "Outlines", b"%d 0 R" % outline

    def _destinations(self) -> dict[str, bytes]:
        return {destination(anchor): place for anchor, place in self.places.items()}

    def _page_nodes(self) -> Iterator[bytes]:
        """The nodes of the page tree (7.7.3): one a unit, and a blank page where the next unit waits for its side."""
        page = 0
        for address in self.addresses:
            if page < address.page:
                blank = b"<</Type/Page/Parent %d 0 R/MediaBox%s/Resources<<>>>>"
                yield b"%d 0 R" % self.file.add(blank % (self.once["pages"], address.part.unit.box))
            yield b"%d 0 R" % (address.number + address.part.unit.page_node)
            page = address.page + len(address.part.unit.pages)

    def _label_ranges(self) -> pydyf.Array:
        front = [0, pydyf.Dictionary({"S": "/r"})] if self.pagination.front else []
        return pydyf.Array([*front, self.pagination.front, pydyf.Dictionary({"S": "/D"})])

    def _outline_entries(self) -> Iterator[Entry]:
        for address in self.addresses:
            for mark in address.part.unit.bookmarks:
                yield Entry(address.part.depth + mark.level, mark.title, _place_on_page(address, mark.point))


def _place_on_page(address: _Address, point: Point) -> bytes:
    return b"[%s/XYZ %g %g 0]" % (address.page_reference(point.page), point.x, point.y)
