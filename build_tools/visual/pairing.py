"""Which page became which: by what they say, and where on the page it stands.

So a page that was put in is one page more, and not a change of all that follow; and pages whose look alone is another
one still belong together.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from build_tools.comparison.aligning import IN_PLACE, Pair, aligned
from build_tools.inspection.document import Box, Page
from build_tools.visual.leaves import Leaf
from build_tools.visual.pictures import Glance

# So much two pages must have in common to belong together; of that, how much places count for beside text.
_LEAST, _PLACES = 0.15, 0.25
# Texts up to this length do not make a page known wherever it stands.
_SHORT = 40
_GRAM = 4


@dataclass(frozen=True, eq=False)
class _Sight:
    """A page as it is held against others: a fourth of the stretches of its text, chosen by what they are, and the
    places of its lines and images; a glance at one that has hardly any text.
    """

    number: int
    leaf: Leaf
    key: Hashable
    grams: frozenset[str]
    places: frozenset[tuple[int, ...]]
    glance: Glance | None


def wordless(sides: Sequence[Sequence[Leaf]]) -> list[tuple[int, int]]:
    """The pages, by side and number, that are better known by a glance than by their text."""
    return [
        (side, leaf.page.number) for side, leaves in enumerate(sides) for leaf in leaves if len(leaf.text) <= _SHORT
    ]


def paired(
    old: Sequence[Leaf], new: Sequence[Leaf], glances: Mapping[tuple[int, int], Glance] | None = None
) -> list[Pair[Leaf]]:
    """The pairs of pages in the order of the new file; what is in the old one alone stands where it stood."""
    sights = [
        [_sight(leaf, side, (glances or {}).get((side, leaf.page.number))) for leaf in leaves]
        for side, leaves in enumerate((old, new))
    ]
    found = aligned(sights[0], sights[1], lambda sight: sight.key, _alike)
    return [Pair(_leaf(each.old), _leaf(each.new), each.moved) for each in found]


def _leaf(sight: _Sight | None) -> Leaf | None:
    return sight.leaf if sight else None


def _sight(leaf: Leaf, side: int, glance: Glance | None) -> _Sight:
    """Pages with nothing on them are not known by it: any might be any other."""
    number = leaf.page.number
    key: Hashable = leaf.text if len(leaf.text) > _SHORT else (side, number)
    if glance and not glance.is_blank:
        key = (leaf.text, glance.digest)
    return _Sight(number, leaf, key, _grams(leaf.text), _places(leaf.page), glance)


def _grams(text: str) -> frozenset[str]:
    """Stretches of a text; of a long one those that would be chosen from any other text as well."""
    found = {text[at : at + _GRAM] for at in range(max(1, len(text) - _GRAM + 1))} if text else set()
    return frozenset(gram for gram in found if len(text) < 400 or (7 * ord(gram[0]) + ord(gram[-1])) % 4 == 0)


def _places(page: Page) -> frozenset[tuple[int, ...]]:
    boxes: list[Box] = [*(line.box for line in page.lines), *(image.box for image in page.images)]
    return frozenset(tuple(round(edge / 2) for edge in box) for box in boxes)


def _alike(old: _Sight, new: _Sight, least: float) -> float:
    """How much two pages are alike; what is too little comes out below the least that belongs together."""
    text, places = _shared(old.grams, new.grams), _shared(old.places, new.places)
    if old.glance and new.glance:
        seen = old.glance.like(new.glance)
        text = max(text, seen) if old.grams or new.grams else seen
    found = (1 - _PLACES) * text + _PLACES * places
    score = IN_PLACE + (1 - IN_PLACE) * (found - _LEAST) / (1 - _LEAST)
    return score if score >= least else 0.0


def _shared(old: frozenset[object], new: frozenset[object]) -> float:
    """The part that two sets have in common; of nothing with nothing, all."""
    count = len(old) + len(new)
    return 2 * len(old & new) / count if count else 1.0
