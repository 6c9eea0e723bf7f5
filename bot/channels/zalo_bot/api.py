"""One call of the Zalo Bot API and its answer, whatever shape that has; nothing here ever names the token."""

import json
from collections.abc import Mapping
from typing import Any

from bot.channels.channel import Reason, Refused, SendError, TryLater, Unreachable
from bot.channels.zalo_bot.settings import Settings
from bot.http import Http, NoAnswer

SOON = 5.0
LATER = 60.0
FETCHING = 150.0
"""Seconds that Zalo may take to fetch a picture of ours."""
QUIET = 408
UNKNOWN_TOKEN = 401
REFUSED = 400
SPENT = 429
REASONS: Mapping[int, Reason] = {SPENT: "quota", UNKNOWN_TOKEN: "token"}
"""What concerns everybody on the channel; any other refusal is taken as this one person's."""
GONE = ("chat not found", "user not found", "blocked", "deactivated")
"""What a plain 400 says of people who cannot be reached; as none is documented, other platforms' words."""


class ApiError(Exception):
    """Zalo said no: its code, its words without the token, and the seconds to wait, 0 where it names none.

    `json` is False for a page in place of an answer, which some gateway wrote and not the Bot API.
    """

    def __init__(self, code: int, said: str, *, after: float = 0, json: bool = True) -> None:
        super().__init__(f"{code} {said}")
        self.code = code
        self.said = said
        self.after = after
        self.json = json


class Api:
    """The methods of one bot."""

    def __init__(self, settings: Settings, http: Http) -> None:
        self._settings = settings
        self._http = http

    async def call(self, method: str, params: dict[str, Any], *, patience: float | None = None) -> Any:
        """Give the result of a method. ApiError for a refusal; NoAnswer, which names no address, for silence."""
        body = json.dumps(params, ensure_ascii=False).encode("utf-8", "replace")
        url, headers = f"{self._settings.api}/{method}", {"Content-Type": "application/json"}
        status, raw = await self._http.ask("POST", url, body, headers=headers, patience=patience)
        try:
            return result(status, raw)
        except ApiError as error:
            secret = self._settings.token.partition(":")[2]
            said = error.said.replace(secret, "[token]")[:200]
            raise ApiError(error.code, said, after=error.after, json=error.json) from None


def result(status: int, raw: bytes) -> Any:
    """Give what an answer holds; ApiError for `ok: false`, which comes with HTTP 200 too, and for what is no answer."""
    try:
        answer = json.loads(raw.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        answer = None
    if not isinstance(answer, dict) or not isinstance(answer.get("ok"), bool):
        raise ApiError(status, "no answer of the Bot API", json=False)
    if answer["ok"]:
        return answer.get("result", True)
    code = answer.get("error_code") or answer.get("errorCode") or status
    code = int(code) if isinstance(code, str) and code.isascii() and code.isdecimal() else code
    after = (answer.get("parameters") or {}).get("retry_after") if isinstance(answer.get("parameters"), dict) else 0
    known = isinstance(code, int) and code != 200
    wait = float(after) if isinstance(after, int | float) else 0.0
    raise ApiError(code if known else 0, str(answer.get("description") or "no reason given"), after=wait)


def send_error(error: ApiError | NoAnswer) -> SendError:
    """Give the SendError of a message that did not go, or of which nobody knows whether it went.

    What Zalo itself says no to is kept as a pending notice, except a message that it calls bad. Where the answer was
    lost, came too late, or is a server's failure, the message may have arrived: that copy is ambiguous.
    """
    if isinstance(error, NoAnswer):
        return TryLater(SOON, ambiguous=error.left)
    if not error.json:
        return TryLater(LATER, ambiguous=not 300 <= error.code < 500)
    if error.after:
        return TryLater(error.after)
    if error.code == QUIET or error.code >= 500:
        return TryLater(SOON, ambiguous=True)
    if error.code == REFUSED and not any(words in error.said.lower() for words in GONE):
        return Refused(error.said)
    return Unreachable(f"Zalo says {error}", reason=REASONS.get(error.code, "blocked"))
