"""Bundles read back: what a good one says, and the sentence with which each bad one is refused."""

from __future__ import annotations

import json
import zipfile

import pytest

from build_tools.bundle import read
from build_tools.bundle.model import CATALOGUE
from build_tools.bundle.read import read_bundle
from build_tools.errors import KankoError
from tests.bundle.making import AIM, Titled, repack, write_bundle

TEXT = "sections/report_aim_goals"


@pytest.fixture
def good(tmp_path):
    return write_bundle(tmp_path, address="https://example.jp/report/")


def refusals(path):
    with pytest.raises(KankoError) as caught:
        read_bundle(path)
    for problem in caught.value.problems:
        assert problem.place.path.endswith(path.name) and problem.what.ja and problem.remedy.ja
    return [problem.name for problem in caught.value.problems]


def catalogue_of(path):
    with zipfile.ZipFile(path) as archive:
        return json.loads(archive.read(CATALOGUE))


def text_of(path):
    return next(name for name in catalogue_of(path)["files"] if name.startswith(TEXT))


def test_a_good_bundle_says_what_was_put_in(good):
    bundle = read_bundle(good)
    goals = bundle.section("report/aim:goals")
    assert (goals.number, goals.title, goals.level, goals.above) == ("１．", "目標", 2, "report/aim:aim")
    assert bundle.text(goals) == "(goals)=\n# 目標\n\n目標は三つある。\n"
    assert [(place.document, place.page, place.sheet) for place in goals.places] == [("report", "2", 4)]
    assert goals.address == "https://example.jp/report/report/aim.html#goals"
    assert goals.attribution.plain == (
        "出典：「取組の報告」（試験局、令和４年３月３１日）第１章１．「目標」（報告書 2ページ）"
        "（https://example.jp/report/report/aim.html#goals）"
    )
    assert goals.attribution.edited.endswith("を編集・加工して作成")
    assert bundle.section("report/aim:aim").labels == ("aim", "goals")
    assert bundle.manuscript.edition.id == bundle.catalogue.edition.id == "report-2022"


def test_the_same_content_has_the_same_bytes(tmp_path):
    (tmp_path / "a").mkdir(), (tmp_path / "b").mkdir()
    assert write_bundle(tmp_path / "a").read_bytes() == write_bundle(tmp_path / "b").read_bytes()


def test_a_section_of_an_earlier_edition_is_led_to_the_one_in_its_place(tmp_path):
    replaced = [{"id": "report/aim:goals", "earlier": ["report/purpose:goals"]}]
    withdrawn = [{"id": "report/aim:costs", "reason": "集計に誤りがあったため"}]
    bundle = read_bundle(write_bundle(tmp_path, replaced=replaced, withdrawn=withdrawn))
    assert bundle.replacement("report/purpose:goals") is bundle.section("report/aim:goals")
    assert bundle.replacement("report/aim:goals") is None
    assert [each.reason for each in bundle.catalogue.withdrawn] == ["集計に誤りがあったため"]


def test_an_unknown_section_is_refused_with_those_that_may_be_meant(good):
    with pytest.raises(KankoError) as caught:
        read_bundle(good).section("report/aim:goal")
    (problem,) = caught.value.problems
    assert problem.name == "bundle.unknown-section" and "report/aim:goals" in problem.remedy.en


def test_a_file_that_is_not_there(tmp_path):
    assert refusals(tmp_path / "none.kanko") == ["bundle.unreadable"]


@pytest.mark.parametrize("data", [b"", b"PK", b"no archive at all" * 100])
def test_no_archive(tmp_path, data):
    path = tmp_path / "x.kanko"
    path.write_bytes(data)
    assert refusals(path) == ["bundle.damaged"]


def test_every_byte_altered_is_noticed_or_changes_nothing(good):
    """One bit of every 23rd byte: what can be read is what it was."""
    data, before = good.read_bytes(), read_bundle(good)
    told = 0
    for place in range(0, len(data), 23):
        good.write_bytes(data[:place] + bytes([data[place] ^ 4]) + data[place + 1 :])
        try:
            after = read_bundle(good)
            assert (after.catalogue, after.files) == (before.catalogue, before.files)
        except KankoError as error:
            told += bool(error.problems)
    assert told > len(data) / 23 / 2


def test_a_truncated_bundle(good):
    good.write_bytes(good.read_bytes()[:-100])
    assert refusals(good) == ["bundle.damaged"]


