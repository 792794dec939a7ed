"""The cache gives back what was compiled, or nothing."""

from __future__ import annotations

import hashlib
import os
import pickle
from dataclasses import replace
from pathlib import Path

import pytest

from build_tools.press import cache as cache_module
from build_tools.press import storage
from build_tools.press.cache import Cache, key_of
from build_tools.press.compile import compile_unit
from build_tools.press.executors import Processes
from build_tools.press.objectfile import ObjectFile
from build_tools.press.unit import Unit
from tests.press import tasks

HTML = (
    '<!DOCTYPE html><html lang="ja"><title>t</title><h1 id="u:x">都市</h1>'
    '<p>本文<b>太字</b><a href="kanko-anchor:v:y">先</a><span data-page="u:x" data-align="right">00</span></p>'
)
UNIT = Unit(
    "u", "u.md", HTML, ("html { font-family: 'BIZ UDMincho' }",), {"https://assets.invalid/a": b"x"}, {"u": "u:x"}
)
KEY = "ab" * 32


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


@pytest.fixture(scope="module")
def compiled() -> ObjectFile:
    return compile_unit(UNIT)[0]


@pytest.fixture
def data(compiled: ObjectFile) -> bytes:
    return storage.dump(compiled)


def kept(cache: Cache) -> Path:
    (path,) = (file for file in (cache.folder / "objects").rglob("*") if file.is_file())
    return path


def test_an_object_file_comes_back_as_it_was(cache, compiled, data):
    cache.put(KEY, data, {})
    assert cache.interface(KEY) == compiled.interface
    assert cache.body(KEY) == compiled.body
    assert cache.interface("cd" * 32) is None and cache.body("cd" * 32) is None


SPOILS = {
    "truncated": lambda data: data[:-1],
    "empty": lambda data: b"",
    "edited": lambda data: data[:200] + bytes([data[200] ^ 1]) + data[201:],
    "foreign": lambda data: b"%PDF-1.7",
    "pickle": lambda data: pickle.dumps(print),
    "another form": lambda data: data.replace(storage.FORM, storage.FORM[:-2] + b"x\n", 1),
    "longer": lambda data: data + b"x",
}


@pytest.mark.parametrize("spoil", SPOILS.values(), ids=SPOILS.keys())
@pytest.mark.parametrize("half", ["interface", "body"])
def test_a_spoilt_entry_is_thrown_away(cache, data, spoil, half):
    cache.put(KEY, data, {})
    path = kept(cache)
    path.write_bytes(spoil(path.read_bytes()))
    assert getattr(cache, half)(KEY) is None
    assert not path.exists()


def with_own_font(compiled: ObjectFile, content: bytes) -> bytes:
    """The same object file, as if it were set in a font that is not installed."""
    uses = tuple(replace(use, digest=hashlib.sha256(content).hexdigest()) for use in compiled.interface.fonts)
    return storage.dump(replace(compiled, interface=replace(compiled.interface, fonts=uses)))


@pytest.mark.parametrize("spoil", [lambda font: font.unlink(), lambda font: font.write_bytes(b"another")])
def test_an_entry_without_its_fonts_is_not_trusted(cache, compiled, spoil):
    cache.put(KEY, with_own_font(compiled, b"font"), {hashlib.sha256(b"font").hexdigest(): b"font"})
    assert Cache(cache.folder).interface(KEY) is not None
    spoil(next((cache.folder / "fonts").iterdir()))
    assert Cache(cache.folder).interface(KEY) is None


def test_what_a_killed_build_left_is_not_read(cache, data):
    cache.put(KEY, data, {})
    path = kept(cache)
    path.rename(path.with_name(f"{path.name}.4711"))
    assert cache.interface(KEY) is None


def test_what_goes_into_the_key():
    key = key_of(UNIT)
    assert key == key_of(replace(UNIT, origin="elsewhere/u.md"))
    others = [
        replace(UNIT, html=HTML + " "),
        replace(UNIT, name="v"),
        replace(UNIT, stylesheets=("", *UNIT.stylesheets)),
        replace(UNIT, assets={"https://assets.invalid/a": b"y"}),
        replace(UNIT, assets={"https://assets.invalid/b": b"x"}),
        replace(UNIT, aliases={}),
    ]
    keys = {key, *map(key_of, others)}
    assert len(keys) == 1 + len(others)


@pytest.mark.parametrize(("name", "other"), [("_fonts", ["another"]), ("toolchain", {"pango": "2"})])
def test_the_compiler_is_part_of_the_key(monkeypatch, name, other):
    key = key_of(UNIT)
    cache_module._compiler.cache_clear()
    monkeypatch.setattr(cache_module, name, lambda: other)
    assert key_of(UNIT) != key
    cache_module._compiler.cache_clear()


def test_pruning_removes_what_was_used_longest_ago(cache, data):
    for number in range(4):
        cache.put(f"{number:02d}" * 32, data, {})
        os.utime(cache._path(f"{number:02d}" * 32), (number, number))
    cache.interface("00" * 32)
    size = kept_size(cache)
    removed = cache.prune(cache.usage().size - size)
    assert removed.files == 1
    assert cache.interface("01" * 32) is None
    assert cache.interface("00" * 32) is not None


def test_builds_that_get_into_each_others_way_leave_good_entries_alone(cache, compiled):
    """Two processes put, get, prune and count the same entries at once, as if each were an hour old."""
    font = b"font" * 100_000
    data, fonts = with_own_font(compiled, font), {hashlib.sha256(font).hexdigest(): font}
    keys = [f"{number:02d}" * 32 for number in range(4)]
    with Processes(2) as workers:
        work = [workers.submit(tasks.jostle, str(cache.folder), keys, data, fonts, 1.5) for _ in range(2)]
        found = [future.result() for future in work]
    expected = (storage.load_interface(data), storage.load_body(data))
    assert all(each == expected for many in found for each in many)
    assert all(len(many) == 1 for many in found)  # at times there was something to be had
    for key in keys:
        assert cache.interface(key) in (None, expected[0]) and cache.body(key) in (None, expected[1])
    names = {path.name for path, _ in cache._files()}
    assert names <= {*keys, *fonts}


def kept_size(cache: Cache) -> int:
    return min(path.stat().st_size for path in (cache.folder / "objects").rglob("*") if path.is_file())


def test_bytes_of_another_kind_are_refused():
    with pytest.raises(storage.NotAnObjectFileError):
        storage.load_interface(b"anything")
