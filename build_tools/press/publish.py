"""The documents of a set through compiling and linking."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from build_tools.edition import Document, Edition
from build_tools.errors import KankoError, Problem, Text
from build_tools.press import storage
from build_tools.press.addresses import document_of, elsewhere, file_address
from build_tools.press.assemble import Assembled
from build_tools.press.attachments import Attachment
from build_tools.press.cache import Cache, key_of
from build_tools.press.executors import alone
from build_tools.press.failures import told
from build_tools.press.labels import Part, misfits, paginate, printed
from build_tools.press.link import Linked, Program, link
from build_tools.press.metadata import Description
from build_tools.press.objectfile import Body, Interface
from build_tools.press.repeats import has_groups, without_repeats
from build_tools.press.unit import Unit
from build_tools.press.work import Made, work

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
    and of each unit that is done (document id, unit), who knows by then the hash of the manuscript, who is told when
    every unit was compiled once.
    """

    workers: Executor
    cache: Cache
    folder: Path
    assembled: Callable[[], object] = lambda: None
    report: Callable[[str, str], None] = lambda document, unit: None
    manuscript: Callable[[], str] = lambda: ""
    compiled: Callable[[], object] = lambda: None


# Rounds in which slots get the room that they need: a number may push a line, the line a page, the page a number. In
# the last ones numbers may have more room than they need, lest two of them push each other for ever. As many in which
# places of one page are named once: what is left out may pull a page.
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
    """A unit on its way: what was decided for it, and the key and the interface of its object file. `labels` are those
    of the places that it names once a page; none of a unit that has no groups of them.
    """

    assembled: Assembled
    guessed: Mapping[str, int]
    needed: dict[str, int] = field(default_factory=dict)
    verso: bool = False
    grouped: bool = False
    labels: dict[str, str] = field(default_factory=dict)
    key: str = ""
    interface: Interface | None = None
    named: frozenset[str] = frozenset()

    def fitted(self, unit: Unit) -> Unit:
        named_once = without_repeats(unit, self.labels) if self.labels else unit
        sized = named_once.with_digits({**self.guessed, **self.needed})
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
        self.shop.manuscript()  # while the workers are busy
        self._collect()
        self.shop.compiled()
        found = {document.id: entries[document.id] for document in self.edition.documents if document.id in entries}
        self._settle(found)
        self._name_once(found)
        return found

    def _entries(self, name: str) -> list[_Entry]:
        """The units of a document in order, those that are not kept given to workers."""
        entries = []
        for assembled, unit in self.assembly(name):
            guessed, grouped = self.digits.get(name, {}), has_groups(unit)
            entry = _Entry(assembled, guessed, grouped=grouped, named=frozenset(unit.named()))
            self._compile(name, entry, entry.fitted(unit))
            entries.append(entry)
        return sorted(entries, key=lambda entry: entry.assembled.position)

    def _compile(self, name: str, entry: _Entry, unit: Unit) -> None:
        """See to it that there will be an object file of a unit: from the cache, or from a worker."""
        entry.key = key_of(unit)
        entry.interface = self.shop.cache.interface(entry.key)
        if entry.interface is None:
            self.pending[self._submitted(unit)] = name, entry
        else:
            self.shop.report(name, entry.assembled.name)

    def _submitted(self, unit: Unit) -> Future[Made]:
        """A unit in the hands of the workers; a pool that has died takes nothing, and says so at once."""
        try:
            return self.shop.workers.submit(work, unit)
        except BrokenExecutor as error:
            broken: Future[Made] = Future()
            broken.set_exception(error)
            return broken

    def _collect(self) -> None:
        """Wait for what workers make, and keep it.

        Raises KankoError with every unit that could not be compiled, or what the program itself failed with; the work
        on the others is kept.
        """
        failures: list[tuple[_Entry, Exception]] = []
        for future in as_completed(list(self.pending)):
            name, entry = self.pending.pop(future)
            try:
                made = _result(future, entry)
            except Exception as error:
                failures.append((entry, error))
                continue
            self.shop.cache.put(entry.key, made.data, made.fonts)
            entry.interface = storage.load_interface(made.data)
            self.shop.report(name, entry.assembled.name)
        if failures:
            failures.sort(key=lambda failure: failure[0].assembled.position)
            raise told((entry.assembled.origin, error) for entry, error in failures)

    def _settle(self, entries: Mapping[str, list[_Entry]]) -> None:
        """Compile again what lands on the other side of a leaf, and what names page numbers with more or fewer digits
        than it has room for, until all is as it must be.
        """
        for round_ in range(ROUNDS):
            # Each round sets right the first unit that is not, whatever those before it push: this ends.
            while self._again(_turned(entries)):
                pass
            if not self._again(_resized(entries, exactly=round_ < EXACT_ROUNDS)):
                return
        raise KankoError([_UNSETTLED])

    def _name_once(self, entries: Mapping[str, list[_Entry]]) -> None:
        """Leave out of each group what would print a page number twice, until what is left out is on the page that is
        printed.
        """
        for _round in range(ROUNDS):
            if not self._again(_regrouped(entries)):
                return
            self._settle(entries)
        raise KankoError([_UNSETTLED])

    def _again(self, changed: Iterable[tuple[str, _Entry]]) -> bool:
        """Compile units (each with its document) again for which something else was decided; whether there are any."""
        several = list(changed)
        for name, entry in several:
            self._compile(name, entry, entry.unit)
        self._collect()
        return bool(several)

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
            attachments=tuple(_attachments(self.edition, document)),
        )
        file = self.shop.folder / f"{document.id}.pdf.part"
        with file.open("wb") as output:
            told = link(program, lambda position: self._body(own[position]), self.shop.cache.fonts.read, output)
        warned = tuple(_warned(own, told))
        return Published(document, file, told.pages, warned, seconds + time.perf_counter() - started)

    def _body(self, entry: _Entry) -> Body:
        """The body of a unit; one that was lost or spoilt meanwhile is compiled again."""
        return self.shop.cache.body(entry.key) or storage.load_body(work(entry.unit).data)


