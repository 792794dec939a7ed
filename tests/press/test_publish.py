"""Publishing: page numbers fit however many digits they turn out to have, and only what changed is compiled."""

from __future__ import annotations

import hashlib
import io
import os
import pickle
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from build_tools.edition import Edition, edition_for_project
from build_tools.errors import KankoError
from build_tools.press import storage
from build_tools.press.assemble import Assembled
from build_tools.press.cache import Cache
from build_tools.press.executors import (
    ClusterLostError,
    InProcess,
    Processes,
    ToolchainMismatchError,
    WorkerStartError,
    alone,
)
from build_tools.press.fontfiles import installed
from build_tools.press.objectfile import ObjectFile
from build_tools.press.publish import Shop, publish
from build_tools.press.unit import Unit
from build_tools.press.work import Made, work

STYLE = "html { font-family: 'BIZ UDMincho' }"
SIDES = "<style>@page :left { @top-left { content: '左' } } @page :right { @top-right { content: '右' } }</style>"
PAGE = '<p style="break-after: page">頁</p>'
Press = Callable[..., pypdf.PdfReader]
About = Callable[[str], dict[str, bool]]


def nothing(name: str) -> dict[str, bool]:
    return {}


@pytest.fixture
def edition() -> Edition:
    return edition_for_project("題", "人", "ja", ["one", "two"])


@pytest.fixture
def compiled() -> list[str]:
    return []


@pytest.fixture
def press(tmp_path: Path, edition: Edition, compiled: list[str], monkeypatch: pytest.MonkeyPatch) -> Press:
    """Publish a document of bodies by unit name, noting which units are compiled."""
    from build_tools.press import compile as compiler

    original = compiler.compile_unit

    def noted(unit: Unit):
        compiled.append(unit.name)
        return original(unit)

    monkeypatch.setattr(compiler, "compile_unit", noted)
    (document,) = edition.documents

    def run(bodies: dict[str, str] | None = None, /, about: About = nothing, **more: str) -> pypdf.PdfReader:
        compiled.clear()
        shop = Shop(InProcess(), Cache(tmp_path / "cache"), tmp_path)
        (product,) = publish(edition, assembly({**(bodies or {}), **more}, about), [document.id], {}, shop)
        assert product.warned == ()
        return pypdf.PdfReader(io.BytesIO(product.file.read_bytes()))

    return run


def assembly(bodies: dict[str, str], about: About = nothing) -> Callable[[str], Iterator[tuple[Assembled, Unit]]]:
    """The units of these bodies, in order, for any document; `about` says more of each."""

    def units(document: str) -> Iterator[tuple[Assembled, Unit]]:
        for position, (name, body) in enumerate(bodies.items()):
            unit = _unit(name, body)
            yield Assembled(name, f"{name}.md", (1, position), lambda unit=unit: unit, **about(name)), unit

    return units


def _unit(name: str, body: str) -> Unit:
    html = f'<!DOCTYPE html><html lang="ja"><title>t</title><body>{body}</body></html>'
    return Unit(name, f"{name}.md", html, (STYLE,))


def text(reader: pypdf.PdfReader, page: int) -> str:
    return "".join(reader.pages[page].extract_text().split())


def test_a_number_gets_the_room_of_its_digits(press, compiled):
    reference = '<p>［<span data-page="two:x" data-exact>0</span>ページ］</p>'
    reader = press(one=reference + PAGE, two=PAGE * 10 + '<p id="two:x">先</p>')
    assert text(reader, 0).startswith("［12ページ］") and text(reader, 11).startswith("先")
    assert compiled == ["one", "two", "one"]


def test_nothing_is_compiled_twice(press, compiled):
    bodies = {"one": "<p>一</p>", "two": '<p id="two:x">二</p>'}
    first = press(**bodies)
    press(**bodies)
    assert compiled == []
    bodies["one"] = '<p>［<span data-page="two:x" data-exact>0</span>］</p>'
    changed = press(**bodies)
    assert compiled == ["one"]
    assert text(changed, 0) == "［2］" and text(changed, 1) == text(first, 1) == "二"


