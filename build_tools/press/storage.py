"""Object files, and whatever else is kept, as bytes: MessagePack of plain values, so that reading one can't run code.

A file that is not what was written (truncated, edited, of another form) is refused, never half understood. The form
names the shape of the values, so that a changed class is another form without anybody remembering a number.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import astuple, fields
from typing import Any, Final

import msgpack

from build_tools.press.deflate import Piece
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

_SHAPES: Final = (Piece, Slot, Stream, Batch, Point, Bookmark, FontUse, Glyphs, Interface, Body)
_DIGEST: Final = 32
_LENGTH: Final = 8


class NotAnObjectFileError(Exception):
    """Bytes that are not of this form, whole and unchanged."""


def form_of(what: str, *shapes: type[Any]) -> bytes:
    """The form of what is made of values of these classes (dataclasses, or others with annotations)."""
    shape = ";".join(f"{each.__name__}:{','.join(each.__annotations__)}" for each in shapes)
    return f"kanko {what} {hashlib.sha256(shape.encode()).hexdigest()[:8]}\n".encode()


FORM: Final = form_of("object", *_SHAPES)


def seal(form: bytes, content: bytes) -> bytes:
    """Bytes of a form: it, the digest of what follows, the content."""
    return form + hashlib.sha256(content).digest() + content


def unseal(form: bytes, data: bytes) -> memoryview:
    """The content that was sealed; raises NotAnObjectFileError for anything else."""
    view = memoryview(data)
    content = view[len(form) + _DIGEST :]
    if not data.startswith(form) or hashlib.sha256(content).digest() != view[len(form) : len(form) + _DIGEST]:
        raise NotAnObjectFileError
    return content


def dump(unit: ObjectFile) -> bytes:
    """An object file as bytes: form, digest of what follows, length of the interface, interface, body."""
    interface: bytes = msgpack.packb(_plain_interface(unit.interface))
    body: bytes = msgpack.packb(_plain_body(unit.body))
    content = len(interface).to_bytes(_LENGTH, "big") + interface + body
    return seal(FORM, content)


def load_interface(data: bytes) -> Interface:
    """The interface that was written; raises NotAnObjectFileError for anything but a whole object file."""
    return _interface(msgpack.unpackb(_content(data)[0], strict_map_key=False))


def load_body(data: bytes) -> Body:
    """The body that was written; raises NotAnObjectFileError for anything but a whole object file."""
    return _body(msgpack.unpackb(_content(data)[1], strict_map_key=False))


def _content(data: bytes) -> tuple[memoryview, memoryview]:
    content = unseal(FORM, data)
    start = _LENGTH + int.from_bytes(content[:_LENGTH], "big")
    return content[_LENGTH:start], content[start:]


def _plain_interface(interface: Interface) -> dict[str, Any]:
    plain = {each.name: getattr(interface, each.name) for each in fields(interface)}
    plain["symbols"] = {anchor: astuple(point) for anchor, point in interface.symbols.items()}
    plain["bookmarks"] = [(mark.level, mark.title, astuple(mark.point)) for mark in interface.bookmarks]
    plain["slots"] = [astuple(slot) for slot in interface.slots]
    plain["fonts"] = [astuple(use) for use in interface.fonts]
    return plain


def _interface(plain: dict[str, Any]) -> Interface:
    for name in ("pages", "roots", "warnings"):
        plain[name] = tuple(plain[name])
    plain["symbols"] = {anchor: Point(*point) for anchor, point in plain["symbols"].items()}
    plain["bookmarks"] = tuple(Bookmark(level, title, Point(*point)) for level, title, point in plain["bookmarks"])
    plain["slots"] = tuple(Slot(*slot) for slot in plain["slots"])
    plain["fonts"] = tuple(FontUse(*use) for use in plain["fonts"])
    return Interface(**plain)


def _plain_body(body: Body) -> dict[str, Any]:
    return {
        "batches": [astuple(batch) for batch in body.batches],
        "streams": [(each.number, each.dictionary, _plain_parts(each.body)) for each in body.streams],
        "contents": body.contents,
        "shareable": dict(body.shareable),
        "glyphs": [astuple(each) for each in body.glyphs],
    }


def _plain_parts(body: bytes | Iterable[Piece | Slot]) -> bytes | list[Any]:
    return body if isinstance(body, bytes) else [astuple(part) for part in body]


def _body(plain: dict[str, Any]) -> Body:
    return Body(
        batches=tuple(Batch(*batch) for batch in plain["batches"]),
        streams=tuple(Stream(number, dictionary, _parts(parts)) for number, dictionary, parts in plain["streams"]),
        contents=tuple(plain["contents"]),
        shareable=plain["shareable"],
        glyphs=tuple(Glyphs(*each) for each in plain["glyphs"]),
    )


def _parts(plain: bytes | list[Any]) -> bytes | tuple[Piece | Slot, ...]:
    if isinstance(plain, bytes):
        return plain
    return tuple(Piece(*part) if isinstance(part[0], bytes) else Slot(*part) for part in plain)
