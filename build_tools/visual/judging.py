"""Why a page is another one than its partner."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from build_tools.comparison.aligning import Pair
from build_tools.visual.edits import Edit, edits
from build_tools.visual.following import Following
from build_tools.visual.furniture import furniture, refaced
from build_tools.visual.holders import Holders, Span
from build_tools.visual.leaves import Leaf
from build_tools.visual.leftovers import unexplained
from build_tools.visual.model import KINDS, Block, Cause, Face, Faces, How, Kind, Rectangle
from build_tools.visual.pictures import Look
from build_tools.visual.shifts import FaceOf, Shift, shift
from build_tools.visual.strays import brief

_SHOWN_FACES = 8


# What pushes, and whether because it is set otherwise instead of edited.
_Pusher = tuple[Block, bool]
# Text that moved: a place of the new reading, and where it is on the old page and on the new one, if it is there.
_Spot = tuple[int, Span | None, Span | None]


class Judge:
    """Two sides with all that was edited between them."""

    def __init__(self, old: Holders, new: Holders) -> None:
        self.old, self.new = old, new
        found = edits(old, new)
        self.edits, self.stayed = found.edits, found.stayed
        self.touched = {name for edit in self.edits for name in edit.held[1]}
        self.following = Following(old, new, self.stayed, self.edits)
        self.pushing = _pushing(self)
        self._at = [at for at, _ in self.pushing]
        self._by_page = [_by_page(holders, self.edits, side) for side, holders in enumerate((old, new))]

    def causes(self, pair: Pair[Leaf], look: Look) -> tuple[Cause, ...]:
        """Why a pair of pages differs; none where it does not."""
        if pair.old is None or pair.new is None:
            return tuple(self._alone(pair.old, pair.new))
        if not look.differs:
            return ()
        found = [*self._why(pair.old, pair.new)]
        if not {cause.kind for cause in found} & {"moved", "engine"}:
            found += self._unexplained(pair.old, pair.new, look, found)
        return tuple(sorted(found, key=lambda cause: KINDS.index(cause.kind)))

    def _alone(self, old: Leaf | None, new: Leaf | None) -> Iterator[Cause]:
        """What is said of a page that has no partner: what was edited on it, else what pushed its text there."""
        edits = self.edits_on(old, new)
        if edits:
            yield from self._edited_all(edits, old, new)
        elif new and new.pieces:
            yield _pushed(self._last(new.pieces[0].start), (), ())
        elif old and old.pieces:
            yield Cause(kind="moved", block=self._puller(old))

    def _puller(self, old: Leaf) -> Block | None:
        """What drew the text of an old page to others: what last made room before the place where it stands now."""
        names = (self.stayed.get(self.old.at(piece.start) or "", "") for piece in old.pieces)
        now = (self.new.start(name) for name in names)
        return self._pusher(next((at for at in now if at is not None), 0))

    def _why(self, old: Leaf, new: Leaf) -> Iterator[Cause]:
        edits = self.edits_on(old, new)
        yield from self._edited_all(edits, old, new)
        seen = shift(old, new, self.following, self._untouched)
        yield from self._engine(seen, old, new)
        yield from self._shifted(seen, old, new, edits)
        yield from furniture(old, new)

    def _unexplained(self, old: Leaf, new: Leaf, look: Look, found: Sequence[Cause]) -> Iterator[Cause]:
        both = (self.old, old), (self.new, new)
        images = [edit for edit in self.edits if edit.image]
        return unexplained(both, look, found, self.edits_on(old, new), images)

    def edits_on(self, old: Leaf | None, new: Leaf | None) -> list[Edit]:
        """What was edited on either page, each once, in order."""
        leaves = zip(self._by_page, (old, new), strict=True)
        found = chain.from_iterable(by.get(leaf.page.number, ()) for by, leaf in leaves if leaf)
        return sorted({id(edit): edit for edit in found}.values(), key=lambda edit: edit.at)

    def _edited_all(self, edits: Sequence[Edit], old: Leaf | None, new: Leaf | None) -> Iterator[Cause]:
        """What was edited, one by one; the numbers of a page together, for a page of contents has many."""
        yield from (self._edited(edit, old, new) for edit in edits if edit.kind != "numbers")
        numbers = [self._edited(edit, old, new) for edit in edits if edit.kind == "numbers"]
        if numbers:
            yield together(numbers)

    def _edited(self, edit: Edit, old: Leaf | None, new: Leaf | None) -> Cause:
        return Cause(
            kind=edit.kind,
            became=edit.became,
            block=edit.block,
            runs=edit.runs,
            image=edit.image,
            old=self._boxes(self.old, edit, 0, old),
            new=self._boxes(self.new, edit, 1, new),
        )

    def _boxes(self, holders: Holders, edit: Edit, side: int, leaf: Leaf | None) -> tuple[Rectangle, ...]:
        """Where an edit is seen on a page."""
        if leaf is None:
            return ()
        return (
            holders.image(edit.beside[side], leaf.page)
            if edit.image
            else holders.boxes(edit.spans[side], leaf.page.number)
        )

    def _untouched(self, place: int) -> str | None:
        """The block or element that holds a place, if nobody edited it; None too where nothing tells which it is."""
        name = self.new.at(place)
        unit = self.new.units.get(name or "")
        return None if name in self.touched or (unit and unit.element is None) else name

    def _engine(self, seen: Shift, old: Leaf, new: Leaf) -> Iterator[Cause]:
        faces, boxes = refaced(old, new)
        if seen.faces or faces:
            yield self._seen("face", seen.refaced, old, new, _most(seen.faces + faces), boxes)
        if seen.metrics:
            yield self._seen("metrics", seen.metrics, old, new)
        if seen.reset and not seen.faces:
            yield self._seen("set", seen.reset, old, new)
        if _size(old) != _size(new):
            yield Cause(kind="engine", how="size")

    def _seen(
        self,
        how: How,
        spans: Sequence[tuple[Span, Span]],
        old: Leaf,
        new: Leaf,
        faces: tuple[Faces, ...] = (),
        more: tuple[tuple[Rectangle, ...], tuple[Rectangle, ...]] = ((), ()),
    ) -> Cause:
        before = self.old.boxes((span[0] for span in spans), old.page.number)
        after = self.new.boxes((span[1] for span in spans), new.page.number)
        return Cause(kind="engine", how=how, faces=faces, old=before + more[0], new=after + more[1])

    def _shifted(self, seen: Shift, old: Leaf, new: Leaf, edits: Sequence[Edit]) -> Iterator[Cause]:
        """What moved, if it moved for another reason than that it is set otherwise."""
        here = {name for edit in edits for name in edit.held[1]}
        aside = [] if edits else seen.aside
        moved = [both for both in (*seen.moved, *aside) if self.new.at(both[1][0]) not in here]
        spots: list[_Spot] = [(after[0], before, after) for before, after in moved]
        spots += [(span[0], None, span) for span in seen.come]
        spots += [(next(self.following.to_new(*span)).there, span, None) for span in seen.gone]
        otherwise = seen.faces or seen.metrics or seen.reset
        for cause in self._by_pusher(sorted(spots, key=lambda spot: spot[0]), old, new, edits):
            if not otherwise or (cause.block and not cause.how):
                yield cause

    def _by_pusher(self, spots: Iterable[_Spot], old: Leaf, new: Leaf, edits: Sequence[Edit]) -> Iterator[Cause]:
        """What moved, by what pushed it; all that was pushed by what is set otherwise as one."""
        groups: dict[object, tuple[_Pusher | None, list[_Spot]]] = {}
        for spot in spots:
            pusher = self._last(spot[0]) or self._on_page(spot[0], edits)
            key = pusher and (pusher[1] or pusher[0])
            groups.setdefault(key, (pusher, []))[1].append(spot)
        for pusher, group in groups.values():
            before = self.old.boxes((spot[1] for spot in group if spot[1]), old.page.number)
            after = self.new.boxes((spot[2] for spot in group if spot[2]), new.page.number)
            yield _pushed(pusher, before, after)

    def _on_page(self, first: int, edits: Sequence[Edit]) -> _Pusher | None:
        """What may have pushed a text on its own page: where nothing tells what a paragraph is, any edit before it."""
        unit = self.new.units.get(self.new.at(first) or "")
        loose = unit is not None and unit.element is None
        found = [edit for edit in edits if edit.grown or (loose and edit.kind == "edited" and edit.at <= first)]
        return (found[-1].block, False) if found else None

    def _pusher(self, place: int) -> Block | None:
        found = self._last(place)
        return found[0] if found else None

    def _last(self, place: int) -> _Pusher | None:
        """What last takes up another room before a place, and whether it is set otherwise instead of edited."""
        index = bisect_right(self._at, place)
        return self.pushing[index - 1][1] if index else None


def _pushed(pusher: _Pusher | None, old: tuple[Rectangle, ...], new: tuple[Rectangle, ...]) -> Cause:
    """What moved; where nothing pushed it, the engine or a stylesheet set it elsewhere."""
    if pusher is None:
        return Cause(kind="engine", how="set", old=old, new=new)
    block, otherwise = pusher
    return Cause(kind="moved", block=block, how="face" if otherwise else "", old=old, new=new)


def _by_page(holders: Holders, edits: Iterable[Edit], side: int) -> dict[int, list[Edit]]:
    """Edits by the pages on which they are seen; of an image those of the block beside it."""
    found: dict[int, list[Edit]] = {}
    for edit in edits:
        for page in holders.pages(holders.spans.get(edit.beside[side], ()) if edit.image else edit.spans[side]):
            found.setdefault(page, []).append(edit)
    return found


def _pushing(judge: Judge) -> list[tuple[int, _Pusher]]:
    """What takes up another room than it did, by its place: what was edited, and what is set otherwise."""
    old, new = judge.old, judge.new
    found = [(edit.at, (edit.block, False)) for edit in judge.edits if edit.grown]
    for before, after in judge.stayed.items():
        at = new.start(after)
        if at is not None and before in old.spans and _room(old, before) != _room(new, after):
            found.append((at, (new.named(after), True)))
    return sorted(found, key=lambda each: each[0])


def _room(holders: Holders, name: str) -> tuple[int, float]:
    """How many lines a block takes up, and of what size."""
    return holders.lines((name,)), holders.size(name)


def _face(found: FaceOf) -> Face:
    font, size, ink = found
    colour = "#{:02x}{:02x}{:02x}".format(*ink[:3]) if ink else ""
    return Face(font=font, size=size, colour=colour)


def _size(leaf: Leaf) -> tuple[float, ...]:
    shown = leaf.page.shown
    return round(shown.width), round(shown.height), leaf.page.rotation % 360


def _most(faces: Counter[tuple[FaceOf, FaceOf]]) -> tuple[Faces, ...]:
    """The faces that most characters have changed."""
    most = faces.most_common(_SHOWN_FACES)
    return tuple(Faces(old=_face(before), new=_face(after), characters=count) for (before, after), count in most)


def together(causes: Sequence[Cause]) -> Cause:
    """Causes of one kind as one: the words of all, and the block if it is the only one."""
    return causes[0].model_copy(
        update={
            "block": causes[0].block if len(causes) == 1 else None,
            "runs": tuple(run for cause in causes for run in brief(cause.runs)),
            "old": tuple(box for cause in causes for box in cause.old),
            "new": tuple(box for cause in causes for box in cause.new),
        }
    )


def kinds_of(pair: Pair[Leaf], causes: Iterable[Cause]) -> tuple[Kind, ...]:
    """What a pair is called, first of all."""
    alone: set[Kind] = {"inserted"} if pair.old is None else {"removed"} if pair.new is None else set()
    found = alone | {cause.kind for cause in causes}
    return tuple(kind for kind in KINDS if kind in found) or ("same",)
