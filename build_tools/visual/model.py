"""What is another on the pages of two PDFs, and why: plain data, pair by pair in the order of the new file.

Lengths are in points in the pages' own user space, as the inspection has them; pages are counted from 1, as in
`locations.json`. What a kind means, `KINDS` says.
"""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from build_tools.comparison.model import BlockKindOfChange, Run
from build_tools.inspection.document import Box

# Counts the changes of the format that a reader of the file must know of.
VERSION: Final = 1

Kind = Literal["removed", "inserted", "edited", "engine", "moved", "numbers", "furniture", "pixels", "same"]
# A page of several kinds is called by the first of them.
KINDS: Final[tuple[Kind, ...]] = (
    "removed", "inserted", "edited", "engine", "moved", "numbers", "furniture", "pixels", "same",
)  # fmt: skip
# How one sees that another engine, font or stylesheet was at work: characters in another face, of other widths, in
# other places of lines that nobody edited; pages of another size.
How = Literal["", "face", "metrics", "set", "size"]
Rectangle = tuple[float, float, float, float]


def rectangle(box: Box) -> Rectangle:
    """A box, to a tenth of a point."""
    return round(box.left, 1), round(box.bottom, 1), round(box.right, 1), round(box.top, 1)


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Block(_Model):
    """A block as people name it: the edition that has it, file and line of the source, its section, how it begins, the
    label of the page where it stands. Of a PDF without a manuscript, text and page alone are known.
    """

    edition: Literal["old", "new"]
    text: str
    page: str = ""
    file: str = ""
    line: int | None = None
    section: str = ""


class Face(_Model):
    """What characters are set in: font, size in points, colour (`#rrggbb`; "" where it is none)."""

    font: str
    size: float
    colour: str = ""


class Faces(_Model):
    """Characters that stayed and are set in another face."""

    old: Face
    new: Face
    characters: int


class Cause(_Model):
    """Why a page is another one, and where on either page it is seen.

    edited: `became` what, `block` and `runs` which and how (a table: its changed cells one after the other; `image`: it
    is a picture). moved: `block` is what pushed, an edited block or (`how`) one that is set otherwise, None where what
    pushed is not known. engine: `how`, and the faces. numbers, furniture: `runs`.
    """

    kind: Kind
    became: BlockKindOfChange | None = None
    block: Block | None = None
    runs: tuple[Run, ...] = ()
    image: str = ""
    how: How = ""
    faces: tuple[Faces, ...] = ()
    old: tuple[Rectangle, ...] = ()
    new: tuple[Rectangle, ...] = ()


class Sheet(_Model):
    """A page: its number from 1, what it is called, the box that is seen (points) and how it is turned (degrees), and
    its picture in pixels.
    """

    number: int
    label: str
    box: Rectangle
    rotation: int
    width: int
    height: int


class Region(_Model):
    """A rectangle that differs, in hundredths of the picture of both pages, y downwards."""

    left: float
    top: float
    width: float
    height: float


class Pair(_Model):
    """Two pages that belong together, or one alone; `elsewhere` where it stands in another order than it did. `kind` is
    the first of `kinds`; the pictures, if there are any, are called after `number`.
    """

    number: int
    kinds: tuple[Kind, ...]
    old: Sheet | None = None
    new: Sheet | None = None
    elsewhere: bool = False
    causes: tuple[Cause, ...] = ()
    regions: tuple[Region, ...] = ()

    @property
    def kind(self) -> Kind:
        """What it is called."""
        return self.kinds[0]


class File(_Model):
    """A PDF: path as typed, SHA-256, pages, who made it, its fonts by name, its title; the SHA-256 of the manuscript
    beside it ("": none).
    """

    file: str
    sha256: str
    pages: int
    title: str = ""
    producer: str = ""
    fonts: tuple[str, ...] = ()
    manuscript: str = ""


class PageComparison(_Model):
    """What is another on the pages of two PDFs. The same files always make the same."""

    version: Annotated[Literal[1], Field(description="Counts the changes of this format.")] = VERSION
    old: File
    new: File
    pairs: tuple[Pair, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether any page is another one."""
        return any(pair.kind != "same" for pair in self.pairs)

    def counts(self) -> Counter[Kind]:
        """How many pairs there are of each kind, each counted once."""
        return Counter(pair.kind for pair in self.pairs)
