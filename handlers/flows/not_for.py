"""Whom the reporter does not want to see the report: kinds of officials by button, persons by name."""

from typing import Final

from handlers.flows.states import Draft, Reporting, Turn
from handlers.folding import words
from handlers.talk.ask import choice, say
from handlers.talk.choices import meaning
from handlers.talk.events import Event, Tap, Text
from handlers.talk.facts import Facts
from handlers.talk.form import Retry, Step
from handlers.talk.officials import kind_of, named, of_an_office
from handlers.talk.says import Arg, Button, Say, Word

KINDS: Final = ("officer", "head", "member", "inspector")
"""Kinds of posts that can be named, as `routing.excluded` reads them."""
MOST: Final = 8
_STEP = "report.not_for"
_OVER = frozenset({"typed.done", "typed.nobody", "typed.no", "typed.send"})
"""What is said when there is nobody to name, or nobody more."""


def lines(not_for: tuple[str, ...], *, alone: bool = False) -> tuple[Say, ...]:
    """Give one line for each who shall not see the report; none if nobody was named.

    `alone`: among lines that officials see too, each says that the reporter alone sees it.
    """
    key = "preview.not_for_unseen" if alone else "preview.not_for"
    return tuple(Say(key=key, args={"who": _word(one)}) for one in not_for)


def _word(one: str) -> Word | str:
    return Word(key=f"report.not_for.{one}") if one in KINDS else one


def ask(draft: Draft, facts: Facts) -> Say:
    """Ask who shall not see the report: kinds, a name to type, and whoever was named before, to take back."""
    free = tuple(kind for kind in KINDS if kind not in draft.not_for)
    back = tuple(
        Button(step=_STEP, value=_drop(one), key="report.not_for.drop", args={"who": _word(one)})
        for one in draft.not_for
    )
    done = Button(step=_STEP, value="done", key="report.not_for.done")
    buttons = (*choice("report.not_for", *free), *back, done)
    asked = say("report.not_for.again" if draft.not_for else "report.not_for.ask", *buttons, want="text")
    return asked.model_copy(update={"lines": lines(draft.not_for)})


def _drop(one: str) -> str:
    """The value of the button that takes a name back: short enough for every channel."""
    return f"drop:{words(one)[:30]}"


def take(draft: Draft, event: Event, facts: Facts) -> Draft | Retry:
    """Take a kind, a name, or one of them back; only "done" closes the question."""
    body = event.body
    if isinstance(body, Tap) and body.step == _STEP:
        if body.value == "done":
            return draft.model_copy(update={"editing": None})
        if body.value in KINDS:
            return _with(draft, body.value)
        left = tuple(one for one in draft.not_for if _drop(one) != body.value)
        return draft.model_copy(update={"not_for": left}) if left != draft.not_for else draft
    if not isinstance(body, Text):
        return draft
    if meaning(body.text, facts.known) in _OVER:
        return draft.model_copy(update={"editing": None})
    one = kind_of(body.text) or named(body.text)
    if one is None:
        return Retry(_offices() if of_an_office(body.text) else say("report.not_for.retry"))
    return _with(draft, one)


def _offices() -> Say:
    """Say which offices can be named, since the one that was typed cannot."""
    named_: dict[str, Arg] = {kind: _word(kind) for kind in KINDS}
    return Say(key="report.not_for.office", args=named_)


def noted(turn: Turn, before: Draft) -> Turn:
    """Say with the next question that it was noted, where something was."""
    after = turn.state.draft if isinstance(turn.state, Reporting) else before
    if after.not_for == before.not_for or turn.says[0].key != "report.not_for.again":
        return turn
    return Turn(turn.state, (turn.says[0].model_copy(update={"key": "report.not_for.more"}),), turn.effects)


def _with(draft: Draft, one: str) -> Draft | Retry:
    known = {words(other) for other in draft.not_for}
    if words(one) in known:
        return draft.model_copy(update={"not_for": draft.not_for})
    if len(draft.not_for) >= MOST:
        return Retry(say("report.not_for.full", n=MOST))
    return draft.model_copy(update={"not_for": (*draft.not_for, one)})


NOT_FOR = Step[Draft]("not_for", lambda _: False, ask, take, lambda d: d.model_copy(update={"not_for": ()}))
