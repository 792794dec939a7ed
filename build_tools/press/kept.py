"""Chapters as they were assembled in an earlier build, where nothing that they depend on has changed: neither resolved,
nor written, nor taken down for the manuscript again.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass, fields
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Final

import msgpack
from markupsafe import Markup
from sphinx.environment import BuildEnvironment
from sphinx.util.logging import NAMESPACE

from build_tools.edition import Document
from build_tools.manuscript.model import Chapter as ChapterOfManuscript
from build_tools.press.assemble import Chapter
from build_tools.press.basis import plain
from build_tools.press.cache import Cache
from build_tools.press.doctrees import Heading, image_file
from build_tools.press.lists import Captioned, Mark
from build_tools.press.storage import form_of, seal, unseal
from build_tools.sphinx_ext import shows_excerpts

FORM: Final = form_of("chapter", Chapter, Heading, Captioned, Mark, ChapterOfManuscript)


@dataclass(frozen=True)
class Kept:
    """A chapter, and how the manuscript has it, packed."""

    chapter: Chapter
    told: bytes


class KeptChapters:
    """The chapters in a cache. `basis` tells once what they depend on beside their own doctrees; nothing where that is
    not known: then none is kept.

    A chapter that shows excerpts is not kept, nor one that takes other Sphinx documents in, nor what was warned of:
    that must be said again.
    """

    def __init__(self, env: BuildEnvironment, cache: Cache, basis: Callable[[], str]) -> None:
        self._env = env
        self._cache = cache
        self._tell = basis
        self._waiting: list[tuple[Document, ChapterOfManuscript, Kept]] = []

    def find(self, document: Document, stated: ChapterOfManuscript) -> Kept | None:
        """A chapter of a document, of which so much is stated; None where it must be assembled."""
        key = self._key(document, stated)
        return self._cache.chapter(key, partial(_loaded, source=Path(self._env.srcdir))) if key else None

    def add(self, document: Document, stated: ChapterOfManuscript, kept: Kept) -> None:
        """Note a chapter that was assembled; it is not written yet."""
        self._waiting.append((document, stated, kept))

    def write(self) -> None:
        """Write what was noted, when it is in nobody's way."""
        while self._waiting:
            document, stated, kept = self._waiting.pop()
            if key := self._key(document, stated):
                self._cache.put_chapter(key, _dumped(kept))

    @cached_property
    def _basis(self) -> str:
        return self._tell()

    def _key(self, document: Document, stated: ChapterOfManuscript) -> str:
        """The digest of all that a chapter depends on; nothing where it is not kept."""
        docname = stated.docname
        if not self._basis or docname in self._env.toctree_includes or shows_excerpts(self._env, docname):
            return ""
        doctree = Path(self._env.doctreedir, f"{docname}.doctree").read_bytes()
        parts = [FORM, self._basis, document.id, plain(stated.model_dump()), hashlib.sha256(doctree).digest()]
        return hashlib.sha256(msgpack.packb(parts)).hexdigest()


@contextmanager
def warnings_noted() -> Iterator[list[logging.LogRecord]]:
    """What Sphinx and its extensions warn of meanwhile, shown or not."""
    said: list[logging.LogRecord] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = said.append  # type: ignore[method-assign, assignment]
    logger = logging.getLogger(NAMESPACE)
    logger.addHandler(handler)
    try:
        yield said
    finally:
        logger.removeHandler(handler)


def _dumped(kept: Kept) -> bytes:
    chapter = kept.chapter
    values = {each.name: getattr(chapter, each.name) for each in fields(chapter)}
    values["body"] = str(chapter.body)
    values["headings"] = [astuple(heading) for heading in chapter.headings]
    values["captions"] = [(each.kind, each.number, str(each.title), each.anchor) for each in chapter.captions]
    values["marks"] = [astuple(mark) for mark in chapter.marks]
    values["assets"] = {address: hashlib.sha256(content).digest() for address, content in chapter.assets.items()}
    return seal(FORM, msgpack.packb([values, kept.told]))


def _loaded(data: bytes, source: Path) -> Kept | None:
    """The chapter that was written; None where one of its pictures is another one now."""
    values, told = msgpack.unpackb(unseal(FORM, data))
    assets = {address: _content(image_file(address, source)) for address in values["assets"]}
    if any(hashlib.sha256(assets[address]).digest() != digest for address, digest in values["assets"].items()):
        return None
    return Kept(_chapter({**values, "assets": assets}), told)


def _content(file: Path) -> bytes:
    return file.read_bytes() if file.is_file() else b""


def _chapter(values: dict[str, Any]) -> Chapter:
    values["body"] = Markup(values["body"])
    values["headings"] = tuple(Heading(*heading) for heading in values["headings"])
    values["captions"] = tuple(
        Captioned(kind, number, Markup(title), anchor) for kind, number, title, anchor in values["captions"]
    )
    values["marks"] = tuple(Mark(tuple(terms), *rest) for terms, *rest in values["marks"])
    return Chapter(**values)
