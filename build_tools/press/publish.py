"""The documents of a set through compiling and linking."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from build_tools.edition import Document, Edition
from build_tools.errors import KankoError, Place, Problem, Text, typed
from build_tools.press import storage
from build_tools.press.addresses import document_of, elsewhere, file_address
from build_tools.press.assemble import Assembled
from build_tools.press.cache import Cache, key_of
from build_tools.press.executors import InProcess, alone
from build_tools.press.labels import Part, guessed_digits, misfits, printed
from build_tools.press.link import Linked, Program, link
from build_tools.press.metadata import Description
from build_tools.press.objectfile import Body, Interface
from build_tools.press.unit import Unit
from build_tools.press.work import Made, work

Report = Callable[[str, str], None]
Value = TypeVar("Value")


@dataclass(frozen=True)
class Warned:
    """What the typesetter or the linker had to say of a unit."""

    origin: str
    name: str
    message: str


@dataclass(frozen=True)
class Published:
    """A document's file, its number of pages, what was said of its units, and the seconds that it took."""

    document: Document
    file: Path
    pages: int
    warned: tuple[Warned, ...]
    seconds: float


# Rounds in which slots get the room that they need: a number may push a line, the line a page, the page a number.
ROUNDS = 5


@dataclass(frozen=True)
class Shop:
    """What publishing works with: who compiles, what is kept, where files go, who is told of each unit at hand
    (document id, unit).
    """

    workers: Executor
    cache: Cache
    folder: Path
    report: Report = lambda document, unit: None


def publish(
    edition: Edition,
    assembled: Mapping[str, Sequence[Assembled]],
    wanted: Collection[str],
    shop: Shop,
) -> Iterator[Published]:
    """Compile and link the wanted documents (by id), one after the other in the edition's order, each to `ID.pdf.part`
    in the shop's folder.

    `assembled` holds all documents of the set. One that is not wanted is compiled only where a wanted one names a page
    of it.
    """
    digits = _guess(assembled)
    compiled = {name: _compile(name, assembled[name], digits[name], shop) for name in assembled if name in wanted}
    for name in sorted(_named(compiled) - compiled.keys()):
        compiled[name] = _compile(name, assembled[name], digits[name], shop)
    compiled = {document.id: compiled[document.id] for document in edition.documents if document.id in compiled}
    _fit(compiled, shop)
    for document in edition.documents:
        if document.id in wanted:
            yield _link(edition, document, compiled, shop)


@dataclass
class _Compiled:
    """A document's units with the keys and interfaces of their object files, and the seconds spent on it."""

    assembled: Sequence[Assembled]
    units: list[Unit]
    keys: list[str] = field(default_factory=list)
    interfaces: list[Interface] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def parts(self) -> list[Part]:
        both = zip(self.interfaces, self.assembled, strict=True)
        return [Part(interface, entry.depth, entry.front) for interface, entry in both]


def _named(compiled: Mapping[str, _Compiled]) -> set[str]:
    """The documents of which pages are named by those that are being made."""
    slots = (slot for each in compiled.values() for unit in each.interfaces for slot in unit.slots)
    return {document_of(slot.anchor) for slot in slots} - {""}


def _fit(compiled: Mapping[str, _Compiled], shop: Shop) -> None:
    """Compile again what names page numbers with more or fewer digits than it has room for, until all fit."""
    for _ in range(ROUNDS):
        changed = False
        for name, document in compiled.items():
            found = list(misfits(document.parts, _places(name, compiled)))
            for position, needs in found:
                document.units[position] = document.units[position].with_digits(needs)
            if found:
                _make(name, document, shop)
                changed = True
        if not changed:
            return


def _places(name: str, compiled: Mapping[str, _Compiled]) -> dict[str, str]:
    """The page labels of all places that a document may name: its own and those of the others."""
    return _as_named_by(name, {other: printed(document.parts) for other, document in compiled.items()})


def _guess(assembled: Mapping[str, Sequence[Assembled]]) -> dict[str, dict[str, int]]:
    """By document: about how many digits the numbers of the places that it may name have."""
    own = {name: guessed_digits(each.unit for each in entries if not each.front) for name, entries in assembled.items()}
    return {name: _as_named_by(name, own) for name in own}


def _as_named_by(name: str, places: Mapping[str, Mapping[str, Value]]) -> dict[str, Value]:
    """What is known of the places of all documents, by the anchors with which one of the documents names them."""
    return {
        anchor if other == name else elsewhere(other, anchor): value
        for other, found in places.items()
        for anchor, value in found.items()
    }


