"""What an answer says beside its words: when it was done, under which number, and what was found out."""

from datetime import date

from handlers.casework.cases import Finding
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
