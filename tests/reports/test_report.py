"""What holds of every form: it is found, it comes into place whole, and it harms nobody."""

from __future__ import annotations

import io
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from build_tools.errors import KankoError, Place, Text
from build_tools.findings import Spot
from build_tools.reports import FORMS, forms, write_report
from build_tools.reports.form import FolderForm, TextForm, form_named
from tests.reports.conftest import finding, with_findings

TEXTS = [name for name in FORMS if isinstance(form_named(name), TextForm)]
HARM = "\x1b[2J\x00甲\ud800市\u202e\ufffe ]]> <script>alert(1)</script> & \" ' %0A ::error::\r\n\u2028x"


def names(error: pytest.ExceptionInfo[KankoError]) -> list[str]:
    return [problem.name for problem in error.value.problems]


def text_of(proof, form, language="ja") -> str:
    stream = io.StringIO()
    assert write_report(proof, form, stream, language) is None
    return stream.getvalue()


def test_a_form_is_a_module():
    modules = {file.stem for file in Path(forms.__file__).parent.glob("*.py")} - {"__init__"}
    assert set(FORMS) == modules == {"terminal", "json", "junit", "sarif", "github", "proof"}


def test_an_unknown_form_is_told_with_those_that_there_are(proof):
    with pytest.raises(KankoError) as error:
        write_report(proof, "pdf", io.StringIO(), "ja")
    assert names(error) == ["report.unknown-form"]
    assert "sarif" in error.value.problems[0].say("ja")


def test_a_folder_does_not_go_into_a_stream(proof):
    with pytest.raises(KankoError) as error:
        write_report(proof, "proof", io.StringIO(), "en")
    assert names(error) == ["report.needs-folder"]


@pytest.mark.parametrize("form", FORMS)
def test_a_report_comes_into_place_with_nothing_beside_it(proof, here, form):
    out = here / "reports" / "it"
    opened = write_report(proof, form, out, "ja")
    assert opened.is_file() and opened in (out, out / "index.html")
    assert [path.name for path in out.parent.iterdir()] == ["it"]


@pytest.mark.parametrize("form", FORMS)
def test_one_that_is_there_is_replaced(proof, clean, here, form):
    out = here / "it"
    first = write_report(proof, form, out, "en").read_text("utf-8")
    second = write_report(clean, form, out, "en").read_text("utf-8")
    assert "A paragraph is lost." in first and "A paragraph is lost." not in second
    assert {path.name for path in here.iterdir()} == {"it", "source", "dist"}


@pytest.mark.parametrize("form", FORMS)
def test_what_fails_leaves_the_old_one(proof, clean, here, form, monkeypatch):
    out = here / "it"
    before = write_report(proof, form, out, "en").read_bytes()
    shape = form_named(form)

    def fails(_proof, _language, to):
        with (to / "half").open("w") if isinstance(to, Path) else to as stream:
            stream.write("half")
            raise OSError(28, "No space left on device")

    broken = TextForm(fails) if isinstance(shape, TextForm) else FolderForm(fails, shape.opened, shape.mark)
    monkeypatch.setattr(f"build_tools.reports.forms.{form}.FORM", broken)
    with pytest.raises(KankoError) as error:
        write_report(clean, form, out, "en")
    assert names(error) == ["report.not-written"]
    assert (out if out.is_file() else out / "index.html").read_bytes() == before
    assert {path.name for path in here.iterdir()} == {"it", "source", "dist"}


def test_a_folder_of_something_else_is_left_alone(proof, here):
    (here / "mine").mkdir()
    (here / "mine/index.html").write_text("<title>mine</title>")
    for form in FORMS:
        with pytest.raises(KankoError) as error:
            write_report(proof, form, here / "mine", "ja")
        assert names(error) == ["report.in-the-way"]
    assert (here / "mine/index.html").read_text() == "<title>mine</title>"


def test_a_file_is_no_place_for_a_folder(proof, here):
    (here / "mine").write_text("mine")
    with pytest.raises(KankoError) as error:
        write_report(proof, "proof", here / "mine", "ja")
    assert names(error) == ["report.in-the-way"]


def test_a_place_that_cannot_be_written_to_is_told(proof, here):
    with pytest.raises(KankoError) as error:
        write_report(proof, "json", here / "source/chapter.md/report.json", "ja")
    assert names(error) == ["report.not-written"]
    assert "source/chapter.md/report.json" in error.value.problems[0].say("ja")


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("form", FORMS)
def test_what_a_file_says_harms_nobody(clean, here, form, language):
    """Escape sequences, halves of pairs, marks of the form itself: in the sentence, a label, a path, a code."""
    harmful = finding(
        f"test.{HARM}",
        what=Text(HARM, HARM),
        file=f"dist/{HARM}",
        source=Place(HARM, 1, HARM),
        spots=(Spot(0, HARM),),
    )
    opened = write_report(with_findings(clean, (finding(), harmful)), form, here / "it", language)
    text = opened.read_text("utf-8")
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e\ufffe]", text)
    assert "[U+001B]" in text or "%5BU+001B%5D" in text
    assert "<script>alert" not in text or form not in ("junit", "proof")
    if form == "json":
        assert json.loads(text)["findings"]
    if form == "junit":
        assert ET.fromstring(text).find(".//failure") is not None
    if form == "github":
        assert [line[:8] for line in text.splitlines()] == ["::error ", "::error ", text.splitlines()[2][:8]]


@pytest.mark.parametrize("form", [name for name in TEXTS if name != "junit"])
def test_the_same_proof_makes_the_same_text(proof, form):
    assert text_of(proof, form) == text_of(proof, form)


@pytest.mark.parametrize("form", FORMS)
def test_both_languages_are_spoken(proof, here, form):
    japanese = write_report(proof, form, here / "ja", "ja").read_text("utf-8")
    english = write_report(proof, form, here / "en", "en").read_text("utf-8")
    assert "段落が紙面にありません。" in japanese and "A paragraph is lost." in english
    if form != "json":  # which holds both
        assert "A paragraph is lost." not in japanese and "段落が紙面にありません。" not in english
