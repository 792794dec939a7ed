"""Changes that follow from another date, title or version of the edition: there is nothing to correct in them."""

from __future__ import annotations

import unicodedata
from typing import Final

from build_tools.manuscript.model import Edition

# Facts that are the edition's own, as publication.toml calls them.
_OWN: Final = ("date", "id", "title", "subtitle", "facts.version", "facts.edition", "facts.revision")


class Follows:
    """What the edition says of itself, before and after."""

    def __init__(self, old: Edition, new: Edition) -> None:
        pairs = [(_plain(old.facts.get(name, "")), _plain(new.facts.get(name, ""))) for name in _OWN]
        pairs.append((old.date.isoformat(), new.date.isoformat()))
        self.pairs = sorted({pair for pair in pairs if all(pair) and pair[0] != pair[1]}, key=_length, reverse=True)

    def explains(self, wrong: str, right: str) -> bool:
        """Whether a text is the other one but for that, whatever the width of its digits."""
        said = _plain(wrong)
        for old, new in self.pairs:
            said = said.replace(old, new)
        return said != _plain(wrong) and said == _plain(right)


def _length(pair: tuple[str, str]) -> int:
    return len(pair[0])


def _plain(text: str) -> str:
    """A text with digits of one width."""
    return unicodedata.normalize("NFKC", text)
