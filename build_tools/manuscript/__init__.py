"""manuscript: what a reader of the publication must find; owns the doctree nodes that are Kanko's own (`nodes`)."""
