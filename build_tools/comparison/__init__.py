"""comparison: two manuscripts, with where they were printed if that is known → what changed, as plain data; entry:
`compare.compare`, of two `contents.Edition`s. Rows of a 新旧対照表: `rows.rows`; the file: `write.comparison_json`.
"""
