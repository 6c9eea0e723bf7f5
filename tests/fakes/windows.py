"""A messenger whose doors open and shut: windows, blocks, quotas, lost tokens, lost answers, templates."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.channels.channel import OfferKind, Reason, TryLater, Unreachable
from bot.work import Work
from handlers.talk.ask import say
from handlers.talk.says import Message
from storage import outbox
from tests.house_under_test import LIMITS, Line, Town


@dataclass
class Windows(Line):
    """A fake channel of any name; `shut` says to whom nothing may be sent and why, "" stands for everybody."""

    name: str = "zalo"
    shut: dict[str, Reason] = field(default_factory=dict)
    tries: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    """Users to whom the next message arrives, but whose answer does not come back."""

    async def send(self, user: str, message: Message) -> str:
        """Keep a message unless the door is shut."""
        self.tries.append(user)
        reason = self.shut.get("") or self.shut.get(user)
        if reason:
            raise Unreachable(reason=reason)
        sent_as = await super().send(user, message)
        if user in self.lost:
            self.lost.remove(user)
            raise TryLater(0, ambiguous=True)
        return sent_as


@dataclass
class WithTemplates(Windows):
    """The same with approved templates."""

    offers: list[tuple[str, str, str]] = field(default_factory=list)
    known: tuple[str, ...] = ("answered", "question")

    async def offer(self, user: str, kind: OfferKind, data: Mapping[str, str]) -> bool:
        """Keep an offer."""
        if kind in self.known:
            self.offers.append((user, kind, data["code"]))
        return kind in self.known


NARROW = LIMITS.__class__(text=2_000, buttons=5, label=100, taps=False)
"""What a message of Zalo holds, without buttons."""


async def tell(town: Town, person: int, *words: str, kind: outbox.Kind = "reporter") -> None:
    """Owe a person notices that say no more than this, without waiting for them."""
    async with town.world.db.write() as tx:
        work = Work(tx, town.world, town.world.clock.now())
        for one in words:
            await work.tell(person, kind, say("card.quote", text=one))
        parcels = await work.keep_parcels()
    town.world.post(parcels)
