"""Pieces of what a person sends: words with their message, and files by their channel's reference."""

from handlers.value import Value


class FileRef(Value):
    """A file that a person sent, by its channel's reference; fetched after the commit."""

    channel: str
    ref: str
    name: str
    mime: str


class Part(Value):
    """Words as they were sent, and the channel's id of that message, to which an edit refers."""

    text: str
    message: str | None = None
