"""Name trees (ISO 32000-1, 7.9.6): names in the order of their bytes, with what each stands for."""

from __future__ import annotations

from codecs import BOM_UTF16_BE
from collections.abc import Mapping
from typing import Final

import pydyf

from build_tools.press.pdffile import PdfFile

_LEAF: Final = 200  # names that a reader takes in at once


def add_name_tree(file: PdfFile, entries: Mapping[str, bytes]) -> int:
    """Add a tree of names and the syntax that each stands for to a file; return the number of its root."""
    ordered = [(bytes(pydyf.String(name).data), entries[name]) for name in sorted(entries, key=_bytes)]
    leaves = [ordered[first : first + _LEAF] for first in range(0, len(ordered), _LEAF)]
    kids = [b"%d 0 R" % file.add(_leaf(leaf)) for leaf in leaves]
    return file.add(b"<</Kids[%s]>>" % b" ".join(kids) if kids else b"<</Names[]>>")


def _leaf(entries: list[tuple[bytes, bytes]]) -> bytes:
    names = b" ".join(b" ".join(entry) for entry in entries)
    return b"<</Limits[%s %s]/Names[%s]>>" % (entries[0][0], entries[-1][0], names)


def _bytes(name: str) -> bytes:
    """A name as the bytes of a text string (7.9.2.2), whatever the syntax that writes them."""
    return name.encode() if name.isascii() else BOM_UTF16_BE + name.encode("utf-16-be")
