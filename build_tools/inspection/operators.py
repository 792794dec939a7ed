"""The operators of a content stream (ISO 32000-1, 7.8.2) as far as they set colours and paint (8.4 to 9.4).

A reader of its own, and a quick one: text is passed over in stretches. What it cannot make sense of it passes over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

# Strings in parentheses are passed over by hand, for they nest.
_TOKEN: Final = re.compile(
    rb"\[(?:[\s0-9.+-]|<[0-9A-Fa-f\s]*>)*\]"  # glyphs and the kerning between
    rb"|<<|>>|<[0-9A-Fa-f\s]*>|%[^\r\n]*|[\[\]{}]"
    rb"|(?P<string>\()"
    rb"|(?P<name>/[^\s()<>\[\]{}/%]*)"
    rb"|(?P<number>[-+]?(?:\d+\.?\d*|\.\d+)(?=[\s()<>\[\]{}/%]|\Z))"
    rb"|(?P<word>[^\s()<>\[\]{}/%]+)"
)
_PARENTHESES: Final = re.compile(rb"\\.|[()]", re.DOTALL)
_END_OF_IMAGE: Final = re.compile(rb"\sEI(?=\s|\Z)")
_DEVICE: Final = {
    b"g": "DeviceGray",
    b"rg": "DeviceRGB",
    b"k": "DeviceCMYK",
    b"G": "DeviceGray",
    b"RG": "DeviceRGB",
    b"K": "DeviceCMYK",
}
_STROKES: Final = frozenset((b"G", b"RG", b"K", b"CS", b"SC", b"SCN"))
_FILL_AND_STROKE: Final = frozenset((b"B", b"B*", b"b", b"b*"))
_FILL: Final = frozenset((b"f", b"F", b"f*")) | _FILL_AND_STROKE
_STROKE: Final = frozenset((b"S", b"s")) | _FILL_AND_STROKE
_TEXT: Final = frozenset((b"Tj", b"TJ", b"'", b'"'))
# Rendering modes of text (9.3.6): which fill, which stroke.
_FILLING, _STROKING = frozenset((0, 2, 4, 6)), frozenset((1, 2, 5, 6))


class Colour(NamedTuple):
    """A colour as operators set it: the space by its name (a device's own, or one of the resources), its components,
    the name of a pattern.
    """

    space: str
    values: tuple[float, ...] = ()
    pattern: str = ""


class Use(NamedTuple):
    """Something that is painted: what (text, fill, stroke, inline image), and with which colour."""

    what: str
    colour: Colour


@dataclass(frozen=True)
class Content:
    """What a content stream uses: colours that paint, and by their kind in the resources (XObject, Shading, ExtGState,
    Pattern, Font) the names of the rest. `drawn` are the external objects with the colours that they are drawn in:
    stencils (8.9.6.2) take the one for filling, forms begin with both.
    """

    uses: frozenset[Use]
    names: frozenset[tuple[str, str]]
    drawn: frozenset[tuple[str, Colour, Colour]]


@dataclass
class _State:
    """The graphics state as far as it matters here."""

    fill: Colour
    stroke: Colour
    mode: int = 0


@dataclass
class _Reader:
    data: bytes
    state: _State
    saved: list[_State] = field(default_factory=list)
    numbers: list[float] = field(default_factory=list)
    name: str = ""
    uses: set[Use] = field(default_factory=set)
    names: set[tuple[str, str]] = field(default_factory=set)
    drawn: set[tuple[str, Colour, Colour]] = field(default_factory=set)

    def read(self) -> Content:
        at = 0
        while found := _TOKEN.search(self.data, at):
            at = self._token(found)
        patterns = {("Pattern", use.colour.pattern) for use in self.uses if use.colour.pattern}
        return Content(frozenset(self.uses), frozenset(self.names | patterns), frozenset(self.drawn))

    def _token(self, found: re.Match[bytes]) -> int:
        kind, token = found.lastgroup, found[0]
        if kind == "string":
            return _end_of_string(self.data, found.end())
        if kind == "number":
            self.numbers.append(float(token))
        elif kind == "name":
            self.name = token[1:].decode("latin-1")
        elif kind == "word":
            self._operator(token)
            at = self._end_of_image(found.end()) if token == b"ID" else found.end()
            self.numbers, self.name = [], ""
            return at
        return found.end()

    def _end_of_image(self, at: int) -> int:
        """Behind an inline image (8.9.7), whose data may look like anything."""
        self.uses.add(Use("inline image", Colour("")))
        end = _END_OF_IMAGE.search(self.data, at)
        return end.end() if end else len(self.data)

    def _operator(self, operator: bytes) -> None:
        if operator == b"q":
            self.saved.append(_State(self.state.fill, self.state.stroke, self.state.mode))
        elif operator == b"Q":
            self.state = self.saved.pop() if self.saved else self.state
        elif operator in _DEVICE:
            self._set(operator, Colour(_DEVICE[operator], tuple(self.numbers)))
        elif operator in (b"cs", b"CS"):
            self._set(operator, Colour(self.name))
        elif operator in (b"sc", b"scn", b"SC", b"SCN"):
            space = (self.state.stroke if operator in _STROKES else self.state.fill).space
            self._set(operator, Colour(space, tuple(self.numbers), self.name))
        elif operator == b"Tr" and self.numbers:
            self.state.mode = int(self.numbers[-1])
        else:
            self._paint(operator)

    def _set(self, operator: bytes, colour: Colour) -> None:
        if operator in _STROKES:
            self.state.stroke = colour
        else:
            self.state.fill = colour

    def _paint(self, operator: bytes) -> None:
        if operator in _TEXT:
            if self.state.mode in _FILLING:
                self.uses.add(Use("text", self.state.fill))
            if self.state.mode in _STROKING:
                self.uses.add(Use("text", self.state.stroke))
        if operator in _FILL:
            self.uses.add(Use("fill", self.state.fill))
        if operator in _STROKE:
            self.uses.add(Use("stroke", self.state.stroke))
        if kind := {b"Do": "XObject", b"sh": "Shading", b"gs": "ExtGState", b"Tf": "Font"}.get(operator):
            self.names.add((kind, self.name))
        if operator == b"Do":
            self.drawn.add((self.name, self.state.fill, self.state.stroke))


BLACK: Final = Colour("DeviceGray", (0.0,))
INHERITED: Final = Colour("inherited")


def read_content(data: bytes, initial: Colour = BLACK) -> Content:
    """What a content stream paints with; `initial` is the colour with which it begins (8.6.8), of a form INHERITED."""
    return _Reader(data, _State(initial, initial)).read()


def _end_of_string(data: bytes, at: int) -> int:
    """Behind a string in parentheses (7.3.4.2), which may hold more of them."""
    depth = 1
    for found in _PARENTHESES.finditer(data, at):
        depth += {b"(": 1, b")": -1}.get(found[0], 0)
        if depth == 0:
            return found.end()
    return len(data)


def names_of(names: frozenset[tuple[str, str]], kind: str) -> Iterator[str]:
    """The names of a kind, in order."""
    return (name for each, name in sorted(names) if each == kind)
