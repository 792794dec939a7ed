"""What a text that no chapter holds may be made of: words of the layout, facts, titles with pages, terms with pages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

PAGE = re.compile("[0-9]+|[ivxlcdm]+|[IVXLCDM]+")
PAGES = re.compile(f"(?:{PAGE.pattern})(?:,(?:{PAGE.pattern}))*")
# What stands over the terms of an index that begin alike.
ROWS = (*(f"{kana}行" for kana in "あかさたなはまやらわ"), "英数字", "その他", "0–9")


class Vocabulary:
    """Texts are looked at solid. `words` stand alone; `entries`, as lines of the contents, before a page; `terms`, as
    lines of an index, alone or before pages. Whether a page is the right one, other rules tell.
    """

    def __init__(
        self,
        words: Iterable[str],
        entries: Iterable[str] = (),
        terms: Iterable[str] = (),
        patterns: Iterable[re.Pattern[str]] = (),
    ) -> None:
        self._words, self._terms, self._entries = (_by_first(each) for each in (words, terms, entries))
        self._patterns = tuple(patterns)
        self._known: dict[str, bool] = {}

    def makes(self, text: str) -> bool:
        """Whether a text is made of nothing else."""
        if text not in self._known:
            self._known[text] = self._made(text)
        return self._known[text]

    def _made(self, text: str) -> bool:
        reached, waiting = {0}, [0]
        while waiting:
            at = waiting.pop()
            if at == len(text):
                return True
            further = {end for end in self._ends(text, at) if end not in reached}
            reached |= further
            waiting += further
        return False

    def _ends(self, text: str, at: int) -> Iterator[int]:
        first = text[at]
        yield from (at + len(word) for word in self._words.get(first, ()) if text.startswith(word, at))
        for term in self._terms.get(first, ()):
            if text.startswith(term, at):
                yield at + len(term)
                yield from self._behind(text, at + len(term), PAGES)
        for entry in self._entries.get(first, ()):
            if text.startswith(entry, at):
                yield from self._behind(text, at + len(entry), PAGE)
        for pattern in self._patterns:
            if found := pattern.match(text, at):
                yield from self._behind(text, found.end(), PAGE)

    def _behind(self, text: str, at: int, pages: re.Pattern[str]) -> Iterator[int]:
        """The end of the pages that stand at a place, if there are such pages."""
        found = pages.match(text, at)
        yield from range(at + 1, found.end() + 1) if found else ()


def _by_first(texts: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for text in dict.fromkeys(texts):
        if text:
            found[text[0]].append(text)
    return found
