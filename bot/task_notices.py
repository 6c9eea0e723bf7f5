"""Asks at the moment of sending whether a task that somebody is told of still concerns that person."""

from collections.abc import Awaitable, Callable

from bot.world import World
from handlers.casework.organisation import Organisation
from handlers.casework.tasks import concerns
from handlers.flows.task_cards import codes_of, only
from handlers.talk.says import Say
from storage import tasks


async def as_concerned(
    world: World, say: Say, person: int, organisation: Callable[[], Awaitable[Organisation]]
) -> Say | None:
    """Give a message about tasks with only those that still concern its reader, any other as it is.

    None if that is none of them, since the post was left.
    """
    codes = codes_of(say)
    if not codes:
        return say
    org, now = await organisation(), world.clock.now()
    theirs = {
        task.code
        for code in codes
        if (task := await tasks.get(world.db.read, code)) is not None and concerns(task, person, org, now)
    }
    return say if len(theirs) == len(codes) else only(say, theirs)
