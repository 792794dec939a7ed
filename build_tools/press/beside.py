"""A composed line across its inline boxes: what stands beside their edges, and the slack given out over all of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any, Final

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text.ffi import FROM_UNITS

from build_tools.press import fitting
from build_tools.press.adjusting import NONE, Gaps, given_out
from build_tools.press.fitting import HANGING, SetLine
from build_tools.press.kinsoku import may_part
from build_tools.press.punctuation import KINDS, Kind, Space, space_between
from build_tools.press.rules import Rules, rules_in, rules_of
from build_tools.press.typesetting import is_leader

_SIDES: Final = ("margin", "border", "padding")
_ADRIFT: Final = 0.05  # of the em: a baseline that is no farther from another is the same
_HAIR: Final = 0.01  # CSS px: less is not seen
_APART: Final = Space(0.0, Kind.FIXED)
_NOTED: Final = "kanko_noted"  # kept at the box of all lines of a paragraph
_BEHIND: Final = "kanko_behind"  # kept at a text box
_text_align, _split_text_box = inline.text_align, inline.split_text_box
_iter_line_boxes, _can_break_text = inline.iter_line_boxes, inline.can_break_text


@dataclass(slots=True)
class _Part:
    """A text box of a line with its composed line (None: WeasyPrint's own layout), and the space before it."""

    box: Any
    line: SetLine | None
    joined: bool  # to the text before it: nothing is between
    before: Space = _APART
    natural: float = 0.0
    head: bool = False
    tail: bool = False

    @property
    def kinds(self) -> bytes:
        """The kinds of the spaces in it; none within a base with one reading over all of it (JLREQ 3.3.6)."""
        if self.line is None or self.box.element_tag == "rb":
            return b""
        return self.line.run.kinds[self.line.start : self.line.start + len(self.box.text) - 1]

    @property
    def em(self) -> float:
        """The em in CSS px."""
        size: float = self.box.style["font_size"] if self.line is None else self.line.run.face.size
        return size


@dataclass(slots=True)
class _Walk:
    """The text boxes of a line in order; `joined`: nothing stands between the last one and what follows."""

    parts: list[_Part] = field(default_factory=list)
    joined: bool = False

    def over(self, box: Any) -> None:
        for child in box.children:
            if not child.is_in_normal_flow():
                continue
            if isinstance(child, boxes.TextBox):
                self._text(child)
            elif isinstance(child, boxes.InlineBox):
                self.joined = self.joined and not _edge(child, "left")
                self.over(child)
                self.joined = self.joined and not _edge(child, "right")
            else:
                self.joined = False

    def _text(self, box: Any) -> None:
        if box.text:
            layout = box.pango_layout
            line = layout if isinstance(layout, SetLine) and layout.text.startswith(box.text) else None
            self.parts.append(_Part(box, line, self.joined))
            self.joined = True


def _edge(box: Any, side: str) -> float:
    """How wide an edge of an inline box is."""
    margin, border, padding = (getattr(box, _name(kind, side)) for kind in _SIDES)
    width: float = margin + border + padding
    return width


def _name(kind: str, side: str) -> str:
    return f"border_{side}_width" if kind == "border" else f"{kind}_{side}"


def iter_line_boxes(context: Any, box: Any, *more: Any) -> Iterator[Any]:
    """Break a paragraph into lines as WeasyPrint does, each of its texts knowing what follows it."""
    if rules_of(box.style) is not None and _NOTED not in vars(box):
        setattr(box, _NOTED, True)
        for text, behind in pairwise(_texts(box)):
            if behind.text and text.style["font_size"] == behind.style["font_size"]:
                setattr(text, _BEHIND, behind.text[0])
    lines: Iterator[Any] = _iter_line_boxes(context, box, *more)
    return lines


def _texts(box: Any) -> Iterator[Any]:
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            yield child
        elif isinstance(child, boxes.InlineBox):
            yield from _texts(child)


def split_text_box(context: Any, box: Any, *more: Any, **rest: Any) -> Any:
    """Take a line from a text box as WeasyPrint does; when it takes all, what follows counts."""
    fitting.following[0] = vars(box).get(_BEHIND, "")
    try:
        return _split_text_box(context, box, *more, **rest)
    finally:
        fitting.following[0] = ""


def can_break_text(text: str, lang: str | None) -> bool:
    """Whether a line may be broken in a text; between two characters, which an edge of a box parts, by the rules."""
    rules = rules_in(lang)
    parted = may_part(text[0], text[1], rules) if rules is not None and len(text) == 2 else None
    return bool(_can_break_text(text, lang)) if parted is None else parted


def text_align(context: Any, line: Any, available: float, last: bool) -> float:
    """Compose a line that was found, as it is to be aligned; return how far it is moved, as WeasyPrint does."""
    rules = rules_of(line.style)
    parts = [] if rules is None else _parts(line)
    if rules is None or not any(part.line for part in parts):
        offset: float = _text_align(context, line, available, last)
        return offset
    align = _alignment(line.style, last)
    _compose(line, parts, available, align == "justify", rules)
    slack = max(0.0, available - line.width)
    return slack / 2 if align == "center" else slack if align in ("end", "right") else 0.0


def _alignment(style: Any, last: bool) -> str:
    align, align_last = style["text_align_all"], style["text_align_last"]
    return str(align_last if last and align_last != "auto" else align if not last or align != "justify" else "start")


def _parts(line: Any) -> list[_Part]:
    walk = _Walk()
    walk.over(line)
    parts = walk.parts
    for before, part in pairwise(parts):
        if part.joined:
            part.before = _between(before, part)
    if parts:
        parts[0].head = _starts(line, parts[0])
        parts[-1].tail = walk.joined
    return parts


def _starts(line: Any, part: _Part) -> bool:
    """Whether nothing stands before a text in its line."""
    first = next((child for child in line.children if child.is_in_normal_flow()), None)
    while isinstance(first, boxes.InlineBox) and first.children:
        first = first.children[0]
    return first is part.box


def _between(before: _Part, part: _Part) -> Space:
    """The space between two texts that nothing parts; none where one is a mark of the other."""
    if before.line is None or part.line is None or _is_raised(before, part):
        return _APART
    last, first = before.box.text[-1], part.box.text[0]
    one, other = before.line.run.setting, part.line.run.setting
    return space_between(one.classes[last], other.classes[first], last == first, one.rules.quarter)


def _is_raised(before: _Part, part: _Part) -> bool:
    sizes = before.em, part.em
    return min(sizes) < (1 - _ADRIFT) * max(sizes)


def _compose(line: Any, parts: Sequence[_Part], available: float, justified: bool, rules: Rules) -> None:
    """Give each text of a line its natural width, then its share of the slack."""
    width, room = line.width, [0.0] * KINDS
    for before, part in zip([None, *parts], parts, strict=False):
        width += _natural(part) - part.box.width
        if before is not None:
            width += part.before.added * before.em
            room[part.before.kind] += before.em
        for kind, ems in _room(part):
            room[kind] += ems
    hung = _hung(parts[-1], rules, width - available)
    slack = available - width + hung
    leader = any(is_leader(part.box) for part in parts)
    wanted = slack if (justified and not leader) or slack < 0 else 0.0
    word = next(part.line.run.setting.word for part in parts if part.line)
    gaps = given_out(wanted, room, rules, word) if abs(wanted) > _HAIR else NONE
    _Spread(gaps, slack if leader and slack > 0 else 0.0).over(line, parts)
    line.width -= hung


def _natural(part: _Part) -> float:
    """The natural width of a text in CSS px."""
    if part.line is None:
        part.natural = part.box.width
    else:
        line, length = part.line, len(part.box.text)
        part.natural = line.run.width(line.start, line.start + length, part.head, part.tail) * FROM_UNITS
    return part.natural


def _room(part: _Part) -> Iterator[tuple[int, float]]:
    """The spaces in a text by their kind: the ems of all of them."""
    kinds = part.kinds
    yield from ((kind, kinds.count(kind) * part.em) for kind in range(1, KINDS) if kinds)


def _hung(part: _Part, rules: Rules, excess: float) -> float:
    """How much of the last sign of a line hangs over its end (JLREQ 3.8.2): all of it, where it has no room."""
    if not rules.hanging or part.line is None or not part.tail or excess <= 0 or part.box.text[-1] not in HANGING:
        return 0.0
    run, at = part.line.run, part.line.start + len(part.box.text) - 1
    hung: float = (run.tails[at] - run.ends[at]) * FROM_UNITS
    return hung


class _Spread:
    """The boxes of a line moved and widened: each kind of space gains a gap (ems), a leader all of the slack."""

    def __init__(self, gaps: Gaps, leader: float) -> None:
        self._gaps, self._leader = gaps, leader
        self._shift, self._em = 0.0, 0.0

    def over(self, line: Any, parts: Sequence[_Part]) -> None:
        self._parts = {id(part.box): part for part in parts}
        left = line.position_x
        self._box(line)
        line.position_x = left

    def _box(self, box: Any) -> None:
        if isinstance(box, boxes.TextBox):
            self._text(box)
        elif isinstance(box, boxes.LineBox | boxes.InlineBox):
            box.position_x += self._shift
            before = self._shift
            for child in box.children:
                if child.is_in_normal_flow():
                    self._box(child)
            box.width += self._shift - before
        else:
            box.translate(self._shift, 0)

    def _text(self, box: Any) -> None:
        part = self._parts.get(id(box))
        if part is not None:
            self._shift += (part.before.added + self._gaps[part.before.kind]) * self._em
            self._em = part.em
        box.position_x += self._shift
        if part is None:
            return
        width = part.natural + (self._leader if is_leader(box) else self._set(part))
        self._shift += width - box.width
        box.width = width

    def _set(self, part: _Part) -> float:
        """Give a text its gaps; return what they make together, in CSS px."""
        line = part.line
        if line is None:
            return 0.0
        run, end, kinds = line.run, line.start + len(part.box.text), part.kinds
        shift = run.setting.heads[part.box.text[0]] if part.head else 0
        gaps = tuple(round(gap * run.face.em) for gap in (self._gaps if kinds else NONE))
        part.box.pango_layout = replace(line, end=end, gaps=gaps, shift=shift)
        added: float = sum(kinds.count(kind) * gap for kind, gap in enumerate(gaps) if gap) * FROM_UNITS
        return added
