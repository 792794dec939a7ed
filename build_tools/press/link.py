"""Link the object files of a document's units to one PDF: page numbers, destinations, one structure tree, one subset
per font.

As a linker of programs does: first every unit is given its addresses (pages, object numbers, parent tree keys), then
the relocations are filled in.
"""

from __future__ import annotations

import datetime
import io
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pydyf

from build_tools.press.addresses import destination, document_of, place_address
from build_tools.press.fonts import Faces, embed, faces
from build_tools.press.labels import Part, page_labels, printed
from build_tools.press.metadata import describe
from build_tools.press.objectfile import COMPRESSION, PdfObject, Point, Slot, relocate
from build_tools.press.outline import Entry, add_outline


@dataclass(frozen=True)
class Program:
    """A document to link: its units in order and what the file says of itself.

    `elsewhere` maps the ids of the set's other documents to the addresses of their files, `printed` their places to the
    page labels there, as far as they are compiled.
    """

    title: str
    author: str
    subject: str
    language: str
    date: datetime.date
    parts: Sequence[Part]
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    printed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Linked:
    """A linked document: the file's bytes, its number of pages, and the anchors that lead nowhere, with the unit's
    name.
    """

    pdf: bytes
    pages: int
    unresolved: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class _Address:
    """Where a unit lands: its first page (from 0), first parent tree key, and the number of each of its objects."""

    part: Part
    page: int
    key: int
    numbers: Mapping[int, int]


def link(program: Program, fonts: Path) -> Linked:
    """Link a document; `fonts` is the folder into which the compilers put the font files.

    Every slot must have the room that its number needs (`labels.misfits`).
    """
    return _Linker(program, fonts).run()


