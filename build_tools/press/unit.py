"""A unit: what is typeset on its own (a cover, the contents, a chapter, a colophon)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from html import unescape
from typing import Final

from build_tools.press.rules import Rules

# Links into the publication have this scheme, whatever document and page they lead to.
ANCHOR: Final = "kanko-anchor:"
# Where assets seem to be. No scheme of our own: relative addresses resolve against known schemes alone. RFC 2606 keeps
# .invalid free.
ASSETS: Final = "https://assets.invalid/"
_EXACT: Final = "data-exact"
_VERSO: Final = "html { break-before: verso }"
_SLOT: Final = re.compile(r'(?P<tag><[^>]*\bdata-page="(?P<anchor>[^"]*)"[^>]*>)(?P<room>0+)')


@dataclass(frozen=True)
class Unit:
    """What is typeset on its own: a whole HTML page, its stylesheets in order, and the files that they may use.

    `name` is unique in the document, `origin` the file that a user knows it by. Links into the publication are
    addresses of the scheme `kanko-anchor:`; `assets` maps addresses to content; `aliases` are further names of
    anchors; `rules` are those by which its lines are composed (None: WeasyPrint's lines, spread evenly).
    """

    name: str
    origin: str
    html: str
    stylesheets: tuple[str, ...]
    assets: Mapping[str, bytes] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    rules: Rules | None = None

    def named(self) -> set[str]:
        """The anchors of which the unit prints the page."""
        return {unescape(found["anchor"]) for found in _SLOT.finditer(self.html)} - {"."}

    def on_verso(self) -> Unit:
        """The same unit, its first page a left-hand one."""
        return replace(self, stylesheets=(*self.stylesheets, _VERSO))

    def with_digits(self, digits: Mapping[str, int]) -> Unit:
        """The same unit with room for so many digits in the slots of these anchors; a slot in a column only grows."""

        def sized(slot: re.Match[str]) -> str:
            room = len(slot["room"])
            wanted = digits.get(unescape(slot["anchor"]), room)
            return slot["tag"] + "0" * (wanted if _EXACT in slot["tag"] else max(wanted, room))

        return replace(self, html=_SLOT.sub(sized, self.html))
