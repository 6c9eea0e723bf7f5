"""How an official steps back from a case that concerns him or his family: one question, since it cannot be undone."""

from handlers.casework.official_effects import RecuseCase
from handlers.flows.states import Recusing, Turn, idle
from handlers.talk.ask import choice, retry, say, verb
from handlers.talk.events import Event, File, Photo, Tap, Text, Voice
from handlers.talk.facts import Facts
from handlers.talk.says import Code, Say


def take(state: Recusing, event: Event, facts: Facts) -> Turn | None:
    """Take yes or no; what else is written is not an answer, and nobody gets it."""
    match event.body:
        case Tap(step=step, value="yes") if step == f"recuse.{state.code}":
            return Turn(idle(state), (), (RecuseCase(code=state.code),))
        case Tap(step=step, value="no") if step == f"recuse.{state.code}":
            code = Code(code=state.code)
            return Turn(idle(state), (say("desk.stays", verb("desk.open", state.code), code=code),))
        case Text() | Photo() | File() | Voice():
            return Turn(state, (retry(say("report.choose"), ask(state)),))
        case _:
            return None


def ask(state: Recusing) -> Say:
    """Ask whether to step back, and say what that means."""
    buttons = choice(f"recuse.{state.code}", "yes", "no", prefix="recuse")
    return say("recuse.ask", *buttons, want="choice", code=Code(code=state.code))
