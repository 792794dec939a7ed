"""The manuscript of a set, chapter by chapter as the builder resolves them: what the finished PDFs are held to."""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial
from pathlib import Path

from docutils import nodes
from sphinx.builders import Builder
from sphinx.locale import admonitionlabels

from build_tools.edition import Chapter as ChapterOfEdition
from build_tools.edition import Document, Edition
from build_tools.manuscript import MANUSCRIPT, model
from build_tools.manuscript.frame import frame
from build_tools.manuscript.read import Setting, read_chapter
from build_tools.manuscript.write import chapter_json, manuscript_json
from build_tools.press.addresses import place_of
from build_tools.press.doctrees import anchor
from build_tools.press.layouts import Layout
from build_tools.press.toolchain import faces
from build_tools.press.unit import ANCHOR
from build_tools.sphinx_ext import printed

MANUSCRIPT_WRITTEN = "kanko-manuscript-written"


class Witness:
    """Takes down each chapter once, and writes the whole when every chapter has been seen. Chapters are kept packed:
    they are a few times as long as their text.

    `layout` gives a layout by name, `show` has a chapter shown that has not been yet: with `only`, some are not made.
    """

    def __init__(
        self,
        builder: Builder,
        edition: Edition,
        layout: Callable[[str], Layout],
        show: Callable[[Document, ChapterOfEdition], object],
    ) -> None:
        self.builder = builder
        self.edition = edition
        self.layout = layout
        self.show = show
        self.chapters: dict[tuple[str, str], bytes] = {}

    def see(
        self,
        document: Document,
        spec: ChapterOfEdition,
        doctree: nodes.document,
        aliases: Mapping[str, str],
        numbers: Mapping[str, str],
    ) -> None:
        """Take down a chapter whose ids are qualified; `numbers` are Sphinx's own as it prints them, by id."""
        if (document.id, spec.docname) in self.chapters:
            return
        setting = Setting(
            document=document.id,
            chapter=self.stated(document, spec),
            folder=Path(self.builder.srcdir),
            scheme=ANCHOR,
            place=place_of,
            aliases=aliases,
            labels=self._labels,
            numbers=numbers,
            words={name: str(words) for name, words in admonitionlabels.items()},
        )
        self.chapters[document.id, spec.docname] = zlib.compress(chapter_json(read_chapter(doctree, setting)), 1)

    @cached_property
    def hash(self) -> str:
        """The hash of the file, by which a PDF names the manuscript: SHA-256. The file is written now, and that is told
        as an event with its path.
        """
        layouts = {document.id: self._layout(document) for document in self.edition.documents}
        whole = frame(self.edition, layouts, partial(printed, language=self.edition.language))
        digest = hashlib.sha256()
        with self._part.open("wb") as file:
            for piece in manuscript_json(whole, self._of_document):
                digest.update(piece)
                file.write(piece)
        self.builder.events.emit(MANUSCRIPT_WRITTEN, str(self._part))
        return digest.hexdigest()

    def deliver(self) -> None:
        """Put the file in its place, written where nobody has asked for its hash yet."""
        self.hash  # noqa: B018
        self._part.replace(self._part.with_name(MANUSCRIPT))

    @property
    def _part(self) -> Path:
        return Path(self.builder.outdir) / f"{MANUSCRIPT}.part"

    def _of_document(self, name: str) -> Iterator[bytes]:
        (document,) = (each for each in self.edition.documents if each.id == name)
        for spec in document.chapters:
            if (name, spec.docname) not in self.chapters:
                self.show(document, spec)
            yield zlib.decompress(self.chapters[name, spec.docname])

    def _layout(self, document: Document) -> model.Layout:
        layout = self.layout(document.layout)
        others = [self.layout(spec.layout) for spec in document.chapters if spec.layout]
        fonts = layout.font_families.union(*(other.font_families for other in others))
        first = frozenset(family for each in (layout, *others) for family in each.fonts)
        return model.Layout(
            name=layout.name,
            facing=layout.facing,
            front=layout.front,
            back=layout.back,
            contents_depth=layout.contents_depth,
            fonts=tuple(sorted(fonts)),
            faces=tuple(sorted(faces(fonts))),
            fallbacks=tuple(sorted(faces(fonts) - faces(first))),
            prints=layout.prints,
            words=tuple(sorted(layout.words.union(*(other.words for other in others)))),
        )

    def recall(self, document: Document, spec: ChapterOfEdition, told: bytes) -> None:
        """Take a chapter as it was taken down in an earlier build."""
        self.chapters[document.id, spec.docname] = told

    def stated(self, document: Document, spec: ChapterOfEdition) -> model.Chapter:
        """What the edition and the layout say of a chapter, whatever it holds."""
        layout = self.layout(spec.layout or document.layout)
        return model.Chapter(
            docname=spec.docname,
            file=Path(self.builder.env.doc2path(spec.docname, base=False)).as_posix(),
            kind=spec.kind,
            level=document.level(spec),
            layout=layout.name,
            orientation=layout.orientation,
            turns=layout.turns,
            prints=layout.facts[layout.part if spec.kind == "part" else layout.chapter],
            sources=tuple(self._sources(spec.docname)),
            hash="",
        )

    def _sources(self, docname: str) -> Iterator[model.Source]:
        """The files of a chapter's text: its own, and what it includes. Images have hashes of their own."""
        env, folder = self.builder.env, Path(self.builder.srcdir)
        images = {folder / image for image in env.images}
        others = sorted(Path(os.path.normpath(folder / file)) for file in env.dependencies.get(docname, ()))
        for file in dict.fromkeys((Path(env.doc2path(docname)), *others)):
            if file.is_file() and file.is_relative_to(folder) and file not in images:
                sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
                yield model.Source(file=file.relative_to(folder).as_posix(), sha256=sha256)

    @cached_property
    def _labels(self) -> dict[str, str]:
        """What authors call places of the set, by anchor; in order, whatever was read first."""
        known = sorted(self.builder.env.domains.standard_domain.anonlabels.items(), reverse=True)
        return {anchor(docname, identifier): label for label, (docname, identifier) in known}
