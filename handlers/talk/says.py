"""What is said: a text key with its arguments and buttons, before any language; and the words made of it."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from handlers.casework.views import PostView
from handlers.value import Value

Want = Literal["text", "place", "photo", "choice", "number"]


class Word(Value):
    """A translated word inside a sentence, such as the name of a category: the key of its text."""

    kind: Literal["word"] = "word"
    key: str


class Moment(Value):
    """A time that must be kept: spoken as hour, weekday and day, "17:00 thứ Sáu 28/11"."""

    kind: Literal["moment"] = "moment"
    at: AwareDatetime


class Day(Value):
    """A calendar day, spoken as weekday and day."""

    kind: Literal["day"] = "day"
    day: date


class Code(Value):
    """A case code, spoken 3-3-3."""

    kind: Literal["code"] = "code"
    code: str


class Post(Value):
    """A post, spoken by its kind and unit."""

    kind: Literal["post"] = "post"
    post: PostView


Arg = str | int | Annotated[Word | Moment | Day | Code | Post, Field(discriminator="kind")]


class Button(Value):
    """One choice: the step that it answers, the value it stands for, and the key of its label."""

    step: str
    value: str = ""
    key: str
    args: dict[str, Arg] = Field(default_factory=dict)


class Attachment(Value):
    """A kept file that goes with a message: its hash, its media type and the name to show."""

    hash: str
    mime: str
    name: str


class Say(Value):
    """A message before language: a key, its arguments, more lines below it, and what may be answered.

    `lines` follow the first one, each a say of its own. `card` is the code of the case whose card this is;
    `replaces` the code of a case whose last card a channel may edit in place, `in_place` the platform's id of a message
    that it edits. `forget` tells a page that it has to
    drop what the person typed above, since the words are deleted.
    """

    key: str
    args: dict[str, Arg] = Field(default_factory=dict)
    lines: tuple["Say", ...] = ()
    buttons: tuple[Button, ...] = ()
    want: Want | None = None
    file: Attachment | None = None
    card: str | None = None
    replaces: str | None = None
    in_place: str | None = None
    forget: bool = False


class Label(Value):
    """A button in words."""

    text: str
    step: str
    value: str = ""


class Message(Value):
    """A message in words, still of no channel; `replaces` is the platform's id of a message to edit in place."""

    text: str
    buttons: tuple[Label, ...] = ()
    want: Want | None = None
    file: Attachment | None = None
    replaces: str | None = None
    forget: bool = False
