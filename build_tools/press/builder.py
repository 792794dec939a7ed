"""The Sphinx builder `pdf`: one PDF for each document of the set, in the output folder."""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import partial
from pathlib import Path
from urllib.parse import quote

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.io import StringOutput
from markupsafe import Markup
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util import logging
from sphinx.util.nodes import inline_all_toctrees
from sphinx.writers.html import HTMLWriter

from build_tools.edition import Chapter as ChapterOfEdition
from build_tools.edition import Document, Edition
from build_tools.press.assemble import Assembled, Chapter, assemble
from build_tools.press.cache import Cache
from build_tools.press.doctrees import (
    anchor,
    headings,
    name_documents,
    name_pages,
    qualify,
    settle_targets,
    starts,
    take_images,
)
from build_tools.press.executors import executor
from build_tools.press.layouts import Layout, load_layout
from build_tools.press.lists import captions, marks
from build_tools.press.pins import require
from build_tools.press.publish import Published, Shop, publish
from build_tools.press.unit import ANCHOR
from build_tools.press.writer import PrintTranslator
from build_tools.resources import templates_root
from build_tools.sphinx_ext import apply_numbers, edition_of, numbers, readings

logger = logging.getLogger(__name__)
ASSEMBLED = "kanko-assembled"
UNIT_COMPILED = "kanko-unit-compiled"


class PdfBuilder(StandaloneHTMLBuilder):
    """Writes the PDFs of an edition. Its format is `html`, so that what extensions write as HTML goes into print as
    well.
    """

    name = "pdf"
    format = "html"
    epilog = "The PDFs are in %(outdir)s."
    default_translator_class = PrintTranslator
    copysource = False
    search = False
    add_permalinks = False
    allow_parallel = False
    download_support = False
    # The id of the document at hand: references print its numbers.
    document = ""

    def get_outdated_docs(self) -> str:  # type: ignore[override]
        return "all documents"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return ANCHOR + quote(docname)

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        return self.get_target_uri(to, typ)

    def prepare_writing(self, docnames: Set[str]) -> None:
        """What the HTML writer asks of its builder, and nothing of a website (indices, search, page templates)."""
        self.indexer = None
        self.docsettings = get_default_settings(HTMLWriter)

    def copy_assets(self) -> None:
        """A PDF has everything in it: no static files beside."""

    def write_documents(self, docnames: Set[str]) -> None:
        require()  # before anything imports the typesetter: a name that moved would be an ImportError
        self.prepare_writing(docnames)
        edition = edition_of(self.env)
        binder = _Binder(self, edition)
        only = set(self.config.kanko_only)
        assembled = {document.id: tuple(binder.assemble(document)) for document in edition.documents}
        wanted = [name for name in assembled if not only or name in only]
        self.events.emit(ASSEMBLED)
        self._done, self._total = 0, sum(len(assembled[name]) for name in wanted)
        cache = Cache(Path(self.config.kanko_cache or Path(self.doctreedir, "kanko-cache")))
        with executor(self.config.kanko_jobs) as workers:
            self.published = tuple(
                publish(edition, assembled, wanted, Shop(workers, cache, Path(self.outdir), self._report))
            )
        cache.prune()
        for product in self.published:
            self._deliver(product)

    def _report(self, document: str, unit: str) -> None:
        logger.info("%s: %s", document, unit)
        self._done += 1
        self.events.emit(UNIT_COMPILED, f"{document}: {unit}", self._done, self._total)

    def _deliver(self, product: Published) -> None:
        for warned in product.warned:
            place = self.env.path2doc(warned.origin) or f"{warned.origin}:"
            logger.warning(warned.message, location=place, type="kanko", subtype=warned.name)
        file = Path(self.outdir) / f"{product.document.id}.pdf"
        product.file.replace(file)

    def finish(self) -> None:
        """Nothing is left to do: a PDF has everything in it."""


