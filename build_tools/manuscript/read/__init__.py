"""A chapter of the manuscript from its doctree; entry: `read_chapter`. Sphinx's own nodes go by their names here."""

from build_tools.manuscript.read.chapter import read_chapter
from build_tools.manuscript.read.places import Setting

__all__ = ["Setting", "read_chapter"]
