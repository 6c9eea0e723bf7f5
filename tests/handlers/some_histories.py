"""Random histories of a unit's cases, and random votes on its service."""

from datetime import datetime, timedelta
from random import Random

from handlers.casework.cases import FINDINGS
from handlers.casework.categories import Category
from handlers.casework.histories import History, Rated, Step
from handlers.casework.worktime import ZONE

START = datetime(2026, 10, 1, tzinfo=ZONE)
END = datetime(2027, 1, 1, tzinfo=ZONE)


def some_history(dice: Random, code: str) -> History:
    """Give one case that was filed some weeks before the span or in it, and whatever came of it."""
    at = START + timedelta(hours=dice.randint(-24 * 40, 24 * 95))
    steps: list[Step] = []
    due: datetime | None = at + timedelta(days=dice.randint(1, 14)) if dice.random() < 0.9 else None
    category = dice.choice(list(Category))
    steps.append(Step(at, "file", 1, due))
    if dice.random() < 0.05:
        steps.append(Step(at + timedelta(hours=1), "thank", -1, None))
        return History(code, category, None, None, tuple(steps))
    answered = False
    for _ in range(dice.randint(1, 3)):
        for _ in range(dice.randint(0, 3)):
            at += timedelta(hours=dice.randint(1, 90))
            action = dice.choice(("accept", "ask", "reply", "grant", "remind", "transfer"))
            if due is not None and action in ("reply", "grant"):
                due += timedelta(days=dice.randint(1, 5))
            steps.append(Step(at, action, 0, due, action == "grant"))
        if dice.random() < 0.25:
            break
        at += timedelta(hours=dice.randint(1, 24 * dice.choice((2, 10, 40))))
        end = dice.choice(("answer", "answer", "answer", "reject", "withdraw"))
        steps.append(Step(at, end, -1, due))
        answered = answered or end == "answer"
        if end == "withdraw":
            break
        if end == "answer" and dice.random() < 0.2:
            steps.append(Step(at, "flag", 0, due))
        at += timedelta(hours=dice.randint(1, 24 * 15))
        if dice.random() < 0.5:
            if end == "answer":
                last = dice.choice((("lapse", "silence"), ("lapse", "no"), ("solve", "yes")))
                steps.append(Step(at, last[0], 0, due, note=last[1]))
            break
        due = at + timedelta(days=dice.randint(1, 10)) if dice.random() < 0.9 else None
        steps.append(Step(at, "reopen" if end == "answer" else "appeal", 1, due))
    finding = dice.choice((*FINDINGS, None)) if answered else None
    return History(code, category, dice.choice((None, None, "staff", "leader", "unsure")), finding, tuple(steps))


def some_town(seed: int) -> tuple[list[History], list[Rated], datetime]:
    """Give the cases and votes of one unit, and a moment at which they are looked at."""
    dice = Random(seed)
    histories = [some_history(dice, f"{nth:09d}") for nth in range(dice.choice((0, 1, 2, 5, 12, 30)))]
    votes = [
        Rated(
            START + timedelta(hours=dice.randint(-100, 24 * 95)),
            dice.randint(1, 5),
            dice.choice((None, 1, 3, 4, 5)),
            dice.choice((None, "early", "on_time", "late", "not_yet")),
            dice.choice(("", f"{dice.randint(0, 30):09d}")),
            dice.random() < 0.1,
        )
        for _ in range(dice.choice((0, 1, 9, 10, 11, 40)))
    ]
    return histories, votes, START + timedelta(hours=dice.randint(1, 24 * 120))
