"""Files that are attached to a document (ISO 32000-1, 7.11.4; ISO 32000-2, 14.13 for their relationship)."""

from __future__ import annotations

import hashlib
import mimetypes
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import pydyf

from build_tools.press.deflate import COMPRESSION
from build_tools.press.pdffile import PdfFile

# The types that Python itself knows: what the machine's own lists add would show in the file.
_TYPES: Final = mimetypes.MimeTypes()
_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
_TYPES.add_type(f"{_OFFICE}wordprocessingml.document", ".docx")
_TYPES.add_type(f"{_OFFICE}spreadsheetml.sheet", ".xlsx")
_TYPES.add_type(f"{_OFFICE}presentationml.presentation", ".pptx")


@dataclass(frozen=True)
class Attachment:
    """A file to attach: the name under which a reader saves it, what it is in a sentence (none: the empty string), its
    content.
    """

    name: str
    description: str
    content: bytes


def add_attachments(file: PdfFile, attachments: Iterable[Attachment]) -> dict[str, bytes]:
    """Add attachments to a file; return the references of their file specifications by name."""
    return {each.name: b"%d 0 R" % _specification(file, each) for each in attachments}


def _specification(file: PdfFile, attachment: Attachment) -> int:
    name = pydyf.String(attachment.name)
    embedded = b"%d 0 R" % _embedded(file, attachment)
    entries = {
        "Type": "/Filespec",
        "F": name,
        "UF": name,
        **({"Desc": pydyf.String(attachment.description)} if attachment.description else {}),
        "AFRelationship": "/Supplement",
        "EF": pydyf.Dictionary({"F": embedded, "UF": embedded}),
    }
    return file.add(pydyf.Dictionary(entries).data)


def _embedded(file: PdfFile, attachment: Attachment) -> int:
    kind = _TYPES.guess_type(attachment.name)[0] or "application/octet-stream"
    digest = hashlib.md5(attachment.content, usedforsecurity=False).hexdigest().encode()
    parameters = b"<</Size %d/CheckSum<%s>>>" % (len(attachment.content), digest)
    dictionary = b"<</Type/EmbeddedFile/Subtype/%s/Params%s/Filter/FlateDecode>>"
    body = zlib.compress(attachment.content, COMPRESSION)
    return file.add_stream(dictionary % (kind.replace("/", "#2f").encode(), parameters), body)
