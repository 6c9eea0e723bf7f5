"""What is forgotten by itself: words that got guidance or no consent, unfinished surveys, old claims."""

from datetime import timedelta

from pydantic import ValidationError

from bot.clock import real_ms
from bot.linking import TRIES_IN
from bot.world import World
from handlers.casework.similar import RECENT
from handlers.flows.states import STATE, Consenting, Guided, Idle, Surveying, idle
from storage import inbox, linking, outbox, people, ratings, similar, web

GUIDED = timedelta(days=1)
ASKED = timedelta(days=30)
CLAIMS = timedelta(hours=72)
ASIDE = timedelta(days=90)
SETTLED = timedelta(days=30)
BUBBLES = timedelta(days=90)
LINKS = timedelta(days=365)
RATED = timedelta(days=365)
PAPERS = timedelta(days=30)


def _ms(span: timedelta) -> int:
    return int(span.total_seconds() * 1000)


async def forget(world: World) -> None:
    """Drop what has outlived its purpose: updates seen, by real time; the rest by the town's clock."""
    now = world.clock.ms()
    async with world.db.write() as tx:
        await inbox.prune(tx, real_ms() - _ms(CLAIMS), real_ms() - _ms(ASIDE))
        await linking.prune(tx, now, now - _ms(TRIES_IN))
        await web.prune(tx, now - _ms(BUBBLES))
        await outbox.prune(tx, now - _ms(SETTLED))
        await similar.prune(tx, world.clock.now() - RECENT, world.clock.now() - LINKS)
        await ratings.forget_words(tx, world.clock.now() - RATED)
        guided = await people.stale_states(tx, now - _ms(GUIDED), "guided")
        asked = await people.stale_states(tx, now - _ms(ASKED), "consenting")
        papers = await people.stale_papers(tx, now - _ms(PAPERS))
        calm = [(address.channel, address.user, _calm(state), now) for address, state in (*guided, *asked)]
        calm += [(address.channel, address.user, _without_paper(state), now) for address, state in papers]
        await people.save_states(tx, calm)
    await world.db.fold()


def _without_paper(state: str) -> str:
    """Give the place without the answers to a survey that was never finished."""
    try:
        place = STATE.validate_json(state)
    except ValidationError:
        place = Idle()
    calm = idle(place) if isinstance(place, Surveying) else place
    return STATE.dump_json(calm.model_copy(update={"paper": None}), exclude_none=True).decode()


def _calm(state: str) -> str:
    """Give the quiet place after a state, whose own words are dropped; a state that no longer fits is dropped whole."""
    try:
        place = STATE.validate_json(state)
    except ValidationError:
        place = Idle()
    dropped = isinstance(place, Guided | Consenting)
    return STATE.dump_json(idle(place) if dropped else place, exclude_none=True).decode()
