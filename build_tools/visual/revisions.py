"""What the manuscripts say was edited: block by block, in this one document of the set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from build_tools.comparison.compare import compare
from build_tools.comparison.model import BlockKindOfChange, Change, Run, Section, Side
from build_tools.comparison.runs import changed
from build_tools.visual.holders import Holders


@dataclass(frozen=True, eq=False)
class Revision:
    """What became of blocks of either side. An image has none of its own: `anchors` are its captions, or the blocks
    before it, by side.
    """

    became: BlockKindOfChange
    old: tuple[str, ...]
    new: tuple[str, ...]
    runs: tuple[Run, ...]
    image: str = ""
    anchors: tuple[str, str] = ("", "")


def revisions(old: Holders, new: Holders) -> list[Revision]:
    """Every revision between two sides, each once; none where one of them has no manuscript."""
    if old.side.edition is None or new.side.edition is None:
        return []
    comparison = compare(old.side.edition, new.side.edition)
    found: dict[object, Revision] = {}
    for section in comparison.sections:
        for each in (*_headings(section, old, new), *_texts(section, old, new)):
            if each.old or each.new or each.image:
                found.setdefault((each.old, each.new, each.image, each.anchors), each)
    return [*found.values()]


def _texts(section: Section, old: Holders, new: Holders) -> Iterator[Revision]:
    return (_revision(each, old, new) for each in section.blocks if isinstance(each, Change))


def _revision(change: Change, old: Holders, new: Holders) -> Revision:
    """What of a change is on these two PDFs: what comes from another document of the set is new in this one."""
    sides = [
        side if side and holders.side.document and side.document == holders.side.document.id else None
        for side, holders in ((change.old, old), (change.new, new))
    ]
    became: BlockKindOfChange = "edited" if "edited" in change.kinds else change.kinds[0]
    became = "deleted" if sides[0] and not sides[1] else "new" if sides[1] and not sides[0] else became
    image = (change.image.new or change.image.old) if change.image and any(sides) else ""
    blocks = [side.blocks if side else () for side in sides]
    anchors = [
        _beside(holders, side) if side and image else "" for side, holders in zip(sides, (old, new), strict=True)
    ]
    runs = change.runs or tuple(run for row in change.rows for cell in row.cells for run in _with_gap(cell.runs))
    return Revision(became, blocks[0], blocks[1], runs, image, (anchors[0], anchors[1]))


def _with_gap(runs: Sequence[Run]) -> Sequence[Run]:
    """The runs of a cell that changed, apart from those of the next one."""
    return (*runs, Run(kind="same", text="　")) if changed(runs) else ()


def _beside(holders: Holders, side: Side) -> str:
    """The caption of an image, or the last block of its section that stands before it in the source."""
    caption = holders.captions.get((side.place.file, side.place.line))
    blocks = (each for each in holders.blocks.values() if each.section == side.section)
    found = [(each.place.line or 0, each.id) for each in blocks if (each.place.line or 0) <= (side.place.line or 0)]
    return caption or (max(found)[1] if found else "")


def _headings(section: Section, old: Holders, new: Holders) -> Iterator[Revision]:
    before = [name for side in section.old if (name := _heading(old, side.document, side.id))]
    after = [name for side in section.new if (name := _heading(new, side.document, side.id))]
    if len(before) == len(after) == 1:
        if changed(section.title):
            yield Revision("edited", (before[0],), (after[0],), section.title)
        elif section.old[0].number != section.new[0].number:
            yield Revision("renumbered", (before[0],), (after[0],), ())
        return
    hashes = [{holders.blocks[name].hash for name in side} for holders, side in ((old, before), (new, after))]
    for name in before:
        if old.blocks[name].hash not in hashes[1]:
            yield Revision("deleted", (name,), (), (Run(kind="deleted", text=old.blocks[name].text),))
    for name in after:
        if new.blocks[name].hash not in hashes[0]:
            yield Revision("new", (), (name,), (Run(kind="inserted", text=new.blocks[name].text),))


def _heading(holders: Holders, document: str, section: str) -> str:
    if not holders.side.document or holders.side.document.id != document or section not in holders.sections:
        return ""
    return holders.sections[section].heading
