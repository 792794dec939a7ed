"""The set-up, with a machine that is only told about: nothing is installed here."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools import bootstrap
from build_tools.bootstrap import CanNotError, Part

HERE = Part(("here",), lambda: True)
GONE = Part(("gone",), lambda: False)
JUDGE = Part(("judge",), lambda: False, for_tests=True)


class Machine:
    """Remembers the commands it was given, and fails those that hold a word."""

    def __init__(self, failing: str = "\0") -> None:
        self.commands: list[list[str]] = []
        self.failing = failing

    def __call__(self, command: list[str]) -> int:
        self.commands.append(list(command))
        return int(self.failing in command)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("requirements.lock", "requirements-test.lock", "pyproject.toml", "build_tools/bootstrap.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    (tmp_path / ".venv").mkdir()
    return tmp_path


def test_only_what_is_missing_is_wanted():
    assert bootstrap.missing([HERE, GONE, JUDGE], tests=False) == ["gone"]
    assert bootstrap.missing([HERE, GONE, JUDGE], tests=True) == ["gone", "judge"]


def test_apt_is_asked_where_it_may():
    machine = Machine()
    bootstrap.install(["gone"], ["sudo", "-n"], "apt-get", machine)
    update, install = machine.commands
    assert update[:2] == install[:2] == ["sudo", "-n"] and "update" in update and install[-1] == "gone"


def test_apt_stops_at_the_first_failure():
    machine = Machine("update")
    with pytest.raises(CanNotError, match="sudo apt-get install"):
        bootstrap.install(["gone"], [], "apt-get", machine)
    assert len(machine.commands) == 1


@pytest.mark.parametrize(
    ("before", "apt", "said"),
    [(None, "apt-get", "run: sudo apt-get update && sudo apt-get install -y"), ([], None, "no Debian or Ubuntu")],
)
def test_where_it_may_not_one_sentence_says_what_to_do(before, apt, said):
    machine = Machine()
    with pytest.raises(CanNotError, match=said) as refused:
        bootstrap.install(["gone", "lost"], before, apt, machine)
    assert "gone lost" in refused.value.en and "gone lost" in refused.value.ja
    assert machine.commands == []


def test_an_environment_is_made_once(root):
    machine = Machine()
    bootstrap.make_environment("build", root, machine)
    assert [command[-1] for command in machine.commands] == [
        str(root / ".venv"),
        str(root / "requirements.lock"),
        str(root),
    ]
    assert "--require-hashes" in machine.commands[1]
    assert bootstrap.is_set_up("build", root)


def test_the_tests_environment_serves_the_build_but_not_the_other_way_round(root):
    bootstrap.make_environment("build", root, Machine())
    assert not bootstrap.is_set_up("test", root)
    bootstrap.make_environment("test", root, Machine())
    assert bootstrap.is_set_up("test", root) and bootstrap.is_set_up("build", root)


@pytest.mark.parametrize("changed", ["requirements.lock", "pyproject.toml", "build_tools/bootstrap.py"])
def test_a_change_of_what_it_is_made_from_makes_it_again(root, changed):
    bootstrap.make_environment("build", root, Machine())
    (root / changed).write_text("changed")
    assert not bootstrap.is_set_up("build", root)


def test_a_failed_environment_does_not_count(root):
    bootstrap.make_environment("build", root, Machine())
    with pytest.raises(CanNotError, match="could not be made"):
        bootstrap.make_environment("build", root, Machine("install"))
    assert not bootstrap.is_set_up("build", root)


def test_exit_code_2_where_it_can_not(monkeypatch, capsys):
    def refuse(kind: str) -> None:
        raise CanNotError("In English.", "日本語で。")

    monkeypatch.setattr(bootstrap, "set_up", refuse)
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    assert bootstrap.main(["build"]) == 2
    assert capsys.readouterr().err == "日本語で。\n"


def test_every_part_of_this_machine_is_there():
    """The tests' own machine must have all judges: a missing one is a failure, never skipped."""
    assert bootstrap.missing(bootstrap.PARTS, tests=True) == []
