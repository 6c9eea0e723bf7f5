"""People with Zalo on their phones: what they do becomes events as the real server writes them."""

import hashlib
from typing import TYPE_CHECKING, Any

from tests.fakes.zalo_bot_methods import Sent, now_ms

if TYPE_CHECKING:
    from tests.fakes.zalo_bot_server import ZaloBotServer


class Person:
    """One person in a private chat with the bot. Each deed gives the id of the message that it made."""

    def __init__(self, server: "ZaloBotServer", name: str) -> None:
        self.server = server
        self.name = name
        self.id = hashlib.sha256(name.encode()).hexdigest()[:20]

    @property
    def seen(self) -> list[Sent]:
        """What the bot has sent to this person, in order."""
        return self.server.to(self.id)

    def say(self, text: str) -> str:
        """Type and send."""
        return self.send("text", {"text": text})

    def photo(self, content: bytes, caption: str = "") -> str:
        """Send a picture, named as the documents or as the live service names it."""
        words = {"caption": caption} if caption else {}
        return self.send("image", {self.server.photo: self.server.kept(content, "jpg"), **words}, "CHAT_PHOTO")

    def voice(self, content: bytes = b"\xff\xf1AAC") -> str:
        """Speak."""
        return self.send("voice", {"voice_url": self.server.kept(content, "aac")}, "CHAT_VOICE")

    def sticker(self) -> str:
        """Send a sticker."""
        return self.send("sticker", {"sticker": "0e078a2fb66a5f34067b", "url": f"{self.server.url}/media/s.png"})

    def place(self) -> str:
        """Send a point on the map, of which the bot learns nothing; so it is with files, videos and links."""
        return self.send("unsupported", {})

    def send(self, kind: str, content: dict[str, Any], type: str = "CHAT_MESSAGE", chat: str = "") -> str:
        """Send anything; in a group, where `chat` names one. Of a protected user the bot is told nothing."""
        self.server.chats.setdefault(self.id, "PRIVATE")
        if chat:
            self.server.chats.setdefault(chat, "GROUP")
        if self.id in self.server.protected:
            kind, content = "unsupported", {}
        id = self.server.next_id()
        message = {
            "date": now_ms(),
            "chat": {"chat_type": "GROUP" if chat else "PRIVATE", "id": chat or self.id},
            "message_id": id,
            "from": {"id": self.id, "is_bot": False, "display_name": self.name},
            "message_type": type,
            **content,
        }
        self.server.push({"event_name": f"message.{kind}.received", "message": message})
        return id
