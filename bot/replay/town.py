"""A made-up town for a foreign log: its units, posts and people, and which category its kinds of cases are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot import catalogues, packaged
from bot.public_holidays import asked
from bot.replay.log import Log, Record
from handlers.casework.categories import RULES, Category
from handlers.casework.directory import Directory, Unit
from handlers.casework.organisation import Holder, Organisation, Post, post_id, standard_posts
from handlers.casework.worktime import Calendar
from handlers.folding import words

REPORTER: Final = 1
"""The made-up person who filed every case."""
MEMBER: Final = "member-replay"
_NO_UNIT: Final = "replay"
_BEFORE: Final = timedelta(days=1)
_LUNAR: Final = range(1950, 2100)
"""Years whose holidays are known."""


@dataclass(frozen=True)
class Town:
    """Where each case of a log goes. Every post is held, each by persons of its own; `handlers` are numbered too."""

    organisation: Organisation
    units: Mapping[str, str]
    """The code of a unit by how the log writes it."""
    categories: Mapping[str, Category]
    handlers: Mapping[tuple[str, str], int]
    """The person by unit and by how the log names the handler: an officer of that unit."""
    unknown_units: int
    unknown_categories: int

    def unit(self, record: Record) -> str:
        """Give the code of a case's unit."""
        return self.units[record.unit]

    def category(self, record: Record) -> Category:
        """Give a case's category; what is not known is a delay."""
        return self.categories.get(record.category, Category.DELAY)

    def handler(self, record: Record) -> int | None:
        """Give the person who handled a case, if the log says so."""
        return self.handlers.get((self.unit(record), record.handler)) if record.handler else None

    @property
    def persons(self) -> range:
        """All made-up persons."""
        return range(REPORTER, max(one.person for one in self.organisation.holders) + 1)


def settle(log: Log) -> Town:
    """Make up a town for a log: a unit for each that it names, with officer and head, and the levels above.

    Codes and names of the province's own units are used as such; a log without units gets one.
    """
    values = sorted({record.unit for record in log.cases})
    own = _known_units()
    used = {value: own.get(words(value)) or _unit(value) for value in values}
    directory = Directory(tuple({unit.code: unit for unit in used.values()}.values()))
    codes = {value: unit.code for value, unit in used.items()}
    member = Post(id=MEMBER, kind="member", follows=tuple(unit.code for unit in directory.units))
    posts = [*standard_posts(directory), member]
    since = min(_start(record) for record in log.cases) - _BEFORE
    holders = [_holder(post.id, person, since) for person, post in enumerate(posts, REPORTER + 1)]
    pairs = sorted({(codes[record.unit], record.handler) for record in log.cases if record.handler})
    handlers = {pair: person for person, pair in enumerate(pairs, REPORTER + 1 + len(posts))}
    holders += [_holder(post_id("officer", unit), person, since) for (unit, _), person in handlers.items()]
    kinds = _known_categories()
    asked = {record.category for record in log.cases if record.category}
    return Town(
        Organisation(directory, {post.id: post for post in posts}, tuple(holders)),
        codes,
        {value: kinds[words(value)] for value in asked if words(value) in kinds},
        handlers,
        sum(1 for value in values if value and words(value) not in own),
        sum(1 for value in asked if words(value) not in kinds),
    )


def calendar(log: Log) -> Calendar:
    """Give the working days of Viet Nam for all years of a log, also those long before the packaged calendar."""
    known = packaged.calendar()
    first = min(_start(record).year for record in log.cases)
    wanted = range(max(first - 1, _LUNAR.start), min(log.ends.year + 2, _LUNAR.stop))
    years = [year for year in wanted if not known.covers[0] <= year <= known.covers[1]]
    if not years:
        return known
    found = asked(years)
    more = packaged.overridden({day for day in found.off if day.year in years}, set(found.on), {})
    covers = (min(wanted.start, known.covers[0]), max(wanted.stop - 1, known.covers[1]))
    return Calendar(off=known.off | more.off, on=known.on | more.on, covers=covers)


def _start(record: Record) -> datetime:
    assert record.arrived is not None
    return min(record.arrived, record.ended or record.arrived)


def _holder(post: str, person: int, since: datetime) -> Holder:
    return Holder(post=post, person=person, name=post, since=since)


def _unit(value: str) -> Unit:
    return Unit(code=value or _NO_UNIT, name=value or _NO_UNIT, kind="xa")


def _known_units() -> dict[str, Unit]:
    """The province's units by their codes and present names, without accents."""
    units = packaged.units().units
    return {words(unit.name): unit for unit in units} | {words(unit.code): unit for unit in units}


def _known_categories() -> dict[str, Category]:
    """The categories with a clock by their codes and their names in every language."""
    texts = catalogues.load()
    clocked = [category for category, rule in RULES.items() if rule.files_case and rule.answer_days is not None]
    labels = {words(str(one[f"category.{kind}"])): kind for one in texts.values() for kind in clocked}
    return labels | {words(kind.value): kind for kind in clocked}
