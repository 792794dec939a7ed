"""What the pages of an edition's site show beside their chapter: the set's documents, neighbours, the front page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from build_tools.edition import Document, Edition, era_date
from build_tools.sphinx_ext import chapter_heading, edition_of, has_edition, numbers

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

FRONT_PAGE = "index"
WORDS = {
    "ja": {
        "skip": "本文へ",
        "contents": "目次",
        "neighbours": "前後の章",
        "prev": "前",
        "next": "次",
        "pdf": "PDF",
        "pages": "ページ",
    },
    "en": {
        "skip": "To the text",
        "contents": "Contents",
        "neighbours": "Previous and next chapter",
        "prev": "Previous",
        "next": "Next",
        "pdf": "PDF",
        "pages": " pages",
    },
}


@dataclass(frozen=True)
class ChapterLink:
    """A chapter in the navigation."""

    docname: str
    kind: str
    number: str
    title: str


@dataclass(frozen=True)
class Download:
    """A PDF in the site: its file, pages, and size for people."""

    file: str
    pages: int
    size: str


@dataclass(frozen=True)
class DocumentLinks:
    """A document of the set in the navigation."""

    title: str
    chapters: tuple[ChapterLink, ...]
    download: Download | None


def front_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The page `index`, unless the edition has a chapter of that name."""
    if has_edition(app) and FRONT_PAGE not in app.env.found_docs:
        yield FRONT_PAGE, {"title": edition_of(app.env).title}, "edition-index.html"


def add_context(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Give the templates the edition, the set's documents, the page's neighbours and the words of its language."""
    if not has_edition(app):
        return
    edition = edition_of(app.env)
    documents = tuple(_documents(app, edition))
    context.update(
        {
            "edition": edition,
            "documents": documents,
            "neighbours": _neighbours(documents, pagename),
            "date": era_date(edition.date) if edition.language == "ja" else edition.date.isoformat(),
            "words": WORDS["ja" if edition.language == "ja" else "en"],
        }
    )


def _documents(app: Sphinx, edition: Edition) -> Iterator[DocumentLinks]:
    downloads: Mapping[str, tuple[int, int]] = app.config.kanko_downloads
    all_numbers = numbers(app.env, edition)
    for document in edition.documents:
        links = tuple(_link(app, document, chapter.docname, chapter.kind, all_numbers) for chapter in document.chapters)
        made = downloads.get(document.id)
        download = Download(f"{document.id}.pdf", made[0], _size(made[1])) if made else None
        yield DocumentLinks(document.title, links, download)


def _link(app: Sphinx, document: Document, docname: str, kind: str, all_numbers: Mapping[Any, Any]) -> ChapterLink:
    number, title = chapter_heading(app.env, docname, all_numbers.get((document.id, docname), {}))
    return ChapterLink(docname, kind, number, title)


def _neighbours(documents: tuple[DocumentLinks, ...], pagename: str) -> list[tuple[str, ChapterLink]]:
    """The chapters before and behind a page in the first document that holds it."""
    for document in documents:
        names = [chapter.docname for chapter in document.chapters]
        if pagename in names:
            place = names.index(pagename)
            found = [("prev", place - 1), ("next", place + 1)]
            return [(word, document.chapters[index]) for word, index in found if 0 <= index < len(names)]
    return []


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1_000))} kB"
