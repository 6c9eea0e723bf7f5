"""Reads what a page sends: JSON into an event, and into the bubble that shows it in the sender's chat."""

import re
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, StringConstraints, ValidationError, model_validator

from bot.channels.web import UPLOAD
from bot.web.guard import Trouble
from handlers.talk.events import Address, Arriving, Command, Incoming, Place, Tap, Text, Unsupported
from handlers.talk.says import Message
from handlers.value import Value

_COMMAND = re.compile(r"/([A-Za-z_]{1,32})(?:@\w+)?(?:\s+(.*))?", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")

Short = Annotated[str, StringConstraints(max_length=200)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class Pressed(Value):
    """A button of a bubble: its step and value, and its words, which only the sender sees again."""

    step: Name
    value: Annotated[str, StringConstraints(max_length=1_000)] = ""
    label: Annotated[str, StringConstraints(max_length=400)] = ""


class Named(Value):
    """A command by its name."""

    name: Name
    argument: Short = ""


class Point(Value):
    """A place, in degrees."""

    lat: float = Field(ge=-90, le=90, allow_inf_nan=False)
    lon: float = Field(ge=-180, le=180, allow_inf_nan=False)


class Withheld(Value):
    """A file that the page did not send because it would be refused."""

    why: Literal["too_big", "file_type"]
    name: Annotated[str, StringConstraints(max_length=200)] = ""


class Sent(Value):
    """One message of a page: the id that the page made, and exactly one content."""

    id: UUID
    text: Annotated[str, StringConstraints(min_length=1)] | None = None
    tap: Pressed | None = None
    command: Named | None = None
    place: Point | None = None
    withheld: Withheld | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        contents = (self.text, self.tap, self.command, self.place, self.withheld)
        if sum(content is not None for content in contents) != 1:
            raise ValueError("exactly one content")
        return self


def read(chat: str, body: bytes, hint: str) -> tuple[Incoming, Message | None]:
    """Give the event of a JSON body and its own bubble, None for a command that a page sends by itself.

    Trouble 400 for anything that is not one whole message: broken UTF-8, other JSON, half a surrogate pair.
    """
    try:
        sent = Sent.model_validate_json(body)
    except ValidationError:
        raise Trouble(400, "unreadable") from None
    content, own = _content(sent)
    sender = Address(channel="web", user=chat)
    return Incoming(id=f"{chat}:{sent.id}", sender=sender, body=content, hint=hint), own


def _content(sent: Sent) -> tuple[Arriving, Message | None]:
    match sent:
        case Sent(text=str(text)) if words := _CONTROL.sub("", text):
            return _typed(words), Message(text=words)
        case Sent(tap=Pressed() as tap):
            own = Message(text=_CONTROL.sub("", tap.label)) if tap.label else None
            return Tap(step=tap.step, value=tap.value), own
        case Sent(command=Named() as command):
            return Command(name=command.name, argument=command.argument), None
        case Sent(place=Point(lat=lat, lon=lon)):
            own = Message(text=f"{lat:.5f}, {lon:.5f}", want="place")
            return Place(latitude=lat, longitude=lon), own
        case Sent(withheld=Withheld() as withheld):
            own = Message(text=_CONTROL.sub("", withheld.name)) if withheld.name else None
            return refused(withheld.why), own
        case _:
            raise Trouble(400, "unreadable")


def refused(why: Literal["too_big", "file_type"]) -> Unsupported:
    """Give the event of a file that is not taken; the limit in megabytes."""
    return Unsupported(what=why, limit=UPLOAD // 1_000_000 if why == "too_big" else 0)


def _typed(words: str) -> Text | Command:
    """Read typed words, which may be a command with its slash."""
    if found := _COMMAND.fullmatch(words.strip()):
        return Command(name=found[1].lower(), argument=(found[2] or "").strip())
    return Text(text=words)
