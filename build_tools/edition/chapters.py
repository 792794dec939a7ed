"""What the documents of an edition name must be there, and what is there must be named."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from unicodedata import normalize

from build_tools.edition import messages
from build_tools.edition.numbering import BUILT_IN
from build_tools.edition.source import Key, Source, undecodable
from build_tools.errors import Place, Problem, Text, typed
from build_tools.resources import templates_root

# What is wrong with a path: the problem's name, what to say, what to do.
_Fault = tuple[str, Text, Text | None]


@dataclass(frozen=True)
class _Entry:
    """A value that names something: the key where it stands, and the value."""

    key: Key
    value: str


def check_documents(data: dict[str, Any], source: Source, folder: Path) -> Iterator[Problem]:
    """The mistakes between the documents and the folder, as far as the data can be read: it need not fit the model."""
    documents = list(_tables(data.get("documents"), ("documents",)))
    chapters = [list(_tables(document.get("chapters"), (*key, "chapters"))) for key, document in documents]
    files = [list(_values(tables, "file")) for tables in chapters]
    layouts = [entry for tables in (documents, *chapters) for entry in _values(tables, "layout")]
    yield from _twice(_values(documents, "id"), "edition.duplicate-document", source)
    for entries in files:
        yield from _twice(entries, "edition.duplicate-chapter", source)
    yield from _unknown(_values(documents, "numbering"), _profiles(data), "edition.unknown-numbering", source)
    yield from _unknown(layouts, _layouts(folder), "edition.unknown-layout", source)
    yield from _files([entry for entries in files for entry in entries], source, folder)
    for key, document in documents:
        tables = list(_tables(document.get("attachments"), (*key, "attachments")))
        yield from _attachments(list(_values(tables, "file")), source, folder)


def check_policy(data: dict[str, Any], source: Source) -> Iterator[Problem]:
    """Rules of the checks that are weighed twice: nobody could tell which is meant."""
    checks = list(_tables(data.get("checks"), ("checks",)))
    yield from _twice(_values(checks, "rule"), "edition.duplicate-check", source)


def _tables(value: Any, above: Key) -> Iterator[tuple[Key, dict[str, Any]]]:
    """The tables of a list, with their keys; a plain string is the file of a chapter or attachment."""
    for number, item in enumerate(value if isinstance(value, list) else ()):
        table = {"file": item} if isinstance(item, str) else item
        if isinstance(table, dict):
            yield (*above, number), table


def _values(tables: list[tuple[Key, dict[str, Any]]], name: str) -> Iterator[_Entry]:
    for key, table in tables:
        value = table.get(name)
        if isinstance(value, str) and value:
            yield _Entry((*key, name), value)


def _twice(entries: Iterable[_Entry], name: str, source: Source) -> Iterator[Problem]:
    first: dict[str, Key] = {}
    for entry in entries:
        if entry.value in first:
            what = messages.twice(entry.value, source.place(first[entry.value]).line)
            yield Problem(name, what, source.place(entry.key))
        first.setdefault(entry.value, entry.key)


def _unknown(entries: Iterable[_Entry], known: set[str], name: str, source: Source) -> Iterator[Problem]:
    for entry in entries:
        if entry.value not in known:
            what = messages.not_among(entry.value, known)
            yield Problem(name, what, source.place(entry.key), messages.near(entry.value, known))


def _profiles(data: dict[str, Any]) -> set[str]:
    own = data.get("numbering")
    return {*BUILT_IN, *(own if isinstance(own, dict) else ())}


def _layouts(folder: Path) -> set[str]:
    """The names of the layouts: folders with a layout.toml, of the program and of the edition itself."""
    roots = (templates_root() / "print", folder / "templates" / "print")
    return {found.parent.name for root in roots for found in root.glob("*/layout.toml")}


def _files(entries: Iterable[_Entry], source: Source, folder: Path) -> Iterator[Problem]:
    named: set[str] = set()
    for entry in entries:
        fault = _file_fault(entry.value, folder)
        if fault is not None:
            yield Problem(fault[0], fault[1], source.place(entry.key), fault[2])
        elif entry.value not in named:
            yield from _encoding(folder / entry.value)
        named.add(entry.value)
    for file in _sources(folder):
        if file not in named:
            yield Problem("edition.orphan-chapter", messages.ORPHAN, Place(typed(folder / file)), messages.ADOPT)


def _attachments(entries: Iterable[_Entry], source: Source, folder: Path) -> Iterator[Problem]:
    """The mistakes in the attachments of one document. Two names that differ in their case are one on many disks."""
    first: dict[str, Key] = {}
    for entry in entries:
        fault = _attachment_fault(entry.value, folder)
        name = PurePosixPath(entry.value).name
        before = first.setdefault(normalize("NFC", name).casefold(), entry.key)
        if fault is not None:
            yield Problem(fault[0], fault[1], source.place(entry.key), fault[2])
        elif before != entry.key:
            what = messages.same_name(name, source.place(before).line)
            yield Problem("edition.duplicate-attachment", what, source.place(entry.key), messages.RENAME)


def _attachment_fault(file: str, folder: Path) -> _Fault | None:
    if fault := _path_fault(file, folder):
        return fault
    if any(part.startswith(".") for part in PurePosixPath(file).parts):
        return "edition.hidden-attachment", messages.HIDDEN, None
    if not (folder / file).is_file():
        known = [found.relative_to(folder).as_posix() for found in sorted(folder.rglob("*")) if found.is_file()]
        return "edition.missing-attachment", messages.no_attachment(file), messages.near(file, known)
    return None


def _file_fault(file: str, folder: Path) -> _Fault | None:
    if fault := _path_fault(file, folder):
        return fault
    if not (folder / file).is_file():
        return "edition.missing-chapter", messages.no_chapter(file), messages.near(file, _sources(folder))
    return None


def _path_fault(file: str, folder: Path) -> _Fault | None:
    plain = posixpath.normpath(file)
    if (
        plain == ".."
        or plain.startswith(("/", "../"))
        or not (folder / plain).resolve().is_relative_to(folder.resolve())
    ):
        return "edition.outside", messages.NOT_WITHIN, None
    if plain != file:
        return "edition.bad-path", messages.not_plain(file, plain), None
    return None


def _encoding(path: Path) -> Iterator[Problem]:
    line = undecodable(path.read_bytes())
    if line is not None:
        yield Problem("edition.not-utf8", messages.NOT_UTF8, Place(typed(path), line), messages.SAVE_AS_UTF8)


def _sources(folder: Path) -> list[str]:
    """The files that look like chapters: .md, not README, in no folder whose name starts with _ or a dot."""
    found = []
    for above, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(("_", ".")))
        found += [Path(above, name).relative_to(folder).as_posix() for name in sorted(files) if _is_chapter(name)]
    return found


def _is_chapter(name: str) -> bool:
    return name.endswith(".md") and not name.lower().startswith("readme") and not name.startswith(("_", "."))
