"""What an answer came to: when it was done, under which number, what was found out, whether it was a refusal."""

from datetime import date

from handlers.casework.cases import Action, Finding
from handlers.casework.views import CaseView
from handlers.talk.ask import say
from handlers.talk.says import Day, Say


def outcome(done_on: date | None, document: str, finding: Finding | None) -> tuple[Say, ...]:
    """Give a line for each of the three that there is."""
    lines: tuple[Say, ...] = ()
    if finding:
        lines += (say(f"outcome.finding.{finding}"),)
    if done_on:
        lines += (say("outcome.done_on", day=Day(day=done_on)),)
    if document:
        lines += (say("outcome.document", document=document),)
    return lines


def refused_last(view: CaseView) -> bool:
    """Whether the last word of an official on the case was a refusal, as it is while an appeal is looked at."""
    last = (one.action for one in reversed(view.timeline) if one.action in (Action.ANSWER, Action.REJECT))
    return next(last, None) == Action.REJECT


def held_as_before(view: CaseView) -> bool:
    """Whether a reopened case stays with the post that answered it, since nobody stands above."""
    answered = (one.post for one in reversed(view.timeline) if one.action == Action.ANSWER)
    before = next(answered, None)
    return before is not None and view.holder is not None and before.id == view.holder.id
