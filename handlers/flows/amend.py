"""What comes late: new words for an earlier message, and further parts of an album already answered."""

from datetime import date

from handlers.casework.effects import AddToCase, AmendByMessage, FileRef, Part
from handlers.flows import report
from handlers.flows.follow_up_asks import aside, sent
from handlers.flows.report_steps import with_text
from handlers.flows.states import (
    Adding,
    Answering,
    AnyState,
    Consenting,
    Draft,
    Guided,
    Replying,
    Reporting,
    Sorting,
    Turn,
)
from handlers.talk.ask import say
from handlers.talk.events import Arriving, Edited, Event, File, Photo, Text
from handlers.talk.facts import Facts

_READ = {"category": "category", "unit": "unit", "when": "happened", "counter": "counter"}
"""The questions that the words of a report may answer by themselves, and what they fill in."""


def edited(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Take new words for an earlier message: in what is still being written, else added to a case."""
    edit = event.body
    if not isinstance(edit, Edited) or not edit.text.strip():
        return None
    changed = _rewritten(state, edit, event.at.date(), facts)
    if changed is None:
        return Turn(state, (), (AmendByMessage(of=edit.of, text=edit.text),))
    return Turn(changed, (aside(say("follow_up.edited_draft"), changed, facts),))


def _rewritten(state: AnyState, edit: Edited, today: date, facts: Facts) -> AnyState | None:
    """Give the state with the new words in place of the old ones, None if they are not in it."""
    match state:
        case Reporting() if draft := _redrafted(state.draft, edit, today, facts):
            return state.model_copy(update={"draft": draft})
        case Sorting() | Guided() if parts := _reworded(state.parts, edit):
            return state.model_copy(update={"parts": parts})
        case Consenting() if any(_meant(one, edit) for one in state.kept):
            return state.model_copy(update={"kept": tuple(_reheard(one, edit) for one in state.kept)})
        case _ if state.parked and (draft := _redrafted(state.parked, edit, today, facts)):
            return state.model_copy(update={"parked": draft})
        case _:
            return None


def _redrafted(draft: Draft, edit: Edited, today: date, facts: Facts) -> Draft | None:
    """Give the draft with the new words, and with what only the old ones had said taken from them."""
    parts = _reworded(draft.parts, edit)
    if not parts:
        return None
    before, after = Draft(), Draft()
    for old, new in zip(draft.parts, parts, strict=True):
        before, after = with_text(before, old, today, facts), with_text(after, new, today, facts)
    said = {
        field: getattr(after, field)
        for question, field in _READ.items()
        if question not in draft.trail and getattr(draft, field) == getattr(before, field)
    }
    return draft.model_copy(update={"parts": parts, "guesses": after.guesses or draft.guesses, **said})


def _reworded(parts: tuple[Part, ...], edit: Edited) -> tuple[Part, ...]:
    """Give the parts with the edited one exchanged; () if it is not among them."""
    if all(part.message != edit.of for part in parts):
        return ()
    new = Part(text=edit.text, message=edit.of)
    return tuple(new if part.message == edit.of else part for part in parts)


def _meant(one: Arriving, edit: Edited) -> bool:
    return isinstance(one, Text | Photo | File) and one.message == edit.of


def _reheard(one: Arriving, edit: Edited) -> Arriving:
    if not _meant(one, edit):
        return one
    return one.model_copy(update={"text" if isinstance(one, Text) else "caption": edit.text})


def album(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Put a further part of an album where its first part went, without an answer unless it finds no room."""
    parts, files = sent(event)
    match state:
        case Reporting():
            draft = _with(state.draft, parts, files)
            return Turn(state.model_copy(update={"draft": draft})) if draft else _full(state, facts)
        case Sorting() | Guided():
            more = {"parts": state.parts + parts, "files": state.files + files}
            return Turn(state.model_copy(update=more))
        case Answering():
            return Turn(state.model_copy(update={"files": state.files + files}))
        case Adding() | Replying():
            return Turn(state, (), (AddToCase(code=state.code, parts=parts, files=files, quiet=True),))
        case _ if state.parked and state.parked.files:  # its first part went there
            draft = _with(state.parked, parts, files)
            return Turn(state.model_copy(update={"parked": draft})) if draft else _full(state, facts)
        case _ if state.last_case:
            late = AddToCase(code=state.last_case, parts=parts, files=files, quiet=True)
            return Turn(state, (), (late,))
        case _:
            return None


def _with(draft: Draft, parts: tuple[Part, ...], files: tuple[FileRef, ...]) -> Draft | None:
    """Give the draft with more files and their captions; None if there is no room."""
    if len(draft.files) + len(files) > report.MOST_FILES:
        return None
    return draft.model_copy(update={"parts": draft.parts + parts, "files": draft.files + files})


def _full(state: AnyState, facts: Facts) -> Turn:
    return Turn(state, (aside(say("bad.too_many", limit=report.MOST_FILES), state, facts),))
