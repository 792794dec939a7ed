"""What became of the texts of a document: which are lost, altered, out of order, there twice; what is there besides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

from build_tools.checks.furniture import Furniture, Stray
from build_tools.checks.subject import Subject
from build_tools.concordance import Concordance, Extra, Printed
from build_tools.concordance.reading import solid
from build_tools.manuscript.model import Block

# Two headings of one letter each are not one heading twice.
TWICE = 2


@dataclass(frozen=True)
class Altered:
    """A block with the text that stands in its stead, between two places of the reading."""

    block: Block
    text: str
    start: int
    end: int


class Account:
    """The outcome for one document; everything that is in the PDF and should not be is told of once.

    Without a structure, running heads and footnotes stand in the midst of texts: what is altered, out of order or there
    besides is not known then.
    """

    def __init__(self, subject: Subject) -> None:
        self.concordance = subject.concordance
        self.furniture = Furniture(subject.manuscript, subject.concordance)
        self._is_known = subject.pdf.structure is not None
        self._in_stead = dict(self._replaced()) if self._is_known else {}

    @cached_property
    def lost(self) -> tuple[Block, ...]:
        """Blocks that are nowhere in the structure, and that nothing replaces."""
        return tuple(block for block in self.concordance.lost if block.id not in self._in_stead)

    @cached_property
    def moved(self) -> tuple[Printed, ...]:
        """Blocks that stand whole, but out of order."""
        return tuple(each for each in self.concordance.printed.values() if each.how == "moved" and self._is_known)

    @cached_property
    def altered(self) -> tuple[Altered, ...]:
        """Blocks that stand there with another text."""
        altered = (each for each in self.concordance.printed.values() if each.how == "altered" and self._is_known)
        found = [*(self._widened(each) for each in altered), *self._in_stead.values()]
        return tuple(sorted(found, key=lambda each: each.start))

    def text(self, block: Block) -> str | None:
        """What is printed of a block, solid; None where it is lost."""
        if block.id in self._changed:
            return self._changed[block.id]
        printed = self.concordance.printed.get(block.id)
        spans = printed.spans if printed else ()
        return "".join(self.concordance.reading.text[start:end] for start, end in spans) if printed else None

    @cached_property
    def _changed(self) -> dict[str, str]:
        return {each.block.id: each.text for each in self.altered}

    @cached_property
    def doubled(self) -> tuple[tuple[Extra, Block], ...]:
        """Texts of blocks that stand there once more."""
        return tuple((extra, self._texts[extra.text]) for extra in self._left if extra.text in self._texts)

    @cached_property
    def unexpected(self) -> tuple[Extra, ...]:
        """Texts that are no block's, no furniture and no block's once more."""
        return tuple(extra for extra in self._left if extra.text not in self._texts)

    def beside(self, extra: Extra) -> Block | None:
        """The block before a text, or behind it; none where no chapter is around it."""
        before, behind = (self.concordance.printed.get(name or "") for name in self.furniture.around(extra))
        return before.block if before and behind else None

    @cached_property
    def astray(self) -> tuple[Stray, ...]:
        """Texts outside of the structure that are neither furniture nor what is told to be missing from it."""
        blocks = (*self.lost, *(each.block for each in self.altered))
        lost = "\0".join(solid(block.text) for block in blocks)
        return tuple(stray for stray in self.furniture.astray if stray.text not in lost)

    @cached_property
    def _texts(self) -> dict[str, Block]:
        texts = ((solid(block.text), block) for block in reversed(self.concordance.blocks))
        return {text: block for text, block in texts if len(text) >= TWICE}

    @cached_property
    def _left(self) -> tuple[Extra, ...]:
        """What is strange and not part of an altered block."""
        spans = [(each.start, each.end) for each in self.altered]
        strange = self.furniture.strange if self._is_known else ()
        return tuple(each for each in strange if not any(s <= each.start and each.end <= e for s, e in spans))

    def _widened(self, printed: Printed) -> Altered:
        """An altered block with what stands right beside it in its element."""
        start, end = printed.start, printed.spans[-1][1]
        element = self.concordance.reading.element(start)
        for extra in self.furniture.strange:
            if element is not None and extra.element == element and extra.end == start:
                start = extra.start
            elif element is not None and extra.element == element and extra.start == end:
                end = extra.end
        return Altered(printed.block, self.concordance.reading.text[start:end], start, end)

    def _replaced(self) -> Iterator[tuple[str, Altered]]:
        """Short texts are not guessed at: one that is lost is replaced by what stands alone where it should be."""
        lost = {block.id for block in self.concordance.lost}
        gaps: dict[tuple[str | None, str | None], list[Extra]] = {}
        for extra in self.furniture.strange if lost else ():
            gaps.setdefault(self.furniture.around(extra), []).append(extra)
        order = self.concordance.blocks
        for at, block in enumerate(order):
            before = order[at - 1].id if at else None
            behind = order[at + 1].id if at + 1 < len(order) else None
            if block.id in lost and len(found := gaps.get((before, behind), [])) == 1:
                yield block.id, Altered(block, found[0].text, found[0].start, found[0].end)


_known: WeakKeyDictionary[Concordance, Account] = WeakKeyDictionary()


def account(subject: Subject) -> Account:
    """The account of a document, made once."""
    if subject.concordance not in _known:
        _known[subject.concordance] = Account(subject)
    return _known[subject.concordance]
