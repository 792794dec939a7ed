"""Compile one unit (a cover, the contents, a chapter, a colophon) to an object file."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final
from urllib.parse import unquote

import pydyf

from build_tools.press.deflate import COMPRESSION, Piece, piece
from build_tools.press.engine import Rendering, typeset
from build_tools.press.linkwords import to_address, words
from build_tools.press.objectfile import (
    Batch,
    Body,
    Bookmark,
    FontUse,
    Glyphs,
    Interface,
    ObjectFile,
    Point,
    Slot,
    Stream,
)
from build_tools.press.relocation import MARK, action, joined, number_of, reference, said, stand_in, structure_key
from build_tools.press.styles import lacking
from build_tools.press.unit import ANCHOR, Unit

_POINTS: Final = 0.75  # PDF points in a CSS pixel
_BATCH: Final = 500  # objects that are packed together
_PRINT: Final = 4  # the flag of an annotation that is printed (ISO 32000-1, 12.5.3)
_SAMPLE: Final = 20  # characters that tell people what was set in a font


def compile_unit(unit: Unit) -> tuple[ObjectFile, dict[str, bytes]]:
    """Typeset a unit; also the font files that it used, by their digests.

    Raises whatever the typesetter raises; what it warned of is in the object file.
    """
    # The byte that marks relocations must not come from a text.
    rendering = typeset(unit.html.replace(MARK.decode(), "\ufffd"), unit.stylesheets, unit.assets, unit.rules)
    _trim(rendering.pdf)
    _relocate_keys(rendering.pdf)
    _relocate_links(rendering, _language(rendering.pdf))
    _own_identifiers(rendering.pdf, unit.name)
    digests = [_digest(font.file_content) for font in rendering.fonts]
    uses = tuple(map(_font_use, rendering.fonts, digests))
    files = {digest: font.file_content for digest, font in zip(digests, rendering.fonts, strict=True)}
    return _Objects(rendering.pdf).object_file(unit, rendering, uses), files


def _trim(pdf: Any) -> None:
    """Give pages the size of the paper: what stylesheets let run into the bleed (14.11.2.1) is there for the press, and
    nobody sees it here.
    """
    for number in pdf.pages["Kids"][::3]:
        page = pdf.objects[number]
        page["MediaBox"] = page["BleedBox"] = page["TrimBox"]


@lru_cache(maxsize=64)
def _digest(file: bytes) -> str:
    return hashlib.sha256(file).hexdigest()


class _Objects:
    """The objects of WeasyPrint's PDF that the unit keeps, numbered anew: plain ones, the structure tree's, streams.

    Of what a document has once, the linker's own stand in for the unit's.
    """

    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        root = self._at(pdf.catalog["StructTreeRoot"])
        self.structure = self._at(root["K"][0])
        self.keys = self._at(root["ParentTree"])["Nums"]
        self.pages = pdf.pages["Kids"][::3]
        fonts = next(self._at(entry["Font"]) for entry in pdf.objects if _has_fonts(entry))
        once = {
            pdf.catalog.number: "catalog",
            root.number: "structure",
            self.structure.number: "structure-document",
            self._at(root["ParentTree"]).number: "parent-tree",
            fonts.number: "fonts",
        }
        left_out = {*once, pdf.pages.number}
        kept = [entry for entry in pdf.objects[1:] if entry.number not in left_out]
        self.streams = [entry for entry in kept if isinstance(entry, pydyf.Stream)]
        plain = [entry for entry in kept if not isinstance(entry, pydyf.Stream)]
        self.plain = [entry for entry in plain if not _is_structure(entry)]
        self.elements = [entry for entry in plain if _is_structure(entry)]
        self.page_node = len(self.plain)
        self.key_node = self.page_node + 1 + len(self.elements)
        self.first_stream = self.key_node + 1
        self.numbers = {pdf.pages.number: self.page_node}
        self.numbers.update((entry.number, number) for number, entry in enumerate(self.plain))
        self.numbers.update((entry.number, number) for number, entry in enumerate(self.elements, self.page_node + 1))
        self.numbers.update((entry.number, number) for number, entry in enumerate(self.streams, self.first_stream))
        self.final = {b"R%d" % old: reference(new) for old, new in self.numbers.items()}
        self.final.update((b"R%d" % old, stand_in(name)) for old, name in once.items())

    def _at(self, relocation: bytes) -> Any:
        return self.pdf.objects[number_of(relocation)]

    def _renumbered(self, syntax: bytes) -> bytes:
        parts = syntax.split(MARK)
        parts[1::2] = [self.final.get(token) or MARK + token + MARK for token in parts[1::2]]
        return b"".join(parts)

    def object_file(self, unit: Unit, rendering: Rendering, fonts: tuple[FontUse, ...]) -> ObjectFile:
        """The two halves of the object file."""
        streams = tuple(self._streams())
        contents = tuple(self.numbers[number_of(self.pdf.objects[page]["Contents"])] for page in self.pages)
        interface = Interface(
            name=unit.name,
            objects=self.first_stream + len(streams),
            keys=1 + max(self.keys[::2], default=-1),
            pages=tuple(self.numbers[page] for page in self.pages),
            page_node=self.page_node,
            key_node=self.key_node,
            roots=tuple(self.numbers[number_of(root)] for root in self.structure["K"]),
            identifiers=dict(self._identifiers()),
            box=self.pdf.objects[self.pages[0]]["MediaBox"].data,
            symbols=_with_aliases(dict(_symbols(rendering)), unit.aliases),
            slots=_slots(streams),
            bookmarks=tuple(_bookmarks(rendering)),
            fonts=fonts,
            warnings=rendering.warnings,
        )
        body = Body(
            batches=tuple(self._batches()),
            streams=streams,
            contents=contents,
            shareable=_shareable(streams, contents),
            glyphs=tuple(Glyphs(font.hash, dict(font.to_unicode), dict(font.widths)) for font in rendering.fonts),
        )
        return ObjectFile(interface, body)

    def _identifiers(self) -> Iterator[tuple[str, int]]:
        """What structure elements are called (14.7.2, IDTree), with the numbers of their objects."""
        for entry in self.elements:
            if "ID" in entry:
                yield entry["ID"].string, self.numbers[entry.number]

    def _batches(self) -> Iterator[Batch]:
        """What is shown, then what is only read: who shows a page need not unpack the structure tree."""
        yield from self._packed(0, [*(entry.data for entry in self.plain), self._page_node()])
        yield from self._packed(self.page_node + 1, [*(entry.data for entry in self.elements), self._key_node()])

    def _packed(self, number: int, objects: Sequence[bytes]) -> Iterator[Batch]:
        for first in range(0, len(objects), _BATCH):
            yield Batch(number + first, self._renumbered(joined(objects[first : first + _BATCH])))

    def _page_node(self) -> bytes:
        """The node of the unit's pages in the page tree (ISO 32000-1, 7.7.3.2)."""
        kids = b" ".join(map(reference, self.pages))
        return b"<</Type/Pages/Parent %s/Count %d/Kids[%s]>>" % (stand_in("pages"), len(self.pages), kids)

    def _key_node(self) -> bytes:
        """The unit's leaf of the parent tree, a number tree (7.9.7)."""
        entries = zip(self.keys[::2], self.keys[1::2], strict=True)
        numbers = b" ".join(structure_key(key) + b" " + pydyf._to_bytes(value) for key, value in entries)
        limits = structure_key(min(self.keys[::2])) + b" " + structure_key(max(self.keys[::2]))
        return b"<</Limits[%s]/Nums[%s]>>" % (limits, numbers)

    def _streams(self) -> Iterator[Stream]:
        for number, entry in enumerate(self.streams, self.first_stream):
            dictionary = pydyf.Dictionary(dict(entry.extra))
            body = _body(entry.stream, dictionary)
            yield Stream(number, self._renumbered(dictionary.data), body)


