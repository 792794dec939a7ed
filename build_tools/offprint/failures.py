"""What is said of an element for which MyST has no form."""

from __future__ import annotations

from docutils import nodes

from build_tools.errors import KankoError, Place, Problem, Text, typed


def unwritable(node: nodes.Node) -> KankoError:
    """The error for an element that can't be written, with its place in the source."""
    name = node.__class__.__name__
    what = Text(
        f"There is no way to write this for others to take over ({name}).",
        f"この箇所は、転載用の原稿に書き表せません（{name}）。",
    )
    remedy = Text("Write it in another way, or leave it out of what is offered.", "別の書き方に改めてください。")
    return KankoError([Problem("bundle.unwritable", what, _place(node), remedy)])


def _place(node: nodes.Node) -> Place | None:
    known: nodes.Node | None = node
    while known is not None and known.line is None:
        known = known.parent
    if known is None or not known.source:
        return None
    from pathlib import Path

    return Place(typed(Path(known.source)), known.line)
