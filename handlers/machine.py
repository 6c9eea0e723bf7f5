"""The one door of the dialogue: a state and an event in, a turn out, with no input or output."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import assert_never

from handlers.flows import (
    away,
    committee,
    consent,
    danger,
    desk,
    desk_moves,
    follow_up,
    group,
    guided,
    join,
    link,
    menu,
    rate,
    report,
    scorecards,
    scoring,
    sheets,
    status,
    survey,
    task_giving,
    tasks,
    twin,
)
from handlers.flows.states import AnyState, Consenting, Reporting, Turn
from handlers.talk.ask import retry, say
from handlers.talk.events import (
    Answering,
    Arriving,
    Command,
    Contact,
    Denied,
    DigestPage,
    Done,
    Edited,
    Event,
    File,
    Filed,
    GroupSeen,
    Inbox,
    InGroup,
    Joined,
    JoinRefused,
    Mine,
    Photo,
    Shown,
    Tap,
    Targets,
    Text,
    Twin,
    Unsupported,
    Voice,
    Vouched,
    Weighed,
)
from handlers.talk.events import Place as MapPlace
from handlers.talk.facts import Facts
from handlers.talk.link_events import Chats, Linked, LinkFound, LinkGiven, LinkRefused, Parted
from handlers.talk.rating_events import Rated, VisitFound
from handlers.talk.says import Say
from handlers.talk.survey_events import SurveyFound, SurveyList, SurveyRefused, SurveyTaken
from handlers.talk.task_events import TaskAnswer
from handlers.talk.typed import POSTERS, scanned, understand

LONGEST_TEXT = 8_000
"""Characters of one message that are read; what is longer is asked for in pieces, and said so."""

Verb = Callable[[AnyState, Event, Facts], Turn | None]
FLOWS = (
    *(away, committee, consent, desk, desk_moves, follow_up, group, guided, join, link, menu, rate),
    *(scorecards, scoring, sheets, status, survey, task_giving, tasks),
)
VERBS: Mapping[str, Verb] = MappingProxyType({step: verb for flow in FLOWS for step, verb in flow.VERBS.items()})
WORDS_ONLY = frozenset({"idle", "reporting", "guided", "sorting", "withdrawing"})
"""Places where a message of nothing but symbols says nothing; elsewhere it may be a heart for the answer."""
FREE = frozenset(
    {"menu.help", "menu.privacy", "menu.language", "menu.cancel", "join.claim", "group.knock", *link.VERBS}
)
"""Verbs that need no consent, since they keep nothing of the person's words."""


def step(state: AnyState, event: Event, facts: Facts) -> Turn:
    """Give the turn that an event makes of a state. Pure: the clock and the dice come in the event."""
    meant = understand(state.offered, event, facts)
    if state.kind in POSTERS and meant is event:
        meant = scanned(event, facts)
    turn = danger.first(state, meant, _turn(state, meant, facts) or _not_understood(state, event, meant, facts))
    offered = next((s.buttons for s in reversed(turn.says) if s.buttons), None)
    if offered is None and not turn.says:
        offered = state.offered
    return Turn(turn.state.model_copy(update={"offered": offered or ()}), turn.says, turn.effects)


