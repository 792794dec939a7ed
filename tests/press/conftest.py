"""Small documents for the press: units of plain HTML, compiled and linked."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from build_tools.press.compile import compile_unit
from build_tools.press.labels import Part
from build_tools.press.link import Linked, Program, link
from build_tools.press.objectfile import ObjectFile
from build_tools.press.unit import Unit

# 40 characters of 10.5 pt: the type area that the measurements below count on.
STYLE = """
@page { size: A4; margin: 30mm 87.64pt; @bottom-center { content: element(folio) } }
.folio { position: running(folio) }
html { font: 10.5pt/18pt "BIZ UDMincho" }
body, p { margin: 0 } p { text-align: justify }
"""

Compiler = Callable[..., ObjectFile]
Linker = Callable[..., Linked]


@pytest.fixture
def fonts(tmp_path: Path) -> Path:
    return tmp_path / "fonts"


@pytest.fixture
def compiled(fonts: Path) -> Compiler:
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
        return compile_unit(Unit(name, f"{name}.md", html, (style,), assets or {}, **more), fonts)

    return compile_body


@pytest.fixture
def linked(fonts: Path) -> Linker:
    """Link object files; a pair gives the depth in the outline."""

    def link_units(*units: ObjectFile | tuple[ObjectFile, int], **others: Mapping[str, str]) -> Linked:
        parts = [Part(*unit) if isinstance(unit, tuple) else Part(unit) for unit in units]
        date = datetime.date(2022, 3, 31)
        return link(Program("題名", "発行者", "副題", "ja", date, parts, **others), fonts)

    return link_units
