"""The output intent (ISO 32000-1, 14.11.5): colours of a PDF for the screen are those of sRGB."""

from __future__ import annotations

import zlib
from functools import cache
from importlib import metadata
from typing import Final

import pydyf

from build_tools.press.deflate import COMPRESSION
from build_tools.press.pdffile import PdfFile

# The ICC's own profile of sRGB, as WeasyPrint ships it.
_PACKAGE: Final = "weasyprint"
_FILE: Final = "weasyprint/pdf/sRGB2014.icc"
_CONDITION: Final = "sRGB IEC61966-2.1"


def add_intent(file: PdfFile) -> int:
    """Add the intent with its profile to a file; return its number."""
    profile = file.add_stream(b"<</N 3/Filter/FlateDecode>>", zlib.compress(srgb(), COMPRESSION))
    entries = {
        "Type": "/OutputIntent",
        "S": "/GTS_PDFA1",
        "OutputConditionIdentifier": pydyf.String(_CONDITION),
        "Info": pydyf.String(_CONDITION),
        "DestOutputProfile": b"%d 0 R" % profile,
    }
    return file.add(pydyf.Dictionary(entries).data)


@cache
def srgb() -> bytes:
    """The profile of sRGB (IEC 61966-2-1)."""
    with open(str(metadata.distribution(_PACKAGE).locate_file(_FILE)), "rb") as file:
        return file.read()
