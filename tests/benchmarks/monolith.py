"""The pages of a Kanko document from a single WeasyPrint run: what its file is compared with.

`python -m tests.benchmarks.monolith SOURCE DOCUMENT OUT.pdf`. It takes Kanko's own assembled units, in one HTML page
with the same stylesheets, the same assets and the same lines, tagged, fonts subset; page numbers stay zeros,
and elements inside a link keep the second annotation that WeasyPrint gives them (0.7 % of the file). For documents of
one layout: another layout's stylesheets would apply to all pages.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import weasyprint
from weasyprint.urls import URLFetcher, URLFetcherResponse

from build_tools.press import builder, economies, engine
from build_tools.press.publish import Assembly
from build_tools.press.rules import under
from build_tools.press.tagging import Tagging
from build_tools.press.unit import ANCHOR, ASSETS, Unit
from build_tools.sphinx_run import Run, run_sphinx

Digits = Mapping[str, Mapping[str, int]]
# What makes lines of WeasyPrint's, by the names of what it replaces.
_LINES = {
    *("text_align", "justify_line", "iter_line_boxes", "split_text_box", "can_break_text", "split_first_line"),
    "draw_first_line",
}
_BODY = re.compile(r'<body class="([^"]*)">(.*)</body>', re.DOTALL)


class _Assets(URLFetcher):  # type: ignore[misc]
    """Gives out the units' own files."""

    def __init__(self, assets: Mapping[str, bytes]) -> None:
        super().__init__()
        self._assets = assets

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        return URLFetcherResponse(url, self._assets[url]) if url in self._assets else super().fetch(url)


def units(source: Path, document: str) -> list[Unit]:
    """The units of a document of the edition in `source`, in order, with the room for page numbers that they have when
    they go to the compiler first; nothing is typeset.
    """
    caught: list[tuple[tuple[int, int], Unit]] = []

    def catch(edition: Any, assembly: Assembly, wanted: Collection[str], digits: Digits, *rest: Any) -> Iterator[Any]:
        made = ((assembled.position, unit.with_digits(digits[document])) for assembled, unit in assembly(document))
        caught.extend(sorted(made, key=itemgetter(0)))
        return iter(())

    with TemporaryDirectory() as work, patch.object(builder, "publish", catch):
        run_sphinx(Run("pdf", source, Path(work, "out"), Path(work, "doctrees")))
    return [unit for _, unit in caught]


def one_run(parts: Sequence[Unit]) -> bytes:
    """The PDF of all units at once."""
    assets = {address: content for unit in parts for address, content in unit.assets.items()}
    sheets = dict.fromkeys(sheet for unit in parts for sheet in unit.stylesheets)
    fetcher = _Assets(assets)
    styles = [weasyprint.CSS(string=sheet, url_fetcher=fetcher, base_url=ASSETS) for sheet in sheets]
    html = weasyprint.HTML(string=_page(parts), url_fetcher=fetcher, base_url=ASSETS)
    with ExitStack() as stack:
        for owner, name, value in engine._replacements(Tagging()):
            if name in _LINES:
                stack.enter_context(patch.object(owner, name, value))
        stack.enter_context(under(parts[0].rules))
        options = {"pdf_tags": True, "full_fonts": False, "pdf_version": "1.7"}
        return bytes(html.write_pdf(stylesheets=styles, font_config=economies.fonts(), **options))


def _page(parts: Sequence[Unit]) -> str:
    """The units one after the other, each from a new page, links leading to places in the same page."""
    bodies = [found for unit in parts if (found := _BODY.search(unit.html))]
    inner = "".join(f'<div style="break-before: page" class="{body[1]}">{body[2]}</div>' for body in bodies)
    head = parts[0].html.partition("<body")[0]
    return f"{head}<body>{inner}</body></html>".replace(f'href="{ANCHOR}', 'href="#')


if __name__ == "__main__":
    Path(sys.argv[3]).write_bytes(one_run(units(Path(sys.argv[1]), sys.argv[2])))
