"""Every error of python-telegram-bot, as one of our four answers to a message that did not go."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from telegram import error as telegram

from bot.channels.channel import Moved, Refused, SendError, TryLater, Unreachable
from bot.channels.telegram.request import Flooded, NotSent

SOON = 5.0
LATER = 60.0
GONE = (
    "chat not found",
    "user not found",
    "user is deactivated",
    "bot can't initiate",
    "peer_id_invalid",
    "input_user_deactivated",
)
"""What Telegram says, as a plain 400, of people who cannot be reached."""


def send_error(error: telegram.TelegramError) -> SendError:
    """Give the SendError for any error; the class itself or its nearest ancestor stands in the table."""
    return next(TABLE[kind] for kind in type(error).__mro__ if kind in TABLE)(error)


def refused(error: telegram.TelegramError) -> SendError:
    """Telegram says no, for good; or the person is gone, which it says in the same way."""
    said = str(error).lower()
    if any(words in said for words in GONE):
        return Unreachable(error.message)
    return Refused(error.message)


def flooded(error: telegram.TelegramError) -> SendError:
    """Telegram names the seconds to wait."""
    if isinstance(error, Flooded):
        return TryLater(error.seconds)
    wait = error.retry_after if isinstance(error, telegram.RetryAfter) else LATER
    return TryLater(wait.total_seconds() if isinstance(wait, timedelta) else float(wait))


def moved(error: telegram.TelegramError) -> SendError:
    """A group became a supergroup, which has another id."""
    return Moved(str(error.new_chat_id)) if isinstance(error, telegram.ChatMigrated) else refused(error)


TABLE: Mapping[type, Callable[[telegram.TelegramError], SendError]] = {
    telegram.BadRequest: refused,
    telegram.ChatMigrated: moved,
    telegram.EndPointNotFound: refused,
    telegram.PassportDecryptionError: refused,
    telegram.Forbidden: lambda error: Unreachable(error.message),
    telegram.RetryAfter: flooded,
    Flooded: flooded,
    telegram.Conflict: lambda _: TryLater(SOON),
    telegram.InvalidToken: lambda _: TryLater(LATER),
    NotSent: lambda _: TryLater(SOON),
    telegram.TimedOut: lambda _: TryLater(SOON, ambiguous=True),
    telegram.NetworkError: lambda _: TryLater(SOON, ambiguous=True),
    telegram.TelegramError: lambda _: TryLater(SOON, ambiguous=True),
}
