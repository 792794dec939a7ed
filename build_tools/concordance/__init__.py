"""Where what the manuscript says was printed: `concord(document, pdf) -> Concordance`, and `locations.json`."""
