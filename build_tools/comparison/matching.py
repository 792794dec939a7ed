"""Which section of the old edition a section of the new one is: by its id, unless its text contradicts, else by its
text and title; and which were split or merged.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from build_tools.comparison.contents import Key, Portion
from build_tools.comparison.resemblance import likeness, may_share

# How much two sections must be alike to be one: those of one id; any two, by their text or their titles.
_SAME_ID = 0.3
_ALIKE = 0.5
_TITLES_ALIKE = 0.6
# What the same title, and standing in the same section, add to that where several are alike.
_TITLE = 0.15
_ABOVE = 0.15
# What two sketches must have in common, as part of the smaller one, to be looked at.
_IN_COMMON = 0.1
# How much of a section must be found in what is left of another one to be a part of it; and how short a text may be
# to be known by itself.
_PART = 0.5
_SHORTEST = 20


@dataclass(frozen=True, eq=False)
class Match:
    """Sections that belong together: none of one edition, one of each, or several where one was split or merged."""

    old: tuple[Portion, ...]
    new: tuple[Portion, ...]


def matched(old: Sequence[Portion], new: Sequence[Portion]) -> list[Match]:
    """The matches in the order of the new edition; what is deleted stands behind what stood before it."""
    matcher = _Matcher(old, new)
    matcher.run()
    return _ordered([*_groups(old, new, matcher.links())], old, new)


class _Matcher:
    def __init__(self, old: Sequence[Portion], new: Sequence[Portion]) -> None:
        self.old, self.new = old, new
        self.pairs: dict[Portion, Portion] = {}
        self.taken: set[Portion] = set()
        self.parts: list[tuple[Portion, Portion]] = []
        self.documents = renamed_documents(old, new)
        self.above_old, self.above_new = _above(old), _above(new)

    def run(self) -> None:
        self._by_key(lambda portion: (self._key(portion), portion.section.title, portion.hash))
        self._by_key(lambda portion: (portion.section.title, portion.hash), _tells, alone=True)
        self._by_labels()
        self._by_id()
        self._by_key(lambda portion: (portion.section.title, portion.hash), _tells)
        self._by_key(lambda portion: portion.hash, _tells)
        self._by_children()
        for level in sorted({portion.section.level for portion in self.old}):
            self._by_likeness(level)
        self._by_likeness()
        self._by_children()
        self._by_labels(doubting=False)
        self._by_key(self._key)
        self._find_parts()

    def links(self) -> Iterator[tuple[Portion, Portion]]:
        yield from self.pairs.items()
        yield from self.parts

    def _left(self) -> tuple[list[Portion], list[Portion]]:
        old = [portion for portion in self.old if portion not in self.pairs]
        return old, [portion for portion in self.new if portion not in self.taken]

    def _pair(self, old: Portion, new: Portion) -> None:
        self.pairs[old] = new
        self.taken.add(new)

    def _key(self, portion: Portion) -> Key:
        return self.documents.get(portion.document, portion.document), portion.section.id

    def _by_key(
        self, key: Callable[[Portion], Hashable], of: Callable[[Portion], bool] | None = None, alone: bool = False
    ) -> None:
        """Pair what has the same key, in order; or only where each edition has it once, `alone`."""
        old, new = (_by(key, filter(of, side)) for side in self._left())
        for name in filter(new.__contains__, old):
            if not alone or len(old[name]) == len(new[name]) == 1:
                for one, other in zip(old[name], new[name], strict=False):
                    self._pair(one, other)

    def _by_labels(self, doubting: bool = True) -> None:
        """Pair what the author calls by the same name, in whatever chapter."""
        old, new = self._left()
        known = {(self._key(portion)[0], label): portion for portion in old for label in portion.section.labels}
        for portion in new:
            named = (known.get((portion.document, label)) for label in portion.section.labels)
            self._trust(next(filter(None, named), None), portion, doubting)

    def _by_id(self) -> None:
        """Pair what has the same id: the same titles above it in the same chapter, as long as that is the same one, and
        no other section has an id made of the same titles (`~2`).
        """
        old, new = self._left()
        several = _several(self.old) | _several(self.new)
        known = {self._key(portion): portion for portion in old if not portion.section.labels}
        for portion in new:
            before = known.get(portion.key)
            if before and _family(portion) not in several and self._same_above(before, portion):
                self._trust(before, portion)

    def _trust(self, old: Portion | None, new: Portion, doubting: bool = True) -> None:
        if old and old not in self.pairs and new not in self.taken and not (doubting and _contradicts(old, new)):
            self._pair(old, new)

    def _by_likeness(self, level: int | None = None) -> None:
        """Pair what is most alike; of one level, so that those above are known when their turn comes, or of any."""
        old, new = ([each for each in side if level in (None, each.section.level)] for side in self._left())
        scored = [(self._score(one, other), -a, -b) for a, one in enumerate(old) for b, other in enumerate(new)]
        for score, a, b in sorted(scored, reverse=True):
            if score and old[-a] not in self.pairs and new[-b] not in self.taken:
                self._pair(old[-a], new[-b])

    def _score(self, old: Portion, new: Portion) -> float:
        """How much two sections are alike, a little more when they have the same title or stand in the same place."""
        if not may_share(old.sketch, new.sketch, _IN_COMMON):
            return 0.0
        title = likeness(old.section.title, new.section.title, _TITLES_ALIKE)
        above = self._same_above(old, new)
        if not (old.units and new.units):
            return title if above and not (old.units or new.units) else 0.0
        text = likeness(old.text, new.text, _ALIKE)
        return text and text + _TITLE * title + _ABOVE * above

    def _same_above(self, old: Portion, new: Portion) -> bool:
        above, here = self.above_old.get(old), self.above_new.get(new)
        return self.pairs.get(above) is here if above and here else above is here

    def _by_children(self) -> None:
        """Pair what holds the same sections, from the innermost outwards."""
        children: dict[Portion, list[Portion]] = defaultdict(list)
        for portion, above in self.above_old.items():
            children[above].append(portion)
        for portion in sorted(children, key=lambda portion: -portion.section.level):
            votes = Counter(self.above_new.get(self.pairs[child]) for child in children[portion] if child in self.pairs)
            chosen, count = votes.most_common(1)[0] if votes else (None, 0)
            if chosen and 2 * count >= len(children[portion]):
                self._trust(portion, chosen, doubting=False)

    # Parts

    def _find_parts(self) -> None:
        """Of sections that are left, find those that are a part of another one: of what its other parts do not hold."""
        old, new = self._left()
        self.parts += _parts(new, self.old, lambda whole: [self.pairs[whole]] if whole in self.pairs else [])
        backwards = {after: before for before, after in self.pairs.items()}
        merged = _parts(old, self.new, lambda whole: [backwards[whole]] if whole in backwards else [])
        self.parts += [(part, whole) for whole, part in merged]


def _parts(
    left: Iterable[Portion], wholes: Sequence[Portion], known: Callable[[Portion], list[Portion]]
) -> list[tuple[Portion, Portion]]:
    """Wholes with the parts of them that were found among what is left."""
    found: list[tuple[Portion, Portion]] = []
    rest: dict[Portion, frozenset[str]] = {}
    for part in left:
        if not _tells(part):
            continue
        scored = [(_held(part, whole, rest, known), -place) for place, whole in enumerate(wholes)]
        score, place = max(scored, default=(0.0, 0))
        if score >= _PART:
            whole = wholes[-place]
            found.append((whole, part))
            rest[whole] -= part.shingles
    return found


def _held(
    part: Portion,
    whole: Portion,
    rest: dict[Portion, frozenset[str]],
    known: Callable[[Portion], list[Portion]],
) -> float:
    """How much of a part what is left of a whole holds."""
    if not may_share(part.sketch, whole.sketch, _IN_COMMON):
        return 0.0
    if whole not in rest:
        rest[whole] = whole.shingles.difference(*(other.shingles for other in known(whole)))
    return len(part.shingles & rest[whole]) / max(len(part.shingles), 1)


def renamed_documents(old: Sequence[Portion], new: Sequence[Portion]) -> Mapping[str, str]:
    """What documents of the old edition are called in the new one, where that is another name."""
    before, after = ([*dict.fromkeys(portion.document for portion in side)] for side in (old, new))
    gone, come = [name for name in before if name not in after], [name for name in after if name not in before]
    return {gone[0]: come[0]} if len(gone) == len(come) == 1 else {}


def _above(portions: Sequence[Portion]) -> Mapping[Portion, Portion]:
    known = {portion.key: portion for portion in portions}
    found = ((portion, known.get((portion.document, portion.section.above))) for portion in portions)
    return {portion: above for portion, above in found if above}


def _by(key: Callable[[Portion], Hashable], portions: Iterable[Portion]) -> Mapping[Hashable, list[Portion]]:
    found: dict[Hashable, list[Portion]] = defaultdict(list)
    for portion in portions:
        found[key(portion)].append(portion)
    return found


def _tells(portion: Portion) -> bool:
    """Whether a section has content enough to be known by it."""
    return len(portion.text) >= _SHORTEST


def _family(portion: Portion) -> Key:
    """The id without what tells apart sections of the same titles."""
    name, _, number = portion.section.id.rpartition("~")
    return (portion.document, name) if name and number.isdigit() else portion.key


def _several(portions: Sequence[Portion]) -> set[Key]:
    return {name for name, count in Counter(map(_family, portions)).items() if count > 1}


def _contradicts(old: Portion, new: Portion) -> bool:
    """Whether two sections of one name say something else: their texts or, where there is none, their titles."""
    if old.units or new.units:
        return bool(old.units and new.units) and not likeness(old.text, new.text, _SAME_ID)
    return not likeness(old.section.title, new.section.title, _TITLES_ALIKE)


def _groups(
    old: Sequence[Portion], new: Sequence[Portion], links: Iterator[tuple[Portion, Portion]]
) -> Iterator[Match]:
    """What links lead from one to the other, as one."""
    root: dict[Portion, Portion] = {portion: portion for portion in (*old, *new)}
    find = partial(_root, root)
    for one, other in links:
        root[find(one)] = find(other)
    sides: dict[Portion, tuple[list[Portion], list[Portion]]] = defaultdict(lambda: ([], []))
    for side, portions in enumerate((old, new)):
        for portion in portions:
            sides[find(portion)][side].append(portion)
    return (Match(tuple(before), tuple(after)) for before, after in sides.values())


def _root(root: dict[Portion, Portion], portion: Portion) -> Portion:
    while root[portion] is not portion:
        portion = root[portion]
    return portion


def _ordered(matches: Sequence[Match], old: Sequence[Portion], new: Sequence[Portion]) -> list[Match]:
    """Matches by their first section of the new edition, deleted ones behind the one that stood before them."""
    found = {portion: match for match in matches for portion in (*match.old, *match.new)}
    place = {match: at for at, portion in enumerate(new) if (match := found[portion]).new[0] is portion}
    order = {match: (at, 0) for match, at in place.items()}
    before = (-1, 0)
    for at, portion in enumerate(old):
        before = order.setdefault(found[portion], (before[0], 1 + at))
    return sorted(matches, key=lambda match: order[match])
