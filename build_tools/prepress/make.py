"""The order in which a file for the press is made: colours, sheets, what it says of itself."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, ObjectStreamMode, Pdf

from build_tools.edition import Edition
from build_tools.prepress.colours import convert_colours, is_transparent
from build_tools.prepress.identity import Condition, declare
from build_tools.prepress.inks import Inks
from build_tools.prepress.messages import of_file
from build_tools.prepress.profile import load_profile, press_of
from build_tools.prepress.sheet import REGISTRATION, registration, set_on_sheet

# ISO 15930-7 rests on PDF 1.6.
PDF_VERSION = "1.6"


def condition_of(edition: Edition) -> Condition:
    """The printing condition of an edition; raises KankoError where it names none, or no good profile."""
    profile, press = load_profile(edition), press_of(edition)
    return Condition(profile, press.condition or profile.name, press.ink_limit)


def press_file(source: Path, target: Path, condition: Condition) -> int:
    """Write what a file for people shows as a file for the press; return how many pages it has.

    The same bytes for the same file and condition. Raises KankoError for what can't be printed in inks.
    """
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    with pikepdf.open(source) as pdf, of_file(source):
        _convert(pdf, condition)
        declare(pdf, condition, digest)
        target.parent.mkdir(parents=True, exist_ok=True)
        pdf.save(
            target,
            force_version=PDF_VERSION,
            object_stream_mode=ObjectStreamMode.generate,
            compress_streams=True,
            deterministic_id=True,
        )
        return len(pdf.pages)


def _convert(pdf: Pdf, condition: Condition) -> None:
    contents = convert_colours(pdf, Inks(condition.profile))
    marks = registration(pdf)
    for page, content in zip(pdf.pages, contents, strict=True):
        _name(page.obj, marks, pdf)
        page.Contents = pdf.make_stream(set_on_sheet(page.obj, content))
        if is_transparent(page.obj.Resources):
            page.obj.Group = Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name.DeviceCMYK)


def _name(page: Any, marks: Any, pdf: Pdf) -> None:
    """Let a page's resources, which it may share with others, name the colour space of the marks."""
    if "/Resources" not in page:
        page.Resources = Dictionary()
    if "/ColorSpace" not in page.Resources:
        page.Resources.ColorSpace = pdf.make_indirect(Dictionary())
    page.Resources.ColorSpace[REGISTRATION] = marks
