"""What a PDF, its manuscript and the set must be: one rule a function, registered with code, severity and source.

`check_pdf`, `check_press`, `check_document`, `check_looks` and `check_set` give what the rules report. A rule is any
function of a module of this package that `build_tools.findings.rule` registers: to add one, write it, and its test.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from pkgutil import iter_modules

from build_tools.checks.origin import with_origin
from build_tools.checks.pressfile import PressFile
from build_tools.checks.subject import Publication, Subject
from build_tools.findings import RULES, Fault, Rule
from build_tools.inspection.document import PdfDocument

__all__ = [
    "FOR_THE_PRESS_TOO",
    "PressFile",
    "Publication",
    "Subject",
    "check_document",
    "check_looks",
    "check_pdf",
    "check_press",
    "check_set",
    "with_origin",
]

# Rules about any PDF that hold for a file for the press as well; the others are about reading it on a screen.
FOR_THE_PRESS_TOO = frozenset(("file.damaged", "file.encrypted", "fonts.not-embedded"))

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")


# How a page looks; these rules share the composition of its lines.
_LOOKS = ("area", "images", "kinsoku", "lines", "tables", "tags")


def check_pdf(pdf: PdfDocument) -> Iterator[tuple[Rule, Fault]]:
    """What is wrong with any PDF."""
    return _checked(_about("pdf"), pdf)


def check_press(file: PressFile) -> Iterator[tuple[Rule, Fault]]:
    """What is wrong with a file for the press."""
    for code in sorted(FOR_THE_PRESS_TOO):
        yield from ((RULES[code], fault) for fault in RULES[code].check(file.pdf))
    yield from _checked(_about("press"), file)


def check_document(subject: Subject) -> Iterator[tuple[Rule, Fault]]:
    """Where a document of the set does not say what its manuscript says."""
    return _checked((rule for rule in _about("document") if not _is_of_looks(rule)), subject)


def check_looks(subject: Subject) -> Iterator[tuple[Rule, Fault]]:
    """Where a document of the set is not set as it should be, nor tagged."""
    return _checked((rule for rule in _about("document") if _is_of_looks(rule)), subject)


def check_set(publication: Publication) -> Iterator[tuple[Rule, Fault]]:
    """Where the documents of a set do not agree."""
    return _checked(_about("set"), publication)


def _about(about: str) -> list[Rule]:
    return [rule for rule in RULES.values() if rule.about == about]


def _is_of_looks(rule: Rule) -> bool:
    return rule.code.partition(".")[0] in _LOOKS


def _checked(rules: Iterable[Rule], given: object) -> Iterator[tuple[Rule, Fault]]:
    for rule in rules:
        yield from ((rule, fault) for fault in rule.check(given))
