"""Whatever opens, shuts and stops: no notice is lost, and none is repeated unmarked."""

import itertools
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from bot.channels.channel import Reason, TryLater
from tests.fakes.town_people import person_id, unsent
from tests.fakes.windows import NARROW, Windows, tell
from tests.house_under_test import VOICE, Person, open_town

AGAIN = VOICE.text("vi", "sent.again")
LATE = "Trong lúc chưa nhắn được"


WAYS = ("owe", "owe", "owe", "come", "shut", "open", "block", "token", "lose", "later", "restart", "crash")


@pytest.mark.parametrize("seed", range(16))
async def test_nothing_vanishes_whatever_opens_shuts_and_stops(tmp_path: Path, seed: int) -> None:
    """Each notice arrives, a second copy only marked; all in order where doors open by contacts alone."""
    dice, sent = Random(seed), Counter[str]()
    by_contact = seed % 2 == 0
    ways = [way for way in WAYS if not by_contact or way not in ("open", "token", "restart", "crash")]
    users, numbers, ids = ("an", "binh", "chi"), itertools.count(), itertools.count()
    persons: dict[str, int] = {}
    shut: dict[str, Reason] = {}
    arrived: dict[str, list[tuple[int, bool]]] = {user: [] for user in users}
    zalo = Windows(limits=replace(NARROW, text=dice.choice((120, 2_000))), shut=shut)

    def note(user: str, message: object) -> None:
        text = getattr(message, "text", "")
        arrived[user] += [(int(found), AGAIN in text) for found in re.findall(r"“n(\d+)”", text)]

    left = 60
    while left:
        zalo = Windows(limits=zalo.limits, shut=shut, watchers=[note])
        async with open_town(tmp_path, channels=lambda *_, zalo=zalo: [zalo]) as town:
            town._ids = ids
            town.house.postman.rest = 0.001
            while left:
                left -= 1
                user, what = dice.choice(users), dice.choice(ways)
                if user not in persons:
                    await Person(town, user, "zalo").command("start")
                    persons[user] = await person_id(Person(town, user, "zalo"))
                if what == "owe":
                    words = [f"n{next(numbers)}" for _ in range(dice.randint(1, 5))]
                    sent.update(dict.fromkeys(words, persons[user]))
                    await tell(town, persons[user], *words)
                elif what == "come":
                    if by_contact:
                        await town.settle()
                    if shut.get(user) != "token":
                        shut.pop(user, None)
                    await Person(town, user, "zalo").command("help")
                elif what in ("shut", "block", "token"):
                    shut[user if what != "token" else ""] = {"shut": "window", "block": "blocked"}.get(what, "token")  # type: ignore[assignment]
                elif what == "open":
                    shut.clear()
                elif what == "lose":
                    zalo.lost.append(user)
                elif what == "later":
                    zalo.trouble[user] = [TryLater(0), TryLater(0.001)]
                elif what in ("restart", "crash"):
                    if what == "crash":
                        for task in town.house.postman._busy.values():
                            task.cancel()
                        town.house.postman._mine.clear()  # so that nothing is put back, as if killed
                    break
                if dice.random() < 0.5:
                    await town.settle()
    shut.clear()
    zalo = Windows(limits=zalo.limits, watchers=[note])
    async with open_town(tmp_path, channels=lambda *_: [zalo]) as town:
        town._ids = ids
        await town.settle()
        for user in users:
            await Person(town, user, "zalo").command("help")
        await town.settle()
        assert await unsent(town) == {}
    for user, person in persons.items():
        owed = [int(word[1:]) for word, whose in sent.items() if whose == person]
        firsts = list(dict.fromkeys(n for n, _ in arrived[user]))
        assert sorted(firsts) == sorted(owed)
        assert firsts == owed or not by_contact
        seen: set[int] = set()
        for n, marked in arrived[user]:
            assert n not in seen or marked, f"{n} came twice, unmarked"
            seen.add(n)
