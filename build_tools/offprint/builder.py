"""The Sphinx builder `offprint`: every section of the set as MyST, of chapters as the press has them before it sets
them. It writes no files.
"""

from __future__ import annotations

import zlib
from collections.abc import Set
from functools import partial
from pathlib import Path
from typing import Final

from build_tools.bundle.catalogue import Written
from build_tools.bundle.contents import contents
from build_tools.concordance.locations import Locations
from build_tools.edition import Chapter as ChapterOfEdition
from build_tools.edition import Document
from build_tools.manuscript.frame import frame
from build_tools.manuscript.model import Chapter, Manuscript
from build_tools.offprint.places import Pages, Places
from build_tools.offprint.write import Chapter as ChapterInHand
from build_tools.offprint.write import sections, written
from build_tools.press.builder import Binder, PdfBuilder
from build_tools.press.cache import Cache
from build_tools.press.kept import KeptChapters
from build_tools.sphinx_ext import edition_of, printed

PUBLICATION: Final = "publication.toml"


class OffprintBuilder(PdfBuilder):
    """Takes the sections of an edition down. Before it writes, `manuscript` and `locations` are those of the finished
    PDFs; afterwards `written` has the sections by id, and `changed` the files of the chapters that are no longer what
    that manuscript says.
    """

    name = "offprint"
    epilog = ""
    manuscript: Manuscript
    locations: Locations

    def write_documents(self, docnames: Set[str]) -> None:
        edition = edition_of(self.env)
        self.written: dict[str, Written] = {}
        self.changed: list[str] = []
        self._pages = Pages.of(self.manuscript, self.locations)
        self._told = {
            (each.id, chapter.docname): chapter for each in self.manuscript.documents for chapter in each.chapters
        }
        kept = KeptChapters(self.env, Cache(Path(self.doctreedir, "kanko-cache")), str)
        binder = Binder(self, edition, kept)
        if not self._is_frame(binder):
            self.changed.append(PUBLICATION)
        for document in edition.documents:
            for spec in document.chapters:
                self._chapter(binder, document, spec)

    def _is_frame(self, binder: Binder) -> bool:
        """Whether the edition says of the set what that manuscript does."""
        layouts = {each.id: each.layout for each in self.manuscript.documents}
        if layouts.keys() != {document.id for document in binder.edition.documents}:
            return False
        said = frame(binder.edition, layouts, partial(printed, language=binder.edition.language))
        bare = tuple(each.model_copy(update={"chapters": ()}) for each in self.manuscript.documents)
        return said == self.manuscript.model_copy(update={"documents": bare})

    def _chapter(self, binder: Binder, document: Document, spec: ChapterOfEdition) -> None:
        doctree, _ = binder.resolved(document, spec)
        read = Chapter.model_validate_json(zlib.decompress(binder.witness.chapters[document.id, spec.docname]))
        if read != self._told.get((document.id, spec.docname)):
            self.changed.append(read.file)
            return
        chapter = ChapterInHand(spec.docname, doctree, self._image)
        for content, section in zip(contents(read), sections(doctree), strict=True):
            if content.section.id not in self.written:
                places = Places(binder.edition, document.id, read, content, self._pages)
                self.written[content.section.id] = written(chapter, section, places)

    def _image(self, uri: str) -> bytes | None:
        file = Path(self.srcdir) / uri
        return file.read_bytes() if file.is_file() else None
