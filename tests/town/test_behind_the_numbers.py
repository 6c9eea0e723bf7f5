"""Every number of a digest can be opened as the list of its cases, and a past digest stays as it was."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import pytest

from bot import overseeing
from bot.desks import may_open
from bot.digests import gather
from bot.work import Work
from handlers.casework.digest_effects import ListCases, ShowUnit
from handlers.casework.periods import Month, Week
from handlers.digests.digest import to_json
from handlers.digests.figures import FIGURES, Figure
from handlers.talk.events import DigestPage
from handlers.talk.says import Button, Code, Say
from storage import cases
from storage.times import ZONE, from_ms
from tests.fakes.lively import UNITS, Lively
from tests.fakes.town_people import leave, person_id
from tests.house_under_test import Person, Town

WEEK = Week(year=2026, number=47)
SECOND = Week(year=2026, number=48)
SAID = {"solved": ("solve", "yes"), "partly": ("", "partly"), "unsolved": ("", "no"), "no_answer": ("lapse", "silence")}
ACTS = {
    "answered": "answer", "rejected": "reject", "withdrawn": "withdraw", "reopened": "reopen", "appealed": "appeal",
    "praise": "thank", "transfers": "transfer", "extensions": "grant", "flagged": "flag",
}  # fmt: skip


class Happened(NamedTuple):
    """A row of the history, read by nobody's query but this test's."""

    code: str
    at: datetime
    action: str
    delta: int
    due: datetime | None
    extended: int
    note: str


def plodding(figure: Figure, story: Sequence[Happened], start: datetime, end: datetime) -> int:
    """Count what one case adds to a figure, event by event."""
    is_open = was_open = False
    due: datetime | None = None
    n, last_score = 0, ""
    for one in story:
        if one.at >= end:
            break
        is_open, due = (one.delta > 0 if one.delta else is_open), one.due
        if one.at < start:
            was_open = is_open
            continue
        decided = one.action in ("answer", "reject") and one.due is not None
        in_time = decided and one.due is not None and one.at <= one.due
        match figure:
            case "received" | "finished":
                n += one.delta == (1 if figure == "received" else -1)
            case "on_time" | "extended":
                n += in_time and bool(one.extended) == (figure == "extended")
            case "late":
                n += decided and not in_time
            case "scored":
                last_score = one.note if one.action == "score" else last_score
            case "solved" | "partly" | "unsolved" | "no_answer":
                judged = one.action in ("solve", "reopen", "lapse")
                n += judged and one.note == SAID[figure][1]
            case "opening" | "closing" | "overdue" | "soon" | "spots":
                pass
            case _:
                n += one.action == ACTS[figure]
    if figure == "opening":
        return int(was_open)
    if figure == "closing":
        return int(is_open)
    if figure in ("overdue", "late"):
        n += is_open and due is not None and due < end
    return n + bool(last_score)


async def stories(town: Town) -> dict[str, tuple[str, list[Happened]]]:
    """Give what happened to each case, with the unit that it is about."""
    sql = "SELECT unit, code, at, action, delta, due_at, extended, note FROM history ORDER BY code, seq"
    found: dict[str, tuple[str, list[Happened]]] = {}
    for unit, code, at, action, delta, due, *rest in await town.world.db.read.fetch(sql):
        row = Happened(code, from_ms(at), action, delta, None if due is None else from_ms(due), *rest)
        found.setdefault(code, (unit, []))[1].append(row)
    return found


async def asked(town: Town, person: int, effect: ListCases | ShowUnit) -> Say:
    """Give the page that a reader gets."""
    got = await overseeing.act(Work(town.world.db.read, town.world, town.world.clock.now()), effect, person)
    assert isinstance(got, DigestPage), (effect, got)
    return got.says[0]


async def listed(town: Town, person: int, value: str) -> tuple[int, list[str], int]:
    """Give the number above a list, the codes in it on all its pages, and how many are not for the reader."""
    codes: list[str] = []
    hidden, more = 0, Button(step="digest.list", value=value, key="digest.more")
    while True:
        say = await asked(town, person, ListCases(asked=more.value))
        codes += [arg.code for line in say.lines if isinstance(arg := line.args.get("code"), Code)]
        hidden += sum(int(str(line.args["n"])) for line in say.lines if line.key == "digest.list.hidden")
        onward = [one for one in say.buttons if one.key == "digest.more"]
        if not onward:
            return int(str(say.args["n"])), codes, hidden
        (more,) = onward


async def shown_figures(town: Town, person: int, period: str, unit: str) -> dict[str, int]:
    """Give the numbers that a unit's page shows, each by the button that opens it."""
    page = await asked(town, person, ShowUnit(asked=f"{period}/{unit}"))
    opened = [one for one in page.buttons if one.step == "digest.list"]
    return {one.value.split("/")[2]: int(str(one.args["n"])) for one in opened}


