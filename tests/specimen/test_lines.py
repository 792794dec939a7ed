"""Lines of the specimen (JLREQ 3.1, 3.8), measured where pdfium finds the glyphs: what the pages are there to show."""

from __future__ import annotations

import itertools

import pytest

from tests.specimen.conftest import RIGHT, lines

NEAR = 0.05
EM = 10.5
STARTS_NO_LINE = frozenset("、。，．・：；！？）］｝〕〉》」』】ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々ゝゞヽヾ")
ENDS_NO_LINE = frozenset("（［｛〔〈《「『【")
PAGES = ("約物の詰め", "行の調整", "和欧文の混ぜ方", "行頭と行末の禁則、分離禁止", "ぶら下げ")


def text_of(specimen, title):
    """The lines of text of a page."""
    glyphs = [glyph for glyph in specimen.page(title).glyphs if glyph.text.strip() and 8 < glyph.size < 12]
    return [line for line in lines(glyphs) if len(line) > 1]


@pytest.mark.parametrize("title", PAGES)
def test_no_line_starts_or_ends_with_what_may_not(specimen, title):
    found = text_of(specimen, title)
    assert len(found) > 5
    assert not [line for line in found if line[0].text in STARTS_NO_LINE or line[-1].text in ENDS_NO_LINE]


@pytest.mark.parametrize("title", PAGES[:4])
def test_full_lines_end_at_one_edge(specimen, title):
    """Of a comma, a full stop or a closing bracket at the end the blank half does not count."""
    for line in text_of(specimen, title):
        last = line[-1]
        edge = last.right - (EM / 2 if last.text in "、。）」』" else 0)
        middle_dot = EM / 4 if last.text in "・：；" else 0
        assert edge <= RIGHT + middle_dot + NEAR
        assert not RIGHT - 3 * EM < edge < RIGHT - EM / 2 - NEAR or line is text_of(specimen, title)[-1]


def test_a_comma_and_a_full_stop_hang_over_the_edge(specimen):
    hanging = [line[-1] for line in text_of(specimen, "ぶら下げ") if line[-1].left > RIGHT - NEAR]
    assert {glyph.text for glyph in hanging} == {"、", "。"}


def test_japanese_and_latin_stand_a_quarter_of_an_em_apart(specimen):
    leaf = specimen.page("和欧文の混ぜ方")
    for text in ("PDFを", "約40", "40字"):
        glyphs = leaf.find(text)
        gaps = [b.left - a.right for a, b in itertools.pairwise(glyphs) if a.text.isascii() != b.text.isascii()]
        assert all(EM / 8 - NEAR < gap < EM / 2 + NEAR for gap in gaps) and gaps


def test_a_dash_and_a_leader_are_not_parted(specimen):
    leaf = specimen.page("行頭と行末の禁則、分離禁止")
    for pair in ("――", "……"):
        for which in range(2):
            one, two = leaf.find(pair, which)
            assert abs(one.baseline - two.baseline) < NEAR and abs(two.left - one.right) < NEAR
