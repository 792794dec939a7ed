"""What stands in a line: words, roles, links, substitutions, put together; images are told apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from markdown_it.token import Token

from build_tools.lint.piece import A_NAME, CALL, SOMETHING, Line
from build_tools.lint.roles import Facts, text_of_role

# Addresses that print the title of the place that they name, not themselves.
_OF_THE_SET = ("project:", "path:", "inv:", "myst:", "#")
_CHAPTERS = (".md", ".rst")


def line_of(tokens: Iterable[Token], facts: Facts, image: Callable[[str], object]) -> Line:
    """The line that inline tokens make; what stands in stead of an image is told to `image`."""
    reader = _Reader(facts, image)
    for token in tokens:
        reader.read(token)
    return reader.line


class _Reader:
    def __init__(self, facts: Facts, image: Callable[[str], object]) -> None:
        self.line = Line()
        self.facts = facts
        self.image = image
        self.start = 0
        self.silent = False
        self.address = ""

    def read(self, token: Token) -> None:
        match token.type:
            case "text" | "code_inline" | "text_special":
                self.line.add("" if self.silent else token.content)
            case "softbreak" | "hardbreak":
                self.line.add("\n")
            case "image":
                self.image(_plain(token.children or ()))
            case "link_open":
                self.start = len(self.line.parts)
                self.address = str(token.attrs["href"])
                self.silent = token.info == "auto" and self.address.startswith(_OF_THE_SET)
            case "link_close":
                self._end_link()
            case _:
                self._asked_for(token)

    def _end_link(self) -> None:
        """A link without words of its own prints the title of where it leads, or the name of a file."""
        self.silent = False
        if len(self.line.parts) == self.start:
            place = self.address.partition("#")[0]
            self.line.add(A_NAME if place.endswith(_CHAPTERS) or self.address.startswith(_OF_THE_SET) else SOMETHING)

    def _asked_for(self, token: Token) -> None:
        match token.type:
            case "myst_role":
                self.line.add(*text_of_role(str(token.meta["name"]), token.content, self.facts))
            case "substitution_inline":
                self.line.add(self.facts.printed(token.content))
            case "footnote_ref":
                self.line.add(CALL)


def _plain(tokens: Iterable[Token]) -> str:
    return "".join(_plain(token.children) if token.children else token.content for token in tokens)
