"""From an edition that is built to the catalogue of its bundle: its sections, and what is said of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final
from urllib.parse import quote

from build_tools.bundle.attribution import Named, attribution
from build_tools.bundle.contents import Content, content_hash, contents
from build_tools.bundle.model import (
    SECTIONS,
    VERSION,
    Catalogue,
    Document,
    Printed,
    Section,
    Withdrawn,
)
from build_tools.bundle.model import Edition as EditionOfBundle
from build_tools.concordance.locations import Locations
from build_tools.edition import Edition
from build_tools.manuscript.model import Chapter, Manuscript
from build_tools.manuscript.model import Document as DocumentOfManuscript

# Bytes of a file's name: what disks take, with room for what a reader adds to it.
_LONGEST: Final = 120


@dataclass(frozen=True)
class Written:
    """A section as MyST; the images that it shows, by their paths in the bundle; the targets that it declares."""

    text: str
    assets: Mapping[str, bytes] = field(default_factory=dict)
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Built:
    """An edition that is built: its facts, its manuscript, where it was printed."""

    edition: Edition
    manuscript: Manuscript
    locations: Locations


def catalogue(built: Built, written: Mapping[str, Written]) -> Catalogue:
    """The catalogue, without digests; `written` are the sections by id. One that several documents hold stands in it
    once, as the first one has it.
    """
    found: dict[str, Section] = {}
    for document in built.manuscript.documents:
        for chapter in document.chapters:
            for content in contents(chapter):
                if content.section.id in written and content.section.id not in found:
                    found[content.section.id] = _section(built, document, chapter, content, written)
    return Catalogue(
        version=VERSION,
        edition=_edition(built.edition),
        attribution=attribution(built.edition, Named(address=built.edition.address)),
        documents=tuple(_documents(built)),
        sections=tuple(found.values()),
        withdrawn=tuple(
            Withdrawn(id=each.id, reason=each.reason, instead=each.instead) for each in built.edition.withdrawn
        ),
        replaces={each.id: each.earlier for each in built.edition.replaced},
    )


def files_of(catalogue: Catalogue, written: Mapping[str, Written]) -> dict[str, bytes]:
    """The sections and images of a catalogue, by their paths in the bundle."""
    texts = {section.text: written[section.id].text.encode() for section in catalogue.sections}
    images = {path: data for section in catalogue.sections for path, data in written[section.id].assets.items()}
    return {**texts, **images}


def file_name(section: str) -> str:
    """The name of a section's file: its id as far as disks take it, and enough of its digest to be the only one."""
    plain = re.sub(r'[/\\:#?*<>|"~%\s\x00-\x1f]+', "_", section).strip("_.")
    cut = plain.encode()[:_LONGEST].decode(errors="ignore")
    return f"{cut}.{sha256(section.encode()).hexdigest()[:8]}.md"


def _edition(edition: Edition) -> EditionOfBundle:
    return EditionOfBundle(
        id=edition.id,
        title=edition.title,
        issuer=edition.issuer,
        date=edition.date,
        language=edition.language,
        subtitle=edition.subtitle,
        address=edition.address,
        licence=edition.licence,
        notice=edition.notice,
    )


def _documents(built: Built) -> Iterator[Document]:
    for document in built.manuscript.documents:
        printed = built.locations.documents[document.id]
        yield Document(
            id=document.id, name=document.name, title=document.title, file=document.file, sha256=printed.sha256
        )


def _section(
    built: Built, document: DocumentOfManuscript, chapter: Chapter, content: Content, written: Mapping[str, Written]
) -> Section:
    section = content.section
    places = tuple(_places(built.locations, section.id))
    address = site_address(built.edition, section.anchors)
    named = Named(tuple(_numbers(chapter, section.id)), section.title, next(iter(places), None), address)
    return Section(
        id=section.id,
        title=section.title,
        level=section.level,
        document=document.id,
        hash=content_hash(content),
        text=SECTIONS + file_name(section.id),
        attribution=attribution(built.edition, named),
        number=section.number,
        above=section.above,
        assets=tuple(sorted(written[section.id].assets)),
        labels=written[section.id].labels,
        places=places,
        address=address,
    )


def _places(locations: Locations, section: str) -> Iterator[Printed]:
    for name, document in locations.documents.items():
        heading = document.sections[section].heading if section in document.sections else None
        if heading:
            yield Printed(document=name, page=heading.label, sheet=heading.page)


def site_address(edition: Edition, anchors: tuple[str, ...]) -> str:
    """The section's place on the site, which lies where the edition says that its PDFs do."""
    if not edition.address or not anchors:
        return ""
    docname, _, identifier = anchors[0].partition(":")
    return f"{edition.address}{quote(docname)}.html" + (f"#{quote(identifier)}" if identifier else "")


def _numbers(chapter: Chapter, name: str) -> Iterator[str]:
    """The numbers of the sections above one, and its own."""
    known = {section.id: section for section in chapter.sections}
    if name in known:
        yield from _numbers(chapter, known[name].above)
        yield from filter(None, (known[name].number,))
