"""Absences as an operator would note them, and an officer and a deputy of whom one is away."""

from datetime import datetime, time, timedelta

from handlers.talk.events import Address
from storage import people
from storage.times import ZONE, to_ms
from tests.fakes.seats import seat
from tests.fakes.town_people import address, report
from tests.house_under_test import MONDAY, Person, Town

OFFICER, HEAD = "officer-07339", "head-07339"


async def note_away(town: Town, address: Address, since: datetime, until: datetime) -> None:
    """Note that whoever is reached there is away from one moment to another."""
    person = (await people.known(town.world.db.read, [address]))[address].person
    async with town.world.db.write() as tx:
        await tx.execute(
            "INSERT INTO absences (person, since, until) VALUES ($1, $2, $3)", person, to_ms(since), to_ms(until)
        )


def midnight(days: int) -> datetime:
    """Give the beginning of a day so many days after the Monday."""
    return datetime.combine((MONDAY + timedelta(days=days)).date(), time(), ZONE)


async def away(town: Town, official: Person, first: int, last: int) -> None:
    """Note that a person is away from one day to another, both included, counted from the Monday."""
    await note_away(town, address(official), midnight(first), midnight(last + 1))


async def staff(town: Town) -> tuple[Person, Person]:
    """Seat an officer and a deputy."""
    officer = await seat(town, town.person("officer"), OFFICER, name="Bà An")
    return officer, await seat(town, town.person("dung"), OFFICER, name="Ông Dũng", deputy=True)


async def filed(town: Town, count: int) -> list[str]:
    """Let so many citizens file a case each."""
    return [await report(town.person(f"citizen-{n}")) for n in range(count)]


def shown(code: str) -> str:
    """Give a case code as it is spoken."""
    return f"{code[:3]}-{code[3:6]}-{code[6:]}"


def hear_nothing(*persons: Person) -> None:
    """Forget what these persons got so far."""
    for one in persons:
        one.clear()
