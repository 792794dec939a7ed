"""Ways to spoil what a page shows, and the edition that it is made from."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import Any

import pikepdf

from build_tools.inspection import inspect
from build_tools.pipeline import Order, build
from tests.checks.injection import Good

# Instructions of a content stream: operands and operator.
Instructions = list[tuple[list[Any], Any]]
PIXELS = 96 / 72  # WeasyPrint's unit, y downwards


def marked(edition: Good, document: str, text: str) -> tuple[int, int]:
    """The page and the marked content of the first run that holds a text."""
    pdf = inspect(edition.dist / f"{document}.pdf", trusted=True)
    runs = ((page.number, run) for page in pdf.pages for run in page.runs)
    return next((page, run.mcid) for page, run in runs if text in run.text and run.mcid is not None)


def edit(
    edition: Good,
    document: str,
    place: tuple[int, int],
    change: Callable[[Instructions], Instructions],
    reach: int = 0,
) -> None:
    """Change the instructions of a piece of marked content; with so many that stand before it (0: what it holds)."""
    page, mcid = place

    def rewritten(pdf: pikepdf.Pdf) -> None:
        found = [(list(each.operands), each.operator) for each in pikepdf.parse_content_stream(pdf.pages[page])]
        start = next(at for at, (operands, operator) in enumerate(found) if _begins(operands, operator, mcid))
        end = next(at for at in range(start, len(found)) if str(found[at][1]) == "EMC")
        begin = start - reach if reach else start + 1
        found[begin:end] = change(found[begin:end])
        pdf.pages[page].Contents = pdf.make_stream(pikepdf.unparse_content_stream(found))

    edition.spoil(document, rewritten)


def _begins(operands: list[Any], operator: Any, mcid: int) -> bool:
    return str(operator) == "BDC" and isinstance(operands[1], pikepdf.Dictionary) and operands[1].get("/MCID") == mcid


def in_form(
    edition: Good, document: str, place: tuple[int, int], box: tuple[float, float, float, float], matrix: Any = None
) -> None:
    """Let a form draw what a piece of marked content holds; its bounding box (in the units of the content, of one
    placed by `matrix`) clips it.
    """
    page, mcid = place

    def rewritten(pdf: pikepdf.Pdf) -> None:
        found = list(pikepdf.parse_content_stream(pdf.pages[page]))
        start = next(at for at, each in enumerate(found) if _begins(list(each.operands), each.operator, mcid))
        end = next(at for at in range(start, len(found)) if str(found[at].operator) == "EMC")
        form = pdf.make_stream(
            pikepdf.unparse_content_stream(found[start + 1 : end]),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Form,
            BBox=pikepdf.Array(box),
            Matrix=pikepdf.Array(matrix or (1, 0, 0, 1, 0, 0)),
            Resources=pdf.pages[page].Resources,
        )
        name = pdf.pages[page].add_resource(form, pikepdf.Name.XObject)
        found[start + 1 : end] = [pikepdf.ContentStreamInstruction([name], pikepdf.Operator("Do"))]
        pdf.pages[page].Contents = pdf.make_stream(pikepdf.unparse_content_stream(found))

    edition.spoil(document, rewritten)


def operator(name: str) -> pikepdf.Operator:
    """An operator by name."""
    return pikepdf.Operator(name)


def moved(right: float = 0.0, down: float = 0.0) -> Callable[[Instructions], Instructions]:
    """Text set elsewhere, by so many points."""

    def change(found: Instructions) -> Instructions:
        for operands, what in found:
            if str(what) == "Tm":
                operands[4] = float(operands[4]) + right * PIXELS
                operands[5] = float(operands[5]) + down * PIXELS
        return found

    return change


def state(name: str, value: float, back: float) -> Callable[[Instructions], Instructions]:
    """Text shown with another value of the text state (Tc, Tz …)."""
    return lambda found: [([value], operator(name)), *found, ([back], operator(name))]


def before(name: str, *added: tuple[list[Any], str]) -> Callable[[Instructions], Instructions]:
    """Instructions put in before those of a name."""
    new = [(operands, operator(what)) for operands, what in added]
    return lambda found: [each for one in found for each in ([*new, one] if str(one[1]) == name else [one])]


def _glyphs(found: Instructions) -> list[Any]:
    """What the one TJ of a run shows: two bytes a glyph and the kerning between, one after the other."""
    shown = next(operands[0] for operands, what in found if str(what) == "TJ")
    parts: list[Any] = []
    for each in shown:
        code = bytes(each) if isinstance(each, pikepdf.String) else None
        parts += [each] if code is None else [pikepdf.String(code[at : at + 2]) for at in range(0, len(code), 2)]
    return parts


def _showing(found: Instructions, parts: list[Any]) -> Instructions:
    return [([pikepdf.Array(parts)] if str(what) == "TJ" else operands, what) for operands, what in found]


def carry(edition: Good, document: str, line: str, following: str, count: int) -> None:
    """Take so many glyphs from the end of a line to the start of the one that follows it."""
    taken: list[Any] = []

    def shorter(found: Instructions) -> Instructions:
        parts = _glyphs(found)
        places = [at for at, each in enumerate(parts) if isinstance(each, pikepdf.String)]
        taken.extend(bytes(each) for each in parts[places[-count] :] if isinstance(each, pikepdf.String))
        return _showing(found, parts[: places[-count]])

    def longer(found: Instructions) -> Instructions:
        return _showing(found, [*map(pikepdf.String, taken), *_glyphs(found)])

    edit(edition, document, marked(edition, document, line), shorter)
    edit(edition, document, marked(edition, document, following), longer)


def rewrite(edition: Good, file: str, old: str, new: str) -> None:
    """Change a file of the edition, and build it again."""
    source = _own(edition)
    text = (source / file).read_text("utf-8")
    assert old in text
    (source / file).write_text(text.replace(old, new), "utf-8")
    build(Order(source, edition.dist, only=("pdf",), check=False))


def restyle(edition: Good, layout: str, css: str) -> None:
    """Give the edition a stylesheet of its own, on top of a layout, and build it again."""
    folder = _own(edition) / "templates" / "print" / "own"
    folder.mkdir(parents=True)
    (folder / "layout.toml").write_text(
        f'title = "版独自"\nextends = "{layout}"\nstylesheets = ["own.css"]\nchapter = "chapter"\n', "utf-8"
    )
    (folder / "own.css").write_text(css, "utf-8")
    rewrite(edition, "publication.toml", f'layout = "{layout}"', 'layout = "own"')


def _own(edition: Good) -> Any:
    """A copy of the sources beside the products."""
    source = edition.dist.parent / "source"
    if not source.exists():
        shutil.copytree(edition.source, source)
    return source


def elements(pdf: pikepdf.Pdf, *kinds: str) -> list[Any]:
    """The structure elements of some kinds, in order."""
    found, waiting = [], [pdf.Root.StructTreeRoot]
    while waiting:
        element = waiting.pop()
        if element.get("/S") in [f"/{kind}" for kind in kinds]:
            found.append(element)
        kids = element.get("/K", [])
        kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        waiting += [kid for kid in reversed(kids) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
    return found
