"""Where a line may not be broken, beyond what Pango says (JLREQ 3.1.7, 3.1.8, 3.1.10), and where a loose setting lets
it be.
"""

from __future__ import annotations

from typing import Final

from build_tools.press.punctuation import (
    CLOSING,
    COMMAS,
    DIVIDING,
    HYPHENS,
    INSEPARABLE,
    ITERATION,
    MIDDLE,
    OPENING,
    STOPS,
)
from build_tools.press.rules import Rules

# cl-10, cl-11
SMALL: Final = frozenset("ーぁぃぅぇぉァィゥェォっゃゅょゎゕゖッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ")
# Strict setting forbids what loose setting allows: JIS X 4051 leaves these to the house.
LOOSE: Final = SMALL | ITERATION
STARTS_NO_LINE: Final = CLOSING | HYPHENS | DIVIDING | MIDDLE | STOPS | COMMAS
# The signs of a section and a paragraph name what follows; Pango takes them for ideographs.
ENDS_NO_LINE: Final = OPENING | frozenset("§¶")
DIGITS: Final = frozenset("0123456789０１２３４５６７８９")
BEFORE_NUMBERS: Final = frozenset("￥＄￡¥$£№＃#")  # cl-12
BEHIND_NUMBERS: Final = frozenset("％‰℃°′″%㎡㎢㎏㎞㎝㎜㎎㏄")  # cl-13, cl-25
RANGE: Final = frozenset("〜～–")
# Quotation marks that open and close alike in Latin text: Pango knows by what stands round them.
_LATIN_QUOTES: Final = frozenset("‘’“”«»–‐")


def may_part(before: str, behind: str, rules: Rules) -> bool | None:
    """Whether a line may be broken between two characters; None where that is Pango's to say."""
    if _is_latin(before) and _is_latin(behind) and _LATIN_QUOTES.intersection((before, behind)):
        return None
    if behind in STARTS_NO_LINE or before in ENDS_NO_LINE or _is_one_sign(before, behind):
        return False
    if before in DIGITS and behind in rules.counters:
        return False
    if behind in LOOSE:
        return False if rules.kinsoku == "strict" else (True if _is_japanese(before) else None)
    return None


def _is_one_sign(before: str, behind: str) -> bool:
    """Two dots or dashes, a number and its sign, a range (3.1.10)."""
    if before in INSEPARABLE:
        return before == behind
    if behind in DIGITS:
        return before in BEFORE_NUMBERS or before in RANGE or (before in DIGITS and not before.isascii())
    return before in DIGITS and behind in BEHIND_NUMBERS


def _is_latin(character: str) -> bool:
    return character < "\u2e80"


def _is_japanese(character: str) -> bool:
    return "\u3005" <= character <= "\u9fff" and character not in ENDS_NO_LINE
