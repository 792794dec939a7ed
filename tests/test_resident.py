"""A resident process builds what a fresh one would, and only what has changed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from multiprocessing import active_children
from pathlib import Path

import pypdf
import pytest

from build_tools.errors import KankoError
from build_tools.pipeline import Order, Resident, build

CASE = Path(__file__).parent / "cases" / "set" / "source"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CASE, tmp_path / "source"))


@pytest.fixture
def resident(source: Path, tmp_path: Path) -> Iterator[Resident]:
    with Resident(Order(source, tmp_path / "dist", ("pdf",), jobs=2)) as kept:
        yield kept


def reword(source: Path, old: str, new: str, name: str = "one.md") -> None:
    text = (source / name).read_text("utf-8")
    assert old in text
    (source / name).write_text(text.replace(old, new, 1), "utf-8")


def made(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.glob("*.pdf")}


def entries(tmp_path: Path) -> set[str]:
    return {path.name for path in (tmp_path / "build" / "cache" / "objects").rglob("*") if path.is_file()}


def workers() -> set[int | None]:
    return {child.pid for child in active_children() if child.name == "kanko-worker"}


def test_it_keeps_its_workers(resident, source):
    resident.build()
    before = workers()
    reword(source, "# ", "# 改めた")
    resident.build()
    assert before and before <= workers()


def test_it_makes_what_a_fresh_process_makes(resident, source, tmp_path):
    resident.build()
    reword(source, "# ", "# 改めた")
    resident.build()
    (source / "publication.toml").write_text(
        (source / "publication.toml").read_text("utf-8").replace("2019-05-01", "2020-01-02"), "utf-8"
    )
    resident.build()
    build(Order(source, tmp_path / "fresh" / "dist", ("pdf",)))
    assert made(tmp_path / "dist") == made(tmp_path / "fresh" / "dist")
    text = "".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "dist" / "main.pdf").pages)
    assert "改めた" in text and "令和２年１月２日" in text


def test_only_what_changed_is_compiled(resident, source, tmp_path):
    resident.build()
    before = entries(tmp_path)
    assert resident.build().fresh
    (source / "two.md").write_text((source / "two.md").read_text("utf-8") + "\n終わりの段落。\n", "utf-8")
    assert not resident.build().fresh
    assert len(entries(tmp_path) - before) == 1


def test_after_a_mistake_it_goes_on(resident, source, tmp_path):
    resident.build()
    before = made(tmp_path / "dist")
    kept = (source / "one.md").read_text("utf-8")
    (source / "one.md").write_text(kept + "\n{pageref}`nowhere`\n", "utf-8")
    with pytest.raises(KankoError):
        resident.build()
    assert made(tmp_path / "dist") == before
    (source / "one.md").write_text(kept + "\n直した段落。\n", "utf-8")
    resident.build()
    assert made(tmp_path / "dist") != before
