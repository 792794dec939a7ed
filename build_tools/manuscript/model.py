"""What a reader of the publication must find: plain data, taken from the doctrees before anything is typeset.

Places are named as in the rest of the set: an anchor is the chapter's name and an id in it (`report/purpose:aim`),
unique within a document. Hashes are of content alone (BLAKE2b, 128 bits, hexadecimal): not of the numbers of headings
and captions, nor of lines. What a template prints of itself (cover, contents, colophon) is here as facts of the
edition, not as blocks.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

# Counts the changes of the format that a reader of the file must know of.
VERSION = 1

BlockKind = Literal[
    "heading", "paragraph", "item", "term", "definition", "cell", "caption", "legend", "label", "rubric", "code",
    "math", "line", "footnote", "field", "attribution", "signature", "raw",
]  # fmt: skip
LinkKind = Literal["internal", "document", "page", "external"]
ChapterKind = Literal["chapter", "part", "unnumbered"]
Orientation = Literal["portrait", "landscape"]
Severity = Literal["off", "note", "warning", "error"]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Place(_Model):
    """Where in the source: the file, relative to the edition's folder, and the line where it is known."""

    file: str
    line: int | None = None


class Target(_Model):
    """A place of the set: the id of the document, and an anchor in it."""

    document: str
    anchor: str


class PageOf(_Model):
    """A hole in a text: the printed number of the page that holds a place."""

    page_of: Target


class Call(_Model):
    """A hole in a text: the mark that calls a footnote of the chapter, as the layout prints its label."""

    footnote: str


Part = str | PageOf | Call
Parts = tuple[Part, ...]


class Link(_Model):
    """A link: its text (empty round an image), how many characters of the block's text stand before it (a hole counts
    none), and where it leads: a place of the set, or an address as it is written.

    `page` is a reference to a page, in this document or another one.
    """

    kind: LinkKind
    parts: Parts = ()
    at: int = 0
    target: Target | None = None
    address: str = ""


class Reading(_Model):
    """A reading that stands above a base: `at` is how many characters of the block's text stand before the base."""

    base: str
    reading: str
    at: int


class Block(_Model):
    """A piece of text that is set as one, in reading order: white space of the source is one space, of code as it is;
    a line break that is asked for is a newline.

    `id` is unique in the document and holds the section's id and the content's hash. `section` is "" before the first
    heading; `inside` are the kinds of what it stands in, from outside (excerpt, case, list, table, footnote …);
    `landscape` tells whether it asks for a turned page, `readings` are those above its text.
    """

    id: str
    kind: BlockKind
    parts: Parts
    hash: str
    place: Place
    section: str = ""
    inside: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    landscape: bool = False
    readings: tuple[Reading, ...] = ()

    @property
    def text(self) -> str:
        """The text with nothing in its holes."""
        return "".join(part for part in self.parts if isinstance(part, str))


class Section(_Model):
    """A section: `id` is its label's, else made of the titles above it, so that it survives edits elsewhere. `level`: 0
    part, 1 chapter, 2 section; `above` is the section in which it lies; `number` and `title` as printed.

    The hash is of title and blocks, those of the sections below included.
    """

    id: str
    title: str
    level: int
    hash: str
    place: Place
    number: str = ""
    above: str = ""
    heading: str = ""
    anchors: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()


class Passage(_Model):
    """What stands under an anchor that is no section's: the kind of element, and the blocks in it (none: an image);
    `at` is how many characters of the first one's text stand before it (a hole counts none).
    """

    anchors: tuple[str, ...]
    kind: str
    labels: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    at: int = 0


class Excerpt(_Model):
    """A passage shown in a second place: the label under which it stands, and the blocks that show it."""

    label: str
    blocks: tuple[str, ...]
    place: Place


class Figure(_Model):
    """An image: its file with the hash of its content ("" where there is none), the text in its stead, number and
    caption (a block) where it has them; where it leads if it is a link. `section` as of blocks.
    """

    file: str
    hash: str
    place: Place
    alt: str = ""
    section: str = ""
    number: str = ""
    caption: str = ""
    anchors: tuple[str, ...] = ()
    link: Link | None = None
    landscape: bool = False


class Cell(_Model):
    """A cell of a table: its blocks, and the rows and columns that it spans."""

    blocks: tuple[str, ...] = ()
    rows: int = 1
    columns: int = 1


class Table(_Model):
    """A table: number and caption (a block) where it has them, rows of the head and of the body, and how many columns
    at the left are heads of their rows. `section` as of blocks.
    """

    place: Place
    columns: int
    head: tuple[tuple[Cell, ...], ...] = ()
    body: tuple[tuple[Cell, ...], ...] = ()
    stubs: int = 0
    section: str = ""
    number: str = ""
    caption: str = ""
    anchors: tuple[str, ...] = ()
    landscape: bool = False


