"""The bundles of a project, as they lie in its folder: old and new editions side by side, each read when it is asked
for.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container, Mapping
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from build_tools.bundle.model import SUFFIX, Edition, Section
from build_tools.bundle.read import Bundle, read_bundle
from build_tools.errors import KankoError, Problem, Text

_DIGITS = re.compile("[0-9]+")


class Shelf:
    """The bundles of a folder. `follows` names, by the id of an edition, the one that follows it where the editions do
    not show that themselves.
    """

    def __init__(self, folder: Path, follows: Mapping[str, str] | None = None) -> None:
        self.folder, self._follows = folder, dict(follows or {})
        self._read: dict[Path, Bundle] = {}

    @cached_property
    def files(self) -> Mapping[str, Path]:
        """The files by the SHA-256 of their bytes; of two copies, the first by name."""
        found = {hashlib.sha256(file.read_bytes()).hexdigest(): file for file in sorted(self._files(), reverse=True)}
        return dict(sorted(found.items(), key=lambda each: each[1]))

    def _files(self) -> list[Path]:
        return [file for file in self.folder.glob(f"*{SUFFIX}") if file.is_file()]

    def bundle(self, sha256: str) -> Bundle | None:
        """The bundle of this digest, if it is here; raises KankoError for one that is refused."""
        return self._bundle(self.files[sha256]) if sha256 in self.files else None

    @cached_property
    def bundles(self) -> tuple[Bundle, ...]:
        """All of them in order: by the day of the edition, of one day by the file's name without its ending.

        Raises KankoError with what is wrong with any.
        """
        problems: list[Problem] = []
        found: list[Bundle] = []
        for file in self.files.values():
            try:
                found.append(self._bundle(file))
            except KankoError as error:
                problems += error.problems
        if problems:
            raise KankoError(problems)
        return tuple(sorted(found, key=lambda bundle: (bundle.catalogue.edition.date, bundle.path.stem)))

    def _bundle(self, path: Path) -> Bundle:
        if path not in self._read:
            self._read[path] = read_bundle(path)
        return self._read[path]

    def edition(self, name: str) -> Bundle | None:
        """The bundle of an edition by its id; of several, the last."""
        return next((bundle for bundle in reversed(self.bundles) if bundle.catalogue.edition.id == name), None)

    def editions(self) -> list[str]:
        """The ids of the editions."""
        return list(dict.fromkeys(bundle.catalogue.edition.id for bundle in self.bundles))

    def later(self, bundle: Bundle) -> list[Bundle]:
        """The bundles of later editions of the same publication, in order."""
        found: list[Bundle] = []
        at = bundle
        while following := self._next(at, {each.sha256 for each in (bundle, *found)}):
            found.append(at := following)
        return found

    def _next(self, bundle: Bundle, seen: Container[str]) -> Bundle | None:
        edition, others = bundle.catalogue.edition, [each for each in self.bundles if each.sha256 not in seen]
        named = (each for each in others if self._follows.get(edition.id) == each.catalogue.edition.id)
        later = (each for each in self.bundles[self.bundles.index(bundle) + 1 :] if each in others)
        same = (each for each in later if _same_publication(edition, each.catalogue.edition))
        return next(named, None) or next(same, None)


def _same_publication(one: Edition, other: Edition) -> bool:
    """Whether editions are of one publication: of one issuer, with one title or ids that differ in numbers alone."""
    stems = [_DIGITS.sub("#", edition.id) for edition in (one, other)]
    return one.id == other.id or (one.issuer == other.issuer and (one.title == other.title or stems[0] == stems[1]))


def called(bundle: Bundle, name: str) -> Section:
    """The section of a bundle that has this id, or this label.

    Raises KankoError where there is none, or several.
    """
    sections = bundle.catalogue.sections
    if found := next((section for section in sections if section.id == name), None):
        return found
    found_by_label = [section for section in sections if label(section) == name]
    if len(found_by_label) != 1:
        raise KankoError([_unclear(name, bundle, [section.id for section in found_by_label])])
    return found_by_label[0]


def label(section: Section) -> str:
    """The label that its author gave a section; "" where the id is made of titles."""
    return section.id.partition(":")[2]


def _unclear(name: str, bundle: Bundle, ids: list[str]) -> Problem:
    return _several(name, bundle, ids) if ids else _unknown(name, bundle)


def _unknown(name: str, bundle: Bundle) -> Problem:
    edition, sections = bundle.catalogue.edition.id, bundle.catalogue.sections
    what = Text(f"{edition} has no section {name}.", f"{edition} に「{name}」という節はありません。")
    near = get_close_matches(name, [known for each in sections for known in (label(each), each.id) if known], 3, 0.5)
    remedy = Text(f"Did you mean {' / '.join(near)}?", f"もしかして: {'、'.join(near)}") if near else None
    return Problem("reuse.unknown-section", what, remedy=remedy)


def _several(name: str, bundle: Bundle, ids: list[str]) -> Problem:
    what = Text(
        f"Several sections of {bundle.catalogue.edition.id} are called {name}.",
        f"{bundle.catalogue.edition.id} には「{name}」という節がいくつもあります。",
    )
    remedy = Text(f"Name one by its id: {', '.join(ids)}.", f"id で指定してください（{'、'.join(ids)}）。")
    return Problem("reuse.several-sections", what, remedy=remedy)
