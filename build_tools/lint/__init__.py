"""The sources against the manuscript that was made from them."""
