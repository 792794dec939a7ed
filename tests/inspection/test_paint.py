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
