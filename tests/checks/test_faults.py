"""Every fault is found by exactly the rules that should find it: one module of `faults/` a concern."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from build_tools import proving
from build_tools.findings import RULES
from tests.checks.injection import Good, Injected, codes

MODULES = sorted(path.stem for path in (Path(__file__).parent / "faults").glob("*.py"))
ALL = [fault for module in MODULES for fault in import_module(f"tests.checks.faults.{module}").INJECTED]


@pytest.mark.parametrize("fault", ALL, ids=lambda fault: fault.name)
def test_a_fault_is_found_by_the_rules_that_should_find_it(fault: Injected, good: dict[str, Good], tmp_path: Path):
    spoilt = good[fault.edition].copied(tmp_path)
    fault.inject(spoilt)
    assert codes(spoilt.findings()) == fault.codes


def test_every_rule_finds_a_fault():
    looking = {rule.code for rule in RULES.values() if rule.about in ("pdf", "press", "document", "set")}
    assert looking - {code for fault in ALL for code in fault.codes} == set()


def test_no_two_faults_have_the_same_name():
    assert len({fault.name for fault in ALL}) == len(ALL)


@pytest.mark.parametrize("code", ["area.foot", "kinsoku.start", "tags.list"])
def test_a_process_beside_this_one_finds_what_this_one_does(
    code: str, good: dict[str, Good], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    fault = next(fault for fault in ALL if code in fault.codes)
    spoilt = good[fault.edition].copied(tmp_path)
    fault.inject(spoilt)
    alone = spoilt.findings()
    monkeypatch.setattr(proving, "LONG", 1)
    assert spoilt.findings() == alone
    monkeypatch.setattr(proving, "check_looks", lambda subject: ())
    assert code not in codes(spoilt.findings())
