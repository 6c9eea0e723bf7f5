"""A voice that fails where a text is missing, the rules that everything said must keep, and the world of a turn."""

from typing import Any

from bot import catalogues, packaged
from bot.channels.telegram import LIMITS as TELEGRAM
from bot.channels.telegram.keyboard import data
from bot.channels.web import Web
from bot.voice import Voice
from handlers.folding import clean
from handlers.talk.events import Address, Body, Event
from handlers.talk.facts import Facts, Person
from handlers.talk.says import Button, Message, Say
from tests.fakes.anything import NOW


class Whole(dict[str, str | tuple[str, ...]]):
    """A catalogue that raises KeyError for a text that it lacks, instead of leaving a gap."""

    def get(self, key: str, default: object = None) -> Any:
        """Give the text of a key, None for a key that may be missing."""
        return super().get(key) if default is None else self[key]


STRICT = Voice({language: Whole(texts) for language, texts in catalogues.load().items()})


def spoken(say: Say) -> list[Message]:
    """Give a say in both languages; AssertionError or KeyError if it could not be shown on every channel."""
    messages = [STRICT.message(say, language) for language in catalogues.LANGUAGES]
    for message in messages:
        assert message.text.strip()
        assert len(message.buttons) <= min(TELEGRAM.buttons, Web.limits.buttons)
        taps = [data(button) for button in message.buttons]
        assert len(taps) == len(set(taps)), "two buttons mean the same"
        for button, tap in zip(message.buttons, taps, strict=True):
            assert button.text.strip()
            assert len(tap.encode()) <= TELEGRAM.data, tap
            assert len(button.text.encode()) <= min(TELEGRAM.label, Web.limits.label), button.text
    return messages


def event(body: Body) -> Event:
    """Give the event of a body, its words cleaned, as every session does before it takes a turn."""
    clear = {name: clean(value) for name, value in body if isinstance(value, str)}
    whole = body.model_copy(update=clear)
    return Event(id="1", sender=Address(channel="telegram", user="7"), body=whole, at=NOW, code="555555555")


def facts_for(person: Person, waiting: tuple[str, ...] = ()) -> Facts:
    """Give the world as this person's turn sees it, with the packaged units and the real texts."""
    language = person.chosen or "vi"

    def label(button: Button) -> str:
        return STRICT.label(language, button)

    return Facts(packaged.units(), label, STRICT.known, person=person, language=language, waiting=waiting)
