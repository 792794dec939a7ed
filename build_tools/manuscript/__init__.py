"""manuscript: what a reader of the publication must find, from the doctrees, as plain data; entry: `read.read_chapter`
for a chapter, `write.manuscript_json` for the file. Owns the doctree nodes that are Kanko's own (`nodes`).
"""

from typing import Final

# The file that lies beside the PDFs, and that which tells where it was printed, written by whoever has found that.
MANUSCRIPT: Final = "manuscript.json"
LOCATIONS: Final = "locations.json"
