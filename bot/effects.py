"""Does what a turn names: each effect in the turn's own transaction, some with an answer for the talk."""

from typing import assert_never

from bot import absences, acting, filing, handling, judging, likeness, linking, membership, overseeing, stranded, twins
from bot.desks import inbox, may_open
from bot.invitations import heirs, unfit
from bot.views import line, own_view, view
from bot.work import Work
from handlers.casework.absences import misses, stand_in
from handlers.casework.cases import Action, allowed
from handlers.casework.digest_effects import FollowUnit, ListCases, NudgeCase, ShowUnit
from handlers.casework.effects import (
    AddReport,
    AddToCase,
    AmendByMessage,
    AppealCase,
    Count,
    Effect,
    FileCase,
    FindMine,
    FindTwin,
    ForgetWords,
    GiveConsent,
    Join,
    JudgeAnswer,
    ReplyToQuestion,
    ScoreCase,
    SetLanguage,
    ShowDigest,
    ShowMine,
    WithdrawCase,
)
from handlers.casework.group_effects import (
    CloseGroup,
    EndMembership,
    JoinGroup,
    Knock,
    LetIn,
    LookAtGroup,
    MoveGroup,
)
from handlers.casework.link_effects import DropLink, FindChats, FindLink, GiveLink, JoinChats, PartChat
from handlers.casework.official_effects import (
    AcceptCase,
    AnswerCase,
    AskCitizen,
    EndAbsence,
    ExtendCase,
    FindInbox,
    FindTargets,
    GrantExtension,
    OpenCase,
    RecuseCase,
    RefuseExtension,
    RejectCase,
    TransferCase,
    WeighAnswer,
)
from handlers.casework.organisation import post_id
from handlers.casework.routing import eligible
from handlers.talk.events import Answering, Denied, Event, Joined, JoinRefused, Mine, Shown, Targets
from handlers.talk.facts import Person
from handlers.talk.says import Say
from storage import cases, outbox, people, posts
from storage import inbox as claims
from storage.times import to_ms


async def perform(work: Work, effect: Effect, person: Person, event: Event) -> Answering | None:
    """Do one effect for a person, and give the store's answer where the talk waits for one."""
    match effect:
        case GiveConsent():
            await people.give_consent(work.tx, person.id, to_ms(event.at))
        case ForgetWords():
            await people.forget_bubbles(work.tx, event.sender)
            await claims.forget(work.tx, event.sender)
            if effect.quoted:
                await outbox.forget_replies(work.tx, event.sender)
        case SetLanguage():
            await people.set_language(work.tx, person.id, effect.language)
            await _dress(work, person, event)
        case Count():
            await people.count(work.tx, effect.what, event.at.date().isoformat())
        case FileCase():
            return await filing.file_case(work, effect, person.id, event)
        case FindTwin():
            return await twins.find(work, effect, person.id, event)
        case AddReport():
            return await twins.add(work, effect, person.id, event)
        case FindMine():
            own = await cases.mine(work.tx, person.id)
            return Mine(cases=tuple(line(work, case) for case in own))
        case ShowMine():
            own_case = await cases.get(work.tx, effect.code)
            if own_case is None or own_case.reporter != person.id:
                return await membership.unseen(work, effect.code, event)
            if effect.to != "show" and not allowed(own_case.status, Action(effect.to)):
                return Denied(why="moved_on", code=effect.code)
            return Shown(case=await own_view(work, own_case), desk=False, to=effect.to)
        case OpenCase():
            return await likeness.shown_to(work, await _open(work, effect, person, event), person.id)
        case FindInbox():
            return await inbox(work, effect, person.id)
        case FindTargets():
            return await _targets(work, effect, person.id)
        case ShowDigest():
            return await overseeing.open_page(work, effect, person.id)
        case ShowUnit() | ListCases() | NudgeCase() | FollowUnit():
            return await overseeing.act(work, effect, person.id)
        case AddToCase() | AmendByMessage() | ReplyToQuestion() | WithdrawCase():
            return await filing.follow_up(work, effect, person.id, event)
        case JudgeAnswer():
            return await judging.judge(work, effect, person.id)
        case ScoreCase():
            await judging.score(work, effect, person.id)
        case AppealCase():
            return await judging.appeal(work, effect, person.id)
        case WeighAnswer():
            return await handling.weigh(work, effect, person.id)
        case AcceptCase() | AskCitizen() | AnswerCase() | TransferCase() | RejectCase():
            return await likeness.shown_to(work, await handling.act(work, effect, person.id), person.id)
        case ExtendCase() | GrantExtension() | RefuseExtension() | RecuseCase():
            return await likeness.shown_to(work, await handling.act(work, effect, person.id), person.id)
        case JoinGroup() | LookAtGroup() | CloseGroup() | MoveGroup() | EndMembership() | Knock() | LetIn():
            return await membership.act(work, effect, person, event)
        case GiveLink() | FindLink() | JoinChats() | DropLink() | FindChats() | PartChat():
            return await linking.act(work, effect, person, event)
        case EndAbsence():
            return await absences.come_back(work, person.id)
        case Join():
            return await _join(work, effect, person, event)
        case _:
            assert_never(effect)
    return None


