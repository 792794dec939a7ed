"""A guidebook that takes sections of another publication over: a Sphinx project like any other."""

project = "試験用手引"
author = "試験局"
project_copyright = "試験局"
language = "ja"
extensions = ["myst_parser", "build_tools.reuse"]
exclude_patterns = ["parts"]
numfig = True
html_theme = "alabaster"
latex_engine = "uplatex"
