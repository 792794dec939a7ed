"""The order of a check: inspection → concordance → checks → policy → proof. The one module that knows it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Final, TypeVar, overload

from build_tools.checks import (
    FOR_THE_PRESS_TOO,
    PressFile,
    Publication,
    Subject,
    check_document,
    check_looks,
    check_pdf,
    check_press,
    check_set,
    with_origin,
)
from build_tools.collection import no_collection
from build_tools.concordance import Concordance
from build_tools.concordance.locations import Locations, located, locations_json
from build_tools.errors import KankoError, Place, Problem, typed
from build_tools.findings import (
    RULES,
    Examined,
    Fault,
    Finding,
    Printed,
    Proof,
    Rule,
    Severity,
    Sheet,
    in_order,
)
from build_tools.findings.policy import Decision, under
from build_tools.forked import forked
from build_tools.inspection import Limits, PdfDocument, Reading, begin, inspect
from build_tools.judges import Exhibit, ask
from build_tools.lint import lint
from build_tools.manuscript.model import Manuscript
from build_tools.manuscript.write import read_manuscript

Found = tuple[Rule, Fault]
# By the codes of rules.
Linted = Sequence[tuple[str, Fault]]
Made = TypeVar("Made")
# Pages from which a process beside this one spares more than it costs.
LONG: Final = 40


@dataclass(frozen=True)
class Request:
    """What to prove: PDFs, the manuscript that they are held against (None: foreign files), the folder of the edition
    that it was made from (None: unknown), and the severity from which findings count.

    A file for the press is held against the one for people alone: that which `people` names for it, else that of its
    name among the files, else in the folder above.

    `whole`: every document of the manuscript must be among the files. `judges` are judges from outside by name,
    `limits` what reading one file may take; `begun` are the files whose reading has begun already,
    `linted` what the sources were found to be, where that is looked at already.
    """

    files: tuple[Path, ...]
    manuscript: Path | None = None
    source: Path | None = None
    whole: bool = False
    bar: Severity = Severity.ERROR
    judges: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)
    begun: Mapping[Path, Reading] = field(default_factory=dict)
    people: Mapping[Path, Path] = field(default_factory=dict)
    linted: Callable[[], Linted] | None = None


@dataclass(frozen=True)
class Proven:
    """The proof, and where everything was printed: `locations.json` (None without a manuscript)."""

    proof: Proof
    locations: bytes | None


def prove(request: Request, progress: Callable[[str], None] = lambda file: None) -> Proven:
    """Hold PDFs against their manuscript and the rules; `progress` is told of each file.

    Raises KankoError for a file that cannot be read; whatever is wrong with one that can is a finding.
    """
    with no_collection():
        return _prove(request, progress)


def _prove(request: Request, progress: Callable[[str], None]) -> Proven:
    begun = {path: request.begun.get(path) or begin(path, request.limits) for path in request.files}
    manuscript = read_manuscript(request.manuscript) if request.manuscript else None
    digest = sha256_of(request.manuscript) if request.manuscript else ""
    linted = request.linted or _lint(manuscript, request)  # while files are read
    files = _read_all(begun, manuscript, progress)
    for_people = any(each.pdf.printing is None for each in files)
    concordances = {each.concordance.document.id: each.concordance for each in files if each.concordance}
    held = manuscript if for_people else None
    publication = Publication(held, concordances, digest, request.whole) if held else None
    decisions = [Decision(each.rule, each.severity) for each in manuscript.policy.checks] if manuscript else []
    on_pages = _beside(files)(lambda: list(_on_pages(files, publication, request)))
    found = list(_findings(files, publication, linted() if for_people else (), request))
    locations = _locations(files, digest) if manuscript else None
    findings = in_order(under(decisions, [*found, *on_pages()]))
    proof = Proof(tuple(_examined(each, request) for each in files), findings, _looked(request, files), request.bar)
    return Proven(proof, locations)


def _lint(manuscript: Manuscript | None, request: Request) -> Callable[[], Linted]:
    found = lint(manuscript, request.source) if manuscript and request.source else ()
    linted = [(rule.code, fault) for rule, fault in found]
    return lambda: linted


def rules() -> Mapping[str, Rule]:
    """Every rule by code: those of checks, judges and lint."""
    return RULES


def _read_all(
    begun: Mapping[Path, Reading], manuscript: Manuscript | None, progress: Callable[[str], None]
) -> list[Exhibit]:
    """Every file; raises KankoError with all that cannot be read."""
    read, problems = list[Exhibit](), list[Problem]()
    for path, reading in begun.items():
        progress(typed(path))
        try:
            read.append(_exhibit(path, reading(), manuscript))
        except KankoError as error:
            problems += error.problems
    if problems:
        raise KankoError(problems)
    return read


def _exhibit(path: Path, pdf: PdfDocument, manuscript: Manuscript | None) -> Exhibit:
    """A PDF beside the document of the set that has the name of its file."""
    documents = manuscript.documents if manuscript else ()
    document = next((each for each in documents if each.file == path.name and pdf.printing is None), None)
    return Exhibit(path, pdf, Concordance(document, pdf) if document else None)


def _beside(files: Sequence[Exhibit]) -> Callable[[Callable[[], Made]], Callable[[], Made]]:
    """What does work beside this process, where there is enough of it."""
    return forked if sum(len(each.pdf.pages) for each in files) >= LONG else lambda work: work


def _findings(
    files: Sequence[Exhibit], publication: Publication | None, linted: Linted, request: Request
) -> Iterator[Finding]:
    for each in files:
        if each.pdf.printing is not None:
            pressed = PressFile(each.pdf, _for_people(each.path, files, request))
            yield from (_finding(found, typed(each.path), request) for found in check_press(pressed))
    for file, subject in _subjects(files, publication):
        yield from (_finding(found, file, request) for found in check_document(subject))
    names = {subject.document.id: file for file, subject in _subjects(files, publication)}
    for rule, fault in check_set(publication) if publication else ():
        yield _finding((rule, fault), names.get(fault.document, ""), request)
    yield from (_finding((RULES[code], fault), "", request) for code, fault in linted)
    for verdict in ask(request.judges, files):
        file = typed(verdict.path) if verdict.path else ""
        yield _finding((RULES[verdict.code], verdict.fault), file, request)


def _for_people(path: Path, files: Iterable[Exhibit], request: Request) -> PdfDocument | None:
    """The file for people from which one for the press was made."""
    if (named := request.people.get(path)) is not None:
        return (request.begun.get(named) or begin(named, request.limits))()
    for each in files:
        if each.path.name == path.name and each.pdf.printing is None:
            return each.pdf
    above = path.absolute().parent.parent / path.name
    return inspect(above, request.limits) if above.is_file() else None


def _on_pages(files: Sequence[Exhibit], publication: Publication | None, request: Request) -> Iterator[Finding]:
    """What is wrong with each file whatever it says, and how it looks: half of the work."""
    for each in files:
        if each.pdf.printing is None:
            found_on_pages = with_origin(check_pdf(each.pdf), each.concordance)
            yield from (_finding(found, typed(each.path), request) for found in found_on_pages)
    for file, subject in _subjects(files, publication):
        yield from (_finding(found, file, request) for found in check_looks(subject))


def _subjects(files: Sequence[Exhibit], publication: Publication | None) -> Iterator[tuple[str, Subject]]:
    """The documents of the set among the files, each with its file's name."""
    for each in files:
        if publication and each.concordance:
            yield typed(each.path), publication.subjects[each.concordance.document.id]


