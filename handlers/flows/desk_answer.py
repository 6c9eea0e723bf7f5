"""How an official answers a case: words and files are collected, looked at, and sent only then."""

from handlers.casework.effects import AnswerCase
from handlers.flows.cards import quoted
from handlers.flows.desk_door import agreed, case_in, meaningful
from handlers.flows.report import files_of
from handlers.flows.states import Answering, Turn, idle
from handlers.folding import clean
from handlers.talk.ask import retry, say, verb
from handlers.talk.events import Event, File, Photo, Tap, Text, Voice
from handlers.talk.facts import Facts
from handlers.talk.says import Button, Code, Say

LONGEST = 8_000
"""Characters of an answer."""
MOST_FILES = 10


def take(state: Answering, event: Event, facts: Facts) -> Turn | None:
    """Take words (more of them are added below), files, or the sending."""
    body = event.body
    match body:
        case Tap(step="desk.send") if case_in(event) == state.code:
            return _send(state)
        case Tap(step="desk.rewrite"):
            blank = state.model_copy(update={"text": ""})
            return Turn(blank, (ask(blank),))
        case Tap(step="desk.more_files"):
            more = say("desk.answer.more", *_sending(state), want="photo", code=Code(code=state.code))
            return Turn(state, (more,))
        case Text() if state.text and agreed(body.text, facts):
            return _send(state)
        case Text() if meaningful(body.text):
            return _worded(state, body.text)
        case Text():
            why = say("desk.answer.unclear" if state.text else "desk.answer.short")
            return Turn(state, (retry(why, ask(state)),))
        case Photo() | File() | Voice():
            return _attached(state, event)
        case _:
            return None


def _send(state: Answering) -> Turn:
    if not state.text:
        return Turn(state, (ask(state),))
    effect = AnswerCase(code=state.code, text=state.text, files=state.files)
    return Turn(idle(state).model_copy(update={"album": None}), (), (effect,))


def _worded(state: Answering, text: str) -> Turn:
    whole = "\n".join(filter(None, (state.text, clean(text))))
    if len(whole) > LONGEST:
        why = say("desk.answer.too_long", limit=LONGEST, length=len(whole))
        return Turn(state, (retry(why, ask(state)),))
    longer = state.model_copy(update={"text": whole})
    return Turn(longer, (ask(longer),))


def _attached(state: Answering, event: Event) -> Turn:
    """Take a file and what is written below it; the further parts of an album get no answer of their own."""
    body = event.body
    files = (*state.files, *files_of(event))
    if len(files) > MOST_FILES:
        return Turn(state, (retry(say("desk.answer.too_many", limit=MOST_FILES), ask(state)),))
    album, caption = (body.album, body.caption) if isinstance(body, Photo | File) else (None, "")
    more = state.model_copy(update={"files": files, "album": album or state.album})
    if meaningful(caption):
        return _worded(more, caption)
    return Turn(more) if album and album == state.album else Turn(more, (ask(more),))


def ask(state: Answering) -> Say:
    """Ask for the words of the answer, or show what the reporter will get."""
    code = Code(code=state.code)
    files = (say("desk.answer.files", n=len(state.files)),) if state.files else ()
    if not state.text:
        words = say("desk.answer.words", verb("menu.cancel"), want="text", code=code)
        return retry(files[0], words) if files else words
    look = say("desk.answer.look", *_sending(state), want="choice", code=code)
    return look.model_copy(update={"lines": (quoted(state.text), *files, say("desk.look.ask"))})


def _sending(state: Answering) -> tuple[Button, ...]:
    """Give the buttons of the look; the one that sends names its case, so that it sends no other answer."""
    if not state.text:
        return (verb("menu.cancel"),)
    ways = (verb("desk.send", state.code), verb("desk.rewrite"), verb("desk.more_files"))
    return (*ways, verb("menu.cancel"))
