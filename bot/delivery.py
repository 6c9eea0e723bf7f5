"""Decides at the moment of sending: may this reader still have it, in which language, in place of which card."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Generic, TypeVar

from bot import patterns, sheets, task_notices
from bot.channels.channel import Limits
from bot.groups import may_hear
from bot.voice import spoken
from bot.world import World
from handlers.casework.organisation import Organisation
from handlers.casework.routing import CaseEvent, excluded, may_have
from handlers.digests.readers import still_theirs
from handlers.flows.gathered import codes_of, only
from handlers.flows.notices import left
from handlers.talk.facts import Language, Person
from handlers.talk.says import Message
from storage import cases, outbox, people, posts
from storage.outbox import Parcel

T = TypeVar("T")


class Shared(Generic[T]):
    """An answer shared by all who ask at the same time; it is never one that was begun before it was asked for."""

    def __init__(self, ask: Callable[[], Awaitable[T]]) -> None:
        self._ask = ask
        self._next: asyncio.Task[T] | None = None
        self._turn = asyncio.Lock()

    async def __call__(self) -> T:
        """Ask, or wait for the answer to a question that is about to be asked."""
        if self._next is None:
            self._next = asyncio.create_task(self._begin())
        return await asyncio.shield(self._next)

    async def _begin(self) -> T:
        async with self._turn:
            self._next = None
            return await self._ask()


async def as_it_is(world: World, parcel: Parcel) -> Parcel:
    """Give a parcel with its person and address, which are others once chats have been joined or parted."""
    return await outbox.current(world.db.read, parcel) if parcel.person in world.regrouped else parcel


async def as_allowed(
    world: World, parcel: Parcel, organisation: Callable[[], Awaitable[Organisation]]
) -> Parcel | None:
    """Give the parcel with only what its reader may still have; None if that is nothing."""
    if parcel.kind == "fold":
        return await _folded(world, parcel, organisation)
    if parcel.kind != "due":
        if not await may_send(world, parcel, organisation):
            return None
        owed = await task_notices.as_concerned(world, parcel.say, parcel.person, organisation)
        seen = await patterns.as_seen(world, owed, parcel.person, organisation) if owed else None
        return None if seen is None else replace(parcel, say=seen)
    org, now = await organisation(), world.clock.now()
    allowed: set[str] = set()
    for case in await cases.several(world.db.read, codes_of(parcel.say)):
        if case.reporter == parcel.person or may_have(parcel.person, case, CaseEvent.NOTICE, org, now):
            allowed.add(case.code)
    rest = only(parcel.say, allowed)
    return None if rest is None else replace(parcel, say=rest)


async def _folded(world: World, parcel: Parcel, organisation: Callable[[], Awaitable[Organisation]]) -> Parcel:
    """Give the change of a card, without a word of the case if its reader may not read it any more."""
    code = parcel.code or ""
    case = await cases.get(world.db.read, code)
    if case and may_have(parcel.person, case, CaseEvent.OPEN, await organisation(), world.clock.now()):
        return parcel
    where = {"in_place": parcel.say.in_place, "replaces": parcel.say.replaces, "card": None}
    return replace(parcel, say=left(code).model_copy(update=where))


async def may_send(world: World, parcel: Parcel, organisation: Callable[[], Awaitable[Organisation]]) -> bool:
    """Ask again whether the reader of a case's message or a digest may have it, by the posts as they are now.

    What answers a person's own move goes out, unless it is the card of a case that this person must not see any more.
    """
    if parcel.kind == "digest":
        return still_theirs(parcel.say, parcel.person, await organisation(), world.clock.now())
    if parcel.kind == "group":
        return await may_hear(world, parcel, organisation)
    if parcel.kind in ("commands", "fold") or parcel.code is None:
        return True
    case = await cases.get(world.db.read, parcel.code)
    if case is None:
        return parcel.kind == "reply"
    if parcel.kind == "reporter" or (parcel.kind == "reply" and case.reporter == parcel.person):
        return case.reporter == parcel.person
    org, now = await organisation(), world.clock.now()
    if parcel.kind == "reply":
        return parcel.person not in excluded(case, org, now)
    return may_have(parcel.person, case, CaseEvent.OPEN, org, now)


async def language_for(world: World, parcel: Parcel) -> Language:
    """Give the reader's language: chosen, else what the channel reports, else Vietnamese."""
    if parcel.language in ("vi", "en"):
        return parcel.language  # type: ignore[return-value]
    return spoken(*await people.language_of(world.db.read, parcel.address))


def in_vain(parcel: Parcel, limits: Limits) -> bool:
    """Whether a parcel holds only what the channel cannot do: change a message, or carry a second file."""
    if parcel.kind == "digest" and parcel.say.key == sheets.WORKBOOK and not limits.files:
        return True  # the line in place of the picture says of both how to get them
    return parcel.kind == "fold" and not limits.edits


async def message_for(world: World, parcel: Parcel, limits: Limits, *, again: bool) -> Message:
    """Give the message in words, with the card that it takes the place of, where the channel can do that.

    More choices than a channel has buttons are typed, all of them, as on a channel that has none.
    """
    language = await language_for(world, parcel)
    if parcel.say.key in sheets.MIMES:
        parcel = replace(parcel, say=await sheets.filled(world, parcel, limits, language))
    typed = not limits.taps or len(parcel.say.buttons) > limits.buttons
    if typed and parcel.kind != "reply":
        return world.voice.by_verb(parcel.say, language, again=again).model_copy(update={"buttons": ()})
    message = world.voice.message(parcel.say, language, again=again)
    if parcel.say.in_place:
        message = message.model_copy(update={"replaces": parcel.say.in_place})
    if parcel.say.replaces and parcel.code and limits.edits:
        card = await outbox.card(world.db.read, parcel.code, parcel.person, parcel.address)
        message = message.model_copy(update={"replaces": card})
    if typed:
        message = world.voice.numbered(message, language).model_copy(update={"buttons": ()})
    return message


async def commands_of(world: World, parcel: Parcel) -> tuple[str, Language]:
    """Give the role whose commands an address shows, and in which language."""
    held = await posts.held_by(world.db.read, [parcel.person], world.directory, world.clock.now())
    role = Person(id=parcel.person, posts=held.get(parcel.person, ())).role
    return role, await language_for(world, parcel)
