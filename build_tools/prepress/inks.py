"""Colours of a screen as inks, by littleCMS through the profile of a printing condition.

Values are from 0 to 1. Whatever is gray is printed in black alone, in the black that is as light as the gray: text in
four inks has coloured edges as soon as a plate is off by a hair. Everything else keeps its colour as far as the inks
reach (relative colorimetric, black point compensated). Colours of a screen are sRGB, as CSS has them.
"""

from __future__ import annotations

import io
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import Final

from PIL import Image, ImageChops, ImageCms, ImageOps

from build_tools.prepress.profile import Profile

Values = tuple[float, ...]
_STEPS: Final = 256


class Inks:
    """What a press makes of colours. `fill`, `stroke` and `space` are the operators and the colour space of what it
    gives (ISO 32000-1, 8.6.8).
    """

    fill, stroke, space = "k", "K", "/DeviceCMYK"

    def __init__(self, profile: Profile) -> None:
        press = ImageCms.ImageCmsProfile(io.BytesIO(profile.data))
        intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
        black_point = ImageCms.Flags.BLACKPOINTCOMPENSATION
        screen = ImageCms.createProfile("sRGB")
        self._to_press = ImageCms.buildTransform(screen, press, "RGB", "CMYK", intent, black_point)
        self._lightness = ImageCms.buildTransform(press, ImageCms.createProfile("LAB"), "CMYK", "LAB", intent)
        self.rgb = lru_cache(maxsize=4096)(self._rgb)

    def gray(self, gray: float) -> Values:
        """A gray, in black alone."""
        return 0.0, 0.0, 0.0, self.blacks[_step(gray)] / 255

    def tone(self, gray: float) -> Values:
        """A gray of a gradient, in black alone."""
        return 0.0, 0.0, 0.0, self.tones[_step(gray)] / 255

    def _rgb(self, red: float, green: float, blue: float) -> Values:
        """A colour; a gray in black alone."""
        one, two, three = map(_step, (red, green, blue))
        return self.gray(red) if one == two == three else self.blend([(red, green, blue)])[0]

    def blend(self, colours: Sequence[Values]) -> list[Values]:
        """Colours, the grays among them in all inks too: for what lies between two colours."""
        dots = Image.frombytes("RGB", (len(colours), 1), bytes(_step(each) for colour in colours for each in colour))
        inks = [ink / 255 for ink in self.picture(dots).tobytes()]
        return [tuple(inks[at : at + 4]) for at in range(0, len(inks), 4)]

    def picture(self, image: Image.Image) -> Image.Image:
        """A picture (mode RGB), in all inks."""
        made = ImageCms.applyTransform(image, self._to_press)
        assert made is not None
        return made

    def drawing(self, image: Image.Image) -> Image.Image:
        """A picture (mode RGB) of few colours, its grays in black alone."""
        red, green, blue = image.split()
        apart = ImageChops.lighter(ImageChops.difference(red, green), ImageChops.difference(green, blue))
        is_gray = ImageOps.invert(apart.point(lambda value: 255 if value else 0))
        nothing = Image.new("L", image.size)
        black = Image.merge("CMYK", (nothing, nothing, nothing, red.point(self.tones)))
        made = self.picture(image)
        made.paste(black, mask=is_gray)
        return made

    @cached_property
    def blacks(self) -> list[int]:
        """For each gray from 0 to 255 the black from 0 to 255 that is as light, or all of it."""
        return [self._black(_lightness(gray)) for gray in range(_STEPS)]

    @cached_property
    def tones(self) -> list[int]:
        """The same of pictures and gradients: lightness is drawn together, so that the dark grays stay apart."""
        darkest = self._darkness[-1]
        return [self._black(255 - round((255 - _lightness(gray)) * darkest / 255)) for gray in range(_STEPS)]

    def _black(self, lightness: int) -> int:
        """The least black that is as dark, or all of it."""
        return min(bisect_left(self._darkness, 255 - lightness), 255)

    @cached_property
    def _darkness(self) -> list[int]:
        """How dark each black from 0 to 255 is."""
        ramp = Image.frombytes("CMYK", (_STEPS, 1), b"".join(bytes((0, 0, 0, black)) for black in range(_STEPS)))
        made = ImageCms.applyTransform(ramp, self._lightness)
        assert made is not None
        return [255 - light for light in made.getchannel("L").tobytes()]


class Mask:
    """What a luminosity mask (11.5.3) makes of colours: not ink, but how much is let through. As `Inks`."""

    fill, stroke, space = "g", "G", "/DeviceGray"

    def gray(self, gray: float) -> Values:
        """A gray, as it is."""
        return (gray,)

    tone = gray

    def rgb(self, red: float, green: float, blue: float) -> Values:
        """The luminosity of a colour (11.5.3)."""
        return (0.3 * red + 0.59 * green + 0.11 * blue,)

    def blend(self, colours: Sequence[Values]) -> list[Values]:
        """The luminosity of several colours."""
        return [self.rgb(*colour) for colour in colours]

    def picture(self, image: Image.Image) -> Image.Image:
        """The luminosity of a picture."""
        return image.convert("L")

    drawing = picture


def srgb_of_lab(lightness: float, a: float, b: float) -> Values:
    """A colour of CIELAB (white point D50) in sRGB, as far as that reaches. Source: CSS Color 4, sample code."""
    y = (lightness + 16) / 116
    x, z = (0.9642956764 * _cube(y + a / 500), 0.8251046025 * _cube(y - b / 200))
    light = _cube(y)
    linear = (
        3.1341359569 * x - 1.6173863321 * light - 0.4906619460 * z,
        -0.9787955030 * x + 1.9162543774 * light + 0.0334427312 * z,
        0.0719553299 * x - 0.2289767598 * light + 1.4053860352 * z,
    )
    return tuple(map(_companded, linear))


def _cube(value: float) -> float:
    return value**3 if value > 6 / 29 else (value - 4 / 29) * 3 * (6 / 29) ** 2


def _companded(value: float) -> float:
    """A component of light as sRGB has it, kept between 0 and 1."""
    value = min(1.0, max(0.0, value))
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def _lightness(gray: int) -> int:
    """How light a gray of sRGB is (CIE L*), from 0 to 255."""
    value = gray / 255
    light = value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
    root = light ** (1 / 3) if light > (6 / 29) ** 3 else light / 3 / (6 / 29) ** 2 + 4 / 29
    return round((116 * root - 16) * 2.55)


def _step(value: float) -> int:
    return round(min(1.0, max(0.0, value)) * 255)
