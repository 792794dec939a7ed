"""Faults in what a PDF says of itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

import pikepdf

from tests.checks.injection import Good, Injected


def _report(change: Callable[[pikepdf.Pdf], object]) -> Callable[[Good], object]:
    return lambda edition: edition.spoil("report", change)


def _info(key: str, value: str) -> Callable[[Good], object]:
    return _report(lambda pdf: pdf.docinfo.__setitem__(key, value))


def _packet(pattern: str, text: str, pdf: pikepdf.Pdf) -> None:
    """Change the XMP packet."""
    packet = pdf.Root.Metadata.read_bytes().decode()
    changed = re.sub(pattern, text, packet)
    assert changed != packet
    pdf.Root.Metadata.write(changed.encode())


def _both(key: str, value: str, pattern: str, text: str) -> Callable[[Good], object]:
    """Change the dictionary and the packet alike."""

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo[key] = value
        _packet(pattern, text, pdf)

    return _report(change)


def _untitle(pdf: pikepdf.Pdf) -> None:
    del pdf.docinfo["/Title"]
    _packet("<dc:title>.*?</dc:title>", "", pdf)


def _old(edition: Good) -> None:
    path = edition.dist / "report.pdf"
    path.write_bytes(path.read_bytes().replace(b"%PDF-1.7", b"%PDF-1.2", 1))


def _without(key: str) -> Callable[[Any], object]:
    return lambda pdf: pdf.Root.__delitem__(key)


INJECTED = [
    Injected("no title", _report(_untitle), {"metadata.untitled"}),
    Injected(
        "another title",
        _both("/Title", "無題", '(x-default">)[^<]*(</rdf:li></rdf:Alt></dc:title>)', r"\g<1>無題\2"),
        {"metadata.title", "set.title"},
    ),
    Injected(
        "another title in the dictionary alone",
        _info("/Title", "無題"),
        {"metadata.differs", "metadata.title", "set.title"},
    ),
    Injected(
        "another title in XMP alone",
        _report(partial(_packet, '(x-default">)[^<]*(</rdf:li></rdf:Alt></dc:title>)', r"\g<1>無題\2")),
        {"metadata.title", "metadata.differs"},
    ),
    Injected("file name instead of title", _report(_without("/ViewerPreferences")), {"metadata.display-title"}),
    Injected("no language", _report(_without("/Lang")), {"metadata.no-language"}),
    Injected("another language", _report(lambda pdf: pdf.Root.__setitem__("/Lang", "en")), {"metadata.language"}),
    Injected(
        "a person as author",
        _both("/Author", "甲野", "(<dc:creator><rdf:Seq><rdf:li>)[^<]*", r"\g<1>甲野"),
        {"metadata.author"},
    ),
    Injected(
        "the day of the build as date",
        _both("/CreationDate", "D:20191101093000+09'00'", "(<xmp:CreateDate>)[^<]*", r"\g<1>2019-11-01T09:30:00+09:00"),
        {"metadata.date"},
    ),
    Injected("the path of a manuscript", _info("/Source", "file:///home/kouno/報告書.docx"), {"metadata.path"}),
    Injected("a version before tags", _old, {"metadata.version"}),
]
