"""Footnotes and side notes (JLREQ 4.2), measured where pdfium finds the glyphs."""

from __future__ import annotations

from tests.specimen.conftest import LEFT, RIGHT, lines

NEAR = 0.05
NOTE = "注を付ける言葉を、この見本では「言葉」とだけ呼ぶ。"


def test_a_call_is_small_and_high_right_behind_its_word(specimen):
    leaf = specimen.page("脚注の合印は")
    word, call = leaf.find("言葉")[-1], leaf.find("言葉注1)")[2:]
    assert all(abs(glyph.size - 7) < NEAR for glyph in call)
    assert abs(call[0].left - word.right) < 0.3 and call[0].baseline > word.baseline + 2
    again = leaf.find("指すとき注1)")[4:]
    assert [glyph.text for glyph in again] == ["注", "1", ")"] and again[0].size == call[0].size


def test_a_note_hangs_behind_its_mark_in_lines_of_whole_characters(specimen):
    leaf = specimen.page("脚注の合印は")
    note = leaf.find(NOTE)
    shown = [glyph for glyph in leaf.glyphs if glyph.text.strip() and abs(glyph.size - 8) < NEAR]
    mark, edges = shown[0], [line[0].left for line in lines(shown)]
    assert abs(mark.left - LEFT - 4) < NEAR  # 420 pt are 52 characters of 8 pt and 4 pt
    assert abs(note[0].left - mark.left - 3 * 8) < NEAR
    assert {round(edge - mark.left, 1) for edge in edges} == {0.0, 24.0}
    assert abs(max(glyph.right for glyph in shown) - RIGHT) < 0.1


def test_side_notes_begin_beside_their_words_and_not_on_each_other(specimen):
    leaf = specimen.page("傍注は、注を付ける")
    text = leaf.find("行と高さをそろえて")
    first, second, third = (leaf.find(words) for words in ("傍注の番号と文", "一つめの注は", "二つめの注は"))
    called = leaf.find("二つ")[0]
    assert abs(first[0].baseline - text[0].baseline) < NEAR
    assert abs(second[0].baseline - called.baseline) < NEAR
    marks = [leaf.find(mark, 1)[0] for mark in ("注1)", "注2)", "注3)")]
    assert len({round(mark.left, 1) for mark in marks}) == 1
    assert marks[0].left - (RIGHT - 136.5) >= 21 - NEAR
    assert third[0].baseline - second[0].baseline <= -2 * 12 + NEAR  # below the two lines of the one before
