"""The catalogue of a bundle (`bundle.json`): what an edition offers to those who take sections of it over.

A bundle is one ZIP file. Beside the catalogue lie `manuscript.json` and `locations.json` as they lie beside the PDFs,
each section with those below it as plain MyST (`sections/…`), and the images that they show (`assets/…`).
"""

from __future__ import annotations

import datetime
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

# Counts the changes of the format that a reader of the file must know of.
VERSION: Final = 1
CATALOGUE: Final = "bundle.json"
# The file's name: the edition's id, and this.
SUFFIX: Final = ".kanko"
SECTIONS: Final = "sections/"
ASSETS: Final = "assets/"


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Edition(_Model):
    """The publication as a whole; `address` is where its PDFs and its site are on the web, if it says so, `notice` what
    it says of its own standing.
    """

    id: str
    title: str
    issuer: str
    date: datetime.date
    language: str
    subtitle: str = ""
    address: str = ""
    licence: str = ""
    notice: str = ""


class Attribution(_Model):
    """The sentences that the licence asks for: of what is taken over as it is, and of what is edited."""

    plain: str
    edited: str


class Document(_Model):
    """One PDF of the set: `name` is what references call it, `sha256` the digest of its file."""

    id: str
    name: str
    title: str
    file: str
    sha256: str


class Printed(_Model):
    """Where a section begins in a document: label printed on its page, and which page of the file it is, from 1."""

    document: str
    page: str
    sheet: int


class Section(_Model):
    """A section: id, number, title and level as the manuscript has them (0 part, 1 chapter, 2 section).

    `document` is the first that holds it, `above` the section in which it lies. The hash is of its text, tables and
    figures, those of the sections below included: two are equal if these are. `text` is its file, `assets` are the
    files that it shows, `labels` the targets that its text declares. `address` is its place on the site ("": the
    edition names none). The attribution names the section.
    """

    id: str
    title: str
    level: int
    document: str
    hash: str
    text: str
    attribution: Attribution
    number: str = ""
    above: str = ""
    assets: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    places: tuple[Printed, ...] = ()
    address: str = ""


class Withdrawn(_Model):
    """A section that must not be taken over any more: why, and the section to use instead, if there is one."""

    id: str
    reason: str
    instead: str = ""


class Catalogue(_Model):
    """What the bundle of an edition holds. `replaces` names, by the id of a section, those of earlier editions in whose
    place it stands; `files` has the SHA-256 of every other file of the bundle, by its path.
    """

    version: Annotated[Literal[1], Field(description="Counts the changes of this format.")]
    edition: Edition
    attribution: Attribution
    documents: tuple[Document, ...] = ()
    sections: tuple[Section, ...] = ()
    withdrawn: tuple[Withdrawn, ...] = ()
    replaces: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    files: dict[str, str] = Field(default_factory=dict)
