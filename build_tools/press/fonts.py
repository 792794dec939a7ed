"""One subset per font in a document: the union of what its units use, cut by HarfBuzz, with its PDF dictionaries (ISO
32000-1, 9.7).
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import pydyf
import uharfbuzz

from build_tools.press.deflate import COMPRESSION
from build_tools.press.objectfile import FontUse, Glyphs, Slot
from build_tools.press.pdffile import PdfFile

# Tables that a PDF reader does not use: layout, hinting programs' statistics, bitmaps, signatures.
_UNUSED_TABLES = ("BASE", "DSIG", "EBDT", "EBLC", "EBSC", "GPOS", "GSUB", "JSTF", "LTSH", "PCLT", "SVG ")
Files = Callable[[FontUse], bytes]
_CHUNK = 100  # entries of a bfchar block; ISO 32000-1, 9.10.3 allows no more


class Face:
    """One face of a document: the font file, the keys by which units name it, and what they show in it, as it comes."""

    def __init__(self, uses: Sequence[FontUse], files: Files) -> None:
        first = uses[0]
        self.keys = tuple(sorted({use.key for use in uses}))
        self.use = first
        self.text: dict[int, str] = {}
        self.widths: dict[int, int] = {}
        self.face = uharfbuzz.Face(files(first), first.index)
        self._font = uharfbuzz.Font(self.face)
        # The tag of a subset (ISO 32000-1, 9.6.4) and the face's own name (the typesetter's is what was asked for).
        self.name = f"{self.keys[0]}+{self.face.get_name(uharfbuzz.OTNameIdPredefined.POSTSCRIPT_NAME)}"

    def shows(self, glyphs: Glyphs) -> None:
        """Take in what a unit shows; it becomes part of the subset."""
        self.text.update(glyphs.text)
        self.widths.update(glyphs.widths)

    def glyphs(self, label: str) -> list[int]:
        """The glyphs that set a page label; they become part of the subset.

        Raises LookupError for a character that the font does not have.
        """
        numbers = [self._glyph(character) for character in label]
        for glyph, character in zip(numbers, label, strict=True):
            self.text.setdefault(glyph, character)
            self.widths.setdefault(glyph, self._advance(glyph))
        return numbers

    def _glyph(self, character: str) -> int:
        glyph = self._font.get_nominal_glyph(ord(character))
        if glyph is None:
            raise LookupError(f"{self.use.family} has no glyph for {character!r}")
        return int(glyph)

    def _advance(self, glyph: int) -> int:
        advance: int = self._font.get_glyph_h_advance(glyph)
        return round(advance * 1000 / int(self.face.upem))

    def set_in(self, slot: Slot, label: str) -> bytes:
        """The text-showing operator that prints a label in the room of a slot (ISO 32000-1, 9.4.3)."""
        glyphs = self.glyphs(label)
        room = slot.digits * self._advance(self._glyph("0"))
        free = room - sum(map(self._advance, glyphs))
        shift = {"left": 0, "center": -free / 2, "right": -free}[slot.align]
        shown = b"".join(b"%04x" % glyph for glyph in glyphs)
        return (b"[%g<%s>] TJ" % (shift, shown)) if shift else (b"[<%s>] TJ" % shown)

    def subset(self) -> bytes:
        """The font file with the used glyphs alone, numbered as before so that the units' content stays as it is."""
        chosen = uharfbuzz.SubsetInput()
        chosen.glyph_set.set({0, *self.text, *self.widths})
        chosen.drop_table_tag_set.update({_tag(name) for name in _UNUSED_TABLES})
        chosen.flags = (
            uharfbuzz.SubsetFlags.RETAIN_GIDS
            | uharfbuzz.SubsetFlags.DESUBROUTINIZE
            | uharfbuzz.SubsetFlags.NO_HINTING
            | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
        )
        return bytes(uharfbuzz.subset(self.face, chosen).blob.data)


def _tag(name: str) -> int:
    return int.from_bytes(name.encode("ascii"), "big")


@dataclass(frozen=True)
class Faces:
    """The faces of a document, found by the keys that the units' content uses."""

    by_key: dict[str, Face]

    def __getitem__(self, key: str) -> Face:
        return self.by_key[key]

    @property
    def distinct(self) -> list[Face]:
        """Every face once, in the order of its first key."""
        return list({id(face): face for _, face in sorted(self.by_key.items())}.values())


