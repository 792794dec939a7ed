"""Changes of what pages show: marked content by its text, glyphs by the characters that they stand for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pikepdf

from build_tools.concordance.reading import Reading, solid
from build_tools.inspection import inspect
from tests.checks.injection import Good

Instruction = Any
INLINE = ("/Span", "/Link", "/Reference", "/Code")
BEGIN, END = pikepdf.Operator("BDC"), pikepdf.Operator("EMC")


@dataclass(frozen=True)
class Place:
    """Marked content of a page, from 0."""

    page: int
    mcid: int


def places(edition: Good, document: str, text: str, which: int = 0) -> list[Place]:
    """The marked content that holds a text, where it stands for the n-th time."""
    reading = Reading(inspect(edition.dist / f"{document}.pdf", trusted=True))
    wanted, at = solid(text), -1
    for _ in range(which + 1):
        at = reading.text.index(wanted, at + 1)
    pieces = reading.pieces_of(at, at + len(wanted))
    return list(dict.fromkeys(Place(each.page, each.run.mcid) for each in pieces if each.run.mcid is not None))


def rewrite(pdf: pikepdf.Pdf, page: int, change: Callable[[list[Instruction]], Iterable[Instruction]]) -> None:
    """Change the instructions of a page."""
    made = list(change(list(pikepdf.parse_content_stream(pdf.pages[page]))))
    pdf.pages[page].Contents = pdf.make_stream(pikepdf.unparse_content_stream(made))


def each_marked(
    pdf: pikepdf.Pdf, found: Iterable[Place], change: Callable[[list[Instruction]], Iterable[Instruction]]
) -> None:
    """Change the instructions of marked content, those that begin and end it included."""
    for place in found:
        rewrite(pdf, place.page, lambda whole, mcid=place.mcid: _within(whole, mcid, change))  # type: ignore[misc]


def _within(
    whole: list[Instruction], mcid: int, change: Callable[[list[Instruction]], Iterable[Instruction]]
) -> list[Instruction]:
    begin = next(at for at, each in enumerate(whole) if _mcid(each) == mcid)
    end = next(at for at in range(begin, len(whole)) if whole[at].operator == END)
    return [*whole[:begin], *change(whole[begin : end + 1]), *whole[end + 1 :]]


def _mcid(instruction: Instruction) -> int | None:
    if instruction.operator != BEGIN or not isinstance(instruction.operands[1], pikepdf.Dictionary):
        return None
    return int(instruction.operands[1].get("/MCID", -1))


def as_artifact(marked: list[Instruction]) -> list[Instruction]:
    """Text that is told to be none."""
    return [do("BMC", pikepdf.Name("/Artifact")), *marked[1:]]


def shown_with(operator: str, *operands: Any) -> Callable[[list[Instruction]], list[Instruction]]:
    """Text that is painted another way, and nothing else."""

    def changed(marked: list[Instruction]) -> list[Instruction]:
        return [part for each in marked for part in around.get(str(each.operator), lambda each: [each])(each)]

    around = {"BT": lambda each: [do("q"), do(operator, *operands), each], "ET": lambda each: [each, do("Q")]}
    return changed


def shifted(across: float, up: float) -> Callable[[list[Instruction]], list[Instruction]]:
    """Text elsewhere: to the right and up, in the units of the page's content."""
    moved = do("cm", *map(Decimal, (1, 0, 0, 1)), Decimal(str(across)), Decimal(str(-up)))
    return lambda marked: [marked[0], do("q"), moved, *marked[1:-1], do("Q"), marked[-1]]


def twice(across: float, up: float) -> Callable[[list[Instruction]], list[Instruction]]:
    """Text that is shown once more, elsewhere."""
    return lambda marked: [*marked[:-1], *shifted(across, up)(marked)[1:]]


def written(change: Callable[[list[bytes]], list[bytes]]) -> Callable[[list[Instruction]], list[Instruction]]:
    """Change the glyphs that are shown, each two bytes; they follow each other without gaps."""

    def changed(marked: list[Instruction]) -> list[Instruction]:
        return [_shown(each, change) if each.operator == pikepdf.Operator("TJ") else each for each in marked]

    return changed


