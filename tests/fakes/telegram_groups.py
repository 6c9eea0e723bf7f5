"""Groups, supergroups, forums and channels on the local Bot API server: who is in them, and what they tell the bot."""

import time
from typing import TYPE_CHECKING, Any

from tests.fakes.telegram_methods import ApiError, Sent, State, number, open_chat

if TYPE_CHECKING:
    from tests.fakes.telegram_people import Person
    from tests.fakes.telegram_server import TelegramServer


class Group:
    """A group, a supergroup, a forum or a channel.

    Only where the bot is an administrator (`admin`) is it told of every change of a member, as the Bot API documents;
    the line in the chat that says who left comes always.
    """

    def __init__(self, server: "TelegramServer", id: int, title: str, type: str, *, admin: bool = False) -> None:
        self.server = server
        self.id = id
        self.admin = admin
        self.chat: dict[str, Any] = {"id": id, "type": type, "title": title}

    @property
    def seen(self) -> list[Sent]:
        """What the bot has sent here, in order."""
        return self.server.to(self.id)

    def add_bot(self, by: "Person") -> None:
        """Put the bot in, as the real server tells it: a change of membership, a line in the group."""
        self.server.chats[self.id] = self.chat
        self.server.removed.discard(self.id)
        self.add(by)
        self.server.push({"my_chat_member": moved(self.server, self.chat, by.user, "left", "member")})
        self.say(by, {"new_chat_members": [bot(self.server)]})

    def kick_bot(self, by: "Person") -> None:
        """Throw the bot out: from then on every call for this chat is refused."""
        self.server.chats.pop(self.id, None)
        self.server.removed.add(self.id)
        self.server.push({"my_chat_member": moved(self.server, self.chat, by.user, "member", "kicked")})

    def add(self, *people: "Person") -> None:
        """Let people in, without a word."""
        for one in people:
            self.server.members[self.id, one.id] = {"user": one.user, "status": "member"}

    def remove(self, person: "Person", *, by: "Person | None" = None, told: bool = True) -> None:
        """Let a person leave, or be thrown out by somebody; `told` is whether the bot hears of it at all."""
        status = {"status": "kicked", "until_date": 0} if by else {"status": "left"}
        was = self.server.members.get((self.id, person.id), {"user": person.user, "status": "member"})
        now = self.server.members[self.id, person.id] = {"user": person.user, **status}
        if not told:
            return
        who = (by or person).user
        if self.admin:
            change = {"chat": self.chat, "from": who, "date": int(time.time())}
            self.server.push({"chat_member": {**change, "old_chat_member": was, "new_chat_member": now}})
        self.say(by or person, {"left_chat_member": person.user})

    def topic(self, thread: int) -> int:
        """Open a topic: the group is a forum from now on."""
        self.chat["is_forum"] = True
        self.server.topics[self.id, thread] = True
        return thread

    def close_topic(self, thread: int) -> None:
        """Close a topic: nobody but its makers can write there."""
        self.server.topics[self.id, thread] = False

    def migrate(self, to: int) -> "Group":
        """Become a supergroup with another id; the old one refuses all calls and names the new."""
        self.server.migrated[self.id] = to
        self.say_as_bot({"migrate_to_chat_id": to})
        grown = Group(self.server, to, self.chat["title"], "supergroup", admin=self.admin)
        self.server.chats[to] = grown.chat
        for (chat, user), member in list(self.server.members.items()):
            if chat == self.id:
                self.server.members[to, user] = member
        grown.say_as_bot({"migrate_from_chat_id": self.id})
        return grown

    def command(self, by: "Person", text: str, thread: int | None = None, *, anonymous: bool = False) -> None:
        """Give a command, in a topic or in the chat."""
        entity = {"type": "bot_command", "offset": 0, "length": len(text.split()[0])}
        where = {"message_thread_id": thread, "is_topic_message": True} if thread else {}
        hidden = {"sender_chat": self.chat} if anonymous else {}
        self.say(by, {"text": text, "entities": [entity], **where, **hidden})

    def press(self, by: "Person", data: str) -> None:
        """Send callback data from a message in the group."""
        query = f"q{self.server.last_update + 1}"
        self.server.queries.add(query)
        card = {"message_id": 1, "date": int(time.time()), "chat": self.chat, "text": "…"}
        pressed = {"id": query, "from": by.user, "message": card, "chat_instance": "1", "data": data}
        self.server.push({"callback_query": pressed})

    def say(self, by: "Person", content: dict[str, Any]) -> None:
        """Write something into the group."""
        self._write(by.user, content)

    def say_as_bot(self, content: dict[str, Any]) -> None:
        """Let Telegram itself write a line of service."""
        hidden = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
        self._write(hidden, content)

    def _write(self, user: dict[str, Any], content: dict[str, Any]) -> None:
        frame = {"message_id": self.server.next_message(), "date": int(time.time()), "chat": self.chat}
        self.server.push({"message": {**frame, "from": user, **content}})


def get_chat_member(state: State, params: dict[str, Any], files: dict[str, Any]) -> dict[str, Any]:
    """Say what a user is in a chat; somebody whom Telegram never saw there is no user."""
    chat = open_chat(state, params)
    found = state.members.get((chat, number(params.get("user_id"))))
    if found is None:
        raise ApiError(400, "Bad Request: PARTICIPANT_ID_INVALID")
    return found


def bot(server: "TelegramServer") -> dict[str, Any]:
    """Give the bot as a member."""
    return {"id": int(server.token.partition(":")[0]), "is_bot": True, "first_name": "Lắng Nghe"}


def moved(
    server: "TelegramServer", chat: dict[str, Any], by: dict[str, Any], before: str, after: str
) -> dict[str, Any]:
    """Give a change of the bot's membership."""
    now = {"user": bot(server), "status": after} | ({"until_date": 0} if after == "kicked" else {})
    was = {"user": bot(server), "status": before} | ({"until_date": 0} if before == "kicked" else {})
    return {
        "chat": chat,
        "from": by,
        "date": int(time.time()),
        "old_chat_member": was,
        "new_chat_member": now,
    }
