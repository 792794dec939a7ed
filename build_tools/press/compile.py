"""Compile one unit (a cover, the contents, a chapter, a colophon) to an object file."""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

import pydyf

from build_tools.press.engine import Rendering, typeset
from build_tools.press.objectfile import (
    COMPRESSION,
    MARK,
    Bookmark,
    Content,
    FontUse,
    ObjectFile,
    PdfObject,
    Point,
    Slot,
    action,
    structure_key,
)
from build_tools.press.unit import ANCHOR, Unit

_POINTS: Final = 0.75  # PDF points in a CSS pixel


def compile_unit(unit: Unit, fonts: Path) -> ObjectFile:
    """Typeset a unit; the font files that it used are put into the folder `fonts`, each under its digest.

    Raises whatever the typesetter raises; what it warned of is in the object file.
    """
    # The byte that marks relocations must not come from a text.
    rendering = typeset(unit.html.replace(MARK.decode(), "\ufffd"), unit.stylesheets, unit.assets)
    pdf = rendering.pdf
    stand_ins, parent_tree = _stand_ins(pdf), _parent_tree(pdf)
    pages = pdf.pages["Kids"][::3]
    _relocate_keys(pdf)
    _relocate_links(rendering)
    _own_identifiers(pdf, unit.name)
    return ObjectFile(
        name=unit.name,
        objects=tuple(_objects(pdf, stand_ins)),
        pages=tuple(pages),
        contents=tuple(_number(pdf.objects[page]["Contents"]) for page in pages),
        symbols=_with_aliases(dict(_symbols(rendering)), unit.aliases),
        bookmarks=tuple(_bookmarks(rendering)),
        fonts=tuple(_font_use(font, fonts) for font in rendering.fonts),
        stand_ins=stand_ins,
        roots=tuple(_structure_document(pdf)["K"]),
        parent_tree=parent_tree,
        warnings=rendering.warnings,
    )


def _number(relocation: bytes) -> int:
    return int(relocation[2:-1])


def _numbered(pdf: Any, relocation: bytes) -> Any:
    return pdf.objects[_number(relocation)]


def _structure_root(pdf: Any) -> Any:
    return _numbered(pdf, pdf.catalog["StructTreeRoot"])


def _structure_document(pdf: Any) -> Any:
    return _numbered(pdf, _structure_root(pdf)["K"][0])


def _stand_ins(pdf: Any) -> dict[int, str]:
    """The objects of which a document has one: the unit's own are left out and the linker's stand in for them."""
    root = _structure_root(pdf)
    fonts = next(_numbered(pdf, entry["Font"]) for entry in pdf.objects if _has_fonts(entry))
    return {
        pdf.pages.number: "pages",
        pdf.catalog.number: "catalog",
        root.number: "structure",
        _structure_document(pdf).number: "structure-document",
        _numbered(pdf, root["ParentTree"]).number: "parent-tree",
        fonts.number: "fonts",
    }


def _has_fonts(entry: Any) -> bool:
    return isinstance(entry, pydyf.Dictionary) and isinstance(entry.get("Font"), bytes)


def _parent_tree(pdf: Any) -> dict[int, bytes]:
    numbers = _numbered(pdf, _structure_root(pdf)["ParentTree"])["Nums"]
    return {key: pydyf._to_bytes(value) for key, value in zip(numbers[::2], numbers[1::2], strict=True)}


def _relocate_keys(pdf: Any) -> None:
    """Page and annotation keys of the parent tree (ISO 32000-1, 14.7.4.4) depend on the units before: make them
    relocations.
    """
    for entry in pdf.objects:
        if isinstance(entry, pydyf.Dictionary):
            for name in ("StructParents", "StructParent"):
                if isinstance(key := entry.get(name), int):
                    entry[name] = structure_key(key)


def _relocate_links(rendering: Rendering) -> None:
    """Links into the publication become relocations; what a link says of itself is its text, not the raw address."""
    for page in rendering.pages:
        for kind, target, _rectangle, box in page.links:
            annotation = box.link_annotation
            if annotation is None:  # no such place in the unit: the typesetter has said so
                continue
            annotation["Contents"] = pydyf.String(_text(box.element).strip() or target)
            if kind == "internal":  # the linker names destinations
                annotation["A"] = action(target)
                del annotation["Dest"]
            elif target.startswith(ANCHOR):
                annotation["A"] = action(unquote(target.removeprefix(ANCHOR)))


def _text(element: Any) -> str:
    """The text of an element but for its page numbers, which are not known yet."""
    if element.get("data-page"):
        return ""
    return (element.text or "") + "".join(_text(child) + (child.tail or "") for child in element)


def _own_identifiers(pdf: Any, name: str) -> None:
    """Table heads are numbered from 0 in each unit: make their identifiers unique in the document (one string object is
    shared by a head and the cells that name it).
    """
    prefix = hashlib.sha256(name.encode()).hexdigest()[:8]
    for entry in pdf.objects:
        if isinstance(entry, pydyf.Dictionary) and isinstance(entry.get("ID"), pydyf.String):
            entry["ID"].string = f"{prefix}-{entry['ID'].string}"


def _objects(pdf: Any, stand_ins: Mapping[int, str]) -> Iterator[PdfObject]:
    for entry in pdf.objects[1:]:
        if entry.number in stand_ins:
            continue
        if isinstance(entry, pydyf.Stream):
            yield _stream(entry)
        else:
            yield PdfObject(entry.number, entry.data)


def _stream(stream: Any) -> PdfObject:
    dictionary = pydyf.Dictionary(dict(stream.extra))
    parts = tuple(_parts(stream.stream))
    packed = not any(isinstance(part, Slot) for part in parts)
    if packed and "Filter" not in dictionary:
        dictionary["Filter"] = "/FlateDecode"
        parts = (zlib.compress(b"".join(part for part in parts if isinstance(part, bytes)), COMPRESSION),)
    return PdfObject(stream.number, dictionary.data, Content(parts, packed))


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


def _place(page: int, rendering: Rendering, x: float, y: float) -> Point:
    height = rendering.pages[page].height
    return Point(page, round(x * _POINTS, 3), round((height - y) * _POINTS, 3))


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


def _font_use(font: Any, folder: Path) -> FontUse:
    digest = hashlib.sha256(font.file_content).hexdigest()
    _keep(folder / digest, font.file_content)
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
        text=dict(font.to_unicode),
        widths=dict(font.widths),
    )


def _keep(path: Path, content: bytes) -> None:
    """Write a file under its digest, whole or not at all: another worker may be writing the same one."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f"{path.name}.{os.getpid()}")
        beside.write_bytes(content)
        beside.replace(path)
