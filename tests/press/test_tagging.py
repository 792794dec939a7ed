"""The structure tree: what stands in which element, and that whatever marks content knows the element that holds it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pikepdf
import pytest

from tests.press.conftest import STYLE

BODY = (
    "<p>" + "本文は何行にもわたる。" * 12 + '<span>中に<span class="x">入れ子</span>の</span>語。</p>'
    '<p><a href="https://example.jp/">外</a>と<em>強調</em></p><table><tr><th>頭</th></tr><tr><td>値</td></tr></table>'
)
SMALL = STYLE.replace("A4", "200pt 140pt").replace("30mm 87.64pt", "20pt") + (
    ".footnote { float: footnote } "
    ".footnote::footnote-call, .footnote::footnote-marker { content: '※' attr(data-label) }"
)


def elements(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """The structure elements in order."""
    waiting = [pdf.Root.StructTreeRoot.K[0]]
    while waiting:
        element = waiting.pop()
        yield element
        waiting += [kid for kid in reversed(kids(element)) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def kids(element: pikepdf.Dictionary) -> list:
    return list(element.get("/K", []))


def shape(element: pikepdf.Dictionary) -> str:
    """An element with those in it, as P(Link)."""
    inner = " ".join(shape(kid) for kid in kids(element) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid)
    return str(element.S)[1:] + (f"({inner})" if inner else "")


def opened(linked, *units) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(linked(*units).pdf))


@pytest.fixture
def pdf(compiled, linked) -> Iterator[pikepdf.Pdf]:
    with opened(linked, compiled(BODY, "a"), compiled(BODY, "b")) as found:
        yield found


@pytest.fixture
def shown(compiled, linked):
    """The shape of what a body of HTML becomes, the document itself left out."""

    def of(body: str, style: str = STYLE) -> str:
        with opened(linked, compiled(body, style=style)) as pdf:
            return " ".join(map(shape, kids(pdf.Root.StructTreeRoot.K[0])))

    return of


def test_plain_text_is_its_paragraphs_own(pdf):
    one = ["P", "P", "Link", "Table", "TBody", "TR", "TH", "TR", "TD"]
    assert [str(element.S)[1:] for element in elements(pdf)] == ["Document", *one, *one]


def keys(node: pikepdf.Dictionary) -> Iterator[tuple[int, pikepdf.Object]]:
    """The entries of the parent tree."""
    for kid in node.get("/Kids", []):
        yield from keys(kid)
    numbers = list(node.get("/Nums", []))
    yield from zip(map(int, numbers[::2]), numbers[1::2], strict=True)


def test_marked_content_knows_the_element_that_holds_it(compiled, linked):
    """The parent tree is what assistive technology goes by, from the page to the element (14.7.4.4)."""
    body = BODY + "<p>" + "次の頁へ続く段落。" * 40 + "</p>"
    with opened(linked, compiled(body, "a", SMALL), compiled(body, "b", SMALL)) as pdf:
        owners = dict(keys(pdf.Root.StructTreeRoot.ParentTree))
        held = {"content": 0, "elsewhere": 0, "annotation": 0}
        for element in elements(pdf):
            for kid in kids(element):
                if isinstance(kid, int):
                    owner, kind = owners[int(element.Pg.StructParents)][kid], "content"
                elif kid.get("/Type") == "/MCR":
                    owner, kind = owners[int(kid.Pg.StructParents)][int(kid.MCID)], "elsewhere"
                elif kid.get("/Type") == "/OBJR":
                    owner, kind = owners[int(kid.Obj.StructParent)], "annotation"
                else:
                    assert kid.P.objgen == element.objgen
                    continue
                assert owner.objgen == element.objgen
                held[kind] += 1
        assert min(held.values()) > 1
        assert sum(map(len, (value for value in owners.values() if isinstance(value, pikepdf.Array)))) == (
            held["content"] + held["elsewhere"]
        )


def test_an_element_over_pages_is_one_and_a_footnote_stands_behind_its_paragraph(shown):
    note = '<span class="footnote" data-label="1">注の文。<em>強調</em></span>'
    body = "<p>" + "頁をまたぐ段落。" * 10 + note + "続きの段落。" * 30 + "</p><p>次</p>"
    assert shown(body, SMALL) == "P(Reference(Link)) Note(Lbl(Link) P) P"


def test_a_footnote_of_a_cell_stays_in_it(shown):
    note = '<span class="footnote" data-label="1">注</span>'
    cell = f"<table><tbody><tr><td>値{note}の説明</td></tr></tbody></table>"
    assert shown(cell, SMALL) == "Table(TBody(TR(TD(Reference(Link) Note(Lbl(Link) P)))))"


def test_a_footnote_and_its_call_lead_to_each_other(compiled, linked):
    note = '<span class="footnote" data-label="7">注の文。</span>'
    with opened(linked, compiled(f"<p>本文{note}の続き</p>", style=SMALL)) as pdf:
        call, back = (each for each in pdf.pages[0].Annots if "脚注7" in str(each.Contents))
        assert (str(call.Contents), str(back.Contents)) == ("脚注7", "脚注7の付いた本文へ戻る")
        for here, there in ((call, back), (back, call)):
            page, _, left, top, _ = here.A.D
            assert page.objgen == pdf.pages[0].obj.objgen
            assert abs(float(left) - float(there.Rect[0])) < 1 and abs(float(top) - float(there.Rect[3])) < 1
        (named,) = (each for each in elements(pdf) if each.S == "/Note")
        assert pdf.Root.StructTreeRoot.IDTree.Kids[0].Names[1].objgen == named.objgen


def test_a_footnote_is_reached_from_each_call_of_it(compiled, linked):
    """From another page too, and that of its own chapter: labels are the chapter's."""
    note = '<span class="footnote" data-label="7">注の文。</span>'
    again = '<sup class="footnote-again" data-label="7">7</sup>'
    body = f"<section><p>{again}前も、本文{note}の続き</p>{'<p>段落</p>' * 9}<p>また{again}</p></section>"
    with opened(linked, compiled(body, "a", style=SMALL), compiled(body, "b", style=SMALL)) as pdf:
        links = [(at, each) for at, page in enumerate(pdf.pages) for each in page.get("/Annots", [])]
        calls = [(at, each.A.D[0].objgen) for at, each in links if str(each.Contents) == "脚注7"]
        back = [(pdf.pages[at].obj.objgen, each.A.D[0].objgen) for at, each in links if "へ戻る" in str(each.Contents)]
        first, second = (page for page, _ in back)
        assert [there for _, there in calls] == [first] * 3 + [second] * 3 and first != second
        assert all(page == there for page, there in back) and calls[0][0] < calls[2][0]
        text = [shape(each) for each in elements(pdf) if each.S == "/P"]
        assert text[0] == "P(Reference(Link) Reference(Link))"


