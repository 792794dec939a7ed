"""The documents of a set through compiling and linking."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from build_tools.edition import Document, Edition
from build_tools.errors import KankoError, Place, Problem, Text, typed
from build_tools.press.addresses import document_of, elsewhere, file_address
from build_tools.press.assemble import Assembled
from build_tools.press.cache import Cache, key_of
from build_tools.press.executors import InProcess, alone
from build_tools.press.labels import Part, guessed_digits, misfits, printed
from build_tools.press.link import Linked, Program, link
from build_tools.press.objectfile import ObjectFile
from build_tools.press.unit import Unit

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
    pdf: bytes
    pages: int
    warned: tuple[Warned, ...]
    seconds: float


# Rounds in which slots get the room that they need: a number may push a line, the line a page, the page a number.
ROUNDS = 5


def publish(
    edition: Edition,
    assembled: Mapping[str, Sequence[Assembled]],
    wanted: Collection[str],
    shop: Shop,
) -> Iterator[Published]:
    """Compile and link the wanted documents (by id), one after the other in the edition's order.

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


@dataclass(frozen=True)
class Shop:
    """What publishing works with: who compiles, what is kept, who is told of each unit at hand (document id, unit)."""

    workers: Executor
    cache: Cache
    report: Report = lambda document, unit: None


@dataclass
class _Compiled:
    """A document's units with their object files, and the seconds spent on it."""

    assembled: Sequence[Assembled]
    units: list[Unit]
    objects: list[ObjectFile]
    seconds: float

    @property
    def parts(self) -> list[Part]:
        return [Part(unit, entry.depth, entry.front) for unit, entry in zip(self.objects, self.assembled, strict=True)]


def _named(compiled: Mapping[str, _Compiled]) -> set[str]:
    """The documents of which pages are named by those that are being made."""
    slots = (slot for each in compiled.values() for unit in each.objects for slot in unit.slots)
    return {document_of(slot.anchor) for slot in slots} - {""}


def _fit(compiled: Mapping[str, _Compiled], shop: Shop) -> None:
    """Compile again what names page numbers with more or fewer digits than it has room for, until all fit."""
    for _ in range(ROUNDS):
        changed = False
        for name, document in compiled.items():
            for position, needs in list(misfits(document.parts, _places(name, compiled))):
                document.units[position] = document.units[position].with_digits(needs)
                changed = True
            if changed:
                document.objects = _objects(name, document.units, shop)
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
    units = [entry.unit.with_digits(digits) for entry in assembled]
    objects = _objects(name, units, shop)
    return _Compiled(assembled, units, objects, time.perf_counter() - started)


def _objects(name: str, units: Sequence[Unit], shop: Shop) -> list[ObjectFile]:
    """The object files of units: from the cache, or compiled and kept there.

    Raises KankoError with every unit that could not be compiled; the work on the others is kept.
    """
    keys = [key_of(unit) for unit in units]
    objects = [shop.cache.get(key) for key in keys]
    missing = [unit for unit, compiled in zip(units, objects, strict=True) if compiled is None]
    # Starting a process takes longer than compiling one unit here.
    compiler = shop.workers if len(missing) > 1 else InProcess()
    futures = iter([compiler.submit(_compile_unit, unit, shop.cache.fonts) for unit in missing])
    complete, failures = [], []
    for key, unit, compiled in zip(keys, units, objects, strict=True):
        if compiled is None:
            try:
                compiled = _result(next(futures), unit, shop.cache.fonts)
            except Exception as error:
                failures.append(_failure(unit, error))
                continue
            shop.cache.put(key, compiled)
        complete.append(compiled)
        shop.report(name, unit.name)
    if failures:
        raise KankoError(failures)
    return complete


def _result(future: Future[ObjectFile], unit: Unit, fonts: Path) -> ObjectFile:
    """What a worker made of a unit.

    A worker that dies takes its fellows' work with it, and nobody knows which unit it was: each is compiled alone.
    """
    try:
        return future.result()
    except BrokenExecutor:
        compiled: ObjectFile = alone(_compile_unit, unit, fonts)
        return compiled


def _failure(unit: Unit, error: Exception) -> Problem:
    said = f"{type(error).__name__}: {error}"
    what = Text(f"The typesetter failed on this file ({said}).", f"このファイルの組版に失敗しました（{said}）。")
    remedy = Text(
        "Take out what was changed last, and try again.", "最後に直した所を元に戻して、もう一度試してください。"
    )
    return Problem("press.failed", what, Place(typed(Path(unit.origin))), remedy)


def _compile_unit(unit: Unit, fonts: Path) -> ObjectFile:
    """Compile, importing the typesetter only where something is typeset: it takes a second."""
    from build_tools.press.compile import compile_unit

    return compile_unit(unit, fonts)


def _link(edition: Edition, document: Document, compiled: Mapping[str, _Compiled], shop: Shop) -> Published:
    started = time.perf_counter()
    own = compiled[document.id]
    program = Program(
        title=document.title,
        author=edition.issuer,
        subject=edition.subtitle,
        language=edition.language,
        date=edition.date,
        parts=own.parts,
        elsewhere=_elsewhere(edition, document),
        printed=_places(document.id, compiled),
    )
    linked = link(program, shop.cache.fonts)
    warned = tuple(_warned(own.assembled, own.objects, linked))
    return Published(document, linked.pdf, linked.pages, warned, own.seconds + time.perf_counter() - started)


def _elsewhere(edition: Edition, document: Document) -> dict[str, str]:
    """The addresses of the files of the set's other documents."""
    return {other.id: file_address(edition.address, other.id) for other in edition.documents if other != document}


def _warned(assembled: Sequence[Assembled], objects: Sequence[ObjectFile], linked: Linked) -> Iterator[Warned]:
    origins = {entry.unit.name: entry.unit.origin for entry in assembled}
    for entry, compiled in zip(assembled, objects, strict=True):
        for message in compiled.warnings:
            yield Warned(entry.unit.origin, "typesetter", message)
        for use in compiled.fonts:
            if entry.fonts and use.family not in entry.fonts:
                text = "".join(use.text.values())[:20]
                yield Warned(entry.unit.origin, "font", f"set in {use.family}, which the layout does not name: {text}")
    for anchor, unit in linked.unresolved:
        yield Warned(origins[unit], "unresolved", f"no page holds the place {anchor}")
