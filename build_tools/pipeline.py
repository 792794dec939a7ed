"""The order of the stages: edition → Sphinx (doctrees) → press → site → delivery. The one module that knows it."""

from __future__ import annotations

import fcntl
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from build_tools.delivery import deliver
from build_tools.early import Early
from build_tools.edition import Edition, load_edition
from build_tools.errors import KankoError, Language, Problem, Text
from build_tools.findings import Proof
from build_tools.freshness import Ledger, fingerprint
from build_tools.manuscript import LOCATIONS, MANUSCRIPT
from build_tools.press.executors import Limits, check, executor, forks, start_server
from build_tools.presswork import FOLDER as PRESS
from build_tools.presswork import Pressed, Presswork, out_of_date, presswork, reduce_images
from build_tools.sphinx_run import Run, run_sphinx

if TYPE_CHECKING:
    from build_tools.press.cache import Cache

SITE = "site"
PDF = "pdf"
DOCTREES = "doctrees"
# These lie beside the PDFs under the names of their files, which no document can have.
BESIDE = (MANUSCRIPT, LOCATIONS)
UNIT_COMPILED = "kanko-unit-compiled"


@dataclass(frozen=True)
class Order:
    """What to build: the edition's folder, the output folder, only these products (document ids, "site", "pdf"; none:
    all), with so many workers or on a cluster (`executor`, as `press.executors.executor` takes it), what a unit may
    take, whether the PDFs are proven before they are delivered, in what language a proof is written, and whether files
    for the press are made of the PDFs as well.
    """

    source: Path
    out: Path
    only: tuple[str, ...] = ()
    jobs: int = 1
    executor: str = ""
    limits: Limits = field(default_factory=Limits)
    check: bool = True
    language: Language = "ja"
    press: bool = False


@dataclass(frozen=True)
class Product:
    """Something that was made: a document's PDF, the set's manuscript, where everything was printed, or the website;
    `seconds` is what it took in this build.
    """

    name: str
    path: Path
    pages: int
    size: int
    seconds: float


@dataclass(frozen=True)
class Outcome:
    """The products of a build; `fresh` when nothing had changed since the last one, `proof` where PDFs were proven."""

    products: tuple[Product, ...]
    fresh: bool
    seconds: float
    proof: Proof | None = None


@dataclass(frozen=True)
class Step:
    """How far a build is: its stage, what it is at, and how much of the stage is done (of 0: nobody knows)."""

    stage: str
    detail: str = ""
    done: int = 0
    total: int = 0


Progress = Callable[[Step], None]


def build(order: Order, progress: Progress = lambda step: None) -> Outcome:
    """Build an edition; `progress` is told of each step.

    Raises KankoError with every problem found, and `findings.Rejected` where the PDFs are not what the source says;
    then nothing in the output folder has changed.
    """
    return _build(order, progress, None)


class Resident:
    """Builds an edition again and again in one process, as a live preview does.

    What a process has to begin with stays: the modules, and workers with the typesetter in them. Every build reads the
    edition anew, so it makes what `build` would make. Of a cluster it keeps nothing. A context manager; not for several
    threads at once.
    """

    def __init__(self, order: Order, progress: Progress = lambda step: None) -> None:
        self._order = order
        self._progress = progress
        self._workers = _own_workers(order)

    def build(self) -> Outcome:
        """Build what has changed; raises what `build` raises, and can be called again then."""
        return _build(self._order, self._progress, self._workers)

    def __enter__(self) -> Resident:
        return self

    def __exit__(self, *_: object) -> None:
        if self._workers is not None:
            self._workers.shutdown(cancel_futures=True)


def _own_workers(order: Order) -> Executor | None:
    """Processes of this machine, where an order has any; a cluster must be compared for the fonts of each build."""
    check(order.executor)
    if not forks(order.jobs, order.executor):
        return None
    return executor(order.jobs, order.executor, order.limits)


def _build(order: Order, progress: Progress, workers: Executor | None) -> Outcome:
    started = time.perf_counter()
    check(order.executor)
    edition = load_edition(order.source)
    places = _places(edition, order)
    work = order.out.parent / "build" / edition.id
    with locked(work):
        ledger, inputs = Ledger(work / "ledger.json"), fingerprint(edition.folder)
        printing = presswork(edition, order.out, work, ledger, inputs, check=order.check) if order.press else None
        fresh = ledger.fresh(places, inputs) and (
            printing is None or printing.can_be_made({name: places[name] for name in _documents(places)})
        )
        if not fresh and places.keys() - {SITE} and forks(order.jobs, order.executor):
            start_server()  # it takes in the typesetter while Sphinx reads
        workshop = _Workshop(edition, order, work, progress, workers)
        made = {} if fresh else workshop.make(places)
        pressed = workshop.pressed(printing, places, made) if printing else ()
        for_press = printing.places(_documents(places)) if printing else {}
        _put_in_place(ledger, inputs, (places, made), (for_press, pressed))
        if made:
            _clear_away(ledger, edition, order, places)
        made |= {each.name: _made(each.name, each.path, each.pages, each.seconds) for each in pressed}
        products = tuple(_product(name, place, ledger, made) for name, place in (places | for_press).items())
    return Outcome(products, not made, time.perf_counter() - started, workshop.proof)