def test_code_is_told_from_text(shown):
    listing = '<div class="highlight"><pre><span></span>一行目\n<span class="n">二行目</span>\n</pre></div>'
    assert shown(f"<h2><code>版</code>の値</h2><p>値は<code>x</code></p>{listing}") == "H2(Code) P(Code) P(Code)"


def test_a_call_of_no_footnote_is_text(shown):
    assert shown('<p>前<sup class="footnote-again" data-label="7">7</sup></p>') == "P"


def test_what_a_page_repeats_is_an_artifact(compiled, linked):
    rows = "".join(f"<tr><td>{number}行</td></tr>" for number in range(20))
    body = f"<table><thead><tr><th>頭</th></tr></thead><tbody>{rows}</tbody></table>"
    with opened(linked, compiled(body, style=SMALL)) as pdf:
        assert len(pdf.pages) > 2
        assert sum(element.S == "/TH" for element in elements(pdf)) == 1
        assert sum(element.S == "/TR" for element in elements(pdf)) == 21
        for number, page in enumerate(pdf.pages):
            stream = page.Contents.read_bytes()
            assert stream.count(b"/Artifact<</Type/Pagination/Subtype/Footer>>BDC") == 1  # the folio
            assert stream.count(b"/Artifact<</Type/Pagination>>BDC") == (number > 0)


def test_lists_have_labels_and_bodies(shown, compiled, linked):
    body = "<ol><li>一<ul><li>二</li></ul></li></ol><dl><dt>語</dt><dd>意味</dd><dd>別の意味</dd></dl>"
    assert shown(body) == ("L(LI(Lbl LBody(L(LI(Lbl LBody))))) L(LI(Lbl LBody LBody))")
    with opened(linked, compiled(body)) as pdf:
        numbering = [str(each.A.ListNumbering) for each in elements(pdf) if each.S == "/L"]
    assert numbering == ["/Decimal", "/Circle", "/None"]


