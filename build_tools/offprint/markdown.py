"""Markdown as CommonMark and MyST read it: text made safe, fences, roles, options."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final

_SIGNS: Final = re.compile(r"[\\`*_\[\]<{}$~]|!$|&(?=#?\w+;)")
# What at the beginning of a line is more than text.
_STARTS: Final = tuple("#+-=>%:|(")
# White space at the edges of a line is no part of it, whatever kind it is of.
_EDGES: Final = re.compile(r"\A\s|\s\Z")
_NUMBERED: Final = re.compile(r"(\d+)([.)])(?=\s|$)")
_SPACES: Final = re.compile(r"[ \t\r\n\f]+")
_CLASSES: Final = re.compile(r"(?<=`)\{[^{}`]*\}\Z")
_UNSAFE: Final = re.compile(r"[<>\s]")
_PLAIN_OPTION: Final = re.compile(r"[\w.%]([\w.%-]| (?! ))*")
_SAFE_ADDRESS: Final = re.compile(r"[^\s()<>\\]+")


def escaped(text: str) -> str:
    """Text that is read as it stands, wherever in a line; white space is one space."""
    return _SIGNS.sub(lambda sign: f"\\{sign[0]}", _SPACES.sub(" ", text))


def opened(line: str) -> str:
    """A line of inline markup, read as a paragraph and nothing else."""
    line = _EDGES.sub(lambda space: f"&#{ord(space[0])};", line.strip(" "))
    if line.startswith(_STARTS):
        return f"\\{line}"
    return _NUMBERED.sub(r"\1\\\2", line, count=1) if _NUMBERED.match(line) else line


def paragraph(lines: str) -> str:
    """A paragraph of inline markup in which a newline is a line break."""
    return "\\\n".join(map(opened, lines.split("\n")))


def indented(text: str, first: str, others: str) -> str:
    """A text behind a mark, its further lines below its start."""
    head, *rest = text.split("\n")
    return "\n".join([f"{first}{head}".rstrip(" "), *(f"{others}{line}" if line else "" for line in rest)])


def code(text: str) -> str:
    """Code in a line, as it stands."""
    marks = "`" * (_longest(text, "`") + 1)
    text = text.replace("\n", " ")
    padded = text[:1] in "` " or text[-1:] in "` "
    return f"{marks} {text} {marks}" if padded and text.strip() else f"{marks}{text}{marks}"


def role(name: str, text: str) -> str:
    """A text in a role, as it stands."""
    return f"{{{name}}}{code(text)}"


def joined(before: str, behind: str) -> str:
    """Two pieces of a line. Code behind what ends with its sign would be one with it: a role keeps them apart, and has
    no classes.
    """
    if before.endswith("`") and behind.startswith("`"):
        return f"{before}{{literal}}{_CLASSES.sub('', behind)}"
    return before + behind


def attributes(classes: Iterable[str] = (), name: str = "", **others: str) -> str:
    """What stands in braces before a block or behind a span; "" of nothing."""
    said = [f"#{name}"] if name else []
    said += [f".{each}" for each in classes]
    said += [f"{key}={json.dumps(value, ensure_ascii=False)}" for key, value in others.items() if value]
    return f"{{{' '.join(said)}}}" if said else ""


def directive(name: str, body: str = "", argument: str = "", options: Mapping[str, str] | None = None) -> str:
    """A directive; its fence is longer than those in it. One whose argument has backticks needs a fence of colons."""
    sign = ":" if "`" in argument else "`"
    fence = sign * max(3, _longest(body, sign) + 1)
    said = [f":{key}: {_option(value)}" for key, value in (options or {}).items() if value]
    head = f"{fence}{{{name}}} {argument}".rstrip()
    return "\n".join([head, *said, *([""] if said and body else []), *([body] if body else []), fence])


def _option(value: str) -> str:
    return value if _PLAIN_OPTION.fullmatch(value) else json.dumps(value, ensure_ascii=False)


def fenced(text: str, language: str) -> str:
    """A block of code."""
    fence = "`" * max(3, _longest(text, "`") + 1)
    return f"{fence}{language}\n{text.rstrip(chr(10))}\n{fence}"


def link(text: str, address: str, classes: Iterable[str] = ()) -> str:
    """A link."""
    plain = address if _SAFE_ADDRESS.fullmatch(address) else f"<{_UNSAFE.sub(_quoted, address)}>"
    return f"[{text}]({plain}){attributes(classes)}"


def emphasised(sign: str, text: str, before: str, behind: str) -> str:
    """A text between signs of emphasis; "" where CommonMark would not take them for that, beside these characters."""
    first, last = text[:1], text[-1:]
    if not text or first.isspace() or last.isspace() or "*" in (before, behind, first, last):
        return ""
    opens = not _is_sign(first) or _is_apart(before)
    closes = not _is_sign(last) or _is_apart(behind)
    return f"{sign}{text}{sign}" if opens and closes else ""


def _is_sign(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def _is_apart(character: str) -> bool:
    return not character or character.isspace() or unicodedata.category(character)[0] == "P"


def _quoted(sign: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in sign[0].encode())


def _longest(text: str, sign: str) -> int:
    """The longest run of a sign."""
    return max(map(len, re.findall(f"{sign}+", text)), default=0)
