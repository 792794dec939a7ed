"""Where what the manuscript says was printed: `Concordance(document, pdf)`, and all of it as `locations.json`."""

from build_tools.concordance.concord import Concordance, Extra, Printed

__all__ = ["Concordance", "Extra", "Printed"]
