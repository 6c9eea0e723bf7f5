"""What each method of the local Bot API server checks and does, as the Bot API documents it."""

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

BIG = 20 << 20


class ApiError(Exception):
    """A documented refusal."""

    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


@dataclass
class Sent:
    """A message in a chat, as its reader sees it now; `edits` counts its changes."""

    chat: int
    id: int
    kind: str
    text: str
    rows: list[list[dict[str, Any]]]
    name: str = ""
    mime: str = ""
    file: bytes | None = None
    edits: int = 0
    thread: int | None = None

    @property
    def labels(self) -> list[str]:
        """The words on the buttons, in order."""
        return [button["text"] for row in self.rows for button in row]


@dataclass
class State:
    """All that one bot's server remembers."""

    token: str
    chats: dict[int, dict[str, Any]] = field(default_factory=dict)
    blocked: set[int] = field(default_factory=set)
    sent: list[Sent] = field(default_factory=list)
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    queue: list[dict[str, Any]] = field(default_factory=list)
    queries: set[str] = field(default_factory=set)
    answered: list[str] = field(default_factory=list)
    commands: dict[tuple[str, int, str], list[dict[str, str]]] = field(default_factory=dict)
    files: dict[str, tuple[str, int]] = field(default_factory=dict)
    paths: dict[str, bytes] = field(default_factory=dict)
    members: dict[tuple[int, int], dict[str, Any]] = field(default_factory=dict)
    removed: set[int] = field(default_factory=set)
    migrated: dict[int, int] = field(default_factory=dict)
    topics: dict[tuple[int, int], bool] = field(default_factory=dict)
    allowed: set[str] | None = None
    hook: str = ""
    secret: str = ""
    url: str = ""
    last_update: int = 100
    last_message: int = 10

    def to(self, chat: int) -> list[Sent]:
        """Give what the bot has sent to a chat, in order."""
        return [sent for sent in self.sent if sent.chat == chat]

    def next_message(self) -> int:
        """Give a fresh message id."""
        self.last_message += 1
        return self.last_message


def send_message(state: State, params: dict[str, Any], files: dict[str, Any]) -> dict[str, Any]:
    """Deliver a text of 1 to 4096 UTF-16 units."""
    chat = open_chat(state, params)
    thread = number(params["message_thread_id"]) if params.get("message_thread_id") else None
    return deliver(state, Sent(chat, 0, "message", checked_text(params), checked_rows(params), thread=thread))


def send_file(kind: str) -> Callable[[State, dict[str, Any], dict[str, Any]], dict[str, Any]]:
    """Give the method that delivers an uploaded file with a caption of at most 1024 units."""

    def send(state: State, params: dict[str, Any], files: dict[str, Any]) -> dict[str, Any]:
        chat = open_chat(state, params)
        part = files.get(str(params.get(kind, kind)).removeprefix("attach://"))
        if part is None:
            raise ApiError(400, f"Bad Request: there is no {kind} in the request")
        content, caption = part.file.read(), utf8(str(params.get("caption", ""))).strip()
        if units(caption) > 1024:
            raise ApiError(400, "Bad Request: message caption is too long")
        if not content:
            raise ApiError(400, "Bad Request: file must be non-empty")
        if kind == "photo" and (len(content) > 10_000_000 or not picture(content)):
            raise ApiError(400, "Bad Request: IMAGE_PROCESS_FAILED")
        rows, name, mime = checked_rows(params), part.filename, part.content_type
        return deliver(state, Sent(chat, 0, kind, caption, rows, name, mime, content))

    return send


def edit_text(state: State, params: dict[str, Any], files: dict[str, Any]) -> dict[str, Any]:
    """Change a text that the bot has sent."""
    chat, id = open_chat(state, params), number(params.get("message_id"))
    text, rows = checked_text(params), checked_rows(params)
    sent = next((sent for sent in state.sent if (sent.chat, sent.id) == (chat, id)), None)
    if sent is None:
        raise ApiError(400, "Bad Request: message to edit not found")
    if sent.kind != "message":
        raise ApiError(400, "Bad Request: there is no text in the message to edit")
    if (sent.text, sent.rows) == (text, rows):
        raise ApiError(400, "Bad Request: message is not modified: specified new message content is the same")
    sent.text, sent.rows, sent.edits = text, rows, sent.edits + 1
    return as_message(state, sent)


def answer_query(state: State, params: dict[str, Any], files: dict[str, Any]) -> bool:
    """End the waiting sign on a pressed button; once for each press."""
    query = str(params.get("callback_query_id"))
    if query not in state.queries:
        raise ApiError(400, "Bad Request: query is too old or query ID is invalid")
    state.queries.discard(query)
    state.answered.append(query)
    return True


