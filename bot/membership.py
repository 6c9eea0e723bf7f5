"""Groups as doors: joining one to a post, letting its members in, ending what they held when they leave."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import assert_never

import structlog

from bot import shut_doors, stranded
from bot.channels.channel import Channel, Gathering, SendError
from bot.clock import real_ms
from bot.groups import NOBODY, posts_of
from bot.invitations import unfit
from bot.views import view
from bot.work import Work
from bot.world import World
from handlers.casework.group_effects import (
    CloseGroup,
    EndMembership,
    Grouping,
    JoinGroup,
    Knock,
    LetIn,
    LookAtGroup,
    MoveGroup,
)
from handlers.casework.organisation import Group, chat_of
from handlers.casework.routing import CaseEvent, group_inboxes, may_have
from handlers.flows.group import LEAVE
from handlers.talk.events import Address, Answering, Denied, Event, GroupSeen, Incoming, Joined, JoinRefused, Shown
from handlers.talk.events import Vouched as VouchedBody
from handlers.talk.facts import Person
from handlers.talk.says import Say
from storage import cases, groups, people, posts
from storage.groups import Knocking

WAIT_MS = 600_000
"""How long the bot stays in a group that is nobody's inbox yet, in real milliseconds."""
MOST_TRIES = 10
LONGEST_MS = 300_000
Receive = Callable[[Sequence[Incoming]], Awaitable[None]]
log = structlog.get_logger()


async def act(work: Work, effect: Grouping, person: Person, event: Event) -> Answering | None:
    """Do what a turn about a group asks for, and give the store's answer where the talk waits for one."""
    match effect:
        case JoinGroup():
            return await _join(work, effect, event)
        case LookAtGroup():
            return await _look(work, event)
        case CloseGroup():
            await groups.close(work.tx, event.sender, work.at)
        case MoveGroup():
            await groups.move(work.tx, event.sender, effect.to)
        case EndMembership():
            await _ended(work, event.sender, effect.by)
        case Knock():
            return await _knock(work, effect, person, event)
        case LetIn():
            return await _let_in(work, effect, person, event)
        case _:
            assert_never(effect)
    work.org_changed()
    return None


async def _join(work: Work, effect: JoinGroup, event: Event) -> GroupSeen:
    """Use the invitation for the group; whoever brought it holds the post too, for as long as he stays in the group.

    The person is welcomed in private as if he had come from the group, which also ends a greeting for citizens there.
    """
    here = await _here(work, event.sender)
    brought = Address(channel=event.sender.channel, user=effect.by)
    invitation = await posts.invitation(work.tx, effect.token)
    refused = unfit(invitation, await work.org(), work.at)
    if refused is not None or invitation is None:
        return here.model_copy(update={"refused": refused or "unknown"})
    known = await people.known(work.tx, [brought]) or await people.add(work.tx, {brought: None}, work.world.clock.ms())
    person = known[brought].person
    if not await posts.use(work.tx, effect.token, person, work.at):
        return here.model_copy(update={"refused": "used"})
    await groups.join(work.tx, event.sender, invitation.post, person, work.at)
    if await _hold(work, invitation.post, person, invitation.name or effect.name, event.sender, brought):
        await shut_doors.arrived(work, invitation.post, person)
    await groups.knock(work.tx, brought, "", event.sender.user, event.id)
    return GroupSeen(post=(await work.org()).view(invitation.post), joined=True)


async def _hold(work: Work, post: str, person: int, name: str, group: Address, address: Address) -> bool:
    if not await groups.let_in(work.tx, post, person, name, work.at, chat_of(group.channel, group.user)):
        work.org_changed()
        return False
    work.org_changed()
    await stranded.wake(work)
    work.owe(address, person, "commands", Say(key="commands"))
    return True


async def _here(work: Work, group: Address) -> GroupSeen:
    org, chat = await work.org(), chat_of(group.channel, group.user)
    live = [one for one in org.groups if one.at(work.at) and one.chat == chat]
    return GroupSeen(post=org.view(live[0].post) if live else None)


async def _look(work: Work, event: Event) -> GroupSeen:
    here = await _here(work, event.sender)
    if here.post is None:
        work.owe(event.sender, NOBODY, "group", Say(key=LEAVE), not_before=real_ms() + WAIT_MS)
    return here


async def _ended(work: Work, group: Address, user: str) -> None:
    address = Address(channel=group.channel, user=user)
    known = (await people.known(work.tx, [address])).get(address)
    if known is None:
        return
    left = await groups.end_membership(work.tx, chat_of(group.channel, group.user), known.person, work.at)
    work.org_changed()
    for post in left:
        await shut_doors.deserted(work, post)
    if left:
        work.owe(address, known.person, "commands", Say(key="commands"))


