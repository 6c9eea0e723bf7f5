"""What a committee is told of a pattern: where, how many people, how many usually, and the way to the cases."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from handlers.casework.cases import Case
from handlers.casework.patterns import RULES, Alarm
from handlers.talk.ask import by_code
from handlers.talk.says import Arg, Say, Word

MOST_OPENERS: Final = 5
KEYS: Final = frozenset({"pattern.counter", "pattern.unit"})


def told(alarm: Alarm, seen: Sequence[Case], unit: str, window: timedelta = RULES.window) -> Say:
    """Give the message about a pattern from those of its cases that the reader may know of; no words of a report."""
    args: dict[str, Arg] = {"unit": unit, "days": window.days}
    if alarm.counter:
        args["counter"] = alarm.counter
    key = "pattern.counter" if alarm.counter else "pattern.unit"
    return of_these(Say(key=key, args=args, lines=(_usual(alarm),)), seen)


def of_these(said: Say, seen: Sequence[Case]) -> Say:
    """Give the message for somebody who may know of these cases: how many people, of what, the way there."""
    kinds = Counter(case.category for case in seen)
    lines = tuple(
        Say(key="pattern.kind", args={"category": Word(key=f"category.{kind}"), "n": n})
        for kind, n in sorted(kinds.items(), key=lambda item: (-item[1], item[0]))
    )
    count: dict[str, Arg] = {"n": people(seen), "codes": " ".join(case.code for case in seen)}
    buttons = tuple(by_code("desk.open", case.code) for case in seen[-MOST_OPENERS:])
    changed = {"args": {**said.args, **count}, "lines": (said.lines[0], *lines), "buttons": buttons}
    return said.model_copy(update=changed)


def people(seen: Sequence[Case]) -> int:
    """Count the people who filed these cases, each once."""
    return len({case.reporter for case in seen})


def codes_of(said: Say) -> tuple[str, ...]:
    """Give the codes of the cases that a message about a pattern counts; of any other message, none."""
    return tuple(str(said.args.get("codes", "")).split()) if said.key in KEYS else ()


def in_digest(unit: str, n: int) -> Say:
    """Give a digest's line about a unit that so many people reported within days, far more than usual."""
    return Say(key="digest.pattern.unit", args={"unit": unit, "n": n})


def _usual(alarm: Alarm) -> Say:
    """Say how many people come forward in an ordinary window: a number, or that they are fewer than one."""
    if alarm.usual < 1:
        return Say(key="pattern.usual.few")
    return Say(key="pattern.usual", args={"n": round(alarm.usual)})
