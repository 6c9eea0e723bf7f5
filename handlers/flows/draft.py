"""A report while it is being written: what is known of it so far."""

from datetime import date

from pydantic import AwareDatetime

from handlers.casework.cases import About
from handlers.casework.categories import Category
from handlers.casework.effects import FileRef, Part
from handlers.value import Value


class Earlier(Value):
    """An own case of the last day, to which a report may belong."""

    code: str
    filed: AwareDatetime


class Draft(Value):
    """A report being written. `done` are questions left open on purpose, `trail` those answered, in order.

    `editing` is the question that is open out of turn; `listing` the list that the person leafs through. With `twin`
    the person is asked whether the report belongs to that earlier one. `scored`: a score was just given for the
    place, so that none is asked for.
    """

    parts: tuple[Part, ...] = ()
    category: Category | None = None
    guesses: tuple[Category, ...] = ()
    about: About | None = None
    unit: str | None = None
    candidates: tuple[str, ...] = ()
    happened: date | None = None
    counter: str = ""
    files: tuple[FileRef, ...] = ()
    place: str = ""
    contact: str = ""
    not_for: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    trail: tuple[str, ...] = ()
    editing: str | None = None
    listing: str | None = None
    twin: Earlier | None = None
    scored: bool = False

    @property
    def text(self) -> str:
        """The words of the report, as officials will read them."""
        return "\n".join(part.text for part in self.parts)

    @property
    def empty(self) -> bool:
        """Whether nothing of the person's own stands in it yet."""
        return not self.parts and not self.files
