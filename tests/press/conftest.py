"""Small documents for the press: units of plain HTML, compiled and linked."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from build_tools.press.compile import compile_unit
from build_tools.press.fontfiles import FontFiles
from build_tools.press.labels import Part
from build_tools.press.link import Program, link
from build_tools.press.metadata import Description
from build_tools.press.objectfile import ObjectFile
from build_tools.press.unit import Unit

# 40 characters of 10.5 pt: the type area that the measurements below count on.
STYLE = """
@page { size: A4; margin: 30mm 87.64pt; @bottom-center { content: element(folio) } }
.folio { position: running(folio) }
html { font: 10.5pt/18pt "BIZ UDMincho" }
body, p { margin: 0 } p { text-align: justify }
"""


@dataclass(frozen=True)
class Product:
    """A linked document: the file's bytes, its pages, and what leads nowhere."""

    pdf: bytes
    pages: int
    unresolved: tuple[tuple[str, str], ...]


Compiler = Callable[..., ObjectFile]
Linker = Callable[..., Product]


@pytest.fixture
def fonts(tmp_path: Path) -> FontFiles:
    return FontFiles(tmp_path / "fonts")


@pytest.fixture
def compiled(fonts: FontFiles) -> Compiler:
    """Compile a body of HTML to an object file."""

    def compile_body(
        body: str,
        name: str = "unit",
        style: str = STYLE,
        assets: Mapping[str, bytes] | None = None,
        **more: Mapping[str, str],
    ) -> ObjectFile:
        folio = '<p class="folio"><span data-page="." data-align="center">000</span></p>'
        html = f'<!DOCTYPE html><html lang="ja"><head><title>t</title></head><body>{folio}{body}</body></html>'
        unit, files = compile_unit(Unit(name, f"{name}.md", html, (style,), assets or {}, **more))
        fonts.keep(files)
        return unit

    return compile_body


@pytest.fixture
def linked(fonts: FontFiles) -> Linker:
    """Link object files; a tuple gives depth in the outline, whether it is front matter, whether it starts recto."""

    def link_units(*units: ObjectFile | tuple, **program: object) -> Product:
        given = [unit if isinstance(unit, tuple) else (unit,) for unit in units]
        parts = [Part(unit.interface, *more) for unit, *more in given]
        description = Description("題名", "発行者", "副題", "ja", datetime.date(2022, 3, 31))
        output = io.BytesIO()
        told = link(Program(description, parts, **program), lambda at: given[at][0].body, fonts.read, output)
        return Product(output.getvalue(), told.pages, told.unresolved)

    return link_units
