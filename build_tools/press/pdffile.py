"""Write a PDF file as it comes, object by object (ISO 32000-1, 7.5): streams at once, everything else packed into
object streams (7.5.7), a cross-reference stream (7.5.8) at the end. Nothing that was written is kept but its place.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from itertools import accumulate
from typing import BinaryIO, Final

from build_tools.press.deflate import COMPRESSION

_VERSION: Final = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"
_FREE, _PLAIN, _PACKED = 0, 1, 2
_WIDTHS: Final = (1, 5, 2)  # bytes of the fields of a cross-reference entry
_ENTRY: Final = sum(_WIDTHS)
_BATCH: Final = 500  # objects that are packed together


class PdfFile:
    """A PDF file that is being written. Numbers are reserved first, so that objects may refer to what comes later."""

    def __init__(self, output: BinaryIO) -> None:
        self._output = output
        self._digest = hashlib.sha256()
        self._position = 0
        self._entries = bytearray()
        self._pending: list[tuple[int, bytes]] = []
        self._next = 0
        self.reserve(1)  # 0 is the head of the free objects
        self._write(_VERSION)

    def reserve(self, count: int) -> int:
        """Reserve so many object numbers in a row; return the first."""
        first = self._next
        self._next += count
        self._entries += bytes(_ENTRY * count)
        return first

    def add(self, syntax: bytes, number: int | None = None) -> int:
        """Add an object that is no stream, under a reserved number or a new one; return the number."""
        number = self.reserve(1) if number is None else number
        self._pending.append((number, syntax))
        if len(self._pending) >= _BATCH:
            self._flush()
        return number

    def add_stream(self, dictionary: bytes, body: bytes, number: int | None = None) -> int:
        """Add a stream: its dictionary without the length, its body as the dictionary's filter says."""
        number = self.reserve(1) if number is None else number
        self._enter(number, _PLAIN, self._position, 0)
        head = b"%d 0 obj\n%s/Length %d>>\nstream\n" % (number, dictionary.rstrip()[:-2], len(body))
        self._write(head)
        self._write(body)
        self._write(b"\nendstream\nendobj\n")
        return number

    def add_batch(self, numbers: Sequence[int], objects: Sequence[bytes]) -> None:
        """Add objects that are no streams, packed together."""
        offsets = [0, *accumulate(len(each) + 1 for each in objects)]
        head = b" ".join(b"%d %d" % pair for pair in zip(numbers, offsets, strict=False)) + b"\n"
        dictionary = b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode>>" % (len(objects), len(head))
        packed = self.add_stream(dictionary, zlib.compress(head + b"\n".join(objects), COMPRESSION))
        entries = [_entry(_PACKED, packed, index) for index in range(len(objects))]
        for number, entry in zip(numbers, entries, strict=True):
            self._entries[number * _ENTRY : number * _ENTRY + _ENTRY] = entry

    def close(self, root: int, info: int) -> None:
        """Write the cross-reference stream; `root` and `info` number the catalog and the information dictionary."""
        self._flush()
        number, start = self.reserve(1), self._position
        self._enter(0, _FREE, 0, 0xFFFF)
        self._enter(number, _PLAIN, start, 0)
        identifier = self._digest.hexdigest()[:32].encode()
        dictionary = b"<</Type/XRef/Size %d/W[%d %d %d]/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]/Filter/FlateDecode>>" % (
            self._next,
            *_WIDTHS,
            root,
            info,
            identifier,
            identifier,
        )
        self.add_stream(dictionary, zlib.compress(bytes(self._entries), COMPRESSION), number)
        self._write(b"startxref\n%d\n%%%%EOF\n" % start)

    def _flush(self) -> None:
        if self._pending:
            numbers, objects = zip(*self._pending, strict=True)
            self._pending = []
            self.add_batch(numbers, objects)

    def _enter(self, number: int, kind: int, *values: int) -> None:
        self._entries[number * _ENTRY : number * _ENTRY + _ENTRY] = _entry(kind, *values)

    def _write(self, data: bytes) -> None:
        self._digest.update(data)
        self._output.write(data)
        self._position += len(data)


def _entry(kind: int, place: int, index: int) -> bytes:
    """An entry of the cross-reference stream, its fields as wide as `_WIDTHS` says."""
    return b"%c%b%b" % (kind, place.to_bytes(5, "big"), index.to_bytes(2, "big"))
