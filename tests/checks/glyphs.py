"""Text in the content streams of a PDF, found and set anew: what a hand with a PDF editor would do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pikepdf


def retype(pdf: pikepdf.Pdf, number: int, old: str, new: str, which: int = 0) -> None:
    """Set a text of a page anew, all of a text-showing operator's; the page's fonts must have its glyphs. Of several,
    the one that is named; "" takes it away.
    """
    page, instructions, count = pdf.pages[number], [], 0
    for text, font, instruction in _shown(page):
        if text is not None and text.strip() == old:
            if count == which:
                instruction = _show(font, text.replace(old, new), instruction)
            count += 1
        instructions.append(instruction)
    assert count > which, f"{old} stands {count} times on the page"
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))


def texts(page: pikepdf.Page) -> list[str]:
    """What each text-showing operator of a page shows."""
    return [text for text, _font, _instruction in _shown(page) if text is not None]


def _shown(page: pikepdf.Page) -> Iterator[tuple[str | None, dict[int, str], pikepdf.ContentStreamInstruction]]:
    font: dict[int, str] = {}
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator == "Tf":
            font = _characters(page.resources.Font[str(instruction.operands[0])])
        text = None
        if operator in ("Tj", "TJ"):
            whole = instruction.operands[0]
            strings = [whole] if operator == "Tj" else [each for each in whole if isinstance(each, pikepdf.String)]
            codes = [code for each in strings for code in _codes(bytes(each))]
            text = "".join(font.get(code, "?") for code in codes)
        yield text, font, instruction


def _codes(data: bytes) -> list[int]:
    return [int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2)]


def _show(
    font: dict[int, str], text: str, before: pikepdf.ContentStreamInstruction
) -> pikepdf.ContentStreamInstruction:
    """Another text in the same place: what moves the first glyph stays."""
    codes = {character: code for code, character in font.items()}
    string = pikepdf.String(b"".join(codes[character].to_bytes(2, "big") for character in text))
    first = before.operands[0][0] if str(before.operator) == "TJ" else string
    moved = [] if isinstance(first, pikepdf.String) else [first]
    return pikepdf.ContentStreamInstruction([pikepdf.Array([*moved, string])], pikepdf.Operator("TJ"))


def _characters(font: pikepdf.Object) -> dict[int, str]:
    """The characters of a composite font by their codes, of its map to Unicode."""
    return _map(bytes(font.ToUnicode.read_bytes()))


@cache
def _map(cmap: bytes) -> dict[int, str]:
    found = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, text in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            found[int(code, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
    return found
