"""Where in a block a link stands: behind its holes, and between the footnotes that interrupt it."""

from __future__ import annotations

import shutil
from pathlib import Path

from build_tools.checks.ledger import _extent, _spans, _units
from build_tools.concordance import Printed
from build_tools.manuscript.model import Block, Call, Link, PageOf, Place, Target
from tests.checks.injection import EDITIONS, built, codes

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


LINKED = """# 章

```{image} img/dot.png
:alt: 点
:target: https://example.jp/image
:width: 1cm
```

本文に[![点](img/dot.png)](https://example.jp/inline)と{download}`原稿 <https://example.jp/a.csv>`がある。
"""
SETTINGS = """
id = "linked"
title = "リンクの記録"
date = 2019-05-01
issuer = "試験局"

[[documents]]
id = "main"
title = "{title}"
layout = "report"
numbering = "report"
chapters = ["one.md"]
"""


def test_images_and_files_of_the_web_are_links_that_must_be_there(tmp_path: Path):
    source = tmp_path / "source"
    shutil.copytree(EDITIONS["places"] / "img", source / "img")
    (source / "one.md").write_text(LINKED, "utf-8")
    (source / "publication.toml").write_text(SETTINGS, "utf-8")
    good = built(source, tmp_path)
    assert not [code for code in codes(good.findings()) if code.startswith("links.")]
    for position in (0, 1, 2):
        spoilt = good.copied(tmp_path / str(position))
        spoilt.spoil("main", lambda pdf, position=position: pdf.pages[2].Annots.__delitem__(position))
        (found,) = (found for found in spoilt.findings() if found.code.startswith("links."))
        assert (found.code, found.source and found.source.line) == ("links.missing", 3 if position == 0 else 9)
