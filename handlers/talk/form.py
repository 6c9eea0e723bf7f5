"""A form: steps over one typed draft; the next question is the first step that is missing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from handlers.talk.events import Event
from handlers.talk.facts import Facts
from handlers.talk.says import Say

D = TypeVar("D")


@dataclass(frozen=True)
class Retry:
    """Not an error: the answer does not fit. Carries what to say; the draft and the question stay."""

    say: Say


@dataclass(frozen=True)
class Step(Generic[D]):
    """One question of a form.

    `missing` tells whether the draft still lacks it, `ask` puts the question, `take` reads an answer into a
    new draft or a Retry, `skip` (if the question may be left open) and `unset` give the draft without it.
    """

    name: str
    missing: Callable[[D], bool]
    ask: Callable[[D, Facts], Say]
    take: Callable[[D, Event, Facts], D | Retry]
    unset: Callable[[D], D]
    skip: Callable[[D], D] | None = None


def first_missing(steps: tuple[Step[D], ...], draft: D) -> Step[D] | None:
    """Give the first step whose answer the draft lacks, or None when the form is full."""
    return next((step for step in steps if step.missing(draft)), None)


def named(steps: tuple[Step[D], ...], name: str) -> Step[D] | None:
    """Give the step of that name, if the form has it."""
    return next((step for step in steps if step.name == name), None)
