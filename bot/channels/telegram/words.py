"""Texts as Telegram delivers them: mended, and told apart from commands; pure."""

import re
import unicodedata

from handlers.talk.events import Command

COMMAND = re.compile(r"/(\w{1,32})(?:@(\w+))?(?:\s+(.*))?", re.DOTALL)


def command(text: str, bot_name: str = "") -> Command | None:
    """Give the command that a text is, None for words and for a command to another bot, where our name is known."""
    found = COMMAND.fullmatch(unicodedata.normalize("NFC", text).strip()) if text.startswith("/") else None
    if found is None or (found[2] and bot_name and found[2].lower() != bot_name.lower()):
        return None
    return Command(name=found[1].lower(), argument=(found[3] or "").strip())


def clean(text: str) -> str:
    """Mend what no text may hold: halves of a surrogate pair become U+FFFD, NUL goes."""
    if text.isascii() and "\x00" not in text:
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\x00", "")
