"""A person with the Zalo bot on the phone: no buttons, everything by number or by word."""

import re
from urllib.parse import unquote

from handlers.talk.events import Arriving, Command, Photo, Text, Unsupported
from handlers.talk.says import Button
from tests.fakes.deeds import content
from tests.fakes.mouths import Arrived
from tests.fakes.zalo_bot_server import ZaloBotServer
from tests.house_under_test import Town

LINK = re.compile(r"\S*/tep/\d+/[\w-]+/[0-9a-f]{64}/(\S+)")


class OnZaloBot:
    """A person with Zalo, by the local server."""

    taps = False

    def __init__(self, town: Town, server: ZaloBotServer, name: str) -> None:
        self.town, self.server = town, server
        self.phone = server.person(name)
        self.address = ("zalo_bot", self.phone.id)

    async def send(self, body: Arriving) -> str | None:
        """Do it on the phone."""
        phone = self.phone
        match body:
            case Text(text=text):
                made = phone.say(text)
            case Command(name=name, argument=argument):
                made = phone.say(f"/{name} {argument}".strip())
            case Photo(ref=ref, caption=caption):
                made = phone.photo(content(ref), caption)
            case Unsupported(what="sticker"):
                made = phone.sticker()
            case _:
                raise AssertionError(f"Zalo does not pass on {body.kind}")
        await self._taken()
        return made

    async def press(self, button: Button, label: str) -> None:
        """Zalo has no buttons."""
        raise AssertionError(f"no button can be pressed on Zalo: {label}")

    async def join(self, token: str) -> None:
        """Type the invitation's code."""
        await self.send(Command(name="join", argument=token))

    async def arrived(self) -> Arrived:
        """Give what this person sees; of a picture or a link the name of the file."""
        shown = (f"{one.text}\n{one.url}" if one.kind == "photo" else one.text for one in self.phone.seen)
        return [(LINK.sub(lambda found: f"[{unquote(found[1])}]", text), []) for text in shown]

    async def _taken(self) -> None:
        """Wait until the event has left the server and is taken: the next poll waits, or the webhook has answered."""
        server = self.server
        await server.until(lambda: not server.queue and (server.hook or server.polled))
        await self.town.settle()
