"""How an official answers a case: words, day, proof and finding are collected, looked at, and sent only then."""

from handlers.casework.official_effects import AnswerCase, WeighAnswer
from handlers.flows import desk_closing
from handlers.flows.cards import quoted
from handlers.flows.desk_closing import open_step
from handlers.flows.desk_door import case_in, meaningful
from handlers.flows.report import files_of
from handlers.flows.states import Answering, Turn, idle
from handlers.folding import clean
from handlers.talk.ask import retry, say, verb
from handlers.talk.events import Event, File, Photo, Tap, Text, Voice, Weighed, today
from handlers.talk.facts import Facts
from handlers.talk.says import Button, Code, Say

LONGEST = 8_000
"""Characters of an answer."""
MOST_FILES = 10


def take(state: Answering, event: Event, facts: Facts) -> Turn | None:
    """Take words (more of them are added below), the day, proof, what was found out, or the sending."""
    body = event.body
    match body:
        case Tap(step="desk.send") if case_in(event) == state.code:
            return _send(state)
        case Tap(step="desk.rewrite"):
            blank = state.model_copy(update={"text": "", "flags": None})
            return Turn(blank, (ask(blank),))
        case Tap(step="desk.redo"):
            return _go_on(desk_closing.blank(state))
        case Tap(step="desk.more_files"):
            more = say("desk.answer.more", *_sending(state), want="photo", code=Code(code=state.code))
            return Turn(state, (more,))
        case Tap():
            chosen = desk_closing.choose(state, body, today(event))
            return _go_on(chosen) if chosen else None
        case Text() if state.text and open_step(state) != "look":
            return _closing(state, body.text, event)
        case Text() if meaningful(body.text):
            return _worded(state, body.text)
        case Text():
            why = say("desk.answer.unclear" if state.text else "desk.answer.short")
            return Turn(state, (retry(why, ask(state)),))
        case Photo() | File() | Voice():
            return _attached(state, event)
        case _:
            return None


def _go_on(state: Answering, why: Say | None = None) -> Turn:
    """Ask what is still open; once nothing is, find out whether the answer would be flagged, then show it."""
    if open_step(state) == "look" and state.flags is None:
        effect = WeighAnswer(
            code=state.code,
            text=state.text,
            files=state.files,
            done_on=state.done_on,
            document=state.document,
        )
        return Turn(state, (why,) if why else (), (effect,))
    return Turn(state, (retry(why, ask(state)) if why else ask(state),))


def weighed(state: Answering, answer: Weighed) -> Turn:
    """Show the whole answer, with what it would be flagged for."""
    known = state.model_copy(update={"flags": answer.flags})
    return Turn(known, (ask(known),))


def _send(state: Answering) -> Turn:
    if not state.text or open_step(state) != "look":
        return Turn(state, (ask(state),))
    effect = AnswerCase(
        code=state.code,
        text=state.text,
        files=state.files,
        done_on=state.done_on,
        document=state.document,
        finding=state.finding,
    )
    return Turn(idle(state).model_copy(update={"album": None}), (), (effect,))


def _closing(state: Answering, text: str, event: Event) -> Turn:
    """Take what is typed to an open question; what cannot be an answer to it belongs to the words before."""
    read = desk_closing.read(state, text, today(event))
    if isinstance(read, Answering):
        return _go_on(read)
    if isinstance(read, Say):
        return Turn(state, (retry(read, ask(state)),))
    return _worded(state, text, say("desk.answer.added"))


def _worded(state: Answering, text: str, why: Say | None = None) -> Turn:
    whole = "\n".join(filter(None, (state.text, clean(text))))
    if len(whole) > LONGEST:
        too_long = say("desk.answer.too_long", limit=LONGEST, length=len(whole))
        return Turn(state, (retry(too_long, ask(state)),))
    return _go_on(state.model_copy(update={"text": whole, "flags": None}), why)


def _attached(state: Answering, event: Event) -> Turn:
    """Take a file and what is written below it; the further parts of an album get no answer of their own."""
    body = event.body
    files = (*state.files, *files_of(event))
    if len(files) > MOST_FILES:
        return Turn(state, (retry(say("desk.answer.too_many", limit=MOST_FILES), ask(state)),))
    album, caption = (body.album, body.caption) if isinstance(body, Photo | File) else (None, "")
    further = bool(album) and album == state.album
    more = state.model_copy(update={"files": files, "album": album or state.album})
    if meaningful(caption):
        return _worded(more, caption)
    return Turn(more) if further else _go_on(more.model_copy(update={"flags": None}))


def ask(state: Answering) -> Say:
    """Ask for what is still open, or show what the reporter will get."""
    code = Code(code=state.code)
    files = (say("desk.answer.files", n=len(state.files)),) if state.files else ()
    match open_step(state):
        case "words":
            words = say("desk.answer.words", verb("menu.cancel"), want="text", code=code)
            return retry(files[0], words) if files else words
        case "look":
            look = say("desk.answer.look", *_sending(state), want="choice", code=code)
            told = (quoted(state.text), *files, *desk_closing.told(state), say("desk.look.ask"))
            return look.model_copy(update={"lines": told})
        case step:
            asked = desk_closing.ask(step, state)
            return retry(files[0], asked) if files and step == "day" else asked


def _sending(state: Answering) -> tuple[Button, ...]:
    """Give the buttons of the look; the one that sends names its case, so that it sends no other answer."""
    if not state.text or open_step(state) != "look":
        return (verb("menu.cancel"),)
    ways = (verb("desk.send", state.code), verb("desk.rewrite"), verb("desk.redo"), verb("desk.more_files"))
    return (*ways, verb("menu.cancel"))
