r"""Relocations: the places in a unit's PDF syntax that depend on where it lands in the document.

Each stands between two bytes 0x1A, which the compiler lets no text bring in: `R12` is a reference to the unit's object
12, `S3` its key 3 in the parent tree (ISO 32000-1, 14.7.4.4), `L…` the action that goes to an anchor, `T…` what a link
to an anchor says of itself (both in hexadecimal), `H2` the type of a heading, `Dpages` a reference to what the document
has once; nothing between them separates two objects.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from build_tools.press.linkwords import Number, Word

MARK: Final = b"\x1a"
_RANKS: Final = 6  # of headings


def reference(number: int) -> bytes:
    """The relocation of a reference to an object of the unit."""
    return b"\x1aR%d\x1a" % number


def number_of(relocation: bytes) -> int:
    """The number in the unit of the object that such a relocation refers to."""
    return int(relocation[2:-1])


def structure_key(number: int) -> bytes:
    """The relocation of a key in the parent tree of the unit."""
    return b"\x1aS%d\x1a" % number


def action(anchor: str) -> bytes:
    """The relocation of the action that goes to an anchor of the set."""
    return b"\x1aL%s\x1a" % anchor.encode().hex().encode()


def said(anchor: str, pieces: Sequence[Word]) -> bytes:
    """The relocation of what a link to an anchor of the set says of itself."""
    plain = [piece if isinstance(piece, str) else [piece.anchor] for piece in pieces]
    return b"\x1aT%s\x1a" % json.dumps([anchor, plain], ensure_ascii=False).encode().hex().encode()


def heading(rank: int) -> bytes:
    """The relocation of the type of a heading of a rank within the unit (ISO 32000-1, 14.8.4.3.2)."""
    return b"\x1aH%d\x1a" % rank


def stand_in(name: str) -> bytes:
    """The relocation of a reference to what the document has once."""
    return b"\x1aD%s\x1a" % name.encode()


def joined(objects: Sequence[bytes]) -> bytes:
    """The syntax of several objects as one."""
    return (MARK + MARK).join(objects)


class Relocations(dict[bytes, bytes]):
    """What stands in the place of each relocation of a unit, worked out when it is first asked for."""

    def __init__(
        self,
        first_number: int,
        first_key: int,
        document: Mapping[str, int],
        action_to: Callable[[str], bytes],
        said_of: Callable[[str, Sequence[Word]], bytes],
        depth: int,
    ) -> None:
        super().__init__({b"": MARK})
        self._first_number = first_number
        self._first_key = first_key
        self._document = document
        self._action_to = action_to
        self._said_of = said_of
        self._depth = depth

    def __missing__(self, token: bytes) -> bytes:
        self[token] = final = self._final(token[:1], token[1:])
        return final

    def _final(self, kind: bytes, value: bytes) -> bytes:
        if kind == b"R":
            return b"%d 0 R" % self.number(int(value))
        if kind == b"S":
            return b"%d" % (self._first_key + int(value))
        if kind == b"D":
            return b"%d 0 R" % self._document[value.decode()]
        if kind == b"H":
            return b"/H%d" % min(_RANKS, int(value) + self._depth)
        text = bytes.fromhex(value.decode()).decode()
        return self._action_to(text) if kind == b"L" else self._said(text)

    def _said(self, text: str) -> bytes:
        anchor, plain = json.loads(text)
        return self._said_of(anchor, [piece if isinstance(piece, str) else Number(piece[0]) for piece in plain])

    def number(self, local: int) -> int:
        """The number in the document of an object of the unit."""
        return self._first_number + local

    def redirect(self, local: int, number: int) -> None:
        """Let references to an object of the unit lead to another object of the document."""
        self[b"R%d" % local] = b"%d 0 R" % number

    def applied(self, syntax: bytes) -> list[bytes]:
        """The syntax of each of the joined objects, final."""
        parts = syntax.split(MARK)
        parts[1::2] = [self[token] for token in parts[1::2]]
        return b"".join(parts).split(MARK)
