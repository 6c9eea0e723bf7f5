"""One message for what could not reach a person before: each notice whole, and the way to each of its cases."""

from collections.abc import Sequence

from handlers.talk.ask import by_code, say, verb
from handlers.talk.says import Say

TITLE = "late.title"
MOST_BUTTONS = 4
"""With the way to the whole list these are as many as the narrowest channel shows."""
CODE_LENGTH = 9


def together(waiting: Sequence[Say], *, official: bool) -> Say:
    """Give one message of several that waited, in their order; `official` when their reader holds a post."""
    lines = tuple(line for one in waiting for line in (say("late.next"), _words(one)))
    codes = dict.fromkeys(code for one in waiting for code in _codes(one))
    step = "desk.open" if official else "case.show"
    ways = tuple(by_code(step, code) for code in codes)
    rest = verb("desk.inbox" if official else "menu.status")
    told = say("late.title", n=len(waiting))
    return told.model_copy(update={"lines": lines, "buttons": (*ways[:MOST_BUTTONS], rest)})


def _words(one: Say) -> Say:
    return one.model_copy(update={"buttons": (), "want": None, "card": None, "replaces": None})


def _codes(one: Say) -> list[str]:
    return [button.value for button in one.buttons if len(button.value) == CODE_LENGTH and button.value.isdecimal()]
