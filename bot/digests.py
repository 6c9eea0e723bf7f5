"""Gathers a period's digest from the store, on a connection that only reads."""

from collections.abc import Sequence
from datetime import datetime

from handlers.casework.organisation import Organisation
from handlers.casework.worktime import Calendar
from handlers.digests.digest import Digest, compose
from handlers.digests.lines import soon_until
from handlers.digests.week import Period
from storage.database import Connection
from storage.digests import follows, read_rows


async def gather(
    read: Connection,
    period: Period,
    units: Sequence[str] | None,
    org: Organisation,
    calendar: Calendar,
    now: datetime,
    *,
    reader: int | None = None,
    waiting: bool = True,
) -> Digest:
    """Give the digest of a period for these units (None: all), with the lines of cases that the reader may see.

    Without a reader every line is in it. Up to now, if the period is still running. Made again for the same moment it
    is the same, but for the notices that are `waiting`, which are today's. DigestDoesNotAddUp if the history
    contradicts the cases.
    """
    rows = await read_rows(read, period, now, soon=soon_until(now, calendar), waiting=waiting)
    followed = await follows(read, reader) if reader is not None else ()
    return compose(rows, units=units, reader=reader, org=org, calendar=calendar, now=now, follows=followed)
