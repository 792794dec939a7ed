"""reuse: sections of an edition in another Sphinx project, by bundle and lock; entries: `setup`, the Sphinx extension,
`status.status` and `update.update`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directive {reuse}, its settings (`project.SETTINGS`), and the look of what it sets."""
    from build_tools.reuse import memory, places
    from build_tools.reuse.directive import Reuse
    from build_tools.reuse.project import SETTINGS
    from build_tools.sphinx_ext.html import register_marks
    from build_tools.sphinx_ext.roles import Bouten, Ruby

    app.setup_extension("myst_parser")
    for name, default in SETTINGS.items():
        app.add_config_value(name, default, "env", types=frozenset({type(default)}))
    app.add_domain(memory.Memory)
    app.add_directive("reuse", Reuse)
    register_marks(app)
    app.add_role("ruby", Ruby(), override=True)  # as the text of a bundle has them
    app.add_role("bouten", Bouten(), override=True)
    app.add_css_file("kanko-reuse.css")
    app.connect("config-inited", _with_stylesheet)
    app.connect("env-get-outdated", memory.outdated)
    app.connect("doctree-read", places.check)
    app.connect("env-updated", memory.refuse)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}


def _with_stylesheet(app: Sphinx, config: object) -> None:
    app.config.html_static_path.append(str(Path(__file__).with_name("static")))
