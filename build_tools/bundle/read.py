"""A bundle read back: all of it is there, is what the catalogue says, and nothing else is; or it is refused."""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as DeflateError

from pydantic import ValidationError

from build_tools.bundle import messages
from build_tools.bundle.contents import content_hash, contents
from build_tools.bundle.model import CATALOGUE, VERSION, Catalogue, Section
from build_tools.concordance.locations import Locations
from build_tools.errors import KankoError, Place, Problem, Text, typed
from build_tools.manuscript import LOCATIONS, MANUSCRIPT
from build_tools.manuscript.model import Manuscript

# What a bundle may hold: one file, all of them, how many. A publication of 3,000 pages has 30 MB of data, and pictures.
LARGEST: Final = 256_000_000
ALL: Final = 1_024_000_000
MOST: Final = 20_000
_PLAIN: Final = re.compile(r"(?!/)(?!.*(?:^|/)\.{0,2}(?:/|$))[^\\:\x00-\x1f]+")
_ENCRYPTED: Final = 0x1
# What is wrong with a bundle: the problem's name and the sentence.
_Fault = tuple[str, Text]


@dataclass(frozen=True)
class Bundle:
    """A bundle as it was read: `files` has every file but the catalogue by its path, `sha256` is that of the whole."""

    path: Path
    sha256: str
    catalogue: Catalogue
    manuscript: Manuscript
    locations: Locations
    files: Mapping[str, bytes]

    def section(self, name: str) -> Section:
        """A section by its id; raises KankoError with the ids that it may be meant to be."""
        if name in self._sections:
            return self._sections[name]
        near = get_close_matches(name, self._sections, 3, 0.4)
        raise KankoError(
            [Problem("bundle.unknown-section", messages.unknown(name), self._place, messages.choose(near))]
        )

    def text(self, section: Section) -> str:
        """A section as MyST: its heading is of the first level."""
        return self.files[section.text].decode("utf-8")

    def replacement(self, name: str) -> Section | None:
        """The section that stands in the place of one of an earlier edition; None where none says so."""
        found = (new for new, old in self.catalogue.replaces.items() if name in old)
        return self._sections.get(next(found, ""))

    @cached_property
    def _sections(self) -> dict[str, Section]:
        return {section.id: section for section in self.catalogue.sections}

    @property
    def _place(self) -> Place:
        return Place(typed(self.path))


def read_bundle(path: Path) -> Bundle:
    """The bundle of a file, read whole; nothing is written anywhere.

    Raises KankoError for a file that is no bundle or of another version, that lacks a file, holds one that is not
    declared, was altered or leaves the archive, or that holds more than a bundle may.
    """
    try:
        if path.stat().st_size > ALL:
            raise _refused(path, [("bundle.too-large", messages.TOO_LARGE)])
        data = path.read_bytes()
        with ZipFile(io.BytesIO(data)) as archive:
            return _bundle(path, hashlib.sha256(data).hexdigest(), archive)
    except OSError as error:
        raise _refused(path, [("bundle.unreadable", messages.unreadable(error.strerror or str(error)))]) from error
    except (BadZipFile, DeflateError, NotImplementedError, EOFError, RuntimeError) as error:
        raise _refused(path, [("bundle.damaged", messages.DAMAGED)]) from error


def _bundle(path: Path, sha256: str, archive: ZipFile) -> Bundle:
    _raise(path, _entries(archive.infolist()))
    found = {entry.filename: entry for entry in archive.infolist()}
    if CATALOGUE not in found:
        raise _refused(path, [("bundle.no-bundle", messages.NO_BUNDLE)])
    catalogue = _catalogue(path, archive.read(CATALOGUE))
    _raise(path, _named(catalogue, found.keys() - {CATALOGUE}))
    files = {name: archive.read(name) for name in catalogue.files}
    _raise(path, _altered(catalogue, files))
    bundle = Bundle(path, sha256, catalogue, _manuscript(path, files), _locations(path, files), files)
    _raise(path, _unlike(bundle))
    return bundle


