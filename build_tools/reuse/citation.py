"""What a directive cites: a section of an edition, `EDITION:SECTION`."""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.errors import KankoError, Place, Problem, Text

_FORM = Text("Write {reuse} EDITION:SECTION.", "{reuse} 版:節 の形に書いてください。")


@dataclass(frozen=True, order=True)
class Citation:
    """A section as it is cited: the id of an edition, and the id or a label of a section in it."""

    edition: str
    section: str

    def __str__(self) -> str:
        return f"{self.edition}:{self.section}"


def citation(written: str, place: Place | None = None) -> Citation:
    """The citation that a text is; the id of an edition has no colon, that of a section may.

    Raises KankoError for a text of another form.
    """
    edition, _, section = (part.strip() for part in written.partition(":"))
    if not (edition and section):
        what = Text(
            f"“{written}” does not name a section of an edition.",
            f"「{written}」は、版の節を指す書き方ではありません。",
        )
        raise KankoError([Problem("reuse.citation", what, place, _FORM)])
    return Citation(edition, section)
