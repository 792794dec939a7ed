"""The manuscript without its chapters: what the edition says of the whole set and of each document."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from build_tools.edition import Attached, facts_of
from build_tools.edition import Document as DocumentOfEdition
from build_tools.edition import Edition as EditionOfHouse
from build_tools.manuscript.model import (
    VERSION,
    Allowance,
    Attachment,
    Check,
    Collation,
    Document,
    Edition,
    Layout,
    Manuscript,
    Pages,
    Policy,
    Spelling,
)

# For ordering, never printed.
_HIDDEN = {"reading"}


def frame(edition: EditionOfHouse, layouts: Mapping[str, Layout], printed: Callable[[object], str]) -> Manuscript:
    """The manuscript of an edition with no chapter in it; `layouts` by document, `printed` is a fact as text has it."""
    return Manuscript(
        version=VERSION,
        edition=Edition(
            id=edition.id,
            title=edition.title,
            subtitle=edition.subtitle,
            issuer=edition.issuer,
            date=edition.date,
            language=edition.language,
            address=edition.address,
            facts={name: printed(value) for name, value in _flat(facts_of(edition), "")},
        ),
        spelling=tuple(Spelling(use=each.use, instead_of=each.instead_of) for each in edition.spelling),
        policy=_policy(edition),
        documents=tuple(_document(document, layouts[document.id], edition.folder) for document in edition.documents),
    )


def _policy(edition: EditionOfHouse) -> Policy:
    return Policy(
        allow=tuple(Allowance(warning=each.warning, reason=each.reason) for each in edition.allow),
        checks=tuple(Check(rule=each.rule, severity=each.severity, reason=each.reason) for each in edition.checks),
        collation=Collation(same=edition.collation.same, pairs=edition.collation.pairs),
    )


def _document(document: DocumentOfEdition, layout: Layout, folder: Path) -> Document:
    pages = document.pages
    return Document(
        id=document.id,
        name=document.name or document.title,
        title=document.title,
        file=f"{document.id}.pdf",
        layout=layout,
        pages=Pages(at_least=pages.at_least, at_most=pages.at_most) if pages else Pages(),
        budget=document.most_bytes,
        lists=document.lists,
        attachments=tuple(_attachment(attached, folder) for attached in document.attachments),
    )


def _attachment(attached: Attached, folder: Path) -> Attachment:
    content = hashlib.sha256((folder / attached.file).read_bytes()).hexdigest()
    return Attachment(name=attached.name, file=attached.file, sha256=content, description=attached.description)


def _flat(value: object, name: str) -> Iterator[tuple[str, object]]:
    """Facts by dotted name as the text calls them: `contact.phones.0.number`; what is empty prints nothing."""
    if isinstance(value, Mapping):
        for step, inner in value.items():
            if step not in _HIDDEN:
                yield from _flat(inner, f"{name}.{step}" if name else str(step))
    elif isinstance(value, list | tuple):
        for step, inner in enumerate(value):
            yield from _flat(inner, f"{name}.{step}")
    elif value != "" and not isinstance(value, bool):
        yield name, value
