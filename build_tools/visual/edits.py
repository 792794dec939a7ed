"""What was edited, and where on paper it stands: revisions of the manuscripts, and text that no block holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from build_tools.comparison.model import BlockKindOfChange, Run
from build_tools.concordance import Printed
from build_tools.concordance.reading import solid
from build_tools.visual.holders import Holders, Span, Unit, changed_spans, placed
from build_tools.visual.model import Block, Kind
from build_tools.visual.revisions import Revision, revisions
from build_tools.visual.strays import Named, are_numbers, became, differing, paired_units, words


@dataclass(frozen=True, eq=False)
class Edit:
    """Text or a picture that is another one: where on either side, the blocks or units that hold it, from which place
    of the new reading on it may push (`at`), and whether it takes up another room (`grown`). An image is held by none:
    `beside` are the blocks at which it stands, by side.

    `kind` is "edited", or "numbers" for numbers that the press sets.
    """

    kind: Kind
    became: BlockKindOfChange
    block: Block
    spans: tuple[tuple[Span, ...], tuple[Span, ...]]
    held: tuple[tuple[str, ...], tuple[str, ...]]
    runs: tuple[Run, ...]
    at: int
    grown: bool
    image: str = ""
    beside: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Edits:
    """All that was edited, in the order of the new reading; `stayed` are the blocks and units that were not, by those
    of the old side.
    """

    edits: tuple[Edit, ...]
    stayed: Mapping[str, str]


def edits(old: Holders, new: Holders) -> Edits:
    """What was edited between two sides."""
    return _Making(old, new).made(revisions(old, new), paired_units(old, new))


class _Making:
    """Edits as they are made; `stayed` tells what was not edited."""

    def __init__(self, old: Holders, new: Holders) -> None:
        self.old, self.new = old, new
        self.stayed: dict[str, str] = {}
        self.titles: list[tuple[str, str, Block]] = []

    def made(self, revised: list[Revision], units: list[tuple[Named | None, Named | None, bool]]) -> Edits:
        """All edits."""
        gone = {name for each in revised for name in each.old}
        come = {name for each in revised for name in each.new}
        self.stayed = dict(_stayed(self.old, self.new, gone, come))
        both = [(one, other) for one, other, moved in units if one and other and not moved]
        self.stayed |= {one[0]: other[0] for one, other in both if one[1].text == other[1].text}
        found = [edit for each in revised if (edit := self._revised(each))]
        self.titles = [*self._titles(revised)]
        found += self._printed_otherwise()
        found += [edit for one, other, moved in units if (edit := self._stray(one, other, moved))]
        return Edits(tuple(sorted(found, key=lambda edit: edit.at)), self.stayed)

    def _revised(self, each: Revision) -> Edit | None:
        spans = _spans(self.old, each.old), _spans(self.new, each.new)
        texts = self.old.text(spans[0]), self.new.text(spans[1])
        whole = [(0, len(texts[0]))], [(0, len(texts[1]))]
        parts = whole if each.became == "moved" else changed_spans(*texts)
        where = placed(parts[0], spans[0]), placed(parts[1], spans[1])
        block = self._named(each, where)
        if block is None:
            return None
        return Edit(
            kind="numbers" if each.became == "renumbered" else "edited",
            became=each.became,
            block=block,
            spans=where,
            held=(each.old, each.new),
            runs=each.runs,
            at=self._place(each.old or each.anchors[:1], each.new or each.anchors[1:]),
            grown=self._grown(each),
            image=each.image,
            beside=each.anchors,
        )

    def _titles(self, revised: Iterable[Revision]) -> Iterator[tuple[str, str, Block]]:
        """Headings and captions that were edited, as they were and as they are."""
        for each in revised:
            if len(each.old) == len(each.new) == 1 and self.new.blocks[each.new[0]].kind in ("heading", "caption"):
                texts = solid(self.old.blocks[each.old[0]].text), solid(self.new.blocks[each.new[0]].text)
                yield *texts, self.new.named(each.new[0])

    def _named(self, each: Revision, where: tuple[tuple[Span, ...], tuple[Span, ...]]) -> Block | None:
        """The block in which a revision begins; of a table the cell, of an image its caption or the block before it."""
        sides = ((self.new, where[1], each.new, each.anchors[1]), (self.old, where[0], each.old, each.anchors[0]))
        for holders, spans, blocks, anchor in sides:
            held = holders.at(spans[0][0]) if spans else None
            if held or blocks or anchor:
                return holders.named(held or (*blocks, anchor)[0])
        return None

    def _grown(self, each: Revision) -> bool:
        """Whether a revision takes up another room: text by its lines, an image by its size on paper."""
        if each.became in ("new", "deleted", "moved") or self.old.lines(each.old) != self.new.lines(each.new):
            return True
        return bool(each.image) and self.old.image_sizes(each.anchors[0]) != self.new.image_sizes(each.anchors[1])

    def _place(self, old: Iterable[str], new: Iterable[str]) -> int:
        """The place of the new reading where something stands, or what stood behind it before it was deleted."""
        places = [at for name in new if (at := self.new.start(name)) is not None]
        if places:
            return min(places)
        last = max((self.old.rank[name] for name in old if name in self.old.rank), default=len(self.old.order))
        behind = (self.new.start(self.stayed[name]) for name in self.old.order[last + 1 :] if name in self.stayed)
        return next((at for at in behind if at is not None), len(self.new.reading.text))

    def _printed_otherwise(self) -> Iterator[Edit]:
        """Blocks that nobody edited and that do not say the same in print: another page or note is named in them, or
        the file is not what its manuscript says.
        """
        concordances = [holders.side.concordance for holders in (self.old, self.new)]
        printed = [concordance.printed if concordance else {} for concordance in concordances]
        for before, after in self.stayed.items():
            one, other = printed[0].get(before), printed[1].get(after)
            texts = self.old.text(_spans(self.old, (before,))), self.new.text(_spans(self.new, (after,)))
            if before in self.old.blocks and texts[0] != texts[1]:
                yield self._otherwise(before, after, one, other)

    def _otherwise(self, before: str, after: str, one: Printed | None, other: Printed | None) -> Edit:
        spans = one.spans if one else (), other.spans if other else ()
        texts = self.old.text(spans[0]), self.new.text(spans[1])
        parts = changed_spans(*texts)
        numbers = one and other and one.holes != other.holes and "altered" not in (one.how, other.how)
        return Edit(
            kind="numbers" if numbers else "edited",
            became="renumbered" if numbers else "edited" if one and other else "new" if other else "deleted",
            block=self.new.named(after) if other else self.old.named(before),
            spans=(placed(parts[0], spans[0]), placed(parts[1], spans[1])),
            held=((before,), (after,)),
            runs=words(*texts),
            at=self._place((before,), (after,)),
            grown=self.old.lines((before,)) != self.new.lines((after,)),
        )

    def _stray(self, one: Named | None, other: Named | None, moved: bool) -> Edit | None:
        """What became of a unit; None if nothing did."""
        old, new = (named[1] if named else None for named in (one, other))
        if old and new and old.text == new.text and not moved:
            return None
        where = differing(old, new)
        sides = ((self.old, where[0]), (self.new, where[1]))
        numbers = all(are_numbers(holders, old, new, spans) for holders, spans in sides)
        held = (one[0],) if one else (), (other[0],) if other else ()
        became_ = became(old, new, moved)
        return Edit(
            kind="numbers" if numbers else "edited",
            became="renumbered" if numbers else became_,
            block=self._listed(old, new) or self._unit(one, other),
            spans=where,
            held=held,
            runs=words(old.text if old else "", new.text if new else ""),
            at=self._place(*held),
            grown=not numbers and (became_ != "edited" or self.old.lines(held[0]) != self.new.lines(held[1])),
        )

    def _unit(self, one: Named | None, other: Named | None) -> Block:
        return self.new.named(other[0]) if other else self.old.named(one[0] if one else "")

    def _listed(self, old: Unit | None, new: Unit | None) -> Block | None:
        """The heading or caption of which a list prints the words, if it was edited."""
        for was, now, block in self.titles if old and new else ():
            if old and new and was in old.text and now in new.text:
                return block
        return None


def _spans(holders: Holders, names: Iterable[str]) -> tuple[Span, ...]:
    return tuple(span for name in names for span in holders.spans.get(name, ()))


def _stayed(old: Holders, new: Holders, gone: set[str], come: set[str]) -> Iterator[tuple[str, str]]:
    """Blocks of the same content, that of the same name first, in their order."""
    waiting: dict[str, list[str]] = defaultdict(list)
    for name, block in new.blocks.items():
        if name not in come and not (name in old.blocks and name not in gone):
            waiting[block.hash].append(name)
    for name, block in old.blocks.items():
        if name in gone:
            continue
        if name in new.blocks and name not in come:
            yield name, name
        elif waiting[block.hash]:
            yield name, waiting[block.hash].pop(0)
