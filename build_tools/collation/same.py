"""Signs that count as one: what an edition's `[collation]` says of digits, letters, punctuation, variants and pairs."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from build_tools.manuscript.model import Collation

_WIDE: Final = 0xFEE0  # from a sign of ASCII to its full-width form
_STOPS: Final = (("、", "，", ",", "､"), ("。", "．", ".", "｡"))
_DASHES: Final = (("－", "-", "‐", "‑", "–", "−"), ("―", "—", "─"), ("～", "〜", "~"), ("・", "･", "·"), ("…", "⋯"))
_QUOTES: Final = (("「", "｢"), ("」", "｣"), ("“", "”", '"', "＂"), ("‘", "’", "'", "＇"))
_ASCII_MARKS: Final = "!#$%&()*+/:;<=>?@[]^_`{|}\\"
# Compatibility ideographs, radicals as ideographs.
_VARIANTS: Final = (*range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20), *range(0x2E80, 0x2FE0))
# Ideographic and standardized variation selectors show another form of the sign before them.
SELECTORS: Final = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))


def same_as(collation: Collation, codes: Iterable[tuple[str, ...]] = ()) -> Mapping[int, str]:
    """By sign the one that stands for it, as `str.translate` takes it; `codes` are pairs of the approved text's own."""
    classes = {
        "digits": _wide("0123456789"),
        "letters": _wide("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        "punctuation": (*_STOPS, *_DASHES, *_QUOTES, *_wide(_ASCII_MARKS)),
        "variants": tuple(_variants()),
    }
    groups = [group for name in collation.same for group in classes.get(name, ())]
    return _joined([*groups, *collation.pairs, *codes])


def _wide(signs: str) -> tuple[tuple[str, ...], ...]:
    return tuple((sign, chr(ord(sign) + _WIDE)) for sign in signs)


def _variants() -> Iterator[tuple[str, ...]]:
    for code in _VARIANTS:
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1 and plain != chr(code):
            yield plain, chr(code)


def _joined(groups: Iterable[tuple[str, ...]]) -> Mapping[int, str]:
    """Groups with a sign in common are one group; the first sign of each stands for all."""
    first: dict[str, str] = {}
    for group in groups:
        leaders = {first.get(sign, sign) for sign in group}
        leader = first.get(group[0], group[0])
        first |= dict.fromkeys((*group, *(sign for sign, old in first.items() if old in leaders)), leader)
    return {ord(sign): leader for sign, leader in first.items() if sign != leader}
