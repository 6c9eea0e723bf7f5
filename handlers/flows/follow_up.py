"""Afterwards: adding to an own case, answering a question about it, taking it back."""

from collections.abc import Callable, Mapping

from handlers.casework.effects import AddToCase, ReplyToQuestion, ShowMine, WithdrawCase
from handlers.casework.views import CaseView
from handlers.flows import report
from handlers.flows.amend import album, edited
from handlers.flows.follow_up_asks import album_of, aside, question, sent, urgent
from handlers.flows.own_cards import beside_draft, held
from handlers.flows.states import (
    Adding,
    AnyState,
    Idle,
    Replying,
    Sorting,
    Turn,
    Withdrawing,
    idle,
    kept,
)
from handlers.flows.status import named
from handlers.talk.ask import retry, say, verb
from handlers.talk.events import Done, Event, File, Shown, Tap, Text
from handlers.talk.facts import Facts
from handlers.talk.says import Code, Post, Say

__all__ = ["VERBS", "album", "done", "edited", "enter", "question", "sort", "take"]


def add(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Begin to add to an own case, if it is one and still takes additions."""
    code = named(event)
    return Turn(state, (), (ShowMine(code=code, to="add"),)) if code else None


def reply(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Begin to answer the question about an own case; say so if none is open."""
    code = named(event)
    if code is None or code in facts.waiting:
        return _enter(Replying, state, code, facts)
    instead = (verb("case.add", code), verb("case.show", code))
    told = say("follow_up.no_question", *instead, code=Code(code=code))
    return Turn(idle(state), (beside_draft(told, state),))


def withdraw(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Ask whether an own case shall be taken back, if it still can be."""
    code = named(event)
    return Turn(state, (), (ShowMine(code=code, to="withdraw"),)) if code else None


def enter(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Go to the place for adding to a case or taking it back, now that the store has found it."""
    if not isinstance(event.body, Shown):
        return None
    return _enter(Adding if event.body.to == "add" else Withdrawing, state, event.body.case.code, facts)


def _enter(
    place: type[Adding] | type[Replying] | type[Withdrawing], state: AnyState, code: str | None, facts: Facts
) -> Turn | None:
    """Go to the place for one case; later parts of an album that was sent before do not belong to it."""
    if code is None:
        return None
    at = place(**{**kept(state), "album": None}, code=code)
    return Turn(at, (question(at, facts),))


def finish(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """End adding; all of it is already kept."""
    if not isinstance(state, Adding):
        return None
    return _over(state, say("follow_up.finished", verb("case.show", state.code), code=Code(code=state.code)))


def take(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Take what is sent in one of these places: additions and answers are kept at once."""
    body = event.body
    if isinstance(body, File) and body.album and body.album == state.album:
        return album(state, event, facts)
    match state:
        case Adding() | Replying():
            return _kept(state, event)
        case Withdrawing():
            return _withdrawn(state, event, facts)
        case Sorting():
            return _sorted(state, event, body, facts) if isinstance(body, Tap) else sort(state, event, facts)
        case _:
            return None


def _kept(state: Adding | Replying, event: Event) -> Turn | None:
    parts, files = sent(event)
    if not parts and not files:
        return None
    at = state.model_copy(update={"album": album_of(state, event), "last_case": state.code})
    says, counted = urgent(parts)
    effect = AddToCase if isinstance(state, Adding) else ReplyToQuestion
    return Turn(at, says, (*counted, effect(code=state.code, parts=parts, files=files)))


def _withdrawn(state: Withdrawing, event: Event, facts: Facts) -> Turn | None:
    match event.body:
        case Text():
            return Turn(state, (retry(say("report.choose"), question(state, facts)),))
        case Tap(step=step, value="yes") if step == f"withdraw.{state.code}":
            return Turn(state, (), (WithdrawCase(code=state.code),))
        case Tap(step=step, value="no") if step == f"withdraw.{state.code}":
            return _over(state, say("follow_up.stays", verb("case.show", state.code), code=Code(code=state.code)))
        case _:
            return None


def sort(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Keep what was sent while a question is open, and ask whether it answers that or is a new report."""
    parts, files = sent(event)
    if not parts and not files:
        return None
    before = state if isinstance(state, Sorting) else Sorting(**kept(state))
    at = before.model_copy(
        update={
            "parts": before.parts + parts,
            "files": before.files + files,
            "album": album_of(state, event),
        }
    )
    says, counted = urgent(parts)
    return Turn(at, (*says, question(at, facts)), counted)


def _sorted(state: Sorting, event: Event, tap: Tap, facts: Facts) -> Turn | None:
    if tap.step == "sort.reply" and tap.value in facts.waiting:
        code = tap.value
        at = Replying(parked=state.parked, paper=state.paper, album=state.album, last_case=code, code=code)
        return Turn(at, (), (ReplyToQuestion(code=code, parts=state.parts, files=state.files),))
    if tap.step == "sort.new":
        calm = Idle(parked=state.parked, paper=state.paper, album=state.album, last_case=state.last_case)
        return report.begin(calm, event, facts, state.parts, state.files)
    return None


def done(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Say what an addition, an answer, a withdrawal or an amendment came to."""
    if not isinstance(event.body, Done):
        return None
    view = event.body.case
    code = Code(code=view.code)
    match event.body.action:
        case "add" if isinstance(state, Adding):
            told = _reached("follow_up.added", view)
            more = say("follow_up.add_more", verb("add.done"), want="text")
            return Turn(state, (retry(told, more),))
        case "add" if isinstance(state, Replying):  # the question was overtaken while the answer was written
            return _over(state, _reached("follow_up.added", view))
        case "add" | "amend" as action:
            told = _reached("follow_up.added" if action == "add" else "follow_up.amended", view)
            return Turn(state, (aside(told, state, facts),))
        case "reply":
            buttons = (verb("case.show", view.code), verb("case.add", view.code))
            told = say("follow_up.replied", *buttons, code=code).model_copy(update={"lines": held(view)})
            return _over(state, told)
        case "withdraw":
            return _over(state, say("follow_up.withdrawn", verb("case.show", view.code), code=code))
        case _:
            return None


def _reached(key: str, view: CaseView) -> Say:
    """Say that something was kept with the case, and who can read it, where somebody holds it."""
    show, code = verb("case.show", view.code), Code(code=view.code)
    if view.holder is None:
        return say(f"{key}_unheld", show, code=code)
    return say(key, show, code=code, post=Post(post=view.holder))


def _over(state: AnyState, told: Say) -> Turn:
    return Turn(idle(state), (beside_draft(told, state),))


VERBS: Mapping[str, Callable[[AnyState, Event, Facts], Turn | None]] = {
    "case.add": add,
    "case.reply": reply,
    "case.withdraw": withdraw,
    "add.done": finish,
}
