"""Marked content (ISO 32000-1, 14.6): what is drawn, put between operators that say to which structure element it
belongs, or that it belongs to none.

Boxes of one line that are drawn one after the other and belong to one element are marked as one. What the operators say
is only known when all pages are drawn (`tagging`): until then their place in the stream is left open.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from build_tools.press.roles import Chain, Roles

_END: Final = b"EMC"
_SAME: Final = 0.01  # CSS px between the baselines of one line


@dataclass(eq=False)
class Mark:
    """Content that was marked: the stream that holds it, where in it the operator stands, the element that it belongs
    to (None: it is an artifact). `said`: the operator is written.
    """

    stream: Any
    at: int
    chain: Chain | None
    said: bool = False

    def say(self, tag: str, properties: str) -> None:
        """Write the operator that begins the marked content."""
        self.stream.stream[self.at] = f"/{tag}<<{properties}>>BDC".encode()
        self.said = True


class Marking:
    """What takes the place of the typesetter's own marks while the pages of a document are drawn."""

    def __init__(self) -> None:
        self.roles: Roles | None = None

    @contextmanager
    def marked(self, stream: Any, box: Any, tag: str) -> Iterator[None]:
        """Mark what is drawn for a box."""
        assert self.roles is not None
        chain = self.roles.text(box.element, box.element_tag)
        if chain is not None and chain[-1].implied and not getattr(box, "text", "-").strip():
            chain = None  # white space that is in no paragraph makes none
        line = box.position_y + (getattr(box, "baseline", None) or 0)
        last, end, at = getattr(stream, "last_mark", (None, 0, 0.0))
        if last is not None and last.chain == chain and end == len(stream.stream) and abs(at - line) < _SAME:
            mark = last
            stream.stream.pop()
        else:
            mark = Mark(stream, len(stream.stream), chain)
            stream.stream.append(_END)  # the operator's place
        stream._tags[box] = mark
        yield
        stream.stream.append(_END)
        stream.last_mark = mark, len(stream.stream), line
