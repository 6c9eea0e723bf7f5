"""Everything that goes out by HTTP: one aiohttp session, and errors that never name an address."""

import functools
from collections.abc import Mapping
from urllib.request import getproxies, proxy_bypass

import aiohttp
from yarl import URL

CHUNK = 1 << 16
CONNECT = 10.0


class NoAnswer(Exception):
    """No answer came; the address is left out, because a token may be part of it.

    `left` is False only when the request surely never reached the other side; `slow` when it took too long.
    """

    def __init__(self, why: str, *, left: bool, slow: bool = False) -> None:
        super().__init__(why)
        self.left = left
        self.slow = slow


class TooLarge(Exception):
    """The answer is longer than its reader takes."""


class Http:
    """One pool of connections, opened at the first request; HTTPS_PROXY and its kin are respected."""

    def __init__(self, patience: float = 20.0) -> None:
        """`patience` is how many seconds of silence are borne, unless a request says otherwise."""
        self.patience = patience
        self._session: aiohttp.ClientSession | None = None

    async def ask(
        self,
        verb: str,
        url: str,
        body: bytes | aiohttp.FormData | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        patience: float | None = None,
        cap: int | None = None,
    ) -> tuple[int, bytes]:
        """Give the status and the body of the answer. NoAnswer; TooLarge beyond `cap` bytes."""
        status, _, read = await self.exchange(verb, url, body, headers=headers, patience=patience, cap=cap)
        return status, read

    async def exchange(
        self,
        verb: str,
        url: str,
        body: bytes | aiohttp.FormData | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        patience: float | None = None,
        cap: int | None = None,
    ) -> tuple[int, Mapping[str, str], bytes]:
        """Give the status, the headers and the body of the answer; errors as of `ask`."""
        timeout = aiohttp.ClientTimeout(sock_connect=CONNECT, sock_read=patience or self.patience)
        try:
            async with self._open().request(
                verb,
                url,
                data=body,
                headers=headers,
                timeout=timeout,
                allow_redirects=False,
                proxy=proxy(url),
            ) as answer:
                return answer.status, answer.headers, await (answer.read() if cap is None else capped(answer, cap))
        except NEVER_LEFT as error:
            raise NoAnswer(type(error).__name__, left=False) from None
        except TimeoutError as error:
            raise NoAnswer(type(error).__name__, left=True, slow=True) from None
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise NoAnswer(type(error).__name__, left=True) from None

    async def close(self) -> None:
        """Let go of the connections; a later request opens new ones."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())
        return self._session


NEVER_LEFT = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.ClientHttpProxyError,
    aiohttp.InvalidURL,
)


async def capped(answer: aiohttp.ClientResponse, cap: int) -> bytes:
    """Read at most `cap` bytes, in pieces, so that a file of any length takes no more memory than that."""
    body = bytearray()
    async for piece in answer.content.iter_chunked(CHUNK):
        body += piece
        if len(body) > cap:
            raise TooLarge
    return bytes(body)


def proxy(url: str) -> str | None:
    """Give the proxy that the environment names for an address; none for this machine itself."""
    place = URL(url)
    return proxy_to(place.scheme, place.host or "")


@functools.cache
def proxy_to(scheme: str, host: str) -> str | None:
    """Give the proxy for a scheme and a host; the environment is read once for each."""
    if host in ("localhost", "127.0.0.1", "::1") or proxy_bypass(host):
        return None
    return getproxies().get(scheme)
