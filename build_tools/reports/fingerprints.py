"""Names for findings that stay the same when lines and pages move, so that a service knows one that it has seen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

from build_tools.findings import Finding


def fingerprints(findings: Sequence[Finding]) -> tuple[str, ...]:
    """A name each, from rule, source file and sentence, numbers left out: they are lines, pages and counts, or change
    with them. Findings that are alike are told apart by their order.
    """
    seen: Counter[str] = Counter()
    names = []
    for finding in findings:
        said = _said(finding)
        seen[said] += 1
        names.append(sha256(f"{said}\0{seen[said]}".encode()).hexdigest()[:32])
    return tuple(names)


def _said(finding: Finding) -> str:
    source = "" if finding.source is None else f"{finding.source.path}\0{finding.source.key or ''}"
    place = source or finding.file.rpartition("/")[2]
    return "\0".join((finding.code, place, re.sub(r"\d+", "#", finding.what.en)))
