"""The process of a command ends as others do, only faster."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.commands import ROOT

PROGRAM = (
    "import atexit, sys, tempfile; from build_tools.__main__ import run; folder = tempfile.TemporaryDirectory();"
    "atexit.register(lambda: print('at the end', folder.name)); sys.argv = ['kanko', *sys.argv[1:]]; run()"
)


@pytest.mark.parametrize(("given", "code"), [("--version", 0), ("--nonsense", 2)])
def test_what_is_to_be_done_at_the_end_is_done(given: str, code: int, tmp_path):
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, given],
        cwd=ROOT,
        env={"TMPDIR": str(tmp_path), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
    )
    assert ran.returncode == code and "at the end" in ran.stdout and "Traceback" not in ran.stderr
    assert "kanko" in (ran.stdout if code == 0 else ran.stderr)
    assert list(tmp_path.iterdir()) == []


def test_a_reader_that_is_gone_is_no_fault():
    ran = subprocess.run(
        f"'{sys.executable}' -m build_tools explain text.hidden | true; echo ${{PIPESTATUS[0]}}",
        shell=True,
        executable="/bin/bash",
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert "Traceback" not in ran.stderr and "Exception" not in ran.stderr
