"""Colour spaces (ISO 32000-1, 8.6) as far as they must be read: what their components mean on a screen.

Colours of the three components that ICC profiles may give (ICCBased, CalRGB) are taken for sRGB, as the typesetter
takes them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from pikepdf import Array, Name, Stream, String

from build_tools.prepress.inks import Inks, Mask, Values, srgb_of_lab
from build_tools.prepress.messages import not_converted

Target = Inks | Mask
_PLAIN: Final = {
    "/DeviceGray": "gray",
    "/CalGray": "gray",
    "/G": "gray",
    "/DeviceRGB": "rgb",
    "/CalRGB": "rgb",
    "/RGB": "rgb",
    "/Lab": "lab",
    "/DeviceCMYK": "inks",
    "/CMYK": "inks",
    "/Pattern": "pattern",
}
_BY_COMPONENTS: Final = {1: "gray", 3: "rgb", 4: "inks"}
_INITIAL: Final = {"gray": (0.0,), "rgb": (0.0, 0.0, 0.0), "lab": (0.0, 0.0, 0.0), "indexed": (0.0,)}
_BITS: Final = 255


@dataclass(frozen=True)
class Space:
    """A colour space: its family (gray, rgb, lab, indexed; inks and pattern stay as they are), and for an indexed one
    the space of its table, and the table.
    """

    family: str
    base: Space | None = None
    table: bytes = b""

    @property
    def stays(self) -> bool:
        """Whether nothing has to be converted."""
        return self.family in ("inks", "pattern")

    @property
    def initial(self) -> Values:
        """The colour with which the space begins (8.6.8)."""
        return _INITIAL[self.family]

    @property
    def components(self) -> int:
        """How many numbers a colour has."""
        return len(self.initial) if self.family in _INITIAL else 4

    def converted(self, target: Target, values: Sequence[float]) -> Values:
        """A colour of the space for a target."""
        return target.rgb(*self.on_screen(values))

    def on_screen(self, values: Sequence[float]) -> Values:
        """A colour of the space in sRGB."""
        if self.family == "indexed" and self.base:
            count, index = self.base.components, round(values[0])
            entry = self.table[index * count : (index + 1) * count]
            return self.base.on_screen([each / _BITS for each in entry])
        if self.family == "lab":
            return srgb_of_lab(*values)
        return tuple(values) * 3 if self.family == "gray" else tuple(values)


def read_space(value: Any, named: Any = None) -> Space:
    """A colour space as a file has it; `named` are those that the resources name.

    Raises KankoError for one that can't be converted: plates of their own (Separation, DeviceN) over anything but inks,
    patterns without colours of their own.
    """
    if isinstance(value, Name):
        own = (named or {}).get(str(value))
        return Space(_PLAIN[str(value)]) if own is None and str(value) in _PLAIN else _named(own, value)
    family = str(value[0]) if isinstance(value, Array) and len(value) else ""
    if family == "/ICCBased":
        return Space(_BY_COMPONENTS[int(value[1].N)])
    if family in ("/Indexed", "/I"):
        return _indexed(value, named)
    if family in ("/Separation", "/DeviceN"):
        return _plates(value, named)
    if family not in _PLAIN or (family == "/Pattern" and len(value) > 1):
        raise not_converted(f"colour space {family}")
    return Space(_PLAIN[family])


def _named(space: Any, name: Name) -> Space:
    if space is None:
        raise not_converted(f"colour space {name}")
    return read_space(space)


def _indexed(value: Array, named: Any) -> Space:
    table = value[3]
    if not isinstance(table, String | Stream):
        raise not_converted("colour table")
    base = read_space(value[1], named)
    content = table.read_bytes() if isinstance(table, Stream) else bytes(table)
    return Space("inks") if base.stays else Space("indexed", base, content)


def _plates(value: Array, named: Any) -> Space:
    if read_space(value[2], named).family != "inks":
        raise not_converted(f"plate {value[1]} that is no ink")
    return Space("inks")