def faces(uses: Iterable[FontUse], files: Files) -> Faces:
    """The faces behind the units' font uses; `files` gives the font file of each."""
    ordered = sorted(uses, key=lambda use: (use.digest, use.index, use.key))
    groups = (Face(list(group), files) for _, group in groupby(ordered, key=lambda use: (use.digest, use.index)))
    return Faces({key: face for face in groups for key in face.keys})


def embed(file: PdfFile, document_faces: Faces) -> bytes:
    """Embed one subset per face and return the font resources, by the keys of the units' content."""
    resources = pydyf.Dictionary()
    for face in document_faces.distinct:
        font = b"%d 0 R" % _type0(file, face)
        resources.update(dict.fromkeys(face.keys, font))
    return bytes(resources.data)


def _type0(file: PdfFile, face: Face) -> int:
    """The composite font (9.7.6) of a face, with its descendant and its map to Unicode."""
    program = face.subset()
    outlines = "CIDFontType0" if program[:4] == b"OTTO" else "CIDFontType2"
    system = pydyf.Dictionary(
        {"Registry": pydyf.String("Adobe"), "Ordering": pydyf.String("Identity"), "Supplement": 0}
    )
    descendant = _added(
        file,
        {
            "Type": "/Font",
            "Subtype": f"/{outlines}",
            "BaseFont": f"/{face.name}",
            "CIDSystemInfo": system,
            "CIDToGIDMap": "/Identity",
            "W": pydyf.Array(_width_runs(face.widths)),
            "FontDescriptor": _reference(_descriptor(file, face, program)),
        },
    )
    return _added(
        file,
        {
            "Type": "/Font",
            "Subtype": "/Type0",
            "BaseFont": f"/{face.name}",
            "Encoding": "/Identity-H",
            "DescendantFonts": pydyf.Array([_reference(descendant)]),
            "ToUnicode": _reference(_to_unicode(file, face.text)),
        },
    )


def _descriptor(file: PdfFile, face: Face, program: bytes) -> int:
    use = face.use
    opentype = program[:4] == b"OTTO"
    extra = b"/Subtype/OpenType" if opentype else b"/Length1 %d" % len(program)
    embedded = file.add_stream(b"<<%s/Filter/FlateDecode>>" % extra, zlib.compress(program, COMPRESSION))
    return _added(
        file,
        {
            "Type": "/FontDescriptor",
            "FontName": f"/{face.name}",
            "FontFamily": pydyf.String(use.family),
            "Flags": use.flags,
            "FontBBox": pydyf.Array([0, use.descent, max(face.widths.values(), default=0), use.ascent]),
            "ItalicAngle": use.italic_angle,
            "Ascent": use.ascent,
            "Descent": use.descent,
            "CapHeight": use.ascent,
            "StemV": use.stem,
            "FontFile3" if opentype else "FontFile2": _reference(embedded),
        },
    )


def _width_runs(widths: Mapping[int, int]) -> Iterator[object]:
    """The W array (9.7.4.3): the first glyph of a run, then the run's widths."""
    run: pydyf.Array | None = None
    previous = -2
    for glyph, width in sorted(widths.items()):
        if run is None or glyph != previous + 1:
            run = pydyf.Array()
            yield glyph
            yield run
        run.append(width)
        previous = glyph


def _to_unicode(file: PdfFile, text: Mapping[int, str]) -> int:
    entries = [
        b"<%04x> <%s>" % (glyph, shown.encode("utf-16-be").hex().encode()) for glyph, shown in sorted(text.items())
    ]
    lines = [
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        b"/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        b"1 begincodespacerange <0000> <ffff> endcodespacerange",
    ]
    for start in range(0, len(entries), _CHUNK):
        chunk = entries[start : start + _CHUNK]
        lines += [b"%d beginbfchar" % len(chunk), *chunk, b"endbfchar"]
    lines.append(b"endcmap CMapName currentdict /CMap defineresource pop end end")
    return file.add_stream(b"<</Filter/FlateDecode>>", zlib.compress(b"\n".join(lines), COMPRESSION))


def _added(file: PdfFile, entries: Mapping[str, object]) -> int:
    return file.add(pydyf.Dictionary(entries).data)


def _reference(number: int) -> bytes:
    return b"%d 0 R" % number
