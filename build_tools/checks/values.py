"""What looks like a value and is another one: telephone numbers, addresses, names and titles a sign or two away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final
from unicodedata import normalize

from build_tools.checks.leads import normal

# Ten digits or eleven, the first 0, in two parts or three.
PHONE: Final = re.compile(
    "(?<![0-9A-Za-z./-])(?=0(?:[-()]?[0-9]){9,10}(?![0-9-]))[0-9]{2,5}[-(]?[0-9]{1,4}[-)]?[0-9]{3,4}(?![0-9-])"
)
ADDRESS: Final = re.compile("(?:https?://|www\\.)[!-;=?-Z_a-z~]+")
IDEOGRAPHS: Final = "[㐀-䶿一-鿿々〆豈-﫿𠀀-𳿿]"
# Forms of one character that names have; those of compatibility ideographs, normalization tells.
_VARIANTS: Final = (
    "高髙", "崎﨑嵜碕", "辺邊邉", "斉斎齊齋", "沢澤", "浜濱濵", "島嶋嶌", "広廣", "国國", "富冨", "吉𠮷", "桜櫻",
    "竜龍", "滝瀧", "恵惠", "真眞", "塩鹽", "条條", "栄榮", "関關", "黒黑", "徳德", "静靜", "万萬", "与與", "寿壽",
    "実實", "会會", "学學", "円圓", "峰峯", "柳栁", "曽曾", "鉄鐵", "蔵藏", "達逹", "坂阪", "宮宫", "戸戶", "禄祿",
)  # fmt: skip
_GROUP: Final = {sign: group[0] for group in _VARIANTS for sign in group}
# Shorter texts are near to others by chance; so many signs may differ in longer ones.
SHORTEST, ONE, TWO = 8, 1, 20
# Signs whose coming and going is grammar, conjunctions with them (及び, 並びに, 又は).
_GRAMMAR: Final = re.compile("[ぁ-ゖ、。「」『』（）()及並又]*")
# So long must the last part of an address be to be known by it.
FILE = 8
# Of a name, as many signs: one of a shorter one stands for another by chance.
NAME = 4


def digits(text: str) -> str:
    """The digits of a number."""
    return re.sub("[^0-9]", "", normalize("NFKC", text))


def is_near_number(one: str, other: str) -> bool:
    """Whether two numbers of as many digits differ in one, or in two that changed places."""
    if len(one) != len(other) or one == other:
        return False
    differ = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    first, last = differ[0], differ[-1]
    swapped = last - first == 1 and (one[first], one[last]) == (other[last], other[first])
    return len(differ) == 1 or swapped


def bare(address: str) -> str:
    """An address without what two of one page may differ in."""
    return re.sub("^(https?://)?(www\\.)?|(/|/index\\.[a-z]+)?(#.*)?$", "", normal(address), flags=re.IGNORECASE)


def is_near_address(one: str, other: str) -> bool:
    """Whether two addresses differ in a sign or two, or name a file of one name in other folders of a host."""
    a, b = bare(one), bare(other)
    (host, *_), (host_of_other, *_) = a.split("/"), b.split("/")
    file = a.rpartition("/")[2]
    moved = host == host_of_other and len(file) >= FILE and file == b.rpartition("/")[2]
    return a != b and (moved or _within(a, b, 2))


def near_names(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Where a text has a name with one character of it replaced by another ideograph; of a short one, by a variant."""
    for start in _starts(text, name):
        found = text[start : start + len(name)]
        differ = [(a, b) for a, b in zip(found, name, strict=False) if a != b]
        if len(found) == len(name) and len(differ) == 1 and _replaces(*differ[0], len(name)):
            yield start, start + len(name)


def _replaces(sign: str, other: str, length: int) -> bool:
    one, two = (_GROUP.get(plain, plain) for plain in (normalize("NFKC", sign), normalize("NFKC", other)))
    return one == two or (length >= NAME and re.fullmatch(IDEOGRAPHS, sign) is not None)


def _starts(text: str, name: str) -> Iterator[int]:
    """Where a name may begin of which one character is another: one of its halves stands as it is."""
    middle = len(name) // 2
    for part, before in ((name[:middle], 0), (name[middle:], middle)):
        yield from (found.start() - before for found in re.finditer(re.escape(part), text) if found.start() >= before)


def near_texts(text: str, value: str) -> Iterator[tuple[int, int]]:
    """Where a text has a value with a sign or two more, fewer or others in it, its ends as they are. What is grammar
    alone, or digits alone, does not count.
    """
    most = _most(value)
    pieces = most + 1
    bounds = [round(len(value) * at / pieces) for at in range(pieces + 1)]
    seen: set[int] = set()
    for first, last in pairwise(bounds):
        for found in re.finditer(re.escape(value[first:last]), text):
            for start in range(found.start() - first - most, found.start() - first + most + 1):
                if start >= 0 and start not in seen:
                    seen.add(start)
                    if end := _near_at(text, start, value, most):
                        yield start, end


def _most(value: str) -> int:
    return 0 if len(value) < SHORTEST else ONE if len(value) < TWO else 2


def _near_at(text: str, start: int, value: str, most: int) -> int:
    """Where a text ends that begins here and is near to a value; 0 where none does."""
    if text[start : start + 2] != value[:2] or text.startswith(value, start):
        return 0
    for length in range(len(value) - most, len(value) + most + 1):
        found = text[start : start + length]
        if found.endswith(value[-2:]) and "\0" not in found and _within(found, value, most) and _matters(found, value):
            return start + length
    return 0


def _within(one: str, other: str, most: int) -> bool:
    """Whether at most so many signs put in, taken out or replaced make one text of another."""
    at = _common(one, other)
    one, other = one[at:], other[at:]
    if not most or not (one and other):
        return len(one) + len(other) <= most if not (one and other) else one == other
    return any(_within(one[i:], other[j:], most - 1) for i, j in ((1, 1), (1, 0), (0, 1)))


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _matters(found: str, value: str) -> bool:
    """Whether two texts differ in more than grammar, or digits."""
    at = _common(found, value)
    one, other = found[at:], value[at:]
    behind = _common(one[::-1], other[::-1])
    one, other = one[: len(one) - behind], other[: len(other) - behind]
    return not (_GRAMMAR.fullmatch(one) and _GRAMMAR.fullmatch(other)) and not (one + other).isdigit()


def shape(value: str) -> re.Pattern[str] | None:
    """A value with other numbers in it: `ver.1.00` is `ver.` with two numbers. None of one that is not words with
    numbers between, or that is a year or a day.
    """
    parts = re.split("([0-9０-９]+)", value)
    words = [part for part in parts[::2] if part]
    letters = "".join(re.findall("[^\\W_]", "".join(words)))
    if len(parts) < 3 or len(letters) < 3 or re.fullmatch("(明治|大正|昭和|平成|令和)?年?度?月?日?", letters):
        return None
    body = "".join("[0-9０-９]+" if at % 2 else re.escape(part) for at, part in enumerate(parts))
    return re.compile(f"(?<![0-9０-９]){body}(?![0-9０-９])")
