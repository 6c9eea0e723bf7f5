"""Does what a turn names: each effect in the turn's own transaction, some with an answer for the talk."""

from typing import assert_never

from bot import filing, handling, judging, mailing
from bot.views import line, view
from bot.work import Work
from handlers.casework.cases import Action, Case, allowed
from handlers.casework.effects import (
    AcceptCase,
    AddToCase,
    AmendByMessage,
    AnswerCase,
    AskCitizen,
    Count,
    Effect,
    FileCase,
    FindInbox,
    FindMine,
    FindTargets,
    ForgetWords,
    GiveConsent,
    Join,
    JudgeAnswer,
    OpenCase,
    RejectCase,
    ReplyToQuestion,
    ScoreCase,
    SetLanguage,
    ShowDigest,
    ShowMine,
    TransferCase,
    WithdrawCase,
)
from handlers.casework.organisation import post_id
from handlers.casework.routing import CaseEvent, eligible, recipients
from handlers.flows.desk import PAGE
from handlers.talk.events import Answering, Denied, Event, Inbox, Joined, JoinRefused, Mine, Shown, Targets
from handlers.talk.facts import Person
from handlers.talk.says import Say
from storage import cases, inbox, outbox, people, posts
from storage.times import to_ms


async def perform(work: Work, effect: Effect, person: Person, event: Event) -> Answering | None:
    """Do one effect for a person, and give the store's answer where the talk waits for one."""
    match effect:
        case GiveConsent():
            await people.give_consent(work.tx, person.id, to_ms(event.at))
        case ForgetWords():
            await people.forget_bubbles(work.tx, event.sender)
            await inbox.forget(work.tx, event.sender)
            if effect.quoted:
                await outbox.forget_replies(work.tx, event.sender)
        case SetLanguage():
            await people.set_language(work.tx, person.id, effect.language)
            await _dress(work, person, event)
        case Count():
            await people.count(work.tx, effect.what, event.at.date().isoformat())
        case FileCase():
            return await filing.file_case(work, effect, person.id, event)
        case FindMine():
            own = await cases.mine(work.tx, person.id)
            return Mine(cases=tuple(line(work, case) for case in own))
        case ShowMine():
            own_case = await cases.get(work.tx, effect.code)
            if own_case is None or own_case.reporter != person.id:
                return Denied(why="not_found", code=effect.code)
            if effect.to != "show" and not allowed(own_case.status, Action(effect.to)):
                return Denied(why="moved_on", code=effect.code)
            return Shown(case=await view(work, own_case), desk=False, to=effect.to)
        case OpenCase():
            return await _open(work, effect, person)
        case FindInbox():
            return await _inbox(work, effect, person)
        case FindTargets():
            return await _targets(work, effect)
        case ShowDigest():
            return await mailing.open_page(work, effect, person.id)
        case AddToCase() | AmendByMessage() | ReplyToQuestion() | WithdrawCase():
            return await filing.follow_up(work, effect, person.id, event)
        case JudgeAnswer():
            return await judging.judge(work, effect, person.id)
        case ScoreCase():
            await judging.score(work, effect, person.id)
        case AcceptCase() | AskCitizen() | AnswerCase() | TransferCase() | RejectCase():
            return await handling.act(work, effect, person.id)
        case Join():
            return await _join(work, effect, person, event)
        case _:
            assert_never(effect)
    return None


async def _open(work: Work, effect: OpenCase, person: Person) -> Answering:
    case = await cases.get(work.tx, effect.code)
    if effect.to != "show":
        denied = await handling.hindrance(work, effect.code, case, person.id, Action(effect.to))
        if denied is not None or case is None:
            return denied or Denied(why="not_found", code=effect.code)
        return Shown(case=await view(work, case), desk=True, to=effect.to)
    if case is not None and await may_open(work, case, person.id):
        work.opened.append(case)
        readers = recipients(case, CaseEvent.ACT, await work.org(), work.at)
        seen = (await view(work, case)).model_copy(update={"may_act": any(one.person == person.id for one in readers)})
        return Shown(case=seen, desk=True)
    if case is not None and case.reporter == person.id:
        return Shown(case=await view(work, case), desk=False)
    return Denied(why="not_found", code=effect.code)


async def may_open(work: Work, case: Case, person: int) -> bool:
    """Whether a person may read the case as an official: asked of `recipients`, like every forward."""
    return any(one.person == person for one in recipients(case, CaseEvent.DIGEST, await work.org(), work.at))


async def _inbox(work: Work, effect: FindInbox, person: Person) -> Answering:
    org = await work.org()
    held = [post.id for post in org.posts_of(person.id, work.at)]
    before = work.at if effect.overdue_only else None
    found = await cases.on_desks(work.tx, held, before)
    if effect.overdue_only:
        units = {unit for post in org.posts_of(person.id, work.at) for unit in org.follows(post.id, work.at)}
        everything = any(post.kind == "standing" for post in org.posts_of(person.id, work.at))
        overdue = await cases.overdue(work.tx, None if everything else sorted(units), work.at)
        found = list({case.code: case for case in (*found, *overdue)}.values())
    open_to = [case for case in found if await may_open(work, case, person.id)]
    pages = max(1, -(-len(open_to) // PAGE))
    page = min(max(0, effect.page), pages - 1)
    lines = tuple(line(work, case) for case in open_to[page * PAGE : (page + 1) * PAGE])
    return Inbox(lines=lines, total=len(open_to), page=page, overdue_only=effect.overdue_only)


async def _targets(work: Work, effect: FindTargets) -> Answering:
    case = await cases.get(work.tx, effect.code)
    if case is None:
        return Denied(why="not_found", code=effect.code)
    org = await work.org()
    wanted = [post_id("officer", effect.unit), post_id("head", effect.unit)]
    if not effect.unit:
        wanted = [post.id for post in org.posts.values() if not post.unit and post.kind != "member"]
    found = [org.view(one) for one in wanted if one != case.holder and eligible(case, one, org, work.at)]
    return Targets(posts=tuple(post for post in found if post is not None))


async def _join(work: Work, effect: Join, person: Person, event: Event) -> Answering:
    invitation = await posts.invitation(work.tx, effect.token)
    if invitation is None:
        return JoinRefused(why="unknown")
    if invitation.expires_at <= work.at:
        return JoinRefused(why="expired")
    if invitation.used or not await posts.use(work.tx, effect.token, person.id, work.at):
        return JoinRefused(why="used")
    if invitation.post not in {post.id for post in person.posts}:
        await posts.hold(work.tx, invitation.post, person.id, invitation.name, work.at)
    work.org_changed()
    work.joined.append(invitation.post)
    for case in await cases.stuck(work.tx):
        await work.save(case)
    await _dress(work, person, event)
    post = (await work.org()).view(invitation.post, person.id, work.at)
    assert post is not None
    return Joined(post=post)


async def _dress(work: Work, person: Person, event: Event) -> None:
    """Owe the person's chat the commands of the person's role."""
    work.owe(event.sender, person.id, "commands", Say(key="commands"))
