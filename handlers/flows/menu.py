"""The quiet place between dialogues: greeting, menu, help, privacy, language, cancel."""

import re
from collections.abc import Callable, Mapping

from handlers.casework.effects import ForgetWords, Part, SetLanguage
from handlers.flows import away, follow_up, join, rate, report, scoring, survey
from handlers.flows.desk_door import aside, unsent
from handlers.flows.states import AnyState, Consenting, Draft, Idle, Reporting, Scoring, Surveying, Turn, idle, kept
from handlers.flows.unit_step import settled
from handlers.talk.ask import choice, retry, say, verb
from handlers.talk.events import Command, Denied, Event, File, Photo, Tap, Text, Voice
from handlers.talk.facts import Facts
from handlers.talk.says import Button, Code, Post, Say

_NOWHERE = frozenset({"not_found", "own_case", "no_extension", "away"})
"""Why something was not done to a case that the person may not look at as an official."""
_LINK = re.compile(r"u-(\d{5})(?:-(\d{1,2}))?")


def buttons(state: AnyState, facts: Facts) -> tuple[Button, ...]:
    """Give what may be done now, first what was put aside; the rest of it is typed.

    An official reads the desk first and rates nothing by a button; who has something put aside is offered no
    language, and no new report beside the one that waits.
    """
    resume: tuple[Button, ...] = (verb("report.resume"), verb("report.discard")) if kept(state)["parked"] else ()
    resume += (verb("survey.resume"),) if kept(state)["paper"] else ()
    new = () if kept(state)["parked"] else (verb("menu.report"),)
    if facts.person.posts:
        owes = any(post.kind in ("standing", "head") for post in facts.person.posts)
        tasks = (verb("task.list"),) if owes else ()
        return (verb("desk.inbox"), *tasks, *resume, *new, verb("menu.status"), verb("menu.help"))
    rest = (verb("rate.service"), verb("menu.status"), verb("menu.help"))
    return (*resume, *new, *rest, *(() if resume else (verb("menu.language"),)))


def question(state: AnyState, facts: Facts) -> Say:
    """Give the menu."""
    key = "menu.ask_official" if facts.person.posts else "menu.ask"
    return say(key, *buttons(state, facts), want="text")


def show(state: AnyState, event: Event, facts: Facts) -> Turn:
    """Show the menu; a report in the making is put aside."""
    return Turn(idle(state), (question(state, facts),))


def start(state: AnyState, event: Event, facts: Facts) -> Turn:
    """Greet, or follow the link: `u-<unit>[-<counter>]` of a poster, `i-<token>` of an invitation."""
    payload = event.body.value.strip() if isinstance(event.body, Tap) else ""
    if payload.startswith("i-"):
        return join.claim(state, event, facts)
    if looked_up := scoring.slip(state, event, facts):
        return looked_up
    link = _LINK.fullmatch(payload)
    unit = facts.directory.get(link[1]) if link else None
    if link and unit:
        if isinstance(state, Reporting) and not state.draft.empty:
            return report.linked(state, unit, link[2] or "", facts)
        return report.open_form(state, event, facts, settled(Draft(unit=unit.code, counter=link[2] or ""), facts))
    if isinstance(state, Reporting) and not state.draft.empty:
        why = "menu.unknown_link_draft" if payload else "menu.draft_kept"
        return Turn(state, (retry(say(why), report.question(state, facts)),))
    hello = "menu.hello_official" if facts.person.posts else "menu.hello"
    return Turn(idle(state), (say("menu.unknown_link" if payload else hello, *buttons(state, facts), want="text"),))


def help_(state: AnyState, event: Event, facts: Facts) -> Turn:
    """Say what can be done here, and go on where the person was."""
    key = "menu.help" if facts.person.role == "citizen" else f"menu.help_{facts.person.role}"
    return Turn(state, (say(key, *_back_to(state, facts)),))


def privacy(state: AnyState, event: Event, facts: Facts) -> Turn:
    """Say who sees what, how long it is kept, and how to have it deleted."""
    return Turn(state, (say("menu.privacy", *_back_to(state, facts)),))


def _back_to(state: AnyState, facts: Facts) -> tuple[Button, ...]:
    return buttons(state, facts) if isinstance(state, Idle) else state.offered


def language(state: AnyState, event: Event, facts: Facts) -> Turn:
    """Ask for the language, or set the one that was named."""
    value = event.body.value.strip().lower() if isinstance(event.body, Tap) else ""
    if value == "vi":
        return Turn(state, (say("menu.language_set", *_back_to(state, facts)),), (SetLanguage(language="vi"),))
    if value == "en":
        return Turn(state, (say("menu.language_set", *_back_to(state, facts)),), (SetLanguage(language="en"),))
    return Turn(state, (say("menu.language_ask", *choice("menu.language", "vi", "en"), want="choice"),))