class _Binder:
    """Turns the Sphinx documents of an edition into chapters, and those into units."""

    def __init__(self, builder: PdfBuilder, edition: Edition) -> None:
        self.builder = builder
        self.edition = edition
        self.numbers = numbers(builder.env, edition)
        roots = (edition.folder / "templates" / "print", templates_root() / "print")
        self.roots = tuple(root for root in roots if root.is_dir())
        self.layouts: dict[str, Layout] = {}

    def layout(self, name: str) -> Layout:
        if name not in self.layouts:
            self.layouts[name] = load_layout(name, self.roots)
        return self.layouts[name]

    def assemble(self, document: Document) -> Iterator[Assembled]:
        """The units of a document."""
        has_parts = any(chapter.kind == "part" for chapter in document.chapters)
        chapters = []
        for spec in document.chapters:
            level = 0 if has_parts and spec.kind != "chapter" else 1
            chapters.append((self.chapter(document, spec, level), self.layout(spec.layout or document.layout)))
        layout = self.layout(document.layout)
        return assemble(self.edition, document, chapters, layout, readings(self.builder.env))

    def chapter(self, document: Document, spec: ChapterOfEdition, level: int) -> Chapter:
        """A chapter numbered as its document numbers it, its ids those of the set."""
        self.builder.document = document.id
        doctree, docname = self.doctree(spec.docname), spec.docname
        apply_numbers(doctree, self.numbers.get((document.id, docname), {}))
        self.builder.secnumbers = _section_numbers(self.builder, doctree, docname)
        self.builder.fignumbers = _figure_numbers(self.builder)
        other = partial(self.other, document)
        name_pages(doctree, other, self.edition.references)
        settle_targets(doctree)
        aliases = qualify(doctree, docname)
        name_documents(doctree, other)
        return Chapter(
            docname=docname,
            origin=str(self.builder.env.doc2path(docname)),
            kind=spec.kind,
            level=level,
            headings=tuple(headings(doctree, self.builder.secnumbers)),
            captions=tuple(captions(doctree, _written_numbers(self.builder))),
            marks=tuple(marks(doctree, docname)),
            assets=take_images(doctree, Path(self.builder.srcdir)),
            aliases=aliases,
            body=self.body(doctree),
        )

    def other(self, document: Document, target: str, named: str) -> Document | None:
        """The other document to which a reference from a document to a chapter leads: the one it names, else the first
        that holds the chapter; none where the document itself is meant.
        """
        holders = [holder for holder in self.edition.documents if holder.holds(target)]
        unnamed = document if document in holders else next(iter(holders), document)
        meant = next((holder for holder in holders if holder.id == named), unnamed)
        return None if meant == document else meant

    def doctree(self, docname: str) -> nodes.document:
        """A chapter with its references resolved, and with its toctrees' documents in it that are no chapters of their
        own (in projects that have toctrees).
        """
        env = self.builder.env
        chapters = [chapter.docname for document in self.edition.documents for chapter in document.chapters]
        tree = inline_all_toctrees(self.builder, set(), docname, env.get_doctree(docname), str, chapters)
        tree["docname"] = docname
        env.resolve_references(tree, docname, self.builder)
        return tree

    def body(self, doctree: nodes.document) -> Markup:
        """The HTML of a doctree, written by the translator that Sphinx makes of ours and the extensions' visitors."""
        writer = HTMLWriter(self.builder)
        self.builder.current_docname = doctree.get("docname", "")
        doctree.settings = self.builder.docsettings
        writer.write(doctree, StringOutput(encoding="unicode"))
        writer.assemble_parts()
        return Markup(writer.parts["fragment"])


def _section_numbers(builder: PdfBuilder, doctree: nodes.document, docname: str) -> dict[str, tuple[int, ...]]:
    """Sphinx's own section numbers (of projects that number toctrees), by the names that ids will have in the set."""
    numbered = {}
    for owner, section in starts(doctree, docname):
        for key, number in builder.env.toc_secnumbers.get(owner, {}).items():
            identifier = key.removeprefix("#") or section["ids"][0]
            numbered[f"#{anchor(owner, identifier)}"] = number
    return numbered


def _figure_numbers(builder: PdfBuilder) -> dict[str, dict[str, tuple[int, ...]]]:
    """Sphinx's numbers of figures and tables, by kind and by the names that ids will have in the set."""
    numbered: dict[str, dict[str, tuple[int, ...]]] = {}
    for owner, kinds in builder.env.toc_fignumbers.items():
        for kind, numbers_of_kind in kinds.items():
            named = {anchor(owner, identifier): number for identifier, number in numbers_of_kind.items()}
            numbered.setdefault(kind, {}).update(named)
    return numbered


def _written_numbers(builder: PdfBuilder) -> dict[str, str]:
    """Sphinx's numbers of figures and tables as it prints them, by the names that ids will have in the set."""
    return {
        identifier: builder.config.numfig_format.get(kind, "%s") % ".".join(map(str, number))
        for kind, numbers_of_kind in builder.fignumbers.items()
        for identifier, number in numbers_of_kind.items()
    }
