"""PDFs with less beside them: without a manuscript, without tags, of other makers; and what was changed in the file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from build_tools.visual.compare import Request, compare_pages
from build_tools.visual.model import PageComparison
from build_tools.visual.sentences import marked
from tests.visual.conftest import kinds, of_kind


def compared(old: Path, new: Path) -> PageComparison:
    return compare_pages(Request(old, new))


def changed(path: Path, name: str, change) -> Path:
    """A PDF beside another one, with a change made by another library."""
    with pikepdf.open(path) as pdf:
        change(pdf)
        pdf.save(path.with_name(name))
    return path.with_name(name)


def untagged(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot
    del pdf.Root.MarkInfo


def moving(pdf: pikepdf.Pdf) -> None:
    """The seventh page becomes the third."""
    untagged(pdf)
    pdf.pages.insert(2, pdf.pages[6])
    del pdf.pages[7]


def stamped(content: str, *numbers: int):
    """Something drawn on pages."""

    def change(pdf: pikepdf.Pdf) -> None:
        for number in numbers:
            pdf.pages[number].contents_add(pdf.make_stream(f"q {content} Q".encode()))

    return change


@pytest.mark.parametrize(
    ("name", "expected", "tags"),
    [
        ("reworded", ["same"] * 4 + ["edited"] + ["same"] * 4, True),
        ("added", ["same"] * 4 + ["edited+moved", "moved"] + ["same"] * 3, True),
        ("footer", ["same"] + ["furniture"] * 8, True),
        ("reworded", ["same"] * 4 + ["edited"] + ["same"] * 4, False),
        ("added", ["same"] * 4 + ["edited+moved", "moved"] + ["same"] * 3, False),
        ("font", ["same"] * 3 + ["engine"] * 5 + ["same"], False),
        ("footer", ["same"] + ["furniture"] * 8, False),
    ],
)
def test_without_a_manuscript_pages_say_it(stranger, name, expected, tags):
    paths = [stranger("same"), stranger(name)]
    if not tags:
        paths = [changed(path, "plain.pdf", untagged) for path in paths]
    found = compared(*paths)
    if name == "reworded" and not tags:  # nothing tells that the sentences behind are of the same paragraph
        assert kinds(found) == ["same"] * 4 + ["edited+moved"] + ["same"] * 4
    elif name == "footer" and not tags:  # the first pages of contents have no neighbours with the same running head
        assert kinds(found)[3:] == expected[3:]
    else:
        assert kinds(found) == expected
    assert not any(cause.block.file for pair in found.pairs for cause in pair.causes if cause.block)


def test_words_are_told_without_a_manuscript(stranger):
    ((_, cause),) = of_kind(compared(stranger("same"), stranger("reworded")), "edited")
    assert "警備に[-ついて-]{+関し+}、" in marked(cause.runs) and cause.block.page == "2"


def test_one_manuscript_names_lines_of_its_side(built, stranger):
    found = compared(stranger("same"), built["reworded"])
    ((_, cause),) = of_kind(found, "edited")
    assert (cause.block.edition, cause.block.file) == ("new", "one.md")


def test_a_page_that_was_taken_out(stranger):
    old = stranger("same")
    found = compared(old, changed(old, "less.pdf", lambda pdf: pdf.pages.__delitem__(4)))
    assert kinds(found) == ["same"] * 4 + ["removed+edited"] + ["same"] * 4
    assert {cause.became for _, cause in of_kind(found, "edited")} <= {"deleted", "edited"}
    assert found.pairs[4].new is None and found.pairs[5].new.number == 5


def test_a_page_that_was_put_in_and_one_that_was_moved(stranger):
    old = stranger("same")
    found = compared(old, changed(old, "more.pdf", lambda pdf: pdf.pages.insert(2, pdf.pages[6])))
    assert [pair.kind for pair in found.pairs] == ["same"] * 2 + ["inserted"] + ["same"] * 7
    moved = compared(changed(old, "plain.pdf", untagged), changed(old, "other.pdf", moving))
    assert [pair.old.number for pair in moved.pairs] == [1, 2, 7, 3, 4, 5, 6, 8, 9]
    assert [pair.elsewhere for pair in moved.pairs].index(True) == 2


def test_a_page_of_a_manuscript_that_is_lost_from_the_file_is_told(built, tmp_path):
    """The manuscripts agree; the files do not."""
    for name in ("report.pdf", "manuscript.json"):
        shutil.copy(built["same"].with_name(name), tmp_path / name)
    with pikepdf.open(tmp_path / "report.pdf", allow_overwriting_input=True) as pdf:
        del pdf.pages[4]
        pdf.save(tmp_path / "report.pdf")
    found = compared(built["same"], tmp_path / "report.pdf")
    assert [pair.kind for pair in found.pairs] == ["same"] * 4 + ["removed"] + ["same"] * 4
    assert {cause.block.file for _, cause in of_kind(found, "edited")} == {"one.md"}


def test_a_rectangle_is_not_taken_for_the_furniture_beside_it(stranger):
    """A page of which the footer is another one is not explained by it alone."""
    new = stranger("footer")
    found = compared(stranger("same"), changed(new, "stamped.pdf", stamped("1 0 0 rg 300 400 40 40 re f", 5)))
    assert kinds(found)[5] == "furniture+pixels" and kinds(found)[4] == "furniture"


def test_the_least_speck_is_no_same_page(stranger):
    old = stranger("same")
    found = compared(old, changed(old, "speck.pdf", stamped("0.9 g 300 400 1 1 re f", 8)))
    assert kinds(found) == ["same"] * 8 + ["pixels"]
    (region,) = found.pairs[8].regions
    assert region.left < 100 * 300 / 595 < region.left + region.width


def test_text_in_another_colour_is_another_face(stranger):
    def reddened(pdf: pikepdf.Pdf) -> None:
        red = [([1, 0, 0], pikepdf.Operator("rg"))]
        content = [
            red[0] if str(operator) in ("rg", "scn") else (operands, operator)
            for operands, operator in pikepdf.parse_content_stream(pdf.pages[4])
        ]
        pdf.pages[4].Contents = pdf.make_stream(pikepdf.unparse_content_stream(red + content))

    old = stranger("same")
    found = compared(old, changed(old, "red.pdf", reddened))
    assert kinds(found)[4] == "engine"
    assert {cause.how for _, cause in of_kind(found, "engine")} == {"face"}
    assert {each.new.colour for _, cause in of_kind(found, "engine") for each in cause.faces} == {"#ff0000"}


def test_a_page_of_another_size_is_told(stranger):
    old = stranger("same")
    found = compared(old, changed(old, "wide.pdf", lambda pdf: pdf.pages[8].__setattr__("mediabox", [0, 0, 700, 842])))
    assert kinds(found)[8] == "engine" and [cause.how for _, cause in of_kind(found, "engine")] == ["size"]


def scans(folder: Path, name: str, shades: list[int]) -> Path:
    """A PDF of pages that are pictures alone."""
    pages = []
    for shade in shades:
        page = Image.new("L", (200, 280), 255)
        page.paste(0, (20, 20 + 30 * shade, 180, 40 + 30 * shade))
        pages.append(page)
    pages[0].save(folder / name, save_all=True, append_images=pages[1:])
    return folder / name


def test_pages_without_text_are_paired_by_what_they_look_like(tmp_path):
    old = scans(tmp_path, "old.pdf", [0, 1, 2, 3, 4])
    found = compared(old, scans(tmp_path, "new.pdf", [0, 1, 7, 2, 3, 4]))
    assert kinds(found) == ["same", "same", "inserted", "same", "same", "same"]
    found = compared(old, scans(tmp_path, "less.pdf", [0, 1, 3, 4]))
    assert kinds(found) == ["same", "same", "removed", "same", "same"]
    found = compared(old, scans(tmp_path, "other.pdf", [0, 1, 7, 3, 4]))
    assert kinds(found) == ["same", "same", "edited", "same", "same"]