async def _knock(work: Work, effect: Knock, person: Person, event: Event) -> Answering | None:
    """Open the case to who may have it. All others are answered later and in the same way, so that nobody learns
    from it whether there is such a case or such a group.
    """
    case = await cases.get(work.tx, effect.code) if effect.code else None
    if case is not None:
        org = await work.org()
        if may_have(person.id, case, CaseEvent.DIGEST, org, work.at):
            work.opened.append(case)
            may_act = may_have(person.id, case, CaseEvent.ACT, org, work.at)
            return Shown(case=(await view(work, case)).model_copy(update={"may_act": may_act}), desk=True)
        if case.reporter == person.id:
            return Shown(case=await view(work, case), desk=False)
    await groups.knock(work.tx, event.sender, effect.code, effect.group, event.id)
    return None


async def unseen(work: Work, code: str, event: Event) -> Denied | None:
    """Say that there is no such case for the person; where there are groups, after a look whether the person is in one.

    Who was looked up already is told at once. The answer does not tell whether the case exists.
    """
    live = any(one.at(work.at) and one.channel == event.sender.channel for one in (await work.org()).groups)
    if isinstance(event.body, VouchedBody) or not live:
        return Denied(why="not_found", code=code)
    await groups.knock(work.tx, event.sender, code, "", event.id)
    return None


async def _let_in(work: Work, effect: LetIn, person: Person, event: Event) -> Answering | None:
    """Make the person a holder of the group's posts, unless the group has ended meanwhile."""
    org, group = await work.org(), Address(channel=event.sender.channel, user=effect.group)
    inboxes = [one for one in org.groups if one.at(work.at) and (one.channel, one.user) == (group.channel, group.user)]
    if not effect.group or not inboxes:
        return Denied(why="not_found", code=effect.code) if effect.code else JoinRefused(why="unknown")
    new = [one.post for one in inboxes if await _hold(work, one.post, person.id, effect.name, group, event.sender)]
    work.joined += new
    post = (await work.org()).view((new or [inboxes[0].post])[0], person.id, work.at)
    return Joined(post=post) if post and (new or not effect.code) else None


async def answer_knocks(world: World, channels: Mapping[str, Channel], receive: Receive) -> int:
    """Ask the platforms whether those who knocked are members of the groups that they came from, outside of any
    transaction, and hand the answers over; give how many were answered. What cannot be asked now waits.
    """
    answered = 0
    for one in await groups.knocks(world.db.read, real_ms()):
        if one.sender.channel not in channels:
            continue
        try:
            group, name = await _vouched(world, channels, one)
        except SendError as error:
            log.warning(
                "a platform cannot say who is in a group", channel=one.sender.channel, error=type(error).__name__
            )
            if one.tries < MOST_TRIES:
                async with world.db.write() as tx:
                    await groups.put_off(tx, one, real_ms() + min(1000 << one.tries, LONGEST_MS))
                continue
            group, name = "", ""
        body = VouchedBody(group=group, name=name, code=one.code)
        await receive([Incoming(id=f"knock:{one.id}", sender=one.sender, body=body)])
        async with world.db.write() as tx:
            await groups.opened(tx, one)
        answered += 1
    return answered


async def _vouched(world: World, channels: Mapping[str, Channel], one: Knocking) -> tuple[str, str]:
    """Give the group of which the person is a member, with the person's name there; "" for none; SendError."""
    channel = channels.get(one.sender.channel)
    if not isinstance(channel, Gathering):
        return "", ""
    for group in await _doors(world, one):
        name = await channel.member(group.user, one.sender.user)
        if name is not None:
            return group.user, name
    return "", ""


async def _doors(world: World, one: Knocking) -> list[Group]:
    """Give the groups by which somebody may come in: those that may have a stub of the case, or the one named."""
    org, now = await world.organisation(world.db.read), world.clock.now()
    here = [group for group in org.groups if group.at(now) and group.channel == one.sender.channel]
    if not one.code:
        return [group for group in here if group.user == one.chat]
    case = await cases.get(world.db.read, one.code)
    if case is None:
        return []
    inboxes = group_inboxes(case, posts_of(case), org, now)
    return [group for group in here if group in inboxes]


async def recheck(world: World, channels: Mapping[str, Channel]) -> int:
    """Ask the platforms whether those who hold a post by a group are members still, and end those who are not.

    Give how many ended. A platform that cannot say ends nobody.
    """
    ended = 0
    for via, address in await groups.members(world.db.read):
        channel, chat = channels.get(address.channel), via.partition(":")[2]
        if not isinstance(channel, Gathering):
            continue
        try:
            if await channel.member(chat, address.user) is not None:
                continue
        except SendError as error:
            log.warning("a platform cannot say who is in a group", channel=address.channel, error=type(error).__name__)
            continue
        async with world.db.write() as tx:
            work = Work(tx, world, world.clock.now())
            await _ended(work, Address(channel=address.channel, user=chat), address.user)
            parcels = await work.keep_parcels()
        world.post(parcels)
        ended += 1
    return ended
