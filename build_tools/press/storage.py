"""Object files as bytes: MessagePack of plain values, so that reading one can't run code.

A file that is not what was written (truncated, edited, of another form) is refused, never half understood.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import astuple
from typing import Any, Final

import msgpack

from build_tools.press.objectfile import Bookmark, Content, FontUse, ObjectFile, PdfObject, Point, Slot

FORM: Final = b"kanko object 2\n"  # another number for another form
_DIGEST_SIZE: Final = 32


class NotAnObjectFileError(Exception):
    """Bytes that are no object file of this form, whole and unchanged."""


def dump(unit: ObjectFile) -> bytes:
    """An object file as bytes: form, digest of what follows, content."""
    content: bytes = msgpack.packb(_plain(unit))
    return FORM + hashlib.sha256(content).digest() + content


def load(data: bytes) -> ObjectFile:
    """The object file that was written; raises NotAnObjectFileError for anything else."""
    head = len(FORM) + _DIGEST_SIZE
    digest, content = data[len(FORM) : head], data[head:]
    if not data.startswith(FORM) or hashlib.sha256(content).digest() != digest:
        raise NotAnObjectFileError
    return _object_file(msgpack.unpackb(content, strict_map_key=False))


def _plain(unit: ObjectFile) -> dict[str, Any]:
    return {
        "name": unit.name,
        "objects": [(entry.number, entry.syntax, _plain_content(entry.content)) for entry in unit.objects],
        "pages": unit.pages,
        "contents": unit.contents,
        "symbols": {anchor: astuple(point) for anchor, point in unit.symbols.items()},
        "bookmarks": [(mark.level, mark.title, astuple(mark.point)) for mark in unit.bookmarks],
        "fonts": [astuple(use) for use in unit.fonts],
        "stand_ins": dict(unit.stand_ins),
        "roots": unit.roots,
        "parent_tree": dict(unit.parent_tree),
        "warnings": unit.warnings,
    }


def _plain_content(content: Content | None) -> tuple[bool, list[Any]] | None:
    if content is None:
        return None
    return content.packed, [astuple(part) if isinstance(part, Slot) else part for part in content.parts]


def _object_file(plain: dict[str, Any]) -> ObjectFile:
    return ObjectFile(
        name=plain["name"],
        objects=tuple(PdfObject(number, syntax, _content(content)) for number, syntax, content in plain["objects"]),
        pages=tuple(plain["pages"]),
        contents=tuple(plain["contents"]),
        symbols={anchor: Point(*point) for anchor, point in plain["symbols"].items()},
        bookmarks=tuple(Bookmark(level, title, Point(*point)) for level, title, point in plain["bookmarks"]),
        fonts=tuple(FontUse(*use) for use in plain["fonts"]),
        stand_ins=plain["stand_ins"],
        roots=tuple(plain["roots"]),
        parent_tree=plain["parent_tree"],
        warnings=tuple(plain["warnings"]),
    )


def _content(plain: Sequence[Any] | None) -> Content | None:
    if plain is None:
        return None
    packed, parts = plain
    return Content(tuple(Slot(*part) if isinstance(part, list) else part for part in parts), packed)
