"""`python -m bot.drawing png|xlsx|docx`: reads a page as JSON, writes the file; started for one file and gone."""

import resource
import sys

from bot.drawing.page import Page

SECONDS = 60
MEMORY = 1 << 30


def main() -> int:
    """Draw what is on standard input; 2 for a form that is not known."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    page = Page.model_validate_json(sys.stdin.buffer.read())
    match sys.argv[1:]:
        case ["png"]:
            from bot.drawing.picture import picture as drawn
        case ["xlsx"]:
            from bot.drawing.workbook import workbook as drawn
        case ["docx"]:
            from bot.drawing.report import report as drawn
        case _:
            return 2
    sys.stdout.buffer.write(drawn(page))
    return 0


if __name__ == "__main__":
    sys.exit(main())
