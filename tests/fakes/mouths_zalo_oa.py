"""A person with Zalo on the phone, in a talk with the Official Account on the local server."""

import re

from bot.channels.zalo_oa.read import MARK
from handlers.talk.events import Arriving, Command, Contact, File, Photo, Place, Tap, Text, Unsupported, Voice
from handlers.talk.facts import Language
from handlers.talk.says import Button
from tests.fakes.deeds import content
from tests.fakes.mouths import Arrived
from tests.fakes.zalo_oa_server import ZaloOaServer
from tests.house_under_test import Town


class OnZaloOa:
    """One person: a deed on the phone comes by the signed webhook, answers go out by the account's API."""

    taps = True
    most_buttons = 5

    def __init__(self, town: Town, server: ZaloOaServer, number: int) -> None:
        self.town, self.server = town, server
        self.phone = server.person(f"83090000000000{number}")
        self.address = ("zalo_oa", self.phone.id)

    async def send(self, body: Arriving) -> str | None:
        """Do it on the phone."""
        phone, made = self.phone, ""
        match body:
            case Text(text=text):
                made = phone.say(text)
            case Command(name=name, argument=argument):
                phone.say(f"/{name} {argument}".strip())
            case Photo(ref=ref, caption=caption):
                made = phone.photo(content(ref), caption=caption)
            case File(ref=ref, name=name, caption=caption):
                made = phone.document(content(ref), name, caption)
            case Voice(ref=ref):
                phone.voice(content(ref))
            case Place(latitude=latitude, longitude=longitude):
                phone.place(latitude, longitude)
            case Contact(phone=number, own=own):
                phone.share_phone(number) if own else phone.card(number)
            case Tap(step=step, value=value):
                phone.press(f"{MARK}{step}|{value}")
            case Unsupported():
                phone.sticker()
            case _:
                raise AssertionError(f"Zalo cannot send {body.kind}")
        await self._taken()
        return made or None

    async def press(self, button: Button, label: str) -> None:
        """Press the button that really arrived with these words; of more than five, type what the list says.

        A list that stands above newer choices cannot be pressed: then what a button would have said is typed by hand.
        """
        payload, verb, newer = f"{MARK}{button.step}|{button.value}", self._verb(button), False
        for sent in reversed(self.phone.seen):
            listed = re.search(rf"^(\d+)\. {re.escape(label)}$", sent.text, re.MULTILINE)
            if any((one["title"], one["payload"]) == (label, payload) for one in sent.buttons):
                typed = payload
            elif f"\n• {verb}" in sent.text:
                typed = verb
            elif listed or re.search(rf"(^• |  |^){re.escape(label)}(  |$)", sent.text, re.MULTILINE):
                typed = payload if newer else listed[1] if listed else label
            else:
                newer = newer or bool(sent.buttons) or bool(re.search(r"^\d+[. ] ", sent.text, re.MULTILINE))
                continue
            self.phone.say(typed)
            await self._taken()
            return
        raise AssertionError(f"no such choice has arrived: {label}")

    async def join(self, token: str) -> None:
        """Type what the invitation says."""
        await self.send(Command(name="start", argument=f"i-{token}"))

    async def arrived(self) -> Arrived:
        """Give what the phone shows, but for the notes that stand for files."""
        notes = {self._note(language).partition("{")[0] for language in ("vi", "en")}
        return [
            (one.text, [button["title"] for button in one.buttons])
            for one in self.phone.seen
            if not one.text.startswith(tuple(notes))
        ]

    def _note(self, language: str) -> str:
        return self.town.world.voice.text(language, "zalo.file_left")

    def _verb(self, button: Button, language: Language = "vi") -> str:
        return self.town.world.voice.typed(language, button) or "\0"

    async def _taken(self) -> None:
        await self.server.quiet()
        await self.town.settle()
