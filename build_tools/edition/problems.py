"""The mistakes that the model finds in a publication.toml, told in the house's own words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from build_tools.edition import messages
from build_tools.edition.fields import Help
from build_tools.edition.model import Publication
from build_tools.edition.source import Key, Source
from build_tools.errors import Problem, Text


def problems(error: ValidationError, source: Source) -> Iterator[Problem]:
    """One problem for each mistake that the model found."""
    for detail in error.errors(include_url=False):
        # A list counts as too short, too, when what stands in it is wrong: that has been said already.
        if detail["type"] != "too_short" or not detail["input"]:
            yield _problem(detail, source)


def help_of(field: FieldInfo) -> Help:
    """What a field of the model is for."""
    return next(item for item in field.metadata if isinstance(item, Help))


def _problem(detail: ErrorDetails, source: Source) -> Problem:
    key: Key = tuple(step for step in detail["loc"] if step != "[key]")
    name, what, remedy = _said(key, detail)
    return Problem(name, what, source.place(key), remedy)


def _said(key: Key, detail: ErrorDetails) -> tuple[str, Text, Text | None]:
    kind, value, last = detail["type"], detail["input"], str(key[-1])
    if kind == "extra_forbidden":
        return "edition.unknown-key", messages.unknown_key(last), messages.near(last, _owner(key).model_fields)
    if kind == "missing":
        return "edition.missing-key", messages.missing_key(last, help_of(_owner(key).model_fields[last])), None
    if kind in messages.FORMS:
        form = messages.FORMS[kind]
        found = messages.shown(value)
        return kind, Text(form.en.replace("{value}", found), form.ja.replace("{value}", found)), None
    if kind in ("edition.empty", "too_short"):
        return "edition.empty", messages.EMPTY, None
    if kind == "edition.too-early":
        return "edition.bad-date", messages.TOO_EARLY, None
    if kind.startswith("date"):
        return "edition.bad-date", messages.BAD_DATE, None
    if kind == "literal_error":
        choice = _choice(key)
        return "edition.wrong-type", messages.not_among(value, choice), messages.near(str(value), choice)
    return "edition.wrong-type", messages.wrong_kind(kind, value), None


def _choice(key: Key) -> tuple[str, ...]:
    """The words among which the value of a key, or of an item of its list, must be."""
    name = next(step for step in reversed(key) if isinstance(step, str))
    annotation = _owner(key).model_fields[name].annotation
    return get_args(next((inner for inner in get_args(annotation) if get_origin(inner) is Literal), annotation))


def _owner(key: Key) -> type[BaseModel]:
    """The model whose field the last step of a key names."""
    model: type[BaseModel] = Publication
    steps = iter(step for step in key[:-1] if isinstance(step, str))
    for step in steps:
        annotation = model.model_fields[step].annotation
        if get_origin(annotation) is dict:
            next(steps, None)
        model = model_in(annotation) or model
    return model


def model_in(annotation: Any) -> type[BaseModel] | None:
    """The model that a type holds: of tuple[Member, ...] it is Member."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for model in map(model_in, get_args(annotation)) if model), None)
