"""Built documents beside their manuscript, as they are collated; what was not built so is refused."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from build_tools.checks.identity import KEY
from build_tools.concordance import Concordance
from build_tools.errors import KankoError, Place, Problem, Text, typed
from build_tools.inspection import Limits, PdfDocument, inspect
from build_tools.manuscript.model import Document, Manuscript

_BUILD: Final = Text(
    "Build the publication again, and collate what comes out.", "刊行物をもう一度作り、できたものと照合してください。"
)


def built_documents(
    files: Sequence[Path], manuscript: Manuscript, digest: str, limits: Limits | None = None
) -> tuple[Concordance, ...]:
    """The documents of a manuscript (its file has the SHA-256 `digest`) beside their PDFs, in the order of the set.

    Raises KankoError, with one problem a file, for one that cannot be read, or was not made from this manuscript.
    """
    found, problems = dict[str, Concordance](), list[Problem]()
    for path in files:
        try:
            document = _document(path, manuscript)
            found[document.id] = Concordance(document, _made_from(path, digest, inspect(path, limits)))
        except KankoError as error:
            problems += error.problems
    if problems:
        raise KankoError(problems)
    return tuple(found[document.id] for document in manuscript.documents if document.id in found)


def _document(path: Path, manuscript: Manuscript) -> Document:
    document = next((each for each in manuscript.documents if each.file == path.name), None)
    if document is None:
        names = ", ".join(each.file for each in manuscript.documents)
        what = Text("The manuscript has no document of this name.", "この名前の文書は、原稿データにありません。")
        remedy = Text(f"Name one of: {names}", f"次のどれかを指定してください: {names}")
        raise KankoError([Problem("collate.not-of-set", what, Place(typed(path)), remedy)])
    return document


def _made_from(path: Path, digest: str, pdf: PdfDocument) -> PdfDocument:
    if pdf.metadata.entry(KEY) != digest:
        what = Text(
            "This PDF was not made from the manuscript beside it: lines and sections would be those of another text.",
            "この PDF は、隣の原稿データから作られたものではありません。行や節が別の原稿のものになります。",
        )
        raise KankoError([Problem("collate.other-manuscript", what, Place(typed(path)), _BUILD)])
    if pdf.structure is None:
        what = Text(
            "This PDF has lost its tags: text and running heads cannot be told apart.",
            "この PDF はタグを失っていて、本文と柱を区別できません。",
        )
        raise KankoError([Problem("collate.untagged", what, Place(typed(path)), _BUILD)])
    return pdf
