"""The documents of a set through compiling and linking."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from build_tools.edition import Document, Edition
from build_tools.press.assemble import Assembled
from build_tools.press.cache import Cache, key_of
from build_tools.press.executors import InProcess
from build_tools.press.link import Linked, Part, Program, SlotTooNarrowError, link
from build_tools.press.objectfile import ObjectFile
from build_tools.press.unit import Unit

Report = Callable[[str, str], None]


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


def publish(
    edition: Edition,
    assembled: Mapping[str, Sequence[Assembled]],
    workers: Executor,
    cache: Cache,
    report: Report = lambda document, unit: None,
) -> Iterator[Published]:
    """Compile and link the documents that are assembled (by document id), one after the other in the edition's order.

    Units whose object file is in the cache are not compiled; `report` is told of each unit that is at hand (document
    id, unit name).
    """
    for document in edition.documents:
        if document.id in assembled:
            yield _publish(edition, document, assembled[document.id], workers, cache, report)


def _publish(
    edition: Edition,
    document: Document,
    assembled: Sequence[Assembled],
    workers: Executor,
    cache: Cache,
    report: Report,
) -> Published:
    started = time.perf_counter()
    units = [entry.unit for entry in assembled]
    objects = _compile(units, document, workers, cache, report)
    try:
        linked = _link(edition, document, assembled, objects, cache.fonts)
    except SlotTooNarrowError as narrow:
        objects = _compile([unit.with_digits(narrow.digits) for unit in units], document, workers, cache, report)
        linked = _link(edition, document, assembled, objects, cache.fonts)
    warned = tuple(_warned(assembled, objects, linked))
    return Published(document, linked.pdf, linked.pages, warned, time.perf_counter() - started)


def _compile(
    units: Sequence[Unit], document: Document, workers: Executor, cache: Cache, report: Report
) -> list[ObjectFile]:
    """The object files of units: from the cache, or compiled and kept there."""
    keys = [key_of(unit) for unit in units]
    objects = [cache.get(key) for key in keys]
    missing = [unit for unit, compiled in zip(units, objects, strict=True) if compiled is None]
    # Starting a process takes longer than compiling one unit here.
    compiler = workers if len(missing) > 1 else InProcess()
    fresh = compiler.map(partial(_compile_unit, fonts=cache.fonts), missing)
    complete = []
    for key, unit, compiled in zip(keys, units, objects, strict=True):
        if compiled is None:
            compiled = next(fresh)
            cache.put(key, compiled)
        complete.append(compiled)
        report(document.id, unit.name)
    return complete


def _compile_unit(unit: Unit, fonts: Path) -> ObjectFile:
    """Compile, importing the typesetter only where something is typeset: it takes a second."""
    from build_tools.press.compile import compile_unit

    return compile_unit(unit, fonts)


def _link(
    edition: Edition, document: Document, assembled: Sequence[Assembled], objects: Sequence[ObjectFile], fonts: Path
) -> Linked:
    parts = [Part(unit, entry.depth) for unit, entry in zip(objects, assembled, strict=True)]
    program = Program(
        title=document.title,
        author=edition.issuer,
        subject=edition.subtitle,
        language=edition.language,
        date=edition.date,
        parts=parts,
        elsewhere=_elsewhere(edition, document),
    )
    return link(program, fonts)


def _elsewhere(edition: Edition, document: Document) -> dict[str, str]:
    """The file in which each chapter of the set's other documents is found first."""
    files: dict[str, str] = {}
    for other in edition.documents:
        if other.id != document.id:
            for chapter in other.chapters:
                files.setdefault(chapter.docname, f"{other.id}.pdf")
    return files


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
