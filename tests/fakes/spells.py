"""Absences as an operator would note them."""

from datetime import datetime

from handlers.talk.events import Address
from storage import people
from storage.times import to_ms
from tests.house_under_test import Town


async def away(town: Town, address: Address, since: datetime, until: datetime) -> None:
    """Note that whoever is reached there is away from one moment to another."""
    person = (await people.known(town.world.db.read, [address]))[address].person
    async with town.world.db.write() as tx:
        await tx.execute(
            "INSERT INTO absences (person, since, until) VALUES ($1, $2, $3)", person, to_ms(since), to_ms(until)
        )
