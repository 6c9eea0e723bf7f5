"""Joins the addresses of one person by a one-time code, and takes one out again; no case is lost, none shown amiss."""

import secrets
from datetime import timedelta
from hashlib import sha256

from bot import rating
from bot.acting import Actor
from bot.recusing import recuse
from bot.work import Work
from handlers.casework.link_effects import DropLink, FindChats, FindLink, GiveLink, JoinChats, Linking, PartChat
from handlers.casework.routing import eligible
from handlers.flows.link import named
from handlers.talk.ask import say
from handlers.talk.events import Address, Answering, Event
from handlers.talk.facts import Person
from handlers.talk.link_events import Chat, Chats, Linked, LinkFound, LinkGiven, LinkRefused, Parted
from handlers.talk.says import Say
from storage import cases, linking, outbox, people
from storage.times import to_ms

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without those that are mistaken for one another."""
LENGTH = 8
HOLDS = timedelta(minutes=15)
MOST_TRIES = 5
TRIES_IN = timedelta(hours=1)


def draw() -> str:
    """Draw a code: about 39 bits."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


async def act(work: Work, effect: Linking, person: Person, event: Event) -> Answering | None:
    """Do one effect of joining or parting chats, and give the store's answer."""
    here, at = event.sender, to_ms(event.at)
    match effect:
        case GiveLink():
            code = draw()
            await linking.give(work.tx, code, here, at, to_ms(event.at + HOLDS))
            return LinkGiven(code=f"{code[:4]}-{code[4:]}", minutes=HOLDS // timedelta(minutes=1))
        case FindLink():
            return await _find(work, effect.code, person, event)
        case JoinChats():
            return await _join(work, person, event)
        case DropLink():
            await linking.drop_claim(work.tx, here)
        case FindChats():
            found = await people.addresses_of(work.tx, person.id)
            return Chats(chats=tuple(_chat(one, here) for one, _ in found))
        case PartChat():
            return await _part(work, effect.mark, person, event)
    return None


async def _find(work: Work, code: str, person: Person, event: Event) -> Answering:
    """Find whose code it is. Whether a code exists shows in nothing but a right one, and too many tries end it."""
    here, at = event.sender, to_ms(event.at)
    tries = await linking.tries(work.tx, here, to_ms(event.at - TRIES_IN))
    if tries >= MOST_TRIES:
        return LinkRefused(why="too_many")
    await linking.tried(work.tx, here, at)
    there = await linking.claim(work.tx, code, here, at)
    if there is None:
        return LinkRefused(why="unknown")
    if await _person_at(work, there) == person.id:
        return LinkRefused(why="already")
    return LinkFound(channel=there.channel)


async def _join(work: Work, person: Person, event: Event) -> Answering:
    there = await linking.take(work.tx, event.sender, to_ms(event.at))
    other = await _person_at(work, there) if there else None
    if there is None or other is None:
        return LinkRefused(why="unknown")
    if other == person.id:
        return LinkRefused(why="already")
    kept = await unite(work, other, person.id)
    work.owe(there, kept, "reply", say("link.joined_there", channel=named(event.sender.channel)))
    for address in (there, event.sender):
        work.owe(address, kept, "commands", Say(key="commands"))
    work.resent += await outbox.pending(work.tx, kept, event.sender)
    return Linked(channel=there.channel, cases=len(await linking.own_cases(work.tx, kept)))


async def unite(work: Work, one: int, other: int) -> int:
    """Let two persons be one and give which is kept: who ever held a post, else who came first.

    Whoever reported a case must not have it as an official: now this holds for both, so such cases go on at once.
    """
    held = {who: await linking.ever_held(work.tx, who) for who in (one, other)}
    kept, gone = sorted((one, other), key=lambda who: (not held[who], who))
    work.world.regrouped.update((one, other))
    await linking.join(work.tx, gone, kept, acts=held[gone])
    work.united[gone] = kept
    work.org_changed()
    if not held[kept]:
        return kept
    await rating.drop_own(work, kept)
    for code in await linking.own_cases(work.tx, kept):
        await _step_out(work, code, kept)
    return kept


async def _step_out(work: Work, code: str, person: int) -> None:
    case = await cases.get(work.tx, code)
    if case is None or not case.open or case.holder is None:
        return
    org = await work.org()
    alone = not eligible(case, case.holder, org, work.at)
    if case.taken_by == person or (alone and any(one.person == person for one in org.acting(case.holder, work.at))):
        await recuse(work, case, Actor(person=person, post=case.holder))


async def _part(work: Work, mark: str, person: Person, event: Event) -> Answering:
    """Give a chat a person of its own, without cases, posts or consent; all that there is stays with the others."""
    found = [one for one, _ in await people.addresses_of(work.tx, person.id)]
    chat = next((one for one in found if _mark(one) == mark), None)
    others = [one for one in found if one != chat]
    if chat is None or not others:
        return Parted()
    work.world.regrouped.add(person.id)
    new = await people.add_person(work.tx, to_ms(event.at))
    await linking.part(work.tx, chat, person.id, new, others[0])
    work.parted.add(chat)
    if chat != event.sender:
        work.owe(chat, new, "reply", say("link.parted_here"))
    work.owe(chat, new, "commands", Say(key="commands"))
    for other in others if chat == event.sender else ():
        work.owe(other, person.id, "reply", say("link.parted", channel=named(chat.channel)))
    return Parted(chat=_chat(chat, event.sender))


async def _person_at(work: Work, address: Address) -> int | None:
    known = (await people.known(work.tx, [address])).get(address)
    return known.person if known else None


def _chat(address: Address, here: Address) -> Chat:
    return Chat(channel=address.channel, mark=_mark(address), here=address == here)


def _mark(address: Address) -> str:
    """Name an address on a button without giving its user away."""
    return sha256(f"{address.channel}:{address.user}".encode()).hexdigest()[:12]
