"""Text that stayed, glyph by glyph: in another face, of other widths, in other places of its line, or on another place
of the page.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from build_tools.comparison.resemblance import common
from build_tools.concordance.reading import Piece
from build_tools.concordance.rest import gaps
from build_tools.inspection.document import Ink, Run
from build_tools.visual.holders import Span
from build_tools.visual.leaves import Leaf

# Points that nobody sees.
_EPSILON = 0.3
# Widths of a glyph, as parts of its size, that are another font's.
_WIDTH = 0.02
# What stays of two texts by chance is shorter.
_CHANCE = 4

FaceOf = tuple[str, float, Ink | None]


@dataclass
class Shift:
    """What was seen of a pair of pages; spans are places of either reading.

    `faces` counts characters by their old and their new face; `metrics` are those of the same face and other widths;
    `reset` what stands elsewhere in its line, or in lines at other distances, though nobody edited it, `aside` what
    stands elsewhere in its line where nothing tells whether that is so; `moved` what is somewhere else on the page;
    `come` what came from another page, `gone` what went to one.
    """

    faces: Counter[tuple[FaceOf, FaceOf]] = field(default_factory=Counter)
    refaced: list[tuple[Span, Span]] = field(default_factory=list)
    metrics: list[tuple[Span, Span]] = field(default_factory=list)
    reset: list[tuple[Span, Span]] = field(default_factory=list)
    aside: list[tuple[Span, Span]] = field(default_factory=list)
    moved: list[tuple[Span, Span]] = field(default_factory=list)
    come: list[Span] = field(default_factory=list)
    gone: list[Span] = field(default_factory=list)


@dataclass(frozen=True)
class _Stayed:
    """A text that stayed, within one piece of either page: how far its first glyph is from where it was."""

    old: Piece
    new: Piece
    spans: tuple[Span, Span]
    across: float
    up: float
    spread: float
    widened: float


def shift(old: Leaf, new: Leaf, together: Callable[[int, int], bool], holder: Callable[[int], object | None]) -> Shift:
    """What became of the text that stayed from one page to the other.

    `together` tells whether places of the readings are of blocks that belong together; `holder` the block that holds a
    place of the new reading and that nobody edited, None where there is none: what it holds may stand in other lines.
    """
    found = Shift()
    kept = [stretch for stretch in common(old.text, new.text) if stretch[2] >= _CHANCE or old.text == new.text]
    stayed = [each for stretch in kept for each in _stayed(old, new, *stretch) if together(*(s[0] for s in each.spans))]
    base = _base(old, new, stayed)
    heights: dict[object, float] = {}
    for each in stayed:
        _look(each, found, base, holder, heights)
    found.come = [*_others(new, [(b, b + size) for _, b, size in kept])]
    found.gone = [*_others(old, [(a, a + size) for a, _, size in kept])]
    return found


def _stayed(old: Leaf, new: Leaf, a: int, b: int, size: int) -> Iterator[_Stayed]:
    """A stretch of text, cut where a piece of either page begins."""
    edges = {0, size}
    edges |= {start - a for start in old.starts[old.index(a) :] if a < start < a + size}
    edges |= {start - b for start in new.starts[new.index(b) :] if b < start < b + size}
    places = sorted(edges)
    for first, last in pairwise(places):
        (before, *cut), (after, *other) = *old.cuts(a + first, a + last), *new.cuts(b + first, b + last)
        yield _measured(before, after, (cut[0], cut[1]), (other[0], other[1]))


def _measured(old: Piece, new: Piece, before: Span, after: Span) -> _Stayed:
    one, other = (array("f", piece.boxes(*span).numbers) for piece, span in ((old, before), (new, after)))
    across, last = other[0] - one[0], other[-4] - one[-4]
    edges = zip(one[2::4], one[0::4], other[2::4], other[0::4], strict=False)
    widths = (abs((c - d) - (a - b)) for a, b, c, d in edges)
    up = new.run.baseline - old.run.baseline
    return _Stayed(old, new, (before, after), across, up, last - across, max(widths, default=0.0))


def _base(old: Leaf, new: Leaf, stayed: list[_Stayed]) -> float:
    """How far all of a page has moved aside: only where it has come to the other side of a leaf."""
    if old.page.number % 2 == new.page.number % 2 or not stayed:
        return 0.0
    ((base, _),) = Counter(round(each.across, 1) for each in stayed).most_common(1)
    return base


def _look(
    each: _Stayed, found: Shift, base: float, holder: Callable[[int], object | None], heights: dict[object, float]
) -> None:
    faces = face(each.old.run), face(each.new.run)
    if faces[0] != faces[1]:
        found.faces[faces] += each.spans[0][1] - each.spans[0][0]
        found.refaced.append(each.spans)
        return
    if each.widened > _WIDTH * each.new.run.size:
        found.metrics.append(each.spans)
        return
    block = holder(each.spans[1][0])
    aside = abs(each.across - base) > _EPSILON or abs(each.spread) > _EPSILON
    if block is not None and (aside or abs(heights.setdefault(block, each.up) - each.up) > _EPSILON):
        found.reset.append(each.spans)
    elif abs(each.up) > _EPSILON:
        found.moved.append(each.spans)
    elif aside:
        found.aside.append(each.spans)


def face(run: Run) -> FaceOf:
    """What a run is set in."""
    return run.font, round(run.size, 1), run.ink


def _others(leaf: Leaf, kept: list[Span]) -> Iterator[Span]:
    """What of a page is not on its partner, as places of the reading; what is short only if there is nothing else."""
    found = [*gaps(kept, len(leaf.text))]
    long = [span for span in found if span[1] - span[0] >= _CHANCE]
    for start, end in long or found:
        yield from ((first, last) for _, first, last in leaf.cuts(start, end))
