"""What a step may know beside its state and event: the person, the language, the units, the words of buttons."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from handlers.casework.directory import Directory
from handlers.casework.views import PostView
from handlers.talk.says import Button
from handlers.value import Value

Language = Literal["vi", "en"]


class Person(Value):
    """Who is talking: 0 is nobody yet. `chosen` is the language that the person asked for."""

    id: int = 0
    chosen: Language | None = None
    consented: bool = False
    posts: tuple[PostView, ...] = ()

    @property
    def role(self) -> Literal["citizen", "official", "committee"]:
        """The widest role that the person's posts give."""
        kinds = {post.kind for post in self.posts}
        if kinds & {"member", "standing"}:
            return "committee"
        return "official" if kinds else "citizen"


@dataclass(frozen=True)
class Facts:
    """The world as one step sees it.

    `label` gives a button's words in the person's language; `known` maps folded words that people type to
    the key of what they mean ("huy" → "typed.cancel"); `waiting` are the person's own cases with an unanswered
    question, `answered` those whose answer waits to be judged.
    """

    directory: Directory
    label: Callable[[Button], str]
    known: Mapping[str, str]
    person: Person = field(default_factory=Person)
    language: Language = "vi"
    waiting: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
