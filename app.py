"""Start of 责任田: set-up when in a checkout, then a verb, the tour or the window. Parses on any Python 3."""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def main(argv: "list[str] | None" = None) -> int:
    """Run the program with the given arguments (default: the command line); the result is the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments and arguments[0] == "tour":
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        from ui.tour import main as tour

        return tour(arguments[1:])
    if arguments and not arguments[0].lower().endswith(".zrt"):
        from models.scripting import main as scripting

        return scripting(arguments)
    from pathlib import Path

    from ui.application import run

    return run(Path(arguments[0]) if arguments else None)


if __name__ == "__main__":
    sys.exit(main())
