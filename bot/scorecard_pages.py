"""Opens a unit's scorecard in the chat for who may read it, and the cases behind it that this reader may have."""

from datetime import datetime, timedelta

from bot import scorecards
from bot.work import Work
from handlers.casework.categories import Category
from handlers.casework.score_effects import ShowScorecard
from handlers.casework.scorecard import Scorecard
from handlers.casework.scorecard_readers import own_units, seat
from handlers.casework.spans import Span, quarter_of, read_span
from handlers.casework.worktime import later
from handlers.digests.scorecard_page import LISTS, behind, listed, says
from handlers.talk.ask import say
from handlers.talk.events import Answering, DigestPage
from handlers.talk.facts import Language
from handlers.talk.says import Button, Say
from storage import cases

MOST_CHOICES = 8


async def open_card(work: Work, effect: ShowScorecard, person: int, language: Language) -> Answering:
    """Give the scorecard of a unit, a list of its cases, or why there is none to see."""
    return DigestPage(says=(await _said(work, effect, person, language),))


async def _said(work: Work, effect: ShowScorecard, person: int, language: Language) -> Say:
    org, span = await work.org(), _span(effect.period, work.at)
    if span is None or span.start >= work.at:
        return say("scorecard.no_period", period=effect.period)
    unit = effect.unit
    if not unit:
        own = own_units(org, person, work.at)
        if len(own) != 1:
            return _which(work, own, effect.period)
        unit = own[0]
    post = seat(org, person, unit, work.at)
    if post is None:
        return say("scorecard.not_yours")
    world = work.world
    reader = (person, post)
    card = await scorecards.gather_for(
        work.tx, unit, span, world.criteria, world.calendar, work.at, reader, org
    )  # fmt: skip
    name = world.directory.shown(unit)
    if effect.figure:
        return await _listed(work, card, name, effect, person)
    codes = {code for figure in LISTS for code in behind(card, figure)}
    openable = await scorecards.openable(work.tx, sorted(codes), person, org, work.at)
    measured = world.criteria.on(span.last)
    until = later(span.end, measured["objection_days"], world.calendar)
    return says(
        card,
        name,
        openable,
        least=measured["least_rated"],
        object_by=(until - timedelta(days=1)).date() if post.startswith("head") and work.at < until else None,
        english=language == "en",
    )


async def _listed(work: Work, card: Scorecard, name: str, effect: ShowScorecard, person: int) -> Say:
    if effect.figure not in LISTS:
        return say("scorecard.not_yours")
    codes = behind(card, effect.figure)
    openable = await scorecards.openable(work.tx, codes, person, await work.org(), work.at)
    found = [(one.code, Category(one.category)) for one in await cases.several(work.tx, openable)]
    prefix = f"{card.unit}/{card.span.name}/{effect.figure}"
    return listed(card, name, effect.figure, found, effect.page, prefix)


def _span(period: str, now: datetime) -> Span | None:
    try:
        return read_span(period) if period else quarter_of(now.date())
    except ValueError:
        return None


def _which(work: Work, own: tuple[str, ...], period: str) -> Say:
    """Ask which unit is meant, with the reader's own units as choices where they are few."""
    if not 1 < len(own) <= MOST_CHOICES:
        return say("scorecard.name_one")
    names = [(unit, work.world.directory.shown(unit)) for unit in own]
    rest = f"/{period}" if period else ""
    buttons = [
        Button(step="score.unit", value=f"{unit}{rest}", key="scorecard.unit", args={"name": name})
        for unit, name in names
    ]
    return say("scorecard.which", *buttons, want="choice")