async def _open(work: Work, effect: OpenCase, person: Person, event: Event) -> Answering | None:
    case = await cases.get(work.tx, effect.code)
    if effect.to != "show":
        denied = await handling.hindrance(work, effect.code, case, person.id, Action(effect.to))
        if denied is not None or case is None:
            return denied or Denied(why="not_found", code=effect.code)
        return Shown(case=await view(work, case), desk=True, to=effect.to)
    if case is not None and await may_open(work, case, person.id):
        work.opened.append(case)
        return Shown(case=await acting.seen_by(work, case, person.id), desk=True)
    if case is not None and case.reporter == person.id:
        return Shown(case=await own_view(work, case), desk=False)
    if case is not None and (away := misses(case, person.id, await work.org(), work.at)) is not None:
        return Denied(why="away", code=effect.code, away=away)
    return await membership.unseen(work, effect.code, event)


async def _targets(work: Work, effect: FindTargets, person: int) -> Answering:
    case = await cases.get(work.tx, effect.code)
    denied = await handling.hindrance(work, effect.code, case, person, Action.TRANSFER)
    if denied is not None or case is None:
        return denied or Denied(why="not_found", code=effect.code)
    org = await work.org()
    wanted = [post_id("officer", effect.unit), post_id("head", effect.unit)]
    if not effect.unit:
        wanted = [post.id for post in org.posts.values() if not post.unit and post.kind != "member"]
    wanted = [one for one in wanted if one != case.holder and one not in case.refused_by]
    found = [org.view(one) for one in wanted if eligible(case, one, org, work.at)]
    return Targets(posts=tuple(post for post in found if post is not None))


async def _join(work: Work, effect: Join, person: Person, event: Event) -> Answering:
    invitation, org = await posts.invitation(work.tx, effect.token), await work.org()
    refused = unfit(invitation, org, work.at)
    if invitation is None or refused is not None:
        names = (one.name for one in heirs(org, invitation.post, work.at.date())) if invitation else ()
        return JoinRefused(why=refused or "unknown", units=" / ".join(names) if refused == "gone" else "")
    if not await posts.use(work.tx, effect.token, person.id, work.at):
        return JoinRefused(why="used")
    if invitation.post not in {post.id for post in person.posts}:
        since = max(invitation.since or work.at, work.at)
        held = (invitation.post, person.id, invitation.name, since)
        await posts.hold(work.tx, *held, deputy=invitation.deputy, until=invitation.until)
    work.org_changed()
    work.joined.append(invitation.post)
    await stranded.wake(work)
    await _dress(work, person, event)
    org = await work.org()
    post = org.view(invitation.post, person.id, work.at)
    assert post is not None
    return Joined(post=post, stand_in=stand_in(invitation.post, person.id, org, work.at))


async def _dress(work: Work, person: Person, event: Event) -> None:
    """Owe the person's chat the commands of the person's role."""
    work.owe(event.sender, person.id, "commands", Say(key="commands"))
