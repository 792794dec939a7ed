"""A collation for people at a terminal: by document and section, each difference with what stands around it.

What differs stands between [- -] in the approved text and {+ +} in the printed one, as `wdiff` has it; in colours too
on a terminal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Final, TextIO

from rich.console import Console
from rich.text import Text as Styled

from build_tools.errors import Language, Text
from build_tools.reports.plain import plain

if TYPE_CHECKING:
    from build_tools.collation.model import ApprovedPlace, Collation, Difference, Excerpt, PrintedPlace, Source

# A longer text is shortened in its middle.
_LONGEST: Final = 80
_KINDS: Final = {
    "altered": Text("altered", "文字の違い"),
    "missing": Text("missing in print", "印刷にない"),
    "added": Text("not in the approved text", "決裁版にない"),
    "moved": Text("moved", "位置の違い"),
    "spacing": Text("space between words", "語間の空きの違い"),
}
_APPROVED, _PRINTED = Text("approved", "決裁版"), Text("printed", "印刷")
_OUTSIDE: Final = Text("Outside of sections", "節の外")
_AGAIN: Final = Text("the same text stands elsewhere as well", "同じ文がほかの所にもあります")
_NOTE: Final = Text("footnote", "脚注")
_MARKS: Final = {"approved": ("[-", "-]", "bold red"), "printed": ("{+", "+}", "bold green")}


def write_collation(collation: Collation, stream: TextIO, language: Language, named: Callable[[Source], str]) -> None:
    """Write a collation for people; `named` gives a source as they would type it."""
    here = stream.isatty()
    console = Console(file=stream, force_terminal=here, highlight=False, markup=False, emoji=False)
    for line in _lines(collation, language, named):
        console.print(line, soft_wrap=True)


def _lines(collation: Collation, language: Language, named: Callable[[Source], str]) -> Iterator[Styled]:
    for file, found in groupby(collation.differences, key=lambda each: each.printed_at.file):
        yield Styled(file, "bold")
        for section, inside in groupby(found, key=lambda each: _section(each.printed_at, language)):
            yield Styled(f"  {section}", "bold")
            for difference in inside:
                yield from _difference(difference, language, named)
                yield Styled()
    for remark in collation.remarks:
        yield Styled(Text(remark.en, remark.ja).say(language), "dim")
    yield Styled(_summary(collation).say(language), "bold red" if collation.differences else "bold")


def _section(place: PrintedPlace, language: Language) -> str:
    section = place.section
    return plain(f"{section.number} {section.title}".strip()) if section else _OUTSIDE.say(language)


def _difference(difference: Difference, language: Language, named: Callable[[Source], str]) -> Iterator[Styled]:
    place = difference.printed_at
    heads = [_KINDS[difference.kind].say(language), Text(f"page {place.page}", f"{place.page}ページ").say(language)]
    heads += [plain(named(place.source))] if place.source else []
    heads += [_NOTE.say(language)] if difference.note else []
    heads += [_AGAIN.say(language)] if difference.again else []
    yield Styled(f"    {heads[0]}", "yellow").append("  " + "  ".join(heads[1:]), "")
    where = _where(difference.approved_at, language)
    yield _excerpt(f"{_APPROVED.say(language)} {where}", difference.approved, "approved", difference.printed.text == "")
    yield _excerpt(_PRINTED.say(language), difference.printed, "printed", difference.approved.text == "")


def _where(place: ApprovedPlace, language: Language) -> str:
    page = Text(f"page {place.page}, ", f"{place.page}ページ").say(language) if place.page else ""
    return plain(page + Text(f"line {place.line}", f"{place.line}行").say(language))


def _excerpt(head: str, excerpt: Excerpt, side: str, alone: bool) -> Styled:
    """A passage with its marks; of a text that the other side does not have, what stands around it is enough."""
    opening, closing, style = _MARKS[side]
    line = Styled(f"      {head}: ", "dim").append("…" + plain(excerpt.before))
    if excerpt.text or alone:
        line.append(opening + _short(plain(excerpt.text)) + closing, style)
    else:
        line.append("‸", style)
    return line.append(plain(excerpt.after) + "…")


def _short(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return f"{text[: _LONGEST // 2]}…（{len(text)}）…{text[-_LONGEST // 4 :]}"


def _summary(collation: Collation) -> Text:
    signs = sum(document.signs for document in collation.printed)
    files = ", ".join(document.file for document in collation.printed)
    approved = collation.approved
    form = Text(approved.encoding or approved.form, approved.encoding or approved.form)
    count = len(collation.differences)
    en = f"{count:,} difference{'s' if count != 1 else ''}" if count else "No differences"
    ja = f"違い {count:,}か所" if count else "違いはありません"
    same = ", ".join([*collation.same, *("=".join(pair) for pair in collation.pairs)])
    en_same, ja_same = (f"; counted as the same: {same}", f"。同じとみなしたもの: {same}") if same else ("", "")
    return Text(
        f"{en} ({approved.file}, {form.en}, {approved.signs:,} signs; {files}, {signs:,} signs{en_same}).",
        f"{ja}（{approved.file}（{form.ja}）{approved.signs:,}字、{files} {signs:,}字{ja_same}）。",
    )
