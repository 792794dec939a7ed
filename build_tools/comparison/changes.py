"""What became of the texts, tables and images of sections that belong together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from build_tools.comparison.aligning import Pair, aligned
from build_tools.comparison.contents import Portion, Unit
from build_tools.comparison.grid import NOTHING, Placed
from build_tools.comparison.model import BlockKindOfChange, Change, Image, Link, Run
from build_tools.comparison.places import Places
from build_tools.comparison.resemblance import likeness
from build_tools.comparison.runs import Word, changed, plain, runs, words_of
from build_tools.comparison.tables import Became, rows
from build_tools.manuscript.model import Block, Figure, Part, Target
from build_tools.manuscript.model import Link as LinkOfBlock

# How much images of one file are alike whatever they show, and tables of one head whatever stands in them.
_SAME_FILE = 0.9
_SAME_HEAD = 0.6
_NUMBER = re.compile("[0-9０-９〇一二三四五六七八九十百]+")


def pairs_of(old: Sequence[Unit], new: Sequence[Unit]) -> list[Pair[Unit]]:
    """The units of the sections of both editions, side by side."""
    if [unit.hash for unit in old] == [unit.hash for unit in new]:
        return [Pair(one, other) for one, other in zip(old, new, strict=True)]
    return aligned(old, new, lambda unit: (unit.what, unit.hash), alike)


def alike(old: Unit, new: Unit, least: float) -> float:
    """How much two units are alike, from 0 to 1; 0 when less than `least`."""
    if old.what != new.what:
        return 0.0
    found = likeness(old.text, new.text, least)
    if old.figure and new.figure:
        found = max(found if old.text else 0.0, _images_alike(old.figure, new.figure))
    if old.grid and new.grid and old.grid.heads and _head(old) == _head(new):
        found = max(found, _SAME_HEAD)
    return found if found >= least else 0.0


def _images_alike(old: Figure, new: Figure) -> float:
    if old.hash and old.hash == new.hash:
        return 1.0
    return _SAME_FILE if old.file == new.file else 0.0


def _head(unit: Unit) -> list[str]:
    return [cell.text for row in unit.grid.rows[: unit.grid.heads] for cell in row] if unit.grid else []


def _readings(block: Block) -> list[tuple[str, str]]:
    return [(each.base, each.reading) for each in block.readings]


def _read(block: Block) -> Iterator[Part]:
    """The text of a block with its readings in brackets behind their bases."""
    waiting, at = list(block.readings), 0
    for part in block.parts:
        if not isinstance(part, str):
            yield part
            continue
        said, start = "", 0
        while waiting and waiting[0].at + len(waiting[0].base) <= at + len(part):
            reading = waiting.pop(0)
            end = reading.at + len(reading.base) - at
            said, start = f"{said}{part[start:end]}（{reading.reading}）", end
        yield said + part[start:]
        at += len(part)


@dataclass(frozen=True)
class Comparer:
    """Makes changes of pairs; `same_place` tells whether places of the two editions are the same one."""

    old: Places
    new: Places
    same_place: Callable[[Target, Target], bool]

    def change(self, pair: Pair[Unit]) -> Change | None:
        """What became of a unit; None if nothing did."""
        old, new = pair.old, pair.new
        unit = new or old
        if unit is None or (old and new and not pair.moved and (old.hash, old.number) == (new.hash, new.number)):
            return None
        said = {"text": self._text, "table": self._table, "image": self._image}[unit.what](old, new)
        found = _kinds(pair, said.kinds)
        if not found:
            return None
        return said.model_copy(
            update={
                "kind": unit.blocks[0].kind if unit.what == "text" else unit.what,
                "kinds": found,
                "old": self.old.side(old) if old else None,
                "new": self.new.side(new) if new else None,
                "links": self.links(old.blocks, new.blocks) if old and new else (),
            }
        )

    def heading(self, old: Portion | None, new: Portion | None) -> tuple[tuple[Run, ...], tuple[Link, ...]]:
        """The runs from one heading to the other, without numbers, and its links that changed."""
        before, after = old.heading if old else None, new.heading if new else None
        said = [
            self._words(places, block, portion.section.number) if portion and block else ()
            for places, portion, block in ((self.old, old, before), (self.new, new, after))
        ]
        return runs(*said), self.links((before,), (after,)) if before and after else ()

    def _text(self, old: Unit | None, new: Unit | None) -> Change:
        whole = not (old and new)
        read = bool(old and new and _readings(old.blocks[0]) != _readings(new.blocks[0]))
        before = self._words(self.old, old.blocks[0], old.number, whole, read) if old else ()
        after = self._words(self.new, new.blocks[0], new.number, whole, read) if new else ()
        found = runs(before, after)
        kinds = self._became(old.blocks if old else (), new.blocks if new else (), found)
        return Change(what="text", kind="paragraph", kinds=("edited",) if read else kinds, runs=found)

    def _became(
        self, old: Sequence[Block], new: Sequence[Block], found: Sequence[Run]
    ) -> tuple[BlockKindOfChange, ...]:
        """What a text became; where only numbers in references to the same places are other ones, it was renumbered."""
        if self.links(old, new):
            return ("edited",)
        if not changed(found):
            return ()
        return ("renumbered",) if [*map(unnumbered, old)] == [*map(unnumbered, new)] else ("edited",)

    def _words(
        self, places: Places, block: Block, number: str, whole: bool = False, read: bool = False
    ) -> tuple[Word, ...]:
        """The words of a block, its readings in brackets behind their bases if they are to be `read`; its number counts
        as characters, and is not compared.
        """
        first, *rest = (tuple(_read(block)) if read else block.parts) or ("",)
        ahead = f"{number} " if number and isinstance(first, str) and first.startswith(f"{number} ") else ""
        own = (first.removeprefix(ahead) if isinstance(first, str) else first, *rest)
        words = words_of(tuple(part for part in own if part), places.page_of, whole)
        return (Word("\0number", "", len(ahead)), *words) if ahead else words

    def _table(self, old: Unit | None, new: Unit | None) -> Change:
        before, after = (unit.grid if unit and unit.grid else NOTHING for unit in (old, new))
        found = tuple(rows(before, after, self._cell))
        edited = before.heads != after.heads or any(row.kinds != ("renumbered",) for row in found)
        kinds: tuple[BlockKindOfChange, ...] = ("edited",) if edited else ("renumbered",) if found else ()
        counts = (len(before.rows), len(after.rows))
        return Change(what="table", kind="table", kinds=kinds, rows=found, of_rows=counts)

    def _cell(self, old: Placed | None, new: Placed | None) -> Became:
        whole = not (old and new)
        found = runs(self._cell_words(self.old, old, whole), self._cell_words(self.new, new, whole))
        if not (old and new) or (old.rows, old.columns) != (new.rows, new.columns):
            return found, ("edited",)
        return found, self._became(old.blocks, new.blocks, found)

    def _cell_words(self, places: Places, cell: Placed | None, whole: bool) -> tuple[Word, ...]:
        found: list[Word] = []
        for block in cell.blocks if cell else ():
            found += [*([Word("\n", "\n", 1)] if found else []), *words_of(block.parts, places.page_of, whole)]
        return tuple(found)

    def _image(self, old: Unit | None, new: Unit | None) -> Change:
        before, after = old.figure if old else None, new.figure if new else None
        alt = runs(plain(before.alt if before else ""), plain(after.alt if after else ""))
        same = bool(before and after and (before.hash or before.file) == (after.hash or after.file))
        image = Image(old=before.file if before else "", new=after.file if after else "", same=same, alt=alt)
        kinds: tuple[BlockKindOfChange, ...] = ("edited",) if changed(alt) or not same else ()
        return Change(what="image", kind="image", kinds=kinds, image=image)

    def links(self, old: Sequence[Block], new: Sequence[Block]) -> tuple[Link, ...]:
        """Links of which another place is meant; those that came or went."""
        before, after = ([link for block in side for link in block.links] for side in (old, new))
        pairs = aligned(before, after, self._link_text, self._links_alike)
        found = (_link(pair) for pair in pairs if not (pair.old and pair.new and self._same(pair.old, pair.new)))
        return tuple(found)

    def _link_text(self, link: LinkOfBlock) -> str:
        return "".join(part if isinstance(part, str) else "\0" for part in link.parts)

    def _links_alike(self, old: LinkOfBlock, new: LinkOfBlock, least: float) -> float:
        return 1.0 if self._same(old, new) else likeness(self._link_text(old), self._link_text(new), least)

    def _same(self, old: LinkOfBlock, new: LinkOfBlock) -> bool:
        if old.target and new.target:
            return self.same_place(old.target, new.target)
        return old.address == new.address and not (old.target or new.target)


def _link(pair: Pair[LinkOfBlock]) -> Link:
    one = pair.new or pair.old
    text = "".join(part for part in one.parts if isinstance(part, str)) if one else ""
    return Link(text=text, old=_address(pair.old), new=_address(pair.new))


def _address(link: LinkOfBlock | None) -> str:
    """An address, or a place of the set as `DOCUMENT#ANCHOR`."""
    if link is None:
        return ""
    return f"{link.target.document}#{link.target.anchor}" if link.target else link.address


def unnumbered(block: Block) -> str:
    """The text of a block, with # for every number in what refers to a place of the set."""
    said, at = "", 0
    for link in sorted((link for link in block.links if link.target), key=lambda link: link.at):
        words = "".join(part for part in link.parts if isinstance(part, str))
        said += block.text[at : link.at] + _NUMBER.sub("#", words)
        at = link.at + len(words)
    return said + block.text[at:]


def _kinds(pair: Pair[Unit], said: Sequence[BlockKindOfChange]) -> tuple[BlockKindOfChange, ...]:
    if pair.old is None:
        return ("new",)
    if pair.new is None:
        return ("deleted",)
    renumbered = pair.old.number != pair.new.number
    kinds: tuple[tuple[BlockKindOfChange, bool], ...] = (
        ("moved", pair.moved),
        ("edited", "edited" in said),
        ("renumbered", "renumbered" in said or (renumbered and pair.new.what == "text")),
    )
    return tuple(kind for kind, holds in kinds if holds)
