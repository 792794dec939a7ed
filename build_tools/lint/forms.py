"""Which part of a directive is text: its argument, some of its options, its body. What is unknown is text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Literal

Body = Literal[
    "markdown", "nothing", "code", "math", "inline", "quote", "lines", "csv", "glossary", "case", "raw", "only",
    "foreign", "include", "literal", "version", "facts", "generated", "image",
]  # fmt: skip
Argument = Literal["nothing", "text", "body", "unknown"]
_OPTION = re.compile(r"([\w-]+)\s*:(?:\s+(.*))?$")


@dataclass(frozen=True)
class Form:
    """What of a directive is text. An argument may be a line of the body; `label` is a word that it prints of itself;
    text may be `optional`, as under a condition that is not known here.
    """

    argument: Argument = "nothing"
    body: Body = "markdown"
    has_options: bool = True
    label: bool = False
    optional: bool = False


@dataclass(frozen=True)
class Directive:
    """A directive as it stands: what is before the body, and on which line after the first one the body begins."""

    name: str
    argument: str
    options: dict[str, str]
    body: str
    skipped: int
    form: Form


_ADMONITION: Final = Form("body", label=True)
_TITLED: Final = Form("text")
_HIDDEN: Final = Form(body="nothing")
_FOREIGN: Final = Form(body="foreign", has_options=False)
_UNKNOWN: Final = Form("unknown")


def _each(names: str, form: Form) -> dict[str, Form]:
    return dict.fromkeys(names.split(), form)


FORMS: Final[dict[str, Form]] = {
    **_each("attention caution danger error hint important note tip warning seealso todo", _ADMONITION),
    **_each("admonition topic sidebar table list-table", _TITLED),
    **_each("epigraph highlights pull-quote", Form("body", "quote", has_options=False)),
    **_each("compound hlist acks", Form("body")),
    **_each("container figure figure-md", Form()),
    **_each("class rst-class", Form(has_options=False)),
    **_each("code code-block sourcecode", Form(body="code")),
    **_each("versionadded versionchanged deprecated versionremoved", Form(body="version", has_options=False)),
    **_each("roster contact notice", Form(body="facts")),
    **_each("excerpt contents tabulation", Form(body="generated")),
    **_each(
        "toctree index highlight tabularcolumns meta title default-role role sectnum date replace unicode header"
        " footer default-domain currentmodule moduleauthor sectionauthor codeauthor target-notes",
        _HIDDEN,
    ),
    "rubric": Form("text", "nothing"),
    "centered": Form("text", "nothing", has_options=False),
    "image": Form(body="image"),
    "csv-table": Form("text", "csv"),
    "glossary": Form(body="glossary"),
    "math": Form("body", "math"),
    "parsed-literal": Form("body", "inline"),
    "line-block": Form("body", "lines"),
    "raw": Form(body="raw"),
    "only": Form(body="only", has_options=False),
    "ifconfig": Form(has_options=False, optional=True),
    # Descriptions of programs turn fields into words of their own.
    **_each("option cmdoption envvar confval describe object productionlist", _FOREIGN),
    "eval-rst": _FOREIGN,
    "include": Form(body="include"),
    "literalinclude": Form(body="literal"),
    "case": Form("text", "case"),
    "point": Form("text", label=True),
}


def directive(info: str, content: str) -> Directive | None:
    """The directive of a fence; None for a fence that is code."""
    name, _, argument = info.strip().partition(" ")
    if not (name.startswith("{") and name.endswith("}")):
        return None
    name, argument = name[1:-1], argument.strip()
    form = FORMS.get(name, _FOREIGN if ":" in name else _UNKNOWN)
    options, skipped, body = _options(content) if form.has_options else ({}, 0, content)
    found = Directive(name, argument, options, body, skipped, form)
    return _joined(found) if form.argument == "body" and argument else found


def _joined(found: Directive) -> Directive:
    """A directive without arguments: what stands behind its name is the first line of its body."""
    return replace(found, argument="", body=f"{found.argument}\n{found.body}", skipped=found.skipped - 1)


def _options(content: str) -> tuple[dict[str, str], int, str]:
    """The options of a directive, the lines that they take, and the body."""
    lines = content.split("\n")
    if content.startswith("---"):
        end = next((at for at, line in enumerate(lines[1:], 1) if line.startswith("---")), len(lines))
        return _values(lines[1:end]), end + 1, "\n".join(lines[end + 1 :])
    taken = next((at for at, line in enumerate(lines) if not _is_option(line)), len(lines))
    options = _values(line.lstrip()[1:] for line in lines[:taken])
    return options, taken, "\n".join(lines[taken:])


def _is_option(line: str) -> bool:
    return line.lstrip().startswith(":") and not line.lstrip().startswith(":::")


def _values(lines: Iterable[str]) -> dict[str, str]:
    """Options by name; lines that begin none go on with the one before."""
    options: dict[str, str] = {}
    name = ""
    for line in lines:
        option = _OPTION.match(line)
        if option:
            name, value = option[1], (option[2] or "").strip()
            options[name] = "" if value in ("|", ">", "|-", ">-") else _unquoted(value)
        elif name:
            options[name] = f"{options[name]}\n{line.strip()}".strip()
    return options


def _unquoted(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
        return value[1:-1]
    return re.sub(r"\s+#.*", "", value)
