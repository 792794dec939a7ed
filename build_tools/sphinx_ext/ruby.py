"""Readings above the text, given once in a chapter where the edition asks for that."""

from __future__ import annotations

from sphinx.transforms.post_transforms import SphinxPostTransform

from build_tools.manuscript.nodes import ruby
from build_tools.sphinx_ext.project import edition_of, has_edition


class GiveReadingsOnce(SphinxPostTransform):
    """Leave out the reading of a base that has had the same one before in the chapter, excerpts included."""

    default_priority = 2  # when excerpts are shown

    def run(self, **kwargs: object) -> None:
        if not has_edition(self.env) or edition_of(self.env).readings != "once":
            return
        seen: set[str] = set()
        for node in self.document.findall(ruby):
            said = repr(node["pairs"])
            node["silent"] = said in seen
            seen.add(said)
