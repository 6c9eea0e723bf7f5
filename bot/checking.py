"""What `check` says of tasks of which nobody can be told, and of a digest that does not add up."""

from bot.digests import gather
from bot.world import World
from handlers.casework.organisation import Organisation
from handlers.casework.periods import last_complete
from handlers.casework.tasks import acting, overdue
from handlers.digests.counts import DigestDoesNotAddUp
from storage import tasks

_NAMED = 5


async def findings(world: World, org: Organisation) -> tuple[tuple[bool, str], ...]:
    """Give each thing that was looked at: whether it is in order, and what it is, with the remedy."""
    return (await _digest(world, org), *await _tasks(world, org))


async def _tasks(world: World, org: Organisation) -> list[tuple[bool, str]]:
    now = world.clock.now()
    owed = [one for one in await tasks.everything(world.db.read) if one.live]
    late = sum(overdue(one, world.calendar, now) for one in owed)
    found = [(True, f"tasks of conclusions: {len(owed)} owed, {late} of them overdue")]
    alone = [one for one in owed if not acting(one, org, now)]
    if alone:
        places = ", ".join(list(dict.fromkeys(one.unit or one.post for one in alone))[:_NAMED])
        what = f"tasks that nobody can be told of: {len(alone)} ({places}): invite the head of each unit"
        found.append((False, what))
    return found


async def _digest(world: World, org: Organisation) -> tuple[bool, str]:
    now = world.clock.now()
    week = last_complete("week", now)
    try:
        await gather(world.db.read, week, None, org, world.calendar, now, waiting=False)
    except DigestDoesNotAddUp as error:
        return False, f"the digest of {week.period} does not add up, so nobody gets it ({error}): please report it"
    return True, f"the digest of {week.period} adds up"
