"""Text of a page (ISO 32000-1, 9.4, 9.10): glyphs with their boxes, in runs and lines, by pdfium.

pdfium reads in the order of the content, puts text objects that follow each other on one line in order from the left,
and leaves out one that repeats another in the same place. Writing is taken to be horizontal.
"""

from __future__ import annotations

import ctypes
import math
import re
import sys
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import repeat
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from build_tools.inspection.calls import calls
from build_tools.inspection.content import Mark, Placed, objects
from build_tools.inspection.cover import Picture, with_covered
from build_tools.inspection.document import Box, Boxes, Drawing, Fill, Image, Ink, Line, Run
from build_tools.inspection.images import image
from build_tools.inspection.paint import drawings, fills, ink
from build_tools.inspection.shapes import Shape

# A change of baseline by more than this part of the size is a new line, even if pdfium sees none.
SHIFT = 0.7
INVISIBLE = 3
BOX = ctypes.sizeof(pdfium.FS_RECTF)
WHITE = " \r\n"
SURROGATE = re.compile("[\ud800-\udfff]")
CHARACTERS = re.compile("[\ud800-\udbff][\udc00-\udfff]|.", re.DOTALL)
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
# What pdfium makes of a hyphen at a line's end.
HYPHEN = "\ufffe", "-"
# White space one by one, all else in stretches.
PARTS = re.compile("[ \r\n]|[^ \r\n]+")


@dataclass(frozen=True)
class Shown:
    """What a page shows."""

    lines: tuple[Line, ...]
    images: tuple[Image, ...]
    fills: tuple[Fill, ...] = ()
    drawings: tuple[Drawing, ...] = ()


class _Face(NamedTuple):
    """What all glyphs of a text object have in common."""

    font: str
    mark: Mark
    clip: Box | None = None
    shapes: tuple[Shape, ...] = ()
    mode: int = 0
    ink: Ink | None = None
    order: int = 0


def shown(document: Any, number: int) -> Shown:
    """Read a page once; one that cannot be loaded shows nothing."""
    page = calls.FPDF_LoadPage(document, number)
    if not page:
        return Shown((), ())
    try:
        return _shown(page, document)
    finally:
        calls.FPDF_ClosePage(page)


def _shown(page: Any, document: Any) -> Shown:
    placed = list(objects(page))
    images = ((order, item) for order, item in enumerate(placed) if item.kind == pdfium.FPDF_PAGEOBJ_IMAGE)
    pictures = [Picture(item, image(item, page), order) for order, item in images]
    shown = Shown((), tuple(each.image for each in pictures), tuple(fills(placed)), tuple(drawings(placed)))
    text_page = calls.FPDFText_LoadPage(page)
    if not text_page:
        return shown
    try:
        lines = tuple(_lines(_runs(text_page, _faces(placed))))
        return replace(shown, lines=with_covered(lines, pictures, page, document))
    finally:
        calls.FPDFText_ClosePage(text_page)


def _faces(placed: Sequence[Placed]) -> dict[int, _Face]:
    names: dict[int | None, str] = {}
    texts = ((order, item) for order, item in enumerate(placed) if item.kind == pdfium.FPDF_PAGEOBJ_TEXT)
    return {item.handle: _face(item, order, names) for order, item in texts}


def _face(item: Placed, order: int, names: dict[int | None, str]) -> _Face:
    font = calls.FPDFTextObj_GetFont(item.handle)
    if font not in names:
        names[font] = _font_name(font) if font else ""
    mode = calls.FPDFTextObj_GetTextRenderMode(item.handle)
    return _Face(names[font], item.mark, item.clip, item.shapes, mode, ink(item.handle), order)


def _font_name(font: int) -> str:
    """The name without the six letters of a subset."""
    buffer = ctypes.create_string_buffer(256)
    calls.FPDFFont_GetBaseFontName(font, buffer, len(buffer))
    name = buffer.value.decode("utf-8", "replace")
    return name[7:] if name[6:7] == "+" else name


def _runs(text_page: Any, faces: Mapping[int, _Face]) -> Iterator[Run]:
    """Glyphs of one text object that follow each other; what pdfium adds, spaces and line ends, parts them."""
    count = max(0, calls.FPDFText_CountChars(text_page))
    text, boxes = _text(text_page, count), _boxes(text_page, count)
    owners = _owners(text_page, text)
    start, before = 0, "\n"
    while start < count:
        end, owner = start + 1, owners[start]
        while end < count and owners[end] == owner:
            end += 1
        if owner is None:
            before = _stronger(before, text[start:end])
        else:
            face = faces.get(owner) or _Face("", Mark())
            yield _run(text_page, start, text[start:end], boxes[BOX * start : BOX * end], face, before)
            before = ""
        start = end


