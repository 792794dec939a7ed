"""Pages, labels, destinations, outline and links, each out of a PDF that is written by hand."""

from __future__ import annotations

import pytest

from tests.inspection.writing import one_page, pdf


def test_boxes_that_are_not_given_are_those_that_the_standard_names(written):
    page = "/CropBox [10 290 390 10] /TrimBox [20 20 380 280] /Rotate -90 /UserUnit 2"
    (found,) = written(pdf(one_page(page=page))).pages
    assert found.crop == (10, 10, 390, 290) == found.bleed == found.art
    assert found.media == (0, 0, 400, 300) and found.trim == (20, 20, 380, 280)
    assert set(found.declared) == {"MediaBox", "CropBox", "TrimBox"}
    assert found.rotation == 270 and found.user_unit == 2


def pages(count: int, catalog: str = "") -> bytes:
    kids = " ".join(f"{10 + number} 0 R" for number in range(count))
    objects = {
        1: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {count} /MediaBox [0 0 400 300] /Rotate 180 >>",
    }
    return pdf(objects | {10 + number: "<< /Type /Page /Parent 2 0 R >>" for number in range(count)})


def test_boxes_and_rotation_are_inherited(written):
    assert [(page.media.width, page.rotation) for page in written(pages(2)).pages] == [(400, 180)] * 2


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("", "1 2 3 4"),
        ("/PageLabels << /Nums [0 << /S /D >>] >>", "1 2 3 4"),
        ("/PageLabels << /Nums [0 << /S /r >> 2 << /S /D /P (A-) /St 8 >>] >>", "i ii A-8 A-9"),
        ("/PageLabels << /Nums [0 << /S /R /St 3999 >>] >>", "MMMCMXCIX 4000 4001 4002"),
        ("/PageLabels << /Nums [0 << /S /A /St 26 >> 3 << /P (x) >>] >>", "Z AA BB x"),
        ("/PageLabels << /Nums [0 << /S /a /St 54 >>] >>", "bbb ccc ddd eee"),
        # Odd: no range for the first pages, ranges out of order, in kids, behind the last page.
        ("/PageLabels << /Nums [2 << /S /r >>] >>", "1 2 i ii"),
        ("/PageLabels << /Nums [2 << /S /r >> 0 << /S /D /St 5 >> 99 << >> -1 << >>] >>", "5 6 i ii"),
        ("/PageLabels << /Kids [<< /Nums [0 << /S /D >>] >> << /Nums [1 << /S /D >>] >>] >>", "1 1 2 3"),
        ("/PageLabels << /Nums [0 << /S /X /St (no) >>] >>", "1 2 3 4"),
        ("/PageLabels 7", "1 2 3 4"),
    ],
)
def test_labels(written, rule, expected):
    assert " ".join(page.label for page in written(pages(4, rule)).pages) == expected


def place(written, destination: str):
    """What a bookmark with this destination leads to."""
    more = {
        10: "<< /First 11 0 R /Last 11 0 R >>",
        11: f"<< /Title (x) /Parent 10 0 R /Dest {destination} >>",
        12: "<< /Names [(here) [3 0 R /FitH 50] (there) << /D [3 0 R /XYZ null 60 null] >>] >>",
    }
    names = "/Outlines 10 0 R /Names << /Dests 12 0 R >> /Dests << /old [3 0 R /Fit] >>"
    (item,) = written(pdf(one_page(catalog=names, more=more))).outline
    found = item.action.destination
    return item.action.name, found and (found.page, found.fit, found.left, found.top)


@pytest.mark.parametrize(
    ("destination", "expected"),
    [
        ("[3 0 R /XYZ 10 20 1.5]", (None, (0, "XYZ", 10, 20))),
        ("[3 0 R /FitR 1 2 3 4]", (None, (0, "FitR", 1, 4))),
        ("[3 0 R /FitV 7]", (None, (0, "FitV", 7, None))),
        ("[3 0 R /FitBH 7]", (None, (0, "FitBH", None, 7))),
        ("[5 0 R /XYZ 10 20 0]", (None, (None, "XYZ", 10, 20))),  # no page
        ("[]", (None, (None, "", None, None))),
        ("(here)", ("here", (0, "FitH", None, 50))),
        ("(there)", ("there", (0, "XYZ", None, 60))),
        ("/old", ("old", (0, "Fit", None, None))),
        ("(nowhere)", ("nowhere", None)),
    ],
)
def test_destinations(written, destination, expected):
    assert place(written, destination) == expected


