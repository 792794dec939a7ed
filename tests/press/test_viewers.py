"""Links from one PDF of the set into another, followed by the viewers that readers have."""

from __future__ import annotations

import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Browser, Error, Page, sync_playwright

from build_tools.pipeline import Order, build

CASE = Path(__file__).parents[1] / "cases" / "published" / "source"
# Where the links of the press release lead: the pages of report.pdf, from 1 (cover, contents, two chapters).
PAGES = [3, 4, 3]
# Of Chromium's viewer: where the first page is on the screen (left, top, width), and the page that its toolbar shows.
SHOWN = """() => {
    const viewer = document.querySelector("pdf-viewer");
    if (viewer?.loadState_ !== "success") return null;
    const area = viewer.shadowRoot.querySelector("#plugin").getBoundingClientRect();
    const page = viewer.viewport.getPageScreenRect(0);
    return [area.x + page.x, area.y + page.y, page.width];
}"""
PAGE = """() => {
    const toolbar = document.querySelector("pdf-viewer").shadowRoot.querySelector("viewer-toolbar");
    const selector = toolbar.shadowRoot.querySelector("viewer-page-selector");
    return selector.shadowRoot.querySelector("#pageSelector").value;
}"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing on the terminal."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("viewers")


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=folder)) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{serving.server_port}"
        serving.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, which shows PDFs as it does on a desk; a machine without it fails."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    arguments = ["--headless=new", "--no-sandbox", "--disable-gpu"]
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, headless=False, args=arguments)


def make(folder: Path, name: str, address: str) -> Path:
    """The case as an edition that is published at an address; at none, the empty string."""
    source, out = folder / f"{name}-source", folder / name
    if not out.exists():
        shutil.copytree(CASE, source)
        publication = (source / "publication.toml").read_text("utf-8")
        publication = re.sub(r"^address = .*$", f'address = "{address}"', publication, flags=re.MULTILINE)
        (source / "publication.toml").write_text(publication, "utf-8")
        build(Order(source, out, check=False))  # a server of this machine is no address to publish
    return out


@pytest.fixture(scope="module")
def relative(folder: Path) -> Path:
    return make(folder, "relative", "")


def viewer_says(page: Page, script: str, expected: object = None) -> object:
    """What a script says of the viewer's extension: the expected thing, or anything, as soon as it does; at the last
    what it said then.
    """
    said = None
    for _ in range(100):
        with suppress(Error):  # while a page gives way to another
            viewers = [frame for frame in page.frames if frame.url.startswith("chrome-extension:")]
            said = viewers[0].evaluate(script) if viewers else None
            if said and said == (expected or said):
                break
        page.wait_for_timeout(100)
    return said


def click_link(page: Page, file: Path, number: int) -> None:
    """Click into the middle of a link of the first page of a PDF that is open."""
    first = pypdf.PdfReader(file).pages[0]
    left, bottom, right, top = map(float, first["/Annots"][number].get_object()["/Rect"])
    x, y, width = viewer_says(page, SHOWN)
    scale = width / float(first.mediabox.width)
    middle = (left + right) / 2, float(first.mediabox.height) - (bottom + top) / 2
    page.mouse.click(x + middle[0] * scale, y + middle[1] * scale)


@pytest.mark.parametrize(("way", "number"), [("relative", 0), ("relative", 1), ("absolute", 1), ("file", 1)])
def test_chromium_arrives_on_the_page(folder, server, browser, relative, way, number):
    out = make(folder, "absolute", f"{server}/absolute/") if way == "absolute" else relative
    base = out.as_uri() if way == "file" else f"{server}/{out.name}"
    page = browser.new_page(viewport={"width": 1200, "height": 1200})
    page.goto(f"{base}/release.pdf")
    click_link(page, out / "release.pdf", number)
    page.wait_for_url(re.compile(re.escape(f"{base}/report.pdf#nameddest=")), timeout=10_000)
    assert viewer_says(page, PAGE, str(PAGES[number])) == str(PAGES[number])
    page.close()


def test_poppler_finds_addresses_and_their_destinations(relative):
    def said(*command: str) -> str:
        return subprocess.run(["pdfinfo", *command], cwd=relative, check=True, capture_output=True, text=True).stdout

    addresses = re.findall(r"Annotation +(\S+)", said("-url", "release.pdf"))
    found = {
        name: int(page) for page, name in re.findall(r'^ *(\d+) \[.*\] "(.*)"$', said("-dests", "report.pdf"), re.M)
    }
    files, names = zip(*(address.split("#nameddest=") for address in addresses), strict=True)
    assert set(files) == {"./report.pdf"}
    assert [found[name] for name in names] == PAGES


def test_no_pdf_names_the_machine(folder, relative):
    """Neither a file: address nor a folder of the build, in any string or stream, whatever its filter."""
    for file in relative.glob("*.pdf"):
        plain = subprocess.run(
            ["qpdf", "--qdf", "--stream-data=uncompress", file, "-"], check=True, capture_output=True
        )
        for sign in (b"file:", *(str(path).encode() for path in (folder, Path.cwd(), Path.home()))):
            assert sign not in plain.stdout, (file, sign)
