"""The finished PDF as plain data: `inspect(path, limits) -> PdfDocument`.

pypdf reads the objects of the file, qpdf its structure tree, pdfium what its pages show: other libraries than those
that wrote it. One module a concept of ISO 32000-1, whose clauses are named; `document` holds the data, and imports none
of them.
"""

from build_tools.inspection.document import PdfDocument
from build_tools.inspection.process import Limits, Reading, begin, inspect

__all__ = ["Limits", "PdfDocument", "Reading", "begin", "inspect"]
