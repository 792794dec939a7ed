"""The theme of an edition's site. A project without an edition keeps its own theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from build_tools.resources import templates_root
from build_tools.sphinx_ext import has_edition

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

THEME = "kanko"


def choose(app: Sphinx, config: Config) -> None:
    """Use the edition's theme, without what an official publication's readers have no use for."""
    app.add_html_theme(THEME, str(templates_root() / "site"))
    if has_edition(app):
        config.html_theme = THEME
        config.html_copy_source = False
        config.html_use_index = False
        config.html_domain_indices = False
        config.html_permalinks = False


def leave_out(app: Sphinx) -> None:
    """No copies of the sources, and no search: Sphinx's own does not find Japanese words (it segments the index, not
    the query), and none is better.
    """
    if has_edition(app) and app.builder.name == "html":
        app.builder.search = False  # type: ignore[attr-defined]
        app.builder.copysource = False  # type: ignore[attr-defined]
