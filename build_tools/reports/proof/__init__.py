"""What the form `proof` is made of: pictures of pages, frames drawn on them, passages of the source, and the pages that
show it all.
"""
