"""The order of a comparison: read, pair, draw, judge."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from build_tools.collection import no_collection
from build_tools.comparison.aligning import Pair
from build_tools.errors import KankoError, Problem, typed
from build_tools.inspection import Limits
from build_tools.reports.proof.studio import Limits as Drawing
from build_tools.visual import messages, model
from build_tools.visual.holders import Holders
from build_tools.visual.judging import Judge, kinds_of
from build_tools.visual.leaves import Leaf
from build_tools.visual.model import File, PageComparison, Region, Sheet, rectangle
from build_tools.visual.pairing import paired, wordless
from build_tools.visual.pictures import Look, glances, looks
from build_tools.visual.sides import Side, read_side


@dataclass(frozen=True)
class Request:
    """Two PDFs, and what reading one of them, and drawing one page, may take."""

    old: Path
    new: Path
    limits: Limits = field(default_factory=Limits)
    drawing: Drawing = field(default_factory=Drawing)


def compare_pages(
    request: Request, pictures: Path | None = None, progress: Callable[[int, int], None] = lambda done, total: None
) -> PageComparison:
    """What is another on the pages of two PDFs, and why; the pictures of pages that differ go into a folder, if one is
    given. `progress` is told how many pairs of how many have been looked at.

    Raises KankoError for files that can't be read or drawn, and where what lies beside them is not theirs.
    """
    with no_collection():
        sides = _sides(request)
        claimed = all(side.concordance for side in sides)
        holders = Holders(sides[0], "old", claimed), Holders(sides[1], "new", claimed)
        pages = wordless([each.leaves for each in holders])
        seen_first = glances((request.old, request.new), pages, request.drawing)
        pairs = paired(holders[0].leaves, holders[1].leaves, seen_first)
        seen = tuple(_looks(request, pairs, sides[0].sha256 == sides[1].sha256, pictures, progress))
        judge = Judge(*holders)
        numbered = enumerate(zip(pairs, seen, strict=True), 1)
        found = tuple(_pair(number, pair, look, judge) for number, (pair, look) in numbered)
        return PageComparison(old=_file(sides[0]), new=_file(sides[1]), pairs=found)


def _sides(request: Request) -> tuple[Side, Side]:
    """Both files, each read by a process of its own; raises KankoError with what is wrong with either."""
    with ThreadPoolExecutor(2) as pool:
        asked = [pool.submit(read_side, path, request.limits) for path in (request.old, request.new)]
    failed = [error for each in asked if (error := each.exception())]
    problems = [problem for error in failed if isinstance(error, KankoError) for problem in error.problems]
    if problems:
        raise KankoError(dict.fromkeys(problems))
    return asked[0].result(), asked[1].result()


def _looks(
    request: Request,
    pairs: Sequence[Pair[Leaf]],
    identical: bool,
    pictures: Path | None,
    progress: Callable[[int, int], None],
) -> Iterator[Look]:
    """The pictures of all pairs; of one and the same file none need be drawn."""
    numbers = [tuple(leaf and leaf.page.number for leaf in (pair.old, pair.new)) for pair in pairs]
    if identical:
        yield from (Look((_points(pair.old), _points(pair.new)), False, ()) for pair in pairs)
        return
    found = looks((request.old, request.new), numbers, pictures, request.drawing)  # type: ignore[arg-type]
    for done, (pair, look) in enumerate(zip(pairs, found, strict=True), 1):
        if look is None:
            raise KankoError([_not_drawn(request, pair)])
        progress(done, len(pairs))
        yield look


def _points(leaf: Leaf | None) -> tuple[int, int] | None:
    return (round(leaf.page.shown.width), round(leaf.page.shown.height)) if leaf else None


def _not_drawn(request: Request, pair: Pair[Leaf]) -> Problem:
    path, leaf = (request.new, pair.new) if pair.new else (request.old, pair.old)
    return messages.not_drawn(typed(path), leaf.page.number + 1 if leaf else 0)


def _pair(number: int, pair: Pair[Leaf], look: Look, judge: Judge) -> model.Pair:
    causes = judge.causes(pair, look)
    sheets = (_sheet(leaf, size) for leaf, size in zip((pair.old, pair.new), look.sizes, strict=True))
    return model.Pair(
        number=number,
        kinds=kinds_of(pair, causes),
        old=next(sheets),
        new=next(sheets),
        elsewhere=pair.moved,
        causes=causes,
        regions=tuple(Region(left=r.left, top=r.top, width=r.width, height=r.height) for r in look.regions),
    )


def _sheet(leaf: Leaf | None, size: tuple[int, int] | None) -> Sheet | None:
    if leaf is None or size is None:
        return None
    page, (width, height) = leaf.page, size
    return Sheet(
        number=page.number + 1,
        label=page.label,
        box=rectangle(page.shown),
        rotation=page.rotation % 360,
        width=width,
        height=height,
    )


def _file(side: Side) -> File:
    said = side.pdf.metadata
    return File(
        file=typed(side.path),
        sha256=side.sha256,
        pages=len(side.pdf.pages),
        title=said.entry("Title") or "",
        producer=said.entry("Producer") or "",
        fonts=tuple(sorted({font.name for font in side.pdf.fonts})),
        manuscript=side.manuscript,
    )
