"""What an official does with cases: the inbox, a case, accepting it, asking its reporter, answering."""

import re
from collections.abc import Mapping
from typing import assert_never

from handlers.casework.cases import Action
from handlers.casework.closing import wants_finding
from handlers.casework.official_effects import AcceptCase, AskCitizen, FindInbox, OpenCase
from handlers.casework.views import CaseView, Purpose
from handlers.flows import away, desk_answer, desk_moves, follow_up
from handlers.flows.cards import card, line, opener
from handlers.flows.committee import nudging
from handlers.flows.desk_door import (
    DESK,
    Desk,
    Verb,
    aside,
    begin,
    case_in,
    for_officials,
    meaningful,
)
from handlers.flows.desk_door import enter as begin_at
from handlers.flows.own_cards import beside_draft
from handlers.flows.states import Answering, AnyState, Asking, Extending, Recusing, Rejecting, Transferring, Turn, idle
from handlers.folding import clean
from handlers.talk.ask import retry, say, verb
from handlers.talk.events import Done, Event, File, Inbox, Photo, Shown, Tap, Text, Voice, Weighed
from handlers.talk.facts import Facts
from handlers.talk.says import Button, Code, Moment, Post, Say

PAGE = 8
"""Cases on a page of the inbox."""
ACTIONS = frozenset(
    {
        *(Action.ACCEPT, Action.ASK, Action.ANSWER, Action.TRANSFER, Action.REJECT),
        *(Action.EXTEND, Action.GRANT, Action.REFUSE, Action.RECUSE),
    }
)
"""What officials do; the store's `Done` for these is told by `done`."""
_PAGE_NUMBER = re.compile(r"[0-9]{1,3}")


def find(state: AnyState, event: Event, facts: Facts) -> Turn:
    """Ask the store for a page of the reader's cases, or only of those overdue."""
    value = event.body.value.strip() if isinstance(event.body, Tap) else ""
    page = int(value) if _PAGE_NUMBER.fullmatch(value) else 0
    overdue = isinstance(event.body, Tap) and event.body.step == "desk.overdue"
    return Turn(aside(state), (), (FindInbox(page=page, overdue_only=overdue),))


