"""tabulation: what changed → tables to publish, 新旧対照表 and 正誤表, on paper, on the web, for Word; entry:
`writing.write_sheet`, of a `model.Sheet` that `juxtaposition.juxtaposed` or `correction.corrected` has made.
"""
