"""Which cases stand behind each number of a digest."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, get_args

from handlers.casework.cases import Action
from handlers.digests.rows import Happened

Figure = Literal[
    "opening",
    "received",
    "finished",
    "closing",
    "answered",
    "rejected",
    "withdrawn",
    "reopened",
    "appealed",
    "on_time",
    "extended",
    "late",
    "overdue",
    "praise",
    "transfers",
    "extensions",
    "flagged",
    "no_answer",
    "solved",
    "partly",
    "unsolved",
    "scored",
    "soon",
    "spots",
]
EXTRA: Final[tuple[Figure, ...]] = ("soon", "spots")
"""What is no number of `Counts`: cases about to be overdue now, and those about counters that several reported."""
FIGURES: Final[tuple[Figure, ...]] = tuple(one for one in get_args(Figure) if one not in EXTRA)
"""The numbers of `Counts`, then what reporters said of the handling."""
NOTED: Final[Mapping[Figure, str]] = MappingProxyType(
    {"no_answer": "silence", "solved": "yes", "partly": "partly", "unsolved": "no"}
)
"""The figures that only the note of a judgement tells apart."""

_DECISIONS: Final = (Action.ANSWER.value, Action.REJECT.value)
_MOVES: Final[Mapping[Figure, tuple[str, ...]]] = MappingProxyType(
    {
        "received": (),
        "finished": (),
        "answered": (Action.ANSWER.value,),
        "rejected": (Action.REJECT.value,),
        "withdrawn": (Action.WITHDRAW.value,),
        "reopened": (Action.REOPEN.value,),
        "appealed": (Action.APPEAL.value,),
        "on_time": _DECISIONS,
        "extended": _DECISIONS,
        "late": _DECISIONS,
        "praise": (Action.THANK.value,),
        "transfers": (Action.TRANSFER.value,),
        "extensions": (Action.GRANT.value,),
        "flagged": ("flag",),
        "no_answer": (Action.LAPSE.value,),
        "solved": (Action.SOLVE.value,),
        "partly": (Action.REOPEN.value, Action.LAPSE.value),
        "unsolved": (Action.REOPEN.value, Action.LAPSE.value),
        "scored": ("score",),
    }
)


def actions(figure: Figure) -> tuple[str, ...] | None:
    """Give the actions that a figure counts: () for all that opened or ended a case, None if it counts none."""
    return _MOVES.get(figure)


def counts(figure: Figure, move: Happened) -> bool:
    """Whether a move is one of those that a figure counts. The late ones are these and the overdue.

    Of several scores of one case only the last counts, which the moves must have been cut down to.
    """
    found = actions(figure)
    if found is None or (found and move.action not in found):
        return False
    if figure in NOTED and move.note != NOTED[figure]:
        return False
    match figure:
        case "received":
            return move.delta > 0
        case "finished":
            return move.delta < 0
        case "on_time":
            return _in_time(move) and not move.extended
        case "extended":
            return _in_time(move) and move.extended
        case "late":
            return move.due_at is not None and move.line.at > move.due_at
        case "scored":
            return move.note in ("1", "2", "3", "4", "5")
        case _:
            return True


def _in_time(move: Happened) -> bool:
    return move.due_at is not None and move.line.at <= move.due_at