@pytest.mark.parametrize(("version", "word"), [(2, "newer"), (0, "again"), ("x", "again")])
def test_another_version(good, version, word):
    catalogue = catalogue_of(good) | {"version": version}
    repack(good, {CATALOGUE: json.dumps(catalogue).encode()})
    with pytest.raises(KankoError) as caught:
        read_bundle(good)
    (problem,) = caught.value.problems
    assert problem.name == "bundle.version" and word in problem.what.en


def test_no_bundle_at_all(good):
    assert refusals(repack(good, {CATALOGUE: None})) == ["bundle.no-bundle"]


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"null", b"\xff", b'{"version": 1}', b"[" * 100_000])
def test_a_catalogue_that_is_none(good, data):
    assert refusals(repack(good, {CATALOGUE: data})) == ["bundle.catalogue"]


def test_a_file_with_another_digest(good):
    altered = repack(good, {text_of(good): "# 目標\n\n目標は四つある。\n".encode()})
    with pytest.raises(KankoError) as caught:
        read_bundle(altered)
    (problem,) = caught.value.problems
    assert problem.name == "bundle.altered" and text_of(good) in problem.what.en


def test_a_file_that_lacks(good):
    assert refusals(repack(good, {text_of(good): None})) == ["bundle.lacking"]


def test_a_section_whose_text_is_not_declared(good):
    assert refusals(repack(good, {text_of(good): None}, declared=True)) == ["bundle.lacking"]


def test_a_file_that_is_not_declared(good):
    assert refusals(repack(good, {"assets/more.png": b"x"})) == ["bundle.undeclared"]


@pytest.mark.parametrize("name", ["../x.md", "/etc/x", "sections/../../x", "a//b", "./a", "a\\..\\x", "C:x", "a/.."])
def test_a_path_that_leaves_the_archive(good, name):
    assert "bundle.outside" in refusals(repack(good, {name: b"x"}, declared=True))


def test_a_bomb_is_told_before_it_is_unpacked(good, monkeypatch):
    monkeypatch.setattr(read, "LARGEST", 1_000_000)
    bomb = repack(good, {"assets/bomb.png": bytes(1_000_001)}, declared=True)
    monkeypatch.setattr(zipfile.ZipFile, "read", None)
    assert refusals(bomb) == ["bundle.too-large"]


@pytest.mark.parametrize(("limit", "value"), [("ALL", 100), ("MOST", 3)])
def test_more_than_a_bundle_may_hold(good, monkeypatch, limit, value):
    monkeypatch.setattr(read, limit, value)
    assert refusals(good) == ["bundle.too-large"]


def test_a_size_that_lies_is_no_way_round_the_limits(good, monkeypatch):
    """The directory says 10 bytes of a file that unpacks to a million."""
    repack(good, {"assets/bomb.png": bytes(1_000_000)}, declared=True)
    data = good.read_bytes()
    good.write_bytes(data.replace((1_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little")))
    assert refusals(good) != []


def test_two_files_of_the_same_name(good):
    with zipfile.ZipFile(good, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(text_of(good), "other")
    assert refusals(good) == ["bundle.twice"]


@pytest.mark.parametrize("file", ["manuscript.json", "locations.json"])
def test_data_that_cannot_be_read(good, file):
    assert refusals(repack(good, {file: b"{}"}, declared=True)) == [f"bundle.{file.partition('.')[0]}"]


def test_locations_of_another_manuscript(good, tmp_path):
    (tmp_path / "other").mkdir()
    other = write_bundle(tmp_path / "other", Titled("aim", "別の目的"))
    with zipfile.ZipFile(other) as archive:
        strange = archive.read("locations.json")
    assert refusals(repack(good, {"locations.json": strange}, declared=True)) == ["bundle.unlike"]


def test_a_hash_that_is_not_the_manuscripts(good):
    catalogue = catalogue_of(good)
    catalogue["sections"][0]["hash"] = "0" * 32
    assert refusals(repack(good, {CATALOGUE: json.dumps(catalogue).encode()})) == ["bundle.unlike"]


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"a\0b"])
def test_a_text_that_is_none(good, data):
    assert refusals(repack(good, {text_of(good): data}, declared=True)) == ["bundle.not-text"]


def test_sections_without_text_of_their_own(tmp_path):
    assert len(read_bundle(write_bundle(tmp_path, Titled("aim", "目的"))).catalogue.sections) == 1
    assert len(AIM.below) == 1
