"""Reads a PDF by both libraries and puts together what it holds: the one module that knows the order.

pypdf reads the objects, pdfium what the pages show. Whatever either of them raises is told as damage: what a file
holds that breaks the rules has no end, and the reader of the message can only have the file made again.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from pypdf import PdfReader, apply_configuration
from pypdf.errors import DependencyError, FileNotDecryptedError

from build_tools.collection import no_collection
from build_tools.errors import KankoError
from build_tools.inspection import messages, values
from build_tools.inspection.attachments import attachments
from build_tools.inspection.beside import PagesShown
from build_tools.inspection.catalog import catalog_facts
from build_tools.inspection.destinations import Destinations
from build_tools.inspection.document import File, Link, Page, PdfDocument
from build_tools.inspection.fonts import fonts
from build_tools.inspection.hazards import hazards
from build_tools.inspection.labels import labels
from build_tools.inspection.links import links, with_text
from build_tools.inspection.metadata import metadata
from build_tools.inspection.outline import outline
from build_tools.inspection.pages import page
from build_tools.inspection.press import printing
from build_tools.inspection.structure import structure
from build_tools.inspection.text import Shown, texts

HEADER = re.compile(rb"%PDF-(\d\.\d)")
HEADER_WITHIN = 1024
MOST_COMPLAINTS = 100
# What pypdf takes at most: as many items in an array as a document of some thousand pages has in its trees.
LIMITS: dict[str, Any] = {"array_maximum_element_count": 2_000_000}


def read(data: bytes, path: str, shown: PagesShown) -> PdfDocument:
    """A PDF's bytes as plain data; `path` is what messages call it, `shown` gives what its pages show.

    Raises KankoError or MemoryError, nothing else.
    """
    header = HEADER.search(data[:HEADER_WITHIN])
    if header is None:
        raise KankoError([messages.not_pdf(path, empty=not data)])
    try:
        with _complaints() as complaints, apply_configuration(**LIMITS), no_collection():
            return _document(data, header[1].decode(), complaints, path, shown)
    except (KankoError, MemoryError):
        raise
    except (DependencyError, FileNotDecryptedError) as error:
        raise KankoError([messages.encrypted(path)]) from error
    except Exception as error:
        raise KankoError([messages.damaged(path, f"{type(error).__name__}: {error}")]) from error


def _document(data: bytes, version: str, complaints: list[str], path: str, shown: PagesShown) -> PdfDocument:
    reader = _open(data, path)
    catalog, holders = reader.root_object, list(reader.pages)
    numbers = _page_numbers(holders)
    destinations = Destinations(catalog, numbers)
    tree, faces = structure(data, numbers), fonts(holders)
    said, clickable = metadata(reader), list(_links(holders, destinations))
    bookmarks, dangers = outline(catalog, destinations), hazards(catalog, holders, destinations)
    attached, for_press = attachments(catalog, holders), printing(reader, said, holders, data)
    contents = shown()  # all that can be done before is done: others read it meanwhile
    if len(contents) != len(holders):
        raise KankoError([messages.page_counts(path, len(holders), len(contents))])
    return PdfDocument(
        file=_file(reader, catalog, data, version),
        catalog=catalog_facts(catalog),
        metadata=said,
        pages=tuple(_pages(catalog, holders, contents)),
        outline=bookmarks,
        destinations=tuple(sorted(destinations.named.items())),
        links=tuple(with_text(link, contents[link.page].lines) for link in clickable),
        fonts=faces,
        structure=tree(texts(contents)),
        hazards=dangers,
        complaints=tuple(complaints),
        attachments=attached,
        printing=for_press,
    )


def _open(data: bytes, path: str) -> PdfReader:
    reader = PdfReader(BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise KankoError([messages.encrypted(path)])
    return reader


def _page_numbers(holders: Sequence[Any]) -> dict[int, int]:
    """Pages by the number of their object: the first one, where a page is listed more than once."""
    found: dict[int, int] = {}
    for number, holder in enumerate(holders):
        if (reference := values.reference(holder.indirect_reference)) is not None:
            found.setdefault(reference, number)
    return found


def _pages(catalog: Any, holders: Sequence[Any], contents: Sequence[Shown]) -> Iterator[Page]:
    named = labels(catalog, len(holders))
    for number, (holder, content) in enumerate(zip(holders, contents, strict=True)):
        yield page(holder, number, named[number], content)


def _links(holders: Sequence[Any], destinations: Destinations) -> Iterator[Link]:
    for number, holder in enumerate(holders):
        yield from links(holder, number, destinations)


def _file(reader: PdfReader, catalog: Any, data: bytes, version: str) -> File:
    """The version is the later one of the header's and the catalog's (7.5.2)."""
    return File(
        size=len(data),
        version=max(version, values.name(values.get(catalog, "/Version")) or version),
        has_object_streams=bool(reader.xref_objStm),
        is_linearized=b"/Linearized" in data[:HEADER_WITHIN],
        is_encrypted=reader.is_encrypted,
    )


class _Collected(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        said = record.getMessage()
        if len(self.found) < MOST_COMPLAINTS and said not in self.found:
            self.found.append(said)


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """Collect what pypdf warns of; nobody else hears it."""
    logger, collected = logging.getLogger("pypdf"), _Collected()
    handlers, logger.handlers = logger.handlers, [collected]
    propagate, logger.propagate = logger.propagate, False
    try:
        yield collected.found
    finally:
        logger.handlers, logger.propagate = handlers, propagate
