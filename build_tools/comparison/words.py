"""Japanese text in words, so that a change shows whole words and no halves of them.

SudachiPy with its small dictionary, in the shortest units (mode A): a number is one word, in digits of any width, and
「標準化」 is 標準 and 化. The dictionary is pinned with the program: another one would draw other bounds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from sudachipy import Dictionary, SplitMode, Tokenizer

# A sentence ends a word in any case; Sudachi takes no more than 49,149 bytes at once.
_SENTENCE = re.compile(r"[^。\n]{0,8000}[。\n]|[^。\n]{1,8000}")


@cache
def _tokenizer() -> Tokenizer:
    return Dictionary(dict="small").tokenizer(SplitMode.A)


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """The words of a text, punctuation and white space among them; joined, they are the text."""
    return tuple(_words(text))


def _words(text: str) -> Iterator[str]:
    for sentence in _SENTENCE.findall(text):
        yield from (word.surface() for word in _tokenizer().tokenize(sentence))
