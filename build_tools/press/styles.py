"""Which style a face is asked for and does not have: bold and italics are made of no other face."""

from __future__ import annotations

from collections.abc import Iterator
from struct import unpack_from
from typing import Final

_WEIGHT: Final = 600  # CSS and OpenType
_ITALIC, _OBLIQUE = 1 << 0, 1 << 9  # of fsSelection (OpenType, OS/2)


def lacking(content: bytes, index: int, weight: int, slanted: bool) -> str:
    """What a face is asked for and does not have, by its OS/2 table: bold, italics, or nothing ("").

    A font without the table, or with axes of variation, is taken at its word.
    """
    tables = dict(_tables(content, index))
    if "OS/2" not in tables or "fvar" in tables:
        return ""
    at = tables["OS/2"]
    (own,), (selection,) = unpack_from(">H", content, at + 4), unpack_from(">H", content, at + 62)
    lost = ["bold"] if weight >= _WEIGHT > own else []
    lost += ["italic"] if slanted and not selection & (_ITALIC | _OBLIQUE) else []
    return " ".join(lost)


def _tables(content: bytes, index: int) -> Iterator[tuple[str, int]]:
    """The tables of a face by their tags: where each begins in the file (OpenType, the font file)."""
    start = unpack_from(">I", content, 12 + 4 * index)[0] if content[:4] == b"ttcf" else 0
    (count,) = unpack_from(">H", content, start + 4)
    for number in range(count):
        tag, _, offset, _ = unpack_from(">4sIII", content, start + 12 + 16 * number)
        yield tag.decode("latin-1"), offset
