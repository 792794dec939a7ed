"""Every number that is printed for a place is the one printed on the page that holds it, read from the finished PDFs.

The edition is the case `places`: references in running text, cells, captions, footnotes, lists and boxes, over
chapters, roman front matter, a table over several pages and a landscape page.
"""

from __future__ import annotations

import io
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from pypdf.generic import NumberObject

from build_tools.pipeline import Order, build

CASE = Path(__file__).parents[1] / "cases" / "places" / "source"
CHAPTERS = {"main": ("one", "two", "three", "annex"), "shared": ("other", "two")}
# Below this (pt) stands nothing but the folio.
FOOT = 92
NUMBER = re.compile(r"(?<![0-9a-z])(?:[0-9]+|[ivxlcdm]+)(?![0-9a-z])")


@dataclass(frozen=True)
class Printed:
    """A link with a number in its text: where it stands (page from 0), its text, and the place (file, name)."""

    page: int
    text: str
    number: str
    place: tuple[str, str]


class Pdf:
    """A finished PDF as two readers see it."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.reader = pypdf.PdfReader(io.BytesIO(data))
        self.pages = list(pypdfium2.PdfDocument(data))
        self.texts = [page.get_textpage() for page in self.pages]

    def place(self, name: str) -> tuple[int, float]:
        """Page (from 0) and height of a named destination."""
        destination = self.reader.named_destinations[name]
        return self.reader.get_destination_page_number(destination), round(float(destination.top))

    def folio(self, page: int) -> str:
        return self.texts[page].get_text_bounded(top=FOOT).strip()

    def text(self, page: int) -> str:
        return "".join(self.texts[page].get_text_range().split())

    def printed(self) -> Iterator[Printed]:
        for number, page in enumerate(self.reader.pages):
            for link in (entry.get_object() for entry in page.get("/Annots", [])):
                target = self.target(link["/A"])
                if target is None:  # out of the set, or a footnote
                    continue
                left, top, right, bottom = map(float, link["/Rect"])
                text = self.texts[number].get_text_bounded(left - 1, bottom, right + 1, top).strip()
                if found := NUMBER.findall(text):
                    yield Printed(number, text, found[-1], target)

    def target(self, action: Mapping[str, object]) -> tuple[str, str] | None:
        """The document and the place to which an action leads; None for what is outside of the set."""
        if "/D" in action:
            return None if isinstance(action["/D"], list) else (self.name, str(action["/D"]))
        inside = re.fullmatch(r"\./(.*)\.pdf#nameddest=(.*)", str(action["/URI"]))
        return (inside[1], inside[2]) if inside else None


def mistakes(pdfs: Mapping[str, Pdf], name: str) -> list[str]:
    """What is wrong with the numbers of a PDF: those printed for places, and those of its pages."""
    found = []
    labels = pdfs[name].reader.page_labels
    for page, label in enumerate(labels):
        if page and pdfs[name].folio(page) != label:  # the cover has none
            found.append(f"page {page} is labelled {label} and says {pdfs[name].folio(page)}")
    for printed in pdfs[name].printed():
        file, place = printed.place
        page, _top = pdfs[file].place(place)
        if printed.number != pdfs[file].folio(page):
            found.append(f"{printed.text} leads to {place} on {pdfs[file].folio(page)}")
    return found


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    work = tmp_path_factory.mktemp("places")
    shutil.copytree(CASE, work / "source")
    built = build(Order(work / "source", work / "dist"))
    return {product.name: product.path.read_bytes() for product in built.products if product.pages}


@pytest.fixture(scope="module")
def pdfs(files: dict[str, bytes]) -> dict[str, Pdf]:
    return {name: Pdf(name, data) for name, data in files.items()}


@pytest.mark.parametrize("name", ["main", "shared"])
def test_every_printed_number_is_right(pdfs, name):
    assert mistakes(pdfs, name) == []


def spoilt(data: bytes, spoil) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    spoil(writer)
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def move_a_place(writer: pypdf.PdfWriter) -> None:
    """The picture of the dot, one page further than it is."""
    (leaf,) = writer.root_object["/Names"]["/Dests"]["/Kids"]
    names = leaf.get_object()["/Names"]
    place = names[names.index("one:dot") + 1]
    pages = [page.indirect_reference for page in writer.pages]
    for name, target in zip(names[::2], names[1::2], strict=True):
        if target[1:4] == place[1:4] and str(name).startswith("one:"):
            target[0] = pages[pages.index(target[0]) + 1]


def number_pages_wrongly(writer: pypdf.PdfWriter) -> None:
    """Roman numerals for one page too few."""
    ranges = writer.root_object["/PageLabels"]["/Nums"]
    ranges[2] = NumberObject(3)


@pytest.mark.parametrize(("spoil", "said"), [(move_a_place, "leads to one:"), (number_pages_wrongly, "is labelled")])
def test_a_wrong_number_is_seen(files, pdfs, spoil, said):
    """The faults that the measurement above must catch."""
    wrong = {**pdfs, "main": Pdf("main", spoilt(files["main"], spoil))}
    assert any(said in mistake for mistake in mistakes(wrong, "main"))


@pytest.mark.parametrize("name", ["main", "shared"])
def test_no_reference_escapes_the_measurement(pdfs, name):
    """As many numbers lead to each place as the source has {pageref}s to it."""
    wanted: Counter[tuple[str, int, float]] = Counter()
    for chapter in CHAPTERS[name]:
        for label in re.findall(r"\{pageref\}`([^`]*)`", (CASE / f"{chapter}.md").read_text("utf-8")):
            wanted[place_of(pdfs, name, label)] += 1
    found = Counter(
        (file, *pdfs[file].place(place))
        for printed in pdfs[name].printed()
        for file, place in [printed.place]
        if "ペ" in printed.text and not is_listed(printed)
    )
    assert found == wanted
    assert wanted.total() > (15 if name == "main" else 2)


def is_listed(printed: Printed) -> bool:
    """Whether a link is a line of a list: its number stands at its end."""
    return printed.text.endswith(printed.number)


def place_of(pdfs: Mapping[str, Pdf], name: str, label: str) -> tuple[str, int, float]:
    for file in (name, *pdfs):
        for chapter in CHAPTERS[file]:
            if f"{chapter}:{label}" in pdfs[file].reader.named_destinations:
                return file, *pdfs[file].place(f"{chapter}:{label}")
    raise AssertionError(label)


def test_lists_stand_in_the_front_matter_and_name_every_caption(pdfs):
    main = pdfs["main"]
    heads = {main.text(page).partition("一覧")[0][-1:]: page for page in (2, 3)}
    assert [main.folio(page) for page in (1, 2, 3)] == ["ii", "iii", "iv"]
    for kind, captions in {
        "図": ["図１－１四角い図（表１－１、1ページに対応する）1", "図１－２点の図4", "番号のない図13"],
        "表": ["表１－１参照を集めた表（12ページも見よ）1", "表２－１ページをまたぐ表5", "番号のない表13"],
    }.items():
        assert all(caption in main.text(heads[kind]) for caption in captions), main.text(heads[kind])


def test_numbers_are_those_of_the_document(pdfs):
    """The chapter that both documents hold: its table is 表２－１ in one, 表２ in the other."""
    main, shared = ("".join(map(pdf.text, range(len(pdf.pages)))) for pdf in (pdfs["main"], pdfs["shared"]))
    assert "表２－１ページをまたぐ表" in main and "と図１－２（4ページ）に示す" in main
    assert "表２ページをまたぐ表" in shared and "表１、表２、2ページ、本編10ページ" in shared


def test_a_list_that_is_empty_or_not_wanted_has_no_page(pdfs):
    """The second document has no figure, and asks for no index of its terms."""
    texts = [pdfs["shared"].text(page) for page in range(len(pdfs["shared"].pages))]
    assert not any("図一覧" in text for text in texts) and any("表一覧" in text for text in texts)
    assert all(texts) and not any("索引" in text for text in texts)


def index_page(pdf: Pdf) -> int:
    texts = map(pdf.text, range(len(pdf.pages)))
    (page,) = (number for number, text in enumerate(texts) if text.startswith("索引") or "か行" in text)
    return page


def test_the_index_names_no_page_twice(pdfs):
    """記録 is marked in two places of page 12."""
    main = pdfs["main"]
    page = index_page(main)
    links = [link.get_object() for link in main.reader.pages[page]["/Annots"]]
    lines = Counter((str(link["/Contents"]), main.folio(main.place(link["/A"]["/D"])[0])) for link in links)
    assert set(lines.values()) == {1} and ("記録（12ページ）", "12") in lines
    assert [main.folio(main.place(name)[0]) for name in ("three:index-0", "three:index-4")] == ["12", "12"]
    assert "記録1,12期間" in main.text(page)


def test_the_index_leads_to_every_page_that_it_must(pdfs):
    main = pdfs["main"]
    page = index_page(main)
    named = {main.place(name)[0] for name in main.reader.named_destinations if ":index-" in name}
    shown = {main.place(printed.place[1])[0] for printed in main.printed() if printed.page == page}
    assert shown == named and len(named) > 3
    text = main.text(page)
    order = [
        "英数字",
        "ＩＣＴ",
        "か行",
        "協定",
        "分担",
        "記録",
        "期間",
        "計画",
        "た行",
        "データ",
        "は行",
        "分担",
        "協定",
        "方針→計画",
    ]
    assert re.search(".*".join(order), text), text


def test_only_the_block_is_turned(pdfs):
    main = pdfs["main"]
    turned = [number for number, page in enumerate(main.pages) if page.get_width() > page.get_height()]
    assert [main.folio(number) for number in turned] == ["8"]
    text = main.text(turned[0])
    assert "横置きの表" in text and "計画はここにもある" not in text and "第２章" in text
    head = max(main.texts[turned[0]].get_rect(index)[3] for index in range(main.texts[turned[0]].count_rects()))
    assert main.pages[turned[0]].get_height() - head < 85


def test_a_table_goes_on_under_its_head(pdfs):
    main = pdfs["main"]
    pages = [number for number in range(len(main.pages)) if re.search(r"項目\d\d", main.text(number))]
    assert len(pages) > 2 and all("区分件数" in main.text(number) for number in pages)


def test_pictures_are_there(pdfs):
    """The drawing as paths, the raster as an image, both 4 cm wide."""
    raw = pypdfium2.raw
    for page, kind in ((4, raw.FPDF_PAGEOBJ_PATH), (7, raw.FPDF_PAGEOBJ_IMAGE)):
        found = (each.get_bounds() for each in pdfs["main"].pages[page].get_objects([kind], max_depth=4))
        assert any(right - left == pytest.approx(113.4, abs=3) for left, _bottom, right, _top in found)