def _is_structure(entry: Any) -> bool:
    """Whether an object is an element of the structure tree."""
    return isinstance(entry, pydyf.Dictionary) and entry.get("Type") == "/StructElem"


def _has_fonts(entry: Any) -> bool:
    return isinstance(entry, pydyf.Dictionary) and isinstance(entry.get("Font"), bytes)


def _relocate_keys(pdf: Any) -> None:
    """Keys of the parent tree (ISO 32000-1, 14.7.4.4) depend on the units before: make them relocations."""
    for entry in pdf.objects:
        entries = entry.extra if isinstance(entry, pydyf.Stream) else entry
        for name in ("StructParents", "StructParent"):
            if isinstance(entries, dict) and isinstance(key := entries.get(name), int):
                entries[name] = structure_key(key)


def _language(pdf: Any) -> str:
    return str(pdf.catalog["Lang"].string)


def _relocate_links(rendering: Rendering, language: str) -> None:
    """Links into the publication become relocations, with what they say of themselves: the linker knows the pages."""
    for page in rendering.pages:
        for kind, target, _rectangle, box in page.links:
            annotation = box.link_annotation
            if annotation is None:  # no such place in the unit: the typesetter has said so
                continue
            annotation["F"] = _PRINT
            anchor = target if kind == "internal" else unquote(target.removeprefix(ANCHOR))
            if kind == "internal" or target.startswith(ANCHOR):  # the linker names destinations
                annotation.update({"A": action(anchor), "Contents": said(anchor, words(box.element))})
                annotation.pop("Dest", None)
            else:
                annotation["Contents"] = pydyf.String(to_address(words(box.element), target, language))