def _looked(request: Request, files: Sequence[Exhibit]) -> tuple[str, ...]:
    """The codes of the rules that look at what was given: a rule that did not look has passed nothing."""
    for_press = [each.pdf.printing is not None for each in files]
    about = {"press"} if any(for_press) else set[str]()
    about |= set() if all(for_press) else {"pdf"}
    held = request.manuscript is not None and not all(for_press)
    about |= {"document", "set"} if held else set()
    about |= {"source"} if held and request.source else set()
    about |= {"judge"} if request.judges else set()
    also = FOR_THE_PRESS_TOO if any(for_press) else frozenset[str]()
    return tuple(sorted(rule.code for rule in RULES.values() if rule.about in about or rule.code in also))


def _finding(found: Found, file: str, request: Request) -> Finding:
    rule, fault = found
    source = _source(fault.source, request) if fault.source else None
    return Finding(rule.code, rule.severity, fault.what, fault.mend or rule.mend, file, source, fault.spots)


def _source(place: Place, request: Request) -> Place:
    """A file of the edition as the user would type it."""
    return replace(place, path=typed(request.source / place.path)) if request.source else place


def _examined(read: Exhibit, request: Request) -> Examined:
    sources = _Sources(read, request)
    sheets = tuple(
        Sheet(page.label, page.shown, page.rotation, _PrintedOn(sources, page.number)) for page in read.pdf.pages
    )
    document = read.concordance.document.id if read.concordance else ""
    return Examined(read.path, typed(read.path), document, sheets)


class _Sources:
    """What is printed on the pages of a file, with its lines of the source: of use to those who make pictures of it."""

    def __init__(self, read: Exhibit, request: Request) -> None:
        self._read, self._request = read, request

    @cached_property
    def pages(self) -> Mapping[int, Sequence[Printed]]:
        """By page, from 0."""
        printed: dict[int, list[Printed]] = {}
        concordance = self._read.concordance
        for block in concordance.blocks if concordance else ():
            place = _source(Place(block.place.file, block.place.line), self._request)
            for stretch in concordance.stretches(block.id) if concordance else ():
                printed.setdefault(stretch.page, []).append(Printed(stretch.box, place))
        return printed


class _PrintedOn(Sequence[Printed]):
    """What is printed on one page, worked out when somebody looks."""

    def __init__(self, sources: _Sources, page: int) -> None:
        self._sources, self._page = sources, page

    @overload
    def __getitem__(self, index: int) -> Printed: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Printed]: ...

    def __getitem__(self, index: int | slice) -> Printed | Sequence[Printed]:
        return self._sources.pages.get(self._page, ())[index]

    def __len__(self) -> int:
        return len(self._sources.pages.get(self._page, ()))


def _locations(files: Iterable[Exhibit], digest: str) -> bytes:
    documents = {
        each.concordance.document.id: located(each.concordance, sha256_of(each.path))
        for each in files
        if each.concordance
    }
    return locations_json(Locations(manuscript=digest, documents=documents))


def sha256_of(path: Path) -> str:
    """The digest of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
