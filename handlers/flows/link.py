"""One person, several channels: joining two chats by a one-time code, and taking a chat out again."""

from collections.abc import Callable, Mapping

from handlers.casework.link_effects import DropLink, FindChats, FindLink, GiveLink, JoinChats, PartChat
from handlers.flows.states import AnyState, Idle, Turn
from handlers.talk.ask import choice, say, verb
from handlers.talk.events import Event, Tap
from handlers.talk.facts import Facts
from handlers.talk.link_events import Chat, Chats, Linked, LinkFound, LinkGiven, LinkRefused, Parted
from handlers.talk.says import Button, Say, Word

CHANNELS = ("telegram", "web", "zalo_oa", "zalo_bot", "other")
"""The channels that have a name of their own; any other is called "another place"."""


def ask(state: AnyState, event: Event, facts: Facts) -> Turn:
    """Give this chat a code, or find the chat whose code was typed; what is going on here goes on."""
    typed = event.body.value if isinstance(event.body, Tap) else ""
    code = "".join(filter(str.isalnum, typed)).upper()
    return Turn(state, (), (FindLink(code=code) if code else GiveLink(),))


def join(state: AnyState, event: Event, facts: Facts) -> Turn:
    """Join the chats, or leave them as they are."""
    if isinstance(event.body, Tap) and event.body.value == "yes":
        return Turn(state, (), (JoinChats(),))
    return Turn(state, (say("link.left"),), (DropLink(),))


def chats(state: AnyState, event: Event, facts: Facts) -> Turn:
    """Ask which chat shall be taken out."""
    return Turn(state, (), (FindChats(),))


def part(state: AnyState, event: Event, facts: Facts) -> Turn:
    """Take a chat out."""
    return Turn(state, (), (PartChat(mark=event.body.value if isinstance(event.body, Tap) else ""),))


def answered(state: AnyState, event: Event, facts: Facts) -> Turn:
    """Say what came of it."""
    match event.body:
        case LinkGiven(code=code, minutes=minutes):
            return Turn(state, (say("link.code", code=code, minutes=minutes),))
        case LinkFound(channel=channel):
            sure = choice("link.join", "yes", "no")
            return Turn(state, (say("link.sure", *sure, want="choice", channel=named(channel)),))
        case Linked(channel=channel, cases=n):
            return Turn(state, (say("link.joined", verb("menu.status"), channel=named(channel), n=n),))
        case Chats(chats=found):
            return Turn(state, (_which(found),))
        case Parted(chat=Chat(here=True)):
            return Turn(Idle(), (say("link.parted_here"),))
        case Parted(chat=Chat(channel=channel)):
            return Turn(state, (say("link.parted", channel=named(channel)),))
        case LinkRefused(why=why):
            return Turn(state, (say(f"link.{why}"),))
        case _:
            return Turn(state, (say("link.unknown"),))


def _which(found: tuple[Chat, ...]) -> Say:
    if len(found) < 2:
        return say("link.alone")
    return say("link.which", *map(_button, found), want="choice")


def _button(chat: Chat) -> Button:
    key = "link.part.here" if chat.here else "link.part.there"
    return Button(step="link.part", value=chat.mark, key=key, args={"channel": named(chat.channel)})


def named(channel: str) -> Word:
    """Give the name of a channel as people know it."""
    return Word(key=f"channel.{channel if channel in CHANNELS else 'other'}")


VERBS: Mapping[str, Callable[[AnyState, Event, Facts], Turn | None]] = {
    "link.ask": ask,
    "link.join": join,
    "link.chats": chats,
    "link.part": part,
}
