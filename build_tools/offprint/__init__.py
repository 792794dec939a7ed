"""offprint: doctrees → each section as plain MyST that can stand alone; entry: `write.written`. `setup` registers the
Sphinx builder `offprint`, which has them of a whole set.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the builder `offprint`; it takes what the press knows of chapters."""
    from build_tools.offprint.builder import OffprintBuilder

    app.setup_extension("build_tools.press")
    app.add_builder(OffprintBuilder)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
