"""Linking: addresses, page numbers, destinations, structure, and the same bytes every time."""

from __future__ import annotations

import io
import subprocess

import pypdf
from PIL import Image
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from build_tools.press.attachments import Attachment

PAGES = '<div style="break-before: page">続き</div>'


def read(product) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(product.pdf))


def texts(product) -> list[str]:
    return ["".join(page.extract_text().split()) for page in read(product).pages]


def test_page_numbers_are_those_of_the_document(compiled, linked):
    first = compiled(f'<h1 id="a:x">一</h1>{PAGES * 2}', "a")
    second = compiled(
        '<h1 id="b:x">二</h1><p>［<span data-page="a:x">0</span>・<span data-page="b:x">0</span>］</p>', "b"
    )
    product = linked(first, second)
    assert product.pages == 4
    assert texts(product) == ["一1", "続き2", "続き3", "二［1・4］4"]


def test_a_number_is_set_in_its_slot(compiled, linked):
    """Left, centred and right in room for three digits of half an em each."""
    spans = "".join(
        f'<p><span data-page="u:x" data-align="{side}">000</span></p>' for side in ("left", "center", "right")
    )
    positions = []

    def visit(text, user, matrix, font, size):
        if text.strip() == "1":
            positions.append(matrix[4])

    read(linked(compiled(f'<h1 id="u:x">一</h1>{spans}'))).pages[0].extract_text(visitor_text=visit)
    content = read(linked(compiled(f'<h1 id="u:x">一</h1>{spans}'))).pages[0].get_contents().get_data()
    assert b"[<0013>] TJ" in content and b"[-500<0013>] TJ" in content and b"[-1000<0013>] TJ" in content


def test_links_go_to_their_place(compiled, linked):
    first = compiled('<p><a href="kanko-anchor:b:x">先</a> <a href="https://example.jp/a">外</a></p>', "a")
    second = compiled('<h1 id="b:x">先</h1>', "b")
    reader = read(linked(first, second))
    inner, outer = (annotation.get_object() for annotation in reader.pages[0]["/Annots"])
    assert inner["/A"]["/S"] == "/GoTo" and inner["/A"]["/D"] == "b:x" and inner["/Contents"] == "先（2ページ）"
    assert outer["/A"]["/URI"] == "https://example.jp/a"
    assert reader.get_destination_page_number(reader.named_destinations["b:x"]) == 1


def test_links_to_another_document_are_its_address(compiled, linked):
    there = compiled('<p><a href="kanko-anchor://report/%E7%AB%A0/part-1:x">先</a></p>')
    for file in ("./report.pdf", "https://example.jp/reports/report.pdf"):
        action = read(linked(there, elsewhere={"report": file})).pages[0]["/Annots"][0]["/A"]
        assert action == {"/S": "/URI", "/URI": f"{file}#nameddest=~E7~AB~A0/part-1:x"}


def test_a_place_that_the_other_document_lacks_is_told(compiled, linked):
    """As far as the other document is compiled."""
    there = compiled('<p><a href="kanko-anchor://report/a:x">先</a><a href="kanko-anchor://gone/a:x">先</a></p>')
    product = linked(there, elsewhere={"report": "./report.pdf"}, printed={"//report/a:y": "1"})
    assert product.unresolved == (("//gone/a:x", "unit"), ("//report/a:x", "unit"))
    assert linked(there, elsewhere={"report": "./report.pdf"}).unresolved == (("//gone/a:x", "unit"),)


def test_destinations_have_names_of_ascii(compiled, linked):
    """Those that links within the unit and from other units name, too."""
    first = compiled('<h1 id="章:目的">一</h1><p><a href="#章:目的">先</a></p>', "章")
    second = compiled('<p><a href="kanko-anchor:%E7%AB%A0:%E7%9B%AE%E7%9A%84">先</a></p>', "b")
    reader = read(linked(first, second))
    assert list(reader.named_destinations) == ["~E7~AB~A0:~E7~9B~AE~E7~9A~84"]
    actions = [page["/Annots"][0]["/A"] for page in reader.pages]
    assert actions == [{"/S": "/GoTo", "/D": "~E7~AB~A0:~E7~9B~AE~E7~9A~84"}] * 2


