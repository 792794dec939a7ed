"""The objects that a page's content draws (ISO 32000-1, 8.10, 14.6), those of its forms in their places, by pdfium."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2.raw as pdfium

from build_tools.inspection.calls import calls
from build_tools.inspection.document import Box
from build_tools.inspection.shapes import Point, Shape, curve

DEEPEST = 30
# Points of a curve behind its start.
CURVE = 3
SHOWN = (
    pdfium.FPDF_PAGEOBJ_TEXT,
    pdfium.FPDF_PAGEOBJ_IMAGE,
    pdfium.FPDF_PAGEOBJ_PATH,
    pdfium.FPDF_PAGEOBJ_SHADING,
)


class Mark(NamedTuple):
    """The marked content that an object belongs to, or whether it is an artifact: it cannot be both (14.8.2.2.2)."""

    mcid: int | None = None
    is_artifact: bool = False


class Matrix(NamedTuple):
    """A transformation (8.3.4)."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def within(self, outer: Matrix) -> Matrix:
        """This one, then the outer one."""
        a, b, c, d, e, f = self
        return Matrix(
            a * outer.a + b * outer.c,
            a * outer.b + b * outer.d,
            c * outer.a + d * outer.c,
            c * outer.b + d * outer.d,
            e * outer.a + f * outer.c + outer.e,
            e * outer.b + f * outer.d + outer.f,
        )

    def moved(self, x: float, y: float) -> Point:
        """Where a point comes to lie."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def around(self, box: Box) -> Box:
        """The rectangle round one that is transformed."""
        a, b, c, d, e, f = self
        across = [a * x + c * y + e for x in (box.left, box.right) for y in (box.bottom, box.top)]
        up = [b * x + d * y + f for x in (box.left, box.right) for y in (box.bottom, box.top)]
        return Box(min(across), min(up), max(across), max(up))


class Placed(NamedTuple):
    """An object on a page: its address (pdfium's handle), its kind, the matrix of the form around it, its mark, and the
    rectangle round what clipping paths (8.5.4) and the bounding boxes of forms (8.10.1) leave of the page for it, with
    those that are no rectangles.
    """

    handle: int
    kind: int
    outer: Matrix
    mark: Mark
    clip: Box | None = None
    shapes: tuple[Shape, ...] = ()


# What clips an object: the rectangle round that, and what of it is no rectangle.
_Clip = tuple[Box | None, tuple[Shape, ...]]
_PAGE, _WHOLE = Matrix(), (None, ())


def objects(page: int) -> Iterator[Placed]:
    """Text, images and paths of a page in the order of its content.

    What a form draws belongs to the marked content around the form, where there is any: identifiers inside of a form
    are its own (14.7.4.2).
    """
    for handle in _on_page(page):
        yield from _drawn(handle, _PAGE, _mark(handle), _WHOLE, 0)


def _drawn(handle: int, outer: Matrix, mark: Mark, around: _Clip, level: int) -> Iterator[Placed]:
    """An object, or what a form draws; `around` is what clips the forms around it, `level` how many they are."""
    kind, clip = calls.FPDFPageObj_GetType(handle), _clip(handle, outer, around)
    if kind in SHOWN:
        yield Placed(handle, kind, outer, mark, *clip)
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and level < DEEPEST:
        inner = matrix(handle).within(outer)
        for each in _in_form(handle):
            yield from _drawn(each, inner, mark, clip, level + 1)


def _clip(handle: int, outer: Matrix, around: _Clip) -> _Clip:
    """What clips an object, together with what clips the forms around it."""
    path = calls.FPDFPageObj_GetClipPath(handle)
    count = calls.FPDFClipPath_CountPaths(path) if path else 0
    if count <= 0:
        return around
    found = [_shape(path, index, outer) for index in range(count)]
    boxes = [Box(*shape.bounds) for shape in found]
    others = tuple(shape for shape in found if not shape.is_rectangle)
    return common(boxes if around[0] is None else [around[0], *boxes]), (*around[1], *others)


def _shape(path: int, index: int, outer: Matrix) -> Shape:
    """One of the paths that make a clipping path."""
    lines, waiting = list[list[Point]](), list[Point]()
    for number in range(max(0, calls.FPDFClipPath_CountPathSegments(path, index))):
        segment = calls.FPDFClipPath_GetPathSegment(path, index, number)
        kind, at = calls.FPDFPathSegment_GetType(segment), outer.moved(*point(segment))
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not lines:
            lines.append([at])
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            lines[-1].append(at)
        else:
            waiting.append(at)
        if len(waiting) == CURVE:
            lines[-1] += curve(lines[-1][-1], *waiting)
            waiting.clear()
    return Shape(tuple(map(tuple, lines)))


def point(segment: int) -> tuple[float, float]:
    """Where a segment of a path ends (8.5.2)."""
    x, y = ctypes.c_float(), ctypes.c_float()
    calls.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
    return x.value, y.value


def common(boxes: list[Box]) -> Box:
    """What lies in all rectangles; one without area where they do not meet."""
    left, bottom = max(box.left for box in boxes), max(box.bottom for box in boxes)
    return Box(left, bottom, max(left, min(box.right for box in boxes)), max(bottom, min(box.top for box in boxes)))


def _on_page(page: int) -> list[int]:
    return [calls.FPDFPage_GetObject(page, index) for index in range(calls.FPDFPage_CountObjects(page))]


def _in_form(form: int) -> list[int]:
    return [calls.FPDFFormObj_GetObject(form, index) for index in range(max(0, calls.FPDFFormObj_CountObjects(form)))]


def matrix(handle: int) -> Matrix:
    """The matrix of an object; that of a form is where the form is placed."""
    found = pdfium.FS_MATRIX()
    if not calls.FPDFPageObj_GetMatrix(handle, ctypes.byref(found)):
        return Matrix()
    return Matrix(found.a, found.b, found.c, found.d, found.e, found.f)


def _mark(handle: int) -> Mark:
    mcid = calls.FPDFPageObj_GetMarkedContentID(handle)
    return Mark(None, _is_artifact(handle)) if mcid < 0 else Mark(mcid, False)


def _is_artifact(handle: int) -> bool:
    """Whether it is an artifact (14.8.2.2); of what type, which is a name, pdfium does not tell."""
    marks = (calls.FPDFPageObj_GetMark(handle, index) for index in range(calls.FPDFPageObj_CountMarks(handle)))
    return any(_name(mark) == "Artifact" for mark in marks)


def _name(mark: int) -> str:
    """The tag of a mark, which pdfium writes as UTF-16 into a buffer; of one that is longer, nothing."""
    buffer, length = (ctypes.c_ushort * 64)(), ctypes.c_ulong()
    if not calls.FPDFPageObjMark_GetName(mark, buffer, ctypes.sizeof(buffer), ctypes.byref(length)):
        return ""
    return bytes(buffer)[: length.value].decode("utf-16-le", "replace").rstrip("\0")
