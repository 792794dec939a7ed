"""What is said where a file has something in it that can't be converted for a press."""

from __future__ import annotations

from build_tools.errors import KankoError, Problem, Text

_MEND = Text(
    "leave it out, or give the colours as sRGB or device-cmyk()",
    "取り除くか、色を sRGB か device-cmyk() で指定してください",
)


def not_converted(what: str) -> KankoError:
    """Something that this stage does not know how to print: nothing is guessed."""
    said = Text(f"this can't be converted for the press: {what}", f"印刷用に変換できないものがあります（{what}）")
    return KankoError([Problem("press.not-converted", said, None, _MEND)])
