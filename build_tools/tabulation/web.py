"""A sheet as a page of the web that needs no other file."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from pathlib import PurePosixPath

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from build_tools.resources import templates_root
from build_tools.tabulation.model import Column, Picture, Sheet, lines
from build_tools.tabulation.wording import day

_TYPES = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".gif": "gif", ".svg": "svg+xml"}


def sheet_html(sheet: Sheet) -> bytes:
    """The page: styles and images are in it, and it may load nothing."""
    folder = templates_root() / "tabulation"
    environment = Environment(
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        autoescape=select_autoescape(),
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    page = environment.get_template("sheet.html").render(
        sheet=sheet,
        date=day(sheet.date, sheet.language),
        heads=_heads(sheet.columns),
        style=(folder / "sheet.css").read_text("utf-8"),
        lines=lines,
        address=_address,
    )
    return page.encode()


def _heads(columns: Sequence[Column]) -> list[str]:
    """What each cell is called where it stands alone; a page, by the column that it belongs to."""
    found = [column.title for column in columns]
    return [f"{found[at + 1]} {title}" if found.count(title) > 1 else title for at, title in enumerate(found)]


def _address(picture: Picture) -> str:
    kind = _TYPES[PurePosixPath(picture.name).suffix]
    return f"data:image/{kind};base64,{base64.b64encode(picture.data).decode()}"