PLAIN = STYLE + "ol { list-style: none }"


def test_contents_are_nested_by_level_and_leaders_are_artifacts(shown, compiled, linked):
    lines = [(0, "部"), (1, "章"), (2, "節"), (1, "章"), (0, "部")]
    entry = '<li class="level-{0}"><a href="#x">{1}<span data-leader> </span><span data-page="x">000</span></a></li>'
    items = "".join(entry.format(*line) for line in lines)
    body = f'<nav class="contents"><h1 id="x">目次</h1><ol>{items}</ol></nav>'
    line = "Reference(Link)"
    assert shown(body, PLAIN) == (
        f"Sect(H1 TOC(TOCI({line} TOC(TOCI({line} TOC(TOCI({line}))) TOCI({line}))) TOCI({line})))"
    )
    with opened(linked, compiled(body, style=PLAIN)) as pdf:
        assert pdf.pages[0].Contents.read_bytes().count(b"/Artifact<</Type/Layout>>BDC") == len(lines)


def test_ruby_is_ruby(shown):
    assert shown("<p>町<ruby><rb>会津</rb><rt>あいづ</rt></ruby>は</p>") == "P(Ruby(RB RT))"
    assert shown("<p><ruby>会<rt>あい</rt>津<rt>づ</rt></ruby></p>") == "P(Ruby(RB RT RB RT))"


def test_foreign_words_say_their_language(compiled, linked):
    body = '<p>語<span lang="en">word</span></p><p lang="fr">mot</p><p lang="ja">語</p><div lang="en">text</div>'
    with opened(linked, compiled(body)) as pdf:
        found = [(str(each.S), str(each.Lang)) for each in elements(pdf) if "/Lang" in each]
    assert found == [("/Span", "en"), ("/P", "fr"), ("/Div", "en")]


def test_a_figure_says_where_it_stands_on_the_page(compiled, linked):
    size = 'xmlns="http://www.w3.org/2000/svg" width="40" height="20"'
    picture = f'<svg {size}><title>図</title><rect width="9" height="9"/></svg>'
    style = "@page { size: 100pt 200pt; margin: 10pt } html { font: 10pt BIZ UDMincho } body { margin: 0 }"
    with opened(
        linked, compiled(f"<div style='position: absolute; left: 6pt; top: 8pt'>{picture}</div>", style=style)
    ) as pdf:
        (figure,) = (each for each in elements(pdf) if each.S == "/Figure")
        assert str(figure.Alt) == "図"
        assert [float(each) for each in figure.A.BBox] == pytest.approx([16, 167, 46, 182], abs=0.1)


def test_a_figure_may_be_a_block(compiled, linked):
    picture = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" style="display: block"><title>図</title></svg>'
    )
    with opened(linked, compiled(f"<p>前</p>{picture}{picture}")) as pdf:
        figures = [each for each in elements(pdf) if each.S == "/Figure"]
        assert len({tuple(map(float, each.A.BBox)) for each in figures}) == len(figures) == 2


def test_headings_below_a_part_are_one_rank_lower(compiled, linked):
    chapter = "<section><h1>章</h1><section><h2>節</h2></section></section>"
    units = [(compiled("<h1>部</h1>", "p"), 0), (compiled(chapter, "a"), 1), (compiled(chapter, "b"), 0)]
    with opened(linked, *units) as pdf:
        assert shape(pdf.Root.StructTreeRoot.K[0]) == ("Document(Part(H1 Sect(H2 Sect(H3))) Sect(H1 Sect(H2)))")


def test_what_is_drawn_in_a_group_is_held_as_well(compiled, linked):
    """What is half transparent is drawn as a form; its marked content is named with the form (14.7.4.2)."""
    with opened(linked, compiled('<p>前</p><div style="opacity: 0.5"><p>半透明</p></div>')) as pdf:
        owners = dict(keys(pdf.Root.StructTreeRoot.ParentTree))
        (kid,) = (
            kid for each in elements(pdf) for kid in kids(each) if isinstance(kid, pikepdf.Dictionary) and "/Stm" in kid
        )
        assert owners[int(kid.Stm.StructParents)][int(kid.MCID)].S == "/P"
        assert re.search(rb"/P<</MCID 0>>BDC", kid.Stm.read_bytes())
