"""Content streams (ISO 32000-1, 7.8.2) in other colours: the operators that set them (8.6.8), and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

import pikepdf
from pikepdf import ContentStreamInlineImage, ContentStreamInstruction, Name, Operator

from build_tools.prepress.inks import Values
from build_tools.prepress.messages import not_converted
from build_tools.prepress.spaces import Space, Target, read_space

_DEVICE: Final = {"g": "gray", "rg": "rgb", "k": "inks", "G": "gray", "RG": "rgb", "K": "inks"}
_STROKES: Final = frozenset(("G", "RG", "K", "CS", "SC", "SCN"))
_SETS: Final = frozenset((*_DEVICE, "cs", "CS", "sc", "SC", "scn", "SCN", "q", "Q"))
_DIGITS: Final = Decimal("0.0001")


def converted(stream: Any, resources: Any, target: Target) -> bytes:
    """A page's, form's or pattern's content in the colours of a target.

    Raises KankoError for inline images and for colours that can't be converted.
    """
    named = resources.get("/ColorSpace") if resources is not None else None
    instructions = _Rewriting(target, named).rewritten(pikepdf.parse_content_stream(stream))
    return pikepdf.unparse_content_stream(list(instructions))


class _Rewriting:
    """One way through a stream; `now` are the colour spaces for filling (False) and stroking (True)."""

    def __init__(self, target: Target, named: Any) -> None:
        self.target, self.named = target, named
        self.now: dict[bool, Space] = {False: Space("gray"), True: Space("gray")}
        self.saved: list[dict[bool, Space]] = []

    def rewritten(self, instructions: Sequence[Any]) -> Iterator[Any]:
        for each in instructions:
            if isinstance(each, ContentStreamInlineImage):
                raise not_converted("inline image")
            operator = str(each.operator)
            yield each if operator not in _SETS else self._set(each, operator)

    def _set(self, each: ContentStreamInstruction, operator: str) -> Any:
        if operator in ("q", "Q"):
            self._state(operator)
            return each
        strokes = operator in _STROKES
        if operator in ("cs", "CS"):
            self.now[strokes] = space = read_space(each.operands[0], self.named)
            return each if space.stays else self._colour(space, space.initial, strokes)
        if operator in _DEVICE:
            self.now[strokes] = Space(_DEVICE[operator])
        space = self.now[strokes]
        if space.stays:
            return each
        return self._colour(space, tuple(map(float, each.operands)), strokes)

    def _state(self, operator: str) -> None:
        if operator == "q":
            self.saved.append(dict(self.now))
        elif self.saved:
            self.now = self.saved.pop()

    def _colour(self, space: Space, values: Values, strokes: bool) -> Any:
        if len(values) != space.components:
            raise not_converted(f"{len(values)} components of a colour ({space.family})")
        operator = self.target.stroke if strokes else self.target.fill
        return _instruction(space.converted(self.target, values), operator)


@lru_cache(maxsize=4096)
def _instruction(values: Values, operator: str) -> Any:
    return ContentStreamInstruction([_number(value) for value in values], Operator(operator))


def _number(value: float) -> Decimal | int:
    rounded = Decimal(value).quantize(_DIGITS).normalize()
    return int(rounded) if rounded == rounded.to_integral_value() else rounded


def black(target: Target) -> bytes:
    """Operators that set black for filling and stroking: what a page begins with is DeviceGray (8.6.8)."""
    values = target.gray(0.0)
    return pikepdf.unparse_content_stream([_instruction(values, each) for each in (target.fill, target.stroke)])


def space_name(target: Target) -> Name:
    """The colour space of a target, as files name it."""
    return Name(target.space)
