"""The benchmark itself: what it measures is what it says, and what it can't measure it says."""

from __future__ import annotations

import os
import random
import re
import sys
from pathlib import Path

import pypdf
import pypdfium2
import pytest
import weasyprint
from PIL import Image

from tests.benchmarks import bench, peers, writings
from tests.benchmarks.corpus import Corpus, characters, corpus, lengthened, reworded
from tests.benchmarks.measure import FailedError, Usage, measure
from tests.benchmarks.monolith import one_run, units
from tests.benchmarks.writings import write_edition

HOLD = "bytearray(b'x') * {} * 10**6"
NOTHING = Usage(1, 1, 1)


@pytest.fixture(scope="module")
def small() -> Corpus:
    return corpus(chapters=2, sections=2)


def good(folder: Path, seconds: float = 1) -> bench.Job:
    """A job that seems to take so long, and leaves a PDF with enough text in it."""
    return lambda: (Usage(seconds, 1, 1), written(folder / "good.pdf"))


def written(pdf: Path) -> Path:
    pdf.write_bytes(weasyprint.HTML(string="文" * characters(corpus(2, 2))).write_pdf())
    return pdf


def test_the_peak_is_that_of_the_largest_descendant(tmp_path: Path):
    """A child of the command holds 200 MB, the command itself nothing."""
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', \"{HOLD.format(200)}\"])"
    assert 200 <= measure([sys.executable, "-c", child], tmp_path).peak < 300


def test_what_the_measuring_process_holds_does_not_count(tmp_path: Path):
    held = bytearray(b"x") * 300 * 10**6
    assert measure(["true"], tmp_path).peak < 100
    assert len(held) == 300 * 10**6


def test_seconds_of_children_count(tmp_path: Path):
    work = "import time\nwhile time.process_time() < 0.5: pass"
    usage = measure(["sh", "-c", f'"{sys.executable}" -c "{work}"; true'], tmp_path)
    assert usage.cpu >= 0.5 and usage.wall >= 0.5


ORPHAN = """import os, time
if os.fork() == 0:
    if os.fork() == 0:
        time.sleep(0.3)
        held = bytearray(b"x") * 200 * 10**6
        while time.process_time() < 0.7: pass
    os._exit(0)
os.wait()
"""


def test_what_an_orphaned_grandchild_uses_counts(tmp_path: Path):
    """The command does not wait for it, and ends before."""
    usage = measure([sys.executable, "-c", ORPHAN], tmp_path)
    assert usage.cpu >= 0.7 and 200 <= usage.peak < 300


def test_what_workers_forked_from_a_server_use_counts(tmp_path: Path):
    work = "import time; held = bytearray(b'x') * 200 * 10**6\nwhile time.process_time() < 0.7: pass"
    serve = "from multiprocessing import get_context; context = get_context('forkserver')"
    start = f"{serve}; worker = context.Process(target=exec, args=({work!r},)); worker.start(); worker.join()"
    usage = measure([sys.executable, "-c", start], tmp_path)
    assert usage.cpu >= 0.7 and 200 <= usage.peak < 300


def test_the_wall_time_is_that_of_the_command_itself(tmp_path: Path):
    assert measure(["sh", "-c", "sleep 3 &"], tmp_path).wall < 3


def test_a_process_that_does_not_end_is_ended_and_told_of(tmp_path: Path):
    with pytest.raises(FailedError, match="left processes behind"):
        measure(["sh", "-c", "sleep 4321 & sleep 4321 & echo $! > left"], tmp_path, grace=1)
    assert not Path("/proc", (tmp_path / "left").read_text().strip()).exists()


def test_a_failing_command_tells_what_it_said(tmp_path: Path):
    with pytest.raises(FailedError, match="no such chapter"):
        measure(["sh", "-c", "echo no such chapter; exit 3"], tmp_path)


def test_a_builder_without_a_pdf_fails(tmp_path: Path):
    with pytest.raises(FailedError, match="wrote no PDF"):
        bench.row(lambda: (NOTHING, tmp_path / "none.pdf"), least=1)


def test_a_pdf_without_the_text_fails(tmp_path: Path):
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(tmp_path / "blank.pdf")
    with pytest.raises(FailedError, match="0 of 1 characters"):
        bench.row(lambda: (NOTHING, tmp_path / "blank.pdf"), least=1)
    assert bench.row(lambda: (NOTHING, tmp_path / "blank.pdf"), least=0).pages == 1


def test_a_row_that_fails_leaves_the_others(tmp_path: Path, small: Corpus, capsys: pytest.CaptureFixture[str]):
    table = bench.Table()
    table.measure(lambda folder: {"broken": lambda: (NOTHING, folder / "none.pdf"), bench.COLD: good(tmp_path)}, small)
    assert table.failed and list(table.rows) == [bench.COLD] and "broken: FAILED" in capsys.readouterr().out


