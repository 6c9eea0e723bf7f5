"""The cases behind one number of a digest, a page at a time."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from pydantic import AwareDatetime

from handlers.casework.categories import Category
from handlers.casework.periods import Period, read_period
from handlers.digests.figures import EXTRA, FIGURES, Figure
from handlers.digests.pages import ALL, PAGE, read_page
from handlers.digests.wording import category, figure, named
from handlers.talk.ask import by_code
from handlers.talk.says import Arg, Button, Code, Moment, Say, Word
from handlers.value import Value

LONGEST: Final = 3_000
"""Lines of a list that a chat gives; of a longer one the reader is asked to choose a unit."""
_UNIT: Final = re.compile(r"[0-9A-Za-z]{1,12}")


class Asked(NamedTuple):
    """Which list is wanted: of which period, unit ("all") and figure, and which page, from 0."""

    period: Period
    unit: str
    figure: Figure
    page: int = 0

    @property
    def value(self) -> str:
        """Give the value of a button that asks for it."""
        more = f"/{self.page}" if self.page else ""
        return f"{self.period.period}/{self.unit}/{self.figure}{more}"


class Listed(Value):
    """A case in such a list: what it is about, and when it happened, fell due or was filed."""

    code: str
    unit: str
    category: Category
    at: AwareDatetime


def read_asked(value: str) -> Asked:
    """Give what a value such as "2026-W47/07339/late/1" asks for; ValueError if it was not one of ours."""
    parts = value.split("/")
    if len(parts) not in (3, 4) or parts[2] not in (*FIGURES, *EXTRA):
        raise ValueError(f"{value!r} names no list of a digest")
    page = read_page(parts[3] if len(parts) == 4 else "", value)
    return Asked(read_period(parts[0]), read_unit(parts[1]), parts[2], page)


def read_unit(unit: str) -> str:
    """Give a unit's code, or "all"; ValueError if it is neither."""
    if unit != ALL and not (unit.isascii() and _UNIT.fullmatch(unit)):
        raise ValueError(f"{unit!r} is no unit")
    return unit


def listed(asked: Asked, unit: str, shown: Sequence[Listed], n: int, *, more: bool, hidden: int) -> Say:
    """Give a page of the `n` cases: those that the reader may see, and at the end the number of those `hidden`."""
    title = Say(key="digest.list.title", args={**named(asked.period), **_what(asked, unit), "n": n})
    lines = [_line(at, case) for at, case in enumerate(shown, start=asked.page * PAGE + 1)]
    if hidden:
        lines.append(Say(key="digest.list.hidden", args={"n": hidden}))
    codes = dict.fromkeys(case.code for case in shown)
    buttons = [by_code("desk.open", code) for code in codes]
    if more:
        buttons.append(Button(step="digest.list", value=asked._replace(page=asked.page + 1).value, key="digest.more"))
    return title.model_copy(update={"lines": tuple(lines) or (Say(key="digest.empty"),), "buttons": tuple(buttons)})


def too_long(asked: Asked, unit: str, n: int) -> Say:
    """Say that a list is too long for a chat, and offer its parts."""
    units = Button(step="digest.units", value=asked.period.period, key="digest.units")
    args: dict[str, Arg] = {**named(asked.period), **_what(asked, unit), "n": n}
    return Say(key="digest.list.long", args=args, buttons=(units,))


def _what(asked: Asked, unit: str) -> dict[str, Arg]:
    where: Arg = Word(key="digest.all_units") if asked.unit == ALL else unit
    return {"unit": where, "figure": figure(asked.figure)}


def _line(at: int, case: Listed) -> Say:
    args: dict[str, Arg] = {
        "at": at,
        "code": Code(code=case.code),
        "category": category(case.category),
        "unit": case.unit,
        "when": Moment(at=case.at),
    }
    return Say(key="digest.list.line", args=args)
