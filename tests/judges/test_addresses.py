"""Addresses on the web are asked whether they answer: by a server of our own, since there is no other."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from build_tools.errors import KankoError
from build_tools.inspection import inspect
from build_tools.judges import Exhibit, ask
from tests.inspection.writing import pdf

STATUS = {"/well": 200, "/gone": 404, "/busy": 503, "/headless": 200}


class _Server(BaseHTTPRequestHandler):
    def do_HEAD(self) -> None:
        self._say(405 if self.path == "/headless" else STATUS[self.path])

    def do_GET(self) -> None:
        self._say(STATUS[self.path])

    def _say(self, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def web() -> Iterator[str]:
    """The address of a server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def exhibit(folder: Path, *addresses: str) -> Exhibit:
    """A page with a link to each address."""
    link = "<< /Type /Annot /Subtype /Link /Rect [10 {0} 90 {1}] /A << /S /URI /URI ({2}) >> >>"
    links = {number: link.format(number, number + 9, address) for number, address in enumerate(addresses, 10)}
    page = (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Annots [" + " ".join(f"{n} 0 R" for n in links) + "] >>"
    )
    objects = {1: "<< /Type /Catalog /Pages 2 0 R >>", 2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", 3: page, **links}
    path = folder / "links.pdf"
    path.write_bytes(pdf(objects))
    return Exhibit(path, inspect(path, trusted=True))


def test_what_is_gone_is_an_error_and_what_does_not_answer_a_warning(web, tmp_path):
    shown = exhibit(tmp_path, *(web + path for path in STATUS))
    found = {(each.code, each.fault.what.en.split(" ")[0]) for each in ask(["addresses"], [shown])}
    assert found == {("addresses.gone", f"{web}/gone"), ("addresses.unanswered", f"{web}/busy")}


def test_where_nothing_answers_nothing_has_passed(tmp_path):
    shown = exhibit(tmp_path, "http://127.0.0.1:9/", "https://nowhere.invalid/")
    assert [each.code for each in ask(["addresses"], [shown])] == ["judge.skipped"]


def test_a_place_in_a_page_is_asked_for_as_the_page(web, tmp_path):
    shown = exhibit(tmp_path, f"{web}/well#part")
    assert [*ask(["addresses"], [shown])] == []


def test_no_link_is_nothing_to_ask(tmp_path):
    shown = exhibit(tmp_path)
    assert [*ask(["addresses"], [shown])] == []


def test_a_judge_that_there_is_not_is_refused():
    with pytest.raises(KankoError, match="no judge called nobody"):
        ask(["nobody"], [])
