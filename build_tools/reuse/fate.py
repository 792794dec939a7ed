"""What became of a section that a project has taken over, by the bundles that lie in its folder."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

from build_tools.bundle.model import Withdrawn
from build_tools.bundle.read import Bundle
from build_tools.comparison.model import Comparison
from build_tools.errors import Place, Text
from build_tools.reuse.citation import Citation
from build_tools.reuse.lock import Lock, Pin
from build_tools.reuse.pinned import Standing, cited_first, standing, withdrawal
from build_tools.reuse.shelf import Shelf
from build_tools.reuse.summary import became, compared, inside, summary

Kind = Literal["same", "kept", "unused", "changed", "moved", "withdrawn", "gone", "missing", "unpinned"]
# What someone must decide, or the text stays as it is for no reason that anyone gave.
DECISIONS: Final[frozenset[Kind]] = frozenset({"changed", "moved", "withdrawn", "gone", "missing", "unpinned"})


@dataclass(frozen=True)
class Fate:
    """What became of a cited section: `now` is where it stands in the latest edition, if it does; `latest` is that
    edition's bundle, where there is a later one. `changes` tell what is another text there; `instead` is the name of a
    section to use in its place.
    """

    cited: Citation
    kind: Kind
    places: tuple[Place, ...] = ()
    pin: Pin | None = None
    now: Standing | None = None
    latest: Bundle | None = None
    changes: tuple[Text, ...] = ()
    reason: str = ""
    instead: str = ""

    @property
    def decision(self) -> bool:
        """Whether someone must decide."""
        return self.kind in DECISIONS


class Fates:
    """Tells what became of citations; editions are compared once."""

    def __init__(self, lock: Lock, shelf: Shelf) -> None:
        self.lock, self.shelf = lock, shelf
        self._compared: dict[tuple[str, str], Comparison] = {}

    def of(self, cited: Citation, places: tuple[Place, ...]) -> Fate:
        """What became of a citation.

        Raises KankoError where nothing like it is there, or a bundle is refused.
        """
        pin = self.lock.pins.get(cited)
        if pin is None:
            return Fate(cited, "unpinned", places, now=cited_first(cited, self.shelf))
        old = standing(pin, self.shelf) if pin.bundle in self.shelf.files else None
        fate = self._followed(Fate(cited, "same", places, pin), pin, old)
        return fate if places else replace(fate, kind="unused")

    def _followed(self, fate: Fate, pin: Pin, old: Standing | None) -> Fate:
        chain = self._chain(pin, old)
        if not chain:
            return fate if old else replace(fate, kind="missing")
        fate = replace(self._walked(fate, pin, chain), latest=chain[-1])
        if old is None:
            return fate if fate.kind == "withdrawn" else replace(fate, kind="missing")
        fate = self._told(fate, pin, old)
        return replace(fate, kind="kept") if fate.decision and pin.kept == chain[-1].sha256 else fate

    def _chain(self, pin: Pin, old: Standing | None) -> list[Bundle]:
        """The bundles that follow the one of a pin; where that is not there, from another one of that edition on."""
        if old:
            return self.shelf.later(old.bundle)
        other = self.shelf.edition(pin.edition)
        return [other, *self.shelf.later(other)] if other else []

    def _walked(self, fate: Fate, pin: Pin, chain: list[Bundle]) -> Fate:
        """Follow a section from edition to edition, under whatever id."""
        name = pin.section
        for bundle in chain:
            found = next((each for each in bundle.catalogue.sections if each.id == name), None)
            found = found or bundle.replacement(name)
            if withdrawn := withdrawal(bundle, name):
                fate = _withdrawn(fate, bundle, withdrawn)
            elif found:
                name = found.id
                fate = replace(fate, kind="same", now=Standing(bundle, found), reason="", instead="")
            elif fate.kind != "withdrawn":
                fate = replace(fate, kind="gone", now=None)
        return fate

    def _told(self, fate: Fate, pin: Pin, old: Standing) -> Fate:
        """What is another text, or where it may have gone."""
        if fate.kind == "gone" and fate.latest:
            name = became(self._comparison(old.bundle, fate.latest), old.section.id)
            return replace(fate, instead=f"{fate.latest.catalogue.edition.id}:{name}" if name else "")
        if fate.now is None or fate.kind == "withdrawn":
            return fate
        kind: Kind = "moved" if fate.now.section.id != pin.section else "same"
        if fate.now.section.hash == pin.hash:
            return replace(fate, kind=kind)
        return replace(fate, kind="changed" if kind == "same" else kind, changes=self._changes(old, fate.now))

    def _changes(self, old: Standing, new: Standing) -> tuple[Text, ...]:
        sides = (inside(each.bundle, each.section.id) for each in (old, new))
        return summary(self._comparison(old.bundle, new.bundle), *sides)

    def _comparison(self, old: Bundle, new: Bundle) -> Comparison:
        both = old.sha256, new.sha256
        if both not in self._compared:
            self._compared[both] = compared(old, new)
        return self._compared[both]


def _withdrawn(fate: Fate, bundle: Bundle, withdrawn: Withdrawn) -> Fate:
    instead = f"{bundle.catalogue.edition.id}:{withdrawn.instead}" if withdrawn.instead else ""
    return replace(fate, kind="withdrawn", now=None, reason=withdrawn.reason, instead=instead)
