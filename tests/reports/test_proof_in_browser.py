"""The folder of pictures in a real browser: its keys, its filters, the source beside a page; and whoever reads it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from build_tools.reports import write_report

PHONE, DESK = (375, 800), (1280, 900)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; a machine without it fails."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def folder(proof, here: Path) -> Path:
    write_report(proof, "proof", here / "proof", "ja")
    return here / "proof"


@pytest.fixture
def view(browser: Browser, folder: Path) -> Iterator[Page]:
    """The proof, opened from the disk; an error of its program fails the test, as does a request to elsewhere."""
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


def current(view: Page) -> str:
    return view.evaluate("document.activeElement.id")


def visible(view: Page, selector: str) -> int:
    return view.locator(selector).locator("visible=true").count()


def test_keys_go_from_finding_to_finding(view):
    seen = []
    for key in "jjjjjkk":
        view.keyboard.press(key)
        seen.append(current(view))
    assert seen == [f"finding-{number}" for number in (1, 2, 3, 4, 4, 3, 2)]
    assert view.url.endswith("#finding-2")
    assert "2 / 4" in view.inner_text("#current") and "壊れています。" in view.inner_text("#current")


def test_what_is_gone_to_is_in_view(view):
    for _ in range(4):
        view.keyboard.press("j")
    mark = view.locator(".mark.current").first
    assert mark.get_attribute("data-finding") == "4"
    box = mark.bounding_box()
    assert box["y"] >= 0 and box["y"] + box["height"] <= DESK[1]
    card = view.locator("#finding-4").bounding_box()
    assert card["y"] >= 0 and card["y"] <= DESK[1]


def test_keys_go_from_page_to_page(view):
    seen = []
    for key in "nnnnnnnpp":
        view.keyboard.press(key)
        seen.append(current(view))
    order = ["release-1", "release-2", "release-3", "report-1", "report-2", "report-3", "report-3"]
    assert seen == [*order, "report-2", "report-1"]
    assert view.get_attribute('[data-page="report-1"]', "aria-current") == "true"


def test_an_address_leads_to_a_page_and_to_a_finding(view, folder):
    view.goto((folder / "index.html").as_uri() + "#report-3")
    view.wait_for_function("document.querySelector('.page.current')?.id === 'report-3'")
    assert abs(view.locator("#report-3").bounding_box()["y"]) < DESK[1] / 2
    view.goto((folder / "index.html").as_uri() + "#finding-3")
    view.wait_for_function("document.activeElement.id === 'finding-3'")


def test_filters_by_severity(view):
    assert (visible(view, ".card"), visible(view, ".mark")) == (4, 4)
    view.uncheck("input[name=severity][value=warning]")
    assert (visible(view, ".card"), visible(view, ".mark"), visible(view, ".echo")) == (3, 1, 0)
    assert view.get_attribute('[data-page="report-2"]', "data-worst") is None
    view.keyboard.press("2")
    assert visible(view, ".mark") == 4 and view.get_attribute('[data-page="report-2"]', "data-worst") == "warning"
    view.keyboard.press("1")
    view.keyboard.press("j")
    assert current(view) == "finding-1"
    view.keyboard.press("j")
    assert current(view) == "finding-4"  # 2 and 3 are errors


def test_filters_by_rule(view):
    view.uncheck('input[value="test.lost"]')
    assert visible(view, ".card") == 3
    view.click("[data-every='']")
    assert visible(view, ".card") == 0 and view.is_visible("#nothing")
    view.click("[data-every='true']")
    assert visible(view, ".card") == 4 and not view.is_visible("#nothing")


def test_only_pages_with_findings(view, folder):
    view.keyboard.press("f")
    assert visible(view, ".page") == 3
    view.goto((folder / "index.html").as_uri() + "#release-2")  # hidden by the filter: the address is stronger
    view.wait_for_function("document.querySelector('.page.current')?.id === 'release-2'")
    assert visible(view, ".page") == 6


def test_a_page_is_opened_beside_its_source(view):
    view.locator("#report-1 .beside").click()
    button, source = view.locator("#report-1 .beside"), view.locator("#report-1-source")
    assert button.get_attribute("aria-expanded") == "true"
    touched = source.locator(".touched")
    assert touched.count() == 1 and touched.get_attribute("value") == "6"
    assert touched.inner_text().strip() == "甲市は、試験局とともに実験した。"
    picture = view.locator("#report-1 figure").bounding_box()
    assert source.bounding_box()["x"] > picture["x"] + picture["width"]  # beside it
    touched.hover()
    lit = view.locator("#report-1 i.lit")
    assert lit.count() == 1
    box = lit.bounding_box()  # 50 to 350 of 400, 100 to 150 of 300 from above
    assert box["x"] == pytest.approx(picture["x"] + picture["width"] * 50 / 400, abs=2)
    assert box["y"] == pytest.approx(picture["y"] + picture["height"] * 100 / 300, abs=2)
    button.click()
    assert view.locator("#report-1-source").count() == 0 and view.locator("#report-1 i.printed").count() == 0


def test_the_key_for_the_source_opens_the_page_of_the_finding(view):
    for key in "jjjs":
        view.keyboard.press(key)
    assert view.locator("#report-1-source").count() == 1


def test_the_list_of_keys(view):
    view.keyboard.press("?")
    assert view.is_visible("#help") and "次の指摘" in view.inner_text("#help")
    view.keyboard.press("j")
    assert not current(view).startswith("finding")
    view.keyboard.press("Escape")
    assert not view.is_visible("#help")
    view.click("#help-open")
    assert view.is_visible("#help")


def test_a_mark_leads_to_its_finding(view):
    view.locator("#report-1 .mark").click()
    assert current(view) == "finding-3"


def test_marks_stand_where_their_boxes_are(view):
    figure = view.locator("#report-2 figure").bounding_box()
    box = view.locator("#report-2 .mark").bounding_box()
    assert box["x"] + box["width"] / 2 == pytest.approx(figure["x"] + 0.28 * figure["width"], abs=3)
    assert box["y"] + box["height"] / 2 == pytest.approx(figure["y"] + 0.26667 * figure["height"], abs=3)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_it_is_accessible_and_no_wider_than_the_screen(browser, folder, size, scheme):
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    page.goto((folder / "index.html").as_uri())
    page.keyboard.press("j")
    for selector in ("#report-1 .beside", "#release-1 .beside"):
        page.locator(selector).click()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    page.keyboard.press("?")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    page.close()


def test_nothing_found_is_said(browser, clean, here):
    opened = write_report(clean, "proof", here / "clean", "en")
    page = browser.new_page(viewport={"width": DESK[0], "height": DESK[1]})
    page.goto(opened.as_uri())
    assert "Nothing found" in page.inner_text("main") and page.locator(".verdict.passed").count() == 1
    assert Axe().run(page).violations_count == 0
    for key in "jknpsf?":
        page.keyboard.press(key)
    assert page.is_visible("#help")
    page.close()
