"""The Sphinx builder `pdf`: one PDF for each document of the set, in the output folder."""

from __future__ import annotations

from collections.abc import Iterator, Set
from concurrent.futures import Executor
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from urllib.parse import quote

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.io import StringOutput
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.nodes import inline_all_toctrees
from sphinx.writers.html import HTMLWriter

from build_tools.edition import Chapter as ChapterOfEdition
from build_tools.edition import Document, Edition
from build_tools.press.assemble import Assembled, Chapter, Manuscript, assemble
from build_tools.press.basis import basis
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
from build_tools.press.executors import Limits, executor
from build_tools.press.kept import Kept, KeptChapters, warnings_noted
from build_tools.press.labels import guessed_digits
from build_tools.press.layouts import Layout, load_layout
from build_tools.press.lists import captions, marks
from build_tools.press.pins import require
from build_tools.press.publish import Published, Shop, as_named_by, publish
from build_tools.press.toolchain import toolchain
from build_tools.press.typefaces import dressed
from build_tools.press.unit import ANCHOR, Unit
from build_tools.press.witness import Witness
from build_tools.press.writer import PrintTranslator
from build_tools.resources import templates_root
from build_tools.sphinx_ext import apply_numbers, edition_of, extents_of, numbers, readings

logger = logging.getLogger(__name__)
ASSEMBLED = "kanko-assembled"
UNIT_COMPILED = "kanko-unit-compiled"
COMPILED = "kanko-compiled"


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
    # The files that it carries.
    attached: frozenset[str] = frozenset()
    # The Sphinx documents that were read anew: they are compiled first.
    read_anew: frozenset[str] = frozenset()
    # Who compiles, where somebody keeps workers from build to build; else they are made for each one.
    workers: Executor | None = None

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
        cache = Cache(Path(self.config.kanko_cache or Path(self.doctreedir, "kanko-cache")))
        binder = Binder(self, edition, KeptChapters(self.env, cache, lambda: basis(self._app, edition)))
        only = self.config.kanko_only
        wanted = [document.id for document in edition.documents if not only or document.id in only]
        self._done, self._total = 0, sum(map(binder.size, wanted))
        assembled, compiled = partial(self.events.emit, ASSEMBLED), partial(self.events.emit, COMPILED)
        with self._compilers(binder) as workers:
            told = assembled, self._report, lambda: binder.witness.hash, compiled
            shop = Shop(workers, cache, Path(self.outdir), *told)
            self.published = tuple(publish(edition, binder.assemble, wanted, binder.digits(), shop))
        cache.prune()
        for product in self.published:
            self._deliver(product)
        binder.witness.deliver()

    def _compilers(self, binder: Binder) -> AbstractContextManager[Executor]:
        if self.workers is not None:
            return nullcontext(self.workers)
        config, fingerprint = self.config, partial(toolchain, binder.families())
        limits = Limits(config.kanko_seconds or None, config.kanko_megabytes or None)
        return executor(config.kanko_jobs, config.kanko_executor, limits, fingerprint)

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


class ManuscriptBuilder(PdfBuilder):
    """Writes what the PDFs of an edition must hold, `manuscript.json` as it lies beside them, and typesets nothing."""

    name = "manuscript"
    epilog = "The manuscript is in %(outdir)s."

    def write_documents(self, docnames: Set[str]) -> None:
        self.prepare_writing(docnames)
        edition = edition_of(self.env)
        kept = KeptChapters(self.env, Cache(Path(self.doctreedir, "kanko-cache")), lambda: basis(self._app, edition))
        witness = Binder(self, edition, kept).witness
        witness.hash  # noqa: B018 - every chapter is shown
        self.events.emit(ASSEMBLED)
        witness.deliver()


