"""`python -m build_tools` is `kanko`."""

from build_tools.collection import rare_collection


def run() -> None:
    """The command `kanko`, in a process of its own."""
    rare_collection()
    from build_tools.cli import main  # it takes in a lot already

    main(prog_name="kanko")


if __name__ == "__main__":
    run()