def test_pages_that_move_are_not_compiled_again(press, compiled):
    """More pages in the first unit: the second one's folios change in the linker alone."""
    folio = '<p>［<span data-page=".">000</span>］</p>'
    press(one=PAGE + folio, two=folio)
    reader = press(one=PAGE * 3 + folio, two=folio)
    assert compiled == ["one"]
    assert text(reader, 3).startswith("［4］") and text(reader, 4) == "［5］"


def test_incremental_and_clean_are_the_same_bytes(press, tmp_path, compiled):
    bodies = {"one": PAGE * 3, "two": '<p id="two:x">二<b style="font-family: BIZ UDGothic">太</b></p>'}
    press(**{**bodies, "one": PAGE})
    incremental = press(**bodies)
    assert compiled == ["one"]
    Cache(tmp_path / "cache").folder.rename(tmp_path / "aside")
    clean = press(**bodies)
    assert sorted(compiled) == ["one", "two"]
    assert incremental.stream.getvalue() == clean.stream.getvalue()


def test_one_bad_chapter_is_told_and_loses_no_others_work(press, compiled, monkeypatch):
    from build_tools.press import compile as compiler

    good = compiler.compile_unit

    def fails(unit: Unit):
        if "悪" in unit.html:
            raise RecursionError("too deep")
        return good(unit)

    monkeypatch.setattr(compiler, "compile_unit", fails)
    with pytest.raises(KankoError) as refused:
        press(one="<p>悪い</p>", two="<p>二</p>", three="<p>悪い</p>")
    said = [problem.say("en") for problem in refused.value.problems]
    assert [sentence.partition(":")[0] for sentence in said] == ["one.md", "three.md"]
    assert all("RecursionError: too deep" in sentence for sentence in said)
    monkeypatch.setattr(compiler, "compile_unit", good)  # the noting one
    press(one="<p>一</p>", two="<p>二</p>")
    assert compiled == ["one"]


def facing(name: str) -> dict[str, bool]:
    """Facing pages; what is named with a p is a part."""
    return {"facing": True, "recto": name.startswith("p")}


def sides(reader: pypdf.PdfReader) -> str:
    """The side for which each page was typeset; of a page with nothing on it, a dot."""
    texts = [text(reader, page) for page in range(len(reader.pages))]
    return "".join("左" if "左" in each else "右" if "右" in each else "・" for each in texts)


def test_every_page_is_typeset_for_its_side(press, compiled):
    bodies = {"one": SIDES + PAGE * 2 + "末", "two": SIDES + "二", "part": SIDES + "部", "three": SIDES + "三"}
    reader = press(bodies, facing)
    assert sides(reader) == "右左右左右左" and compiled == ["one", "two", "part", "three", "two", "three"]
    changed = press({**bodies, "one": SIDES + PAGE + "末"}, facing)
    assert sides(changed) == "右左右・右左" and compiled == ["one"]
    again = press({**bodies, "one": SIDES + PAGE * 2 + "一"}, facing)
    assert compiled == ["one"] and [text(again, page) for page in (3, 4, 5)] == ["二左", "部右", "三左"]
    assert press(bodies, facing).stream.getvalue() == reader.stream.getvalue() and compiled == []


def test_pages_without_sides_are_compiled_once(press, compiled):
    """The layouts that do not face: where a unit lands is nothing to it."""
    bodies = {"one": SIDES + "一", "two": SIDES + "二"}
    assert sides(press(bodies)) == "右右" and compiled == ["one", "two"]


def test_units_that_push_each_other_from_side_to_side_come_to_rest(press, compiled):
    """Each has a blank page within where it starts on the right, none where it starts on the left: every one waits for
    those before it.
    """
    body = SIDES + '頭<p style="break-before: recto">［<span data-page=".">00</span>］</p>'
    bodies = {f"n{number}": body for number in range(14)}
    reader = press(bodies, facing)
    assert sides(reader) == "右左右" + "左右" * 13 and len(compiled) == 28 - 1
    assert [page for page in range(len(reader.pages)) if "［" in text(reader, page)] == list(range(2, 30, 2))


