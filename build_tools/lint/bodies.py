"""What of a directive is read, by the form of its body."""

from __future__ import annotations

import ast
import csv
import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from build_tools.lint.forms import Body, Directive
from build_tools.lint.piece import ANYTHING, SOMETHING, Hole, Part, Stretch, regular
from build_tools.manuscript.text import plain

if TYPE_CHECKING:
    from build_tools.lint.reader import At, Reader

Read = Callable[["Reader", Directive, "At", int], None]
# What Sphinx calls the builder of the PDFs: of `{only}`.
_TAGS: Final = {"html", "format_html", "pdf", "builder_pdf"}
# Options that are printed, before the body.
_SAID: Final = {"caption", "subtitle"}
_SPACES: Final = {"tab": "\t", "space": " "}


def read_directive(reader: Reader, found: Directive, at: At, number: int) -> None:
    """Read a directive that begins on a line: its argument, then its body."""
    form = found.form
    at = replace(at, optional=at.optional or form.optional)
    if form.argument == "text" or (form.argument == "unknown" and not found.argument.isascii()):
        reader.words(reader.line(found.argument, at, number), at, number)
    if form.label and not found.argument:
        reader.words([SOMETHING], at, number, generated=True)
    if "alt" in found.options:
        reader.image(at, number, found.options["alt"])
    for option in _SAID & set(found.options):
        reader.words(reader.line(found.options[option], at, number), at, number)
    _BODIES[form.body](reader, found, at, number)


def _below(found: Directive, at: At, number: int) -> At:
    """Where the body of a directive is read."""
    return replace(at, before=number + found.skipped)


def _markdown(reader: Reader, found: Directive, at: At, number: int) -> None:
    reader.text(found.body, _below(found, at, number))


def _nothing(reader: Reader, found: Directive, at: At, number: int) -> None:
    """What is set up, and prints nothing of what it says."""


def _code(reader: Reader, found: Directive, at: At, number: int) -> None:
    reader.code(found.body, at, number)


def _solid(reader: Reader, found: Directive, at: At, number: int) -> None:
    reader.words([found.body], at, number)


def _inline(reader: Reader, found: Directive, at: At, number: int) -> None:
    reader.words(reader.line(found.body, at, number), at, number)


def _lines(reader: Reader, found: Directive, at: At, number: int) -> None:
    for step, text in enumerate(found.body.split("\n"), number + found.skipped + 1):
        reader.words(reader.line(text.strip(), at, step), at, step)


def _quote(reader: Reader, found: Directive, at: At, number: int) -> None:
    """A quotation: dashes before its last paragraph tell who said it, and are one dash in print."""
    _markdown(reader, found, at, number)
    last = reader.reading.pieces[-1] if reader.reading.pieces else None
    if last and last.line > number and isinstance(last.parts[0], str) and last.parts[0].startswith(("--", "—")):
        who = "—" + last.parts[0].lstrip("-—")
        reader.reading.pieces[-1] = replace(last, parts=(who, *last.parts[1:]))


def _version(reader: Reader, found: Directive, at: At, number: int) -> None:
    """A note on a version: its first paragraph begins with words about that."""
    start, more = len(reader.reading.pieces), found.argument.split(maxsplit=1)[1:]
    reader.words([*more], at, number)
    _markdown(reader, found, at, number)
    if len(reader.reading.pieces) == start:
        reader.words([SOMETHING], at, number, generated=True)
    else:
        first = reader.reading.pieces[start]
        reader.reading.pieces[start] = replace(first, parts=(ANYTHING, *first.parts))


def _raw(reader: Reader, found: Directive, at: At, number: int) -> None:
    if "html" in found.argument.split():
        reader.words([plain(found.body)], at, number)


def _elsewhere(reader: Reader, found: Directive, at: At, number: int) -> None:
    reader.reading.generated.append(_stretch(found, at, number))


def _facts(reader: Reader, found: Directive, at: At, number: int) -> None:
    _elsewhere(reader, found, at, number)
    for fact in reader.facts.of_directive(found.name):
        reader.fact(fact, at, number)


def _foreign(reader: Reader, found: Directive, at: At, number: int) -> None:
    reader.reading.foreign.append(_stretch(found, at, number))


def _only(reader: Reader, found: Directive, at: At, number: int) -> None:
    """What stands under a condition: read where it holds of the PDFs, not where it does not, optional else."""
    met = _holds(found.argument)
    if met is None or met:
        _markdown(reader, found, replace(at, optional=at.optional or met is None), number)


def _holds(condition: str) -> bool | None:
    try:
        return _met(ast.parse(condition, mode="eval").body)
    except (SyntaxError, ValueError):
        return None


def _met(node: ast.expr) -> bool:
    match node:
        case ast.Name(name):
            return name in _TAGS
        case ast.UnaryOp(ast.Not(), inner):
            return not _met(inner)
        case ast.BoolOp(ast.And(), values):
            return all(map(_met, values))
        case ast.BoolOp(ast.Or(), values):
            return any(map(_met, values))
    raise ValueError("no condition of tags")


# Tables and lists of terms


def _csv(reader: Reader, found: Directive, at: At, number: int) -> None:
    below = _below(found, at, number)
    for text, _ in _cells(found.options.get("header", ""), found):
        reader.text(text, replace(at, before=number - 1))
    if "file" in found.options:
        name = _beside(found.options["file"], at)
        below, body = replace(at, file=name, before=0), (reader.folder / name).read_text("utf-8-sig")
    else:
        body = found.body
    for text, line in _cells(body, found):
        reader.text(text, replace(below, before=below.before + line - 1))


