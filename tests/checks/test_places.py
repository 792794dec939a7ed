"""What the concordance says of the pages and lines of blocks, and of what stands before them."""

from __future__ import annotations

from build_tools.concordance import Concordance
from build_tools.inspection import inspect
from build_tools.manuscript import MANUSCRIPT
from build_tools.manuscript.write import read_manuscript
from tests.checks.injection import Good


def _concordance(good: Good, document: str) -> Concordance:
    manuscript = read_manuscript(good.dist / MANUSCRIPT)
    meant = next(each for each in manuscript.documents if each.id == document)
    return Concordance(meant, inspect(good.dist / meant.file, trusted=True))


def test_pages_and_lines_are_those_of_the_stretches(good: dict[str, Good]):
    concordance = _concordance(good["places"], "main")
    over = [block.id for block in concordance.blocks if len({page for page, _ in concordance.lines(block.id)}) > 1]
    assert over
    for block in concordance.printed:
        stretches = concordance.stretches(block)
        assert concordance.pages(block) == (stretches[0].page, stretches[-1].page)
        assert concordance.lines(block) == tuple(dict.fromkeys((each.page, each.line) for each in stretches))
        last = concordance.last(block)
        assert last is not None and last.box.right == stretches[-1].box.right


def test_what_stands_before_a_block_is_no_footnote(good: dict[str, Good]):
    concordance = _concordance(good["places"], "main")
    notes = {block.id for block in concordance.blocks if "footnote" in block.inside}
    assert notes and not notes & {*concordance.before, *concordance.before.values()}


def test_a_table_begins_with_its_caption_or_its_first_cell(good: dict[str, Good]):
    concordance = _concordance(good["places"], "main")
    texts = {block.id: block.text for block in concordance.blocks}
    assert ("表２－１ ページをまたぐ表", "区分") in {(texts[c], texts[r]) for c, r in concordance.rows.items()}


def test_a_heading_that_is_lost_is_not_found_in_the_contents(good: dict[str, Good], tmp_path):
    spoilt = good["first edition"].copied(tmp_path)
    spoilt.spoil("report", lambda pdf: pdf.pages.__delitem__(7))
    concordance = _concordance(spoilt, "report")
    assert "第３章 市民参画" in {block.text for block in concordance.lost}
