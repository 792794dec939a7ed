"""Running heads and folios: what they say, where they stand, and what they are set in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from build_tools.visual.leaves import Leaf
from build_tools.visual.model import Cause, Rectangle, rectangle
from build_tools.visual.shifts import FaceOf, face
from build_tools.visual.strays import words

# A text, and where it begins, in points.
_Printed = tuple[str, int, int]


def said(leaf: Leaf) -> str:
    """What a page's furniture says, in one line."""
    return "　".join(piece.run.text for piece in leaf.furniture)


def refaced(
    old: Leaf, new: Leaf
) -> tuple[Counter[tuple[FaceOf, FaceOf]], tuple[tuple[Rectangle, ...], tuple[Rectangle, ...]]]:
    """Furniture that says the same in another face, and where it stands."""
    if said(old) != said(new) or len(old.furniture) != len(new.furniture):
        return Counter(), ((), ())
    pairs = [(a.run, b.run) for a, b in zip(old.furniture, new.furniture, strict=True) if face(a.run) != face(b.run)]
    faces = Counter[tuple[FaceOf, FaceOf]]()
    for before, after in pairs:
        faces[face(before), face(after)] += len(after.text)
    return faces, (
        tuple(rectangle(before.boxes.bounds()) for before, _ in pairs),
        tuple(rectangle(after.boxes.bounds()) for _, after in pairs),
    )


def furniture(old: Leaf, new: Leaf) -> Iterator[Cause]:
    """Running heads and folios that say something else, or stand elsewhere."""
    before, after = ({_printed(leaf, index) for index in range(len(leaf.furniture))} for leaf in (old, new))
    texts = said(old), said(new)
    if before != after and (texts[0] != texts[1] or not refaced(old, new)[0]):
        runs = words(*texts) if texts[0] != texts[1] else ()
        yield Cause(kind="furniture", runs=runs, old=_boxes(old, after), new=_boxes(new, before))


def _printed(leaf: Leaf, index: int) -> _Printed:
    run = leaf.furniture[index].run
    return run.text, round(run.boxes[0].left), round(run.baseline)


def _boxes(leaf: Leaf, other: set[_Printed]) -> tuple[Rectangle, ...]:
    """The furniture of a page that the other page has not."""
    found = (piece for index, piece in enumerate(leaf.furniture) if _printed(leaf, index) not in other)
    return tuple(rectangle(piece.run.boxes.bounds()) for piece in found)
