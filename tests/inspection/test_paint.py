"""What pages are painted with: ink, leaning and thickened text, filled rectangles, in the order of painting."""

from __future__ import annotations

from tests.inspection.writing import one_page, pdf


def test_ink_mode_and_slant_of_text(written):
    content = (
        "1 0 0 rg BT /F1 10 Tf 1 0 0 1 10 200 Tm (red) Tj ET "
        "BT 2 Tr /F1 10 Tf 1 0 0 1 10 100 Tm (thick) Tj ET BT 0 Tr /F1 10 Tf 1 0 0.25 1 10 50 Tm (leans) Tj ET"
    )
    (page,) = written(pdf(one_page(content))).pages
    assert {run.text: (run.ink, run.mode, run.slant) for run in page.runs} == {
        "red": ((255, 0, 0, 255), 0, 0.0),
        "thick": ((255, 0, 0, 255), 2, 0.0),
        "leans": ((255, 0, 0, 255), 0, 0.25),
    }


def test_filled_rectangles_in_their_places_and_order(written):
    content = (
        "q 2 0 0 2 10 20 cm 0 0 1 rg 0 0 50 30 re f Q BT /F1 10 Tf 30 40 Td (over) Tj ET "
        "1 g 0 0 100 0.5 re f 0 0 m 100 0 l 50 80 l h f 0 0 9 9 re S"
    )
    (page,) = written(pdf(one_page(content))).pages
    (fill,) = page.fills
    assert (tuple(fill.box), fill.ink) == ((10, 20, 110, 80), (0, 0, 255, 255))
    assert fill.order < next(page.runs).order


def test_what_marked_content_draws(written):
    """Lines, areas and shadings; not text, nor paths that are not painted, nor what nothing is left of."""
    content = (
        "/Figure << /MCID 0 >> BDC 10 10 20 20 re f 2 w 50 60 m 90 60 l S EMC "
        "/Figure << /MCID 1 >> BDC 10 10 20 20 re n BT /F1 10 Tf 30 40 Td (text) Tj ET EMC "
        "/Figure << /MCID 2 >> BDC q 0 0 5 5 re W n 10 10 20 20 re f Q EMC "
        "/Figure << /MCID 3 >> BDC q 10 10 50 50 re W n 0 0 30 30 re f Q EMC "
        "/Figure << /MCID 4 >> BDC q 100 100 50 50 re W n /S sh Q EMC 0 0 9 9 re f"
    )
    shading = "<< /ShadingType 2 /ColorSpace /DeviceGray /Coords [0 0 1 0] /Extend [true true] /Function 10 0 R >>"
    page = f"/Resources << /Font << /F1 5 0 R >> /Shading << /S {shading} >> >>"
    more = {10: "<< /FunctionType 2 /Domain [0 1] /C0 [0] /C1 [1] /N 1 >>"}
    (found,) = written(pdf(one_page(content, page, more=more))).pages
    assert {each.mcid: tuple(map(round, each.box)) for each in found.drawings} == {
        0: (10, 10, 92, 62),
        3: (10, 10, 30, 30),
        4: (100, 100, 150, 150),
    }


def test_a_filled_rectangle_is_what_is_left_of_it(written):
    (page,) = written(pdf(one_page("q 10 10 20 20 re W n 0 0 50 50 re f Q"))).pages
    assert [tuple(fill.box) for fill in page.fills] == [(10, 10, 30, 30)]
