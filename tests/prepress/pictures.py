"""Images as a PDF holds them."""

from __future__ import annotations

import io
import zlib

import pikepdf
from pikepdf import Name
from PIL import Image


def plain(pdf: pikepdf.Pdf, picture: Image.Image, **more: object) -> pikepdf.Stream:
    """An image as a PDF holds it, pixel by pixel."""
    space = Name.DeviceGray if picture.mode == "L" else Name.DeviceRGB
    size = {"Width": picture.width, "Height": picture.height, "BitsPerComponent": 8}
    image = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Image, ColorSpace=space, **size, **more)
    image.write(zlib.compress(picture.tobytes()), filter=Name.FlateDecode)
    return image


def photograph(pdf: pikepdf.Pdf, picture: Image.Image) -> pikepdf.Stream:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=95)
    image = plain(pdf, picture)
    image.write(file.getvalue(), filter=Name.DCTDecode)
    return image
