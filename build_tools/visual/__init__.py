"""Two PDFs page by page, and why each page is another one: `compare.compare_pages(request) -> PageComparison`.

Pages are paired by what they say and where; the manuscripts beside the files, if there are any, tell which block of
the source it was that was edited, and which one pushed the others. `report.write_pages` makes a folder of pictures.
"""
