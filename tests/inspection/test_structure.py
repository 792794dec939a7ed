"""The structure tree, the catalog and the metadata, out of hand-written PDFs and of the altered edition."""

from __future__ import annotations

import pytest

from build_tools.inspection.document import Content, ObjectReference
from tests.inspection.writing import one_page, packed, pdf, stream

WORDS = "".join(
    f"/P << /MCID {number} >> BDC BT /F1 10 Tf 10 {200 - 20 * number} Td ({word}) Tj ET EMC "
    for number, word in enumerate(("one", "two", "three"))
)


def tree(written, more, catalog="", root=""):
    objects = {10: f"<< /Type /StructTreeRoot /K 11 0 R {root} >>", **more}
    return written(pdf(one_page(WORDS, catalog=f"/StructTreeRoot 10 0 R {catalog}", more=objects)))


def test_elements_with_all_that_they_say(written):
    more = {
        11: "<< /S /Chapter /K [12 0 R 13 0 R] /Lang (ja) /T (title) >>",
        12: "<< /S /TH /Pg 3 0 R /ID (a) /A [<< /O /Table /Scope /Column /Headers [(b) (c)] >> 0] /C /Wide /K [1 "
        "<< /Type /OBJR /Obj 20 0 R >> 0] >>",
        13: "<< /S /Figure /Alt (a tree) /ActualText (T) /E (long) /A << /O /Layout /BBox [0 1 2.5 3] >> "
        "/K << /Type /MCR /Pg 3 0 R /MCID 2 >> >>",
        20: "<< /Type /Annot /Subtype /Link /Rect [0 0 1 1] >>",
    }
    root = "/RoleMap << /Chapter /Part1 /Part1 /Sect >> /ClassMap << /Wide << /O /Table /ColSpan 2 >> >>"
    found = tree(written, more, root=root).structure
    chapter, head, figure = found.elements
    assert (chapter.kind, chapter.role, chapter.language, chapter.title) == ("Chapter", "Sect", "ja", "title")
    assert (chapter.kids, chapter.parent, chapter.level, head.level) == ((1, 2), None, 1, 2)
    assert head.kids == (Content(0, 1, "\ntwo"), ObjectReference(0, 20), Content(0, 0, "\none"))
    assert head.attributes == (
        ("Table", "Headers", ("b", "c")), ("Table", "Scope", "Column"), ("Table", "ColSpan", "2"),
    )  # fmt: skip
    assert (head.attribute("Scope"), head.identifier, head.page) == ("Column", "a", 0)
    assert (figure.alternate, figure.actual_text, figure.expansion, figure.page) == ("a tree", "T", "long", 0)
    assert figure.attribute("BBox") == ("0", "1", "2.5", "3")
    assert found.text(chapter) == "two\none\nthree" and found.text(figure) == "three"
    assert list(found.children(chapter)) == [head, figure]


def test_no_tree_is_none(written):
    assert written(pdf(one_page(WORDS))).structure is None


def test_a_circle_is_cut_and_counted(written):
    more = {
        11: "<< /S /Document /Pg 3 0 R /K [12 0 R 12 0 R 0] >>",
        12: "<< /S /Sect /Pg 3 0 R /K [11 0 R 1 (odd) null << >>] >>",
    }
    root = "/RoleMap << /Sect /Part /Part /Sect >>"
    found = tree(written, more, root=root).structure
    assert [element.kind for element in found.elements] == ["Document", "Sect"]
    assert found.repeated == 2 and found.text(found.elements[0]) == "two\none"
    assert found.elements[1].role == "Part"


def test_a_tree_as_deep_as_it_likes(written):
    deep = 20_000
    more = {11 + n: f"<< /S /Sect /K {12 + n} 0 R >>" for n in range(deep)}
    more[11 + deep] = "<< /S /P /Pg 3 0 R /K 0 >>"
    found = tree(written, more).structure
    assert found.elements[-1].level == deep + 1 and found.text(found.elements[0]) == "one"


def test_marked_content_of_a_stream_elsewhere_has_no_text(written):
    more = {11: "<< /S /P /Pg 3 0 R /K [<< /Type /MCR /MCID 0 /Stm 5 0 R >> 9] >>"}
    (element,) = tree(written, more).structure.elements
    assert element.kids == (Content(0, 0, ""), Content(0, 9, ""))


def test_a_dropped_paragraph_and_a_changed_head_are_seen(altered, report):
    """Faults in the good edition: an element that is out of the tree, and one that is another type."""
    from pypdf.generic import ArrayObject, NameObject

    def alter(writer):
        document = writer.root_object["/StructTreeRoot"]["/K"][0].get_object()
        kids = document["/K"]
        contents = next(kid.get_object() for kid in kids if kid.get_object()["/S"] == "/Sect")
        contents["/K"][0].get_object()[NameObject("/S")] = NameObject("/H3")
        document[NameObject("/K")] = ArrayObject(kids[1:])

    found = altered(alter).structure
    assert "からの知見集" not in found.text(found.elements[0])[:30]
    assert any(element.kind == "H3" and element.page == 1 for element in found.elements)


def test_the_catalog(written):
    catalog = (
        "/Lang (ja-JP) /MarkInfo << /Marked true /Suspects true >> /PageLayout /TwoPageRight /PageMode /UseOutlines "
        "/ViewerPreferences << /DisplayDocTitle true /Direction /R2L >> /Version /2.0"
    )
    found = written(pdf(one_page(catalog=catalog)))
    assert found.catalog.language == "ja-JP" and found.catalog.is_marked and found.catalog.is_suspect
    assert (found.catalog.page_layout, found.catalog.page_mode) == ("TwoPageRight", "UseOutlines")
    assert found.catalog.viewer_preferences == (("Direction", "R2L"), ("DisplayDocTitle", "True"))
    assert found.file.version == "2.0"


XMP = """<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:d="http://example.jp/d#"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"><d:title><rdf:Alt><rdf:li xml:lang="ja">A &amp; B
</rdf:li><rdf:li xml:lang="en">C</rdf:li></rdf:Alt></d:title><d:hash>abc</d:hash></rdf:Description></rdf:RDF>
</x:xmpmeta>"""


def test_metadata(written):
    objects = one_page(catalog="/Metadata 10 0 R", more={
        10: stream(XMP, "/Type /Metadata /Subtype /XML"), 11: "<< /Title <FEFF7532> /Odd [1] /Trapped /False >>",
    })  # fmt: skip
    found = written(pdf(objects, "/Root 1 0 R /Info 11 0 R")).metadata
    assert found.info == (("Odd", "array"), ("Title", "甲"), ("Trapped", "False"))
    assert found.entry("Title") == "甲" and found.entry("Author") is None
    assert found.values("http://example.jp/d#", "title") == ("A & B", "C")
    assert found.values("http://example.jp/d#", "hash") == ("abc",)
    assert found.values("http://www.aiim.org/pdfua/ns/id/", "part") == ("1",)
    (title,) = [item for item in found.xmp if item.name == "title"]
    assert [language for language, _ in title.values] == ["ja", "en"]


@pytest.mark.parametrize("xmp", ["", "<broken", "<a/>", packed(b"\0" * 6_000_000)])
def test_xmp_that_cannot_be_read_is_none(written, xmp):
    more = {10: xmp if isinstance(xmp, bytes) else stream(xmp)}
    assert not written(pdf(one_page(catalog="/Metadata 10 0 R", more=more))).metadata.xmp