class _Linker:
    def __init__(self, program: Program, fonts: Path) -> None:
        self.program = program
        self.pdf = pydyf.PDF()
        self.faces: Faces = faces((use for part in program.parts for use in part.unit.fonts), fonts)
        self.unresolved: set[tuple[str, str]] = set()
        self._make_stand_ins()
        self.addresses = tuple(self._addresses())
        self.places = dict(self._places())
        self.labels = page_labels(program.parts)
        self.printed = {**program.printed, **printed(program.parts)}
        self.compiled = frozenset(map(document_of, program.printed))

    def run(self) -> Linked:
        for address in self.addresses:
            self._place(address)
        self._finish()
        output = io.BytesIO()
        self.pdf.write(output, version=b"1.7", compress=True)
        return Linked(output.getvalue(), self.pdf.pages["Count"], tuple(sorted(self.unresolved)))

    def _add(self, entry: Any) -> Any:
        self.pdf.add_object(entry)
        return entry

    # Addresses and symbols

    def _make_stand_ins(self) -> None:
        """What the document has once and every unit refers to; filled when the units are in place."""
        self.structure = self._add(pydyf.Dictionary({"Type": "/StructTreeRoot"}))
        self.root = self._add(
            pydyf.Dictionary({"Type": "/StructElem", "S": "/Document", "P": self.structure.reference})
        )
        self.root["K"] = pydyf.Array()
        self.parent_tree = self._add(pydyf.Dictionary({"Nums": pydyf.Array()}))
        self.structure.update({"K": pydyf.Array([self.root.reference]), "ParentTree": self.parent_tree.reference})
        self.font_resources = self._add(pydyf.Dictionary())

    def _stand_in(self, name: str) -> int:
        entries = {
            "pages": self.pdf.pages,
            "catalog": self.pdf.catalog,
            "structure": self.structure,
            "structure-document": self.root,
            "parent-tree": self.parent_tree,
            "fonts": self.font_resources,
        }
        return int(entries[name].number)

    def _addresses(self) -> Iterator[_Address]:
        page, key, number = 0, 0, len(self.pdf.objects)
        for part in self.program.parts:
            unit = part.unit
            numbers = {local: self._stand_in(name) for local, name in unit.stand_ins.items()}
            numbers.update((entry.number, number + position) for position, entry in enumerate(unit.objects))
            yield _Address(part, page, key, numbers)
            page += len(unit.pages)
            key += 1 + max(unit.parent_tree, default=-1)
            number += len(unit.objects)
        self.next_key = key

    def _places(self) -> Iterator[tuple[str, tuple[int, bytes, Point]]]:
        """Where every anchor of the document is: page (from 0), reference of the page, point."""
        for address in reversed(self.addresses):
            for anchor, point in address.part.unit.symbols.items():
                yield anchor, (address.page + point.page, _page_reference(address, point), point)

    # Relocation

    def _place(self, address: _Address) -> None:
        unit = address.part.unit
        pages = {stream: address.page + page for page, stream in enumerate(unit.contents)}
        for entry in unit.objects:
            syntax = self._final(entry.syntax, address)
            body = self._body(entry, pages.get(entry.number, address.page), unit.name)
            self._add(_Stream(syntax, body) if entry.content else _Syntax(syntax))
        for number in unit.pages:
            self.pdf.pages["Count"] += 1
            self.pdf.pages["Kids"].append(b"%d 0 R" % address.numbers[number])
        self.root["K"] += [self._final(root, address) for root in unit.roots]
        for key, value in unit.parent_tree.items():
            self.parent_tree["Nums"] += [address.key + key, self._final(value, address)]

    def _final(self, syntax: bytes, address: _Address) -> bytes:
        def action_to(anchor: str) -> bytes:
            return self._action(anchor, address.part.unit.name)

        return relocate(syntax, address.numbers.__getitem__, address.key, action_to)

    def _body(self, entry: PdfObject, page: int, unit: str) -> bytes:
        if entry.content is None:
            return b""
        parts = (self._filled(part, page, unit) if isinstance(part, Slot) else part for part in entry.content.parts)
        body = b"".join(parts)
        return body if entry.content.packed else zlib.compress(body, COMPRESSION)

    def _filled(self, slot: Slot, page: int, unit: str) -> bytes:
        label = self.labels.of(page) if slot.anchor == "." else self.printed.get(slot.anchor)
        if label is None:
            self.unresolved.add((slot.anchor, unit))
            return b"[] TJ"
        return self.faces[slot.font].set_in(slot, label)

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

    # What the document has once

    def _finish(self) -> None:
        self.structure["ParentTreeNextKey"] = self.next_key
        self.font_resources.update(embed(self.pdf, self.faces))
        self._add_destinations()
        add_outline(self.pdf, list(self._outline_entries()))
        describe(self.pdf, self.program.title, self.program.author, self.program.subject, self.program.date)
        self.pdf.catalog.update(
            {
                "StructTreeRoot": self.structure.reference,
                "Lang": pydyf.String(self.program.language),
                "MarkInfo": pydyf.Dictionary({"Marked": "true"}),
                "ViewerPreferences": pydyf.Dictionary({"DisplayDocTitle": "true"}),
                "PageLabels": pydyf.Dictionary({"Nums": self._label_ranges()}),
            }
        )

    def _label_ranges(self) -> pydyf.Array:
        front = [0, pydyf.Dictionary({"S": "/r"})] if self.labels.front else []
        return pydyf.Array([*front, self.labels.front, pydyf.Dictionary({"S": "/D"})])

    def _add_destinations(self) -> None:
        """The name tree of destinations (ISO 32000-1, 7.9.6 and 12.3.2.3), its keys in the order of their bytes."""
        names = pydyf.Array()
        for name, anchor in sorted((pydyf.String(destination(anchor)).data, anchor) for anchor in self.places):
            _page, reference, point = self.places[anchor]
            names += [name, _destination(reference, point)]
        destinations = self._add(pydyf.Dictionary({"Names": names}))
        self.pdf.catalog["Names"] = pydyf.Dictionary({"Dests": destinations.reference})

    def _outline_entries(self) -> Iterator[Entry]:
        for address in self.addresses:
            for mark in address.part.unit.bookmarks:
                destination = _destination(_page_reference(address, mark.point), mark.point)
                yield Entry(address.part.depth + mark.level, mark.title, destination)


def _page_reference(address: _Address, point: Point) -> bytes:
    return b"%d 0 R" % address.numbers[address.part.unit.pages[point.page]]


def _destination(page: bytes, point: Point) -> pydyf.Array:
    return pydyf.Array([page, "/XYZ", point.x, point.y, 0])


class _Syntax(pydyf.Object):  # type: ignore[misc]
    """An object whose syntax is final."""

    def __init__(self, syntax: bytes) -> None:
        super().__init__()
        self._syntax = syntax

    @property
    def data(self) -> bytes:
        return self._syntax


class _Stream(pydyf.Stream):  # type: ignore[misc]
    """A stream whose dictionary (without its length) and body are final; a body that was not packed has been."""

    def __init__(self, dictionary: bytes, body: bytes) -> None:
        super().__init__()
        packed = b"" if b"/Filter" in dictionary else b"/Filter/FlateDecode"
        self._data = b"%s%s/Length %d>>\nstream\n%s\nendstream" % (dictionary[:-2], packed, len(body), body)

    @property
    def data(self) -> bytes:
        return self._data
