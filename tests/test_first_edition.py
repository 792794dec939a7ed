"""The first edition end to end: built as its readers get it, read back with another library than what wrote it."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pypdf
import pytest

from build_tools.bundling import bundle
from build_tools.pipeline import Order, Outcome, build
from build_tools.reuse.update import update
from tests.reuse.projects import Project

ROOT = Path(__file__).parents[1]
A4 = (595.28, 841.89)
TITLE = "スマートシティモデルプロジェクトからの知見集"
COMMITTEE_PAGE = "https://www.mlit.go.jp/toshi/tosiko/toshi_tosiko_tk_000063.html"
GUIDEBOOK_PAGE = "https://www8.cao.go.jp/cstp/society5_0/smartcity/index.html"
MEMBERS = ["石田東生", "伊藤香織", "白坂成功", "中川雅之", "原田達也", "村木美貴"]
AFFILIATIONS = [
    "筑波大学名誉教授（座長）",
    "東京理科大学理工学部建築学科教授",
    "慶應義塾大学大学院システムデザイン・マネジメント研究科教授",
    "日本大学経済学部教授",
    "東京大学先端科学技術研究センター教授",
    "千葉大学大学院工学研究院教授",
]


@dataclass(frozen=True)
class Made:
    """What a build made: the outcome, the folder, and the PDFs opened."""

    outcome: Outcome
    folder: Path
    release: pypdf.PdfReader
    report: pypdf.PdfReader


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("edition") / "dist"
    outcome = build(Order(ROOT / "source", folder))
    return Made(outcome, folder, pypdf.PdfReader(folder / "press-release.pdf"), pypdf.PdfReader(folder / "report.pdf"))


def solid(text: str) -> str:
    """Text without white space: an extractor breaks lines, and Japanese has no spaces to lose."""
    return re.sub(r"\s+", "", text)


def page(reader: pypdf.PdfReader, number: int) -> str:
    return solid(reader.pages[number].extract_text())


def whole(reader: pypdf.PdfReader) -> str:
    return "".join(page(reader, number) for number in range(len(reader.pages)))


def in_order(text: str, *passages: str) -> None:
    """Each passage is there, behind the one before."""
    position = 0
    for passage in map(solid, passages):
        found = text.find(passage, position)
        assert found >= 0, f"not found after {position}: {passage}"
        position = found + len(passage)


def links(reader: pypdf.PdfReader, number: int) -> list[str]:
    annotations = (entry.get_object() for entry in reader.pages[number].get("/Annots", []))
    return [str(entry["/A"]["/URI"]) for entry in annotations if "/URI" in entry.get("/A", {})]


def test_products_are_all_there(made):
    names = [product.name for product in made.outcome.products]
    assert names == ["press-release", "report", "manuscript.json", "locations.json", "site"]
    assert all(product.path.exists() and product.size for product in made.outcome.products)
    assert not made.outcome.fresh


def test_release_is_one_portrait_page_and_one_landscape_sheet(made):
    sizes = [(float(sheet.mediabox.width), float(sheet.mediabox.height)) for sheet in made.release.pages]
    assert [pytest.approx(size, abs=0.5) for size in (A4, A4[::-1])] == sizes
    assert all(not sheet.rotation for sheet in made.release.pages)


def test_report_is_portrait(made):
    for sheet in made.report.pages:
        assert (float(sheet.mediabox.width), float(sheet.mediabox.height)) == pytest.approx(A4, abs=0.5)


def test_release_says_the_facts_in_order(made):
    in_order(
        page(made.release, 0),
        "令和４年３月３１日",
        "国土交通省スマートシティプロジェクトチーム事務局",
        f"「{TITLE}」の公開",
        "～スマートシティの実装に向けた実証事業に取り組む皆様へ～",
        "１．背景",
        "令和元年度",
        "スマートシティモデル事業等推進有識者委員会",
        "座長：石田東生筑波大学名誉教授",
        "推進体制・費用負担・市民参画",
        "スマートシティ・ガイドブック",
        f"２．「{TITLE}」の概要（別添）",
        "第１部 実証実験から得られた知見",
        "第２部 スマートシティ実現に向けた知見",
        COMMITTEE_PAGE,
        GUIDEBOOK_PAGE,
        "【問い合わせ先】",
        "国土交通省スマートシティプロジェクトチーム事務局",
        "大嶋、坂本",
        "03-5253-8111",
        "内線32672、32674",
        "03-5253-8411",
        "直通",
        "03-5253-1590",
    )


def test_sheet_says_the_facts(made):
    text = page(made.release, 1)
    in_order(
        text, f"{TITLE}の公開", "第１部 実証実験から得られた知見（抜粋）", "目的を明確化", "ポイント！（具体的行動）"
    )
    in_order(text, "第２部 スマートシティ実現に向けた知見（抜粋）", "全庁的なスマートシティ推進の風土をつくる組織体制")
    in_order(text, "大規模かつ機動的な推進組織と全庁での取組", "石川県加賀市", "32名", "※2021年度現在")
    in_order(text, "少人数組織による迅速な施策推進", "福島県会津若松市", "5名", "※2021年度現在")


@pytest.mark.parametrize("document", ["release", "report"])
def test_committee_in_order(made, document):
    text = whole(getattr(made, document))
    start = max(text.rfind(MEMBERS[1]) - 200, 0)  # the chair is named in running text as well
    in_order(text[start:], *MEMBERS)
    in_order(text[start:], *AFFILIATIONS)
    assert "いしだ" not in text


def test_the_sheet_takes_its_passages_from_the_report(made):
    sheet, report = page(made.release, 1), whole(made.report)
    for sentence in ("町の活力", "まちの活力"):
        if sentence in sheet:
            assert sentence in report
    body = sheet[sheet.index("ポイント！（具体的行動）") :]
    shared = body[len("ポイント！（具体的行動）") : len("ポイント！（具体的行動）") + 12]
    assert shared in report


def test_both_addresses_are_printed_and_linked(made):
    text = page(made.release, 0)
    for address in (COMMITTEE_PAGE, GUIDEBOOK_PAGE):
        assert address in text and address in links(made.release, 0)


def test_the_release_leads_into_the_report(made):
    """Each title of a part is a link to the page of the report that bears it."""
    addresses = [address for address in links(made.release, 0) if "nameddest" in address]
    for address, title in zip(
        dict.fromkeys(addresses), ("実証実験から得られた知見", "スマートシティ実現に向けた知見"), strict=True
    ):
        file, _, name = address.partition("#nameddest=")
        place = made.report.named_destinations[name]
        assert file == "./report.pdf"
        assert title in page(made.report, made.report.get_destination_page_number(place))


def test_contents_name_the_printed_pages(made):
    """Each line's number is the one printed on the page that its link leads to, and that page has the heading."""
    number, text = next(
        (n, page(made.report, n)) for n in range(len(made.report.pages)) if page(made.report, n).startswith("目次")
    )
    entries = [entry.get_object() for entry in made.report.pages[number]["/Annots"]]
    assert len(entries) == 7 + 1  # parts, chapters, the roster, and the one numbered section
    for entry in entries:
        title, _, where = solid(str(entry["/Contents"])).rpartition("（")
        number_behind = re.search(re.escape(title) + "([0-9]+)", text)
        target = made.report.get_destination_page_number(made.report.named_destinations[entry["/A"]["/D"]])
        assert number_behind
        assert where == f"{number_behind[1]}ページ）"
        assert page(made.report, target).endswith(number_behind[1])
        assert title in page(made.report, target)


