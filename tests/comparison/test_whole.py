"""Nothing is lost in a comparison: both editions can be read in it, each text once."""

from __future__ import annotations

import pytest

from build_tools.comparison.compare import compare
from build_tools.comparison.contents import Edition, portions
from build_tools.comparison.grid import grid
from build_tools.comparison.model import Comparison, Omitted, Section, Side
from build_tools.manuscript.model import Block, Cell, Place, Table
from tests.benchmarks.corpus import corpus
from tests.comparison.edits import edits, write
from tests.comparison.manuscripts import take


@pytest.fixture(scope="module")
def editions(tmp_path_factory) -> tuple[Edition, Edition]:
    folder = tmp_path_factory.mktemp("edits")
    sources = write(folder / "source", edits(corpus(3, 10), 20, 3, more_chapters=True))
    old, new = (Edition(take(source, folder / source.name)) for source in sources)
    return old, new


@pytest.fixture(scope="module")
def comparison(editions) -> Comparison:
    return compare(*editions)


def held(section: Section, which: str) -> int:
    """How many units of one edition a section tells of, those that stand in it alone."""
    ids = {(side.document, side.id) for side in getattr(section, which)}

    def counts(side: Side | None) -> bool:
        return side is not None and (side.document, side.section) in ids

    return sum(block.count if isinstance(block, Omitted) else counts(getattr(block, which)) for block in section.blocks)


@pytest.mark.parametrize("which", ["old", "new"])
def test_every_section_and_every_unit_is_told_once(editions, comparison, which):
    manuscript = editions[which == "new"].manuscript
    there = portions(manuscript)
    sections = [(side.document, side.id) for section in comparison.sections for side in getattr(section, which)]
    assert sorted(sections) == sorted(portion.key for portion in there)
    units = {portion.key: len(portion.units) for portion in there}
    for section in comparison.sections:
        expected = sum(units[side.document, side.id] for side in getattr(section, which))
        assert held(section, which) == expected, section


@pytest.mark.parametrize("which", ["old", "new"])
def test_the_runs_of_a_text_are_the_text(editions, comparison, which):
    manuscript = editions[which == "new"].manuscript
    texts = {
        block.id: block
        for document in manuscript.documents
        for chapter in document.chapters
        for block in chapter.blocks
    }
    other = "inserted" if which == "old" else "deleted"
    seen = 0
    for section in comparison.sections:
        for change in section.blocks:
            side = None if isinstance(change, Omitted) else getattr(change, which)
            if side and change.what == "text":
                said = "".join(run.text for run in change.runs if run.kind != other)
                assert said.replace("○", "") == texts[side.blocks[0]].text.removeprefix(f"{side.number} ")
                seen += 1
    assert seen > 20


def test_sections_whose_content_differs_are_not_the_same(editions, comparison):
    """By the hashes of the manuscripts, with those of references left out: they name places by labels."""
    known = [{portion.key: portion for portion in portions(edition.manuscript)} for edition in editions]
    for section in comparison.sections:
        if section.kinds in {("same",), ("renumbered",), ("moved",), ("moved", "renumbered")}:
            one, other = (
                [unit.text for side in sides for unit in known[at][side.document, side.id].units]
                for at, sides in enumerate((section.old, section.new))
            )
            assert one == other


def cell(text: str, rows: int = 1, columns: int = 1) -> Cell:
    return Cell(blocks=(text,), rows=rows, columns=columns)


def test_cells_stand_in_the_columns_in_which_they_begin():
    """Cells that reach down take up room in the rows below them."""
    place = Place(file="one.md")
    blocks = {name: Block(id=name, kind="cell", parts=(name,), hash=name, place=place) for name in "abcdefgh"}
    body = ((cell("a", rows=2), cell("b", columns=2)), (cell("c", rows=2), cell("d")), (cell("e"), cell("f")))
    made = grid(Table(place=place, columns=3, body=body), blocks)
    assert [[(each.text, each.column) for each in row] for row in made.rows] == [
        [("a", 0), ("b", 1)], [("c", 1), ("d", 2)], [("e", 0), ("f", 2)],
    ]  # fmt: skip
