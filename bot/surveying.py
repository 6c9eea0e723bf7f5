"""What effects of a survey do: find the paper, keep its answers apart from the person, stop asking, remind once."""

import secrets

import structlog

from bot.logs import where
from bot.work import Work
from bot.world import World
from handlers.casework.survey_effects import AskAgain, FindSurvey, SendAnswers, StopAsking, Surveying
from handlers.casework.surveys import Opened, Paper, paper_of, sound
from handlers.flows import survey_notices
from handlers.talk.events import Answering, Event
from handlers.talk.facts import Person
from handlers.talk.survey_events import SurveyFound, SurveyList, SurveyRefusal, SurveyRefused, SurveyTaken
from storage import people, surveys
from storage.surveys import Invitation, Sheet, hashed

AT_ONCE = 100
log = structlog.get_logger()


async def act(work: Work, effect: Surveying, person: Person, event: Event) -> Answering | None:
    """Do one effect of a survey, and give the store's answer."""
    match effect:
        case FindSurvey(wanted=wanted):
            return await _find(work, wanted, person)
        case SendAnswers(paper=paper):
            return await _send(work, paper, person, event)
        case StopAsking(invitation=token):
            invited = await surveys.invitation(work.tx, token) if token else None
            await surveys.stop(work.tx, person.id, invited)
        case AskAgain():
            await surveys.again(work.tx, person.id)
    return None


async def _find(work: Work, wanted: str, person: Person) -> Answering:
    if wanted.startswith("s-"):
        invited = await surveys.invitation(work.tx, hashed(wanted.removeprefix("s-")))
        return await _invited(work, invited, person) if invited else SurveyRefused(why="unknown")
    if wanted.lower().startswith("q-"):
        id_, _, unit = wanted[2:].partition("-")
        return await _paper(work, id_.lower(), unit, person)
    own = await surveys.invitations_of(work.tx, person.id)
    for invited in own:
        if wanted in ("", invited.survey):
            found = await _invited(work, invited, person)
            if wanted or isinstance(found, SurveyFound):
                return found
    if wanted:
        return await _paper(work, wanted, "", person)
    there = await surveys.open_at(work.tx, work.at)
    free = [one for one in there if not await surveys.taken(work.tx, person.id, one.id)]
    if len(free) == 1:
        return await _paper(work, free[0].id, "", person)
    return SurveyList(surveys=tuple((one.id, one.survey.title) for one in free))


async def _invited(work: Work, invited: Invitation, person: Person) -> Answering:
    if invited.fate == "answered":
        return SurveyRefused(why="already")
    return await _paper(work, invited.survey, invited.unit, person, invited.token if invited.fate == "asked" else "")


async def _paper(work: Work, id_: str, unit: str, person: Person, token: str = "") -> Answering:
    """Give the paper of a survey; `unit` may be one that has ceased since a code was printed."""
    opened = await surveys.get(work.tx, id_)
    if opened is None:
        return SurveyRefused(why="unknown")
    if (why := await _closed(work, opened, person)) is not None:
        return SurveyRefused(why=why)
    heirs = work.world.directory.current(unit, work.at.date()) if unit else ()
    code = unit if token or not unit else heirs[0].code if len(heirs) == 1 else ""
    if code and opened.units and code not in opened.units and unit not in opened.units:
        return SurveyRefused(why="not_there")
    if unit and not heirs and not token:
        return SurveyRefused(why="not_there")
    paper = paper_of(opened, unit=code, invitation=token)
    if await _of_own_unit(work, paper, person):
        return SurveyRefused(why="own_unit")
    return SurveyFound(paper=paper)


async def _closed(work: Work, opened: Opened, person: Person) -> SurveyRefusal | None:
    if work.at < opened.opens:
        return "not_yet"
    if not opened.at(work.at):
        return "ended"
    return "already" if await surveys.taken(work.tx, person.id, opened.id) else None


async def _of_own_unit(work: Work, paper: Paper, person: Person) -> bool:
    """Whether an official of the unit, or of what it was before, would answer what citizens are asked about it."""
    if paper.group == "official" or (paper.group is None and "official" in paper.groups) or not paper.unit:
        return False
    org, directory = await work.org(), work.world.directory
    held = {org.posts[one.id].unit for one in person.posts if one.id in org.posts} - {""}
    own = held | {heir.code for unit in held for heir in directory.current(unit, work.at.date())}
    return paper.unit in own


async def _send(work: Work, paper: Paper, person: Person, event: Event) -> Answering:
    """Keep the answers under a random id and, apart from them, that the person has answered: in one commit.

    Neither row has a time or an order by which the two could be brought together.
    """
    opened = await surveys.get(work.tx, paper.id)
    if opened is None or paper.group not in opened.survey.groups:
        return SurveyRefused(why="unknown")
    if (why := await _closed(work, opened, person)) is not None:
        return SurveyRefused(why=why)
    if await _of_own_unit(work, paper, person):
        return SurveyRefused(why="own_unit")
    if not await surveys.take(work.tx, person.id, paper.id):
        return SurveyRefused(why="already")
    drawn = bool(paper.invitation) and await surveys.use(work.tx, paper.invitation)
    answers = sound(opened.survey, paper.group, paper.answers)
    await surveys.answer(work.tx, secrets.token_hex(16), paper.id, Sheet(paper.group, paper.unit, drawn, answers))
    if paper.since is not None:
        await surveys.forget_bubbles(work.tx, event.sender, paper.since)
    return SurveyTaken(paper=paper)


async def remind(world: World) -> int:
    """Remind once whoever was asked by this bot and has not answered; give how many."""
    told = 0
    while due := await surveys.due(world.db.read, world.clock.now(), AT_ONCE):
        async with world.db.write() as tx:
            work = Work(tx, world, world.clock.now())
            for token, survey, person in due:
                await surveys.reminded(tx, token)
                opened = await surveys.get(tx, survey)
                if person is None or opened is None or not opened.at(work.at):
                    continue
                try:
                    await work.tell(person, "reporter", survey_notices.reminder(opened, await _speaks(work, person)))
                    told += 1
                except ValueError as error:
                    log.error("a survey cannot be reminded of", survey=survey, error=where(error))
            parcels = await work.keep_parcels()
        world.post(parcels)
    return told


async def _speaks(work: Work, person: int) -> str:
    """Give the language of a person, in which the title of a survey is told."""
    for address, _ in (await people.addresses_of(work.tx, person))[:1]:
        chosen, hint = await people.language_of(work.tx, address)
        return "vi" if (chosen or hint or "vi").startswith("vi") else "en"
    return "vi"
