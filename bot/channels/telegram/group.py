"""What Telegram tells of groups, as our events: pure; who did what, never anybody's words."""

from typing import Any

from bot.channels.telegram.words import clean, command
from handlers.talk.events import Command, InGroup

OUTSIDE = ("left", "kicked")
LONGEST_NAME = 60
IN_A_TOPIC = ("join", "spoke")
"""What happens in one topic of a forum; all else happens to the whole chat."""


def place(chat: dict[str, Any], message: dict[str, Any] | None = None) -> str:
    """Give the address of a chat or, for a message in a forum, of its topic: `<chat>:<thread>`.

    `message_thread_id` stands in plain replies too, so only topics count; the General topic has none.
    """
    id_ = str(int(chat["id"]))
    if message and message.get("is_topic_message") and message.get("message_thread_id"):
        return f"{id_}:{int(message['message_thread_id'])}"
    return id_


def addressed(user: str) -> dict[str, Any]:
    """Give the arguments that name a chat, or one topic of it; ValueError if the address is none."""
    chat, _, thread = user.partition(":")
    return {"chat_id": int(chat)} | ({"message_thread_id": int(thread)} if thread else {})


def said(message: dict[str, Any], bot_id: int, bot_name: str) -> InGroup | None:
    """Give what a message in a group tells us: a command for this bot, somebody left, the group has moved."""
    match message:
        case {"migrate_to_chat_id": to}:
            return InGroup(what="moved", value=str(int(to)))
        case {"left_chat_member": {"id": gone}}:
            return None if gone == bot_id else InGroup(what="member_left", by=str(int(gone)))
        case {"text": text}:
            return ordered(command(clean(text), bot_name), message)
    return None


def ordered(found: Command | None, message: dict[str, Any]) -> InGroup | None:
    """Give what a command in a group asks for; who is anonymous there, or no person, has no name to us."""
    if found is None:
        return None
    person = message.get("from") or {}
    if person.get("is_bot") and "sender_chat" not in message:
        return None
    by = "" if "sender_chat" in message or not person else str(int(person["id"]))
    token = found.argument.strip()
    if found.name == "join" or (found.name == "start" and token.startswith("i-")):
        return InGroup(what="join", by=by, name=called(person), value=token.removeprefix("i-"))
    return InGroup(what="spoke", by=by)


def own_place(member: dict[str, Any]) -> InGroup | None:
    """Give what happened to the bot itself: it was put into a group, or taken out."""
    if member["chat"]["type"] in ("private", "channel"):
        return None
    before, now = inside(member["old_chat_member"]), inside(member["new_chat_member"])
    if before == now:
        return None
    return InGroup(what="added" if now else "closed", by=str(int(member["from"]["id"])))


def other_place(member: dict[str, Any]) -> InGroup | None:
    """Give who is no member of the group any more."""
    changed = member["new_chat_member"]
    return None if inside(changed) else InGroup(what="member_left", by=str(int(changed["user"]["id"])))


def inside(member: dict[str, Any]) -> bool:
    """Tell whether a member is in the chat; somebody restricted may be in it or not."""
    status = member["status"]
    return bool(member.get("is_member", True)) if status == "restricted" else status not in OUTSIDE


def called(person: dict[str, Any]) -> str:
    """Give a person's name as Telegram shows it, at most 60 characters."""
    name = f"{person.get('first_name', '')} {person.get('last_name') or ''}"
    return " ".join(clean(name).split())[:LONGEST_NAME]
