"""A voice that fails where a text is missing, and the rules that everything said must keep."""

from bot import catalogues
from bot.channels.telegram import LIMITS as TELEGRAM
from bot.channels.telegram.keyboard import data
from bot.channels.web import Web
from bot.voice import Voice
from handlers.talk.says import Message, Say


class Whole(dict[str, str | tuple[str, ...]]):
    """A catalogue that raises KeyError for a text that it lacks, instead of leaving a gap."""

    def get(self, key: str, default: object = None) -> str | tuple[str, ...]:  # type: ignore[override]
        """Give the text of a key."""
        return self[key]


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
