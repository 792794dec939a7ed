"""manuscript.json: its schema, its bytes, and what is said of a file that is none."""

from __future__ import annotations

import copy
import json
import os
from pathlib import Path

import pytest
from pydantic import ValidationError

from build_tools.errors import KankoError
from build_tools.manuscript.model import Manuscript
from build_tools.manuscript.schema import SCHEMA, schema
from build_tools.manuscript.write import chapter_json, manuscript_json, read_manuscript
from tests.manuscript.test_text_of_chapters import EDITIONS

GOLDEN = Path(__file__).parent / "expected" / "set.json"


def test_the_published_schema_is_the_models():
    assert SCHEMA.read_text("utf-8") == schema(), "run .venv/bin/python -m build_tools.manuscript.schema"


def test_the_case_set_is_as_expected(take):
    data = json.loads(take(EDITIONS["set"]).data)
    for document in data["documents"]:
        del document["layout"]["faces"]  # they are the machine's
    found = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    if os.environ.get("KANKO_UPDATE"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(found, "utf-8")
    assert found == GOLDEN.read_text("utf-8")


@pytest.mark.parametrize("source", EDITIONS.values(), ids=EDITIONS)
def test_what_is_written_is_read_again(take, source):
    taken = take(source)
    chapters = {document.id: document.chapters for document in taken.manuscript.documents}
    frame = taken.manuscript.model_copy(
        update={"documents": tuple(each.model_copy(update={"chapters": ()}) for each in taken.manuscript.documents)}
    )
    assert b"".join(manuscript_json(frame, lambda name: map(chapter_json, chapters[name]))) == taken.data


def test_bytes_are_in_order(take):
    data = take(EDITIONS["set"]).data
    text = data.decode("utf-8")
    assert text.endswith("}\n") and text.count("\n") == 1 and "連携の記録" in text
    ordered = json.dumps(json.loads(data), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert text == ordered + "\n"


def test_same_source_same_bytes_whatever_was_read_or_assembled(take, tmp_path):
    first = take(EDITIONS["set"])
    again = take(EDITIONS["set"])
    alone = take(EDITIONS["set"], ("summary",))
    assert first.data == again.data == alone.data
    assert set(alone.bodies) < set(first.bodies)


def test_no_path_of_the_machine_is_in_it(take):
    assert str(Path.cwd()).encode() not in take(EDITIONS["places"]).data


FAULTS = {
    "unknown key": lambda data: data["documents"][0].update(colour="red"),
    "unknown kind": lambda data: data["documents"][0]["chapters"][1]["blocks"][0].update(kind="poem"),
    "no place": lambda data: data["documents"][0]["chapters"][1]["blocks"][0].pop("place"),
    "no documents' title": lambda data: data["documents"][0].pop("title"),
    "a part that is none": lambda data: data["documents"][0]["chapters"][1]["blocks"][0].update(parts=[7]),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_manuscript_of_another_shape_is_refused(take, tmp_path, fault):
    data = json.loads(take(EDITIONS["set"]).data)
    Manuscript.model_validate(copy.deepcopy(data))
    fault(data)
    with pytest.raises(ValidationError):
        Manuscript.model_validate(data)
    file = tmp_path / "manuscript.json"
    file.write_text(json.dumps(data), "utf-8")
    with pytest.raises(KankoError) as caught:
        read_manuscript(file)
    assert [problem.name for problem in caught.value.problems] == ["manuscript.unreadable"]


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff", b'{"version": 1}', b"[" * 100_000])
def test_what_is_no_manuscript_gets_a_sentence(tmp_path, content):
    file = tmp_path / "manuscript.json"
    file.write_bytes(content)
    with pytest.raises(KankoError) as caught:
        read_manuscript(file)
    (problem,) = caught.value.problems
    assert problem.name == "manuscript.unreadable" and problem.remedy and "原稿データ" in problem.say("ja")


def test_another_version_is_named(tmp_path):
    file = tmp_path / "manuscript.json"
    file.write_bytes(b'{"version": 2}')
    with pytest.raises(KankoError) as caught:
        read_manuscript(file)
    assert "2" in caught.value.problems[0].say("en") and caught.value.problems[0].name == "manuscript.version"


def test_a_file_that_is_not_there_gets_a_sentence(tmp_path):
    with pytest.raises(KankoError):
        read_manuscript(tmp_path / "none.json")
