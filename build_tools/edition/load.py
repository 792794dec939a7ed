"""From a folder to an edition: every mistake at once, or an edition that holds together."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from build_tools.edition.chapters import check_documents, check_policy
from build_tools.edition.facts import fill
from build_tools.edition.model import Chapter, Document, Edition, Publication, built_in_profiles
from build_tools.edition.problems import problems
from build_tools.edition.source import read_source
from build_tools.errors import KankoError, Place, Problem


def load_edition(folder: Path) -> Edition:
    """The edition of a folder, from its publication.toml.

    Raises KankoError with all mistakes, each with file, line, key and what is expected: of form, of facts that refer to
    each other, of chapters and layouts that are not there or that nothing names. Does not read what the chapters say.
    """
    source = read_source(folder)
    data, found = fill(source)
    found += [*check_documents(data, source, folder), *check_policy(data, source)]
    try:
        publication = Publication.model_validate(data)
    except ValidationError as error:
        raise KankoError(_in_order([*problems(error, source), *found])) from error
    if found:
        raise KankoError(_in_order(found))
    return _edition(publication, folder)


def edition_for_project(
    title: str,
    author: str,
    language: str,
    docnames: Iterable[str],
    *,
    folder: Path = Path(),
    date: datetime.date | None = None,
) -> Edition:
    """The edition of a Sphinx project without publication.toml: one document in the layout "report", chapters as given.

    Without a date it bears that of SOURCE_DATE_EPOCH, else today's. Does not look at the files.
    """
    name = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "report"
    chapters = tuple(Chapter(file=docname) for docname in docnames)
    document = Document(id=name, title=title, layout="report", numbering="none", chapters=chapters)
    issuer, language = author or title, language or "en"
    publication = Publication(
        id=name, title=title, date=date or _today(), issuer=issuer, language=language, documents=(document,)
    )
    return _edition(publication, folder)


def _edition(publication: Publication, folder: Path) -> Edition:
    fields = dict(publication) | {"numbering": built_in_profiles() | publication.numbering, "folder": folder}
    return Edition.model_construct(**fields)


def _in_order(found: Iterable[Problem]) -> list[Problem]:
    """By line within publication.toml, what concerns other files after it."""
    return sorted(found, key=lambda problem: _rank(problem.place))


def _rank(place: Place | None) -> tuple[bool, int]:
    return (True, 0) if place is None or place.key is None else (False, place.line or 0)


def _today() -> datetime.date:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date() if epoch else datetime.date.today()
