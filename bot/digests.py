"""Gathers a week's digest from the store, on a connection that only reads."""

from collections.abc import Sequence
from datetime import datetime

from handlers.casework.organisation import Organisation
from handlers.casework.worktime import Calendar
from handlers.digests.digest import Digest, compose
from handlers.digests.week import Week
from storage.database import Connection
from storage.digests import read_rows


async def gather(
    read: Connection,
    week: Week,
    units: Sequence[str] | None,
    org: Organisation,
    calendar: Calendar,
    now: datetime,
    *,
    reader: int | None = None,
) -> Digest:
    """Give the digest of a week for these units (None: all), with the overdue lines that the reader may see.

    Without a reader every overdue line is in it. Up to now, if the week is still running.
    DigestDoesNotAddUp if the history contradicts the cases.
    """
    rows = await read_rows(read, week, now)
    return compose(rows, units=units, reader=reader, org=org, calendar=calendar, now=now)
