"""Where in a block a link stands: behind its holes, and between the footnotes that interrupt it."""

from __future__ import annotations

from build_tools.checks.ledger import _extent, _spans, _units
from build_tools.concordance import Printed
from build_tools.manuscript.model import Block, Call, Link, PageOf, Place, Target

HERE = Target(document="main", anchor="a")
PAGE = PageOf(page_of=HERE)


def _extents(block: Block, printed: Printed) -> list[tuple[int, int]]:
    units, found, at = [*_units(block, printed)], [], 0
    for link in block.links:
        found.append(_extent(link, units, at))
        at = found[-1][1]
    return found


def _block(*parts: str | PageOf | Call, links: tuple[Link, ...]) -> Block:
    return Block(id="b", kind="paragraph", parts=parts, hash="", place=Place(file="a.md"), links=links)


def _link(*parts: str | PageOf, at: int) -> Link:
    return Link(kind="internal", parts=parts, at=at, target=HERE)


def test_a_link_behind_a_footnotes_mark_and_one_that_begins_with_a_page_number():
    block = _block(
        "前の 文", Call(footnote="1"), "次", PAGE, "ページ", links=(_link("次", at=4), _link(PAGE, "ページ", at=5))
    )
    printed = Printed(block, ((100, 111),), "exact", ("※1", "12"))
    # 前の文※1次12ページ
    assert _extents(block, printed) == [(5, 6), (6, 11)]


def test_two_page_numbers_of_one_place_side_by_side():
    block = _block(PAGE, PAGE, links=(_link(PAGE, at=0), _link(PAGE, at=0)))
    assert _extents(block, Printed(block, ((0, 3),), "exact", ("9", "10"))) == [(0, 1), (1, 3)]


def test_a_link_that_a_footnote_interrupts():
    block = _block("あいうえお", links=(_link("いうえ", at=1),))
    printed = Printed(block, ((10, 12), (20, 23)), "exact")
    (extent,) = _extents(block, printed)
    assert [*_spans(printed, *extent)] == [(11, 12), (20, 22)]
