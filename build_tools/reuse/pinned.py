"""From a citation to the very text that the lock names for it; never any other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from build_tools.bundle.model import SUFFIX, Section, Withdrawn
from build_tools.bundle.read import Bundle, read_bundle
from build_tools.errors import KankoError, Place, Problem, Text, typed
from build_tools.reuse.citation import Citation
from build_tools.reuse.lock import FILE, Lock, Pin
from build_tools.reuse.shelf import Shelf, called


@dataclass(frozen=True)
class Standing:
    """A section with the bundle that it is in."""

    bundle: Bundle
    section: Section

    @property
    def name(self) -> str:
        """What it is called in the set of all editions."""
        return f"{self.bundle.catalogue.edition.id}:{self.section.id}"

    @property
    def pin(self) -> Pin:
        """What the lock says of it."""
        edition = self.bundle.catalogue.edition.id
        return Pin(edition=edition, section=self.section.id, hash=self.section.hash, bundle=self.bundle.sha256)


def pinned(cited: Citation, lock: Lock, shelf: Shelf) -> Standing:
    """The section that the lock names for a citation.

    Raises KankoError where it names none, and where the bundle is not there, is another one than the lock's, or does
    not have the section as the lock has it.
    """
    if pin := lock.pins.get(cited):
        return standing(pin, shelf)
    cited_first(cited, shelf)  # raises where there is nothing to pin
    raise KankoError([_unpinned(cited)])


def standing(pin: Pin, shelf: Shelf) -> Standing:
    """The section that a pin names."""
    bundle = shelf.bundle(pin.bundle)
    if bundle is None:
        raise KankoError(_missing(pin, shelf.folder))
    section = next((section for section in bundle.catalogue.sections if section.id == pin.section), None)
    if bundle.catalogue.edition.id != pin.edition or section is None or section.hash != pin.hash:
        raise KankoError([_unlike(pin)])
    return Standing(bundle, section)


def cited_first(cited: Citation, shelf: Shelf) -> Standing:
    """The section that a citation names by itself: of that very edition, not withdrawn there."""
    bundle = shelf.edition(cited.edition)
    if bundle is None:
        raise KankoError([_unknown_edition(cited, shelf)])
    found = called(bundle, cited.section)
    if withdrawn := withdrawal(bundle, found.id):
        raise KankoError([_withdrawn(cited, withdrawn)])
    return Standing(bundle, found)


def withdrawal(bundle: Bundle, section: str) -> Withdrawn | None:
    """What a bundle says of a section that it withdraws."""
    return next((each for each in bundle.catalogue.withdrawn if each.id == section), None)


def at(place: Place | None, problem: Problem) -> Problem:
    """A problem where the directive stands; what it says of another file comes first in its sentence."""
    if place is None or problem.place in (None, place):
        return replace(problem, place=place or problem.place)
    what = Text(f"{problem.place}: {problem.what.en}", f"{problem.place}: {problem.what.ja}")
    return replace(problem, place=place, what=what)


def _missing(pin: Pin, folder: Path) -> Iterator[Problem]:
    """That the bundle is not there; of one that lies in its place, what is wrong with it."""
    other = folder / f"{pin.edition}{SUFFIX}"
    if not other.is_file():
        what = Text(
            f"The bundle of {pin.edition} that {FILE} names is not in {typed(folder)}.",
            f"{FILE} が指す {pin.edition} の転載用ファイルが {typed(folder)} にありません。",
        )
        remedy = Text("Put the file back.", "ファイルを元に戻してください。")
        yield Problem("reuse.no-bundle", what, remedy=remedy)
        return
    what = Text(
        f"{typed(other)} is not the bundle that {FILE} names: it has been changed or replaced.",
        f"{typed(other)} は {FILE} が指すファイルと違います。書き換えられたか、差し替えられています。",
    )
    remedy = Text(
        "Put the file back; or see what is new with `kanko reuse status`, then take it by `kanko reuse update`.",
        "元のファイルに戻してください。新しい内容にするなら、kanko reuse status で確かめてから"
        " kanko reuse update としてください。",
    )
    yield Problem("reuse.other-bundle", what, remedy=remedy)
    try:
        read_bundle(other)
    except KankoError as error:
        yield from error.problems


def _unlike(pin: Pin) -> Problem:
    what = Text(
        f"{FILE} does not fit the bundle: {pin.edition} has no section {pin.section} with the text that it names.",
        f"{FILE} と転載用ファイルが合いません。{pin.edition} に、控えのとおりの節「{pin.section}」はありません。",
    )
    remedy = Text(
        f"Take {FILE} from the version control again: it is not to be edited by hand.",
        f"{FILE} を版管理から取り直してください（手では直しません）。",
    )
    return Problem("reuse.unlike", what, remedy=remedy)


def _unpinned(cited: Citation) -> Problem:
    what = Text(f"{FILE} does not name the text of {cited} yet.", f"{cited} は、まだ {FILE} に登録されていません。")
    remedy = Text(f"Run: kanko reuse update {cited}", f"kanko reuse update {cited} としてください。")
    return Problem("reuse.unpinned", what, remedy=remedy)


def _unknown_edition(cited: Citation, shelf: Shelf) -> Problem:
    what = Text(
        f"There is no bundle of the edition {cited.edition} in {typed(shelf.folder)}.",
        f"版「{cited.edition}」の転載用ファイルが {typed(shelf.folder)} にありません。",
    )
    known = shelf.editions()
    remedy = Text(
        f"There are: {', '.join(known)}." if known else "Put the bundle (.kanko) there.",
        f"あるのは {'、'.join(known)} です。" if known else "転載用ファイル（.kanko）を置いてください。",
    )
    return Problem("reuse.unknown-edition", what, remedy=remedy)


def _withdrawn(cited: Citation, withdrawn: Withdrawn) -> Problem:
    what = Text(f"{cited} is withdrawn: {withdrawn.reason}", f"{cited} は取り下げられています（{withdrawn.reason}）。")
    remedy = None
    if withdrawn.instead:
        instead = f"{cited.edition}:{withdrawn.instead}"
        remedy = Text(f"Use {instead} instead.", f"代わりに {instead} をお使いください。")
    return Problem("reuse.withdrawn", what, remedy=remedy)
