"""site: doctrees → website. `setup` gives Sphinx's builder `html` the edition's theme, front page and navigation."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the theme and the pages; `kanko_downloads` maps document ids to pages and bytes of the PDFs in the
    site.
    """
    from build_tools.site import pages, theme

    app.setup_extension("build_tools.sphinx_ext")
    app.add_config_value("kanko_downloads", {}, "html", types=frozenset({dict}))
    app.connect("config-inited", theme.choose, priority=900)
    app.connect("builder-inited", theme.leave_out)
    app.connect("html-collect-pages", pages.front_page)
    app.connect("html-page-context", pages.add_context)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
