"""Where a project's sources cite sections: read as Markdown and reStructuredText, without building anything.

What a document includes counts as its own. Text that other extensions make is not seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from markdown_it.token import Token

from build_tools.errors import KankoError, Place, Problem, Text, typed
from build_tools.lint.markdown import blocks
from build_tools.reuse.citation import Citation, citation
from build_tools.reuse.project import Project

DIRECTIVE: Final = "reuse"
_INCLUDE = "include"
_INFO = re.compile(r"\{(?P<name>[^}\s]+)\}\s*(?P<argument>.*)", re.DOTALL)
_RST = re.compile(rf"(?P<indent>\s*)\.\. (?P<name>{DIRECTIVE}|{_INCLUDE})::\s+(?P<argument>\S.*?)\s*\Z")
# Directives whose content is no MyST.
_VERBATIM = frozenset(
    {
        "code", "code-block", "code-cell", "csv-table", "doctest", "graphviz", "highlight", "literalinclude", "math",
        "mermaid", "parsed-literal", "productionlist", "raw", "sourcecode", "testcode", "testoutput", "testsetup",
    }
)  # fmt: skip


@dataclass
class Found:
    """What a project cites: the places of each citation; and what is wrong with those that are none."""

    citations: dict[Citation, list[Place]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def scan(project: Project) -> Found:
    """The citations of a project in the order of its documents; each place once, also where it is included twice.

    Raises KankoError for a document that can't be read.
    """
    scanner = _Scanner(project)
    for document in project.documents:
        scanner.file(document, document)
    return scanner.found


@dataclass(frozen=True)
class _Directive:
    name: str
    argument: str
    line: int


class _Scanner:
    def __init__(self, project: Project) -> None:
        self.project = project
        self.found = Found()
        self.seen: set[Path] = set()

    def file(self, path: Path, document: Path) -> None:
        """Take what a file cites and includes; `document` is what includes it."""
        if (path := path.resolve()) in self.seen:
            return
        self.seen.add(path)
        markdown = path.suffix in self.project.markdown or document.suffix in self.project.markdown
        for directive in (_in_markdown if markdown else _in_rst)(_read(path), 0, self.project.colons):
            if directive.name == _INCLUDE:
                self._include(directive, path, document)
            else:
                self._cite(directive, Place(typed(path), directive.line))

    def _include(self, directive: _Directive, path: Path, document: Path) -> None:
        """Follow an inclusion, from the document or from the file that it stands in; Sphinx tells what is not there."""
        name = directive.argument
        starts = (self.project.folder,) if name.startswith("/") else (document.parent, path.parent)
        files = (start / name.lstrip("/") for start in starts)
        if there := next((file for file in files if file.is_file()), None):
            self.file(there, document)

    def _cite(self, directive: _Directive, place: Place) -> None:
        try:
            self.found.citations.setdefault(citation(directive.argument, place), []).append(place)
        except KankoError as error:
            self.found.problems += error.problems


def _in_markdown(text: str, above: int, colons: bool) -> Iterator[_Directive]:
    """The directives that count in a text in MyST, before which so many lines stand."""
    for token in blocks(text, {}):
        if token.type == "fence" or (colons and token.type == "colon_fence"):
            yield from _in_fence(token, above, colons)


def _in_fence(token: Token, above: int, colons: bool) -> Iterator[_Directive]:
    found, line = _INFO.match(token.info.strip()), above + (token.map or [0])[0] + 1
    if found is None or found["name"] in _VERBATIM:
        return
    if found["name"] in (DIRECTIVE, _INCLUDE):
        yield _Directive(found["name"], found["argument"].strip(), line)
    elif found["name"] == "eval-rst":
        yield from _in_rst(token.content, line, colons)
    else:
        yield from _in_markdown(token.content, line, colons)


def _in_rst(text: str, above: int, colons: bool) -> Iterator[_Directive]:
    """The directives that count in reStructuredText; those in literal blocks do not."""
    literal: int | None = None
    for number, line in enumerate(text.splitlines(), above + 1):
        indent = len(line) - len(line.lstrip())
        if not line.strip() or (literal is not None and indent > literal):
            continue
        literal = indent if _opens_literal(line) else None
        if found := _RST.match(line):
            yield _Directive(found["name"], found["argument"], number)


def _opens_literal(line: str) -> bool:
    said = line.strip()
    if directive := re.match(r"\.\. ([\w-]+)::", said):
        return directive[1] in _VERBATIM
    return said.endswith("::") or said == ".."


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        what = Text(f"This file can't be read ({error}).", f"ファイルを読めません（{error}）。")
        raise KankoError([Problem("reuse.unreadable", what, Place(typed(path)))]) from error
