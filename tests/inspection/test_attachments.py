"""Embedded files: by name and content, wherever they hang."""

from __future__ import annotations

import hashlib

from build_tools.inspection.document import Attachment
from tests.inspection.writing import one_page, packed, pdf, stream

NAMES = "/Names << /EmbeddedFiles << /Names [(a) 10 0 R (b) 12 0 R] >> >>"
PINNED = "/Annots [<< /Subtype /FileAttachment /Rect [0 0 9 9] /FS 12 0 R >>]"
MORE = {
    10: "<< /Type /Filespec /F (a.csv) /UF (a.csv) /EF << /F 11 0 R >> >>",
    11: packed(b"one,two\n", "/Type /EmbeddedFile"),
    12: "<< /Type /Filespec /F (b.csv) /EF << /F 13 0 R >> >>",
    13: stream(b"three\n", "/Type /EmbeddedFile"),
}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_files_of_the_document_and_of_annotations_each_once(written):
    found = written(pdf(one_page(page=PINNED, catalog=NAMES, more=MORE))).attachments
    assert found == (Attachment("a.csv", _digest(b"one,two\n")), Attachment("b.csv", _digest(b"three\n")))


def test_what_cannot_be_unpacked_has_a_name_and_no_digest(written):
    more = {**MORE, 11: stream(b"no stream of deflate", "/Filter /FlateDecode"), 12: "<< /F (b.csv) >>"}
    found = written(pdf(one_page(catalog=NAMES, more=more))).attachments
    assert [(each.name, each.sha256 in ("", _digest(b""))) for each in found] == [("a.csv", True), ("b.csv", True)]


def test_a_document_without_any(written):
    assert written(pdf(one_page())).attachments == ()