def group(*places: str) -> str:
    items = (f'<a href="kanko-anchor:{each}"><span data-page="{each}" data-exact>0</span></a>' for each in places)
    return f"<p>語<span data-once>{'、'.join(items)}</span>。</p>"


def test_a_page_stands_once_in_a_group(press, compiled, tmp_path):
    spots = '<p id="two:x">甲</p><p id="two:y">乙</p>{}<p id="two:z">丙</p>'
    bodies = {"one": group("two:x", "two:y", "two:z"), "two": spots.format("")}
    reader = press(bodies)
    assert text(reader, 0) == "語2。" and compiled == ["one", "two", "one"]
    assert len(reader.pages[0]["/Annots"]) == 1
    bodies["two"] = spots.format(PAGE)
    parted = press(bodies)
    assert text(parted, 0) == "語2、3。" and compiled == ["two", "one"]
    Cache(tmp_path / "cache").folder.rename(tmp_path / "aside")
    assert press(bodies).stream.getvalue() == parted.stream.getvalue()


def test_what_is_left_out_may_pull_a_page(press):
    """Many places on one page: their group fills a page, and what follows comes back when it does not."""
    spots = "".join(f'<span id="one:{number}">点</span>' for number in range(900))
    many = group(*(f"one:{number}" for number in range(900)))
    reader = press(one=spots + PAGE + many, two='<p id="two:x">二</p>', three=group("two:x", "one:1", "one:899"))
    assert text(reader, len(reader.pages) - 1) == f"語{len(reader.pages) - 1}、1。"
    assert text(reader, len(reader.pages) - 3).endswith("語1。")


def published(folder: Path, edition: Edition, workers: Executor, bodies: dict[str, str]) -> bytes:
    """The file of a document that other workers made."""
    shop = Shop(workers, Cache(folder / "cache"), folder)
    (product,) = publish(edition, assembly(bodies), [edition.documents[0].id], {}, shop)
    return product.file.read_bytes()


EXECUTORS = {
    "threads": lambda: ThreadPoolExecutor(1),
    "a pool": lambda: ProcessPoolExecutor(2, mp_context=get_context("spawn")),
    "processes": lambda: Processes(2),
}


@pytest.mark.parametrize("make", EXECUTORS.values(), ids=EXECUTORS)
def test_any_executor_makes_the_same_bytes(tmp_path, edition, make):
    bodies = {"one": f'<p>［<span data-page="two:x" data-exact>0</span>］{PAGE * 9}</p>', "two": '<p id="two:x">二</p>'}
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
    with make() as workers:
        there = published(tmp_path / "there", edition, workers, bodies)
    assert there == published(tmp_path / "here", edition, InProcess(), bodies)


class Elsewhere(InProcess):
    """Workers of a machine with font files that are not installed here: each with one byte more."""

    def submit(self, task, /, *arguments, **named):
        done: Future = Future()
        done.set_result(pickle.loads(pickle.dumps(self._own(task(*arguments, **named)))))
        return done

    def _own(self, made: Made) -> Made:
        interface, body = storage.load_interface(made.data), storage.load_body(made.data)
        files = [installed(use.family)[use.digest].read_bytes() + b"\0" for use in interface.fonts]
        digests = [hashlib.sha256(file).hexdigest() for file in files]
        uses = [replace(use, digest=digest) for use, digest in zip(interface.fonts, digests, strict=True)]
        data = storage.dump(ObjectFile(replace(interface, fonts=tuple(uses)), body))
        return Made(data, dict(zip(digests, files, strict=True)))


