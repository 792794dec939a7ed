"""Page labels (ISO 32000-1, 12.4.2): what each page is called."""

from __future__ import annotations

from typing import Any

from roman_numerals import RomanNumeral

from build_tools.inspection import values

LARGEST_ROMAN = 3999
LONGEST_OF_LETTERS = 100


def labels(catalog: Any, count: int) -> tuple[str, ...]:
    """The labels of so many pages; the ordinal number of a page that no range holds."""
    found: list[str] = []
    starts = _ranges(catalog, count)
    for start, end in zip(starts, [*starts, count][1:], strict=True):
        found += [_label(starts[start], offset) for offset in range(end - start)]
    unlabelled = count - len(found)
    return (*(str(number + 1) for number in range(unlabelled)), *found)


def _ranges(catalog: Any, count: int) -> dict[int, Any]:
    """The dictionaries of labels by the page from which they hold, in order."""
    pairs = values.tree(values.get(catalog, "/PageLabels"), "Nums")
    numbered = ((values.integer(key), values.resolved(value)) for key, value in pairs)
    found = {key: value for key, value in numbered if key is not None and 0 <= key < count}
    return dict(sorted(found.items()))


def _label(rule: Any, offset: int) -> str:
    start = values.integer(values.get(rule, "/St"))
    number = (1 if start is None else start) + offset
    return (values.text(values.get(rule, "/P")) or "") + _numeral(values.name(values.get(rule, "/S")), number)


def _numeral(style: str | None, number: int) -> str:
    if style in ("R", "r") and 0 < number <= LARGEST_ROMAN:
        numeral = RomanNumeral(number)
        return numeral.to_uppercase() if style == "R" else numeral.to_lowercase()
    if style in ("A", "a") and 0 < number <= 26 * LONGEST_OF_LETTERS:
        times, letter = divmod(number - 1, 26)
        return chr(ord(style) + letter) * (times + 1)
    return "" if style is None else str(number)
