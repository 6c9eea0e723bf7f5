"""A digest's picture and workbook: drawn when they are sent, for the reader as the posts are then."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from hashlib import sha256
from typing import Final, Literal, TypeVar

import structlog

from bot import pressing
from bot.channels.channel import Limits
from bot.digests import gather
from bot.drawing.page import Form, Page
from bot.files import Store
from bot.logs import where
from bot.rendering import NotDrawn, drawn
from bot.sheet_words import page_of
from bot.work import Work
from bot.world import World
from handlers.casework.periods import Period, last_complete, read_period
from handlers.casework.sheet_effects import SendSheet
from handlers.digests.counts import DigestDoesNotAddUp
from handlers.digests.digest import Digest
from handlers.digests.readers import readers
from handlers.digests.sheet import Sheet, periods, sheet_of
from handlers.talk.events import Event
from handlers.talk.facts import Language, Person
from handlers.talk.says import Arg, Attachment, Say, Word
from storage.digests import turnover
from storage.outbox import Parcel

PICTURE: Final = "sheet.made.picture"
WORKBOOK: Final = "sheet.made.workbook"
MIMES: Final[Mapping[str, str]] = {
    PICTURE: "image/png",
    WORKBOOK: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""The messages that carry a drawing, and its media type."""
FORMS: Final[Mapping[str, Form]] = {PICTURE: "png", WORKBOOK: "xlsx"}
KEPT_FOR: Final = 90 * 86_400
"""Real seconds for which a drawing is kept, as long as the bubble that shows it."""
REST: Final = 60.0
"""Real seconds before what could not be drawn is tried again."""
MANY: Final = 256
"""So many drawings are remembered."""
T = TypeVar("T")
log = structlog.get_logger()


class Drawer:
    """Has each distinct page drawn once, whoever asks for it and however many at the same time."""

    def __init__(self, store: Store, draw: Callable[[Page, Form], Awaitable[bytes]] = drawn) -> None:
        self._store, self._draw = store, draw
        self._known: dict[str, Attachment] = {}
        self._failed: dict[str, float] = {}
        self._under_way: dict[str, asyncio.Task[Attachment | None]] = {}
        self._turn = asyncio.Lock()

    async def __call__(self, page: Page, form: Form) -> Attachment | None:
        """Give the drawing as a kept file; None if it could not be made or kept, which is logged."""
        key = f"{form}:{sha256(page.model_dump_json().encode()).hexdigest()}"
        known = self._known.get(key)
        if known is not None and self._store.made(known.hash):
            return known
        if time.monotonic() - self._failed.get(key, -REST) < REST:
            return None
        task = self._under_way.get(key)
        if task is None:
            task = self._under_way[key] = asyncio.create_task(self._make(key, page, form))
            task.add_done_callback(lambda _: self._under_way.pop(key, None))
        return await asyncio.shield(task)

    async def _make(self, key: str, page: Page, form: Form) -> Attachment | None:
        try:
            async with self._turn:
                raw = await self._draw(page, form)
            hash_ = await asyncio.to_thread(self._store.keep_made, raw)
        except (NotDrawn, OSError) as error:
            log.error("a digest could not be drawn", form=form, why=str(error), error=where(error))
            _remember(self._failed, key, time.monotonic())
            return None
        mime = next(mime for made, mime in MIMES.items() if FORMS[made] == form)
        file = Attachment(hash=hash_, mime=mime, name=f"langnghe-{page.period}.{form}")
        _remember(self._known, key, file)
        return file


def _remember(kept: dict[str, T], key: str, value: T) -> None:
    kept[key] = value
    while len(kept) > MANY:
        del kept[next(iter(kept))]


def owed_with(world: World, digest: Digest) -> tuple[Say, ...]:
    """Give the messages that follow a digest and carry its drawings; they are made when they are sent.

    A week in which nothing was open and nothing came is one line, and no more follows it.
    """
    if world.draw_page is None or digest.totals.quiet:
        return ()
    return _say("picture", digest.week), _say("workbook", digest.week)


def _say(what: Literal["picture", "workbook"], week: Period) -> Say:
    named: dict[str, Arg] = {"span": Word(key=f"sheet.span.{week.kind}"), "number": f"{week.number}/{week.year}"}
    return Say(key=f"sheet.made.{what}", args={**named, "period": week.period})


async def owe(work: Work, effect: SendSheet, person: Person, event: Event) -> None:
    """Owe a reader the drawing that the reader asked for, of a period or of the last complete week."""
    try:
        week = read_period(effect.period) if effect.period else last_complete("week", work.at)
    except ValueError:
        week = last_complete("week", work.at)
    work.owe(event.sender, person.id, "reply", _say(effect.what, week))


async def filled(world: World, parcel: Parcel, limits: Limits, language: Language) -> Say:
    """Give a message with the drawing that it promises, or with words in its place if there can be none.

    What is in the drawing is what the reader may know at this moment.
    """
    say, what = parcel.say, parcel.say.key.rpartition(".")[2]
    if not limits.carries(MIMES[say.key]):
        return say.model_copy(update={"key": f"sheet.carried.{what}"})
    failed = say.model_copy(update={"key": f"sheet.failed.{what}"})
    if world.draw_page is None:
        return failed
    try:
        sheet = await sheet_for(world, read_period(str(say.args["period"])), parcel.person)
    except DigestDoesNotAddUp as error:
        log.error("a digest does not add up and is not drawn", error=where(error))
        return failed
    if sheet is None:
        return Say(key="committee.only")
    file = await world.draw_page(page_of(sheet, world.voice, language), FORMS[say.key])
    return failed if file is None else say.model_copy(update={"file": file})


async def sheet_for(world: World, week: Period, person: int) -> Sheet | None:
    """Give a reader's own sheet of a period, None for who reads no digests; DigestDoesNotAddUp if it does not."""
    now, read = world.clock.now(), world.db.read
    org = await world.organisation(read)
    reader = next((one for one in readers(org, now) if one.person == person), None)
    view = org.view(reader.post, person, now) if reader else None
    if reader is None or view is None:
        return None
    first = await pressing.lines(world, week, org, now, reader.units, person)
    digest = await gather(read, week, reader.units, org, world.calendar, now, reader=person, waiting=False, first=first)
    return sheet_of(digest, view, await turnover(read, periods(week), now), whole=reader.units is None)