def test_what_leads_nowhere_is_told(compiled, linked):
    product = linked(compiled('<p><a href="kanko-anchor:no:x">先</a><span data-page="no:y">00</span></p>'))
    assert product.unresolved == (("no:x", "unit"), ("no:y", "unit"))


def test_aliases_name_the_same_place(compiled, linked):
    product = linked(compiled('<h1 id="u:x">一</h1>', aliases={"u": "u:x", "gone": "u:none"}))
    destinations = read(product).named_destinations
    assert destinations["u"]["/Top"] == destinations["u:x"]["/Top"] and "gone" not in destinations


def test_outline_follows_the_headings(compiled, linked):
    part, chapter = compiled("<h1>第１部</h1>", "p"), compiled("<h1>第１章</h1><h2>１．</h2>", "c")
    outline = read(linked((part, 0), (chapter, 1))).outline
    assert [entry.title for entry in outline[:1]] == ["第１部"]
    assert outline[1][0].title == "第１章" and outline[1][1][0].title == "１．"


def structure_elements(entry, parent=None):
    """Every structure element with the parent through which it is reached."""
    entry = entry.get_object()
    if isinstance(entry, ArrayObject):
        for kid in entry:
            yield from structure_elements(kid, parent)
    elif isinstance(entry, DictionaryObject) and "/S" in entry:
        yield entry, parent
        if "/K" in entry:
            yield from structure_elements(entry["/K"], entry)


def test_structure_is_one_tree(compiled, linked):
    table = '<table><tr><th>頭</th></tr><tr><td>値</td></tr></table><p><a href="https://example.jp/">外</a></p>'
    reader = read(linked(compiled(table, "a"), compiled(table, "b")))
    root = reader.trailer["/Root"]["/StructTreeRoot"]
    elements = list(structure_elements(root["/K"]))
    assert all(element["/P"] == parent for element, parent in elements if parent is not None)
    identifiers = [str(element["/ID"]) for element, _ in elements if "/ID" in element]
    assert len(identifiers) == 2 and len(set(identifiers)) == 2
    leaves = [leaf.get_object() for leaf in root["/ParentTree"]["/Kids"]]
    assert all(list(leaf["/Limits"]) == [leaf["/Nums"][0], leaf["/Nums"][-2]] for leaf in leaves)
    keys = [int(key) for leaf in leaves for key in leaf["/Nums"][::2]]
    assert keys == sorted(set(keys)) and root["/ParentTreeNextKey"] == max(keys) + 1
    wanted = [page["/StructParents"] for page in reader.pages]
    wanted += [annotation["/StructParent"] for page in reader.pages for annotation in page["/Annots"]]
    assert sorted(wanted) == keys


def test_one_subset_per_face(compiled, linked):
    bold = "<p>都市<b>計画</b></p>"  # Mincho has no bold: both names are the same face
    reader = read(linked(compiled(bold, "a"), compiled("<p>地域</p>", "b")))
    fonts = {
        id(font.get_object()): font.get_object()
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }
    files = {font["/DescendantFonts"][0]["/FontDescriptor"].raw_get("/FontFile2").idnum for font in fonts.values()}
    assert len(files) == 1
    assert {str(font["/BaseFont"]).partition("+")[2] for font in fonts.values()} == {"BIZUDMincho-Regular"}
    assert "都市計画" in texts(linked(compiled(bold, "a")))[0]


def test_images_and_drawings_are_carried(compiled, linked):
    square = b'<rect width="10" height="10" opacity=".5"/>'
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10">' + square + b"</svg>"
    unit = compiled('<img alt="図" src="x.svg">', assets={"https://assets.invalid/x.svg": drawing})
    assert unit.interface.warnings == ()
    assert read(linked(unit, compiled("<p>後</p>", "b"))).pages[1].extract_text().startswith("後")


