"""One of the PDFs, with what lies beside it: the manuscript that it was made from, and where that was printed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from build_tools.comparison.contents import Edition
from build_tools.concordance import Concordance
from build_tools.concordance.locations import Locations, read_locations
from build_tools.concordance.reading import Reading
from build_tools.errors import KankoError, typed
from build_tools.inspection import Limits, PdfDocument, inspect
from build_tools.manuscript import LOCATIONS, MANUSCRIPT
from build_tools.manuscript.model import Document
from build_tools.manuscript.write import read_manuscript
from build_tools.visual import messages

# The key of the information dictionary by which a PDF names its manuscript.
NAMED = "KankoManuscript"


@dataclass(frozen=True, eq=False)
class Side:
    """A PDF that was read; without a manuscript, `edition`, `document` and `concordance` are None."""

    path: Path
    sha256: str
    pdf: PdfDocument
    reading: Reading
    edition: Edition | None = None
    document: Document | None = None
    concordance: Concordance | None = None
    manuscript: str = ""


def read_side(path: Path, limits: Limits) -> Side:
    """Read a PDF, and the manuscript and locations beside it if it names a manuscript.

    Raises KankoError for what is no PDF that can be read, and where what lies beside was made of another one: a
    comparison would name blocks that are not there. Without a manuscript beside it, a PDF is a stranger's.
    """
    pdf = inspect(path, limits)
    digest, named, beside = _digest(path), pdf.metadata.entry(NAMED), path.with_name(MANUSCRIPT)
    if named is None or not beside.is_file():
        return Side(path, digest, pdf, Reading(pdf))
    if _digest(beside) != named:
        raise KankoError([messages.other_manuscript(typed(path), typed(beside))])
    edition = Edition(read_manuscript(beside), _locations(path, digest, named))
    document = _document(edition, path)
    concordance = Concordance(document, pdf)
    return Side(path, digest, pdf, concordance.reading, edition, document, concordance, named)


def _document(edition: Edition, path: Path) -> Document:
    """The document of the set that has the name of the file; of a set of one, that one."""
    documents = edition.manuscript.documents
    found = [each for each in documents if each.file == path.name] or [*documents]
    if len(found) == 1:
        return found[0]
    raise KankoError([messages.no_document(typed(path), [each.file for each in documents])])


def _locations(path: Path, digest: str, manuscript: str) -> Locations | None:
    """The locations beside a PDF, which must be of this manuscript and, where they know the file, of this very file."""
    beside = path.with_name(LOCATIONS)
    if not beside.is_file():
        return None
    try:
        found = read_locations(beside)
    except (OSError, ValueError) as error:
        raise KankoError([messages.no_locations(typed(beside))]) from error
    known = {each.sha256 for each in found.documents.values() if each.file == path.name}
    if found.manuscript != manuscript or known - {digest}:
        raise KankoError([messages.other_locations(typed(beside), typed(path))])
    return found


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
