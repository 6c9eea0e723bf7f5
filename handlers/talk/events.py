"""What arrives: one event from one address, in a form that no channel shows through."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from handlers.casework.absences import Absent, StandIn
from handlers.casework.cases import Flag
from handlers.casework.views import CaseLine, CaseView, PostView, Purpose
from handlers.talk.denials import Why
from handlers.talk.link_events import LinkAnswer
from handlers.talk.rating_events import RatingAnswer
from handlers.talk.says import Say
from handlers.talk.survey_events import SurveyAnswer
from handlers.talk.task_events import TaskAnswer
from handlers.value import Value


class Address(Value):
    """Where a person can be reached: a channel and that channel's own id of the user."""

    channel: str
    user: str


class Text(Value):
    """Typed words; `message` is the channel's id of the message, to which a later edit refers."""

    kind: Literal["text"] = "text"
    text: str
    message: str | None = None


class Tap(Value):
    """A pressed button: the step that offered it and the value it stands for."""

    kind: Literal["tap"] = "tap"
    step: str
    value: str = ""


class Command(Value):
    """A slash command without its slash, such as `start` with the argument `u-07339`."""

    kind: Literal["command"] = "command"
    name: str
    argument: str = ""


class Place(Value):
    """A point on the map, in degrees."""

    kind: Literal["place"] = "place"
    latitude: float
    longitude: float


class Photo(Value):
    """A picture, by the channel's reference; the parts of an album share `album`. Size in bytes."""

    kind: Literal["photo"] = "photo"
    ref: str
    size: int = 0
    album: str | None = None
    caption: str = ""
    message: str | None = None


class File(Value):
    """A document or a video, by the channel's reference. Size in bytes."""

    kind: Literal["file"] = "file"
    ref: str
    name: str
    mime: str
    size: int = 0
    album: str | None = None
    caption: str = ""
    message: str | None = None


class Voice(Value):
    """A spoken message, by the channel's reference. Length in seconds, size in bytes."""

    kind: Literal["voice"] = "voice"
    ref: str
    seconds: int = 0
    size: int = 0
    mime: str = "audio/ogg"


class Contact(Value):
    """A shared phone number; `own` when the channel vouches that it is the sender's."""

    kind: Literal["contact"] = "contact"
    phone: str
    own: bool


class Edited(Value):
    """New words for an earlier message: an amendment, never a second report."""

    kind: Literal["edited"] = "edited"
    of: str
    text: str


class Unsupported(Value):
    """Something that the bot cannot read (a sticker, a poll …) or will not take (too big, wrong type)."""

    kind: Literal["unsupported"] = "unsupported"
    what: Literal["sticker", "too_big", "file_type", "too_many", "unseen", "other"]
    limit: int = 0


class InGroup(Value):
    """Something that happened in a group chat, whose address sends it; no words of the group are ever in it.

    `by` is the channel's id of the person whom it is about, "" where that is hidden; `value` an invitation's token, or
    the group's new address after it has moved.
    """

    kind: Literal["in_group"] = "in_group"
    what: Literal["added", "join", "spoke", "member_left", "closed", "moved"]
    by: str = ""
    name: str = ""
    value: str = ""


class Vouched(Value):
    """What a channel answered of somebody who knocked: the group of which the person is a member now, "" for none."""

    kind: Literal["vouched"] = "vouched"
    group: str = ""
    name: str = ""
    code: str = ""


class Filed(Value):
    """The store's answer to `FileCase`: the case as its reporter sees it."""

    kind: Literal["filed"] = "filed"
    case: CaseView


class Twin(Value):
    """The store's answer to `FindTwin`: the own case that a report repeats, and when it was filed; None: none."""

    kind: Literal["twin"] = "twin"
    code: str = ""
    filed: AwareDatetime | None = None


class Mine(Value):
    """The reporter's own cases, newest first."""

    kind: Literal["mine"] = "mine"
    cases: tuple[CaseLine, ...]


class Shown(Value):
    """One case, as the asker may see it: `desk` when an official, else its reporter; and what it was asked for."""

    kind: Literal["shown"] = "shown"
    case: CaseView
    desk: bool
    to: Purpose = "show"


class Inbox(Value):
    """One page of an official's open cases, the most urgent first; pages count from 0.

    `away` tells who is marked as away why there is none; `returned` answers the word that one is back: marked so
    "now", or "never" marked as away.
    """

    kind: Literal["inbox"] = "inbox"
    lines: tuple[CaseLine, ...]
    total: int
    page: int
    overdue_only: bool = False
    away: Absent | None = None
    returned: Literal["now", "never"] | None = None


class Done(Value):
    """An action on a case took place; the case as it stands now."""

    kind: Literal["done"] = "done"
    action: str
    case: CaseView


class Denied(Value):
    """An action on a case did not take place, and why; `who` holds it, where that may be said.

    `away` is told to whoever could have done it if not marked as away.
    """

    kind: Literal["denied"] = "denied"
    why: Why
    code: str = ""
    who: str = ""
    holder: PostView | None = None
    away: Absent | None = None


class Joined(Value):
    """An invitation was accepted: the post that the person holds from now on, or stands in for."""

    kind: Literal["joined"] = "joined"
    post: PostView
    stand_in: StandIn | None = None


class JoinRefused(Value):
    """An invitation was not accepted; `units` took over the unit of a post that is gone."""

    kind: Literal["join_refused"] = "join_refused"
    why: Literal["unknown", "used", "expired", "gone"]
    units: str = ""


class GroupSeen(Value):
    """The post whose inbox a group is, None if it is none; whether it became so just now, or why it did not."""

    kind: Literal["group_seen"] = "group_seen"
    post: PostView | None = None
    joined: bool = False
    refused: Literal["unknown", "used", "expired", "gone"] | None = None


class Targets(Value):
    """The held posts to which a case may be transferred."""

    kind: Literal["targets"] = "targets"
    posts: tuple[PostView, ...]


class Weighed(Value):
    """Why an answer would be flagged if it were sent now; () if it is in order."""

    kind: Literal["weighed"] = "weighed"
    code: str
    flags: tuple[Flag, ...]


class DigestPage(Value):
    """One page of what a button below a digest opens, ready to be said."""

    kind: Literal["digest_page"] = "digest_page"
    says: tuple[Say, ...]


Arriving = Text | Tap | Command | Place | Photo | File | Voice | Contact | Edited | Unsupported | InGroup | Vouched
Answering = (
    Filed
    | Twin
    | Mine
    | Shown
    | Inbox
    | Done
    | Denied
    | Joined
    | JoinRefused
    | GroupSeen
    | Targets
    | Weighed
    | DigestPage
    | LinkAnswer
    | RatingAnswer
    | TaskAnswer
    | SurveyAnswer
)
Body = Annotated[Arriving | Answering, Field(discriminator="kind")]


class Incoming(Value):
    """What a channel hands over: the update's own id (the key of "handle once"), who, in which language, what."""

    id: str
    sender: Address
    body: Body
    hint: str | None = None


class Event(Incoming):
    """An incoming update with the clock and the dice: when it is, and a fresh case code, should one be needed."""

    at: AwareDatetime
    code: str


def today(event: Event) -> date:
    """Give the local calendar day of the event; its clock already runs in the zone of the province."""
    return event.at.date()