def set_commands(state: State, params: dict[str, Any], files: dict[str, Any]) -> bool:
    """Keep the commands of a scope and a language."""
    commands, scope = decoded(params.get("commands", [])), decoded(params.get("scope", {"type": "default"}))
    if not 0 < len(commands) <= 100:
        raise ApiError(400, "Bad Request: BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
            raise ApiError(400, "Bad Request: BOT_COMMAND_INVALID")
        if not 1 <= units(command["description"]) <= 256:
            raise ApiError(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
    if "chat_id" in scope:
        open_chat(state, scope)
    where = (scope["type"], number(scope.get("chat_id", 0)), str(params.get("language_code", "")))
    state.commands[where] = commands
    return True


def get_me(state: State, params: dict[str, Any], files: dict[str, Any]) -> dict[str, Any]:
    """Say who the bot is."""
    return me(state) | {"can_join_groups": True, "can_read_all_group_messages": False}


def get_file(state: State, params: dict[str, Any], files: dict[str, Any]) -> dict[str, Any]:
    """Say where a file of at most 20 MB can be had."""
    id = str(params.get("file_id"))
    if id not in state.files:
        raise ApiError(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
    path, size = state.files[id]
    if size > BIG:
        raise ApiError(400, "Bad Request: file is too big")
    return {"file_id": id, "file_unique_id": f"u{id}", "file_size": size, "file_path": path}


def leave_chat(state: State, params: dict[str, Any], files: dict[str, Any]) -> bool:
    """Take the bot out of a group."""
    del state.chats[open_chat(state, params)]
    return True


METHODS: dict[str, Callable[[State, dict[str, Any], dict[str, Any]], Any]] = {
    "getme": get_me,
    "sendmessage": send_message,
    "sendphoto": send_file("photo"),
    "senddocument": send_file("document"),
    "sendvoice": send_file("voice"),
    "editmessagetext": edit_text,
    "answercallbackquery": answer_query,
    "setmycommands": set_commands,
    "getfile": get_file,
    "leavechat": leave_chat,
}


def deliver(state: State, sent: Sent) -> dict[str, Any]:
    """Put a message into its chat."""
    sent.id = state.next_message()
    state.sent.append(sent)
    return as_message(state, sent)


def as_message(state: State, sent: Sent) -> dict[str, Any]:
    """Give a message of the bot's as the Bot API shows it."""
    shown = {
        "message_id": sent.id,
        "from": me(state),
        "chat": state.chats[sent.chat],
        "date": int(time.time()),
    }
    if sent.rows:
        shown["reply_markup"] = {"inline_keyboard": sent.rows}
    if sent.kind == "message":
        return shown | {"text": sent.text}
    kept = {"file_id": f"sent{sent.id}", "file_unique_id": f"u{sent.id}", "file_size": len(sent.file or b"")}
    size = [kept | {"width": 90, "height": 60}]
    content = {"photo": size, "voice": kept | {"duration": 1}, "document": kept | {"file_name": sent.name}}
    return shown | {"caption": sent.text, sent.kind: content[sent.kind]}


def me(state: State) -> dict[str, Any]:
    """Give the bot as a user."""
    id = int(state.token.partition(":")[0])
    return {"id": id, "is_bot": True, "first_name": "Lắng Nghe", "username": "langnghe_bot"}


def open_chat(state: State, params: dict[str, Any]) -> int:
    """Give the chat of a call; refused where it never began or moved, is blocked or left, or its topic is closed."""
    chat = number(params.get("chat_id"))
    if chat in state.blocked:
        raise ApiError(403, "Forbidden: bot was blocked by the user")
    if chat in state.migrated:
        to = {"migrate_to_chat_id": state.migrated[chat]}
        raise ApiError(400, "Bad Request: group chat was upgraded to a supergroup chat", to)
    if chat in state.removed:
        raise ApiError(403, "Forbidden: bot was kicked from the supergroup chat")
    if chat not in state.chats:
        gone = chat < 0
        raise (
            ApiError(403, "Forbidden: bot is not a member of the supergroup chat")
            if gone
            else ApiError(400, "Bad Request: chat not found")
        )
    thread = params.get("message_thread_id")
    if thread is not None and not state.topics.get((chat, number(thread)), False):
        known = (chat, number(thread)) in state.topics
        raise ApiError(400, "Bad Request: TOPIC_CLOSED" if known else "Bad Request: message thread not found")
    return chat


def checked_text(params: dict[str, Any]) -> str:
    """Give the text, trimmed as Telegram trims it."""
    text = utf8(str(params.get("text", ""))).strip()
    if not text:
        raise ApiError(400, "Bad Request: message text is empty")
    if units(text) > 4096:
        raise ApiError(400, "Bad Request: message is too long")
    return text


def checked_rows(params: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """Give the inline keyboard: 8 buttons a row, 100 in all, each with words and 1 to 64 bytes of data."""
    rows: list[list[dict[str, Any]]] = (decoded(params.get("reply_markup")) or {}).get("inline_keyboard", [])
    if any(not 0 < len(row) <= 8 for row in rows) or sum(map(len, rows)) > 100:
        raise ApiError(400, "Bad Request: reply markup is too long")
    for button in (button for row in rows for button in row):
        if not utf8(button.get("text", "")).strip():
            raise ApiError(400, "Bad Request: can't parse inline keyboard button: text must be non-empty")
        if "url" in button:
            if not re.fullmatch(r"(https?|tg)://\S+", button["url"]):
                raise ApiError(400, "Bad Request: inline keyboard button URL is invalid")
            continue
        if not 1 <= len(utf8(button.get("callback_data", "")).encode()) <= 64:
            raise ApiError(400, "Bad Request: BUTTON_DATA_INVALID")
    return rows


def utf8(text: str) -> str:
    """Give a text that can be UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ApiError(400, "Bad Request: strings must be encoded in UTF-8") from None
    return text


def picture(content: bytes) -> bool:
    """Tell whether bytes begin like a picture that Telegram can show."""
    return content.startswith((b"\xff\xd8\xff", b"\x89PNG", b"RIFF", b"GIF8"))


def units(text: str) -> int:
    """Count UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def number(value: Any) -> int:
    """Give an argument that must be a whole number."""
    try:
        return int(value)
    except (TypeError, ValueError):
        raise ApiError(400, "Bad Request: chat not found") from None


def decoded(value: Any) -> Any:
    """Give an argument that may have come as JSON inside a string."""
    return json.loads(value) if isinstance(value, str) else value
