"""Pictures of pages, drawn by pdfium and written as WebP: half the size of PNG, and photographs stay what they are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import Any, Final

import pypdfium2

# 144 dots an inch: a character of 10.5 points has 21 of them, and its strokes stay apart.
SCALE: Final = 144 / 72
# An A3 sheet at that scale has eight million; a page made to harm might have any number.
PIXELS: Final = 9_000_000
QUALITY, EFFORT = 75, 2  # of WebP; more effort takes twice the time for three hundredths of the size


@dataclass(frozen=True)
class Picture:
    """A picture that was written: its size in pixels."""

    width: int
    height: int


class Pictures:
    """The pictures of a file's pages, one at a time: none is kept."""

    def __init__(self, document: Any) -> None:
        self._document = document

    def draw(self, page: int, place: Path) -> Picture | None:
        """Write the picture of a page (from 0), as seen: cut to its crop box and turned. None: it can't be drawn."""
        if self._document is None or page >= len(self._document):
            return None
        try:
            with closing(self._document[page]) as opened:
                scale = _scale(*opened.get_size())
                with closing(opened.render(scale=scale, may_draw_forms=False)) as bitmap:
                    bitmap.to_pil().convert("RGB").save(place, "WEBP", quality=QUALITY, method=EFFORT)
                    return Picture(bitmap.width, bitmap.height)
        except (pypdfium2.PdfiumError, ValueError, MemoryError):
            return None


def _scale(width: float, height: float) -> float:
    """Smaller for a page that is larger than A3."""
    return min(SCALE, sqrt(PIXELS / max(width * height, 1.0)))


@contextmanager
def pictures(path: Path) -> Iterator[Pictures]:
    """The pictures of a PDF; of a file that can't be opened there are none."""
    try:
        document = pypdfium2.PdfDocument(path)
    except (pypdfium2.PdfiumError, OSError):
        yield Pictures(None)
        return
    with closing(document):
        yield Pictures(document)
