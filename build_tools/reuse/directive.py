"""{reuse}: a section of another publication, set where the directive stands."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import OptionSpec

from build_tools.errors import KankoError, Place, Problem, Text, typed
from build_tools.reuse.citation import Citation, citation
from build_tools.reuse.memory import memory
from build_tools.reuse.origin import origin
from build_tools.reuse.parse import parsed
from build_tools.reuse.pinned import Standing, at, pinned
from build_tools.reuse.places import REUSED
from build_tools.reuse.transplant import prefix, transplant

CLASS = "reuse"


class Reuse(SphinxDirective):
    """A section of an edition, `EDITION:SECTION`, with those below it, at the level of heading where it stands.

    `title` is another heading, `without-title` none, `edited` says that it is used edited (as another heading does),
    `name` a label of the project for it.
    """

    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[OptionSpec] = {
        "title": directives.unchanged_required,
        "without-title": directives.flag,
        "edited": directives.flag,
        "name": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        place = self._place()
        try:
            cited = citation(self.arguments[0], place)
            memory(self.env).note(cited)
            found = pinned(cited, memory(self.env).lock, memory(self.env).shelf)
            self._depend(found)
            return list(self._set(cited, found))
        except KankoError as error:
            memory(self.env).refuse(KankoError(at(place, problem) for problem in error.problems))
            return []

    def _place(self) -> Place:
        source, line = self.get_source_info()
        return Place(typed(Path(source)), line)

    def _depend(self, found: Standing) -> None:
        self.env.note_dependency(os.path.relpath(found.bundle.path, self.env.srcdir))

    def _set(self, cited: Citation, found: Standing) -> Iterator[nodes.Node]:
        host = self.state.document
        own = prefix(f"{cited.edition}-{cited.section}", self.env.docname, host)
        asset = partial(self._asset, found)
        content = transplant(parsed(found, host, self.env), host, own, bool(self.config.numfig), asset)
        section = next(node for node in content if isinstance(node, nodes.section))
        source = origin(found, edited="edited" in self.options or "title" in self.options)
        for inner in (inner for node in (*content, source) for inner in node.findall(nodes.Element)):
            self.set_source_info(inner)
            if isinstance(inner, nodes.section):
                inner[REUSED] = str(cited)
        if "without-title" in self.options:
            yield from self._untitled(content, section, source)
        else:
            yield from self._titled(content, section, source)

    def _titled(
        self, content: list[nodes.Element], section: nodes.section, source: nodes.Element
    ) -> list[nodes.Element]:
        if title := self.options.get("title"):
            children, messages = self.parse_inline(title, lineno=self.lineno)
            section[0] = nodes.title(title, "", *children, *messages)
        section["classes"].append(CLASS)
        section += source
        self._name(section)
        return content

    def _untitled(
        self, content: list[nodes.Element], section: nodes.section, source: nodes.Element
    ) -> Iterator[nodes.Element]:
        place = content.index(section)
        blocks = [node for node in section.children[1:] if isinstance(node, nodes.Element)]
        section.children = []
        target = nodes.target("", "", ids=section["ids"], names=section["names"])
        yield from (*content[:place], target, *blocks, *content[place + 1 :], source)
        self._name(blocks[0] if blocks else source)

    def _name(self, node: nodes.Element) -> None:
        """Let the project's own label name an element, beside those that it has been entered with."""
        entered, node["names"] = node["names"], []
        self.add_name(node)
        node["names"] = [*entered, *node["names"]]

    def _asset(self, found: Standing, address: str) -> str:
        """An image of the bundle as a file that Sphinx can take, beside the doctrees."""
        name = posixpath.normpath(posixpath.join(posixpath.dirname(found.section.text), address))
        if name not in found.section.assets:
            raise KankoError([_foreign_image(found, address)])
        file = Path(self.env.doctreedir, CLASS, posixpath.basename(name))
        if not file.is_file():
            file.parent.mkdir(parents=True, exist_ok=True)
            beside = file.with_name(f"{file.name}.{os.getpid()}")
            beside.write_bytes(found.bundle.files[name])
            beside.replace(file)
        return f"/{Path(os.path.relpath(file, self.env.srcdir)).as_posix()}"


def _foreign_image(found: Standing, address: str) -> Problem:
    what = Text(
        f"{found.name} shows {address}, which is not in the bundle.",
        f"{found.name} が示す画像 {address} は、転載用ファイルの中にありません。",
    )
    return Problem("reuse.foreign", what)
