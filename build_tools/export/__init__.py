"""A section of a bundle for other editors: `export(bundle, section, form) -> bytes`, as docx, html, md or txt."""

from build_tools.export.choose import chosen
from build_tools.export.export import FORMS, beside, export

__all__ = ["FORMS", "beside", "chosen", "export"]
