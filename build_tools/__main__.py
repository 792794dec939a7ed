"""`python -m build_tools` is `kanko`."""

from build_tools.cli import main

main(prog_name="kanko")
