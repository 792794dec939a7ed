"""What is retrieved, and how."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from build_tools.comparison.contents import Edition

# The bytes of a file by its name in the manuscript; none where they are not at hand.
Files = Callable[[str], bytes | None]


@dataclass(frozen=True)
class Means:
    """How editions are retrieved: `source` is the edition's folder in a revision, `typeset` has what was not built
    typeset, so that its pages are known, with so many jobs; `work` is an empty folder that goes when all is done.
    """

    work: Path
    source: Path
    typeset: bool = False
    jobs: int = 1


@dataclass(frozen=True)
class Retrieved:
    """An edition, as it was named."""

    named: str
    edition: Edition
    files: Files

    @property
    def has_pages(self) -> bool:
        """Whether it is known where it was printed."""
        return self.edition.locations is not None

    def picture(self, file: str) -> bytes | None:
        """An image by its name, if it is at hand and is the one that the manuscript means."""
        data = self.files(file) if file in self._hashes else None
        meant = data is not None and hashlib.blake2b(data, digest_size=16).hexdigest() in self._hashes[file]
        return data if meant else None

    @cached_property
    def _hashes(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for document in self.edition.manuscript.documents:
            for figure in (figure for chapter in document.chapters for figure in chapter.figures):
                found.setdefault(figure.file, set()).add(figure.hash)
        return found
