"""Nothing is fetched while an edition is read: directives that can name an address lose that option."""

from __future__ import annotations

from docutils.parsers.rst import directives
from docutils.parsers.rst.directives.misc import Raw
from sphinx.application import Sphinx
from sphinx.directives.patches import CSVTable

from build_tools.sphinx_ext.project import has_edition

_ADDRESS = "url"


class RawOffline(Raw):
    """`raw` without `:url:`."""

    option_spec = {key: value for key, value in (Raw.option_spec or {}).items() if key != _ADDRESS}  # noqa: RUF012


class CSVTableOffline(CSVTable):
    """`csv-table` without `:url:`."""

    option_spec = {key: value for key, value in (CSVTable.option_spec or {}).items() if key != _ADDRESS}  # noqa: RUF012


def forbid_addresses(app: Sphinx) -> None:
    """Replace the directives that could fetch; a project without publication.toml keeps them."""
    if has_edition(app):
        directives.register_directive("raw", RawOffline)
        directives.register_directive("csv-table", CSVTableOffline)