def test_folios_are_the_page_labels(made):
    """Front matter in roman numerals, body from 1; the cover bears no folio."""
    folios = [sheet.extract_text().splitlines()[-1] for sheet in made.report.pages]
    assert folios[1:] == made.report.page_labels[1:] == ["ii", *map(str, range(1, len(folios) - 1))]


def test_outline_is_the_headings(made):
    def titles(entries: list, depth: int = 0) -> list[tuple[int, str]]:
        found = []
        for entry in entries:
            found += titles(entry, depth + 1) if isinstance(entry, list) else [(depth, solid(str(entry.title)))]
        return found

    outline = titles(made.report.outline)
    for depth, title in (
        (0, "第１部実証実験から得られた知見"),
        (1, "第１章目的を明確化"),
        (0, "第２部スマートシティ実現に向けた知見"),
        (1, "第１章推進体制"),
        (1, "第２章費用負担"),
        (1, "第３章市民参画"),
    ):
        assert (depth, title) in outline


@pytest.mark.parametrize("document", ["release", "report"])
def test_nothing_is_doubled(made, document):
    """No paragraph of some length stands twice in a document; running heads and folios are short."""
    for reader in [getattr(made, document)]:
        sentences = [sentence for sentence in re.split("。", whole(reader)) if len(sentence) > 25]
        doubled = {sentence for sentence in sentences if sentences.count(sentence) > 1 and "加工" not in sentence}
        assert not doubled


