"""Makes slips for a visit: one-time tokens that are handed out at a counter, and their links."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.posters.ways import Doors
from bot.world import World
from handlers.talk.slips import LENGTH, LETTERS, written
from storage import ratings


@dataclass(frozen=True)
class Slip:
    """A fresh slip; only here does its token stand in the clear."""

    code: str
    """What its QR code carries and what can be typed: "v-ABCDE-FGHJK-MNPQ"."""
    links: dict[str, str]
    """By channel, the address that opens it."""


def draw() -> str:
    """Draw a token: about 68 bits."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


async def make(
    world: World,
    unit: str,
    counter: str,
    n: int,
    days: int,
    doors: Doors,
    hand_over: Callable[[list[Slip], datetime], None],
) -> None:
    """Make so many slips for a unit's counter ("": all of them), all or none, and hand them over with their end.

    If they cannot be handed over, none is kept.
    """
    now = world.clock.now()
    expires = now + timedelta(days=days)
    tokens = [draw() for _ in range(n)]
    async with world.db.write() as tx:
        await ratings.make_visits(tx, tokens, unit, counter, now, expires)
        hand_over([Slip(written(token), _links(token, doors)) for token in tokens], expires)


def _links(token: str, doors: Doors) -> dict[str, str]:
    found = {
        "web": doors.web and f"{doors.web}/u/v{token}",
        "telegram": doors.telegram and f"{doors.telegram}?start={written(token)}",
    }
    return {channel: url for channel, url in found.items() if url}
