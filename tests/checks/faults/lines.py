"""Faults of the page's ends: headings and lines that stand alone, since the layout lets them."""

from __future__ import annotations

import shutil
from pathlib import Path

from build_tools.pipeline import Order, build
from tests.checks.injection import Good, Injected

LAYOUT = """
title = "altered"
extends = "report"
stylesheets = ["altered.css"]
"""
# Lines may stand alone, and the type area ends where one of them does.
LOOSE = "p, li {{ orphans: 1; widows: 1 }} @page {{ margin-bottom: {bottom}pt }}"


def _set_with(edition: Good, css: str) -> None:
    """Set the edition in a layout of its own, the report's with a stylesheet more."""
    source = edition.dist.with_name("source")
    shutil.copytree(edition.source, source)
    folder = source / "templates/print/altered"
    folder.mkdir(parents=True)
    (folder / "layout.toml").write_text(LAYOUT, "utf-8")
    (folder / "altered.css").write_text(css, "utf-8")
    settings: Path = source / "publication.toml"
    settings.write_text(settings.read_text("utf-8").replace('layout = "report"', 'layout = "altered"'), "utf-8")
    build(Order(source, edition.dist, only=("pdf",), check=False))


def _stranded(edition: Good) -> None:
    _set_with(edition, "section > h2 + p { break-before: page }")


def _widow(edition: Good) -> None:
    _set_with(edition, LOOSE.format(bottom=104))


def _orphan(edition: Good) -> None:
    _set_with(edition, LOOSE.format(bottom=122))


INJECTED = [
    Injected("a heading at the foot of a page", _stranded, {"lines.stranded-heading"}),
    Injected("a last line at the head of a page", _widow, {"lines.widow"}, "places"),
    Injected("a first line at the foot of a page", _orphan, {"lines.orphan"}, "places"),
]
