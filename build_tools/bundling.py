"""The bundle of an edition that is built: what lies beside its PDFs, and its sections as MyST."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from build_tools.bundle.catalogue import Built, catalogue, files_of
from build_tools.bundle.model import SUFFIX, Catalogue
from build_tools.bundle.write import bundle_bytes
from build_tools.concordance.locations import Locations, read_locations
from build_tools.edition import Edition, load_edition
from build_tools.errors import KankoError, Place, Problem, Text, typed
from build_tools.manuscript import LOCATIONS, MANUSCRIPT
from build_tools.manuscript.model import Manuscript
from build_tools.manuscript.write import read_manuscript
from build_tools.pipeline import DOCTREES, clean_doctrees, locked
from build_tools.sphinx_run import Run, run_sphinx

if TYPE_CHECKING:
    from build_tools.offprint.builder import OffprintBuilder

_OFFPRINT: Final = "offprint"
_BUILD: Final = Text("Build the whole set first (kanko build).", "先に全体を作ってください（kanko build）。")


@dataclass(frozen=True)
class Bundled:
    """A bundle that was written: where, and what it says of itself."""

    path: Path
    size: int
    catalogue: Catalogue


def bundle(source: Path, built: Path, file: Path | None = None) -> Bundled:
    """Write the bundle of the edition in `source` as it was built into the folder `built`; without `file`, there.

    Raises KankoError where the set is not there as a whole, where its sources have changed since it was built, and
    where what publication.toml says of withdrawn and replaced sections does not hold together.
    """
    edition = load_edition(source)
    manuscript, locations = _built(edition, built)
    written = _sections(edition, manuscript, locations, built)
    made = catalogue(Built(edition, manuscript, locations), written.written)
    _raise(_faults(edition, made))
    beside = {name: (built / name).read_bytes() for name in (MANUSCRIPT, LOCATIONS)}
    data = bundle_bytes(made, {**beside, **files_of(made, written.written)})
    path = file or built / f"{edition.id}{SUFFIX}"
    _replace(path, data)
    return Bundled(path, len(data), made)


def _built(edition: Edition, folder: Path) -> tuple[Manuscript, Locations]:
    """What lies beside the PDFs, if these are those that it speaks of."""
    if not (folder / MANUSCRIPT).is_file() or not (folder / LOCATIONS).is_file():
        raise KankoError([_not_built(folder)])
    manuscript = read_manuscript(folder / MANUSCRIPT)
    try:
        locations = read_locations(folder / LOCATIONS)
    except ValueError as error:
        raise KankoError([_not_built(folder / LOCATIONS)]) from error
    if manuscript.edition.id != edition.id:
        raise KankoError([_another(folder, manuscript.edition.id, edition.id)])
    _raise(_strange(folder, manuscript, locations))
    return manuscript, locations


def _strange(folder: Path, manuscript: Manuscript, locations: Locations) -> Iterator[Problem]:
    """Files that do not belong together."""
    if locations.manuscript != _digest(folder / MANUSCRIPT):
        yield _mixed(folder / LOCATIONS)
    for document in manuscript.documents:
        printed, file = locations.documents.get(document.id), folder / document.file
        if printed is None or not file.is_file() or _digest(file) != printed.sha256:
            yield _mixed(file)


def _sections(edition: Edition, manuscript: Manuscript, locations: Locations, built: Path) -> OffprintBuilder:
    """The builder that has taken the sections down, from the doctrees that builds keep."""
    work = built.parent / "build" / edition.id
    allowed = frozenset(allowance.warning for allowance in edition.allow)

    def prepare(app: object, *_: object) -> None:
        builder: OffprintBuilder = app.builder  # type: ignore[attr-defined]
        builder.manuscript, builder.locations = manuscript, locations

    run = Run(_OFFPRINT, edition.folder, work / _OFFPRINT, work / DOCTREES, {}, {"env-updated": prepare}, allowed)
    with locked(work), clean_doctrees(work, allowed):
        builder: OffprintBuilder = run_sphinx(run).builder  # type: ignore[assignment]
    _raise(_changed(edition.folder / file) for file in builder.changed)
    return builder


def _faults(edition: Edition, made: Catalogue) -> Iterator[Problem]:
    """Ids of publication.toml that name no section of this edition, or one too many."""
    known = {section.id for section in made.sections}
    for number, withdrawn in enumerate(edition.withdrawn, 1):
        if withdrawn.instead and withdrawn.instead not in known:
            yield _unknown(edition, f"withdrawn[{number}].instead", withdrawn.instead, known)
    for number, replaced in enumerate(edition.replaced, 1):
        if replaced.id not in known:
            yield _unknown(edition, f"replaced[{number}].id", replaced.id, known)
        for earlier in known.intersection(replaced.earlier):
            yield _still(edition, f"replaced[{number}].earlier", earlier)
    yield from _twice(edition, "withdrawn", [each.id for each in edition.withdrawn])
    yield from _twice(edition, "replaced", [earlier for each in edition.replaced for earlier in each.earlier])
    yield from _twice(edition, "replaced", [each.id for each in edition.replaced])


def _twice(edition: Edition, key: str, names: Iterable[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            what = Text(f"The section {name} stands here twice.", f"「{name}」が二度書かれています。")
            yield Problem("bundle.section-twice", what, _place(edition, key))
        seen.add(name)


def _unknown(edition: Edition, key: str, name: str, known: Iterable[str]) -> Problem:
    from difflib import get_close_matches

    near = get_close_matches(name, known, 3, 0.4)
    what = Text(f"This edition has no section {name}.", f"この版に「{name}」という節はありません。")
    remedy = Text(f"Did you mean {', '.join(near)}?", f"{'、'.join(near)} ではありませんか。") if near else None
    return Problem("bundle.no-such-section", what, _place(edition, key), remedy)


def _still(edition: Edition, key: str, name: str) -> Problem:
    what = Text(
        f"The section {name} is said to be replaced, and this edition still has it.",
        f"「{name}」は前の版までの名前とされていますが、この版にもあります。",
    )
    remedy = Text("Withdraw it, or leave it out here.", "withdrawn に書くか、ここから除いてください。")
    return Problem("bundle.still-there", what, _place(edition, key), remedy)


def _place(edition: Edition, key: str) -> Place:
    return Place(typed(edition.folder / "publication.toml"), None, key)


def _not_built(path: Path) -> Problem:
    what = Text(
        f"There is no finished set here: {MANUSCRIPT} and {LOCATIONS} of a build with its check are needed.",
        f"作り終えた刊行物がありません（点検まで済ませた {MANUSCRIPT} と {LOCATIONS} が必要です）。",
    )
    return Problem("bundle.not-built", what, Place(typed(path)), _BUILD)


def _another(folder: Path, there: str, wanted: str) -> Problem:
    what = Text(f"The set here is that of {there}, not of {wanted}.", f"ここにあるのは {wanted} でなく {there} です。")
    return Problem("bundle.another-edition", what, Place(typed(folder)), _BUILD)


def _mixed(path: Path) -> Problem:
    what = Text(
        f"This is not of the same build as the {MANUSCRIPT} beside it.",
        f"隣の {MANUSCRIPT} と同じときに作られたものではありません。",
    )
    return Problem("bundle.mixed", what, Place(typed(path)), _BUILD)


def _changed(path: Path) -> Problem:
    what = Text("This has changed since the set was built.", "刊行物を作った後で、変更されています。")
    return Problem("bundle.changed", what, Place(typed(path)), _BUILD)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _replace(path: Path, data: bytes) -> None:
    """Written beside and moved into place whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.part")
    beside.write_bytes(data)
    beside.replace(path)


def _raise(problems: Iterable[Problem]) -> None:
    if found := tuple(problems):
        raise KankoError(found)
