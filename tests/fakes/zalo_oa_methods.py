"""What each call of the local Zalo OpenAPI checks and does: limits, windows, versions, uploads, tokens."""

import json
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

APP, SECRET = "3608000000000000001", "app-secret-of-enough-letters"
OA, KEY = "1423000000000000001", "oa-secret-key-of-the-webhook-page"
HOUR = 3_600_000
ENDINGS = ("pdf", "doc", "docx", "csv")
QUERY = ("oa.query.show", "oa.query.hide")
OBJECTS = {"oa.open.url": ("url",), "oa.open.phone": ("phone_code",), "oa.open.sms": ("content", "phone_code")}


class ZaloError(Exception):
    """A refusal, which travels with HTTP 200."""

    def __init__(self, code: int, said: str = "") -> None:
        super().__init__(said or f"error {code}")
        self.code = code


@dataclass
class Sent:
    """A message of the account as its reader sees it."""

    user: str
    id: str
    text: str = ""
    buttons: list[dict[str, Any]] = field(default_factory=list)
    kind: str = "text"
    file: bytes | None = None
    name: str = ""
    version: str = ""
    reply_to: str = ""


@dataclass
class Uploaded:
    """A file that the account has uploaded."""

    kind: str
    content: bytes
    name: str
    at: int


@dataclass
class State:
    """All that Zalo remembers of one app and its Official Account."""

    oa_type: int = 2
    verified: bool = True
    paid: bool = False
    pkce: str = ""
    expired: int = -216
    access: dict[str, int] = field(default_factory=dict)
    refresh: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    spent: list[str] = field(default_factory=list)
    heard: dict[str, int] = field(default_factory=dict)
    blocked: set[str] = field(default_factory=set)
    sent: list[Sent] = field(default_factory=list)
    uploads: dict[str, Uploaded] = field(default_factory=dict)
    templates: set[str] = field(default_factory=set)
    month: int = 0
    limit: int = 4000
    ahead: int = 0
    last: int = 1000

    def now(self) -> int:
        """Give Zalo's time, epoch ms: the real one, moved on by `advance`."""
        return time.time_ns() // 1_000_000 + self.ahead

    def advance(self, **span: float) -> None:
        """Move the time on by hours or days."""
        self.ahead += int((span.get("days", 0) * 24 + span.get("hours", 0)) * HOUR)

    def number(self) -> str:
        """Give a fresh number, long as Zalo's are, as a string."""
        self.last += 1
        return f"2512523625412{self.last:06d}"

    def to(self, user: str) -> list[Sent]:
        """Give what a user has got, in order."""
        return [one for one in self.sent if one.user == user]

    def tokens(self) -> dict[str, str]:
        """Give a new pair, as after a consent; the pairs before are dead at once."""
        for dead in self.access:
            self.access[dead] = 0
        self.refresh.clear()
        access, refresh = f"access-{self.number()}-{'x' * 30}", f"refresh-{self.number()}-{'y' * 30}"
        self.access[access] = self.now() + 25 * HOUR
        self.refresh.add(refresh)
        return {"access_token": access, "refresh_token": refresh, "expires_in": "90000"}


def grant(state: State, form: dict[str, str], secret: str) -> dict[str, Any]:
    """Give a pair for a code or for a refresh token, each of which counts once."""
    if form.get("app_id") != APP or secret != SECRET:
        return refusal(-14004, "Invalid app secret")
    if form.get("grant_type") == "refresh_token":
        shown = form.get("refresh_token", "")
        state.spent.append(shown)
        if shown not in state.refresh:
            return refusal(-14014, "Invalid refresh token")
        return state.tokens()
    if form.get("code") not in state.codes:
        return refusal(-14012, "Invalid authorization code")
    if state.pkce and form.get("code_verifier") != state.pkce:
        return refusal(-14010, "Invalid code verifier")
    state.codes.discard(form["code"])
    return state.tokens()


def refusal(code: int, name: str) -> dict[str, Any]:
    """Give the body with which the token server refuses."""
    return {"error_name": name, "error_description": name, "error": code}


def check_token(state: State, token: str) -> None:
    """Refuse a call whose header holds no token that lives."""
    if token not in state.access:
        raise ZaloError(-216, "Access token is invalid")
    if state.access[token] <= state.now():
        raise ZaloError(state.expired, "Access token has expired")


def message(state: State, body: dict[str, Any], version: str) -> dict[str, Any]:
    """Deliver a message by the call of a version, if this kind of account sends by it and the window is open."""
    if state.oa_type == 4 and version == "v3":
        raise ZaloError(-235, "This API does not support this type of OA")
    if state.oa_type == 2 and version == "v2":
        raise ZaloError(-240, "MessageV2 API has been shut down")
    user = body.get("recipient", {}).get("user_id")
    if not isinstance(user, str):
        raise ZaloError(-201, "recipient.user_id is not a string")
    kind = window(state, user)
    sent = checked(state, body.get("message"), Sent(user, "", version=version))
    sent.reply_to = body["recipient"].get("message_id", "")
    sent.id = f"m{state.number()}"
    state.sent.append(sent)
    quota = {"quota_type": kind, "remain": "7", "total": "8", "owner_type": "OA", "owner_id": OA}
    return {"message_id": sent.id, "user_id": user, "quota": quota}


