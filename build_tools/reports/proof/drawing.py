"""The process that draws pages: WebP, less than half the size of PNG, and photographs stay what they are.

Its arguments are a folder of code, a PDF and a limit in megabytes; a line of stdin is a page (from 0) and where its
picture goes, and the line that answers it the picture's width and height in pixels, or nothing.
"""

from __future__ import annotations

import resource
import sys
from contextlib import closing
from math import sqrt
from typing import Any, Final

import pypdfium2

# 144 dots an inch: a character of 10.5 points has 21 of them, and its strokes stay apart.
SCALE: Final = 144 / 72
# An A3 sheet at that scale has eight million; a page made to harm might have any number.
PIXELS: Final = 9_000_000
QUALITY, EFFORT = 75, 0  # of WebP; more effort takes half as long again, for a quarter less of the size


def main() -> None:
    """Take the limits upon itself, then draw what is asked for until there is no more."""
    _, _, path, megabytes = sys.argv
    size = int(megabytes) * 10**6
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        document = pypdfium2.PdfDocument(path)
    except (pypdfium2.PdfiumError, OSError):
        document = ()
    for line in sys.stdin:
        page, _, place = line.rstrip("\n").partition(" ")
        print(*_draw(document, int(page), place), flush=True)


def _draw(document: Any, page: int, place: str) -> tuple[int, ...]:
    """As the page is seen: cut to its crop box and turned."""
    if page >= len(document):
        return ()
    try:
        with closing(document[page]) as opened:
            width, height = opened.get_size()
            scale = min(SCALE, sqrt(PIXELS / max(width * height, 1.0)))
            with closing(opened.render(scale=scale, may_draw_forms=False)) as bitmap:
                bitmap.to_pil().convert("RGB").save(place, "WEBP", quality=QUALITY, method=EFFORT)
                return bitmap.width, bitmap.height
    except (pypdfium2.PdfiumError, ValueError, MemoryError):
        return ()
