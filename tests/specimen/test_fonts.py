"""Faces of the specimen: bold from a bold face, nothing that leans, what the text font lacks from the declared one."""

from __future__ import annotations

import pypdf


def test_the_page_of_fonts_is_set_in_real_faces(specimen):
    page = next(page for page in pypdf.PdfReader(specimen.file).pages if page.extract_text().startswith("書体"))
    found: dict[str, str] = {}

    def visit(text, matrix, position, font, size):
        name = str(font["/BaseFont"]).rpartition("+")[2] if font else ""
        found[name] = found.get(name, "") + text.strip()
        assert matrix[2] == 0 and position[2] == 0  # no slant

    page.extract_text(visitor_text=visit)
    found = {name: text for name, text in found.items() if text}
    assert set(found) == {"BIZUDMincho-Regular", "BIZUDGothic-Bold", "BIZUDGothic-Regular", "NotoSerifCJKjp-Regular"}
    assert found["NotoSerifCJKjp-Regular"] == "𠮷瑨"
    assert "強調" in found["BIZUDGothic-Bold"] and "emphasis" in found["BIZUDGothic-Regular"]
