"""What an operator does in a transcript: notes absences, opens a survey; an officer and a deputy, one of them away."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, time, timedelta

from bot import inviting, surveys
from handlers.casework.day_cells import read_moment
from handlers.casework.served import Share
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


async def _away(town: Town, find: Callable[[str], Address], user: str, first: str, last: str) -> None:
    await note_away(town, find(user), read_moment(first), read_moment(last, last=True))


async def _survey(town: Town, find: Callable[[str], Address], name: str, units: str, *served: str) -> None:
    """Open a shipped form for some units; all who are named were served at the first of them and are invited."""
    world, today = town.world, town.world.clock.now().date()
    form, _ = surveys.form(name, world.directory, today)
    opened, _ = await surveys.open_one(world, form, surveys.units_named(units, world.directory, today), today, None)
    rows = [f"H{n},{opened.units[0]},{today},,{at.channel},{at.user}" for n, at in enumerate(map(find, served))]
    if rows:
        await invite_all(town, opened.id, "\n".join(["dossier,unit,finished,phone,channel,user", *rows]))


async def invite_all(town: Town, id: str, text: str) -> inviting.Invited:
    """Invite everybody on a list to a survey."""
    brought = await inviting.bring(town.world, id, text)
    async with town.world.db.write() as tx:
        made, work = await inviting.invite(town.world, tx, brought, share=Share(part=1.0))
        parcels = await work.keep_parcels()
    town.world.post(parcels)
    await town.settle()
    return made


SPELLS: Mapping[str, Callable[..., Awaitable[None]]] = {"away": _away, "survey": _survey}
"""What a line of a transcript that begins with + may name, beside posts: it gets the town, who is where, its words."""