def _cells(text: str, found: Directive) -> Iterator[tuple[str, int]]:
    """The cells of comma-separated values, each with the line on which its row begins."""
    options = found.options
    delimiter = options.get("delim", ",")
    rows = csv.reader(
        text.splitlines(keepends=True),
        delimiter=_SPACES.get(delimiter, delimiter) or ",",
        quotechar=options.get("quote", '"') or '"',
        escapechar=options.get("escape") or None,
        skipinitialspace="keepspace" not in options,
    )
    line = 1
    for row in rows:
        yield from ((cell, line) for cell in row)
        line = rows.line_num + 1


def _glossary(reader: Reader, found: Directive, at: At, number: int) -> None:
    """Terms flush left, each with a key behind a colon, definitions below them indented."""
    lines = found.body.split("\n")
    start = number + found.skipped + 1
    for position, text in enumerate(lines):
        if text.startswith("..") or not text.strip():
            continue
        if not text[0].isspace():
            reader.words(reader.line(text.partition(" : ")[0], at, start + position), at, start + position)
        elif position and lines[position - 1][:1].strip():
            rest = _indented(lines[position:])
            reader.text("\n".join(rest), replace(at, before=start + position - 1))


def _indented(lines: list[str]) -> list[str]:
    """The lines up to the next one that stands flush left, with the indentation of the first one taken off."""
    end = next((at for at, line in enumerate(lines) if line[:1].strip()), len(lines))
    width = len(lines[0]) - len(lines[0].lstrip())
    return [line[width:] if not line[:width].strip() else line.lstrip() for line in lines[:end]]


# Our own


def _case(reader: Reader, found: Directive, at: At, number: int) -> None:
    """The case of a city: place, headcount with unit and date, body, source, each with words of the house around."""
    options = {name: reader.line(text, at, number) for name, text in found.options.items() if text}
    city, prefecture = options.get("city", []), options.get("prefecture", [])
    if city and prefecture:
        one, other = regular(city), regular(prefecture)
        either = Hole(f"(?:.*?{one}.*?{other}.*?|.*?{other}.*?{one}.*?)")
        reader.words([either], at, number, means=f"{_said(prefecture)}{_said(city)}")
    else:
        reader.words([*prefecture, *city], at, number)
    if headcount := options.get("headcount"):
        parts = [*headcount, *options.get("unit", [ANYTHING]), ANYTHING, *_since(options.get("as-of", [])), ANYTHING]
        reader.words(parts, at, number)
    _markdown(reader, found, at, number)
    if source := options.get("source"):
        reader.words([ANYTHING, *source, ANYTHING], at, number)


def _said(parts: list[Part]) -> str:
    return "".join(part for part in parts if isinstance(part, str))


def _since(parts: list[Part]) -> list[Part]:
    """The date of a headcount without the words that the directive gives it."""
    bare = [part.removeprefix("※").removesuffix("現在") if isinstance(part, str) else part for part in parts]
    return [part for part in bare if part]


# Other files


def _beside(name: str, at: At) -> str:
    """A file that a file names, from the edition's folder."""
    inside = name.lstrip("/") if name.startswith("/") else posixpath.join(posixpath.dirname(at.file), name)
    return posixpath.normpath(inside)


def _include(reader: Reader, found: Directive, at: At, number: int) -> None:
    name = _beside(found.argument, at)
    if name.startswith("../") or name.endswith(".rst") or "parser" in found.options:
        reader.reading.foreign.append(_stretch(found, at, number))
    elif {"literal", "code"} & set(found.options):
        reader.code(_cut((reader.folder / name).read_text("utf-8"), found.options)[0], at, number)
    else:
        reader.file(name, partial(_cut, options=found.options), at)


def _literal(reader: Reader, found: Directive, at: At, number: int) -> None:
    """The text of a file as it stands; of a part of it, nothing can be foretold but that there is some."""
    if set(found.options) - {"language", "caption", "name", "class", "linenos", "force", "encoding"}:
        reader.words([SOMETHING], at, number, generated=True)
    else:
        reader.code((reader.folder / _beside(found.argument, at)).read_text("utf-8"), at, number)


def _cut(text: str, options: Mapping[str, str]) -> tuple[str, int]:
    """What of a file is included, and how many of its lines stand before that."""
    lines = text.split("\n")
    start, end = _number(options, "start-line") or 0, _number(options, "end-line")
    kept, before = "\n".join(lines[start:end]), len(lines[:start])
    if (mark := options.get("start-after")) and mark in kept:
        skipped, _, kept = kept.partition(mark)
        before += (skipped + mark).count("\n")
    if mark := options.get("end-before"):
        kept = kept.partition(mark)[0]
    return kept, before


def _number(options: Mapping[str, str], name: str) -> int | None:
    try:
        return int(options[name])
    except (KeyError, ValueError):
        return None


def _stretch(found: Directive, at: At, number: int) -> Stretch:
    return Stretch(at.file, number, number + found.skipped + found.body.count("\n") + 1)


_BODIES: Final[Mapping[Body, Read]] = {
    "markdown": _markdown,
    "nothing": _nothing,
    "image": _nothing,
    "code": _code,
    "math": _solid,
    "inline": _inline,
    "quote": _quote,
    "lines": _lines,
    "csv": _csv,
    "glossary": _glossary,
    "case": _case,
    "raw": _raw,
    "only": _only,
    "foreign": _foreign,
    "include": _include,
    "literal": _literal,
    "version": _version,
    "generated": _elsewhere,
    "facts": _facts,
}
