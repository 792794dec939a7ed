"""retrieval: what people name → editions to compare; entry: `named.retrieve`. A bundle, a folder of what was built, an
edition's folder, or a revision of git: each becomes a manuscript, with where it was printed if that is known.
"""
