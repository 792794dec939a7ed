"""publication.toml in, an `Edition` out; entry: `load_edition`. All mistakes at once, with line, key and reason."""

from build_tools.edition.facts import facts_of
from build_tools.edition.fonts import Fonts
from build_tools.edition.japanese import era_date, fiscal_year, full_width, half_width, reading_key, row_of
from build_tools.edition.load import edition_for_project, load_edition
from build_tools.edition.model import (
    Allowance,
    Attached,
    Chapter,
    Document,
    Edition,
    Link,
    NumberingProfile,
    Origin,
    Pages,
    References,
    Spelling,
)
from build_tools.edition.numbering import counts_by_chapter, format_caption, format_number, numeral
from build_tools.edition.people import Committee, Contact, Member, Phone
from build_tools.edition.prepress import Images, Press
from build_tools.edition.reuse import Attribution, Replaced, Withdrawn

__all__ = [
    "Allowance",
    "Attached",
    "Attribution",
    "Chapter",
    "Committee",
    "Contact",
    "Document",
    "Edition",
    "Fonts",
    "Images",
    "Link",
    "Member",
    "NumberingProfile",
    "Origin",
    "Pages",
    "Phone",
    "Press",
    "References",
    "Replaced",
    "Spelling",
    "Withdrawn",
    "counts_by_chapter",
    "edition_for_project",
    "era_date",
    "facts_of",
    "fiscal_year",
    "format_caption",
    "format_number",
    "full_width",
    "half_width",
    "load_edition",
    "numeral",
    "reading_key",
    "row_of",
]
