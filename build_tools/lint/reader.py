"""The sources of a chapter as pieces, in the order of reading: what stands in directives and included files as well."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from markdown_it.token import Token

from build_tools.lint import markdown
from build_tools.lint.bodies import read_directive
from build_tools.lint.forms import directive
from build_tools.lint.line import line_of
from build_tools.lint.piece import Line, Part, Piece, Stretch
from build_tools.lint.roles import Facts
from build_tools.manuscript.text import plain

_FENCES = {"fence", "colon_fence"}


@dataclass(frozen=True)
class At:
    """Where reading stands: a file, how many lines of it come before the text at hand, and what surrounds it."""

    file: str
    before: int = 0
    note: bool = False
    optional: bool = False

    def line(self, token: Token) -> int:
        """The line on which a token begins."""
        return self.before + (token.map[0] if token.map else 0) + 1


@dataclass
class Reading:
    """What was read: pieces, texts in stead of images, facts that a directive prints, directives whose text comes from
    elsewhere, and stretches that can't be compared.
    """

    pieces: list[Piece] = field(default_factory=list)
    images: list[Piece] = field(default_factory=list)
    facts: list[Piece] = field(default_factory=list)
    generated: list[Stretch] = field(default_factory=list)
    foreign: list[Stretch] = field(default_factory=list)


class Reader:
    """Reads chapters of a folder, one a reader. Raises OSError or UnicodeDecodeError for a file that can't be read."""

    def __init__(self, folder: Path, facts: Facts) -> None:
        self.folder = folder
        self.facts = facts
        self.reading = Reading()
        self.known: dict[str, Any] = {}
        self.files: list[str] = []

    def file(self, name: str, cut: Callable[[str], tuple[str, int]] = lambda text: (text, 0), at: At = At("")) -> None:
        """Read a file, or what `cut` leaves of it: the text, and how many lines stand before it. One that is being read
        is not begun again.
        """
        if name not in self.files:
            self.files.append(name)
            text, before = cut((self.folder / name).read_text("utf-8"))
            self.text(text, replace(at, file=name, before=before))
            self.files.pop()

    def text(self, text: str, at: At) -> None:
        """Read a text in Markdown."""
        behind, quotes = "", list[Token]()
        for token in markdown.blocks(text, self.known):
            if token.type.startswith("footnote_reference"):
                at = replace(at, note=token.nesting > 0)
            elif token.type == "blockquote_open":
                quotes.append(token)
            elif token.type == "blockquote_close":
                self._attribution(quotes.pop(), at)
            elif token.type == "inline":
                self._inline(token, at, behind)
            else:
                self._block(token, at)
            behind = token.type

    def line(self, text: str, at: At, number: int) -> list[Part]:
        """The parts of a text that stands in one line, as options and arguments do."""
        return line_of(markdown.inline(text, self.known), self.facts, partial(self.image, at, number)).parts

    # What is found

    def words(self, parts: Iterable[Part], at: At, number: int, **more: Any) -> None:
        """Note a piece."""
        line = Line()
        line.add(*parts)
        self._piece(line, at, number, **more)

    def code(self, text: str, at: At, number: int) -> None:
        """Note code, to be found as it stands."""
        self.words([text], at, number, verbatim=True)

    def image(self, at: At, number: int, text: str) -> None:
        """Note the text that stands in stead of an image."""
        if text.strip():
            self.reading.images.append(Piece(at.file, number, (text,), optional=at.optional))

    def fact(self, text: str, at: At, number: int) -> None:
        """Note a fact that a directive prints."""
        self.reading.facts.append(Piece(at.file, number, (text,), optional=at.optional))

    def _piece(self, line: Line, at: At, number: int, **more: Any) -> None:
        if not line.empty:
            given = {"note": at.note, "optional": at.optional, **more}
            self.reading.pieces.append(Piece(at.file, number, tuple(line.parts), **given))

    # Blocks

    def _inline(self, token: Token, at: At, behind: str) -> None:
        number = at.line(token)
        line = line_of(token.children or (), self.facts, partial(self.image, at, number))
        if behind == "fieldlist_name_open":
            line.add(":")
        self._piece(line, at, number)

    def _block(self, token: Token, at: At) -> None:
        if token.type in _FENCES:
            self._fence(token, at)
        elif token.type == "code_block":
            self.code(token.content, at, at.line(token))
        elif token.type == "html_block":
            self.words([plain(token.content)], at, at.line(token))
        elif token.type == "substitution_block":
            self.words([self.facts.printed(token.content)], at, at.line(token))

    def _fence(self, token: Token, at: At) -> None:
        found = directive(token.info, token.content)
        if found is None and token.type == "colon_fence":
            self.text(token.content, replace(at, before=at.line(token)))
        elif found is None:
            self.code(token.content, at, at.line(token))
        else:
            read_directive(self, found, at, at.line(token))

    def _attribution(self, token: Token, at: At) -> None:
        if who := token.attrs.get("attribution"):
            self.words([f"—{who}"], at, at.line(token))


def read_chapter(folder: Path, file: str, facts: Facts) -> Reading:
    """A chapter from its file. Raises OSError or UnicodeDecodeError for a file that can't be read."""
    reader = Reader(folder, facts)
    reader.file(file)
    return reader.reading
