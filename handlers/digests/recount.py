"""Numbers of a digest counted case by case, for those few that must be taken out of what a reader is told."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Literal, NamedTuple

from handlers.casework.categories import Category
from handlers.digests.figures import counts
from handlers.digests.rows import Counted, Happened, Judged, Line

ACTIONS = (
    "file", "answer", "reject", "withdraw", "reopen", "appeal", "transfer", "grant", "flag", "thank", "lapse", "solve",
    "score",
)  # fmt: skip
"""What a digest counts, and what else opens or ends a case."""


class Lives(NamedTuple):
    """What cases did in a period: how they stood at both ends, and what happened between."""

    opening: Sequence[Line]
    closing: Sequence[Line]
    overdue: Sequence[Line]
    moves: Sequence[Happened]

    def of(self, codes: Collection[str]) -> "Lives":
        """Give what these cases did."""

        def kept(lines: Sequence[Line]) -> list[Line]:
            return [line for line in lines if line.code in codes]

        moves = [one for one in self.moves if one.line.code in codes]
        return Lives(kept(self.opening), kept(self.closing), kept(self.overdue), moves)

    @property
    def guarded(self) -> frozenset[str]:
        """The cases from which somebody besides the reporter may be shut out."""
        lines = (*self.opening, *self.closing, *(one.line for one in self.moves))
        return frozenset(line.code for line in lines if line.guarded)


def taken_out(lives: Lives, category: Mapping[str, Category]) -> tuple[Counted, ...]:
    """Give rows that take these cases out of a period's numbers."""
    stood: tuple[tuple[Literal["opening", "closing", "overdue"], Sequence[Line]], ...] = (
        ("opening", lives.opening),
        ("closing", lives.closing),
        ("overdue", lives.overdue),
    )
    rows = [Counted(part, line.unit, category[line.code], n=-1) for part, lines in stood for line in lines]
    for move in lives.moves:
        judged = move.action in ("answer", "reject")
        rows.append(
            Counted(
                "moved",
                move.line.unit,
                category[move.line.code],
                move.action,
                -1,
                received=-max(move.delta, 0),
                finished=min(move.delta, 0),
                on_time=-int(judged and counts("on_time", move)),
                late=-int(judged and counts("late", move)),
                extended=-int(judged and counts("extended", move)),
            )
        )
        if counts("no_answer", move):
            rows.append(Counted("moved", move.line.unit, category[move.line.code], "silence", -1))
    return tuple(rows)


def unjudged(lives: Lives) -> tuple[Judged, ...]:
    """Give rows that take what was said of these cases out of a period's judgements; the last score of each case."""
    last: dict[str, tuple[datetime, str, str]] = {}
    rows = []
    for move in lives.moves:
        if move.action == "score" and move.note in ("1", "2", "3", "4", "5"):
            last[move.line.code] = (move.line.at, move.line.unit, move.note)
        elif move.action in ("solve", "reopen", "lapse") and move.note in ("yes", "partly", "no"):
            rows.append(Judged(move.line.unit, "solved", move.note, -1))
    return (*rows, *(Judged(unit, "score", note, -1) for _, unit, note in last.values()))