def _put_in_place(
    ledger: Ledger,
    inputs: str,
    people: tuple[Mapping[str, Path], Mapping[str, Product]],
    press: tuple[Mapping[str, Path], Sequence[Pressed]],
) -> None:
    """Deliver what was made for people and for the press, all or nothing, each with the places where it goes, and note
    it in the ledger.
    """
    (places, made), (for_press, pressed) = people, press
    goods = {made[name].path: place for name, place in places.items() if made}
    goods |= {each.path: for_press[each.name] for each in pressed}
    if not goods:
        return
    ledger.forget([*(places if made else ()), *(each.name for each in pressed)])
    deliver(goods)
    if made:
        ledger.note(places, inputs, {name: product.pages for name, product in made.items()})
    for each in pressed:
        ledger.note({each.name: for_press[each.name]}, each.inputs, {each.name: each.pages})


def cache_of(out: Path) -> Cache:
    """The cache of the builds into an output folder."""
    from build_tools.press.cache import Cache  # not needed where nothing has changed

    return Cache(out.parent / "build" / "cache")


def _places(edition: Edition, order: Order) -> dict[str, Path]:
    """Where each wanted product goes, by its name."""
    places = {document.id: order.out / f"{document.id}.pdf" for document in edition.documents}
    wanted = {name for only in order.only for name in (places if only == PDF else [only])}
    unknown = sorted(wanted - {*places, SITE})
    if unknown:
        raise KankoError([_unknown(name, [*places, SITE, PDF]) for name in unknown])
    chosen = {name: place for name, place in places.items() if not wanted or name in wanted}
    if chosen:
        chosen |= {name: order.out / name for name in (BESIDE if order.check else (MANUSCRIPT,))}
    if not wanted or SITE in wanted:
        chosen[SITE] = order.out / SITE
    return chosen


def _documents(places: Iterable[str]) -> tuple[str, ...]:
    """The ids of documents among the names of products."""
    return tuple(name for name in places if name not in (SITE, *BESIDE))


def _clear_away(ledger: Ledger, edition: Edition, order: Order, places: Mapping[str, Path]) -> None:
    """Remove what no longer belongs to what was built, where it is still as it was built: the PDFs of documents that
    the edition has no longer, where everything was printed when the PDFs were not checked, and files for the press
    that are not those of the PDFs.
    """
    gone: dict[str, Path] = {}
    if not order.only:
        known = {SITE, *BESIDE, *(document.id for document in edition.documents)}
        gone = {name: order.out / f"{name}.pdf" for name in ledger.names - known if not name.startswith(f"{PRESS}/")}
    if MANUSCRIPT in places and not order.check:
        gone[LOCATIONS] = order.out / LOCATIONS
    gone |= {name: order.out / f"{name}.pdf" for name in out_of_date(ledger, order.out)}
    for name, path in gone.items():
        if ledger.unchanged(name, path):
            path.unlink()
    ledger.forget(gone)


def _unknown(name: str, known: Iterable[str]) -> Problem:
    names = ", ".join(known)
    what = Text(f"There is nothing called {name} to build.", f"「{name}」という作成物はありません。")
    return Problem(
        "build.unknown-product", what, None, Text(f"Choose from: {names}.", f"次から選んでください: {names}")
    )


def _product(name: str, place: Path, ledger: Ledger, made: Mapping[str, Product]) -> Product:
    seconds = made[name].seconds if name in made else 0.0
    return Product(name, place, ledger.pages(name), _size(place), seconds)


