"""A survey that is under way when the demo begins, with made-up answers, so that there is something to look at."""

import secrets
from random import Random
from typing import Final

from bot import surveys
from bot.world import World
from handlers.casework.surveys import SCORES, Answer, Question, sound
from storage import surveys as kept
from storage.surveys import Drawn, Fate, Sheet

FORM: Final = "pks05"
DISTRICT: Final = "Tân Yên"
_ASKED: Final = 120
"""So many were drawn at each unit."""
_LIKED: Final = (2, 6, 14, 46, 32)
"""How many of a hundred choose each of the five levels."""


async def sow(world: World) -> None:
    """Open a shipped form for a former district, with invitations and answers; nothing where it is open already."""
    if await kept.get(world.db.read, FORM) is not None:
        return
    today, dice = world.clock.now().date(), Random(FORM)
    form, _ = surveys.form(FORM, world.directory, today)
    units = tuple(unit.code for unit in world.directory.district(DISTRICT))
    opened, _ = await surveys.open_one(world, form, units, today, None)
    drawn, sheets = [], []
    for unit in opened.units:
        came = dice.randrange(55, 90)
        for n in range(_ASKED):
            fate: Fate = "answered" if n < came else "asked" if n < _ASKED - 2 else "no_contact"
            drawn.append(Drawn(f"demo-{unit}-{n}", unit, "", None, None, fate))
        for _ in range(came):
            answers = [Answer(question=one.id, values=_made_up(one, dice)) for one in form.questions]
            sheets.append(Sheet("citizen", unit, True, sound(form, "citizen", answers)))
    async with world.db.write() as tx:
        wave = await kept.add_wave(tx, opened.id, (), {}, {"n": _ASKED}, (), world.clock.now())
        await kept.invite(tx, opened.id, wave, drawn)
        for sheet in sheets:
            await kept.answer(tx, secrets.token_hex(16), opened.id, sheet)


def _made_up(question: Question, dice: Random) -> tuple[str, ...]:
    if question.kind == "text":
        return ()
    if question.kind == "score":
        return (dice.choices(SCORES, _LIKED)[0],)
    return ("no",) if question.lane else (dice.choice(question.choices),)
