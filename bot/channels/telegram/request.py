"""python-telegram-bot's way out, over our one aiohttp session instead of httpx."""

import json
from io import BytesIO
from typing import Any

import aiohttp
from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.http import Http, NoAnswer

JSON = {"Content-Type": "application/json"}
NAMING = ("message_id", "date", "chat")
"""The fields by which a message that was sent is known."""

UPLOADS = 3.0
"""So many times the usual patience for a call that carries a file."""


class NotSent(NetworkError):
    """Raised when a request surely never reached Telegram, so that nothing can have been delivered."""


class Flooded(TelegramError):
    """Raised on a 429, with the seconds to wait (the library's own `RetryAfter` warns at every use)."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"Too many requests: wait {seconds:g} s")
        self.seconds = seconds


class Request(BaseRequest):
    """A `BaseRequest` on aiohttp; its errors carry neither an address nor a stranger's page."""

    def __init__(self, http: Http) -> None:
        self._http = http

    @property
    def read_timeout(self) -> float:
        """The seconds of silence that are borne unless a call says otherwise."""
        return self._http.patience

    async def initialize(self) -> None:
        """Open nothing: the session opens at its first request."""

    async def shutdown(self) -> None:
        """Let go of the connections."""
        await self._http.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Give status and body of one call, as `Bot` asks for it; TelegramError without an answer."""
        upload = request_data is not None and request_data.contains_files
        patience = read_timeout if isinstance(read_timeout, int | float) else None
        try:
            status, body = await self._http.ask(
                method,
                url,
                None if request_data is None else form(request_data) if upload else plain(request_data),
                headers=None if upload or request_data is None else JSON,
                patience=UPLOADS * self._http.patience if upload else patience,
            )
        except NoAnswer as error:
            raise unanswered(error) from None
        if status != 200:
            refuse(status, body)
        return status, body

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Give Telegram's answer; TelegramError, without its words, if it is none. Broken UTF-8 is mended.

        Of a message that we sent only what names it is left: the rest is what we have just said.
        """
        try:
            answer = json.loads(payload.decode("utf-8", "replace"))
        except (ValueError, RecursionError):
            answer = None
        if isinstance(answer, dict) and ("result" in answer or answer.get("ok") is False):
            result = answer.get("result")
            if isinstance(result, dict) and "message_id" in result:
                answer["result"] = {name: result[name] for name in NAMING if name in result}
            return answer
        raise TelegramError("the answer is not Telegram's")


def refuse(status: int, body: bytes) -> None:
    """Raise what python-telegram-bot would judge wrongly: pages of proxies, 413 and other 4xx, and 429."""
    try:
        answer = Request.parse_json_payload(body)
    except TelegramError:
        kind = NetworkError if status >= 500 else NotSent
        raise kind(f"HTTP {status} with a page that is not Telegram's") from None
    parameters = answer.get("parameters") or {}
    if status == 429:
        raise Flooded(float(parameters.get("retry_after") or 1))
    if 400 < status < 500 and status not in (401, 403, 404, 409):
        raise BadRequest(str(answer.get("description") or f"HTTP {status}"))


def unanswered(error: NoAnswer) -> NetworkError:
    """Give python-telegram-bot's error for a request without an answer."""
    if not error.left:
        return NotSent(str(error))
    return TimedOut(str(error)) if error.slow else NetworkError(str(error))


def plain(data: RequestData) -> bytes:
    """Give the parameters as JSON; half a surrogate pair, which is no UTF-8, becomes a question mark."""
    return json.dumps(data.parameters, ensure_ascii=False).encode("utf-8", "replace")


def form(data: RequestData) -> aiohttp.FormData:
    """Give the parameters and the files as a multipart form."""
    body = aiohttp.FormData(quote_fields=False)
    for name, value in data.json_parameters.items():
        body.add_field(name, value)
    for name, (filename, content, mime) in data.multipart_data.items():
        stream = BytesIO(content) if isinstance(content, bytes) else content
        body.add_field(name, stream, filename=filename, content_type=mime)
    return body
