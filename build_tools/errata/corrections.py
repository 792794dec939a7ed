"""The corrections that make one edition of another, and what of the changes is more than a correction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from build_tools.comparison.contents import Edition
from build_tools.comparison.model import Cell, Change, Comparison, Omitted, Row, Run, Section, SectionSide, Side
from build_tools.comparison.rows import WORDS
from build_tools.errata.excess import excess
from build_tools.errata.follows import Follows
from build_tools.errata.model import Correction, Errata, Spot, Stretch
from build_tools.errata.sentences import sentences
from build_tools.errata.spots import Spots
from build_tools.errors import KankoError, Text
from build_tools.manuscript.model import Place

# Of an image that has the name of the one before.
_REDRAWN = Text(" (replaced)", "（差し替え）")


def errata(comparison: Comparison, old: Edition, new: Edition, anyway: bool = False) -> Errata:
    """The corrections from the old edition to the new one, of which it is known what changed.

    What follows from another date, title or version of the edition is none, nor are numbers that others push. Raises
    KankoError with everything that is more than a correction, unless it is wanted `anyway`.
    """
    made = tuple(_Corrections(comparison, old, new).all())
    found = [] if anyway else excess(comparison, old.manuscript, made)
    if found:
        raise KankoError(found)
    return Errata(
        old=comparison.old,
        new=comparison.new,
        language=new.manuscript.edition.language,
        paged=old.locations is not None,
        corrections=made,
    )


@dataclass(frozen=True)
class _At:
    """Where a correction is made, before it is told in words."""

    document: str
    section: str
    block: str
    place: Place
    pages: tuple[str, ...]
    spot: Spot


class _Corrections:
    def __init__(self, comparison: Comparison, old: Edition, new: Edition) -> None:
        self.sections = comparison.changed
        self.old, self.new = Spots(old.manuscript), Spots(new.manuscript)
        self.follows = Follows(old.manuscript.edition, new.manuscript.edition)

    def all(self) -> Iterator[Correction]:
        for section in self.sections:
            yield from self._headings(section)
            for block in section.blocks:
                if not isinstance(block, Omitted) and _here(section, block):
                    yield from self._block(block)

    # Headings

    def _headings(self, section: Section) -> Iterator[Correction]:
        side = (section.old or section.new)[0]
        runs: Sequence[Run] = section.title
        if max(len(section.old), len(section.new)) > 1:  # split or merged: no heading is another's
            runs = [
                *(Run(kind="deleted", text=each.title) for each in section.old[1:]),
                *(Run(kind="inserted", text=each.title) for each in section.new[1:]),
            ]
        at = self._at_heading(side, bool(section.old))
        yield from self._texts(runs, at)
        if "moved" in section.kinds:
            yield self._moved(at, side.title)

    def _at_heading(self, side: SectionSide, is_old: bool) -> _At:
        spot = Spot(kind="heading", section=(self.old if is_old else self.new).title(side.document, side.id))
        return _At(side.document, side.id, "", side.place, side.pages[:1], spot)

    # Blocks

    def _block(self, block: Change) -> Iterator[Correction]:
        at = self._at(block)
        if block.what == "text":
            yield from self._texts(block.runs, at)
        elif block.what == "table":
            for row in block.rows:
                yield from (found for cell in row.cells for found in self._cell(row, cell, at))
        else:
            yield from self._image(block, at)
        for link in block.links:
            spot = at.spot.model_copy(update={"kind": "link"})
            sides = (
                link.old and (Stretch(text=link.old, marked=True),),
                link.new and (Stretch(text=link.new, marked=True),),
            )
            yield self._correction(replace(at, spot=spot), *(side or () for side in sides))
        if block.kinds[0] == "moved":
            yield self._moved(at, _said(block))

    def _at(self, block: Change) -> _At:
        side, spots = (block.old, self.old) if block.old else (block.new, self.new)
        assert side is not None
        name = side.blocks[0] if side.blocks else ""
        spot = spots.of(side.document, side.section, name)
        if block.what == "image":
            spot = spot.model_copy(update={"kind": "image", "number": side.number})
        return _At(side.document, side.section, name, side.place, side.pages, spot)

    def _cell(self, row: Row, cell: Cell, at: _At) -> Iterator[Correction]:
        one = row.old if row.old is not None else row.new
        other = cell.old if cell.old is not None else cell.new
        spot = at.spot.model_copy(update={"row": (one or 0) + 1, "column": (other or 0) + 1})
        yield from self._texts(cell.runs, replace(at, spot=spot))

    def _image(self, block: Change, at: _At) -> Iterator[Correction]:
        image = block.image
        if image is None:
            return
        if not image.same:
            redrawn = _REDRAWN.say(self.new.language) if image.old == image.new else ""
            names = (image.old, image.new + redrawn)
            yield self._correction(at, *((Stretch(text=name, marked=True),) if name else () for name in names))
        yield from self._texts(image.alt, at)

    # Texts

    def _texts(self, runs: Iterable[Run], at: _At) -> Iterator[Correction]:
        for sentence in sentences(runs):
            if not self.follows.explains(*sentence.texts):
                yield self._correction(at, sentence.wrong, sentence.right)

    def _moved(self, at: _At, said: str) -> Correction:
        """What stands elsewhere now."""
        return self._correction(at, (Stretch(text=said),), (Stretch(text=WORDS["moved"].say(self.new.language)),))

    def _correction(self, at: _At, wrong: Sequence[Stretch], right: Sequence[Stretch]) -> Correction:
        return Correction(
            document=at.document, section=at.section, block=at.block, place=at.place, pages=at.pages, spot=at.spot,
            words=self.old.words(at.spot), wrong=tuple(wrong), right=tuple(right),
        )  # fmt: skip


def _said(block: Change) -> str:
    """What the new edition says in a block that is a text."""
    return "".join(run.text for run in block.runs if run.kind != "deleted")


def _here(section: Section, block: Change) -> bool:
    """Whether a block is told of here: what moved stands in two sections."""
    side: Side | None = block.old or block.new
    sides = section.old if block.old else section.new
    return side is not None and any((side.document, side.section) == (each.document, each.id) for each in sides)
