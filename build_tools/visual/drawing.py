"""The process that draws pages of two PDFs and tells where their pictures differ.

Its arguments are a folder of code, two PDFs and a limit in megabytes. A line of stdin is a page (from 0) of either
file, `-` for none, and, separated by tabs, the places where their two pictures and the one of both go; empty: nowhere.
The line that answers it is a JSON object: `sizes` in pixels, `differs`, and `regions`, the rectangles that differ, in
hundredths of the width and height of the picture of both; an empty object where a page can't be drawn. A line `?`, 0
or 1, and a page asks for a glance at a page of one file: `glance`, how dark it is in few cells (hexadecimal, row by
row), and `digest`, of its pixels.
"""

from __future__ import annotations

import hashlib
import json
import resource
import sys
from collections.abc import Iterator
from contextlib import closing
from math import sqrt
from typing import Any, Final

import pypdfium2
from PIL import Image, ImageChops, ImageFilter

# 108 dots an inch: a character of 10.5 points has 16 of them; a third of the work of the proof's pictures.
SCALE: Final = 1.5
PIXELS: Final = 5_000_000
QUALITY, EFFORT = 75, 0  # of WebP
CELL: Final = 8  # pixels: what differs less than two cells apart is one region
MOST: Final = 60  # regions; more are told as one
GLANCE: Final = (16, 22)  # cells across and down
FADED: Final = 0.4  # how much is left, in the picture of both, of what is the same

Region = tuple[float, float, float, float]


def main() -> None:
    """Take the limits upon itself, then compare what is asked for until there is no more."""
    _, _, old, new, megabytes = sys.argv
    size = int(megabytes) * 10**6
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    documents = [_opened(path) for path in (old, new)]
    for line in sys.stdin:
        print(json.dumps(_answer(documents, *line.rstrip("\n").split("\t"))), flush=True)


def _opened(path: str) -> Any:
    try:
        return pypdfium2.PdfDocument(path)
    except (pypdfium2.PdfiumError, OSError):
        return ()


def _answer(documents: list[Any], old: str, new: str, *places: str) -> dict[str, Any]:
    try:
        if old == "?":
            return _glance(documents[int(new)], places[0])
        pages = [_drawn(document, number) for document, number in zip(documents, (old, new), strict=True)]
        return _compared(pages, places)
    except (pypdfium2.PdfiumError, IndexError, ValueError, MemoryError):
        return {}


def _glance(document: Any, number: str) -> dict[str, Any]:
    page = _drawn(document, number, SCALE / 3)
    if page is None:
        return {}
    dark = ImageChops.invert(page.convert("L").resize(GLANCE, Image.Resampling.BOX))
    return {
        "glance": dark.tobytes().hex(),
        "digest": hashlib.sha256(repr(page.size).encode() + page.tobytes()).hexdigest(),
    }


def _drawn(document: Any, number: str, most: float = SCALE) -> Image.Image | None:
    """A page as it is seen: cut to its crop box and turned."""
    if number == "-":
        return None
    with closing(document[int(number)]) as page:
        width, height = page.get_size()
        scale = min(most, sqrt(PIXELS / max(width * height, 1.0)))
        with closing(page.render(scale=scale, may_draw_forms=False)) as bitmap:
            picture: Image.Image = bitmap.to_pil().convert("RGB").copy()
            return picture


def _compared(pages: list[Image.Image | None], places: tuple[str, ...]) -> dict[str, Any]:
    old, new = pages
    sizes = [page and page.size for page in pages]
    differs = old is None or new is None or old.size != new.size or old.tobytes() != new.tobytes()
    both = _both(old, new) if old and new and differs else None
    for picture, place in zip((old, new, both and _overlaid(*both)), places, strict=True):
        if picture and place and differs:
            picture.save(place, "WEBP", quality=QUALITY, method=EFFORT)
    return {"sizes": sizes, "differs": differs, "regions": _regions(*both) if both else []}


def _both(old: Image.Image, new: Image.Image) -> tuple[Image.Image, Image.Image]:
    """Two pictures on sheets of one size, their upper left corners in one place."""
    size = max(old.width, new.width), max(old.height, new.height)
    sheets = [Image.new("RGB", size, "white") for _ in range(2)]
    for sheet, page in zip(sheets, (old, new), strict=True):
        sheet.paste(page, (0, 0))
    return sheets[0], sheets[1]


def _overlaid(old: Image.Image, new: Image.Image) -> Image.Image:
    """What only the old page has in red, what only the new one has in blue, what is the same pale."""
    before, after = old.convert("L"), new.convert("L")
    coloured = Image.merge("RGB", (after, ImageChops.darker(before, after), before))
    pale = before.point(lambda level: round(255 - FADED * (255 - level))).convert("RGB")
    differs = ImageChops.difference(old, new).convert("L").point(lambda level: 255 * (level > 0))
    return Image.composite(coloured, pale, differs)


def _regions(old: Image.Image, new: Image.Image) -> list[Region]:
    """Rectangles round what differs, as few as there are patches of it."""
    across, down = -(-old.width // CELL), -(-old.height // CELL)
    found = ImageChops.difference(old, new).split()
    most = ImageChops.lighter(ImageChops.lighter(found[0], found[1]), found[2]).point(lambda level: 255 * (level > 0))
    padded = Image.new("L", (across * CELL, down * CELL))
    padded.paste(most, (0, 0))
    cells = padded.reduce(CELL).point(lambda level: 255 * (level > 0))
    near = cells.filter(ImageFilter.MaxFilter(3))
    boxes = [*_patches(near.tobytes(), cells.tobytes(), across)]
    if len(boxes) > MOST:
        edges = [*zip(*boxes, strict=True)]
        boxes = [(min(edges[0]), min(edges[1]), max(edges[2]), max(edges[3]))]
    return [_hundredths(box, old.size) for box in boxes]


def _patches(near: bytes, cells: bytes, across: int) -> Iterator[tuple[int, int, int, int]]:
    """Cells that touch one another: the rectangle round those of each patch that differ themselves."""
    left = {at for at, level in enumerate(near) if level}
    while left:
        waiting, patch = [left.pop()], []
        while waiting:
            at = waiting.pop()
            patch.append(at)
            beside = {at - across, at + across, *([at - 1] if at % across else []), at + 1 if (at + 1) % across else at}
            waiting += beside & left
            left -= beside
        places = [divmod(at, across) for at in patch if cells[at]]
        if places:
            rows, columns = zip(*places, strict=True)
            yield min(columns), min(rows), max(columns) + 1, max(rows) + 1


def _hundredths(box: tuple[int, int, int, int], size: tuple[int, int]) -> Region:
    (width, height), (left, top, right, bottom) = size, (CELL * edge for edge in box)
    right, bottom = min(right, width), min(bottom, height)
    found = (100 * left / width, 100 * top / height, 100 * (right - left) / width, 100 * (bottom - top) / height)
    return tuple(round(edge, 2) for edge in found)  # type: ignore[return-value]
