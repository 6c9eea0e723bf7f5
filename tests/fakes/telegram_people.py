"""People with Telegram on their phones: what they do becomes updates as the real server writes them."""

import time
from typing import TYPE_CHECKING, Any

from tests.fakes.telegram_groups import moved
from tests.fakes.telegram_methods import Sent

if TYPE_CHECKING:
    from tests.fakes.telegram_server import TelegramServer

JPEG = b"\xff\xd8\xff\xe0" + b"\x00" * 60 + b"\xff\xd9"


class Person:
    """One person in a private chat with the bot. Each deed gives the id of the message that it made."""

    def __init__(self, server: "TelegramServer", id: int, name: str, language: str) -> None:
        self.server = server
        self.id = id
        self.user = {"id": id, "is_bot": False, "first_name": name, "language_code": language}
        self.chat = {"id": id, "type": "private", "first_name": name}

    @property
    def seen(self) -> list[Sent]:
        """What the bot has sent to this person, in order."""
        return self.server.to(self.id)

    def say(self, text: str) -> int:
        """Type and send."""
        if not text.startswith("/"):
            return self.send({"text": text})
        command = {"type": "bot_command", "offset": 0, "length": len(text.split()[0])}
        return self.send({"text": text, "entities": [command]})

    def photo(self, content: bytes = JPEG, caption: str = "", album: str | None = None) -> int:
        """Send a picture, in the two sizes that Telegram makes of it."""
        best = self.kept(content, "photos", "jpg")
        small = {**best, "file_id": f"{best['file_id']}s", "file_size": 20}
        sizes = [small | {"width": 90, "height": 60}, best | {"width": 1280, "height": 853}]
        return self.send({"photo": sizes, **some(caption=caption, media_group_id=album)})

    def album(self, pictures: list[bytes], caption: str = "") -> list[int]:
        """Send several pictures at once; the words are on the first."""
        name = f"album{self.server.last_message}"
        return [self.photo(one, "" if at else caption, name) for at, one in enumerate(pictures)]

    def document(
        self, content: bytes, name: str, mime: str = "application/pdf", caption: str = "", size: int = 0
    ) -> int:
        """Send a file; `size` says it is longer than it is."""
        kept = self.kept(content, "documents", name.rpartition(".")[2], size)
        return self.send({"document": {**kept, "file_name": name, "mime_type": mime}, **some(caption=caption)})

    def voice(self, content: bytes = b"OggS", seconds: int = 3) -> int:
        """Speak."""
        return self.send({"voice": {**self.kept(content, "voice", "oga"), "duration": seconds}})

    def place(self, latitude: float, longitude: float) -> int:
        """Send a point on the map."""
        return self.send({"location": {"latitude": latitude, "longitude": longitude}})

    def contact(self, phone: str, of: int | None = None) -> int:
        """Send a telephone number, one's own unless it is of somebody else."""
        return self.send({"contact": {"phone_number": phone, "first_name": "An", "user_id": of or self.id}})

    def sticker(self) -> int:
        """Send a sticker."""
        kept = self.kept(b"RIFF", "stickers", "webp")
        drawn = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return self.send({"sticker": {**kept, **drawn}})

    def edit(self, message: int, text: str) -> int:
        """Change the words of a message already sent."""
        now = int(time.time())
        changed = {"message_id": message, "date": now, "edit_date": now, "text": text}
        return self.server.push({"edited_message": {**changed, "from": self.user, "chat": self.chat}})

    def tap(self, label: str | int, message: Sent | None = None) -> str:
        """Press a button of a message (the last with buttons, if none is named) by its words or its place."""
        shown = message or next(sent for sent in reversed(self.seen) if sent.rows)
        buttons = [button for row in shown.rows for button in row]
        found = buttons[label] if isinstance(label, int) else next(b for b in buttons if b["text"] == label)
        return self.press(found["callback_data"], shown.id)

    def press(self, data: str, message: int = 1) -> str:
        """Send any callback data, forged or not, and give the id of the query."""
        self.server.chats[self.id] = self.chat
        query = f"q{self.server.last_update + 1}"
        self.server.queries.add(query)
        card = {"message_id": message, "date": int(time.time()), "chat": self.chat, "text": "…"}
        pressed = {"id": query, "from": self.user, "message": card, "chat_instance": "1", "data": data}
        self.server.push({"callback_query": pressed})
        return query

    def block(self) -> None:
        """Block the bot."""
        self.server.blocked.add(self.id)
        self._moved("member", "kicked")

    def unblock(self) -> None:
        """Let the bot write again."""
        self.server.blocked.discard(self.id)
        self._moved("kicked", "member")

    def send(self, content: dict[str, Any]) -> int:
        """Send a message with any content, written as the Bot API writes it."""
        self.server.chats[self.id] = self.chat
        id = self.server.next_message()
        frame = {"message_id": id, "from": self.user, "chat": self.chat, "date": int(time.time())}
        self.server.push({"message": {**frame, **content}})
        return id

    def kept(self, content: bytes, folder: str, ending: str, size: int = 0) -> dict[str, Any]:
        """Keep a file on the server and give how a message names it."""
        id = f"file{len(self.server.files) + 1}"
        path = f"{folder}/{id}.{ending}"
        self.server.files[id] = (path, size or len(content))
        self.server.paths[path] = content
        return {"file_id": id, "file_unique_id": f"u{id}", "file_size": size or len(content)}

    def _moved(self, before: str, after: str) -> None:
        self.server.push({"my_chat_member": moved(self.server, self.chat, self.user, before, after)})


def some(**fields: Any) -> dict[str, Any]:
    """Give those fields that hold something."""
    return {name: value for name, value in fields.items() if value}
