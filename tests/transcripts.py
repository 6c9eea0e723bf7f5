"""Plays transcripts that a town hall can read, by taps, by numbers, by labels, with or without marks.

# A title.
+ officer-07339 officer        a person takes up a post; deputy:officer-07339 stands in for its holder
+ away officer 2026-11-17 2026-11-19   a person is away, both days included
+ survey pks05 07339 citizen   a shipped form is open for units; who is named was served there and is invited
+ english citizen              this person's phone speaks English
+ until 2026-11-20 09:00       the clock moves on; every other line takes twenty seconds
citizen> words                 typed words ("/start u-07339" a command); {1}: first case, {link}: newest one-time code
citizen> [consent.yes]         a button, by the key of its label, with =value where several share it
citizen> (photo a.jpg 7)       what is no words: see `deeds`
citizen< key [key] [key]       what this person got since: the key of each message, and its buttons
= category=delay status=…      fields of the newest stored case
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal, Protocol

from bot.invitations import invite
from bot.voice import spaced
from handlers.casework.cases import Case
from handlers.folding import fold
from handlers.talk.choices import digits, keypad
from handlers.talk.events import Address, Arriving, Edited, Text
from handlers.talk.facts import Language
from handlers.talk.says import Button, Message, Say
from storage import cases, people
from storage.times import ZONE
from tests.fakes.deeds import deed
from tests.fakes.spells import SPELLS
from tests.house_under_test import Town

Hand = Literal["taps", "numbers", "labels", "plain"]
A_MOMENT = timedelta(seconds=20)
_LINE = re.compile(r"(\w*)([<>+=#])\s?(.*)")
_BUTTON = re.compile(r"\[([\w.]+)(?:=([^\]]*))?\]")
_OLD = re.compile(r"\(old ([\w.]+)(?:=(.*))?\)")
_EDIT = re.compile(r"\(edit (.+) => (.+)\)")
_INVITATION = re.compile(r"\(invitation ?([\w:-]*)\)")


class Mouth(Protocol):
    """One person's end of a channel. Every deed returns when all that follows at once is sent."""

    address: tuple[str, str]
    taps: bool

    async def send(self, body: Arriving) -> str | None:
        """Send something and give the channel's id of that message, where it has one."""
        ...

    async def press(self, button: Button, label: str) -> None:
        """Press a button that has arrived."""
        ...

    async def join(self, token: str) -> None:
        """Take up an invitation."""
        ...

    async def arrived(self) -> list[tuple[str, list[str]]]:
        """Give the words and the buttons of all that has arrived, in order."""
        ...


@dataclass
class Seat:
    """What a player remembers of one person."""

    mouth: Mouth
    seen: int
    offered: tuple[Button, ...] = ()
    pushed: tuple[Button, ...] = ()
    past: list[Button] = field(default_factory=list)
    wrote: list[tuple[str, str]] = field(default_factory=list)
    owed: list[Message] = field(default_factory=list)
    before: int = 0