def _compile(name: str, assembled: Sequence[Assembled], digits: Mapping[str, int], shop: Shop) -> _Compiled:
    started = time.perf_counter()
    compiled = _Compiled(assembled, [entry.unit.with_digits(digits) for entry in assembled])
    _make(name, compiled, shop)
    compiled.seconds = time.perf_counter() - started
    return compiled


def _make(name: str, compiled: _Compiled, shop: Shop) -> None:
    """See to it that there is an object file of every unit: from the cache, or compiled and kept there.

    Raises KankoError with every unit that could not be compiled; the work on the others is kept.
    """
    compiled.keys = [key_of(unit) for unit in compiled.units]
    kept = dict(zip(compiled.keys, map(shop.cache.interface, compiled.keys), strict=True))
    missing = {key: unit for key, unit in zip(compiled.keys, compiled.units, strict=True) if kept[key] is None}
    for unit in compiled.units:
        if unit not in missing.values():
            shop.report(name, unit.name)
    failures: dict[str, Exception] = {}
    for key, made in _made(missing, shop.workers):
        if isinstance(made, Exception):
            failures[key] = made
        else:
            shop.cache.put(key, made.data, made.fonts)
            kept[key] = storage.load_interface(made.data)
            shop.report(name, missing[key].name)
    if failures:
        raise KankoError(_failure(unit, failures[key]) for key, unit in missing.items() if key in failures)
    compiled.interfaces = [interface for key in compiled.keys if (interface := kept[key])]


def _made(missing: Mapping[str, Unit], workers: Executor) -> Iterator[tuple[str, Made | Exception]]:
    """What workers made of units, by key, as it comes; nothing of it is held longer than it is looked at."""
    # Starting a process takes longer than compiling one unit here.
    compiler = workers if len(missing) > 1 else InProcess()
    keys = {compiler.submit(work, unit): key for key, unit in missing.items()}
    for future in as_completed(list(keys)):
        key = keys.pop(future)
        try:
            yield key, _result(future, missing[key])
        except Exception as error:
            yield key, error


def _result(future: Future[Made], unit: Unit) -> Made:
    """What a worker made of a unit.

    A worker that dies may take its fellows' work with it, and nobody knows which unit it was: each is compiled alone.
    """
    try:
        return future.result()
    except BrokenExecutor:
        made: Made = alone(work, unit)
        return made


def _failure(unit: Unit, error: Exception) -> Problem:
    said = str(error) or type(error).__name__
    what = Text(f"The typesetter failed on this file ({said}).", f"このファイルの組版に失敗しました（{said}）。")
    remedy = Text(
        "Take out what was changed last, and try again.", "最後に直した所を元に戻して、もう一度試してください。"
    )
    return Problem("press.failed", what, Place(typed(Path(unit.origin))), remedy)


def _link(edition: Edition, document: Document, compiled: Mapping[str, _Compiled], shop: Shop) -> Published:
    started = time.perf_counter()
    own = compiled[document.id]
    program = Program(
        description=Description(document.title, edition.issuer, edition.subtitle, edition.language, edition.date),
        parts=own.parts,
        elsewhere=_elsewhere(edition, document),
        printed=_places(document.id, compiled),
    )
    file = shop.folder / f"{document.id}.pdf.part"
    with file.open("wb") as output:
        linked = link(program, lambda position: _body(own, position, shop), shop.cache.fonts.read, output)
    warned = tuple(_warned(own, linked))
    return Published(document, file, linked.pages, warned, own.seconds + time.perf_counter() - started)


def _body(compiled: _Compiled, position: int, shop: Shop) -> Body:
    """The body of a unit; one that was lost or spoilt meanwhile is compiled again."""
    kept = shop.cache.body(compiled.keys[position])
    return kept or storage.load_body(work(compiled.units[position]).data)


def _elsewhere(edition: Edition, document: Document) -> dict[str, str]:
    """The addresses of the files of the set's other documents."""
    return {other.id: file_address(edition.address, other.id) for other in edition.documents if other != document}


def _warned(compiled: _Compiled, linked: Linked) -> Iterator[Warned]:
    origins = {entry.unit.name: entry.unit.origin for entry in compiled.assembled}
    for entry, interface in zip(compiled.assembled, compiled.interfaces, strict=True):
        for message in interface.warnings:
            yield Warned(entry.unit.origin, "typesetter", message)
        for use in interface.fonts:
            if entry.fonts and use.family not in entry.fonts:
                text = "".join(use.text.values())[:20]
                yield Warned(entry.unit.origin, "font", f"set in {use.family}, which the layout does not name: {text}")
    for anchor, unit in linked.unresolved:
        yield Warned(origins[unit], "unresolved", f"no page holds the place {anchor}")
