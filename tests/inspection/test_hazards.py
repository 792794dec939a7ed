"""What should not be in a publication: each put into a page, or into the good edition, and found."""

from __future__ import annotations

import subprocess

import pytest
from pypdf.actions import JavaScript

from build_tools.inspection import inspect
from build_tools.inspection.document import Hazard
from tests.inspection.writing import one_page, pdf, stream

SCRIPT = "<< /S /JavaScript /JS (run) >>"
CASES = {
    "open action": ("/OpenAction [3 0 R /Fit]", "", [Hazard("OpenAction", "catalog", "GoTo")]),
    "script when opened": (
        f"/OpenAction {SCRIPT}", "",
        [Hazard("OpenAction", "catalog", "JavaScript"), Hazard("JavaScript", "OpenAction", "run")],
    ),
    "named script": ("/Names << /JavaScript << /Names [(s) 10 0 R] >> >>", "", [Hazard("JavaScript", "s", "run")]),
    "script in a stream": (
        "/Names << /JavaScript << /Names [(s) 13 0 R] >> >>", "", [Hazard("JavaScript", "s", "in a stream")],
    ),
    "script when closed": (f"/AA << /WC {SCRIPT} >>", "", [Hazard("JavaScript", "catalog", "run")]),
    "script of a page": ("", f"/AA << /O {SCRIPT} >>", [Hazard("JavaScript", "page", "run", 0)]),
    "launch": (
        "", "/Annots [<< /Subtype /Link /Rect [0 0 9 9] /A << /S /Launch /F (a.exe) >> >>]",
        [Hazard("Launch", "annotation Link", "a.exe", 0)],
    ),
    "launch after something harmless": (
        "", "/Annots [<< /Subtype /Link /A << /S /URI /URI (x:) /Next << /S /Launch /F << /UF (a) >> >> >> >>]",
        [Hazard("Launch", "annotation Link", "a", 0)],
    ),
    "form that is sent": (
        "/AcroForm << /Fields [<< /AA << /K << /S /SubmitForm /F (https://example.jp/) >> >> >>] /XFA [(a) 12 0 R] >>",
        "",
        [
            Hazard("AcroForm", "catalog", "1"), Hazard("XFA", "AcroForm", ""),
            Hazard("SubmitForm", "field", "https://example.jp/"),
        ],
    ),
    "circle of fields": ("/AcroForm << /Fields [11 0 R] >>", "", [Hazard("AcroForm", "catalog", "1")]),
    "attachment": (
        "/Names << /EmbeddedFiles << /Names [(key) << /UF (a.xlsx) /EF << /F 12 0 R >> >>] >> >>", "",
        [Hazard("EmbeddedFile", "key", "a.xlsx")],
    ),
    "associated file": ("/AF [<< /F (b.csv) >>]", "", [Hazard("AssociatedFile", "catalog", "b.csv")]),
    "attached on a page": (
        "", "/Annots [<< /Subtype /FileAttachment /FS << /F (c) >> >>]",
        [Hazard("FileAttachment", "annotation", "c", 0)],
    ),
    "rich media": ("", "/Annots [<< /Subtype /RichMedia >>]", [Hazard("RichMedia", "annotation", "", 0)]),
    "script of a bookmark": (
        f"/Outlines << /First << /Title (x) /A {SCRIPT} >> >>", "", [Hazard("JavaScript", "outline", "run")],
    ),
    "nothing": (
        "", "/Annots [<< /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (x:) >> >> << /Subtype /Text >>]", [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_hazards(written, name):
    catalog, page, expected = CASES[name]
    more = {10: SCRIPT, 11: "<< /Kids [11 0 R] >>", 12: stream(""), 13: "<< /S /JavaScript /JS 14 0 R >>"}
    found = written(pdf(one_page("", page, catalog, more | {14: stream("in a stream")}))).hazards
    assert list(found) == expected


def test_an_attachment_and_a_script_in_the_good_edition(altered, tmp_path):
    """Poppler sees the same."""

    def alter(writer):
        writer.add_attachment("名簿.csv", b"a,b")
        writer.add_open_action(JavaScript("app.beep()"))

    found = altered(alter)
    assert {(hazard.kind, hazard.detail) for hazard in found.hazards} >= {
        ("EmbeddedFile", "名簿.csv"), ("JavaScript", "app.beep()"),
    }  # fmt: skip
    for command, expected in (("pdfdetach -list", "名簿.csv"), ("pdfinfo -js", "app.beep()")):
        said = subprocess.run([*command.split(), tmp_path / "altered.pdf"], check=True, capture_output=True, text=True)
        assert expected in said.stdout


def test_encrypted_with_an_empty_password_is_read_and_told(report, tmp_path):
    arguments = ["--encrypt", "", "owner", "128", "--use-aes=n", "--", report, tmp_path / "open.pdf"]
    subprocess.run(["qpdf", "--allow-weak-crypto", *arguments], check=True)
    found = inspect(tmp_path / "open.pdf", trusted=True)
    assert found.file.is_encrypted and found.pages[0].lines
