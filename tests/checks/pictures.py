"""Pictures of the kinds that a press must convert, painted when they are wanted."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

SIZE = (240, 160)


def paint(folder: Path) -> None:
    """A photograph, a gray one, a drawing of few colours, and one that shines through."""
    folder.mkdir(parents=True, exist_ok=True)
    photo = colours()
    photo.save(folder / "photo.jpg", quality=90)
    photo.convert("L").save(folder / "gray.png")
    few().save(folder / "few.png")
    seen = photo.copy()
    seen.putalpha(Image.linear_gradient("L").rotate(90).resize(SIZE))
    seen.save(folder / "alpha.png")


def colours() -> Image.Image:
    """More colours than a drawing has."""
    red = Image.linear_gradient("L").rotate(90).resize(SIZE)
    green = Image.linear_gradient("L").resize(SIZE)
    blue = Image.radial_gradient("L").resize(SIZE)
    return Image.merge("RGB", (red, green, blue))


def few() -> Image.Image:
    """Black, white and red."""
    picture = Image.new("RGB", SIZE, "white")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((10, 10, 100, 100), fill="black")
    draw.ellipse((90, 60, 190, 150), fill=(200, 0, 0))
    return picture
