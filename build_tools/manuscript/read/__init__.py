"""A chapter of the manuscript from its doctree; entry: `read_chapter`. Sphinx's own nodes go by their names here."""

from build_tools.manuscript.read.chapter import read_chapter
from build_tools.manuscript.read.places import Setting
from build_tools.manuscript.read.terms import owned, turned

__all__ = ["Setting", "owned", "read_chapter", "turned"]
