"""What workers are forked from leaves them nothing to prepare, and holds nothing that a fork does not survive."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from tests.press.test_economies import ROOT, units_of

PROGRAM = """
import json, os, pickle, sys
from build_tools.press import warm, economies
threads, maps = len(os.listdir("/proc/self/task")), economies.fonts.cache_info().currsize
from cffi.cparser import Parser
parse, types = Parser.parse_type_and_quals, []
Parser.parse_type_and_quals = lambda self, name: (types.append(name), parse(self, name))[1]
sheets = economies.stylesheet.cache_info().misses
for unit in pickle.loads(sys.stdin.buffer.read()):
    warm.compiler.compile_unit(unit)
print(json.dumps([threads, maps, types, economies.stylesheet.cache_info().misses - sheets]))
"""


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="threads are counted as Linux shows them")
def test_workers_have_nothing_to_prepare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    units = pickle.dumps(list(units_of(ROOT / "source", tmp_path, monkeypatch)))
    ran = subprocess.run([sys.executable, "-c", PROGRAM], input=units, capture_output=True, check=True)
    threads, maps, types, sheets = json.loads(ran.stdout)
    assert (threads, maps) == (1, 0)
    assert types == []
    assert sheets == 0