async def check_reader(town: Town, reader: Person, units: Sequence[str], *, head: bool) -> int:
    """Compare every number that a reader is shown, and every list behind it, with the plodding count."""
    person, now, hidden_in_all = await person_id(reader), town.world.clock.now(), 0
    work = Work(town.world.db.read, town.world, now)
    whole = {case.code: case for case in await cases.newest(town.world.db.read, 1000)}
    may = {code: await may_open(work, case, person) for code, case in whole.items()}
    guarded = {row[0] for row in await town.world.db.read.fetch("SELECT code FROM cases WHERE guarded = 1")}
    told = await stories(town)
    for unit in (*units, "all"):
        own = {
            code: story
            for code, (about, story) in told.items()
            if about in (units if unit == "all" else (unit,)) and not (head and code in guarded and not may[code])
        }
        shown = await shown_figures(town, person, WEEK.period, unit)
        for figure in FIGURES:
            counted = {code: plodding(figure, story, WEEK.start, WEEK.end) for code, story in own.items()}
            n, codes, hidden = await listed(town, person, f"{WEEK.period}/{unit}/{figure}")
            assert n == sum(counted.values()) == shown.get(figure, 0) == len(codes) + hidden, (reader, unit, figure)
            assert sorted(codes) == sorted(code for code, k in counted.items() for _ in range(k) if may[code])
            hidden_in_all += hidden
    return hidden_in_all


@pytest.mark.parametrize("seed", [4])
async def test_behind_every_number_stand_just_its_cases_for_every_reader(town: Town, seed: int) -> None:
    lively = Lively(town, seed)
    await lively.settle_in()
    await lively.live(WEEK.end + timedelta(days=4))
    town.line.sent.clear()

    assert await check_reader(town, town.person("standing"), UNITS, head=False) == 0
    await check_reader(town, town.person("member"), UNITS[:2], head=False)
    hidden = [await check_reader(town, town.person(f"head-{unit}"), (unit,), head=True) for unit in UNITS[:2]]
    assert sum(hidden) > 0, "an officer's case that has not come to the head is a number for the head, and no more"


@pytest.mark.parametrize("seed", [5])
async def test_a_digest_made_again_for_the_same_moment_is_the_same_to_the_byte(town: Town, seed: int) -> None:
    """Also after moves, judgements, granted time, and people who left their posts."""

    async def made(at: datetime) -> list[str]:
        org = await town.world.organisation(town.world.db.read)
        found = [
            await gather(town.world.db.read, period, None, org, town.world.calendar, at, waiting=False)
            for period in (WEEK, SECOND, Week(year=2026, number=49), Month(year=2026, number=11))
        ]
        return [json.dumps(to_json(one), ensure_ascii=False) for one in found]

    lively = Lively(town, seed)
    await lively.settle_in()
    await lively.live(SECOND.end - timedelta(hours=7))
    moment = SECOND.end + timedelta(hours=7, minutes=30)
    await town.until(moment)
    first = await made(moment)
    await town.advance(minutes=1)
    await lively.live(datetime(2026, 12, 1, 12, tzinfo=ZONE))
    await leave(town, town.person(f"head-{UNITS[0]}"), f"head-{UNITS[0]}")
    await town.post("successor", f"head-{UNITS[0]}")
    await lively.live(datetime(2026, 12, 4, 12, tzinfo=ZONE))

    assert await made(moment) == first
    assert '"holder": {"post"' in first[1]
