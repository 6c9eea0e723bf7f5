"""What is forgotten by itself: words that got guidance, old claims, settled parcels."""

from datetime import timedelta

from bot.clock import real_ms
from bot.world import World
from handlers.flows.states import STATE, Guided, idle
from storage import inbox, outbox, people, web

GUIDED = timedelta(days=1)
CLAIMS = timedelta(hours=72)
ASIDE = timedelta(days=90)
SETTLED = timedelta(days=30)
BUBBLES = timedelta(days=90)


def _ms(span: timedelta) -> int:
    return int(span.total_seconds() * 1000)


async def forget(world: World) -> None:
    """Drop what has outlived its purpose: updates seen, by real time; the rest by the town's clock."""
    now = world.clock.ms()
    async with world.db.write() as tx:
        await inbox.prune(tx, real_ms() - _ms(CLAIMS), real_ms() - _ms(ASIDE))
        await web.prune(tx, now - _ms(BUBBLES))
        await outbox.prune(tx, now - _ms(SETTLED))
        rows = []
        for address, state in await people.stale_states(tx, now - _ms(GUIDED), "guided"):
            place = STATE.validate_json(state)
            if isinstance(place, Guided):
                calm = STATE.dump_json(idle(place), exclude_none=True).decode()
                rows.append((address.channel, address.user, calm, now))
        await people.save_states(tx, rows)