def _entries(entries: list[ZipInfo]) -> Iterator[_Fault]:
    """What is wrong with the archive's directory, before anything of it is unpacked."""
    if len(entries) > MOST or sum(entry.file_size for entry in entries) > ALL:
        yield "bundle.too-large", messages.TOO_LARGE
    names = Counter(entry.filename for entry in entries)
    for entry in entries:
        if entry.file_size > LARGEST:
            yield "bundle.too-large", messages.too_large(entry.filename)
        if not _PLAIN.fullmatch(entry.filename):
            yield "bundle.outside", messages.outside(entry.filename)
        if entry.flag_bits & _ENCRYPTED:
            yield "bundle.encrypted", messages.encrypted(entry.filename)
    yield from (("bundle.twice", messages.twice(name)) for name, count in names.items() if count > 1)


def _catalogue(path: Path, data: bytes) -> Catalogue:
    try:
        version = json.loads(data)["version"]
        if version != VERSION:
            raise _refused(path, [("bundle.version", messages.other_version(version))])
        return Catalogue.model_validate_json(data)
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise _refused(path, [("bundle.catalogue", messages.no_catalogue(_reason(error)))]) from error


def _named(catalogue: Catalogue, found: Iterable[str]) -> Iterator[_Fault]:
    """Files of which only the archive or only the catalogue knows."""
    present, declared = set(found), set(catalogue.files)
    needed = {MANUSCRIPT, LOCATIONS, *(name for each in catalogue.sections for name in (each.text, *each.assets))}
    yield from (("bundle.lacking", messages.lacking(name)) for name in sorted((declared | needed) - present))
    yield from (("bundle.undeclared", messages.undeclared(name)) for name in sorted(present - declared))


def _altered(catalogue: Catalogue, files: Mapping[str, bytes]) -> Iterator[_Fault]:
    for name, digest in sorted(catalogue.files.items()):
        if hashlib.sha256(files[name]).hexdigest() != digest:
            yield "bundle.altered", messages.altered(name)


def _manuscript(path: Path, files: Mapping[str, bytes]) -> Manuscript:
    try:
        return Manuscript.model_validate_json(files[MANUSCRIPT])
    except ValidationError as error:
        raise _refused(path, [("bundle.manuscript", messages.no_data(MANUSCRIPT, _reason(error)))]) from error


def _locations(path: Path, files: Mapping[str, bytes]) -> Locations:
    try:
        return Locations.model_validate_json(files[LOCATIONS])
    except ValidationError as error:
        raise _refused(path, [("bundle.locations", messages.no_data(LOCATIONS, _reason(error)))]) from error


def _unlike(bundle: Bundle) -> Iterator[_Fault]:
    """What the catalogue says otherwise than the manuscript from which it was made."""
    if bundle.locations.manuscript != bundle.catalogue.files[MANUSCRIPT]:
        yield "bundle.unlike", messages.unlike(LOCATIONS)
    known: dict[str, set[str]] = {}
    for document in bundle.manuscript.documents:
        for chapter in document.chapters:
            for content in contents(chapter):
                known.setdefault(content.section.id, set()).add(content_hash(content))
    for section in bundle.catalogue.sections:
        if section.hash not in known.get(section.id, ()):
            yield "bundle.unlike", messages.unlike(section.id)
        if b"\x00" in bundle.files[section.text] or not _is_text(bundle.files[section.text]):
            yield "bundle.not-text", messages.not_text(section.text)


def _is_text(data: bytes) -> bool:
    try:
        return bool(data.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def _reason(error: Exception) -> str:
    return str(error.errors(include_url=False)[0]["msg"]) if isinstance(error, ValidationError) else str(error)


def _raise(path: Path, faults: Iterable[_Fault]) -> None:
    if found := list(faults):
        raise _refused(path, found)


def _refused(path: Path, faults: Iterable[_Fault]) -> KankoError:
    return KankoError([Problem(name, what, Place(typed(path)), messages.FETCH_AGAIN) for name, what in faults])