@pytest.mark.parametrize("document", ["release", "report"])
def test_the_notice_is_on_the_first_page(made, document):
    reader = getattr(made, document)
    for number in {0, len(reader.pages) - 1} if document == "report" else {0}:
        assert "サンプル" in page(reader, number) or "見本" in page(reader, number)
        in_order(page(reader, number), TITLE, "国土交通省", "令和４年３月３１日")


def test_one_spelling(made):
    for reader in (made.release, made.report):
        text = whole(reader)
        assert "〜" not in text and "取り組み" not in text and "スマートシティガイドブック" not in text


@pytest.mark.parametrize("name", ["press-release.pdf", "report.pdf"])
def test_files_are_sound_and_fonts_are_the_houses(made, name):
    subprocess.run(["qpdf", "--check", made.folder / name], check=True, capture_output=True)
    listed = subprocess.run(
        ["pdffonts", made.folder / name], check=True, capture_output=True, text=True
    ).stdout.splitlines()[2:]
    fonts = [line.split()[0].partition("+")[2] for line in listed]
    assert fonts and set(fonts) <= {"BIZUDMincho-Regular", "BIZUDGothic-Regular", "BIZUDGothic-Bold"}
    assert all(
        line.split()[-5:-2] == ["yes", "yes", "yes"] for line in listed
    )  # embedded, subset, with a map to Unicode
    assert b"file:" not in (made.folder / name).read_bytes()


def test_site_has_every_chapter_and_the_pdfs(made):
    site = made.folder / "site"
    index = (site / "index.html").read_text("utf-8")
    for name, reader in (("press-release", made.release), ("report", made.report)):
        assert (site / f"{name}.pdf").read_bytes() == (made.folder / f"{name}.pdf").read_bytes()
        assert f'href="{name}.pdf"' in index and f"{len(reader.pages)}ページ" in index
    chapter = (site / "report" / "organisation.html").read_text("utf-8")
    assert "第１章" in chapter and "推進体制" in chapter and 'lang="ja"' in chapter


def test_building_again_changes_nothing(made):
    again = build(Order(ROOT / "source", made.folder))
    assert again.fresh and again.seconds < made.outcome.seconds


def test_another_folder_same_bytes(made, tmp_path):
    build(Order(ROOT / "source", tmp_path / "elsewhere" / "out", only=("pdf",)))
    for name in ("press-release.pdf", "report.pdf"):
        assert (tmp_path / "elsewhere" / "out" / name).read_bytes() == (made.folder / name).read_bytes()


def test_a_guidebook_names_the_pages_that_the_report_prints(made, tmp_path):
    guide = shutil.copytree(ROOT / "tests/cases/guidebook", tmp_path / "guide")
    (guide / "bundles").mkdir()
    bundle(ROOT / "source", made.folder, guide / "bundles/chikenshu-2022.kanko")
    update(guide)
    office = Project(guide).build("text").file("office.txt")
    heading = solid("全庁的なスマートシティ推進の風土をつくる組織体制")
    pages = [number for number in range(len(made.report.pages)) if heading in page(made.report, number)]
    assert f"（報告書{made.report.page_labels[pages[-1]]}ページ）" in solid(office)
