"""People with Zalo on their phones: what they do becomes events as the real webhook writes them."""

from typing import TYPE_CHECKING, Any

from tests.fakes.zalo_oa_methods import APP, OA, Sent

if TYPE_CHECKING:
    from tests.fakes.zalo_oa_server import ZaloOaServer


class Person:
    """One person in a talk with the account. Each deed gives the id of the message that it made."""

    def __init__(self, server: "ZaloOaServer", id: str) -> None:
        self.server = server
        self.id = id

    @property
    def seen(self) -> list[Sent]:
        """What the account has sent to this person, in order."""
        return self.server.to(self.id)

    def say(self, text: str) -> str:
        """Type and send."""
        return self.send("text", text)

    def photo(self, *contents: bytes, caption: str = "") -> str:
        """Send pictures, all in one message."""
        parts = [self.file_at(one, "a.jpg") for one in contents]
        return self.send("image", caption, *[("image", {"url": url, "thumbnail": url}) for url in parts])

    def document(self, content: bytes, name: str, caption: str = "", size: int = 0) -> str:
        """Send a file; `size` says it is longer than it is."""
        kind = name.rpartition(".")[2]
        payload = {"url": self.file_at(content, name), "size": str(size or len(content)), "name": name, "type": kind}
        return self.send("file", caption, ("file", payload))

    def voice(self, content: bytes, name: str = "a.ogg") -> str:
        """Speak."""
        return self.send("audio", "", ("audio", {"url": self.file_at(content, name)}))

    def place(self, latitude: float, longitude: float, name: str = "") -> str:
        """Send a point on the map: its degrees travel as strings."""
        degrees = {"latitude": str(latitude), "longitude": str(longitude)}
        return self.send("location", name, ("location", {"coordinates": degrees}))

    def card(self, phone: str) -> str:
        """Send somebody's visiting card."""
        described = f'{{"phone":"{phone}"}}'
        return self.send("business_card", "", ("link", {"url": "https://zalo.me", "description": described}))

    def sticker(self) -> str:
        """Send a sticker."""
        return self.send("sticker", "", ("sticker", {"id": "1", "url": "https://zalo.zdn.vn/sticker/1"}))

    def follow(self) -> None:
        """Follow the account."""
        self._moved("follow")

    def unfollow(self) -> None:
        """Follow the account no more, so that it can send nothing."""
        self._moved("unfollow")
        self.server.blocked.add(self.id)

    def share_phone(self, phone: str) -> None:
        """Fill in Zalo's form of the own name and number."""
        self._said("user_submit_info", {"info": {"name": "An", "phone": phone, "full_address": {}}})

    def press(self, payload: str) -> str:
        """Press a button: its payload comes as if it were typed."""
        return self.say(payload)

    def send(self, kind: str, text: str, *parts: tuple[str, dict[str, Any]]) -> str:
        """Send a message of any kind, written as Zalo writes it."""
        id = f"w{self.server.number()}"
        message: dict[str, Any] = {"text": text, "msg_id": id}
        if parts:
            message["attachments"] = [{"payload": payload, "type": of} for of, payload in parts]
        self._said(f"user_send_{kind}", {"message": message})
        return id

    def file_at(self, content: bytes, name: str) -> str:
        """Keep a file at Zalo's and give its address."""
        id = self.server.number()
        self.server.media[id] = content
        return f"{self.server.url}/media/{id}/{name}"

    def _said(self, name: str, content: dict[str, Any]) -> None:
        self.server.blocked.discard(self.id)
        self.server.heard[self.id] = self.server.now()
        frame = {**content, "timestamp": str(self.server.now()), "event_name": name, "app_id": APP}
        sides = {"recipient": {"id": OA}, "sender": {"id": self.id}, "user_id_by_app": f"5{self.id[1:]}"}
        self.server.push({**frame, **sides})

    def _moved(self, name: str) -> None:
        self.server.blocked.discard(self.id)
        self.server.heard[self.id] = self.server.now()
        frame = {"oa_id": OA, "follower": {"id": self.id}, "user_id_by_app": "5521", "source": "oa_profile"}
        self.server.push({**frame, "event_name": name, "app_id": APP, "timestamp": str(self.server.now())})