def _turn(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    body = event.body
    if isinstance(body, Text) and len(body.text) > LONGEST_TEXT:
        return _too_long(state, event, facts)
    if isinstance(body, Unsupported):
        return _unsupported(state, body, facts)
    if isinstance(body, InGroup | Vouched):
        return group.take(state, event, facts)
    verb = VERBS.get(body.step) if isinstance(body, Tap) else None
    if isinstance(body, Tap) and body.step in FREE and verb:
        return _asked_on(state, verb(state, event, facts), facts)
    if consent.needed(state, event, facts):
        turn = danger.before_consent(state, event, facts) or consent.gate(state, event, facts)
        return _go_on(state, turn, event, facts) if turn.effects and turn.effects[0].kind == "give_consent" else turn
    if isinstance(body, Text) and state.kind in WORDS_ONLY and not any(map(str.isalnum, body.text)):
        return Turn(state, (retry(say("bad.no_words"), ask_again(state, facts)),))
    if verb:
        return verb(state, event, facts)
    if isinstance(body, TaskAnswer):
        return tasks.answered(state, event, facts)
    if isinstance(body, Answering):
        return _answered(state, event, facts)
    match body:
        case Edited():
            return follow_up.edited(state, event, facts)
        case Photo() if body.album and body.album == state.album:
            return follow_up.album(state, event, facts)
        case Text() | Tap() | Command() | MapPlace() | Photo() | File() | Voice() | Contact():
            return _here(state, event, facts)
        case _:
            assert_never(body)


def _asked_on(state: AnyState, turn: Turn | None, facts: Facts) -> Turn | None:
    """After a look at the help in the middle of something, put the open question again, in the new language too."""
    if turn is None or turn.state is not state or state.kind == "idle" or not turn.says:
        return turn
    told = turn.says[-1]
    if told.want == "choice":  # asks something itself
        return turn
    return Turn(state, (*turn.says[:-1], retry(told, ask_again(state, facts))), turn.effects)


def _go_on(state: AnyState, agreed: Turn, event: Event, facts: Facts) -> Turn:
    """After consent, take up what was already sent: links and verbs first, then all words and files together, so
    that nothing is taken for the answer to a question that was not asked yet; only the last answer is said."""
    free = replace(facts, person=facts.person.model_copy(update={"consented": True}))
    waiting = state.kept if isinstance(state, Consenting) else ()
    own = tuple(body for body in waiting if isinstance(body, Text | Photo | File | Voice))
    verbs: tuple[Arriving, ...] = tuple(body for body in waiting if isinstance(body, Tap | Command))
    rest = tuple(body for body in waiting if isinstance(body, MapPlace | Contact))
    turn = agreed
    for body in verbs or (() if waiting else (Command(name="start"),)):
        turn = _after(turn, step(turn.state, event.model_copy(update={"body": body}), free))
    if own:
        told = tuple(event.model_copy(update={"body": body}) for body in own)
        one = len(told) == 1 and not (isinstance(state, Consenting) and state.guided)
        turn = _after(turn, step(turn.state, told[0], free) if one else report.gather(turn.state, told, free))
    for body in rest:
        turn = _after(turn, step(turn.state, event.model_copy(update={"body": body}), free))
    return turn


def _after(turn: Turn, more: Turn) -> Turn:
    return Turn(more.state, more.says or turn.says, turn.effects + more.effects)


def _here(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Hand an event to the flow of the place where the person stands."""
    match state.kind:
        case "idle":
            return menu.take(state, event, facts)
        case "consenting":
            return consent.gate(state, event, facts)
        case "reporting":
            return report.take(state, event, facts)
        case "guided":
            return guided.take(state, event, facts)
        case "sorting" | "adding" | "replying" | "withdrawing":
            return follow_up.take(state, event, facts)
        case "rating":
            return rate.take(state, event, facts)
        case "scoring":
            return scoring.take(state, event, facts)
        case "answering" | "asking":
            return desk.take(state, event, facts)
        case "transferring" | "rejecting" | "extending" | "recusing":
            return desk_moves.take(state, event, facts)
        case "task_giving" | "task_writing":
            return tasks.take(state, event, facts)
        case "surveying":
            return survey.take(state, event, facts)
        case _:
            assert_never(state.kind)


def _answered(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Hand the store's answer to the flow that asked."""
    match event.body:
        case Filed():
            return report.filed(state, event, facts)
        case Twin():
            return twin.found(state, event, facts)
        case Done() | Denied() as answer if twin.answers(state, answer):
            return twin.over(state, event, facts)
        case Mine():
            return status.mine(state, event, facts)
        case Shown() as shown:
            if shown.to != "show":
                enter = desk.enter if shown.desk else follow_up.enter
                return enter(state, event, facts)
            return desk.shown(state, event, facts) if shown.desk else status.shown(state, event, facts)
        case Inbox():
            return desk.inbox(state, event, facts)
        case Done() as done:
            if done.action in desk.ACTIONS:
                return desk.done(state, event, facts)
            if done.action in rate.ACTIONS:
                return rate.done(state, event, facts)
            return follow_up.done(state, event, facts)
        case Targets():
            return desk_moves.targets(state, event, facts)
        case Weighed():
            return desk.weighed(state, event, facts)
        case DigestPage():
            return committee.page(state, event, facts)
        case Joined() | JoinRefused():
            return join.joined(state, event, facts)
        case Rated() | VisitFound():
            return scoring.answered(state, event, facts)
        case GroupSeen():
            return group.seen(state, event, facts)
        case LinkGiven() | LinkFound() | LinkRefused() | Linked() | Chats() | Parted():
            return _asked_on(state, link.answered(state, event, facts), facts)
        case SurveyFound() | SurveyList() | SurveyRefused() | SurveyTaken():
            return survey.answered_by_store(state, event, facts)
        case _:
            return menu.denied(state, event, facts)


def ask_again(state: AnyState, facts: Facts) -> Say:
    """Give the question that is open where the person stands."""
    match state.kind:
        case "idle":
            return menu.question(state, facts)
        case "consenting":
            return consent.question(facts)
        case "reporting":
            return report.question(state, facts)
        case "guided":
            return guided.question(state, facts)
        case "sorting" | "adding" | "replying" | "withdrawing":
            return follow_up.question(state, facts)
        case "rating":
            return rate.question(state, facts)
        case "scoring":
            return scoring.question(state, facts)
        case "answering" | "asking":
            return desk.question(state, facts)
        case "transferring" | "rejecting" | "extending" | "recusing":
            return desk_moves.question(state, facts)
        case "task_giving" | "task_writing":
            return tasks.question(state, facts)
        case "surveying":
            return survey.question(state, facts)
        case _:
            assert_never(state.kind)


def _too_long(state: AnyState, event: Event, facts: Facts) -> Turn:
    text = event.body.text if isinstance(event.body, Text) else ""
    kept = isinstance(state, Reporting) and not state.draft.empty
    why = say("bad.too_long_draft" if kept else "bad.too_long", limit=LONGEST_TEXT, length=len(text))
    return Turn(state, (retry(why, ask_again(state, facts)),))


def _unsupported(state: AnyState, body: Unsupported, facts: Facts) -> Turn:
    why = say(f"bad.{body.what}", limit=body.limit)
    return Turn(state, (retry(why, ask_again(state, facts)),))


def _not_understood(state: AnyState, event: Event, meant: Event, facts: Facts) -> Turn:
    """Answer what does not fit here, an earlier button or a kind of message, and put the present question again."""
    typed = isinstance(event.body, Text)  # then it was no button, whatever its words mean elsewhere
    why = "bad.stale" if isinstance(meant.body, Tap) and not typed else "bad.not_here"
    if isinstance(event.body, Photo | File | Voice):
        why = "bad.words_only"
    return Turn(state, (retry(say(why), ask_again(state, facts)),))
