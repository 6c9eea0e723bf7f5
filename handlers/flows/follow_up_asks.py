"""What is asked while a person follows up on an own case, and remarks that fall in between."""

from handlers.casework.effects import Count, Effect, FileRef, Part
from handlers.flows import report
from handlers.flows.own_cards import beside_draft
from handlers.flows.states import Adding, AnyState, Idle, Replying, Reporting, Sorting, Withdrawing
from handlers.talk.ask import choice, retry, say, verb
from handlers.talk.events import Event, File, Photo
from handlers.talk.facts import Facts
from handlers.talk.says import Button, Code, Say
from handlers.talk.understanding import Intent, read

MOST_OFFERED = 5


def question(state: AnyState, facts: Facts) -> Say:
    """Give what is asked where the person stands.

    The buttons of a withdrawal carry the case's code, so that an earlier "yes" cannot take this one back.
    """
    match state:
        case Adding():
            out = (verb("add.done"), verb("menu.cancel"))
            return say("follow_up.add", *out, want="text", code=Code(code=state.code))
        case Replying():
            return say("follow_up.reply", verb("menu.cancel"), want="text", code=Code(code=state.code))
        case Withdrawing():
            sure = choice(f"withdraw.{state.code}", "yes", "no", prefix="withdraw")
            return say("follow_up.withdraw", *sure, want="choice", code=Code(code=state.code))
        case _:
            replies = tuple(_reply_button(code) for code in facts.waiting[:MOST_OFFERED])
            new = Button(step="sort.new", key="sort.new")
            key = "follow_up.sort" if replies else "follow_up.sort_closed"
            return say(key, *replies, new, verb("menu.cancel"), want="choice")


def _reply_button(code: str) -> Button:
    return Button(step="sort.reply", value=code, key="sort.reply", args={"code": Code(code=code)})


def aside(remark: Say, state: AnyState, facts: Facts) -> Say:
    """Give a remark that moves nobody: the open question follows it, or at least its buttons stay good."""
    match state:
        case Reporting():
            return retry(remark, report.question(state, facts))
        case Adding() | Replying() | Withdrawing() | Sorting():
            return retry(remark, question(state, facts))
        case Idle():
            return beside_draft(remark, state)
        case _:
            return remark.model_copy(update={"buttons": state.offered})


def sent(event: Event) -> tuple[tuple[Part, ...], tuple[FileRef, ...]]:
    """Give the words and the files of an event; two empty tuples if it carries neither."""
    return report.words_of(event), report.files_of(event)


def album_of(state: AnyState, event: Event) -> str | None:
    """Give the album whose further parts follow without an answer: the event's, else the one before."""
    body = event.body
    return body.album if isinstance(body, Photo | File) and body.album else state.album


def urgent(parts: tuple[Part, ...]) -> tuple[tuple[Say, ...], tuple[Effect, ...]]:
    """Give the emergency numbers, said first of all, and their count, if the words seem to call for help."""
    text = "\n".join(part.text for part in parts)
    if not text or read(text).intent is not Intent.EMERGENCY:
        return (), ()
    return (say("follow_up.urgent"),), (Count(what=Intent.EMERGENCY.value),)
