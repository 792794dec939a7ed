"""The first edition's website in a real browser: it fits a phone, and every link of it leads somewhere."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, sync_playwright

from build_tools.pipeline import Order, build

ROOT = Path(__file__).parents[2]
PHONE, DESK = (375, 800), (1280, 900)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site") / "dist"
    build(Order(ROOT / "source", out))
    return out / "site"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; a machine without it fails."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])


def pages(site: Path) -> list[Path]:
    found = sorted(file for file in site.rglob("*.html") if "_static" not in file.parts)
    assert len(found) == 10  # nine chapters and the front page
    return found


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_no_page_is_wider_than_the_screen(site, browser, size):
    view = browser.new_page(viewport={"width": size[0], "height": size[1]})
    for page in pages(site):
        view.goto(page.as_uri())
        assert view.evaluate("document.documentElement.scrollWidth") <= size[0], page


def test_text_is_large_enough_to_read_on_a_phone(site, browser):
    view = browser.new_page(viewport={"width": PHONE[0], "height": PHONE[1]})
    view.goto((site / "report/organisation.html").as_uri())
    sizes = view.evaluate("[...document.querySelectorAll('main p')].map(p => parseFloat(getComputedStyle(p).fontSize))")
    assert len(sizes) > 5 and min(sizes) >= 13


def test_every_link_leads_somewhere(site):
    for page in pages(site):
        for address in re.findall(r'(?:href|src)="([^"]+)"', page.read_text("utf-8")):
            parts = urlsplit(address)
            if parts.scheme in ("http", "https"):
                continue
            assert not parts.scheme, address
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            assert target.is_file() and target.is_relative_to(site), (page, address)
            if parts.fragment:
                assert f'id="{unquote(parts.fragment)}"' in target.read_text("utf-8"), (page, address)


def test_numbers_are_those_of_the_pdf(site):
    chapter = (site / "report/organisation.html").read_text("utf-8")
    assert '<h1><span class="number">第１章</span> 推進体制</h1>' in chapter
    assert '<span class="number">１．</span> 全庁的な' in chapter


def test_the_current_place_is_marked(site):
    chapter = (site / "report/funding.html").read_text("utf-8")
    assert len(re.findall('aria-current="page"', chapter)) == 1
    assert re.search(r'rel="prev" href="organisation.html".*?第１章', chapter, re.DOTALL)
    assert re.search(r'rel="next" href="citizens.html".*?第３章', chapter, re.DOTALL)