def open_(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Ask the store for a case."""
    code = case_in(event)
    return Turn(aside(state), (), (OpenCase(code=code),)) if code else None


def accept(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Take a case on, if nobody was faster."""
    code = case_in(event)
    return Turn(aside(state), (), (AcceptCase(code=code),)) if code else None


def inbox(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """List a page of cases, the most urgent first, with a button for each; a draft put aside is recalled."""
    body = event.body
    if not isinstance(body, Inbox):
        return None
    if body.away is not None:
        return _beside(state, facts, beside_draft(away.marked(body.away), state))
    return _beside(state, facts, beside_draft(_greeted(body, _listed(body)), state))


def _greeted(body: Inbox, listed: Say) -> Say:
    """Answer whoever said to be back, above the list."""
    if body.returned is None:
        return listed
    return retry(say("away.returned" if body.returned == "now" else "away.never"), listed)


def _listed(body: Inbox) -> Say:
    step = "desk.overdue" if body.overdue_only else "desk.inbox"
    widen = verb("desk.inbox") if body.overdue_only else verb("desk.overdue")
    if not body.lines:
        return say("desk.inbox.none_overdue", widen) if body.overdue_only else say("desk.inbox.empty")
    first = body.page * PAGE
    turns = []
    if body.page:
        turns.append(Button(step=step, value=str(body.page - 1), key="desk.page.before"))
    if first + len(body.lines) < body.total:
        turns.append(Button(step=step, value=str(body.page + 1), key="desk.page.next"))
    title = say("desk.inbox.overdue" if body.overdue_only else "desk.inbox.title", n=body.total)
    return title.model_copy(
        update={
            "lines": tuple(line(at, case) for at, case in enumerate(body.lines, start=1)),
            "buttons": (*map(opener, body.lines), *turns, widen),
            "want": "choice",
        }
    )


def shown(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Show the case as its card."""
    if not isinstance(event.body, Shown):
        return None
    seen = card(event.body.case, facts.person.posts)
    nudges = nudging(event.body.case, facts.person)
    return _beside(state, facts, seen.model_copy(update={"buttons": (*seen.buttons, *nudges)}))


def done(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Say what an action came to: an accepted case as its own card, the others in a sentence."""
    body = event.body
    if not isinstance(body, Done):
        return None
    view, code = body.case, Code(code=body.case.code)
    match body.action:
        case Action.ACCEPT:
            now = card(view, facts.person.posts).model_copy(update={"replaces": view.code})
            return _beside(state, facts, now)
        case Action.ASK if view.late:
            told = say("desk.asked_late", verb("desk.inbox"), code=code)
        case Action.ASK if view.due is not None:
            told = say("desk.asked", verb("desk.inbox"), code=code, due=Moment(at=view.due))
        case Action.ASK:
            told = say("desk.asked_undated", verb("desk.inbox"), code=code)
        case Action.ANSWER:
            told = say("desk.answered", verb("desk.inbox"), code=code)
        case Action.TRANSFER if view.holder is not None:
            told = say("desk.transferred", verb("desk.inbox"), code=code, post=Post(post=view.holder))
        case Action.TRANSFER:
            told = say("desk.transferred_away", verb("desk.inbox"), code=code)
        case Action.EXTEND | Action.GRANT | Action.REFUSE | Action.RECUSE:
            return _beside(state, facts, _about_time(body.action, view))
        case _:
            told = say("desk.rejected", verb("desk.inbox"), code=code)
    return Turn(idle(state), (told,))


def _about_time(action: str, view: CaseView) -> Say:
    """Say what asking for time, deciding on it, or stepping back came to."""
    code, back = Code(code=view.code), verb("desk.inbox")
    if action == Action.RECUSE:
        return say("desk.recused", back, code=code)
    if view.due is None:
        return say("desk.decided", back, code=code)
    due = Moment(at=view.due)
    match action:
        case Action.EXTEND:
            return say("desk.extension_asked", back, code=code, due=due)
        case Action.GRANT:
            return say("desk.extension_granted", back, code=code, due=due)
        case _:
            return say("desk.extension_refused", back, code=code, due=due)


def weighed(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Show the answer that is being written, and whether it would be flagged."""
    if not isinstance(event.body, Weighed) or not isinstance(state, Answering) or state.code != event.body.code:
        return None
    return desk_answer.weighed(state, event.body)


def take(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Take a piece of the answer, or the question to the reporter."""
    if isinstance(state, Answering):
        return desk_answer.take(state, event, facts)
    if not isinstance(state, Asking):
        return None
    match event.body:
        case Text(text=text) if meaningful(text):
            return Turn(idle(state), (), (AskCitizen(code=state.code, text=clean(text)),))
        case Text():
            return Turn(state, (retry(say("desk.ask.short"), question(state, facts)),))
        case Photo() | File() | Voice():
            return Turn(state, (retry(say("desk.words_only"), question(state, facts)),))
        case _:
            return None


def question(state: AnyState, facts: Facts) -> Say:
    """Give the question that is open while an answer or a question to the reporter is written."""
    match state:
        case Answering():
            return desk_answer.ask(state)
        case Asking():
            return say("desk.ask.words", verb("menu.cancel"), want="text", code=Code(code=state.code))
        case _:
            return say("desk.none", *state.offered)


def _beside(state: AnyState, facts: Facts, seen: Say) -> Turn:
    """Show something; whoever was in the middle of writing is asked on, so that the words find their case."""
    here = aside(state)
    if isinstance(here, DESK):
        return Turn(here, (seen, _open_question(here, facts)))
    return Turn(here, (seen,))


def _open_question(state: AnyState, facts: Facts) -> Say:
    moving = isinstance(state, Transferring | Rejecting | Extending | Recusing)
    return desk_moves.question(state, facts) if moving else question(state, facts)


_begin_answer = begin("answer")


def _place(to: Purpose, view: CaseView) -> Desk | None:
    """Give the place where something is done to a case, with what the case asks for there."""
    code = view.code
    match to:
        case "ask":
            return Asking(code=code)
        case "answer":
            return Answering(code=code, findings=wants_finding(view.category, view.about))
        case "transfer":
            return Transferring(code=code, post=view.transfer_up, up=view.transfer_up is not None)
        case "reject":
            return Rejecting(code=code)
        case "extend":
            return Extending(code=code, most=view.extend_most)
        case "recuse":
            return Recusing(code=code)
        case "show" | "add" | "withdraw":
            return None
        case _:
            assert_never(to)


def enter(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Begin what a case was opened for, now that the store allows it."""
    body = event.body
    place = _place(body.to, body.case) if isinstance(body, Shown) else None
    return begin_at(place, state, facts, _open_question) if place else None


def answer(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Begin the answer to a case; of an own case it is the reply to the question that waits, typed alike."""
    if not facts.person.posts or case_in(event) in facts.waiting:
        return follow_up.reply(state, event, facts)
    return _begin_answer(state, event, facts)


VERBS: Mapping[str, Verb] = {
    "desk.inbox": for_officials(find),
    "desk.overdue": for_officials(find),
    "desk.open": for_officials(open_),
    "desk.accept": for_officials(accept),
    "desk.ask": begin("ask"),
    "desk.answer": answer,
}
