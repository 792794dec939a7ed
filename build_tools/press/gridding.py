"""Lines of text kept on a grid, where a layout asks for one (JLREQ: lines of both pages of a leaf at the same heights).

Blocks that are as high as no whole number of lines (tables, figures, boxes, small print, headings) get the rest as
space around them, by margins; then the unit is laid out once more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any, Final, Literal

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

# Times that a unit is laid out at most: what moves to another page leaves space behind that it no longer needs.
PASSES: Final = 8
UNSETTLED: Final = f"laid out {PASSES} times, and there are still lines of text off the grid of the layout"
_PX: Final = 4 / 3  # CSS px in a point
_NEAR: Final = 0.05  # px by which a line may be off: a 27th of a point
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_EDGES: Final = ("border_top_width", "border_bottom_width", "border_left_width", "padding_top", "padding_bottom")

_Role = Literal["text", "columns", "heading", "other", "holder"]


@dataclass(frozen=True, slots=True)
class _Block:
    """A block of a page's flow: what it is, how far below the block before it, or the head of the page, it begins,
    whether it is the first one of its page, and its element, None where that began before.
    """

    box: Any
    role: _Role
    gap: float
    first: bool
    element: Any


class Gridding:
    """The spaces that blocks of a unit have, pass after pass, so that its text stands on lines `pitch` points apart,
    counted from the head of each page.

    Text are paragraphs and items whose lines are that high. What stands in tables and boxes is not moved by itself, but
    a box is, so that the lines in it stand on the grid if they can. Columns begin on a line, and each of them is filled
    as a page is, so that they are level with each other. Floats and notes are left alone.
    """

    def __init__(self, pitch: float) -> None:
        self._pitch = pitch * _PX
        self._styles: dict[Any, str] = {}
        self._given: dict[Any, dict[str, tuple[float, float]]] = {}

    def place(self, pages: Sequence[Any]) -> bool:
        """Whether the text of some pages stands on the grid as they are laid out.

        If not, elements have other margins now, and the pages must be laid out once more.
        """
        begun: set[Any] = set()
        off = [self._level(_flow_of(page._page_box), page._page_box.content_box_y(), begun) for page in pages]
        return not any(off)

    def _level(self, holder: Any, top: float, begun: set[Any]) -> bool:
        """Whether a text is off the grid that begins at `top`: of a page's flow, or of a column. What is below it is
        measured as if it were moved already.
        """
        before, off = list[_Block](), False
        for block in self._blocks(holder, begun):
            if block.role not in ("text", "columns"):
                before.append(block)
                continue
            if lacking := self._to_grid(top, _beginning(block)):
                top, off = top - self._give(lacking, before, block, top), True
            elif block.role == "columns":
                levels = [self._level(column, top, begun) for column in _columns(block.box)]
                off = off or any(levels)
            before.clear()
        return off

    def _to_grid(self, top: float, line: float) -> float:
        """How far a line is above the next one of the grid, 0 where it stands on it."""
        lacking = float(top - line) % self._pitch
        return 0.0 if min(lacking, self._pitch - lacking) < _NEAR else lacking

    def _give(self, lacking: float, before: Sequence[_Block], text: _Block, top: float) -> float:
        """Give the space that a text lacks: to what begins the blocks before it, and to the heading above it or to the
        text itself, or below what is above it where its element began before; how much lower the text is then.
        """
        headings = list(takewhile(lambda block: block.role == "heading", reversed(before)))
        last = headings[-1] if headings and not headings[-1].first and headings[-1].element is not None else text
        upper = before[0] if before else text
        share = 0.0
        if upper.role == "other" and upper.element is not None and not upper.first:
            share = self._widen(upper, self._share(upper, lacking, top))
        if last.element is not None:
            return share + self._widen(last, lacking - share)
        return share + self._widen_below(before[-1].box, text.gap, lacking - share) if before else 0.0

    def _share(self, block: _Block, lacking: float, top: float) -> float:
        """What of a space stands above a block: what brings most lines in it to the grid, else half of it."""
        off = Counter(round(self._to_grid(top, line.position_y), 2) for line in self._lines(block.box))
        if off:
            return off.most_common(1)[0][0]
        return 0.0 if block.element in self._given else lacking / 2

    def _widen(self, block: _Block, space: float) -> float:
        """Have a block begin so much lower, less whole lines that it was given before; how much lower it is then."""
        return self._set(block.element, "margin-top", float(block.box.margin_top), block.gap, space)

    def _widen_below(self, box: Any, gap: float, space: float) -> float:
        """Have what is below a block begin so much lower; `gap`: how much it does now."""
        return self._set(box.element, "margin-bottom", float(box.margin_bottom), gap, space)

    def _set(self, element: Any, side: str, own: float, gap: float, space: float) -> float:
        style = self._styles.setdefault(element, element.get("style", ""))
        given = self._given.setdefault(element, {})
        margin, before = given.get(side, (own, 0.0))
        if gap > own + _NEAR:  # a greater margin has swallowed its own
            margin, before = gap, 0.0
        after = (before + space) % self._pitch
        given[side] = margin, after
        asked = (f"{name}: {each + more:.4f}px" for name, (each, more) in given.items())
        element.set("style", "; ".join((style, *asked)))
        lower: float = after - before
        return lower

    def _blocks(self, holder: Any, begun: set[Any]) -> Iterator[_Block]:
        """The blocks of a flow in their order; `begun`: the elements of blocks that were met."""
        foot, first = holder.content_box_y(), True
        for box, role in self._flow(holder):
            own = box.element is not None and "::" not in box.element_tag and box.element not in begun
            yield _Block(box, role, box.border_box_y() - foot, first, box.element if own else None)
            begun.add(box.element)
            foot, first = box.border_box_y() + box.border_height(), False

    def _flow(self, holder: Any) -> Iterator[tuple[Any, _Role]]:
        for child in holder.children:
            if not isinstance(child, AbsolutePlaceholder) and child.is_in_normal_flow():
                role = self._role(child)
                if role == "holder":
                    yield from self._flow(child)
                else:
                    yield child, role

    def _role(self, box: Any) -> _Role:
        """What a box is; a holder is nothing but what it holds."""
        if box.element_tag == "body":
            return "holder"
        if box.element_tag in _HEADINGS or "rubric" in box.element.get("class", "").split():
            return "heading"
        if _is_in_columns(box):
            return "columns"
        if _stands_apart(box):
            return "other"
        line = _first_line(box)
        if line is None:
            return "holder"
        return "text" if self._is_line(line) else "other"

    def _is_line(self, line: Any) -> bool:
        return bool(abs(line.height - self._pitch) < _NEAR)

    def _lines(self, box: Any) -> Iterator[Any]:
        """The lines in a box that are as high as those of the grid, but for those of tables and within lines."""
        if isinstance(box, boxes.LineBox):
            if self._is_line(box):
                yield box
        elif isinstance(box, boxes.ParentBox) and not box.is_table_wrapper:
            for child in box.children:
                if not isinstance(child, AbsolutePlaceholder):
                    yield from self._lines(child)


def _stands_apart(box: Any) -> bool:
    """Whether a box is a whole of its own: a table, a figure, what has a frame, a ground or a height."""
    return bool(
        type(box) is not boxes.BlockBox
        or box.is_table_wrapper
        or box.element_tag == "figure"
        or box.background is not None
        or box.style["height"] != "auto"
        or any(getattr(box, edge) for edge in _EDGES)
    )


def _is_in_columns(box: Any) -> bool:
    return any(box.style[name] != "auto" for name in ("column_count", "column_width"))


def _columns(box: Any) -> list[Any]:
    """The columns of a box, without what spans them."""
    return [child for child in box.children if child.element is box.element]


def _flow_of(page: Any) -> Any:
    return next(child for child in page.children if child.element_tag == "html")


def _beginning(block: _Block) -> float:
    """Where the first line of a text is, or the head of columns."""
    return float(block.box.content_box_y() if block.role == "columns" else _first_line(block.box).position_y)


def _first_line(box: Any) -> Any:
    """The first line of a box that holds lines."""
    return next((child for child in box.children if isinstance(child, boxes.LineBox)), None)
