"""What became of a section, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from build_tools.comparison.aligning import out_of_order
from build_tools.comparison.contents import Portion
from build_tools.comparison.matching import Match, renamed_documents
from build_tools.comparison.model import SectionKind


def kinds(match: Match, edited: bool, is_moved: bool, renamed: bool, renumbered: bool) -> tuple[SectionKind, ...]:
    """The kinds of a match: `new` or `deleted` alone, `same` where nothing else holds. `renumbered` tells of what is in
    it, beside its own number.
    """
    if not match.old:
        return ("new",)
    if not match.new:
        return ("deleted",)
    one = len(match.old) == len(match.new) == 1
    said: tuple[tuple[SectionKind, bool], ...] = (
        ("split", len(match.new) > 1),
        ("merged", len(match.old) > 1),
        ("moved", is_moved),
        ("renamed", renamed),
        ("edited", edited),
        ("renumbered", renumbered or (one and match.old[0].section.number != match.new[0].section.number)),
    )
    return tuple(kind for kind, holds in said if holds) or ("same",)


def moved(matches: Sequence[Match], old: Sequence[Portion], new: Sequence[Portion]) -> set[Match]:
    """The sections that lie in another one than they did, or stand in another order among those that lie in the same
    one: the fewest that must be taken out for the others to be in order.
    """
    before = {portion.key: match for match in matches for portion in match.old}
    after = {portion.key: match for match in matches for portion in match.new}
    order = {portion: place for place, portion in enumerate(old)}
    names = renamed_documents(old, new)
    found: set[Match] = set()
    siblings: dict[Match | str, list[Match]] = defaultdict(list)
    for match in (match for match in matches if match.old and match.new):
        here, there = match.new[0], match.old[0]
        above = after.get((here.document, here.section.above), here.document)
        if above == before.get((there.document, there.section.above), names.get(there.document, there.document)):
            siblings[above].append(match)
        else:
            found.add(match)
    for in_order in siblings.values():
        places = out_of_order([order[match.old[0]] for match in in_order])
        found.update(match for match in in_order if order[match.old[0]] in places)
    return found
