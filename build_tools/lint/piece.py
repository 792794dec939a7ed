"""A piece of text as the source has it, to be compared with what the manuscript has: white space set aside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

# What stands for a page number, the call of a footnote and any other hole: private signs, which no text should have.
PAGE: Final = "\ue001"
CALL: Final = "\ue002"
HOLE: Final = "\ue003"
# Two signs that are not to be torn apart.
_WORD: Final = re.compile("[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]{2}")
_SHOWN: Final = str.maketrans({PAGE: "…", CALL: "※", HOLE: "…"})
# Typographers' signs and what is typed for them count as the same.
_FOLD: Final = {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "‚": "'", "–": "--", "—": "---", "…": "..."}


def solid(text: str) -> str:
    """A text without white space, its quotation marks and dashes as they are typed."""
    text = "".join(text.split())
    for sign, typed in _FOLD.items():  # `translate` takes many times as long
        text = text.replace(sign, typed)
    return text


def written(text: str, start: int, end: int) -> tuple[int, int]:
    """Where places of the solid form of a text, up to `end` and not itself, stand in it; words and numbers whole."""
    places = [at for at, sign in enumerate(text) for _ in solid(sign)]
    first, last = places[start], places[end - 1] + 1
    while first and _WORD.match(text[first - 1 : first + 1]):
        first -= 1
    while _WORD.match(text[last - 1 : last + 1]):
        last += 1
    return first, last


def shown(text: str) -> str:
    """A text as a message quotes it: in one line, not too long."""
    plain = " ".join(text.translate(_SHOWN).split())
    return plain if len(plain) <= 60 else f"{plain[:40]}…{plain[-19:]}"


@dataclass(frozen=True)
class Hole:
    """Text that the source only asks for, such as a number: a regular expression of what may stand there. What is
    `linked` is the text of a link.
    """

    pattern: str = ".+?"
    linked: bool = False


Part = str | Hole
ANYTHING: Final = Hole(".*?")
SOMETHING: Final = Hole()
A_NAME: Final = Hole(linked=True)
A_PAGE: Final = Hole(f".*?{PAGE}.*?", linked=True)


def regular(parts: Iterable[Part], links: str = "") -> str:
    """The regular expression of parts, white space set aside; with one of links, if given, where a link stands."""
    return "".join(
        re.escape(solid(part)) if isinstance(part, str) else links if links and part.linked else part.pattern
        for part in parts
    )


@dataclass(frozen=True)
class Piece:
    """A paragraph, heading, cell … of a file, from a line on: text and holes, with the line breaks of the file.

    `note` tells whether it stands in a footnote; `verbatim`, whether it must be found as it stands; `means` are the
    words of one that is a hole alone. What is `optional` may be missing from the manuscript, and what is `generated`:
    a directive prints it of itself.
    """

    file: str
    line: int
    parts: tuple[Part, ...]
    note: bool = False
    optional: bool = False
    generated: bool = False
    verbatim: bool = False
    means: str = ""

    @cached_property
    def text(self) -> str:
        """The text as it stands, with a sign for each hole."""
        return "".join(part if isinstance(part, str) else HOLE for part in self.parts)

    @cached_property
    def key(self) -> str:
        """The text without white space."""
        return solid(self.text)

    @cached_property
    def blank(self) -> bool:
        """Whether it has no words of its own."""
        return not self.key.strip(HOLE) and A_PAGE not in self.parts

    @cached_property
    def required(self) -> bool:
        """Whether the manuscript must have it."""
        return not (self.optional or self.generated or self.says(""))

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        return re.compile(regular(self.parts), re.DOTALL) if HOLE in self.key else None

    def says(self, text: str, links: Sequence[str] = ()) -> bool:
        """Whether a solid text is this one. If it has links, they must be where the source asks for them."""
        if self._pattern is None:
            return text == self.key
        return self._pattern.fullmatch(text) is not None and self._links(text, links)

    def _links(self, text: str, links: Sequence[str]) -> bool:
        asked = sum(isinstance(part, Hole) and part.linked for part in self.parts)
        if not asked or len(links) < asked:
            return True
        one_of = f"(?:{'|'.join(map(re.escape, links))})"
        return re.fullmatch(regular(self.parts, one_of), text, re.DOTALL) is not None

    def stretch(self, start: int, end: int) -> tuple[str, int]:
        """What stands at some places of `key`, as it is written, and the line of the file on which it begins."""
        first, last = written(self.text, start, end)
        return self.text[first:last], self.line + self.text.count("\n", 0, first)


@dataclass(frozen=True)
class Stretch:
    """Some lines of a file."""

    file: str
    first: int
    last: int

    def holds(self, file: str, line: int | None) -> bool:
        """Whether a line is one of them."""
        return file == self.file and line is not None and self.first <= line <= self.last


@dataclass
class Line:
    """A piece being put together."""

    parts: list[Part] = field(default_factory=list)

    def add(self, *parts: Part) -> None:
        """Add text as it stands in the source, and holes."""
        self.parts += [part for part in parts if part]

    @property
    def empty(self) -> bool:
        """Whether nothing is in it."""
        return not any(isinstance(part, Hole) or part.strip() for part in self.parts)
