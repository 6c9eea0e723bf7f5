"""What the running program knows all along: store, clock, units, timetable, words, and where parcels go."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.clock import Clock, real_ms
from bot.marks import Marks
from bot.voice import Voice
from handlers.casework.directory import Directory
from handlers.casework.organisation import Organisation
from handlers.casework.patterns import RULES, Rules
from handlers.casework.timetable import Timetable
from handlers.casework.worktime import Calendar
from handlers.digests.readers import Mailed
from handlers.talk.events import Address
from handlers.talk.language import Profiles
from storage import posts
from storage.database import Connection, Database
from storage.outbox import Parcel


class Numbers:
    """Ids that grow with real time, so that parcels sort in the order in which they were owed."""

    def __init__(self) -> None:
        self._last = 0

    def __call__(self) -> int:
        """Give the next id."""
        self._last = max(self._last + 1, real_ms() << 20 | secrets.randbelow(1 << 10))
        return self._last


def draw_code() -> str:
    """Draw nine random digits: the public code of a case, which is no secret."""
    return f"{secrets.randbelow(10**9):09d}"


@dataclass
class World:
    """The one bundle that conductor, jobs and postman share. `post` hands committed parcels to the postman."""

    db: Database
    clock: Clock
    directory: Directory
    timetable: Timetable
    voice: Voice
    profiles: Callable[[], Profiles | None] = lambda: None
    draw: Callable[[], str] = draw_code
    number: Callable[[], int] = field(default_factory=Numbers)
    post: Callable[[Sequence[Parcel]], None] = lambda _: None
    here: frozenset[str] = frozenset()
    """The channels on which this process sends; what is owed on others waits for theirs."""
    mailed: dict[str, str] = field(default_factory=dict)
    """The last period of each kind whose digests are all owed, so that a tick need not ask again."""
    digests: Mailed = field(default_factory=Mailed)
    """Which digests are sent, and to whom."""
    looked_at: datetime | None = None
    likeness: int = 0
    """When it was last looked whether the posts have changed, and what they were like when no case lay with nobody."""
    waited: tuple[Organisation, datetime] | None = None
    """With what organisation and in which minute all cases that nobody held were last looked at."""
    seen: tuple[int, date] | None = None
    """The import and the day that `directory` and `timetable` show."""
    regrouped: set[int] = field(default_factory=set)
    """Persons whose addresses were joined or parted since the start: what is about to be sent to them is looked up."""
    heard: set[Address] = field(default_factory=set)
    """Who wrote since something was last sent there: a door that was found shut just then may be open now."""
    patterns: Rules = RULES
    """What makes reports about one place an alarm."""
    watched: tuple[datetime, datetime] | None = None
    """When patterns were last looked for, and in which minute."""
    independent: str = ""
    """The post that gets a case when nobody of the usual way may have it."""
    marks: Marks = field(init=False)
    _organisation: tuple[tuple[int, Directory, str], Organisation] | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.marks = Marks(self.db)

    @property
    def calendar(self) -> Calendar:
        """The country's working days."""
        return self.timetable.calendar

    async def organisation(self, conn: Connection) -> Organisation:
        """Give all posts and holders, as they stand on this connection; read anew only after a change."""
        asked = (await posts.version(conn), self.directory, self.independent)
        if self._organisation is None or self._organisation[0] != asked:
            self._organisation = asked, await posts.organisation(conn, self.directory, self.independent)
        return self._organisation[1]
