"""The inspection against independent readers, qpdf and poppler, on every PDF of the first edition."""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from build_tools.inspection import inspect

XHTML = "{http://www.w3.org/1999/xhtml}"
DC = "http://purl.org/dc/elements/1.1/"
EXTENSION = "{http://www.aiim.org/pdfa/ns/extension/}"


def said(*command: str | Path) -> str:
    """What a program prints."""
    return subprocess.run([*map(str, command)], check=True, capture_output=True, text=True).stdout


def qpdf(path: Path, *keys: str) -> dict[str, Any]:
    return json.loads(said("qpdf", "--json=2", *(f"--json-key={key}" for key in keys), path))


def solid(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_boxes(read, path):
    """Poppler prints hundredths of a point."""
    names = {"MediaBox": "media", "CropBox": "crop", "BleedBox": "bleed", "TrimBox": "trim", "ArtBox": "art"}
    printed = said("pdfinfo", "-box", "-f", "1", "-l", str(len(read.pages)), path)
    found = re.findall(r"^Page +(\d+) (\w+Box): +(.*)$", printed, re.M)
    assert len(found) == 5 * len(read.pages)
    for number, name, numbers in found:
        box = getattr(read.pages[int(number) - 1], names[name])
        assert list(map(float, numbers.split())) == pytest.approx(list(box), abs=0.006)


def test_labels(read, path):
    ranges = qpdf(path, "pagelabels")["pagelabels"]
    starts = {entry["index"]: entry["label"] for entry in ranges}
    roman = ["", "i", "ii", "iii", "iv"]
    expected: list[str] = []
    for index in range(len(read.pages)):
        start = max(start for start in starts if start <= index)
        number = starts[start].get("/St", 1) + index - start
        expected.append(roman[number] if starts[start]["/S"] == "/r" else str(number))
    assert [page.label for page in read.pages] == expected


def test_outline(read, path):
    def flat(items: list[dict[str, Any]], level: int) -> Iterator[tuple[int, str, int, float]]:
        for item in items:
            yield level, item["title"], item["destpageposfrom1"] - 1, item["dest"][3]
            yield from flat(item["kids"], level + 1)

    found = [
        (item.level, item.title, item.action.destination.page, item.action.destination.top) for item in read.outline
    ]
    assert found == list(flat(qpdf(path, "outlines")["outlines"], 1)) != []


def test_destinations(read, path):
    """Poppler prints whole points."""
    listed = re.findall(r'^ *(\d+) \[ (\w+) +(\S+) +(\S+) +\S+ *\] "(.*)"$', said("pdfinfo", "-dests", path), re.M)
    expected = {name: (int(page) - 1, fit, int(left), int(top)) for page, fit, left, top, name in listed}
    found = {
        name: (place.page, place.fit, pytest.approx(place.left, abs=0.51), pytest.approx(place.top, abs=0.51))
        for name, place in read.destinations
    }
    assert expected == found != {}


def test_addresses_of_links(read, path):
    listed = re.findall(r"^ *(\d+) +Annotation +(\S+)$", said("pdfinfo", "-url", path), re.M)
    found = [(str(link.page + 1), action.address) for link in read.links for action in link.actions if action.address]
    assert sorted(found) == sorted(listed) != []


def _named(place: object) -> str | None:
    """The name of a destination as qpdf writes it; a footnote's place has none."""
    return place.removeprefix("u:") if isinstance(place, str) else None


def test_links_within(read, path):
    """Every link annotation that qpdf lists, with its rectangle and where it leads."""
    objects = qpdf(path, "qpdf")["qpdf"][1]
    expected = {}
    for name, holder in objects.items():
        value = holder.get("value", {})
        if isinstance(value, dict) and value.get("/Subtype") == "/Link":
            action, (a, b, c, d) = value["/A"], value["/Rect"]
            expected[int(name.split(":")[1].split()[0])] = (
                action["/S"][1:],
                pytest.approx([min(a, c), min(b, d), max(a, c), max(b, d)], abs=0.001),
                _named(action.get("/D")),
                value["/Contents"][2:],
            )
    found = {
        link.number: (link.actions[0].kind, list(link.rectangle), link.actions[0].name, link.contents)
        for link in read.links
    }
    assert found == expected != {}
    places = dict(read.destinations)
    named = [link.actions[0] for link in read.links if link.actions[0].name]
    assert all(places[action.name] == action.destination for action in named)


def test_text_under_links_is_what_they_are_called(read):
    """The press writes the link's text as Contents, on each line of a link, with where it leads; a line of the contents
    has a number too.
    """
    assert read.links
    for (contents, _), pieces in groupby(read.links, key=lambda link: (link.contents, link.actions)):
        if contents.startswith("脚注"):  # its text is a mark
            continue
        text = solid("".join(link.text for link in pieces))
        said = re.sub("（([0-9]+ページ|[a-z-]+[.]pdf( [0-9]+ページ)?|[a-z0-9.]+)）$", "", contents)
        assert re.fullmatch(f"({re.escape(solid(said))})+[0-9]*", text)


def test_fonts(read, path):
    rows = [line.split() for line in said("pdffonts", path).splitlines()[2:]]
    expected = {(row[0].partition("+")[2], *(word == "yes" for word in row[-5:-2])) for row in rows}
    found = {(font.name, font.is_embedded, font.is_subset, font.has_tounicode) for font in read.fonts}
    assert found == expected != set()
    assert {(font.kind, font.encoding) for font in read.fonts} == {("Type0/CIDFontType2", "Identity-H")}
    used = {run.font for page in read.pages for run in page.runs}
    assert used == {font.name for font in read.fonts}


def test_metadata(read, path):
    printed = dict(re.findall(r"^(\w[\w ]*): +(.*)$", said("pdfinfo", "-rawdates", path), re.M))
    for key in ("Title", "Author", "Subject", "Producer", "CreationDate", "ModDate"):
        assert read.metadata.entry(key) == printed[key]
    assert read.metadata.values(DC, "title") == (printed["Title"],)
    xmp = ElementTree.fromstring(said("pdfinfo", "-meta", path).strip())
    for description in xmp.iter("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}Description"):
        for schemas in description.findall(f"{EXTENSION}schemas"):  # a structure: not read
            description.remove(schemas)
    texts = {text.strip() for text in xmp.itertext() if text.strip()}
    items = [item for item in read.metadata.xmp if item.name != "schemas"]
    assert {value for item in items for _, value in item.values} == texts


def test_file_and_catalog(read, path):
    printed = dict(re.findall(r"^(\w[\w ]*): +(.*)$", said("pdfinfo", path), re.M))
    assert read.file.version == printed["PDF version"]
    assert f"{read.file.size} bytes" == printed["File size"]
    assert read.file.is_linearized is (printed["Optimized"] == "yes") is False
    assert read.catalog.is_marked is (printed["Tagged"] == "yes") is True
    assert read.file.has_object_streams and not read.file.is_encrypted
    assert read.catalog.language == "ja" and not read.hazards and not read.complaints


def test_linearized_without_object_streams(report, tmp_path, edition):
    said("qpdf", "--linearize", "--object-streams=disable", "--force-version=1.5", report, tmp_path / "linear.pdf")
    found = inspect(tmp_path / "linear.pdf", trusted=True)
    assert found.file.is_linearized and not found.file.has_object_streams and found.file.version == "1.5"


def test_rewritten_by_another_tool_the_same_is_found(read, path, tmp_path):
    """What is found is what the file holds, not its bytes: but for the numbers of objects."""
    said("qpdf", "--qdf", path, tmp_path / "other.pdf")
    other = inspect(tmp_path / "other.pdf", trusted=True)
    assert other.pages == read.pages and other.outline == read.outline and other.fonts == read.fonts
    assert [other.structure.text(element) for element in other.structure.elements] == [
        read.structure.text(element) for element in read.structure.elements
    ]
    assert other.destinations == read.destinations and other.metadata == read.metadata


def test_words_and_where_they_stand(read, path):
    """Each word of poppler's is found on its page, and its first glyph begins where poppler's word does."""
    pages = ElementTree.fromstring(said("pdftotext", "-bbox", path, "-")).iter(f"{XHTML}page")
    for page, theirs in zip(read.pages, pages, strict=True):
        starts = {(round(box.left), round(run.baseline)) for run in page.runs for box in run.boxes}
        lines = {(x + dx, y) for x, y in starts for dx in (-1, 0, 1)}
        words = [word for word in theirs if word.text]
        assert Counter(solid("".join(line.text for line in page.lines))) == Counter(
            solid("".join(w.text for w in words))
        )
        for word in words:
            left, bottom = float(word.get("xMin")), page.media.top - float(word.get("yMax"))
            height = float(word.get("yMax")) - float(word.get("yMin"))
            assert any((round(left), round(bottom + height * part / 20)) in lines for part in range(9)), word.text


def test_structure(read, path):
    """Types and texts in order, as poppler reads them. It shows a link's object by address where we have its number."""
    kinds, texts = [], []
    for line in said("pdfinfo", "-struct-text", path).splitlines():
        text = re.fullmatch(r' *"(.*)"', line)
        if text:
            texts.append(text[1])
        elif not line.strip().startswith(("Object", "/")):
            kinds.append(line.split()[0].rstrip(":"))
    found = read.structure.elements
    assert [element.kind for element in found] == kinds != []
    whole = "".join(read.structure.text(element) for element in found if element.level == 1)
    assert solid(whole) == solid("".join(texts)) != ""
    assert read.structure.repeated == 0


def test_link_annotations_are_in_the_structure(read):
    referred = {kid.number for e in read.structure.elements for kid in e.kids if hasattr(kid, "number")}
    assert referred == {link.number for link in read.links}


def test_text_of_the_structure_is_the_text_of_the_pages(read):
    """Nothing that is claimed by an element is lost, and nothing is read twice."""
    claimed = {(c.page, c.mcid) for e in read.structure.elements for c in e.kids if hasattr(c, "mcid")}
    tagged = Counter(solid("".join(c.text for e in read.structure.elements for c in e.kids if hasattr(c, "mcid"))))
    runs = (run for page in read.pages for run in page.runs if (page.number, run.mcid) in claimed)
    assert tagged == Counter(solid("".join(run.text for run in runs)))
