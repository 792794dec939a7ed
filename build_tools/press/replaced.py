"""What the engine puts its own in the place of, in WeasyPrint and pydyf: each function, who of ours does it, and what
that relies on. The rest of the table is `pinned`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Pin:
    """A function, class or module that is relied on, by the name that `pkgutil.resolve_name` takes.

    `needed_by` is our module and function, `reason` what it relies on, `digest` the beginning of the SHA-256 of the
    source as it was read. `replaced`: the engine puts its own in the place of it.
    """

    name: str
    digest: str
    needed_by: str
    reason: str
    replaced: bool = False


def _replaced(name: str, digest: str, needed_by: str, reason: str) -> Pin:
    return Pin(name, digest, needed_by, reason, replaced=True)


# In the order of the engine's own list.
REPLACED: Final = (
    _replaced(
        "pydyf:Object.reference",
        "f6610908554d0f5b",
        "relocation.reference",
        "every reference goes through it and is a relocation",
    ),
    _replaced(
        "pydyf:PDF.page_references",
        "060bf90aad55931b",
        "engine._page_references",
        "it is asked for single pages alone; built anew each time it would be quadratic",
    ),
    _replaced(
        "weasyprint.pdf:build_fonts_dictionary",
        "fc551bef35d0d6c3",
        "fonts.embed",
        "it returns the font resources and does nothing else that is needed: the linker subsets",
    ),
    _replaced(
        "weasyprint.pdf:add_outlines",
        "9f5d6afde78956a1",
        "outline.add_outline",
        "it does nothing but write the outline",
    ),
    _replaced(
        "weasyprint.pdf:add_tags",
        "f0e74575b0bafaf3",
        "tagging.Tagging",
        "it does nothing but write the structure tree; it gets the pages' streams, whose _tags are what was marked",
    ),
    _replaced(
        "weasyprint.pdf.stream:Stream.marked",
        "3fa3acacbbf66422",
        "marking.Marking",
        "what is drawn for a text or an image is drawn in it, and nothing else; an operator is one item of the stream",
    ),
    _replaced(
        "weasyprint.draw:draw_text",
        "ebaf96239c6ca363",
        "engine._draw_text",
        "the digits of a page number are the last text-showing operator that it leaves in the stream",
    ),
    _replaced(
        "weasyprint.draw.text:draw_first_line",
        "1bb8eae6d88e71b1",
        "showing.draw_first_line, compile._font_use, engine._draw_text",
        "it fills to_unicode and widths by glyph; a glyph is four hexadecimal digits, a run of one font one operator",
    ),
    _replaced(
        "weasyprint.layout.inline:justify_line",
        "f83b21ff8793ba6b",
        "typesetting.justify_line",
        "it gets the line and its slack; a line of Latin text is left to it",
    ),
    _replaced(
        "weasyprint.layout.inline:text_align",
        "e953d41b87ccfc30",
        "beside.text_align, typesetting.justify_line",
        "it gets each line as it was found, and its measure; it calls justify_line by its global name, with the slack",
    ),
    _replaced(
        "weasyprint.layout.block:iter_line_boxes",
        "04aec48abfcad809",
        "beside.iter_line_boxes",
        "it gets the box of all lines of a paragraph, with all of its texts, before the first one",
    ),
    _replaced(
        "weasyprint.layout.inline:split_text_box",
        "8c564329599ef23f",
        "beside.split_text_box, fitting.split_first_line",
        "it finds split_first_line by its global name, and takes lengths from the start of the text",
    ),
    _replaced(
        "weasyprint.layout.inline:can_break_text",
        "4f3fb5ef1c239df9",
        "beside.can_break_text",
        "it is asked whether a line may be broken between the last and the first character of two boxes",
    ),
    _replaced(
        "weasyprint.layout.inline:split_first_line",
        "39ad1016863ca34d",
        "fitting.split_first_line, composing.split_first_line, economies.split_first_line",
        "where it ends a line; what it returns; it looks no further behind a line than to the next break",
    ),
    _replaced(
        "weasyprint.layout.preferred:split_first_line",
        "39ad1016863ca34d",
        "fitting.split_first_line",
        "the same function",
    ),
    _replaced(
        "weasyprint.text.line_break:first_line_metrics",
        "55ec5d0b58b29a8b",
        "economies.first_line_metrics",
        "what it returns; it puts the layout aside, with the text of the line for when it is drawn",
    ),
    _replaced(
        "weasyprint.text.line_break:get_font_description",
        "85734b8947b9bf64",
        "economies.get_font_description",
        "it reads these styles and no others; Pango copies what it is given",
    ),
    _replaced(
        "weasyprint.text.line_break:Layout.setup",
        "fb227a55094f41d4",
        "economies.setup",
        "what a layout has once it is set up for plain text; Layout itself is pinned below",
    ),
    _replaced(
        "weasyprint.layout.inline:strut",
        "b57885b70dd08efe",
        "economies.strut",
        "it depends on the style alone, which is not changed any more when lines are made",
    ),
    _replaced(
        "weasyprint.css:StyleFor.set_computed_styles",
        "b5b15856b8beff3f",
        "economies.set_computed_styles",
        "a computed style depends on its parent's and on the rules, and on the element for nothing but its anchor",
    ),
    _replaced(
        "weasyprint.layout.block:resolve_percentages",
        "71673078096fcf87",
        "economies.resolve_percentages",
        "it sets these values of a box and no others, from the style alone where none is a percentage",
    ),
    _replaced(
        "weasyprint.layout.inline:resolve_percentages",
        "71673078096fcf87",
        "economies.resolve_percentages",
        "the same function",
    ),
    _replaced(
        "weasyprint.layout.page:resolve_percentages",
        "71673078096fcf87",
        "economies.resolve_percentages",
        "the same function",
    ),
    _replaced(
        "weasyprint.layout.table:resolve_percentages",
        "71673078096fcf87",
        "economies.resolve_percentages",
        "the same function",
    ),
    _replaced(
        "weasyprint.pdf.fonts:get_hb_object_data",
        "03040a623df04c2b",
        "economies.font_data",
        "of a face alone it returns the file of the font; the face is held as long as what it is given",
    ),
    _replaced(
        "tinyhtml5.inputstream:HTMLUnicodeInputStream.chars_until",
        "dfe353323dff1fdc",
        "economies.chars_until",
        "it looks for its expression under its arguments, and the expression that it makes",
    ),
)
