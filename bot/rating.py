"""Counts scores of the service: one vote a person, unit and day, or a slip; never by officials of the unit."""

from datetime import datetime, time

from bot.work import Work
from handlers.casework.cases import Case
from handlers.casework.organisation import Organisation
from handlers.casework.rating_effects import AnswerRating, FindVisit, RateService, RatingEffect
from handlers.talk.events import Answering
from handlers.talk.rating_events import Rated, VisitFound
from storage import ratings
from storage.times import ZONE

MOST_ALIKE = 3
"""With so many slips, or cases, one person may rate one unit on a day before that looks like a favour to it."""


async def act(work: Work, effect: RatingEffect, person: int) -> Answering | None:
    """Do one effect of rating for a person, and give the store's answer."""
    match effect:
        case RateService():
            return await _rate(work, effect, person)
        case AnswerRating():
            answers = effect.model_dump(exclude={"kind", "vote"})
            await ratings.answer(work.tx, effect.vote, person, **answers)
        case FindVisit():
            return await _find(work, ratings.hashed(effect.token))
    return None


def works_there(org: Organisation, person: int, unit: str, at: datetime) -> bool:
    """Whether a person has, or had at any time of that day, a seat in a unit or in what it took over; deputies too.

    Those who are rated do not rate (TT 01/2018/TT-VPCP Điều 13: the rating is of those who were served).
    """
    units = {unit, *org.directory.absorbed.get(unit, ())}
    seats = org.seats_of(person, day_of(at), at)
    return any(seat.post in org.posts and org.posts[seat.post].unit in units for seat in seats)


def day_of(at: datetime) -> datetime:
    """Give the first moment of a moment's day in the province's zone."""
    return datetime.combine(at.astimezone(ZONE).date(), time(), ZONE)


async def _rate(work: Work, effect: RateService, person: int) -> Rated:
    told = Rated(outcome="own", unit=effect.unit, counter=effect.counter, words=effect.words)
    if works_there(await work.org(), person, effect.unit, work.at):
        return told
    day = work.at.astimezone(ZONE).date()
    vote = f"visit:{effect.visit}" if effect.visit else f"day:{person}:{effect.unit}:{day}"
    before = await ratings.given(work.tx, vote)
    if before is not None:
        mine = before.person == person
        return told.model_copy(update={"outcome": "again", "score": before.score} if mine else {"outcome": "used"})
    if effect.visit and not await ratings.use_visit(work.tx, effect.visit, work.at):
        return told.model_copy(update={"outcome": "expired"})
    kind: ratings.Kind = "visit" if effect.visit else "open"
    given = (vote, person, effect.unit, effect.counter, kind, work.at, effect.score, effect.words)
    await ratings.give(work.tx, *given)
    await _look_for_bursts(work, kind, person, effect.unit)
    return told.model_copy(update={"outcome": "counted", "score": effect.score, "vote": vote})


async def _look_for_bursts(work: Work, kind: ratings.Kind, person: int, unit: str) -> None:
    """Set apart what came in a burst, open votes and slips each for themselves, and many slips of one person.

    Slips that a unit kept back are no better for being used from many fresh chats.
    """
    burst = work.world.burst
    await ratings.flag_burst(work.tx, unit, kind, work.at - burst.within, burst.votes)
    await ratings.flag_many(work.tx, person, unit, kind, day_of(work.at), MOST_ALIKE)


async def _find(work: Work, visit: str) -> VisitFound:
    found = await ratings.visit(work.tx, visit)
    if found is None:
        return VisitFound(why="unknown")
    if found.used_at is not None:
        return VisitFound(unit=found.unit, counter=found.counter, why="used")
    if found.expires_at <= work.at:
        return VisitFound(unit=found.unit, counter=found.counter, why="expired")
    return VisitFound(unit=found.unit, counter=found.counter, visit=visit)


async def count_case(work: Work, case: Case, score: int) -> None:
    """Count its reporter's score of a judged case: once a judgement, whatever is pressed again."""
    if works_there(await work.org(), case.reporter, case.unit, work.at):
        return
    judgement = case.reopened + (0 if case.open else 1)  # one that reopened it is counted there already
    vote = f"case:{case.code}:{judgement}" if judgement > 1 else f"case:{case.code}"
    await ratings.give(work.tx, vote, case.reporter, case.unit, case.counter, "case", work.at, score)
    await ratings.flag_many(work.tx, case.reporter, case.unit, "case", day_of(work.at), MOST_ALIKE)


async def drop_own(work: Work, person: int) -> None:
    """Drop what an official said of the own unit, on a day in post, before it was known who that is."""
    org = await work.org()
    for vote, unit, at in await ratings.given_by(work.tx, person):
        if works_there(org, person, unit, at):
            await ratings.drop(work.tx, vote)
