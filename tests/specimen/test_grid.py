"""Lines of both pages of a leaf at the same heights (JLREQ 2.5.2): ruby, heads and notes move none of them."""

from __future__ import annotations


def test_every_line_of_text_stands_on_the_grid(specimen):
    at = specimen.leaves.index(specimen.page("行は版面の行の位置に乗る"))
    pages = specimen.leaves[at : at + 3]
    heights = [
        {round(glyph.baseline, 1) for glyph in leaf.glyphs if glyph.text.strip() and 10 < glyph.size < 11}
        for leaf in pages
    ]
    assert all(len(found) > 8 for found in heights)
    assert len({round(height % 18, 1) for found in heights for height in found}) == 1
    assert max(heights[1]) == max(heights[2])
