"""bundle: an edition for those who take sections of it over, as one file; entries: `read.read_bundle`, and
`write.bundle_bytes` for what `catalogue.catalogue` has put together.
"""