def _owners(text_page: Any, text: str) -> list[int | None]:
    """The text object of each character; None for white space that pdfium has added."""
    found: list[int | None] = [None] * len(text)
    for part in PARTS.finditer(text):
        if part[0] not in WHITE or calls.FPDFText_IsGenerated(text_page, part.start()) != 1:
            _fill(found, text_page, part.start(), part.end())
    return found


def _fill(found: list[int | None], text_page: Any, start: int, end: int) -> None:
    """Asks for the ends of a stretch, and for halves of it where they differ: pdfium takes in objects one by one."""
    owner_of, waiting = calls.FPDFText_GetTextObject, [(start, end)]
    while waiting:
        start, end = waiting.pop()
        owner = owner_of(text_page, start)
        if end - start == 1 or owner == owner_of(text_page, end - 1):
            found[start:end] = [owner] * (end - start)
        else:
            middle = (start + end) // 2
            waiting += [(start, middle), (middle, end)]


def _stronger(before: str, added: str) -> str:
    return "\n" if "\n" in before + added or "\r" in added else " "


def _text(text_page: Any, count: int) -> str:
    """A UTF-16 code unit for each of pdfium's characters: all at once where their numbers agree, or one by one."""
    buffer = (ctypes.c_ushort * (count + 1))()
    if calls.FPDFText_GetText(text_page, 0, count, buffer) == count + 1:
        found = bytes(buffer)[:-2].decode("utf-16-le", "surrogatepass")
        units = found if len(found) == count else "".join(map(chr, buffer[:count]))
    else:
        units = "".join(_character(calls.FPDFText_GetUnicode(text_page, index)) for index in range(count))
    return units.replace(*HYPHEN)


def _character(code: int) -> str:
    return chr(code) if code <= sys.maxunicode else REPLACEMENT


def _joined(text: str, boxes: bytes) -> tuple[str, bytes]:
    """The two halves of a character outside the basic plane are one glyph: one character, one box."""
    starts = [match.start() for match in CHARACTERS.finditer(text)]
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole, b"".join(boxes[BOX * start : BOX * (start + 1)] for start in starts)


def _boxes(text_page: Any, count: int) -> bytes:
    found = ctypes.create_string_buffer(BOX * count)
    places = range(ctypes.addressof(found), ctypes.addressof(found) + BOX * count, BOX)
    deque(map(calls.FPDFText_GetLooseCharBox, repeat(text_page), range(count), places), maxlen=0)
    return found.raw


def _run(text_page: Any, index: int, text: str, boxes: bytes, face: _Face, before: str) -> Run:
    if SURROGATE.search(text):
        text, boxes = _joined(text, boxes)
    x, y, found = ctypes.c_double(), ctypes.c_double(), pdfium.FS_MATRIX()
    calls.FPDFText_GetCharOrigin(text_page, index, ctypes.byref(x), ctypes.byref(y))
    turned = bool(calls.FPDFText_GetMatrix(text_page, index, ctypes.byref(found)))
    scale = math.hypot(found.c, found.d) if turned else 1.0
    return Run(
        text=text,
        boxes=Boxes(boxes),
        baseline=round(y.value, 3),
        font=face.font,
        size=round(calls.FPDFText_GetFontSize(text_page, index) * scale, 3),
        mcid=face.mark.mcid,
        is_artifact=face.mark.is_artifact,
        before=before,
        invisible=face.mode == INVISIBLE,
        ink=face.ink,
        mode=face.mode,
        slant=_slant(found) if turned else 0.0,
        order=face.order,
        clip=face.clip,
        shapes=face.shapes,
    )


def _slant(matrix: Any) -> float:
    """How far what was upright leans to the side, however the text is turned."""
    across, area = matrix.a * matrix.c + matrix.b * matrix.d, matrix.a * matrix.d - matrix.b * matrix.c
    return round(across / area, 2) if area else 0.0


def _lines(runs: Iterator[Run]) -> Iterator[Line]:
    line: list[Run] = []
    for run in runs:
        if line and _begins(run, line[-1]):
            yield _line(line)
            line = []
        line.append(run)
    if line:
        yield _line(line)


def _begins(run: Run, last: Run) -> bool:
    return run.before == "\n" or abs(run.baseline - last.baseline) > SHIFT * max(run.size, last.size)


def _line(runs: Sequence[Run]) -> Line:
    """The baseline is that of the longest run: a note's mark stands higher."""
    longest = max(runs, key=lambda run: len(run.text))
    return Line(longest.baseline, Boxes(b"".join(run.boxes.numbers for run in runs)).bounds(), tuple(runs))


def texts(pages: Sequence[Shown]) -> dict[tuple[int, int], str]:
    """The text of marked content by page and identifier, with the white space that stands before its runs."""
    found: dict[tuple[int, int], list[str]] = {}
    for number, page in enumerate(pages):
        for line in page.lines:
            for run in line.runs:
                if run.mcid is not None:
                    found.setdefault((number, run.mcid), []).append(run.before + run.text)
    return {key: "".join(parts) for key, parts in found.items()}
