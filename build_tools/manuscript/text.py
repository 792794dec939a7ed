"""Text with holes, put together piece by piece as a reader finds it printed; and the hashes of content."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from html.parser import HTMLParser
from itertools import groupby

from pydantic import BaseModel

from build_tools.manuscript.model import Part, Parts

# White space as HTML has it: the ideographic space is a sign like any other.
_SPACE = re.compile(r"[ \t\r\n\f]+")
_NOT_PRINTED = {"script", "style", "template", "title"}


class Text:
    """A text being put together. White space is one space, none at both ends; what is fixed stays as it is."""

    def __init__(self) -> None:
        self.pieces: list[Part] = []
        self.length = 0

    def add(self, text: str, fixed: bool = False) -> None:
        """Add characters."""
        if not fixed:
            text = _SPACE.sub(" ", text)
            text = text.lstrip(" ") if self._at_space() else text
        if text:
            self.pieces.append(text)
            self.length += len(text)

    def leave(self, hole: Part) -> None:
        """Leave a hole."""
        self.pieces.append(hole)

    def _at_space(self) -> bool:
        last = self.pieces[-1] if self.pieces else " "
        return isinstance(last, str) and last.endswith((" ", "\n"))

    def parts(self, start: int = 0) -> Parts:
        """The text from a piece on, without white space at the end."""
        found = [*_joined(self.pieces[start:])]
        if found and isinstance(found[-1], str):
            found[-1] = found[-1].rstrip(" \n")
        return tuple(part for part in found if part)


def _joined(pieces: Iterable[Part]) -> Iterable[Part]:
    for is_text, group in groupby(pieces, lambda piece: isinstance(piece, str)):
        if is_text:
            yield "".join(map(str, group))
        else:
            yield from group


def plain(html: str) -> str:
    """The text of a piece of HTML; `<br>` is a newline."""
    reader = _Plain()
    reader.feed(html)
    reader.close()
    return "".join(reader.found)


class _Plain(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.hidden += tag in _NOT_PRINTED
        if tag == "br":
            self.found.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in _NOT_PRINTED

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.found.append(data)


def digest(*content: object) -> str:
    """The hash of content: values of JSON, and parts of the model."""
    said = json.dumps(content, ensure_ascii=False, separators=(",", ":"), default=_plainly)
    return hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _plainly(value: object) -> object:
    return value.model_dump(exclude_defaults=True) if isinstance(value, BaseModel) else str(value)