@dataclass
class Player:
    """Plays one transcript in a town and writes what really happened."""

    town: Town
    hand: Hand
    mouth: Callable[[str, Language], Any]
    seats: dict[str, Seat] = field(default_factory=dict)
    english: set[str] = field(default_factory=set)
    token: str = ""

    async def play(self, script: str) -> str:
        """Give the transcript as it really went."""
        out: list[str] = []
        for raw in script.splitlines():
            found = _LINE.fullmatch(raw)
            if found is None or found[2] == "#":
                out.append(raw)
                continue
            who, kind, rest = found.groups()
            if kind == "<":
                continue
            out += await self._heard()
            if kind == "=":
                out.append(f"= {await self._fields(rest)}")
            else:
                out.append(raw)
                await self._do(who, kind, rest)
        out += await self._heard()
        return "\n".join(out).rstrip() + "\n"

    async def _do(self, who: str, kind: str, rest: str) -> None:
        name, _, value = rest.partition(" ")
        if kind == "+" and name == "until":
            await self.town.until(datetime.strptime(value, "%Y-%m-%d %H:%M").replace(tzinfo=ZONE))
            return
        if kind == "+" and name == "english":
            self.english.add(value)
            return
        if kind == "+" and name in SPELLS:
            await SPELLS[name](self.town, self._address, *value.split())
            return
        self.town.world.clock.move(A_MOMENT)
        if kind == "+":
            await self._seat(value)
            await self._invited(value, name)
            self.seats[value].seen = await self._last_id()
            self.seats[value].before = len(await self.seats[value].mouth.arrived())
            return
        await self._seat(who)
        await self._deed(who, rest)
        await self.town.fetch()

    async def _deed(self, who: str, rest: str) -> None:
        seat = self.seats[who]
        if invitation := _INVITATION.fullmatch(rest):
            await self._invited(who, invitation[1])
        elif old := _OLD.fullmatch(rest):
            button = next(one for one in reversed(seat.past) if one.key == old[1] and old[2] in (None, one.value))
            await seat.mouth.press(button, await self._label(who, button))
        elif button_ := _BUTTON.fullmatch(rest):
            value = await self._with_codes(button_[2] or "")
            await self._press(who, button_[1], digits(value) if "-" in value and "/" not in value else button_[2])
        elif edit := _EDIT.fullmatch(rest):
            text, id_ = next(one for one in reversed(seat.wrote) if edit[1] in one[0])
            seat.wrote.append((text.replace(edit[1], edit[2]), id_))
            await seat.mouth.send(Edited(of=id_, text=seat.wrote[-1][0]))
        else:
            await self._send(who, deed(await self._with_codes(rest)))

    async def _send(self, who: str, body: Arriving) -> None:
        id_ = await self.seats[who].mouth.send(body)
        if isinstance(body, Text) and id_ is not None:
            self.seats[who].wrote.append((body.text, id_))

    async def _invited(self, who: str, post: str) -> None:
        """Let a person take up an invitation to a post, or once more the last one."""
        if post:
            follows = [one.code for one in self.town.world.directory.district("Tân Yên")]
            units = follows if post.startswith("member") else None
            as_, _, post = post.rpartition(":")
            valid = timedelta(days=30)
            made = await invite(self.town.world, post, name=who, follows=units, valid=valid, deputy=as_ == "deputy")
            self.token = made.token
        await self.seats[who].mouth.join(self.token)

    async def _seat(self, who: str) -> None:
        if who not in self.seats:
            mouth = self.mouth(who, "en" if who in self.english else "vi")
            self.seats[who] = Seat(mouth, await self._last_id())

    async def _last_id(self) -> int:
        rows = await self.town.world.db.read.fetch("SELECT coalesce(max(id), 0) FROM outbox")
        return int(rows[0][0])

    async def _with_codes(self, rest: str) -> str:
        filed = list(reversed(await cases.newest(self.town.world.db.read, 50)))
        if "{link}" in rest:
            rows = await self.town.world.db.read.fetch(
                "SELECT say ->> '$.args.code' FROM outbox WHERE say ->> '$.key' = 'link.code' ORDER BY id DESC LIMIT 1"
            )
            rest = rest.replace("{link}", rows[0][0])
        return re.sub(r"\{(\d)\}", lambda found: spaced(filed[int(found[1]) - 1].code), rest)

    async def _language(self, who: str) -> Language:
        chosen, hint = await people.language_of(self.town.world.db.read, self._address(who))
        return "vi" if (chosen or hint or "vi").startswith("vi") else "en"

    def _address(self, who: str) -> Address:
        channel, user = self.seats[who].mouth.address
        return Address(channel=channel, user=user)

    async def _label(self, who: str, button: Button) -> str:
        return self.town.world.voice.label(await self._language(who), button)

    async def _press(self, who: str, key: str, value: str | None) -> None:
        """Press a button, or type what stands for it: own choices by number or label, pushed ones by verb and code."""
        seat = self.seats[who]
        for own in (True, False):
            for at, one in enumerate(seat.offered if own else seat.pushed, 1):
                if one.key == key and value in (None, one.value):
                    label = await self._label(who, one)
                    if self.hand == "taps":
                        await seat.mouth.press(one, label)
                    else:
                        pad = own and keypad([await self._label(who, other) for other in seat.offered])
                        number = None if not own else label if pad else str(at)
                        typed = await self._typed(who, one, label, number)
                        await self._send(who, Text(text=fold(typed) if self.hand == "plain" else typed))
                    return
        raise AssertionError(f"{who} was not offered [{key}], but {[b.key for b in (*seat.offered, *seat.pushed)]}")

    async def _typed(self, who: str, button: Button, label: str, number: str | None) -> str:
        if number is not None:
            return number if self.hand == "numbers" else label
        code = spaced(button.value) if len(digits(button.value)) == 9 else ""
        if self.hand == "labels":
            return f"{label} {code}".strip()
        typed = self.town.world.voice.typed(await self._language(who), button)
        assert typed, f"nothing can be typed instead of {button.key}"
        return typed

    async def _heard(self) -> list[str]:
        """Give what each person got since the last look, and note what may be pressed now."""
        lines: list[str] = []
        for who, seat in self.seats.items():
            rows = await self.town.world.db.read.fetch(
                "SELECT id, kind, state, say, sent_as FROM outbox "
                "WHERE channel = ? AND user = ? AND id > ? ORDER BY id",
                *seat.mouth.address,
                seat.seen,
            )
            for id_, kind, state, text, sent_as in rows:
                seat.seen = id_
                if kind == "commands":
                    continue
                say = Say.model_validate_json(text)
                if kind == "fold":  # a card that changes in place, where a channel can do that
                    seat.owed += [await self._in_words(who, say, own=False)] if sent_as else []
                    continue
                if kind == "reply":
                    seat.offered = say.buttons or seat.offered
                else:
                    seat.pushed = say.buttons or seat.pushed
                seat.past += say.buttons
                names = [_name(one, say.buttons) for one in say.buttons]
                lines.append(" ".join([f"{who}< {say.key}", *names, *([f"({state})"] if state != "sent" else [])]))
                seat.owed.append(await self._in_words(who, say, own=kind == "reply"))
        return lines

    async def _in_words(self, who: str, say: Say, *, own: bool) -> Message:
        """Give a message as it must look to this person now."""
        voice, language, mouth = self.town.world.voice, await self._language(who), self.seats[who].mouth
        if mouth.taps and len(say.buttons) <= getattr(mouth, "most_buttons", len(say.buttons)):
            return voice.message(say, language)
        written = voice.numbered(voice.message(say, language), language) if own else voice.by_verb(say, language)
        file = f"\n[{written.file.name}]" if written.file and not mouth.taps else ""
        return written.model_copy(update={"text": f"{written.text}{file}", "buttons": ()})

    async def check_arrivals(self) -> None:
        """Fail unless each person has got every message with the same words and buttons, in the same order."""
        for who, seat in self.seats.items():
            got = (await seat.mouth.arrived())[seat.before :]
            arrived = [word for words, labels in got for word in (*words.split(), *labels)]
            owed = [word for one in seat.owed for word in (*one.text.split(), *(label.text for label in one.buttons))]
            assert arrived == owed, who

    async def _fields(self, wanted: str) -> str:
        """Give the named fields of the newest case as they are stored."""
        case = (await cases.newest(self.town.world.db.read, 1))[0]
        names = [part.partition("=")[0] for part in wanted.split()]
        return " ".join(f"{name}={_value(case, name)}" for name in names)


def _name(button: Button, buttons: tuple[Button, ...]) -> str:
    shared = sum(1 for one in buttons if one.key == button.key) > 1
    return f"[{button.key}={button.value}]" if shared and len(digits(button.value)) != 9 else f"[{button.key}]"


def _value(case: Case, name: str) -> str:
    value = getattr(case, name)
    return str(value).replace(" ", "_").replace("\n", "|")


def text_of(script: Path) -> str:
    """Give a transcript as it is written."""
    return script.read_text(encoding="utf-8")


def rewrite(script: Path, played: str) -> None:
    """Write a transcript anew."""
    script.write_text(played, encoding="utf-8")


def scripts() -> list[Path]:
    """Give all transcripts."""
    return sorted((Path(__file__).parent / "handlers" / "conversations").glob("*.txt"))
