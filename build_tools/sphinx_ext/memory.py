"""What is kept of each chapter from build to build: a Sphinx domain, so that Sphinx purges, merges and versions it."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from docutils.nodes import reference
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment

MentionKind = Literal["title", "page", "ref", "number", "excerpt"]
CaptionKind = Literal["figure", "table"]


@dataclass(frozen=True)
class Section:
    """A section of a chapter: depth from 0, its ids, its title, whether its heading asks for no number."""

    depth: int
    ids: tuple[str, ...]
    title: str
    unnumbered: bool = False


@dataclass(frozen=True)
class Caption:
    """A captioned figure or table of a chapter: its ids, its caption, whether it asks for no number."""

    kind: CaptionKind
    ids: tuple[str, ...]
    title: str
    unnumbered: bool = False


@dataclass(frozen=True)
class Term:
    """A term of the index, with its reading where the place gives one, and the line of that place."""

    text: str
    reading: str
    line: int | None


@dataclass(frozen=True)
class Extent:
    """How long a chapter's text is, and how much of it stands before each id, in characters."""

    length: int
    before: dict[str, int]


@dataclass(frozen=True)
class Mention:
    """A place that shows what stands under a label elsewhere: its title, page, words or number, or an excerpt of it."""

    kind: MentionKind
    label: str
    line: int | None


class Memory(Domain):
    """By chapter: hashes of the `facts` it names, its `sections`, `captions` and index `terms`, the `extents` of its
    text, its `mentions`, a hash of what it shows of others.
    """

    name = "kanko"
    label = "Kanko"
    data_version = 3
    initial_data: ClassVar[dict[str, Any]] = {
        "facts": {},
        "sections": {},
        "captions": {},
        "terms": {},
        "extents": {},
        "mentions": {},
        "shown": {},
    }

    # What numbers were last computed from, and the numbers; of this process, never stored.
    numbered: tuple[tuple[Any, ...], Any] = ((), {})

    @property
    def facts(self) -> dict[str, dict[str, str]]:
        return self._of("facts")

    @property
    def sections(self) -> dict[str, tuple[Section, ...]]:
        return self._of("sections")

    @property
    def captions(self) -> dict[str, tuple[Caption, ...]]:
        return self._of("captions")

    @property
    def terms(self) -> dict[str, list[Term]]:
        return self._of("terms")

    @property
    def extents(self) -> dict[str, Extent]:
        return self._of("extents")

    @property
    def mentions(self) -> dict[str, list[Mention]]:
        return self._of("mentions")

    @property
    def shown(self) -> dict[str, str]:
        return self._of("shown")

    def _of(self, kind: str) -> dict[str, Any]:
        kept: dict[str, Any] = self.data[kind]
        return kept

    def resolve_any_xref(self, *args: Any, **kwargs: Any) -> list[tuple[str, reference]]:
        """Nothing is referred to through this domain; MyST asks every domain."""
        return []

    def clear_doc(self, docname: str) -> None:
        for kind in self.initial_data:
            self.data[kind].pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        for kind in self.initial_data:
            self.data[kind].update({name: kept for name, kept in otherdata[kind].items() if name in docnames})


def memory(env: BuildEnvironment) -> Memory:
    """The memory of a build environment."""
    domain = env.get_domain(Memory.name)
    assert isinstance(domain, Memory)
    return domain
