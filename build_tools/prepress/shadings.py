"""Shadings (ISO 32000-1, 8.7.4.5): axial and radial ones, whose functions are sampled in the colours of a target."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from pikepdf import Array, Dictionary, Pdf, Stream

from build_tools.prepress.content import space_name
from build_tools.prepress.inks import Values
from build_tools.prepress.messages import not_converted
from build_tools.prepress.spaces import Space, Target, read_space

_AXIAL, _RADIAL = 2, 3
_EXPONENTIAL, _STITCHING = 2, 3
_SAMPLES: Final = 33  # what lies between is interpolated
_NEUTRAL: Final = 0.002


def convert_shading(shading: Any, named: Any, target: Target, pdf: Pdf) -> None:
    """Let a shading go from one colour of the target to the other.

    Raises KankoError for meshes, and for functions other than those that interpolate between two colours.
    """
    space = read_space(shading.ColorSpace, named)
    if space.stays or (space.family == "gray" and target.space == "/DeviceGray"):
        return
    if int(shading.ShadingType) not in (_AXIAL, _RADIAL):
        raise not_converted(f"shading of type {shading.ShadingType}")
    shading.Function = _function(shading.Function, space, target, pdf)
    if "/Background" in shading:
        shading.Background = Array(space.converted(target, list(map(float, shading.Background))))
    shading.ColorSpace = space_name(target)


def _function(function: Any, space: Space, target: Target, pdf: Pdf) -> Any:
    kind = None if isinstance(function, Array) else int(function.FunctionType)
    if kind == _STITCHING:
        parts = [_function(part, space, target, pdf) for part in function.Functions]
        kept = {key: function[key] for key in ("/Domain", "/Bounds", "/Encode")}
        return Dictionary({"/FunctionType": _STITCHING, "/Functions": Array(parts), **kept})
    if kind != _EXPONENTIAL:
        raise not_converted("function of a shading")
    return _sampled(function, space, target, pdf)


def _sampled(function: Any, space: Space, target: Target, pdf: Pdf) -> Stream:
    """A sampled function (7.10.2) in the place of one that interpolates (7.10.3).

    Between two grays there are grays, in black alone; on the way to a colour a gray is mixed, or it would jump.
    """
    first, last = (_ends(function, key, space) for key in ("/C0", "/C1"))
    start, end = map(float, function.Domain)
    shares = [(start + (end - start) * step / (_SAMPLES - 1)) ** float(function.N) for step in range(_SAMPLES)]
    way = [[one + share * (other - one) for one, other in zip(first, last, strict=True)] for share in shares]
    grays = _is_gray(first, space) and _is_gray(last, space)
    colours = [space.on_screen(colour) for colour in way]
    values = [target.tone(colour[0]) for colour in colours] if grays else target.blend(colours)
    outputs = len(values[0])
    return pdf.make_stream(
        bytes(round(255 * each) for value in values for each in value),
        FunctionType=0,
        Domain=Array([*function.Domain]),
        Range=Array([0, 1] * outputs),
        Size=Array([_SAMPLES]),
        BitsPerSample=8,
    )


def _ends(function: Any, key: str, space: Space) -> Sequence[float]:
    default = [0.0 if key == "/C0" else 1.0]
    found = [float(each) for each in function.get(key, default)]
    if len(found) != space.components:
        raise not_converted("function of a shading")
    return found


def _is_gray(colour: Values | Sequence[float], space: Space) -> bool:
    return space.family == "gray" or max(colour) - min(colour) < _NEUTRAL
