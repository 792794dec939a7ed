"""The folder of pictures in a real browser: its keys, filters and views, on a phone and on a desk."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page

from build_tools.errors import KankoError
from build_tools.visual.compare import Request
from build_tools.visual.report import write_pages
from tests.reports.test_proof_in_browser import DESK, PHONE, browser, current, visible

__all__ = ["browser"]


@pytest.fixture(scope="module")
def folder(built, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("report") / "out"
    write_pages(Request(built["same"], built["much"]), out, "ja")
    return out


@pytest.fixture
def view(browser: Browser, folder: Path) -> Iterator[Page]:
    """The report, opened from the disk; an error of its program fails the test, as does a request to elsewhere."""
    page = browser.new_page(viewport={"width": DESK[0], "height": DESK[1]})
    errors, asked = [], []
    page.on("pageerror", lambda error: errors.append(error))
    page.on("console", lambda message: errors.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto((folder / "index.html").as_uri())
    yield page
    page.close()
    assert errors == [] and not [url for url in asked if not url.startswith(folder.as_uri())]
    assert len(asked) >= 4


def test_pages_that_differ_have_pictures_and_no_others(folder):
    data = json.loads((folder / "pages.json").read_text("utf-8"))
    differ = {pair["number"]: pair for pair in data["pairs"] if pair["kinds"] != ["same"]}
    pictures = {file.name for file in (folder / "pages").iterdir()}
    assert {int(name.partition("-")[0]) for name in pictures} == set(differ) == {2, 3, 4, 5, 6, 7, 8, 9, 10}
    assert "5-new.webp" in pictures and "5-old.webp" not in pictures
    with Image.open(folder / "pages/4-new.webp") as image:
        assert image.size == (differ[4]["new"]["width"], differ[4]["new"]["height"]) == (893, 1263)


def test_keys_go_from_change_to_change_and_from_page_to_page(view):
    seen = []
    for key in "jjjk":
        view.keyboard.press(key)
        seen.append(current(view))
    assert seen == ["change-1", "change-2", "change-3", "change-2"] and view.url.endswith("#change-2")
    assert "2 / " in view.inner_text("#current")
    for key, expected in zip("nnp", ("pair-4", "pair-5", "pair-4"), strict=True):
        view.keyboard.press(key)
        assert current(view) == expected
    assert view.get_attribute('[data-page="pair-4"]', "aria-current") == "true"


def test_filters_by_reason(view):
    assert visible(view, ".page") == 9
    view.uncheck("input[name=kind][value=furniture]")
    assert visible(view, ".page") == 7
    view.goto(view.url.partition("#")[0] + "#pair-10")  # hidden by the filter: the address is stronger
    view.wait_for_function("document.querySelector('.page.current')?.id === 'pair-10'")
    assert visible(view, ".page") == 9
    for box in view.locator("input[name=kind]").all():
        box.uncheck()
    assert view.is_visible("#nothing")


def test_one_page_is_laid_over_the_other(view):
    assert (visible(view, "#pair-4 .old"), visible(view, "#pair-4 .both")) == (1, 0)
    view.keyboard.press("v")
    assert (visible(view, "#pair-4 .old"), visible(view, "#pair-4 .both")) == (0, 1)
    assert visible(view, "#pair-5 .new") == 1  # it has nothing to be laid over
    assert visible(view, "#pair-4 .region") > 0
    view.keyboard.press("b")
    assert visible(view, "#pair-4 .region") == 0
    view.keyboard.press("v")
    assert visible(view, "#pair-4 .mark") == 0
    view.keyboard.press("b")
    assert visible(view, "#pair-4 .mark") > 0


def test_a_frame_stands_round_the_new_paragraph(view):
    figure, mark = view.locator("#pair-4 .new figure").bounding_box(), view.locator("#pair-4 .new .mark").bounding_box()
    assert figure["x"] < mark["x"] and mark["x"] + mark["width"] < figure["x"] + figure["width"]
    assert mark["width"] > 0.6 * figure["width"] and mark["y"] > figure["y"] + 0.7 * figure["height"]


def test_words_are_marked_without_colour_alone(view):
    assert visible(view, "#pair-2 del") >= 1 and visible(view, "#pair-2 ins") >= 1
    assert "one.md:" in view.inner_text("#pair-6 .card") and "押したのは" in view.inner_text("#pair-6 .card")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_it_is_accessible_and_no_wider_than_the_screen(browser, folder, size, scheme):
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    page.goto((folder / "index.html").as_uri())
    for keys in ("j", "v"):
        page.keyboard.press(keys)
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    page.close()


def test_nothing_that_differs_is_said(browser, built, tmp_path):
    write_pages(Request(built["same"], built["same"]), tmp_path / "same", "en")
    page = browser.new_page()
    page.goto((tmp_path / "same/index.html").as_uri())
    assert "Every page is the same to the pixel." in page.inner_text("main") and page.locator(".verdict.passed").count()
    for key in "jknpvb?":
        page.keyboard.press(key)
    assert page.is_visible("#help") and Axe().run(page).violations_count == 0
    page.close()


def test_only_such_a_report_is_replaced(built, tmp_path):
    request = Request(built["same"], built["same"])
    for _ in range(2):
        write_pages(request, tmp_path / "out", "en")
    other = tmp_path / "other"
    other.mkdir()
    (other / "index.html").write_text("something else")
    with pytest.raises(KankoError) as caught:
        write_pages(request, other, "en")
    assert [problem.name for problem in caught.value.problems] == ["visual.in-the-way"]
    assert (other / "index.html").read_text() == "something else"


def test_a_comparison_that_fails_leaves_the_last_report_where_it_was(built, tmp_path):
    write_pages(Request(built["same"], built["same"]), tmp_path / "out", "en")
    before = (tmp_path / "out/index.html").read_bytes()
    (tmp_path / "bad.pdf").write_bytes(b"no pdf")
    with pytest.raises(KankoError):
        write_pages(Request(built["same"], tmp_path / "bad.pdf"), tmp_path / "out", "en")
    assert (tmp_path / "out/index.html").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.pdf", "out"]