def _turned(entries: Mapping[str, Iterable[_Entry]]) -> Iterator[tuple[str, _Entry]]:
    """The units that were typeset for the other side of a leaf; now they are for theirs."""
    for name, document in entries.items():
        units = list(document)
        for entry, start in zip(units, paginate([entry.part for entry in units]).starts, strict=True):
            if entry.assembled.facing and entry.verso != bool(start % 2):
                entry.verso = not entry.verso
                yield name, entry


def _resized(entries: Mapping[str, Sequence[_Entry]], exactly: bool) -> Iterator[tuple[str, _Entry]]:
    """The units that have not the room that their page numbers need; now they have it."""
    for name, document in entries.items():
        needs = misfits([entry.part for entry in document], _places(name, entries), exactly)
        for position, needed in needs:
            document[position].needed.update(needed)
            yield name, document[position]


def _regrouped(entries: Mapping[str, Iterable[_Entry]]) -> Iterator[tuple[str, _Entry]]:
    """The units that print a page twice in a group, or left out one that is another now; now they do not."""
    for name, document in entries.items():
        if grouped := [entry for entry in document if entry.grouped]:
            places = _places(name, entries)
            for entry in grouped:
                entry.labels = {anchor: places[anchor] for anchor in sorted(entry.named & places.keys())}
                if key_of(entry.unit) != entry.key:
                    yield name, entry


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


def _attachments(edition: Edition, document: Document) -> Iterator[Attachment]:
    for attached in document.attachments:
        yield Attachment(attached.name, attached.description, (edition.folder / attached.file).read_bytes())


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
        if use.lacking:
            said = f"{use.family} has no {use.lacking} face, and none is made of another one: {use.sample}"
            yield Warned(assembled.origin, "face", said)
        if assembled.fonts and use.family not in assembled.fonts:
            said = f"set in {use.family}, which the layout does not name: {use.sample}"
            yield Warned(assembled.origin, "font", said)
