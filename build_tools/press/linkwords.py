"""What a link says of itself (ISO 32000-1, 14.9.3, Contents of a link annotation), to who cannot see where it stands:
its text, and where it leads.

A text is kept as words until the document is linked: strings, and the numbers of pages in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

Label = Callable[[str], str | None]
_JAPANESE: Final = "ja"


@dataclass(frozen=True)
class Number:
    """The number of the page of a place, by its anchor."""

    anchor: str


Word = str | Number


def words(element: Any) -> tuple[Word, ...]:
    """The text of a link; what stands behind a leader is left out, as it is the number of a page."""
    found: list[Word] = []
    for piece in _words(element):
        if piece is None:
            break
        if piece:
            found.append(piece)
    return tuple(found)


def _words(element: Any) -> Iterator[Word | None]:
    if element.get("data-leader") is not None:
        yield None
    elif anchor := element.get("data-page"):
        yield Number(anchor)
    else:
        yield element.text or ""
        for child in element:
            yield from _words(child)
            yield child.tail or ""


def to_place(said: Sequence[Word], anchor: str, file: str, language: str, label: Label) -> str:
    """What a link to a place of the set says: its text and the page, with the file where that is another one. `label`
    gives the page label of a place, if it is known.
    """
    is_bare = bool(said) and said[-1] == Number(anchor)
    texts = [piece if isinstance(piece, str) else label(piece.anchor) or "" for piece in said[: len(said) - is_bare]]
    text = " ".join("".join(texts).split())
    page = label(anchor)
    told = {label(word.anchor) for word in said[: len(said) - is_bare] if isinstance(word, Number)}
    where = f"{page}ページ" if language == _JAPANESE else f"page {page}"
    return _with(text, " ".join(filter(None, (file, "" if page is None or page in told else where))), language)


def to_address(said: Sequence[Word], address: str, language: str) -> str:
    """What a link to the web says: its text, and the site unless the text names it."""
    text = " ".join("".join(piece for piece in said if isinstance(piece, str)).split())
    site = urlsplit(address).netloc
    return _with(text or address, site if site and site not in (text or address) else "", language)


def to_note(label: str, language: str) -> str:
    """What the call of a footnote says."""
    return f"脚注{label}" if language == _JAPANESE else f"Footnote {label}"


def to_call(label: str, language: str) -> str:
    """What the mark of a footnote says, which leads back."""
    return f"脚注{label}の付いた本文へ戻る" if language == _JAPANESE else f"Back to the text of footnote {label}"


def _with(text: str, where: str, language: str) -> str:
    if not text or not where:
        return text or where
    return f"{text}（{where}）" if language == _JAPANESE else f"{text} ({where})"