def test_the_best_run_counts(tmp_path: Path, small: Corpus):
    """Each in an empty folder of its own."""
    table, seconds, folders = bench.Table(runs=3), iter([3, 1, 2]), set()

    def jobs(folder: Path) -> dict[str, bench.Job]:
        folders.add(folder)
        assert not list(folder.iterdir())
        return {bench.COLD: good(tmp_path, next(seconds))}

    table.measure(jobs, small)
    assert table.rows[bench.COLD].usage.wall == 1 and len(folders) == 3


def test_goals_are_compared(tmp_path: Path, small: Corpus, capsys: pytest.CaptureFixture[str]):
    table = bench.Table()
    table.measure(lambda _: {bench.COLD: good(tmp_path, 100), bench.NOTHING: good(tmp_path, 4)}, small)
    table.compare(bench.GOALS)
    assert "nothing changed / cold: 0.040 (goal: at most 0.05)\n" in capsys.readouterr().out
    table.measure(lambda _: {bench.NOTHING: good(tmp_path, 6)}, small)
    table.compare(bench.GOALS)
    assert "nothing changed / cold: 0.060 (goal: at most 0.05): missed\n" in capsys.readouterr().out


def test_a_peer_that_is_not_there_is_told_of(
    tmp_path: Path, small: Corpus, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(peers, "HOME", tmp_path)
    (tmp_path / "peers.txt").write_text("sphinx-simplepdf==1.6.0\n", "utf-8")
    bench.add_peers(bench.Table(), small)
    said = capsys.readouterr().out
    assert all(f"{peer.name}: not installed" in said for peer in peers.PEERS) and "make bench-peers" in said


def test_changes_change_one_chapter():
    before = corpus(6, 2)
    for change, changed in ((reworded, 4), (lengthened, 1)):
        after = change(before)
        assert [number for number in range(6) if before[number] != after[number]] == [changed]


def test_each_writing_holds_all_of_the_text(tmp_path: Path, small: Corpus):
    writings.write_edition(tmp_path / "edition", small)
    writings.write_sphinx(tmp_path / "sphinx", small, "")
    writings.write_typst(tmp_path / "typst", small)
    for folder, suffix in (("edition", "c*.md"), ("sphinx", "c*.md"), ("typst", "*.typ")):
        text = "".join(file.read_text("utf-8") for file in sorted((tmp_path / folder).glob(suffix)))
        for chapter in small:
            assert chapter.title in text and chapter.opening.text in text
            assert all(section.title in text and section.label in text for section in chapter.sections)
        assert len(text) > characters(small)
    assert "pageref" not in (tmp_path / "sphinx" / "c001.md").read_text("utf-8")


def test_what_is_as_it_was_is_not_written_again(tmp_path: Path, small: Corpus):
    """Otherwise every build would be one of changed files."""
    writings.write_edition(tmp_path, small)
    os.utime(tmp_path / "c001.md", (0, 0))
    writings.write_edition(tmp_path, small)
    assert (tmp_path / "c001.md").stat().st_mtime == 0


def test_a_process_that_is_kept_builds_twice(tmp_path: Path):
    """Its row is of the second build, of the chapters that were changed."""
    usage, pdf = bench.kept(tmp_path, corpus(1, 1))
    assert "なお、" in "".join(texts(pdf))
    assert usage.wall == float((tmp_path / "seconds").read_text())


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The PDF of Kanko and that of one run, of the same units: some fifty pages, a picture in two chapters."""
    folder = tmp_path_factory.mktemp("both")
    source = folder / "source"
    write_edition(source, corpus(4, 9))
    Image.frombytes("L", (200, 200), random.Random(1).randbytes(200 * 200)).save(source / "picture.png")
    for chapter in ("c001.md", "c003.md"):
        with (source / chapter).open("a", encoding="utf-8") as file:
            file.write("\n```{image} picture.png\n:alt: 図\n```\n")
    measure(bench.KANKO, folder)
    (folder / "monolith.pdf").write_bytes(one_run(units(source, "corpus")))
    return folder / "dist" / "corpus.pdf", folder / "monolith.pdf"


def test_one_run_makes_the_pages_that_kanko_makes(both: tuple[Path, Path]):
    """The same text on every page but for its numbers, and all links within the document."""
    built, monolith = both
    assert texts(monolith) == texts(built)
    assert links(monolith) >= links(built) > 10


def test_the_file_is_hardly_larger_than_that_of_one_run(both: tuple[Path, Path]):
    """Chapters that are compiled apart share their fonts and pictures: either kept twice is more than a tenth."""
    built, monolith = both
    assert 40 <= len(texts(built)) <= 60
    assert built.stat().st_size <= bench.SIZE_GOAL * monolith.stat().st_size


def texts(pdf: Path) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return [re.sub(r"[\s\divx]", "", page) for page in pages]


def links(pdf: Path) -> int:
    notes = [note.get_object() for page in pypdf.PdfReader(pdf).pages for note in page.get("/Annots", [])]
    return sum("/Dest" in note or note.get("/A", {}).get("/S") == "/GoTo" for note in notes)
