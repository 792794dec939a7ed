"""The house's spellings, and characters that a publication should not have."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

from build_tools.errors import Place, Text
from build_tools.findings import Fault, Severity, Source, rule

if TYPE_CHECKING:
    from build_tools.lint.sources import Sources

_CODE = {"code", "math", "signature"}
# Radicals; half-width katakana; what is invisible, or stands for what could not be read; private signs.
_STRANGE = "\u2e80-\u2fdf\uff61-\uff9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffd\ue000-\uf8ff"
# Accents and voicing marks that belong to the character before.
_MARK = re.compile("[\u0300-\u036f\u3099\u309a]")
_WRONG = re.compile(f"[{_STRANGE}]|{_MARK.pattern}")
_IDEOGRAPH = re.compile("[\uf900-\ufaff\U0002f800-\U0002fa1f]")
_PUBLICATION = "publication.toml"


@rule(
    "source.spelling",
    Severity.WARNING,
    "source",
    finds=Text(
        "A spelling that the edition's list replaces by another one.",
        "表記の一覧（[[spelling]]）で、ほかの表記に改めるとしている語",
    ),
    why=Text("One publication spells a word one way.", "一つの刊行物では、同じ語を同じ表記で書きます。"),
    mend=Text("Write the spelling of the list.", "一覧の表記に改めてください。"),
    source=Source("Kanko", "[[spelling]]"),
)
def spelling(sources: Sources) -> Iterator[Fault]:
    """Words of the list in text; code is left as it is."""
    for each in sources.manuscript.spelling:
        for wrong in each.instead_of:
            what = Text(f"“{wrong}” is spelt “{each.use}” here.", f"「{wrong}」は「{each.use}」と書きます。")
            for block in sources.blocks:
                if block.kind not in _CODE and wrong in block.text.replace(each.use, "\n"):
                    yield Fault(what, Place(block.place.file, sources.line_of(wrong, block)))


@rule(
    "source.character",
    Severity.WARNING,
    "source",
    finds=Text(
        "A radical, half-width katakana, a voicing mark or accent on its own, an invisible or a private character.",
        "部首用の文字、半角カタカナ、分かれた濁点や半濁点、見えない文字又は私用領域の文字",
    ),
    why=Text(
        "It looks like another character, and is none: searching and copying fail, in some fonts for every place of the"
        " character that it resembles.",
        "見かけは普通の文字でも別の文字で、検索や複写ができません。書体によっては、似た文字のすべてに及びます。",
    ),
    mend=Text("Type the usual character.", "普通の文字で打ち直してください。"),
    source=Source("Unicode Standard", "18, 23"),
)
def character(sources: Sources) -> Iterator[Fault]:
    """Characters that should be others, where the files have them."""
    yield from _characters(sources, _WRONG)


@rule(
    "source.variant",
    Severity.NOTE,
    "source",
    finds=Text(
        "A compatibility ideograph, as some names have it (such as U+FA19 for U+795E).",
        "CJK互換漢字（名字などに用いる U+FA19 の「神」など）",
    ),
    why=Text(
        "Programs that normalize text turn it into the ordinary character without a word.",
        "文字を正規化するプログラムを通ると、断りなく普通の字になります。",
    ),
    mend=Text(
        "Leave it where a name is written so; else type the ordinary character.",
        "名前の表記であればそのままで構いません。そうでなければ普通の字にしてください。",
    ),
    source=Source("Unicode Standard", "18.1"),
)
def variant(sources: Sources) -> Iterator[Fault]:
    """Ideographs that normalization replaces."""
    yield from _characters(sources, _IDEOGRAPH)


def _characters(sources: Sources, pattern: re.Pattern[str]) -> Iterator[Fault]:
    """Where the files have characters of a kind, as far as any is printed."""
    if not pattern.search(sources.printed):
        return
    for file in (*sources.files, _PUBLICATION):
        for number, line in enumerate(sources.lines(file), 1):
            for found in dict.fromkeys(_found(line, pattern)):
                yield Fault(_named(found), Place(file, number))


def _found(line: str, pattern: re.Pattern[str]) -> Iterator[str]:
    """The characters of a kind in a line: of marks, those that belong to the character before; of ideographs, those
    that normalization replaces.
    """
    for match in pattern.finditer(line):
        start = match.start() - bool(_MARK.match(match[0]) and match.start())
        found = line[start : match.end()]
        if _usual(found) or (len(found) == 1 and pattern is _WRONG):
            yield found


def _usual(found: str) -> str:
    """What should stand instead of characters; "" where nothing is known."""
    usual = unicodedata.normalize("NFKC" if len(found) == 1 else "NFC", found)
    return "" if usual == found else usual


def _named(found: str) -> Text:
    codes = " ".join(f"U+{ord(sign):04X}" for sign in found)
    if usual := _usual(found).strip():
        return Text(
            f"There is {codes}; the usual character is “{usual}”.", f"{codes} があります（普通の字は「{usual}」です）。"
        )
    return Text(f"There is {codes}.", f"{codes} があります。")
