"""People who rate the service, slips for a visit, and what is kept of both."""

from datetime import timedelta

from bot import slips
from bot.posters.ways import Doors
from handlers.digests.rows import Scored
from storage import ratings
from tests.fakes.town_people import agree
from tests.house_under_test import MONDAY, Person, Town

PLACE = "07339-3"


async def rater(town: Town, user: str = "lan", score: int = 0, place: str = PLACE) -> Person:
    """Give somebody who has agreed, and has given a score if it is one."""
    person = town.person(user)
    await agree(person)
    if score:
        await person.taps("rate.vote", f"{place}/{score}")
    return person


async def votes(town: Town, what: str = "kind, unit, counter, score") -> list[tuple[object, ...]]:
    """Give all votes as they are kept, the oldest first."""
    return [tuple(row) for row in await town.world.db.read.fetch(f"SELECT {what} FROM ratings ORDER BY id")]


async def counted(town: Town) -> list[Scored]:
    """Give what all votes of this year come to."""
    return list(await ratings.scored(town.world.db.read, MONDAY - timedelta(days=300), MONDAY + timedelta(days=300)))


async def slip(town: Town, days: int = 60, n: int = 1) -> list[str]:
    """Give the codes of new slips of counter 3."""
    made: list[slips.Slip] = []
    await slips.make(town.world, "07339", "3", n, days, Doors(), lambda fresh, _: made.extend(fresh))
    return [one.code for one in made]