def test_fonts_that_are_not_installed_travel(tmp_path, edition, compiled, press):
    """They come with what is made in them, are kept with it, and without them it is made again."""
    there = published(tmp_path, edition, Elsewhere(), {"one": "<p>一</p>"})
    (font,) = (tmp_path / "cache/fonts").iterdir()
    compiled.clear()
    assert published(tmp_path, edition, InProcess(), {"one": "<p>一</p>"}) == there and compiled == []
    font.unlink()
    assert published(tmp_path, edition, InProcess(), {"one": "<p>一</p>"}) == there and compiled == ["one"]
    assert not list((tmp_path / "cache/fonts").iterdir())


class DeadWorkers(Executor):
    """Workers whose pool has died."""

    def submit(self, task, /, *arguments, **named):
        future: Future = Future()
        future.set_exception(BrokenProcessPool("a worker died"))
        return future


class BrokenWorkers(Executor):
    """A pool that takes nothing any more."""

    def submit(self, task, /, *arguments, **named):
        raise BrokenProcessPool("a worker died")


@pytest.mark.parametrize("workers", [DeadWorkers(), BrokenWorkers()])
def test_when_a_worker_dies_each_chapter_is_compiled_alone(tmp_path, edition, workers):
    bodies = {name: f"<p>{name}</p>" for name in ("one", "two")}
    reader = pypdf.PdfReader(io.BytesIO(published(tmp_path, edition, workers, bodies)))
    assert [text(reader, page) for page in (0, 1)] == ["one", "two"]


PANGO = ToolchainMismatchError({"tcp://127.0.0.1:1": ["pango 1.56 instead of 1.50"]})
NO_FAULT_OF_A_CHAPTER = {
    "toolchain": (PANGO, ["These workers would not set", "pango 1.56 instead of 1.50", "Install the same versions"]),
    "cluster": (ClusterLostError(), ["no workers any more", "what is done is kept"]),
    "start": (WorkerStartError("no room"), ["did not start (no room)", "--jobs"]),
}


class FailingWorkers(Executor):
    """Workers that lose every task to the same error."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def submit(self, task, /, *arguments, **named):
        future: Future = Future()
        future.set_exception(self.error)
        return future


@pytest.mark.parametrize(("error", "said"), NO_FAULT_OF_A_CHAPTER.values(), ids=NO_FAULT_OF_A_CHAPTER)
def test_what_the_workers_lack_is_told_once(tmp_path, edition, error, said):
    with pytest.raises(KankoError) as refused:
        published(tmp_path, edition, FailingWorkers(error), {"one": "<p>一</p>", "two": "<p>二</p>"})
    (problem,) = refused.value.problems
    assert problem.place is None and problem.name == error.name
    assert all(passage in problem.say("en") for passage in said)


@pytest.mark.parametrize(
    ("error", "name"), [(MemoryError(), "press.memory"), (SystemError("no exception set"), "press.memory")]
)
def test_want_of_memory_here_is_told_as_such(press, monkeypatch, error, name):
    from build_tools.press import compile as compiler

    def fails(unit: Unit):
        raise error

    monkeypatch.setattr(compiler, "compile_unit", fails)
    with pytest.raises(KankoError, match=r"one\.md: .*not enough memory") as refused:
        press(one="<p>一</p>")
    assert refused.value.problems[0].name == name


def test_a_picture_for_which_there_is_no_memory_is_not_left_out(monkeypatch):
    """The typesetter would go on without it, and the page without it would be kept."""
    monkeypatch.setattr("weasyprint.images.RasterImage", lambda *_: bytearray(1 << 62))
    output = io.BytesIO()
    Image.new("RGB", (4, 4)).save(output, "png")
    address = "https://assets.invalid/p.png"
    unit = replace(_unit("one", f'<p><img src="{address}" alt="図"></p>'), assets={address: output.getvalue()})
    with pytest.raises(MemoryError):
        work(unit)


def test_a_process_that_dies_is_an_error_and_no_hang():
    with pytest.raises(BrokenExecutor):
        alone(os._exit, 1)