def _size(path: Path) -> int:
    return (
        path.stat().st_size
        if path.is_file()
        else sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
    )


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """One build of an edition at a time: another one waits."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def clean_doctrees(work: Path, allowed: Iterable[str]) -> Iterator[None]:
    """Keep doctrees from build to build only as long as builds end well.

    Sphinx does not repeat what it warned of while reading a chapter that it does not read again: what was refused
    (or allowed by other allowances) once would pass the next time.
    """
    mark, names = work / "read-without-problems", "\n".join(sorted(allowed))
    if not mark.is_file() or mark.read_text("utf-8") != names:
        shutil.rmtree(work / DOCTREES, ignore_errors=True)
    mark.unlink(missing_ok=True)
    yield
    mark.write_text(names, "utf-8")


class _Workshop:
    """Makes products in the work folder; nothing of it is in the output folder yet."""

    def __init__(
        self, edition: Edition, order: Order, work: Path, progress: Progress, workers: Executor | None
    ) -> None:
        self.workers = workers
        self.edition = edition
        self.order = order
        self.work = work
        self.progress = progress
        self.allowed = frozenset(allowance.warning for allowance in edition.allow)
        self.proof: Proof | None = None
        self.early = Early(edition.folder, checked=order.check)

    def make(self, wanted: Mapping[str, Path]) -> dict[str, Product]:
        """Make the wanted products; raises KankoError with every problem that is found."""
        try:
            with clean_doctrees(self.work, self.allowed):
                return self._make(wanted)
        finally:
            self.early.end()

    def _make(self, wanted: Mapping[str, Path]) -> dict[str, Product]:
        made: dict[str, Product] = {}
        documents = _documents(wanted)
        if documents:
            made.update(self._pdfs(documents))
            made[MANUSCRIPT] = _made(MANUSCRIPT, self.work / "pdf" / MANUSCRIPT, 0, 0.0)
        if LOCATIONS in wanted:
            made[LOCATIONS] = self._proven([made[name].path for name in documents])
        if SITE in wanted:
            made[SITE] = self._site({name: product for name, product in made.items() if product.pages})
        return made

    def _pdfs(self, documents: Sequence[str]) -> dict[str, Product]:
        settings = {"kanko_only": list(documents), **_settings(self.order)}
        handlers = {
            UNIT_COMPILED: lambda app, *step: self.progress(Step("press", *step)),
            **self.early.handlers,
            # Sphinx has made its builder, and said so, before anybody can take hold of it.
            "env-before-read-docs": lambda app, *_: setattr(app.builder, "workers", self.workers),
        }
        builder = self._run("pdf", "pdf", settings, handlers)
        made: dict[str, Product] = {}
        for product in builder.published:
            name = product.document.id
            file = self.work / PDF / f"{name}.pdf"
            reduce_images(self.edition, self.work, file)
            made[name] = _made(name, file, product.pages, product.seconds)
        return made

    def _proven(self, pdfs: Sequence[Path]) -> Product:
        """Where everything was printed, of PDFs that are what they should be."""
        started, folder = time.perf_counter(), self.work / PDF
        from build_tools.closing import Closing, close  # not needed where nothing has changed

        rejected = self.order.out.parent / "build" / "rejected"
        edition, language, linted = self.edition.folder, self.order.language, self.early.linted
        closing = Closing(pdfs, folder / MANUSCRIPT, edition, self.order.out, rejected, language, linted)
        proven = close(closing, self._checking)
        self.proof = proven.proof
        (folder / LOCATIONS).write_bytes(proven.locations or b"")
        return _made(LOCATIONS, folder / LOCATIONS, 0, time.perf_counter() - started)

    def _checking(self, file: str) -> None:
        self.progress(Step("check", file))

    def pressed(
        self, printing: Presswork, places: Mapping[str, Path], made: Mapping[str, Product]
    ) -> tuple[Pressed, ...]:
        """The files for the press that are not up to date, made of the PDFs, and proven unless nothing is to be."""
        self.progress(Step("prepress"))
        people = {name: made[name].path if made else places[name] for name in _documents(places)}
        pressed = tuple(printing.made(people))
        if pressed and self.order.check:
            proof = printing.proven(pressed, people, self.order.language, self._checking)
            self.proof = self.proof.with_(proof) if self.proof else proof
        return pressed

    def _site(self, pdfs: Mapping[str, Product]) -> Product:
        """The website, with the PDFs in it so that it can be put anywhere as it is."""
        started = time.perf_counter()
        folder = self.work / SITE
        pages = {**self._delivered(), **{name: (product.path, product.pages) for name, product in pdfs.items()}}
        downloads = {name: (count, path.stat().st_size) for name, (path, count) in pages.items()}
        self._run("html", SITE, {"kanko_downloads": downloads}, {})
        copy = self.work / "site-complete"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(folder, copy, ignore=shutil.ignore_patterns(".buildinfo", ".doctrees"))
        for name, (path, _) in pages.items():
            shutil.copy2(path, copy / f"{name}.pdf")
        return _made(SITE, copy, 0, time.perf_counter() - started)

    def _delivered(self) -> dict[str, tuple[Path, int]]:
        """The PDFs that are in the output folder from an earlier build, with their pages."""
        ledger = Ledger(self.work / "ledger.json")
        places = {document.id: self.order.out / f"{document.id}.pdf" for document in self.edition.documents}
        return {
            name: (place, ledger.pages(name))
            for name, place in places.items()
            if place.is_file() and ledger.pages(name)
        }

    def _run(self, builder: str, folder: str, settings: Mapping[str, Any], handlers: Mapping[str, Any]) -> Any:
        self.progress(Step(folder))
        sphinx_folder, doctrees = self.work / folder, self.work / DOCTREES
        run = Run(builder, self.edition.folder, sphinx_folder, doctrees, settings, handlers, self.allowed)
        return run_sphinx(run).builder


def _settings(order: Order) -> dict[str, Any]:
    """What the builder of the PDFs is told of an order."""
    return {
        "kanko_cache": str(cache_of(order.out).folder),
        "kanko_jobs": order.jobs,
        "kanko_executor": order.executor,
        "kanko_seconds": order.limits.seconds or 0,
        "kanko_megabytes": order.limits.megabytes or 0,
    }


def _made(name: str, path: Path, pages: int, seconds: float) -> Product:
    return Product(name, path, pages, 0, seconds)
