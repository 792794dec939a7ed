"""The approved text: `read_approved(path, encoding, limits) -> Approved`; the form is that of the file's name."""

from build_tools.collation.approved.read import read_approved
from build_tools.collation.approved.text import Approved, Line

__all__ = ["Approved", "Line", "read_approved"]
