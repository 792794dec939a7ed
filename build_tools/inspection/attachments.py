"""Embedded files (ISO 32000-1, 7.11.4): those of the document, and of annotations that hold one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

from pypdf.errors import PyPdfError
from pypdf.generic import StreamObject

from build_tools.inspection import values
from build_tools.inspection.actions import file_name
from build_tools.inspection.document import Attachment


def attachments(catalog: Any, pages: Sequence[Any]) -> tuple[Attachment, ...]:
    """Each embedded file once, by name and content."""
    return tuple(dict.fromkeys(map(_attachment, _specifications(catalog, pages))))


def _specifications(catalog: Any, pages: Sequence[Any]) -> Iterator[Any]:
    names = values.get(catalog, "/Names")
    for _, value in values.tree(values.get(names, "/EmbeddedFiles"), "Names"):
        yield values.resolved(value)
    for page in pages:
        for reference in values.array(page, "/Annots"):
            annotation = values.resolved(reference)
            if values.name(values.get(annotation, "/Subtype")) == "FileAttachment":
                yield values.get(annotation, "/FS")


def _attachment(specification: Any) -> Attachment:
    embedded = values.get(specification, "/EF")
    streams = (values.get(embedded, key) for key in ("/UF", "/F"))
    stream = next((each for each in streams if isinstance(each, StreamObject)), None)
    return Attachment(file_name(specification), _digest(stream))


def _digest(stream: StreamObject | None) -> str:
    """What is too large when it is unpacked is as if it were not there: pypdf refuses it."""
    try:
        return "" if stream is None else hashlib.sha256(stream.get_data()).hexdigest()
    except (PyPdfError, ValueError, LookupError, TypeError, NotImplementedError):
        return ""
