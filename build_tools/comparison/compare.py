"""Two editions in, what changed out."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import groupby

from build_tools.comparison.aligning import Pair
from build_tools.comparison.changes import Comparer, pairs_of
from build_tools.comparison.contents import Edition, Portion, Unit, portions
from build_tools.comparison.kinds import kinds, moved
from build_tools.comparison.matching import Match, matched
from build_tools.comparison.model import Block, Change, Comparison, EditionSide, Link, Omitted, Run, Section
from build_tools.comparison.moves import with_moves
from build_tools.comparison.places import Places
from build_tools.comparison.runs import changed
from build_tools.manuscript.model import Manuscript, Target


def compare(old: Edition, new: Edition) -> Comparison:
    """What changed from the old edition to the new one.

    Locations must be those of the manuscripts beside them; without any, no pages are told. What stands in no chapter
    (facts, attachments, layouts) is not compared.
    """
    before, after = portions(old.manuscript), portions(new.manuscript)
    matches = matched(before, after)
    sections = _Set(old, new, matches).sections(paired(matches), moved(matches, before, after))
    return Comparison(old=_side(old.manuscript), new=_side(new.manuscript), sections=tuple(sections))


def paired(matches: Sequence[Match]) -> list[list[Pair[Unit]]]:
    """For each match, its units side by side; what moved from one to another stands in both."""
    return with_moves([pairs_of(_units(match.old), _units(match.new)) for match in matches])


def _side(manuscript: Manuscript) -> EditionSide:
    edition = manuscript.edition
    return EditionSide(
        id=edition.id,
        title=edition.title,
        subtitle=edition.subtitle,
        issuer=edition.issuer,
        date=edition.date,
        documents={document.id: document.title for document in manuscript.documents},
    )


class _Set:
    def __init__(self, old: Edition, new: Edition, matches: Sequence[Match]) -> None:
        self.matches = matches
        self.old, self.new = Places(old), Places(new)
        self.before = {portion.key: match for match in matches for portion in match.old}
        self.after = {portion.key: match for match in matches for portion in match.new}
        self.comparer = Comparer(self.old, self.new, self._same_place)

    def _same_place(self, old: Target, new: Target) -> bool:
        """Whether anchors name the same place: they are the same, or those of sections that belong together."""
        if old == new:
            return True
        before, after = self.old.section_of(old), self.new.section_of(new)
        if before is None or after is None or self.before.get(before) is not self.after.get(after):
            return False
        return (self.old.is_section(old) and self.new.is_section(new)) or _own(old) == _own(new)

    def sections(self, pairs: Iterable[list[Pair[Unit]]], moved: Container[Match]) -> Iterator[Section]:
        changes = [[(pair, self.comparer.change(pair)) for pair in of_match] for of_match in pairs]
        titles = [*map(self._title, self.matches)]
        for match, (title, links), found in zip(self.matches, titles, changes, strict=True):
            became = {change.kinds for _, change in found if change}
            edited = bool(links or became - {("renumbered",)})
            yield Section(
                kinds=kinds(match, edited, match in moved, changed(title), ("renumbered",) in became),
                old=tuple(map(self.old.section_side, match.old)),
                new=tuple(map(self.new.section_side, match.new)),
                title=title,
                links=links,
                blocks=tuple(self._with_omissions(found)),
            )

    def _title(self, match: Match) -> tuple[tuple[Run, ...], tuple[Link, ...]]:
        """The runs and the links of the heading; none where sections were split or merged."""
        if max(len(match.old), len(match.new)) > 1:
            return (), ()
        old, new = (portions[0] if portions else None for portions in (match.old, match.new))
        return self.comparer.heading(old, new)

    def _with_omissions(self, found: Iterable[tuple[Pair[Unit], Change | None]]) -> Iterator[Block]:
        for same, group in groupby(found, lambda each: each[1] is None):
            if same:
                yield self._omitted([pair for pair, _ in group])
            else:
                yield from (change for _, change in group if change)

    def _omitted(self, pairs: Iterable[Pair[Unit]]) -> Omitted:
        both = [(pair.old, pair.new) for pair in pairs if pair.old and pair.new]
        old, new = both[0]
        characters = sum(len(unit.text) for _, unit in both)
        return Omitted(
            what="omitted", count=len(both), characters=characters, old=self.old.side(old), new=self.new.side(new)
        )


def _units(portions: Sequence[Portion]) -> list[Unit]:
    return [unit for portion in portions for unit in portion.units]


def _own(target: Target) -> str:
    """What an anchor is called in its chapter."""
    return target.anchor.rpartition(":")[2]
