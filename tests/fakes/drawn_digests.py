"""Digests of weeks to draw: a full one, a calm one, an empty one, one unit, 99 busy units, names that are too long."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random

from bot import packaged
from bot.drawing.page import Page
from bot.sheet_words import page_of
from handlers.casework.categories import Category
from handlers.casework.periods import Week
from handlers.casework.views import PostView
from handlers.digests.counts import CategoryCounts, Counts, UnitCounts
from handlers.digests.digest import Digest, OverdueLine, Satisfaction
from handlers.digests.ratings import Rated
from handlers.digests.sheet import Sheet, Turnover, sheet_of
from handlers.talk.facts import Language
from handlers.talk.says import Say
from tests.house_under_test import VOICE

WEEK = Week(year=2026, number=47)
STANDING = PostView(id="standing", kind="standing")
MEMBER = PostView(id="member-1", kind="member")
UNITS = packaged.units().units
EVIL = ('=HYPERLINK("//evil","x")', "+1+1", "@SUM(A1)", "-2+3", "{=1+1}", "http" + "://evil.example/", "0123")
KINDS = ("full", "calm", "empty", "one", "busy", "long", "evil")


def unit(code: str, name: str, dice: Random, *, times: int = 1) -> UnitCounts:
    """Give the numbers of a unit where something happened, overdue cases among them."""
    opening, received = dice.randint(1, 12), dice.randint(1, 15)
    finished = dice.randint(0, opening + received - 1)
    closing = opening + received - finished
    overdue = dice.randint(1, min(4, closing))
    on_time = dice.randint(0, finished)
    numbers = {"opening": opening, "received": received, "finished": finished, "closing": closing, "overdue": overdue}
    judged = {
        "on_time": on_time,
        "late": finished - on_time + overdue,
        "answered": finished,
        "praise": dice.choice([0, 1]),
    }
    return UnitCounts(code=code, name=name, **{key: n * times for key, n in (numbers | judged).items()})


def units(kind: str) -> tuple[UnitCounts, ...]:
    """Give the units of a week of a kind."""
    dice = Random(kind)
    match kind:
        case "full":
            return tuple(
                unit(one.code, one.name, dice) if at % 8 == 0 else UnitCounts(code=one.code, name=one.name)
                for at, one in enumerate(UNITS)
            )
        case "calm":
            return tuple(
                UnitCounts(code=one.code, name=one.name, received=2, finished=2, on_time=1, praise=1, answered=1)
                for one in UNITS[:6]
            )
        case "one":
            return (unit(UNITS[3].code, UNITS[3].name, dice),)
        case "busy":
            return tuple(unit(one.code, one.name, dice, times=137) for one in UNITS)
        case "long":
            name = "Trung tâm Phục vụ hành chính công phường {} và các tổ dân phố lân cận"
            return tuple(unit(one.code, name.format(one.name), dice) for one in UNITS[:7])
        case "evil":
            return tuple(unit(str(at), name, dice) for at, name in enumerate(EVIL))
        case _:
            return tuple(UnitCounts(code=one.code, name=one.name) for one in UNITS)


def digest_of(found: Sequence[UnitCounts], satisfaction: Satisfaction) -> Digest:
    """Give the digest of a week of these units, with a line for each overdue case of the first ones."""
    totals = {name: sum(getattr(one, name) for one in found) for name in Counts.model_fields}
    lines = tuple(
        OverdueLine(
            code=f"{at:09}",
            unit=one.code,
            unit_name=one.name,
            category=Category.DELAY,
            holder=PostView(id="head", kind="head", unit=one.name) if at else None,
            level="head",
            due_at=WEEK.end - timedelta(days=at + 1),
            days_late=at,
            over=at == 2,
        )
        for at, one in enumerate(one for one in found[:9] if one.overdue)
    )
    return Digest(
        week=WEEK,
        units=tuple(found),
        categories=(CategoryCounts(category=Category.DELAY, **totals),) if any(totals.values()) else (),
        totals=Counts(**totals),
        previous=Counts(received=totals["received"] + 3, answered=1234, late=4, closing=12),
        satisfaction=satisfaction,
        overdue=lines,
        first=(Say(key="digest.ahead.reopened", args={"n": 3}), Say(key="digest.ahead.soon", args={"n": 14}))
        if lines
        else (),
        rated=tuple(
            Rated(unit=one.code, name=one.name, n=12, mean=4.25, good=83, low=55, high=95) for one in found[:3]
        ),
        service=Rated(n=36, mean=4.25, good=83, low=68, high=92) if lines else Rated(),
    )


def sheet(kind: str) -> Sheet:
    """Give the sheet of a week of a kind, with what people said of it."""
    found = units(kind)
    few, many = Satisfaction(yes=2, no=1), Satisfaction(yes=1700, partly=622, no=402, score=4.12, n=1200)
    said = {"full": many, "busy": many, "calm": few, "long": many}.get(kind, Satisfaction())
    moved = [Turnover(at, found[0].code, 2 + at % 3, 2 + at % 2) for at in range(7)] if kind != "empty" else []
    whole = kind in ("full", "busy", "empty")
    return sheet_of(digest_of(found, said), STANDING if whole else MEMBER, moved, whole=whole)


def page(kind: str, language: Language = "vi") -> Page:
    """Give the page of a week of a kind."""
    return page_of(sheet(kind), VOICE, language)