def note_reading(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Note which Sphinx documents are about to be read."""
    if isinstance(app.builder, PdfBuilder):
        app.builder.read_anew = frozenset(docnames)


def forget_reading(app: Sphinx, doctree: nodes.document) -> None:
    """Keep no doctree of the chapters before in memory."""
    if isinstance(app.builder, PdfBuilder):
        forget_doctrees(app.env)


def forget_doctrees(env: BuildEnvironment) -> None:
    """Sphinx keeps the doctrees that it wrote, as objects, and those that it read, as bytes: the whole publication.
    Each is asked for once.
    """
    env._write_doc_doctree_cache.clear()
    env._pickled_doctree_cache.clear()


class Binder:
    """Turns the Sphinx documents of an edition into chapters, and those into units."""

    def __init__(self, builder: PdfBuilder, edition: Edition, kept: KeptChapters) -> None:
        self.builder = builder
        self.kept = kept
        self.edition = edition
        self.numbers = numbers(builder.env, edition)
        roots = (edition.folder / "templates" / "print", templates_root() / "print")
        self.roots = tuple(root for root in roots if root.is_dir())
        self.layouts: dict[str, Layout] = {}
        self.witness = Witness(builder, edition, self.layout, self.show)

    def layout(self, name: str) -> Layout:
        if name not in self.layouts:
            layout = load_layout(name, self.roots)
            self.layouts[name] = dressed(layout, self.edition.fonts, self.edition.folder / "publication.toml")
        return self.layouts[name]

    def assemble(self, name: str) -> Iterator[tuple[Assembled, Unit]]:
        """The units of a document, by its id."""
        (document,) = (each for each in self.edition.documents if each.id == name)
        manuscript = Manuscript(
            edition=self.edition,
            document=document,
            layout=self.layout(document.layout),
            layouts=[self.layout(spec.layout or document.layout) for spec in document.chapters],
            chapter=lambda position: self.chapter(document, document.chapters[position]),
            readings=readings(self.builder.env),
        )
        for assembled, unit in assemble(manuscript, self.builder.read_anew):
            yield assembled, unit
            self.kept.write()  # the unit is under way

    def size(self, name: str) -> int:
        """About how many units a document has, by its id."""
        (document,) = (each for each in self.edition.documents if each.id == name)
        layout = self.layout(document.layout)
        return len(layout.front) + len(document.chapters) + len(layout.back)

    def families(self) -> frozenset[str]:
        """Every font family that a layout of the edition names."""
        specs = [(document, spec) for document in self.edition.documents for spec in document.chapters]
        names = {document.layout for document, _ in specs} | {spec.layout for _, spec in specs if spec.layout}
        return frozenset(family for name in names for family in self.layout(name).font_families)

    def digits(self) -> dict[str, dict[str, int]]:
        """By document: about how many digits the numbers of the places have that it may name, by their anchors."""
        own = {document.id: guessed_digits(self.extents(document)) for document in self.edition.documents}
        return {name: as_named_by(name, own) for name in own}

    def extents(self, document: Document) -> Iterator[tuple[int, dict[str, int]]]:
        """How long each chapter of a document is, and where in it the places are."""
        for spec in document.chapters:
            length, places = 0, {anchor(spec.docname): 0}
            for owner, extent in extents_of(self.builder.env, spec.docname).items():
                places.update({anchor(owner, name): length + before for name, before in extent.before.items()})
                length += extent.length
            yield length, places

    def resolved(self, document: Document, spec: ChapterOfEdition) -> tuple[nodes.document, dict[str, str]]:
        """A chapter numbered as its document numbers it, its ids those of the set, with the other names of its places;
        the manuscript has taken note of it.
        """
        self.builder.document = document.id
        self.builder.attached = frozenset(attached.file for attached in document.attachments)
        doctree, docname = self.doctree(spec.docname), spec.docname
        apply_numbers(doctree, self.numbers.get((document.id, docname), {}))
        self.builder.secnumbers = _section_numbers(self.builder, doctree, docname)
        self.builder.fignumbers = _figure_numbers(self.builder)
        other = partial(self.other, document)
        name_pages(doctree, other, self.edition.references)
        settle_targets(doctree)
        aliases = qualify(doctree, docname)
        name_documents(doctree, other)
        self.witness.see(document, spec, doctree, aliases, _written_numbers(self.builder))
        return doctree, aliases

    def chapter(self, document: Document, spec: ChapterOfEdition) -> Chapter:
        """A chapter as the templates of its document print it, kept from an earlier build or made now. One that was
        just read is not looked for: a worker waits for it.
        """
        awaited = spec.docname in self.builder.read_anew and (document.id, spec.docname) not in self.witness.chapters
        if not awaited and (found := self.found(document, spec)):
            return found.chapter
        with warnings_noted() as said:
            chapter = self.made(document, spec)
        if not said:
            told = self.witness.chapters[document.id, spec.docname]
            self.kept.add(document, self.witness.stated(document, spec), Kept(chapter, told))
        return chapter

    def show(self, document: Document, spec: ChapterOfEdition) -> None:
        """See to it that the manuscript has taken note of a chapter."""
        if not self.found(document, spec):
            self.resolved(document, spec)

    def found(self, document: Document, spec: ChapterOfEdition) -> Kept | None:
        """A chapter that is kept, if it is; the manuscript has taken note of it."""
        if found := self.kept.find(document, self.witness.stated(document, spec)):
            self.witness.recall(document, spec, found.told)
        return found

    def made(self, document: Document, spec: ChapterOfEdition) -> Chapter:
        """A chapter, made from its doctree."""
        doctree, aliases = self.resolved(document, spec)
        docname = spec.docname
        return Chapter(
            docname=docname,
            origin=str(self.builder.env.doc2path(docname)),
            kind=spec.kind,
            level=document.level(spec),
            headings=tuple(headings(doctree, self.builder.secnumbers)),
            captions=tuple(captions(doctree, _caption_numbers(self.builder))),
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
        tree = env.get_doctree(docname)
        forget_doctrees(env)
        if docname in env.toctree_includes:
            chapters = [chapter.docname for document in self.edition.documents for chapter in document.chapters]
            tree = inline_all_toctrees(self.builder, set(), docname, tree, str, chapters)
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
    """Sphinx's own numbers as it prints them, by the names that ids will have in the set."""
    suffix = str(builder.config.html_secnumber_suffix)
    sections = {
        name.removeprefix("#"): ".".join(map(str, number)) + suffix
        for name, number in builder.secnumbers.items()
        if number
    }
    return {**sections, **_caption_numbers(builder)}


def _caption_numbers(builder: PdfBuilder) -> dict[str, str]:
    """Sphinx's numbers of figures and tables as it prints them, by the names that ids will have in the set."""
    return {
        identifier: builder.config.numfig_format.get(kind, "%s") % ".".join(map(str, number))
        for kind, numbers_of_kind in builder.fignumbers.items()
        for identifier, number in numbers_of_kind.items()
    }
