"""The documents of a set through compiling and linking."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
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
from build_tools.press.executors import TaskError, alone
from build_tools.press.labels import Part, misfits, paginate, printed
from build_tools.press.link import Linked, Program, link
from build_tools.press.metadata import Description
from build_tools.press.objectfile import Body, Interface
from build_tools.press.unit import Unit
from build_tools.press.work import Made, TypesetterError, work

Value = TypeVar("Value")
# The units of a document, as they are made.
Assembly = Callable[[str], Iterable[tuple[Assembled, Unit]]]


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


@dataclass(frozen=True)
class Shop:
    """What publishing works with: who compiles, what is kept, where files go, who is told when every unit is assembled
    and of each unit that is done (document id, unit), and who knows by then the hash of the manuscript.
    """

    workers: Executor
    cache: Cache
    folder: Path
    assembled: Callable[[], object] = lambda: None
    report: Callable[[str, str], None] = lambda document, unit: None
    manuscript: Callable[[], str] = lambda: ""


# Rounds in which slots get the room that they need: a number may push a line, the line a page, the page a number. In
# the last ones numbers may have more room than they need, lest two of them push each other for ever.
ROUNDS = 6
EXACT_ROUNDS = 4


def publish(
    edition: Edition,
    assembly: Assembly,
    wanted: Collection[str],
    digits: Mapping[str, Mapping[str, int]],
    shop: Shop,
) -> Iterator[Published]:
    """Compile and link the wanted documents (by id), one after the other in the edition's order, each to `ID.pdf.part`
    in the shop's folder.

    `assembly` gives the units of each document of the set. One that is not wanted is compiled only where a wanted one
    names a page of it. `digits` are guesses, by document and place: how many a page number has.
    """
    started = time.perf_counter()
    press = _Press(edition, assembly, digits, shop)
    sets = press.compiled(wanted)
    spent = (time.perf_counter() - started) / max(1, sum(len(sets[name]) for name in wanted))
    for document in edition.documents:
        if document.id in wanted:
            yield press.linked(document, sets, spent * len(sets[document.id]))


@dataclass
class _Entry:
    """A unit on its way: what was decided for it, and the key and the interface of its object file."""

    assembled: Assembled
    guessed: Mapping[str, int]
    needed: dict[str, int] = field(default_factory=dict)
    verso: bool = False
    key: str = ""
    interface: Interface | None = None
    named: frozenset[str] = frozenset()

    def fitted(self, unit: Unit) -> Unit:
        sized = unit.with_digits({**self.guessed, **self.needed})
        return sized.on_verso() if self.verso else sized

    @property
    def unit(self) -> Unit:
        return self.fitted(self.assembled.again())

    @property
    def part(self) -> Part:
        assert self.interface is not None
        return Part(self.interface, self.assembled.depth, self.assembled.front, self.assembled.recto)


class _Press:
    def __init__(
        self, edition: Edition, assembly: Assembly, digits: Mapping[str, Mapping[str, int]], shop: Shop
    ) -> None:
        self.edition = edition
        self.assembly = assembly
        self.digits = digits
        self.shop = shop
        self.pending: dict[Future[Made], tuple[str, _Entry]] = {}

    # Compiling

    def compiled(self, wanted: Collection[str]) -> dict[str, list[_Entry]]:
        """The entries of the wanted documents, and of those of which they name pages, by id in the edition's order;
        every unit has its object file, and every number the room that it needs.
        """
        entries = {name: self._entries(name) for name in wanted}
        for name in sorted(_named(entries) - entries.keys()):
            entries[name] = self._entries(name)
        self.shop.assembled()
        self._collect()
        found = {document.id: entries[document.id] for document in self.edition.documents if document.id in entries}
        self._settle(found)
        return found

    def _entries(self, name: str) -> list[_Entry]:
        """The units of a document in order, those that are not kept given to workers."""
        entries = []
        for assembled, unit in self.assembly(name):
            entry = _Entry(assembled, self.digits.get(name, {}), named=frozenset(unit.named()))
            self._compile(name, entry, entry.fitted(unit))
            entries.append(entry)
        return sorted(entries, key=lambda entry: entry.assembled.position)

    def _compile(self, name: str, entry: _Entry, unit: Unit) -> None:
        """See to it that there will be an object file of a unit: from the cache, or from a worker."""
        entry.key = key_of(unit)
        entry.interface = self.shop.cache.interface(entry.key)
        if entry.interface is None:
            self.pending[self.shop.workers.submit(work, unit)] = name, entry
        else:
            self.shop.report(name, entry.assembled.name)

    def _collect(self) -> None:
        """Wait for what workers make, and keep it.

        Raises KankoError with every unit that could not be compiled; the work on the others is kept.
        """
        failures: list[tuple[_Entry, Exception]] = []
        for future in as_completed(list(self.pending)):
            name, entry = self.pending.pop(future)
            try:
                made = _result(future, entry)
            except (TypesetterError, TaskError, BrokenExecutor) as error:
                failures.append((entry, error))
                continue
            self.shop.cache.put(entry.key, made.data, made.fonts)
            entry.interface = storage.load_interface(made.data)
            self.shop.report(name, entry.assembled.name)
        if failures:
            failures.sort(key=lambda failure: failure[0].assembled.position)
            raise KankoError(dict.fromkeys(_failure(entry.assembled, error) for entry, error in failures))

    def _settle(self, entries: Mapping[str, list[_Entry]]) -> None:
        """Compile again what names page numbers with more or fewer digits than it has room for, and what lands on the
        other side of a leaf, until all is as it must be.
        """
        for round_ in range(ROUNDS):
            if not self._unsettled(entries, exactly=round_ < EXACT_ROUNDS):
                return
            self._collect()
        raise KankoError([_UNSETTLED])

    def _unsettled(self, entries: Mapping[str, list[_Entry]], exactly: bool) -> bool:
        changed: list[tuple[str, _Entry]] = []
        for name, document in entries.items():
            parts = [entry.part for entry in document]
            needs = dict(misfits(parts, _places(name, entries), exactly))
            for position, (entry, start) in enumerate(zip(document, paginate(parts).starts, strict=True)):
                entry.needed.update(needs.get(position, {}))
                turned = entry.assembled.facing and entry.verso != bool(start % 2)
                entry.verso ^= turned
                if turned or position in needs:
                    changed.append((name, entry))
        for name, entry in changed:
            self._compile(name, entry, entry.unit)
        return bool(changed)

    # Linking

    def linked(self, document: Document, entries: Mapping[str, list[_Entry]], seconds: float) -> Published:
        """A document, linked."""
        started = time.perf_counter()
        own = entries[document.id]
        program = Program(
            description=_description(self.edition, document, self.shop.manuscript()),
            parts=[entry.part for entry in own],
            elsewhere=_elsewhere(self.edition, document),
            printed=_places(document.id, entries),
        )
        file = self.shop.folder / f"{document.id}.pdf.part"
        with file.open("wb") as output:
            told = link(program, lambda position: self._body(own[position]), self.shop.cache.fonts.read, output)
        warned = tuple(_warned(own, told))
        return Published(document, file, told.pages, warned, seconds + time.perf_counter() - started)

    def _body(self, entry: _Entry) -> Body:
        """The body of a unit; one that was lost or spoilt meanwhile is compiled again."""
        return self.shop.cache.body(entry.key) or storage.load_body(work(entry.unit).data)


def _named(entries: Mapping[str, Iterable[_Entry]]) -> set[str]:
    """The documents of which pages are named by those that are being made."""
    return {document_of(anchor) for each in entries.values() for entry in each for anchor in entry.named} - {""}


def _places(name: str, entries: Mapping[str, Iterable[_Entry]]) -> dict[str, str]:
    """The page labels of all places that a document may name: its own and those of the others."""
    known = {other: printed([entry.part for entry in document]) for other, document in entries.items()}
    return as_named_by(name, known)


def as_named_by(name: str, places: Mapping[str, Mapping[str, Value]]) -> dict[str, Value]:
    """What is known of the places of all documents, by the anchors with which one of the documents names them."""
    return {
        anchor if other == name else elsewhere(other, anchor): value
        for other, found in places.items()
        for anchor, value in found.items()
    }


def _result(future: Future[Made], entry: _Entry) -> Made:
    """What a worker made of a unit.

    A worker that dies may take its fellows' work with it, and nobody knows which unit it was: each is compiled alone.
    """
    try:
        return future.result()
    except BrokenExecutor:
        made: Made = alone(work, entry.unit)
        return made


def _failure(assembled: Assembled, error: Exception) -> Problem:
    said = error.text if isinstance(error, TaskError) else Text(*[str(error) or type(error).__name__] * 2)
    what = Text(f"The typesetter failed on this file ({said.en}).", f"このファイルの組版に失敗しました（{said.ja}）。")
    remedy = Text(
        "Take out what was changed last, and try again.", "最後に直した所を元に戻して、もう一度試してください。"
    )
    return Problem("press.failed", what, Place(typed(Path(assembled.origin))), remedy)


_UNSETTLED = Problem(
    "press.unsettled",
    Text("Page numbers push each other from page to page.", "ページ番号の桁が互いにページを押し合い、決まりません。"),
    remedy=Text("Reword a sentence that names a page.", "ページを引用している文を少し書き換えてください。"),
)


def _description(edition: Edition, document: Document, manuscript: str) -> Description:
    named = document.title, edition.issuer, edition.subtitle
    return Description(*named, edition.language, edition.date, manuscript)


def _elsewhere(edition: Edition, document: Document) -> dict[str, str]:
    """The addresses of the files of the set's other documents."""
    return {other.id: file_address(edition.address, other.id) for other in edition.documents if other != document}


def _warned(entries: Iterable[_Entry], linked: Linked) -> Iterator[Warned]:
    origins = {entry.assembled.name: entry.assembled.origin for entry in entries}
    for entry in entries:
        yield from _warned_of_unit(entry.assembled, entry.part.unit)
    for anchor, unit in linked.unresolved:
        yield Warned(origins[unit], "unresolved", f"no page holds the place {anchor}")


def _warned_of_unit(assembled: Assembled, interface: Interface) -> Iterator[Warned]:
    for message in interface.warnings:
        yield Warned(assembled.origin, "typesetter", message)
    for use in interface.fonts:
        if assembled.fonts and use.family not in assembled.fonts:
            said = f"set in {use.family}, which the layout does not name: {use.sample}"
            yield Warned(assembled.origin, "font", said)