class Footnote(_Model):
    """A footnote: its label, the block that calls it first, and the blocks of its text, which follow that block."""

    label: str
    called: str
    blocks: tuple[str, ...]
    place: Place


class Entry(_Model):
    """What an index names: a term with what stands under it, as it prints them, and the anchor of the place; `see` is
    the term that it refers to instead of a page, or beside others.
    """

    terms: tuple[str, ...]
    anchor: str
    see: str = ""


class Source(_Model):
    """A file that a chapter was read from, relative to the edition's folder, and the SHA-256 of its bytes."""

    file: str
    sha256: str


class Chapter(_Model):
    """A chapter as one document of the set has it. `layout` and `orientation` are those of its pages; `turns` tells
    whether that layout sets what asks for it on turned pages, `prints` are the facts that its template prints around
    the text (as in `Layout.prints`). `sources` are its file and those that it takes text from,
    `index` what an index names of it.
    """

    docname: str
    file: str
    kind: ChapterKind
    level: int
    layout: str
    hash: str
    orientation: Orientation = "portrait"
    turns: bool = False
    prints: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    sections: tuple[Section, ...] = ()
    blocks: tuple[Block, ...] = ()
    passages: tuple[Passage, ...] = ()
    excerpts: tuple[Excerpt, ...] = ()
    figures: tuple[Figure, ...] = ()
    tables: tuple[Table, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    index: tuple[Entry, ...] = ()


class Pages(_Model):
    """How many pages a document may have; none: no bound."""

    at_least: int | None = None
    at_most: int | None = None


class Layout(_Model):
    """What the print design of a document says of itself: whether pages face each other, what stands before and behind
    the chapters, how deep the contents go (0 part, 1 chapter, 2 section).

    Fonts and words are those of its chapters' layouts as well. `fonts` are the families that text may be set in,
    `faces` the PostScript names, as a PDF gives them, of those of their faces that the machine has which builds: on
    another machine the list, and with it the hash of the manuscript, may be another one; `fallbacks` are those that set
    what the others lack. `words` is what templates and
    stylesheets print of themselves, in every language that they know: pieces between what they fill in. `prints` are
    the facts that each template before or behind the chapters prints (`contact.phones.*.number`, `document.title`).
    """

    name: str
    facing: bool = False
    front: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    contents_depth: int = 2
    fonts: tuple[str, ...] = ()
    faces: tuple[str, ...] = ()
    fallbacks: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    prints: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class Attachment(_Model):
    """A file that a PDF carries: the name under which a reader saves it, where it lies in the edition's folder, the
    SHA-256 of its content (hexadecimal), what it is in a sentence.
    """

    name: str
    file: str
    sha256: str
    description: str = ""


class Document(_Model):
    """One PDF of the set: `name` is what references call it, `file` its file; `lists` those that it wants printed;
    `budget` is how many bytes the file may have.
    """

    id: str
    name: str
    title: str
    file: str
    layout: Layout
    pages: Pages = Pages()
    budget: int | None = None
    lists: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    chapters: tuple[Chapter, ...] = ()


class Spelling(_Model):
    """A spelling that the house keeps to, and those that it replaces."""

    use: str
    instead_of: tuple[str, ...] = ()


class Allowance(_Model):
    """A warning that the edition lets stand, and why."""

    warning: str
    reason: str


class Check(_Model):
    """How much the findings of a rule weigh, and why; whether there is such a rule, the checks know."""

    rule: str
    severity: Severity
    reason: str


class Collation(_Model):
    """What counts as the same when the printed text is collated with the approved one: classes of signs, and signs
    that stand for each other.
    """

    same: tuple[Literal["digits", "letters", "punctuation", "variants", "page-numbers"], ...] = ()
    pairs: tuple[tuple[str, ...], ...] = ()


class Policy(_Model):
    """What the edition decides of warnings, checks and collation."""

    allow: tuple[Allowance, ...] = ()
    checks: tuple[Check, ...] = ()
    collation: Collation = Collation()


class Edition(_Model):
    """The publication as a whole; `facts` are all its facts by dotted name, as they are printed."""

    id: str
    title: str
    issuer: str
    date: datetime.date
    language: str
    subtitle: str = ""
    address: str = ""
    facts: dict[str, str] = Field(default_factory=dict)


class Manuscript(_Model):
    """What a reader of the publication must find, by document and chapter."""

    version: Annotated[Literal[1], Field(description="Counts the changes of this format.")]
    edition: Edition
    spelling: tuple[Spelling, ...] = ()
    policy: Policy = Policy()
    documents: tuple[Document, ...] = ()