def window(state: State, user: str) -> str:
    """Give what kind of quota a message takes; refused where the person has gone or has not been heard for long."""
    if user in state.blocked:
        raise ZaloError(-213, "User has not followed the Official Account")
    if user not in state.heard:
        raise ZaloError(-232, "User has not interacted with the OA")
    age = state.now() - state.heard[user]
    if age > 7 * 24 * HOUR:
        raise ZaloError(-230, "User has not interacted with the OA in the past 7 days")
    if age > 48 * HOUR and not state.paid:
        raise ZaloError(-320, "No ZCA account")
    return "reply" if age <= 48 * HOUR else "purchase_quota"


def checked(state: State, content: Any, sent: Sent) -> Sent:
    """Give the message with its text, buttons and file, all within Zalo's limits."""
    if not isinstance(content, dict):
        raise ZaloError(-201, "message is invalid")
    sent.text = content.get("text", "")
    if not isinstance(sent.text, str):
        raise ZaloError(-201, "text is invalid")
    if len(unicodedata.normalize("NFC", sent.text)) > 2000:
        raise ZaloError(-210, "Parameter exceeds the allowed limit")
    attachment = content.get("attachment")
    if attachment is None:
        if not sent.text.strip():
            raise ZaloError(-201, "text is empty")
        return sent
    payload = attachment.get("payload", {})
    if attachment.get("type") == "file":
        return with_file(state, sent, "file", payload.get("token"))
    if attachment.get("type") != "template":
        raise ZaloError(-201, "attachment.type is invalid")
    if payload.get("template_type") == "media":
        (element,) = payload["elements"]
        if element.get("media_type") != "image" or ("url" in element) == ("attachment_id" in element):
            raise ZaloError(-201, "element is invalid")
        return with_file(state, sent, "image", element.get("attachment_id"))
    if not sent.text.strip():
        raise ZaloError(-201, "text is empty")
    sent.buttons = payload.get("buttons", [])
    check_buttons(sent.buttons)
    return sent


def check_buttons(buttons: list[dict[str, Any]]) -> None:
    """Refuse more than five buttons, and any that is not as documented."""
    if not 0 < len(buttons) <= 5:
        raise ZaloError(-201, "buttons is invalid")
    for button in buttons:
        payload, kind = button.get("payload"), button.get("type")
        if not 0 < len(str(button.get("title", ""))) <= 100:
            raise ZaloError(-201, "button.title is invalid")
        if kind in QUERY:
            if not isinstance(payload, str) or not 0 < len(payload) <= 1000:
                raise ZaloError(-201, "button.payload is invalid")
        elif kind not in OBJECTS or not isinstance(payload, dict) or not all(map(payload.get, OBJECTS[kind])):
            raise ZaloError(-201, "button.type is invalid")


def with_file(state: State, sent: Sent, kind: str, id: Any) -> Sent:
    """Give the message with an uploaded file, which lives for seven days."""
    found = state.uploads.get(str(id))
    if found is None or found.kind != kind or state.now() - found.at > 7 * 24 * HOUR:
        raise ZaloError(-100, "Attachment is invalid or expired")
    sent.kind, sent.file, sent.name = kind, found.content, found.name
    return sent


def upload(state: State, kind: str, name: str, content: bytes) -> dict[str, Any]:
    """Keep a file: a picture of at most 1 MB, a document of at most 5 MB; 5,000 a month."""
    state.month += 1
    if state.month > 5000:
        raise ZaloError(-211, "Out of quota")
    if kind == "image" and not (content.startswith((b"\xff\xd8\xff", b"\x89PNG")) and len(content) <= 1_000_000):
        raise ZaloError(-201, "file is invalid")
    if kind == "file" and not (name.rpartition(".")[2].lower() in ENDINGS and 0 < len(content) <= 5_000_000):
        raise ZaloError(-201, "file is invalid")
    id = f"u{state.number()}"
    state.uploads[id] = Uploaded(kind, content, name, state.now())
    return {"attachment_id" if kind == "image" else "token": id}


def get_oa(state: State) -> dict[str, Any]:
    """Say what the account is."""
    shown = {"oa_id": OA, "name": "UBND xã Tân Yên", "is_verified": state.verified, "oa_type": state.oa_type}
    return {**shown, "package_name": "Nâng cao", "num_follower": len(state.heard)}


def quota(state: State, body: dict[str, Any]) -> dict[str, Any]:
    """Say when a person was last heard, and how many free messages are left."""
    user = body.get("user_id", "")
    if user not in state.heard:
        raise ZaloError(-232, "User has not interacted with the OA")
    return {"last_interaction": str(state.heard[user]), "cs_reply": {"remain": 8, "total": 8}}


def user_detail(state: State, body: dict[str, Any]) -> dict[str, Any]:
    """Say who a person is, as far as the account may know."""
    quota(state, body)
    return {"user_id": body["user_id"], "display_name": "An", "user_is_follower": body["user_id"] not in state.blocked}


def template(state: State, body: dict[str, Any]) -> dict[str, Any]:
    """Deliver an approved template, whatever the window."""
    if body.get("template_id") not in state.templates:
        raise ZaloError(-201, "template_id is invalid")
    sent = Sent(body["user_id"], f"t{state.number()}", json.dumps(body["template_data"]), kind="template")
    state.sent.append(sent)
    return {"message_id": sent.id}


JSON_CALLS: dict[str, Callable[[State, dict[str, Any]], dict[str, Any]]] = {
    "/v3.0/oa/message/cs": lambda state, body: message(state, body, "v3"),
    "/v2.0/oa/message": lambda state, body: message(state, body, "v2"),
    "/v3.0/oa/quota/message": quota,
    "/v3.0/oa/message/template": template,
}