def pictures(reader: pypdf.PdfReader) -> list[list[int]]:
    """By page, the numbers of the image objects in its resources."""
    resources = (page["/Resources"].get("/XObject", {}) for page in reader.pages)
    return [sorted(each.raw_get(name).idnum for name in each) for each in resources]


def test_a_picture_of_several_chapters_stands_in_the_file_once(compiled, linked):
    """One with a soft mask, one without; another picture stays another one."""
    body = '<p><img alt="一" src="a.png" width="5"><img alt="二" src="b.png" width="5"></p>'
    other = '<p><img alt="一" src="b.png" width="5"></p>'
    assets = {f"https://assets.invalid/{name}.png": png(mode) for name, mode in (("a", "RGBA"), ("b", "RGB"))}
    units = [compiled(each, name, assets=assets) for each, name in ((body, "a"), (body, "b"), (other, "c"))]
    reader = read(linked(*units))
    first, second, third = pictures(reader)
    assert len(first) == 2 and first == second and set(third) < set(first)
    masks = [each for each in reader.pages[1]["/Resources"]["/XObject"].values() if "/SMask" in each.get_object()]
    assert len(masks) == 1 and masks[0].get_object()["/SMask"].get_object().get_data()
    assert len(units[0].body.shareable) == 3


def png(mode: str) -> bytes:
    output = io.BytesIO()
    Image.new(mode, (4, 4), (200, 10, 10, 128)[: len(mode)]).save(output, "PNG")
    return output.getvalue()


def test_attachments_are_carried(compiled, linked):
    files = [Attachment("表.csv", "集計表", "区分,件数\n".encode()), Attachment("a.txt", "", b"a" * 9999)]
    reader = read(linked(compiled("<p>一</p>"), attachments=files))
    assert {name: content[0] for name, content in reader.attachments.items()} == {
        "表.csv": files[0].content,
        "a.txt": files[1].content,
    }
    assert [each.get_object()["/UF"] for each in reader.trailer["/Root"]["/AF"]] == ["表.csv", "a.txt"]


def test_a_part_that_starts_recto_stands_behind_a_blank_page(compiled, linked):
    first, second, third = (compiled(f'<h1 id="{name}:x">{name}</h1>', name) for name in "abc")
    product = linked(first, (second, 0, False, True), (third, 0, False, True))
    reader = read(product)
    assert texts(product) == ["a1", "", "b3", "", "c5"] and product.pages == 5
    assert reader.page_labels == ["1", "2", "3", "4", "5"]
    assert {tuple(map(float, page.mediabox)) for page in reader.pages} == {tuple(map(float, reader.pages[0].mediabox))}
    assert reader.get_destination_page_number(reader.named_destinations["c:x"]) == 4
    assert [reader.get_destination_page_number(entry) for entry in reader.outline] == [0, 2, 4]


def test_nothing_comes_from_outside(compiled):
    (warning,) = compiled('<img alt="図" src="https://example.jp/x.png">').interface.warnings
    assert "https://example.jp/x.png" in warning


def test_the_file_is_sound(compiled, linked, tmp_path):
    file = tmp_path / "x.pdf"
    file.write_bytes(linked(compiled(f'<h1 id="a:x">一</h1>{PAGES}', "a"), compiled("<p>二</p>", "b")).pdf)
    subprocess.run(["qpdf", "--check", file], check=True, capture_output=True)


def test_same_input_same_bytes(compiled, linked):
    def build() -> bytes:
        return linked(compiled('<h1 id="a:x">一</h1><p><b>太</b><span data-page="a:x">0</span></p>', "a")).pdf

    assert build() == build()


def test_no_reference_is_left_unfilled(compiled, linked):
    reader = read(linked(compiled('<p><a href="https://example.jp/">外</a></p>', "a"), compiled("<p>後</p>", "b")))
    for number in range(1, len(reader.xref_objStm) + 1):
        assert not isinstance(IndirectObject(number, 0, reader).get_object(), IndirectObject)
