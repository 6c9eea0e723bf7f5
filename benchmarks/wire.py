"""The network under every bot that is measured: stubbed or real, and watched for the replies that it carries."""

import asyncio

from telegram.request import BaseRequest, RequestData

from benchmarks.answers import answer


class Replies:
    """Who waits for a reply. A reply counts when the server has accepted it."""

    def __init__(self) -> None:
        self._expected: dict[int, asyncio.Future[None]] = {}
        self.sent = 0
        """Messages that went out, also those that nobody here waits for, such as cards to officials."""

    def expect(self, chat: int) -> asyncio.Future[None]:
        """Give what is done when the next message to this chat is accepted."""
        waiting = self._expected[chat] = asyncio.get_running_loop().create_future()
        return waiting

    def accepted(self, chat: int) -> None:
        """Note that a message to this chat was accepted."""
        self.sent += 1
        waiting = self._expected.pop(chat, None)
        if waiting is not None:
            waiting.set_result(None)


class Stub(BaseRequest):
    """A network that answers at once; the answer is then parsed as by the network that it stands for."""

    def __init__(self, like: type[BaseRequest] = BaseRequest) -> None:
        self.parse_json_payload = like.parse_json_payload  # type: ignore[method-assign]

    @property
    def read_timeout(self) -> float:
        """No call waits."""
        return 5.0

    async def initialize(self) -> None:
        """Open nothing."""

    async def shutdown(self) -> None:
        """Close nothing."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: object, **__: object
    ) -> tuple[int, bytes]:
        """Give Telegram's answer without any network."""
        return 200, answer(url.rpartition("/")[2].partition("?")[0], request_data.parameters if request_data else {})


class Watched(BaseRequest):
    """Another network, of which the replies are told."""

    def __init__(self, inner: BaseRequest, replies: Replies) -> None:
        self._inner, self._replies = inner, replies
        self.parse_json_payload = inner.parse_json_payload  # type: ignore[method-assign]

    @property
    def read_timeout(self) -> float | None:
        """The patience of the network below."""
        return self._inner.read_timeout

    async def initialize(self) -> None:
        """Open the network below."""
        await self._inner.initialize()

    async def shutdown(self) -> None:
        """Close the network below."""
        await self._inner.shutdown()

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *rest: object, **patience: object
    ) -> tuple[int, bytes]:
        """Pass one call on, and tell of a message that was accepted."""
        status, body = await self._inner.do_request(url, method, request_data, *rest, **patience)  # type: ignore[arg-type]
        if status == 200 and request_data is not None and url.endswith("/sendMessage"):
            self._replies.accepted(int(str(request_data.parameters["chat_id"])))
        return status, body
