"""Files for the press, made of those for people: which are up to date, which are made, and their proof."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Final

from build_tools.edition import Edition
from build_tools.errors import Language
from build_tools.findings import Proof
from build_tools.freshness import Ledger
from build_tools.manuscript import MANUSCRIPT

# A build that makes nothing for the press takes in none of it.
if TYPE_CHECKING:
    from build_tools.prepress.identity import Condition

FOLDER: Final = "press"
# Whose version shows in the files.
_TOOLS: Final = ("pikepdf", "pillow")


@dataclass(frozen=True)
class Pressed:
    """A file for the press: what the ledger calls it, where it was made, from which inputs, pages, seconds."""

    name: str
    path: Path
    inputs: str
    pages: int
    seconds: float


@dataclass(frozen=True)
class Presswork:
    """What files for the press are made with: the printing condition, the output folder, the folder to work in, the
    records of what was built, and a digest of all that the build reads; and whether they are proven.
    """

    edition: Edition
    condition: Condition
    out: Path
    work: Path
    ledger: Ledger
    digest: str
    check: bool

    def places(self, documents: Iterable[str]) -> dict[str, Path]:
        """Where the files of documents (by id) go, by the names that the ledger has for them."""
        return {press_name(document): self.out / FOLDER / f"{document}.pdf" for document in documents}

    def made(self, people: Mapping[str, Path]) -> Iterator[Pressed]:
        """Make the files that are not up to date; `people` are the files for people, by the id of their documents."""
        from build_tools.prepress.make import press_file

        for document, source in people.items():
            name, place = press_name(document), self.out / FOLDER / f"{document}.pdf"
            inputs = f"{sha256_of(source)}:{self._inputs}"
            if not self.ledger.fresh({name: place}, inputs):
                started, path = time.perf_counter(), self.work / "pdf" / FOLDER / place.name
                full = full_file(self.work, document) if self.edition.images.are_reduced else source
                pages = press_file(full, path, self.condition)
                yield Pressed(name, path, inputs, pages, time.perf_counter() - started)

    def can_be_made(self, people: Mapping[str, Path]) -> bool:
        """Whether the files with all pixels are there of which these files for people are reduced ones."""
        return not self.edition.images.are_reduced or all(
            path.is_file() and _told(self.work, document) == sha256_of(path) for document, path in people.items()
        )

    @property
    def _inputs(self) -> str:
        versions = [f"{name}=={metadata.version(name)}" for name in _TOOLS]
        said = [self.digest, self.condition.name, str(self.condition.ink_limit), str(self.check), *versions]
        return hashlib.sha256("\n".join(said).encode() + self.condition.profile.data).hexdigest()

    def proven(
        self,
        pressed: Iterable[Pressed],
        people: Mapping[str, Path],
        language: Language,
        progress: Callable[[str], None],
    ) -> Proof:
        """The proof of files that were made; raises Rejected where it is none."""
        from build_tools.closing import Closing, close_press

        files = {each.path: people[each.path.stem] for each in pressed}
        beside = next(iter(people.values())).parent / MANUSCRIPT
        rejected = self.out.parent / "build" / "rejected"
        closing = Closing(tuple(files), beside, self.edition.folder, self.out / FOLDER, rejected, language)
        return close_press(closing, files, progress)


def presswork(edition: Edition, out: Path, work: Path, ledger: Ledger, digest: str, *, check: bool) -> Presswork:
    """What makes the files for the press of an edition; raises KankoError where it names no printing condition."""
    from build_tools.prepress.make import condition_of

    return Presswork(edition, condition_of(edition), out, work, ledger, digest, check)


def reduce_images(edition: Edition, work: Path, file: Path) -> None:
    """Make the images of a file for people smaller, as far as the edition allows; the file as it was is kept for the
    press.
    """
    if not edition.images.are_reduced:
        return
    from build_tools.prepress.reduction import reduced

    full = full_file(work, file.stem)
    full.parent.mkdir(exist_ok=True)
    file.replace(full)
    reduced(full, file, edition.images)
    full.with_suffix(".sha256").write_text(sha256_of(file), "utf-8")


def full_file(work: Path, document: str) -> Path:
    """Where the file of a document is kept with all pixels of its images, where the one for people has fewer."""
    return work / "full" / f"{document}.pdf"


def _told(work: Path, document: str) -> str:
    """The digest of the file for people that was made of the one with all pixels."""
    told = full_file(work, document).with_suffix(".sha256")
    return told.read_text("utf-8") if told.is_file() and full_file(work, document).is_file() else ""


def press_name(document: str) -> str:
    """What the ledger calls the file for the press of a document; no document can be called so."""
    return f"{FOLDER}/{document}"


def out_of_date(ledger: Ledger, out: Path) -> Iterator[str]:
    """The names of files for the press that were made of other files for people than are there."""
    for name in ledger.names:
        people = out / f"{name.removeprefix(FOLDER + '/')}.pdf"
        if name.startswith(f"{FOLDER}/") and not (
            people.is_file() and ledger.inputs(name).startswith(sha256_of(people))
        ):
            yield name


def sha256_of(path: Path) -> str:
    """The digest of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
