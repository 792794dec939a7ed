"""What the report layout does at the foot of a page, read from the finished pages."""

from __future__ import annotations

import pypdfium2
import pytest

from build_tools.press.layouts import load_layout
from build_tools.resources import templates_root

SENTENCE = "実証実験から得た知見を次の計画に反映することが望ましい。"


@pytest.fixture(scope="module")
def style() -> str:
    return "\n".join(load_layout("report", [templates_root() / "print"]).stylesheets)


def lines(pdf: bytes, number: int) -> list[tuple[float, str]]:
    """The lines of a page's type area from the top: where each starts from the left, and its text."""
    page = pypdfium2.PdfDocument(pdf)[number]
    text = page.get_textpage()
    rows: dict[int, list[tuple[float, str]]] = {}
    for index in range(text.count_chars()):
        character = text.get_text_range(index, 1)
        left, bottom, _right, top = text.get_charbox(index, loose=True)
        if character.strip() and bottom > 100 and top < page.get_height() - 75:  # no running head, no folio
            rows.setdefault(round((bottom + top) / 2 / 4), []).append((left, character))
    ordered = (sorted(rows[height]) for height in sorted(rows, reverse=True))
    return [(row[0][0], "".join(character for _, character in row)) for row in ordered]


@pytest.mark.parametrize("level", ["h2", "h3"])
def test_a_heading_is_never_stranded(compiled, linked, style, level):
    """Over a whole page of positions: at least two lines stand under a heading on its page."""
    seen = set()
    for before in range(22, 38):
        filler = "".join(f"<p>{SENTENCE}</p>" for _ in range(before))
        body = (
            f"<section><h1>章</h1>{filler}<section><{level}>見出し</{level}><p>{SENTENCE * 6}</p></section></section>"
        )
        product = linked(compiled(body, style=style))
        for number in range(product.pages):
            texts = [text for _, text in lines(product.pdf, number)]
            if "見出し" in texts:
                seen.add(number)
                assert len(texts) - texts.index("見出し") > 2, f"{before} paragraphs before"
    assert seen == {0, 1}


def test_without_the_style_a_heading_is_stranded(compiled, linked, style):
    """The fault that the measurement above must catch."""
    spoilt = style + "h2, p { break-after: auto !important; break-inside: auto !important; orphans: 1; widows: 1 }"
    stranded = False
    for before in range(22, 38):
        filler = "".join(f"<p>{SENTENCE}</p>" for _ in range(before))
        product = linked(compiled(f"<h1>章</h1>{filler}<h2>見出し</h2><p>{SENTENCE * 6}</p>", style=spoilt))
        texts = [text for _, text in lines(product.pdf, 0)]
        stranded |= texts[-1] == "見出し"
    assert stranded


def test_table_heads_are_repeated_and_rows_stay_whole(compiled, linked, style):
    rows = "".join(f"<tr><td>項目{n}</td><td>{'長い説明の文' * 8}終{n}</td></tr>" for n in range(60))
    table = f'<table class="docutils"><thead><tr><th>区分</th><th>内容</th></tr></thead><tbody>{rows}</tbody></table>'
    product = linked(compiled(table, style=style))
    assert product.pages >= 3
    for number in range(product.pages):
        texts = [text for _, text in lines(product.pdf, number)]
        assert texts[0] == "区分内容"
        page = "".join(texts)
        starts = [n for n in range(60) if f"項目{n}長" in page]
        assert all(f"終{n}" in page for n in starts)


def test_a_tables_caption_stands_with_its_head_and_first_row(compiled, linked, style):
    rows = "".join(f"<tr><td>項目{n}</td></tr>" for n in range(12))
    table = f"<table><caption>表の題</caption><thead><tr><th>区分</th></tr></thead><tbody>{rows}</tbody></table>"
    seen = set()
    for before in range(25, 33):
        product = linked(compiled(f"<section>{f'<p>{SENTENCE}</p>' * before}{table}</section>", style=style))
        for number in range(product.pages):
            texts = [text for _, text in lines(product.pdf, number)]
            if "表の題" in texts:
                seen.add(number)
                assert texts[texts.index("表の題") :][1:3] == ["区分", "項目0"], f"{before} paragraphs before"
    assert seen == {0, 1}


def test_paragraphs_are_indented_by_one_em_and_close_up(compiled, linked, style):
    (first, _), (second, _), (third, _), *_ = lines(
        linked(compiled(f"<section><p>{SENTENCE * 3}</p></section>", style=style)).pdf, 0
    )
    assert first - second == pytest.approx(10.5, abs=0.6)
    assert second == pytest.approx(third, abs=0.3)
