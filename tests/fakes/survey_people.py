"""What people do with surveys in tests: open one, bring a list, answer all of it."""

from datetime import date

from bot import surveys
from storage.database import Row
from tests.house_under_test import Person, Town

PHONE = "0912345678"
WORDS = "con hoàng yến trong lồng son"


async def opened(town: Town, name: str = "pks06", units: tuple[str, ...] = ("07339",), last: date | None = None) -> str:
    """Open a shipped form; give its id."""
    today = town.world.clock.now().date()
    form, _ = surveys.form(name, town.world.directory, today)
    return (await surveys.open_one(town.world, form, units, today, last))[0].id


def served(*rows: str) -> str:
    """Give a list of finished files at xã Tân Yên: "H1,0912345678,," """
    lines = [f"{dossier},07339,16/11/2026,{rest}" for dossier, _, rest in (row.partition(",") for row in rows)]
    return "\n".join(["dossier,unit,finished,phone,channel,user", *lines])


async def answer_all(person: Person, choices: int = 8) -> None:
    """Let a person begin, press the first button of each question, and write words where words are asked for."""
    await person.presses("Bắt đầu")
    for _ in range(choices):
        if len(person.last.buttons) > 1:
            await person.taps(person.last.buttons[0].step, person.last.buttons[0].value)
        elif person.last.buttons:
            await person.types(WORDS)


async def rows(town: Town, sql: str) -> list[Row]:
    """Give rows of the store."""
    return await town.world.db.read.fetch(sql)
