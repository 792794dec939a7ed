"""Sphinx's settings: what makes a publication of an edition's folder. All else is in its publication.toml."""

extensions = ["build_tools.sphinx_ext", "build_tools.site", "build_tools.press"]