def _own_identifiers(pdf: Any, name: str) -> None:
    """Table heads are numbered from 0 in each unit: make their identifiers unique in the document (one string object is
    shared by a head and the cells that name it).
    """
    prefix = hashlib.sha256(name.encode()).hexdigest()[:8]
    for entry in pdf.objects:
        if isinstance(entry, pydyf.Dictionary) and isinstance(entry.get("ID"), pydyf.String):
            entry["ID"].string = f"{prefix}-{entry['ID'].string}"


def _body(items: list[Any], dictionary: pydyf.Dictionary) -> bytes | tuple[Piece | Slot, ...]:
    """The body of a stream: in pieces where it has slots, else compressed unless it is already."""
    parts = tuple(_parts(items))
    if len(parts) > 1:
        return tuple(part if isinstance(part, Slot) else piece(part) for part in parts)
    (whole,) = parts
    assert isinstance(whole, bytes)
    if "Filter" in dictionary:
        return whole
    dictionary["Filter"] = "/FlateDecode"
    return zlib.compress(whole, COMPRESSION)


def _parts(items: list[Any]) -> Iterator[bytes | Slot]:
    """The items of a stream run together, cut where a slot stands."""
    run: list[bytes] = []
    for item in items:
        if isinstance(item, Slot):
            yield b"\n".join([*run, b""])
            yield item
            run = [b""]
        else:
            run.append(pydyf._to_bytes(item))
    yield b"\n".join(run)


def _slots(streams: Sequence[Stream]) -> tuple[Slot, ...]:
    """Every slot of the unit once."""
    bodies = (stream.body for stream in streams if isinstance(stream.body, tuple))
    return tuple(dict.fromkeys(part for body in bodies for part in body if isinstance(part, Slot)))


def _shareable(streams: Sequence[Stream], contents: Sequence[int]) -> dict[int, bytes]:
    """Digests of the streams that are whole in themselves (images with their masks, profiles): a picture that several
    units show stands in the document once.
    """
    found: dict[int, bytes] = {}
    for stream in sorted(streams, key=lambda each: each.dictionary.count(MARK)):
        parts = stream.dictionary.split(MARK)
        own = [found.get(number_of(MARK + token + MARK)) for token in parts[1::2] if token.startswith(b"R")]
        if isinstance(stream.body, tuple) or stream.number in contents or None in own or len(own) * 2 + 1 != len(parts):
            continue
        whole = b"\0".join([*parts[::2], *filter(None, own), stream.body])
        found[stream.number] = hashlib.sha256(whole).digest()
    return found


def _place(page: int, rendering: Rendering, x: float, y: float) -> Point:
    """A place on the page: what begins in the bleed above it begins at its edge."""
    height = rendering.pages[page].height
    return Point(page, round(x * _POINTS, 3), round((height - max(0.0, y)) * _POINTS, 3))


def _symbols(rendering: Rendering) -> Iterator[tuple[str, Point]]:
    seen: set[str] = set()
    for number, page in enumerate(rendering.pages):
        for anchor, (x, y, *_) in page.anchors.items():
            if anchor not in seen:
                seen.add(anchor)
                yield anchor, _place(number, rendering, x, y)


def _with_aliases(symbols: Mapping[str, Point], aliases: Mapping[str, str]) -> dict[str, Point]:
    return {**{alias: symbols[target] for alias, target in aliases.items() if target in symbols}, **symbols}


def _bookmarks(rendering: Rendering) -> Iterator[Bookmark]:
    for number, page in enumerate(rendering.pages):
        for level, title, (x, y), _state in page.bookmarks:
            yield Bookmark(level, title, _place(number, rendering, x, y))


def _font_use(font: Any, digest: str) -> FontUse:
    return FontUse(
        key=font.hash,
        family=font.family,
        digest=digest,
        index=font.index,
        flags=font.flags,
        ascent=font.ascent,
        descent=font.descent,
        italic_angle=font.italic_angle,
        stem=font.stemv,
        sample="".join(font.to_unicode.values())[:_SAMPLE],
        lacking=lacking(font.file_content, font.index, font.weight, bool(font.style)),
    )