def _shown(instruction: Instruction, change: Callable[[list[bytes]], list[bytes]]) -> Instruction:
    strings = [bytes(each) for each in instruction.operands[0] if isinstance(each, pikepdf.String)]
    codes = [string[at : at + 2] for string in strings for at in range(0, len(string), 2)]
    return do("TJ", pikepdf.Array([pikepdf.String(b"".join(change(codes)))]))


def codes(pdf: pikepdf.Pdf, page: int, font: str, text: str) -> list[bytes]:
    """The codes of characters in a font of a page, by the beginning of the font's name."""
    known = {character: code for code, character in _map(_font(pdf, page, font)[1]).items()}
    return [known[character] for character in text]


def say(
    pdf: pikepdf.Pdf, page: int, text: str, at: tuple[float, float], font: str = "BIZUDMincho"
) -> list[Instruction]:
    """What shows a text at a place of the page's content (from the top left corner, 96 to an inch)."""
    name, _ = _font(pdf, page, font)
    where = (1, 0, 0, -1, Decimal(str(at[0])), Decimal(str(at[1])))
    shown = pikepdf.Array([pikepdf.String(b"".join(codes(pdf, page, font, text)))])
    return [do("BT"), do("Tm", *where), do("Tf", pikepdf.Name(name), 12), do("TJ", shown), do("ET")]


def tell(edition: Good, document: str, page: int, text: str, at: tuple[float, float], artifact: bool = False) -> None:
    """Show a text that the structure does not name."""
    mark = [do("BMC", pikepdf.Name("/Artifact"))], [do("EMC")]

    def change(pdf: pikepdf.Pdf) -> None:
        added = say(pdf, page, text, at)
        rewrite(pdf, page, lambda whole: _before_last_q(whole, [*mark[0], *added, *mark[1]] if artifact else added))

    edition.spoil(document, change)


def _before_last_q(whole: list[Instruction], added: list[Instruction]) -> list[Instruction]:
    """Within the outermost scale of the page."""
    last = max(at for at, each in enumerate(whole) if each.operator == pikepdf.Operator("Q"))
    return [*whole[:last], *added, *whole[last:]]


def _font(pdf: pikepdf.Pdf, page: int, name: str) -> tuple[str, Any]:
    fonts = pdf.pages[page].Resources.Font
    return next((key, font) for key, font in fonts.items() if name in str(font.BaseFont))


def _map(font: Any) -> dict[bytes, str]:
    pairs = re.findall(rb"<([0-9a-f]{4})> <([0-9a-f]+)>", font.ToUnicode.read_bytes())
    return {bytes.fromhex(a.decode()): bytes.fromhex(b.decode()).decode("utf-16-be") for a, b in pairs}


def mapped(pdf: pikepdf.Pdf, character: str, other: str) -> None:
    """Let glyphs stand for another character, whatever they show."""
    one, two = (text.encode("utf-16-be").hex().encode() for text in (character, other))
    for font in {font.objgen: font for page in pdf.pages for font in page.Resources.Font.values()}.values():
        font.ToUnicode.write(font.ToUnicode.read_bytes().replace(b"> <" + one + b">", b"> <" + two + b">"))


def element(pdf: pikepdf.Pdf, place: Place) -> Any:
    """The structure element that holds marked content, those within a line left out."""
    found = _number(pdf.Root.StructTreeRoot.ParentTree, int(pdf.pages[place.page].StructParents))[place.mcid]
    while found.S in INLINE:
        found = found.P
    return found


def below(found: Any) -> list[int]:
    """The marked content of an element and of those below it, on one page."""
    kids = found.K if isinstance(found.K, pikepdf.Array) else [found.K]
    nested = (below(kid) if isinstance(kid, pikepdf.Dictionary) else [int(kid)] for kid in kids if _is_text(kid))
    return [number for numbers in nested for number in numbers]


def _is_text(kid: Any) -> bool:
    return not isinstance(kid, pikepdf.Dictionary) or "/S" in kid


def _number(tree: Any, key: int) -> Any:
    """A value of a number tree (7.9.7)."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        pairs = list(node.get("/Nums", []))
        found = [value for number, value in zip(pairs[::2], pairs[1::2], strict=True) if int(number) == key]
        if found:
            return found[0]
        waiting += list(node.get("/Kids", []))
    raise KeyError(key)


def do(operator: str, *operands: Any) -> Instruction:
    return pikepdf.ContentStreamInstruction(list(operands), pikepdf.Operator(operator))
