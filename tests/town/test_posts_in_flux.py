"""Posts that change hands at any moment, also while messages wait: nothing reaches the accused, nothing is dropped."""

import asyncio
import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from bot.channels.channel import TryLater
from handlers.casework.cases import About, Case, Status
from handlers.casework.categories import Category
from handlers.casework.organisation import Organisation
from handlers.casework.routing import CaseEvent, fallback, place, recipients
from handlers.talk.says import Message
from storage import cases
from storage.times import to_ms
from tests.fakes.town_people import agree, person_id, report
from tests.handlers.oracle_of_routing import Rules
from tests.house_under_test import MONDAY, Town

POSTS = ("officer-07339", "head-07339", "inspector", "department", "mttq", "standing", "member-1", "clerk")
USERS = tuple(f"official-{n}" for n in range(8))
STEPS = 40


@dataclass
class Flux:
    """A town in which anything may happen, and what was sent in it, each with the organisation of that moment."""

    town: Town
    dice: random.Random
    org: Organisation
    persons: dict[str, int] = field(default_factory=dict)
    sent: list[tuple[str, str, Organisation, datetime]] = field(default_factory=list)
    _tick: int = 0

    def watch(self, user: str, message: Message) -> None:
        """Note what is sent at the moment of its sending."""
        self.sent.append((user, message.model_dump_json(), self.org, self.town.world.clock.now()))

    async def change(self) -> None:
        """Let somebody come to a post, leave one, go away, or come back."""
        self._tick += 1
        person, now = self.persons[self.dice.choice(USERS)], self.town.world.clock.ms()
        long_ago = to_ms(MONDAY - timedelta(days=30)) + self._tick
        match self.dice.randrange(8):
            case 0 | 1 | 2 | 3:
                sql = "INSERT INTO holders (post, person, name, since, deputy) VALUES ($1, $2, 'x', $3, $4)"
                sql += " ON CONFLICT DO NOTHING"
                since, deputy = self.dice.choice((now, long_ago)), int(self.dice.random() < 0.3)
                rows: tuple[object, ...] = (self.dice.choice(POSTS), person, since, deputy)
            case 4 | 5:
                sql, rows = "UPDATE holders SET until = $2 WHERE person = $1 AND until IS NULL", (person, now)
            case 6:
                sql = "INSERT INTO absences (person, since) VALUES ($1, $2) ON CONFLICT DO NOTHING"
                rows = (person, now)
            case _:
                sql, rows = "UPDATE absences SET until = $2 WHERE person = $1 AND until IS NULL", (person, now)
        async with self.town.world.db.write() as tx:
            await tx.execute(sql, *rows)  # type: ignore[arg-type]
        self.org = await self.town.world.organisation(self.town.world.db.read)

    async def file(self, reporter: str) -> None:
        """Let somebody file a report, and posts change while its messages wait."""
        for user in self.dice.sample(USERS, 4):
            self.town.line.trouble[user] = [TryLater(0.02)] * self.dice.randrange(3)
        abouts: tuple[About | None, ...] = (None, "staff", "leader", "unsure")
        about = self.dice.choice(abouts)
        category = Category.DELAY if about is None else Category.ATTITUDE
        filing = asyncio.create_task(report(self.town.person(reporter), category=category, about=about))
        for _ in range(3):
            await asyncio.sleep(0.01)
            await self.change()
        await filing
        self.town.line.trouble.clear()

    async def step(self) -> None:
        """Let anything happen."""
        match self.dice.randrange(6):
            case 0 | 1:
                await self.file(self.dice.choice(("lan", "mai", *USERS[:2])))
            case 2 | 3:
                await self.change()
            case _:
                await self.town.advance(minutes=self.dice.choice((1, 5, 600, 3000)))

    def betrayed(self, case: Case) -> list[tuple[str, str]]:
        """Give who was sent anything of a case that the rules forbade at that moment."""
        spaced, found = f"{case.code[:3]}-{case.code[3:6]}-{case.code[6:]}", []
        for user, text, org, now in self.sent:
            person = self.persons[user]
            named = case.code in text or spaced in text
            if named and person != case.reporter and person in Rules(case, org, now).forbidden_persons:
                found.append((user, text[:80]))
        return found


@pytest.mark.parametrize("seed", range(6))
async def test_whatever_changes_no_case_reaches_whom_it_must_not_and_none_is_dropped(town: Town, seed: int) -> None:
    dice, world = random.Random(seed), town.world
    world.independent = "mttq"
    async with world.db.write() as tx:
        await tx.execute("INSERT INTO posts (id, kind, follows) VALUES ('member-1', 'member', '[\"07339\"]')")
        await tx.execute("INSERT INTO posts (id, kind, under) VALUES ('clerk', 'department', 'department')")
    flux = Flux(town, dice, await world.organisation(world.db.read))
    for user in (*USERS, "lan", "mai"):
        await agree(town.person(user))
        flux.persons[user] = await person_id(town.person(user))
    town.line.watchers.append(flux.watch)
    for _ in range(6):
        await flux.change()
    for _ in range(STEPS):
        await flux.step()
    await town.advance(minutes=61)

    everything = await cases.newest(world.db.read, 1_000)
    now = world.clock.now()
    assert len(everything) > 5
    assert sum(case.code in text for case in everything for user, text, _, _ in flux.sent if user in USERS) > 5
    for case in everything:
        assert flux.betrayed(case) == []
        if case.status is Status.NEW:
            assert place(case, flux.org, now).holder is None
        elif case.open and not recipients(case, CaseEvent.NOTICE, flux.org, now):
            assert fallback(case, flux.org, now) == ()