def test_a_circle_of_bookmarks_is_gone_through_once(written):
    more = {
        10: "<< /First 11 0 R >>",
        11: "<< /Title (one) /Next 12 0 R /First 13 0 R /Count 1 >>",
        12: "<< /Title (two) /Next 11 0 R >>",
        13: "<< /Title (below) /First 11 0 R /A << /S /URI /URI (https://example.jp/) >> >>",
    }
    found = written(pdf(one_page(catalog="/Outlines 10 0 R", more=more))).outline
    assert [(item.level, item.title, item.is_open) for item in found] == [
        (1, "one", True),
        (2, "below", False),
        (1, "two", False),
    ]
    assert found[1].action.address == "https://example.jp/"


LINK = "<< /Type /Annot /Subtype /Link /Rect [10 90 {right} 112] {rest} >>"
CONTENT = "BT /F1 20 Tf 10 95 Td (left right) Tj ET BT /F1 20 Tf 10 50 Td (below) Tj ET"


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ("/A << /S /URI /URI (https://example.jp/a) >>", [("URI", None, "https://example.jp/a")]),
        ("/A << /S /GoToR /F << /F (b.pdf) /UF (c.pdf) >> /D (place) >>", [("GoToR", "place", "c.pdf")]),
        ("/A << /S /Launch /F (run.exe) >>", [("Launch", None, "run.exe")]),
        ("/A << /S /JavaScript /JS (app.alert\\(1\\)) >>", [("JavaScript", None, "app.alert(1)")]),
        ("/A << /S /Named /N /NextPage >>", [("Named", None, "NextPage")]),
        ("/A << /S /GoTo /D (nowhere) /Next [<< /S /URI /URI (x:) >> 12 0 R] >>",
         [("GoTo", "nowhere", None), ("URI", None, "x:"), ("Thread", None, None)]),
        ("/A 12 0 R", [("Thread", None, None)]),  # its next is itself
        ("/Dest [3 0 R /Fit]", [("GoTo", None, None)]),
        ("/A 7", []),
    ],
)  # fmt: skip
def test_actions_of_links(written, rest, expected):
    more = {11: LINK.format(right=60, rest=rest), 12: "<< /S /Thread /Next 12 0 R >>"}
    found = written(pdf(one_page(CONTENT, "/Annots [11 0 R]", more=more)))
    (link,) = found.links
    assert [(action.kind, action.name, action.address) for action in link.actions] == expected
    assert (link.page, link.number, link.rectangle) == (0, 11, (10, 90, 60, 112))


def test_text_under_a_link_is_what_can_be_clicked(written):
    quads = "/QuadPoints [40 112 110 112 40 90 110 90 0 70 70 70 0 45 70 45] /Contents (where)"
    more = {11: LINK.format(right=42, rest=""), 12: LINK.format(right=200, rest=quads), 13: "<< /Subtype /Link >>"}
    found = written(pdf(one_page(CONTENT, "/Annots [11 0 R 12 0 R 13 0 R 14 0 R]", more=more)))
    assert [link.text for link in found.links] == ["left", "right\nbelow"]
    assert [link.contents for link in found.links] == [None, "where"]
    assert len(found.links[1].quads) == 2


def test_a_moved_rectangle_is_seen(altered, report):
    """A fault in the good edition: the first link stands beside its text, and its destination names another page."""

    def move(writer):
        entry = writer.pages[1]["/Annots"][0].get_object()
        from pypdf.generic import ArrayObject, FloatObject

        entry[next(key for key in entry if key == "/Rect")] = ArrayObject(map(FloatObject, (1, 1, 5, 5)))

    first = next(link for link in altered(move).links if link.page == 1)
    assert first.text == "" and first.rectangle == (1, 1, 5, 5) and first.contents
