"""What real edits do to pages, and what is said of it: each variant of the edition, page by page."""

from __future__ import annotations

import pytest

from build_tools.visual.sentences import marked
from tests.visual.conftest import kinds, of_kind
from tests.visual.editions import LONG

S, E, M, N, F, X = "same", "edited", "moved", "numbers", "furniture", "engine"
PAGES = {
    "same": [S] * 9,
    "reworded": [S, S, S, S, E, S, S, S, S],
    "added": [S, S, S, S, f"{E}+{M}", M, S, S, S],
    "much": [S, N, N, E, f"inserted+{E}", f"{M}+{F}", f"{M}+{F}", f"{N}+{F}", F, F],
    "deleted": [S, S, S, f"{E}+{M}", M, M, S, S, S],
    "heading": [S, E, S, E, S, S, S, S, S],
    "cell": [S, S, S, S, S, S, E, S, S],
    "font": [S, S, S, X, X, X, X, X, S],
    "size": [S, X, X, X, X, X, X, X, X],
    "leading": [X, F, F, *[f"{X}+{F}"] * 6],
    "tint": [S, S, S, S, S, S, "pixels", S, "pixels"],
    "footer": [S, *[F] * 8],
    "picture": [S, S, S, S, S, S, E, S, S],
    "taller": [S, N, S, S, S, S, f"{E}+{M}+{N}", M, S],
}


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_judged(built, name):
    assert kinds(built.compared(name)) == PAGES[name]


def test_an_identical_rebuild_is_the_same_to_the_pixel(built):
    found = built.compared("same")
    assert not found.differs and not any(pair.causes or pair.regions for pair in found.pairs)
    assert found.counts() == {"same": 9}


def test_an_edited_paragraph_is_named_with_its_words(built):
    ((pair, cause),) = of_kind(built.compared("reworded"), "edited")
    assert (pair.old.label, pair.new.label) == ("2", "2")
    block = cause.block
    assert (block.file, block.section, block.page, cause.became) == ("one.md", "１． 範囲", "2", "edited")
    source = (built["same"].parents[1] / "source-reworded/one.md").read_text("utf-8").splitlines()
    assert "校庭の警備に関し" in source[block.line - 1]
    assert marked(cause.runs).startswith("甲市は、校庭の警備に[-ついて-]{+関し+}、２度の")
    assert len(cause.old) == len(cause.new) == 1  # the words alone are framed, not the paragraph
    assert cause.new[0][2] - cause.new[0][0] < 60


def test_what_moved_names_what_pushed_it(built):
    found = built.compared("added")
    edits = {cause.block for _, cause in of_kind(found, "edited")}
    moves = of_kind(found, "moved")
    assert {cause.block for _, cause in moves} == edits and len(edits) == 1
    (block,) = edits
    assert block.text.startswith(LONG) and block.file == "one.md"
    assert [pair.new.label for pair, _ in moves] == ["2", "3"]
    assert all(cause.new and not cause.how for _, cause in moves)


def test_a_deleted_paragraph_pulls(built):
    found = built.compared("deleted")
    ((_, gone),) = of_kind(found, "edited")
    assert gone.became == "deleted" and gone.block.edition == "old" and gone.block.text.startswith("甲市は、広場の照明")
    assert {cause.block for _, cause in of_kind(found, "moved")} == {gone.block}


def test_of_several_edits_the_nearest_before_it_that_takes_up_other_room_pushes(built):
    """The reworded paragraph stands nearer still, and has as many lines as before."""
    pushed = [(pair.new.label, cause.block.text[:3]) for pair, cause in of_kind(built.compared("several"), "moved")]
    assert pushed == [("2", LONG[:3]), ("3", LONG[:3]), ("3", LONG[::-1][:3])]


def test_an_edit_that_takes_up_no_other_room_pushes_nothing(built):
    assert of_kind(built.compared("reworded"), "moved") == []
    assert of_kind(built.compared("cell"), "moved") == []


def test_a_page_that_came_is_one_page_and_no_shift_of_all_others(built):
    found = built.compared("much")
    assert [(pair.old and pair.old.number, pair.new.number) for pair in found.pairs][3:] == [
        (4, 4), (None, 5), (5, 6), (6, 7), (7, 8), (8, 9), (9, 10),
    ]  # fmt: skip
    folios = [marked(cause.runs) for _, cause in of_kind(found, "furniture")]
    assert folios[-1].endswith("[-6-]{+7+}")


def test_numbers_that_the_press_sets_are_no_edits(built):
    found = built.compared("much")
    contents, figures, references = (marked(cause.runs) for _, cause in of_kind(found, "numbers"))
    assert "第２章方法[-4-]{+5+}" in contents and "甲市の印[-4-]{+5+}" in figures
    assert references.count("[-") == 2 and "{+5+}" in references


def test_an_edited_heading_is_found_in_the_contents_too(built):
    contents, heading = (cause for _, cause in of_kind(built.compared("heading"), "edited"))
    assert contents.block == heading.block and heading.block.file == "one.md"
    assert marked(contents.runs) == "１．範囲{+と対象+}1"


def test_a_cell_is_named_not_the_table(built):
    ((_, cause),) = of_kind(built.compared("cell"), "edited")
    assert (cause.block.text, cause.block.file) == ("18", "two.md") and marked(cause.runs) == "[-15-]{+18+}"


def test_another_font_is_named(built):
    causes = [cause for _, cause in of_kind(built.compared("font"), "engine")]
    assert {cause.how for cause in causes} == {"face"}
    assert {(each.old.font, each.new.font) for cause in causes for each in cause.faces} == {
        ("BIZUDMincho-Regular", "BIZUDGothic-Regular")
    }
    assert all(each.old.size == each.new.size == 10.5 for cause in causes for each in cause.faces)


def test_another_size_is_named(built):
    first = of_kind(built.compared("size"), "engine")[2][1].faces[0]
    assert (first.old.font, first.old.size, first.new.size) == ("BIZUDMincho-Regular", 10.5, 10)


def test_another_setting_of_the_same_text_is_the_engines_or_the_stylesheets(built):
    causes = [cause for _, cause in of_kind(built.compared("leading"), "engine")]
    assert {cause.how for cause in causes} == {"set"} and not any(cause.block for cause in causes)


def test_what_nothing_explains_is_called_so(built):
    found = built.compared("tint")
    ((pair, cause), _) = of_kind(found, "pixels")
    assert pair.regions and not cause.block


def test_another_footer_is_furniture_with_its_words(built):
    words = [marked(cause.runs) for _, cause in of_kind(built.compared("footer"), "furniture")]
    assert all("{+試験局　　+}" in said for said in words)


def test_another_image_is_named_by_its_file_and_caption(built):
    ((_, cause),) = of_kind(built.compared("picture"), "edited")
    assert cause.image == "mark.png" and cause.block.text.endswith("甲市の印") and len(cause.new) == 1


def test_an_image_that_grew_pushes(built):
    found = built.compared("taller")
    ((_, image),) = of_kind(found, "edited")
    assert {cause.block for _, cause in of_kind(found, "moved")} == {image.block}
