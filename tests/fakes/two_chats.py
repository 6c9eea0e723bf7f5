"""A person who uses two messengers: the line and a second one, called Zalo here."""

from tests.fakes.windows import Windows
from tests.house_under_test import Person, Town

REFUSED = "Mã này không dùng được"
SURE = "Gộp hai cuộc trò chuyện này"


class OnZalo(Person):
    """A person's end of the second messenger."""

    @property
    def messages(self) -> list:  # type: ignore[type-arg]
        """All that this person got there."""
        line = self.town.house.channels["zalo"]
        assert isinstance(line, Windows)
        return line.sent.setdefault(self.user, [])


def on_zalo(town: Town, user: str) -> Person:
    """Give a person's end of the second messenger."""
    return OnZalo(town, user, "zalo")


async def code_for(person: Person) -> str:
    """Let a person ask for a code; give it as it is written."""
    await person.types("liên kết")
    return str(person.last.text.splitlines()[0].rpartition(" ")[2])


async def join(giver: Person, taker: Person) -> None:
    """Let a person join two chats."""
    await taker.command("link", await code_for(giver))
    await taker.types("có")


async def own_codes(person: Person) -> list[str]:
    """Give the codes that a person's list of cases shows."""
    await person.types("theo dõi")
    return [button.value for button in person.last.buttons if len(button.value) == 9]


def shut(town: Town) -> dict[str, str]:
    """Give to whom nothing may be sent on the second messenger."""
    line = town.house.channels["zalo"]
    assert isinstance(line, Windows)
    return line.shut  # type: ignore[return-value]
