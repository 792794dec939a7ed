"""errata: what changed, where it is corrections alone → `Errata`, plain data: page, place, 誤, 正; entry:
`corrections.errata`, which refuses what is more than that; the file: `write.errata_json`.
"""
