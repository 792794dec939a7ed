"""How blocks and texts are named in what rules report."""

from __future__ import annotations

from collections.abc import Iterable

from build_tools.errors import Place, Text
from build_tools.manuscript.model import Block, Chapter, Document

# As much of a text as is shown where it is only to be known again, and where what differs in it is shown.
KNOWN = 24
AROUND = 8


def line_of(block: Block) -> Place:
    """The line of the source that a block comes from."""
    return Place(block.place.file, block.place.line)


def quoted(text: str, length: int = KNOWN) -> Text:
    """The beginning of a text, in quotation marks."""
    plain = " ".join(text.split())
    short = plain if len(plain) <= length else f"{plain[: length - 1]}…"
    return Text(f"“{short}”", f"「{short}」")


def shown(character: str) -> str:
    """A character that may not be seen, with its code point: `⼀ (U+2F00)`."""
    code = f"U+{ord(character):04X}"
    return f"{character} ({code})" if character.isprintable() and not character.isspace() else code


def listed(characters: Iterable[str], most: int = 8) -> str:
    """Characters with their code points, each once; of many, the first."""
    found = list(dict.fromkeys(characters))
    return ", ".join(map(shown, found[:most])) + (" …" if len(found) > most else "")


def chapters_of(document: Document) -> dict[str, Chapter]:
    """The chapters of a document by the ids of their blocks."""
    return {block.id: chapter for chapter in document.chapters for block in chapter.blocks}
