"""Colour spaces (ISO 32000-1, 8.6) by what they are called in a file, and how much ink colours and images are."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any, Final

from PIL import Image, ImageChops
from pypdf.generic import ArrayObject, StreamObject

from build_tools.inspection import values

INKS: Final = "DeviceCMYK"
_SHORT: Final = {"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": INKS, "I": "Indexed"}
_DEVICES: Final = frozenset(("DeviceGray", "DeviceRGB", INKS, "Pattern"))
_FULL: Final = 255
# Pixels: a single one is a matter of compression, what counts is a square of so many.
_SQUARE: Final = 4
_PLATES: Final = frozenset(("Separation", "DeviceN", "Indexed"))


def space_name(value: Any, named: Any = None, depth: int = 0) -> str:
    """What a colour space is called: DeviceRGB, ICCBased(3), Indexed/DeviceCMYK, Separation(All)/DeviceCMYK, …; "" for
    one that cannot be read. `named` is the dictionary of those that the resources name.
    """
    found = values.resolved(value)
    if isinstance(found, ArrayObject) and found and depth < 4:
        return _family(found, named, depth)
    name = _SHORT.get(values.name(found) or "", values.name(found) or "")
    own = values.entry(named, f"/{name}")
    if own is None or depth >= 4:
        return name if name in _DEVICES else ""
    return space_name(own, named, depth + 1)


def _family(space: ArrayObject, named: Any, depth: int) -> str:
    family = values.name(space[0]) or ""
    family = _SHORT.get(family, family)
    if family == "ICCBased" and len(space) > 1:
        return f"ICCBased({values.integer(values.get(values.resolved(space[1]), '/N')) or 0})"
    if family == "Indexed" and len(space) > 1:
        return f"Indexed/{space_name(space[1], named, depth + 1)}"
    if family in _PLATES and len(space) > 2:
        plates = "+".join(values.name(each) or "" for each in values.items(space[1]))
        return f"{family}({plates})/{space_name(space[2], named, depth + 1)}"
    return family


def ink_of(components: Sequence[float]) -> float:
    """How much ink a colour of four inks is, in per cent."""
    return round(100 * sum(components), 1)


def ink_of_function(function: Any) -> float | None:
    """The most ink of a function of a shading (7.10) that gives four inks; None for one of another kind."""
    found = values.resolved(function)
    kind = values.integer(values.get(found, "/FunctionType"))
    if kind == 0 and isinstance(found, StreamObject) and values.integer(values.get(found, "/BitsPerSample")) == 8:
        data = found.get_data()
        return max((ink_of([each / _FULL for each in data[at : at + 4]]) for at in range(0, len(data), 4)), default=0.0)
    if kind == 2:
        ends = [[values.number(each) or 0.0 for each in values.array(found, key)] for key in ("/C0", "/C1")]
        return max(map(ink_of, ends))
    if kind == 3:
        return most(ink_of_function(each) for each in values.array(found, "/Functions"))
    return None


def ink_of_image(image: StreamObject, space: str) -> float | None:
    """The most ink of an image of four inks, in a square of some pixels; None for one that is not read."""
    if space == f"Indexed/{INKS}":
        return _ink_of_table(image)
    picture = _picture(image)
    if picture is None:
        return None
    cyan, magenta, yellow, black = picture.reduce(_SQUARE).split()
    half, other = ImageChops.add(cyan, magenta, 2), ImageChops.add(yellow, black, 2)
    (_, darkest) = ImageChops.add(half, other, 2).getextrema()
    return round(400 * float(darkest) / _FULL, 1)  # type: ignore[arg-type]


def _picture(image: StreamObject) -> Image.Image | None:
    """An image of four inks with eight bits each, as ink: 255 is all of it."""
    filters = [values.name(each) for each in values.items(values.entry(image, "/Filter"))]
    size = (values.integer(values.get(image, "/Width")) or 0, values.integer(values.get(image, "/Height")) or 0)
    if values.integer(values.get(image, "/BitsPerComponent")) != 8:
        return None
    data = image.get_data()
    if filters and filters[-1] == "DCTDecode":
        found = Image.open(io.BytesIO(data))
        picture = ImageChops.invert(found) if "adobe" in found.info else found  # Pillow has turned it over
    elif len(data) == size[0] * size[1] * 4:
        picture = Image.frombytes("CMYK", size, data)
    else:
        return None
    decode = [values.number(each) for each in values.array(image, "/Decode")]
    return ImageChops.invert(picture) if decode == [1, 0] * 4 else picture


def _ink_of_table(image: StreamObject) -> float | None:
    space = values.get(image, "/ColorSpace")
    table = values.resolved(space[3]) if isinstance(space, ArrayObject) and len(space) > 3 else None
    data = table.get_data() if isinstance(table, StreamObject) else getattr(table, "original_bytes", None)
    if data is None:
        return None
    eight = values.integer(values.get(image, "/BitsPerComponent")) == 8
    used: Iterable[int] = set(image.get_data()) if eight else range(len(data) // 4)
    return max((ink_of([each / _FULL for each in data[4 * at : 4 * at + 4]]) for at in used), default=0.0)


def most(inks: Iterable[float | None]) -> float | None:
    """The most of several amounts; None where one is not known."""
    found = list(inks)
    known = [each for each in found if each is not None]
    return max(known, default=0.0) if len(known) == len(found) else None
