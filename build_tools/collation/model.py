"""What a collation says: every difference between the approved text and the printed one, as plain data."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

# Counts the changes of the format that a reader of the data must know of.
VERSION: Final = 1

Kind = Literal["altered", "missing", "added", "moved", "spacing"]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Excerpt(_Model):
    """A passage with a few signs around it; without line breaks, and without spacing."""

    before: str = ""
    text: str = ""
    after: str = ""


class ApprovedPlace(_Model):
    """Where in the approved file: the line of a plain text, the paragraph of a Word file (footnotes behind the body),
    the line of a PDF's page, each from 1; and the page where it has pages.
    """

    line: int
    page: str = ""


class PrintedSection(_Model):
    """The section of the manuscript."""

    id: str
    title: str
    number: str = ""


class Source(_Model):
    """Where the Markdown has it: the file, relative to the edition's folder, and the line where the text begins."""

    file: str
    line: int | None = None


class PrintedPlace(_Model):
    """Where in what was printed: document and file, the label on the page, the page from 1, the section, the block of
    the manuscript and its source. What the layout prints has no source.
    """

    document: str
    file: str
    page: str
    sheet: int
    section: PrintedSection | None = None
    block: str = ""
    source: Source | None = None


class Difference(_Model):
    """A difference: a text that is `altered`; one of the approved text that is `missing` in print, or one that was
    `added`; one that was `moved`; or a space between two words. Both places are always told: for what is missing, the
    printed one is where it should stand.

    `blocks` counts the texts that it runs over, `again` tells that the same passage stands elsewhere as well, `note`
    that it is a footnote's.
    """

    kind: Kind
    approved: Excerpt
    printed: Excerpt
    approved_at: ApprovedPlace
    printed_at: PrintedPlace
    blocks: int = 1
    again: bool = False
    note: bool = False


class ApprovedFile(_Model):
    """The approved file, how it was read, and how many signs of text it has."""

    file: str
    form: Literal["txt", "docx", "pdf"]
    signs: int
    encoding: str = ""


class PrintedFile(_Model):
    """A built document, and how many signs of its text were collated."""

    document: str
    file: str
    pages: int
    signs: int


class Remark(_Model):
    """Something that a reader of the result must know, in both languages."""

    en: str
    ja: str


class Collation(_Model):
    """The approved text beside the printed one; no differences: what was printed is what was approved.

    `same` and `pairs` are what the edition counts as the same.
    """

    version: Annotated[Literal[1], Field(description="Counts the changes of this format.")] = VERSION
    approved: ApprovedFile
    printed: tuple[PrintedFile, ...]
    same: tuple[str, ...] = ()
    pairs: tuple[tuple[str, ...], ...] = ()
    remarks: tuple[Remark, ...] = ()
    differences: tuple[Difference, ...] = ()
