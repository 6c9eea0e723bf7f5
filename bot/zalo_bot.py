"""The Zalo Bot Platform wired in: its channel, its webhook, and the addresses from which it fetches pictures."""

from starlette.routing import BaseRoute

from bot.app import House
from bot.channels import zalo_bot
from bot.clock import real_ms
from bot.config import Config
from bot.files import Store
from bot.handed import Links, route
from bot.voice import spoken
from bot.web.hooks import hook
from bot.world import World
from handlers.talk.events import Address
from handlers.talk.says import Attachment
from storage import people

HEADER = "X-Bot-Api-Secret-Token"


def channel(world: World, config: Config) -> zalo_bot.ZaloBot:
    """Give the channel."""

    async def note(user: str, file: Attachment) -> str:
        chosen, hint = await people.language_of(world.db.read, Address(channel="zalo_bot", user=user))
        return world.voice.text(spoken(chosen, hint), "file.elsewhere", {"name": file.name})

    settings = zalo_bot.Settings(**config.zalo_bot.model_dump(), public_url=config.web.public_url)
    return zalo_bot.open(settings, zalo_bot.Handed(_links(config).to, note))


def routes(house: House, config: Config) -> list[BaseRoute]:
    """Give the routes on which Zalo calls us: for pictures, and for events in webhook mode."""
    here = house.channels.get("zalo_bot")
    if not isinstance(here, zalo_bot.ZaloBot):
        return []
    found: list[BaseRoute] = [route(_links(config), Store(config.storage.files).read)] if config.web.public_url else []
    if config.zalo_bot.mode != "webhook":
        return found

    return [*found, hook(here, config.zalo_bot.webhook_path, HEADER)]


def _links(config: Config) -> Links:
    hours = config.zalo_bot.file_hours
    return Links(config.zalo_bot.token, config.web.public_url, hours * 3600, real_ms)