def cancel(state: AnyState, event: Event, facts: Facts) -> Turn:
    """Leave whatever is going on; a report that was begun is put aside and can be taken up again."""
    calm = idle(state)
    if isinstance(state, Idle):
        nothing = "menu.nothing_to_cancel_draft" if calm.parked else "menu.nothing_to_cancel"
        return Turn(calm, (say(nothing, *buttons(calm, facts), want="text"),))
    key = "menu.cancelled_unsent" if unsent(state) else "menu.cancelled"
    if isinstance(state, Reporting) and calm.parked:
        key = "menu.cancelled_draft"
    if isinstance(state, Scoring) and state.vote:
        key = "service.stopped"
    if isinstance(state, Surveying):
        key = "survey.paused"
    forget = (ForgetWords(),) if isinstance(state, Consenting) else ()
    return Turn(calm, (say(key, *buttons(calm, facts), want="text"),), forget)


def back(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Go back a step in a report; here there is none."""
    if isinstance(state, Idle):
        return Turn(state, (say("menu.the_start", *buttons(state, facts), want="text"),))
    if isinstance(state, Surveying):
        return survey.back(state, facts)
    return report.back(state, event, facts)


def skip(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Leave an open question open, of a survey, beside a score or in a report, where that is allowed."""
    if isinstance(state, Surveying):
        return survey.skip(state, facts)
    return scoring.skip(state, facts) if isinstance(state, Scoring) else report.skip(state, event, facts)


def hide(state: AnyState, event: Event, facts: Facts) -> Turn:
    """Leave the name out of the report that is being written; elsewhere, say who sees what."""
    return report.hide(state, event, facts) or privacy(state, event, facts)


def new_report(state: AnyState, event: Event, facts: Facts) -> Turn:
    """Begin a report, or take up the one that was put aside."""
    if isinstance(state, Reporting):
        return Turn(state, (report.question(state, facts),))
    if state.parked:
        ask = say("menu.draft_waiting", verb("report.resume"), verb("report.discard"), want="choice")
        return Turn(idle(state), (ask,))
    return report.open_form(state, event, facts, Draft())


def resume(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Take up the report that was put aside, at the question where it stopped."""
    draft = kept(state)["parked"]
    if draft is None:
        return None
    at = Reporting(draft=draft, paper=kept(state)["paper"], album=state.album, last_case=state.last_case)
    return Turn(at, (report.question(at, facts),))


def discard(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Throw the report away that was put aside, for good."""
    if kept(state)["parked"] is None:
        return (
            Turn(state, (say("report.no_draft", *buttons(state, facts), want="text"),))
            if state.kind == "idle"
            else None
        )
    calm = Idle(paper=kept(state)["paper"], last_case=state.last_case)
    return Turn(calm, (say("report.discarded", *buttons(calm, facts), want="text"),), (ForgetWords(quoted=True),))


def take(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Take free words or a picture as the beginning of a report, or as an answer to an open question."""
    body = event.body
    if isinstance(body, Command):
        return Turn(state, (retry(say("menu.unknown_command"), question(state, facts)),))
    if not isinstance(body, Text | Photo | File | Voice):
        return None
    if not facts.waiting and (judged := rate.heard(state, event, facts)):
        return judged
    if facts.waiting:
        return follow_up.sort(state, event, facts)
    if facts.person.posts:
        return Turn(state, (retry(say("menu.for_which"), question(state, facts)),))
    parts = (Part(text=body.text, message=body.message),) if isinstance(body, Text) else ()
    files = () if isinstance(body, Text) else report.files_of(event)
    if not isinstance(body, Text | Voice) and body.caption:
        parts = (Part(text=body.caption, message=body.message),)
    return report.begin(state, event, facts, parts, files)


def denied(state: AnyState, event: Event, facts: Facts) -> Turn:
    """Say why an action on a case did not take place."""
    body = event.body
    if not isinstance(body, Denied):
        return Turn(state, (question(state, facts),))
    why = body.why if body.why != "taken" or body.holder else "moved_on"
    say_ = say("denied.taken_named" if why == "taken" and body.who else f"denied.{why}")
    args = dict(say_.args)
    if body.code:
        args["code"] = Code(code=body.code)
    if why == "taken" and body.holder:
        args |= {"post": Post(post=body.holder)} | ({"who": body.who} if body.who else {})
    calm = state if isinstance(state, Reporting) else aside(state)
    if isinstance(calm, Reporting):
        return Turn(calm, (retry(say_.model_copy(update={"args": args}), report.question(calm, facts)),))
    if body.away is not None:
        return Turn(calm, (away.denied(body.code, body.away),))
    look = (
        (verb("desk.open" if facts.person.posts else "case.show", body.code),)
        if body.code and body.why not in _NOWHERE
        else ()
    )
    return Turn(calm, (say_.model_copy(update={"args": args, "buttons": look}),))


VERBS: Mapping[str, Callable[[AnyState, Event, Facts], Turn | None]] = {
    "menu.start": start,
    "menu.show": show,
    "menu.help": help_,
    "menu.privacy": privacy,
    "menu.language": language,
    "menu.cancel": cancel,
    "menu.report": new_report,
    "report.back": back,
    "report.hide": hide,
    "report.skip": skip,
    "report.resume": resume,
    "report.discard": discard,
}
