"""The pages: the way in, invitations that nothing but their button accepts, headers, size, and polite errors."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.channels.web import chat_of, is_token
from bot.web import app, assets, pages
from bot.web.tokens import fresh
from handlers.talk.events import Command
from tests.fakes.web_house import token_of
from tests.fakes.web_page import Page, Reply, web_page
from tests.fakes.web_reading import Outline

INVITATION = "/i/Q2l0aXplbnMgZmlyc3Q"
FORM = "application/x-www-form-urlencoded"
HTML = {"Accept": "text/html"}


def cookie(reply: Reply, name: str) -> str:
    """Give the value of a cookie that a response sets, "" for none."""
    found = re.search(rf"\b{name}=([^;]+)", reply.headers.get("Set-Cookie", ""))
    return found[1] if found else ""


async def accept(page: Page, path: str = INVITATION, chat: str = "", origin: str | None = None) -> Reply:
    """Press the button of an invitation."""
    return await page.post(path, f"chat={chat}", FORM, {"Origin": origin} if origin else None)


async def test_the_first_visit_opens_a_new_chat_and_the_next_one_the_same(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page:
        first = await page.get("/")
        token = cookie(first, "chat")
        assert (first.status, first.headers["Location"]) == (303, f"/c/{token}")
        assert is_token(token)
        assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(first.headers["Set-Cookie"].split("; "))
        again = await page.get("/", Cookie=f"chat={token}")
        assert again.headers["Location"] == f"/c/{token}"
        other = await page.get("/", Cookie="chat=<script>")
        assert cookie(other, "chat") not in ("", token)


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/u/07339-3", "?u=07339-3"),
        ("/?u=07339", "?u=07339"),
        ("/u/07339%22onload", ""),
        ("/?u=../..", ""),
        ("/u/a%0d%0aSet-Cookie:b", ""),
    ],
)
async def test_the_code_of_a_counter_goes_along_to_the_chat(tmp_path: Path, path: str, query: str) -> None:
    async with web_page(tmp_path) as page:
        reply = await page.get(path, Cookie=f"chat={token_of('citizen')}")

        assert reply.headers["Location"] == f"/c/{token_of('citizen')}{query}"
        assert page.house.heard == []


async def test_opening_a_chat_does_nothing_and_tells_the_page_whether_it_is_new(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page:
        path = f"/c/{token_of('citizen')}"
        new = Outline((await page.get(path)).body.decode()).body
        assert page.house.heard == []
        await page.send(text="hi")
        used = Outline((await page.get(path)).body.decode()).body

    assert (new["data-known"], used["data-known"]) == ("", "yes")
    assert new["data-chat"] == chat_of(token_of("citizen"))


def test_a_token_holds_192_bits_and_the_store_only_its_digest() -> None:
    token = fresh()

    assert (len(token), is_token(token)) == (32, True)
    assert token != fresh()
    assert token not in chat_of(token)


async def test_reading_an_invitation_does_not_use_it_up(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page:
        for verb in ("GET", "HEAD", "GET"):
            assert (await page.get(INVITATION, verb)).status == 200
        assert page.house.heard == []


async def test_its_button_accepts_an_invitation_in_a_chat_of_its_own(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page:
        prepared = Outline((await page.get(INVITATION)).body.decode()).fields["chat"]
        reply = await accept(page, chat=prepared)
        assert (reply.status, reply.headers["Location"]) == (303, f"/c/{prepared}")
        assert cookie(reply, "chat") == prepared
        (event,) = page.house.heard
        assert event.sender.user == chat_of(prepared)
        assert event.body == Command(name="start", argument="i-Q2l0aXplbnMgZmlyc3Q")
        assert await page.house.web.shelf.known(chat_of(prepared))


async def test_a_button_pressed_twice_accepts_once(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page:
        prepared = Outline((await page.get(INVITATION)).body.decode()).fields["chat"]
        replies = [await accept(page, chat=prepared) for _ in range(2)]

        assert len({reply.headers["Location"] for reply in replies}) == 1
        assert len({event.id for event in page.house.heard}) == 1


async def test_an_invitation_without_its_prepared_chat_makes_one(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page:
        first, second = [await accept(page, chat="junk") for _ in range(2)]

        assert first.headers["Location"] != second.headers["Location"]


async def test_another_site_cannot_press_the_button(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page:
        assert (await accept(page, origin="https://evil.example")).status == 403
        assert (await accept(page, origin="null")).status == 403
        assert (await page.post(INVITATION, "chat=", FORM, {"Origin": None})).status == 403
        assert page.house.heard == []


async def test_an_invitation_lets_its_browser_say_where_it_comes_from(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page:
        assert (await page.get(INVITATION)).headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/", "/nothing", f"/c/{token_of('a')}", INVITATION, "/healthz", "/events"])
async def test_every_answer_keeps_browsers_on_a_short_leash(tmp_path: Path, path: str) -> None:
    async with web_page(tmp_path) as page:
        headers = (await page.get(path)).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] in ("no-referrer", "same-origin")
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert (policy["default-src"], policy["frame-ancestors"]) == ("'none'", "'none'")
    assert (policy["script-src"], policy["style-src"]) == ("'self'", "'self'")
    assert "unsafe" not in headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", [f"/c/{token_of('a')}", INVITATION, "/nothing", "/demo"])
async def test_a_page_is_whole_by_itself(tmp_path: Path, path: str) -> None:
    async with web_page(tmp_path, demo=True) as page:
        reply = await page.get(path, **HTML)
        outline = Outline(reply.body.decode())
        for link in outline.links:
            assert link.startswith(("/", "?"))
            if link.startswith("/static/"):
                assert (await page.get(link)).status == 200

    assert outline.inline == []
    assert "{{" not in reply.body.decode()
    assert reply.headers["Cache-Control"] == "no-store"


async def test_the_whole_chat_page_is_smaller_than_60_kilobytes_unpacked(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page:
        reply = await page.get(f"/c/{token_of('citizen')}")
        loaded = {link for link in Outline(reply.body.decode()).links if link.startswith("/static/")}
        folder = next(iter(loaded)).rpartition("/")[0]
        sizes: dict[str, int] = {}
        while missing := loaded - sizes.keys():
            for link in missing:
                body = (await page.get(link, **{"Accept-Encoding": "identity"})).body
                sizes[link] = len(body)
                loaded |= {f"{folder}/{name}" for name in re.findall(r'from "\./(\w+\.js)"', body.decode())}

    assert f"{folder}/chat.js" in sizes
    assert len(reply.body) + sum(sizes.values()) < 60_000


async def test_static_files_never_change_under_their_address(tmp_path: Path) -> None:
    known = assets.load()
    async with web_page(tmp_path) as page:
        now = await page.get(f"/static/{known.version}/chat.js")
        then = await page.get("/static/000000000000/chat.js")
        hidden = await page.get(f"/static/{known.version}/chat.html")

    assert "immutable" in now.headers["Cache-Control"]
    assert then.headers["Cache-Control"] == "no-store"
    assert hidden.status == 404


def test_no_file_of_the_pages_names_an_outside_address() -> None:
    known = assets.load()
    texts = [asset.body.decode() for asset in known.served.values()] + list(known.templates.values())

    assert not [text for text in texts if re.search(r"(?<!xmlns=\")https?://", text)]


def test_values_cannot_break_out_of_a_page() -> None:
    known = assets.load()
    filled = known.fill("invite.html", lambda key: f'"><script>{key}', {"token": '"><b>', "chat": "'"})

    assert "<script>" not in filled
    assert "<b>" not in filled


async def test_the_language_of_a_page_is_asked_for_once(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page:
        path = f"/c/{token_of('citizen')}"
        plain = await page.get(path)
        asked = await page.get(f"{path}?lang=en")
        later = await page.get(path, Cookie="lang=en")
        odd = await page.get(f"{path}?lang=xx")

    assert '<html lang="vi">' in plain.body.decode()
    assert '<html lang="en">' in asked.body.decode()
    assert cookie(asked, "lang") == "en"
    assert '<html lang="en">' in later.body.decode()
    assert ('<html lang="vi">' in odd.body.decode(), cookie(odd, "lang")) == (True, "")


async def test_trouble_is_a_page_to_a_person_and_json_to_a_script(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page:
        seen = await page.get("/nothing", **HTML)
        read = await page.get("/nothing")
        wrong = await page.get("/healthz", "DELETE")

    assert (seen.status, read.status, wrong.status) == (404, 404, 405)
    assert "web.not_found vi" in seen.body.decode()
    assert "web.not_found en" in seen.body.decode()
    assert read.json() == {"error": "not_found", "text": "web.not_found vi"}
    assert wrong.json()["error"] == "not_allowed"
    assert set(wrong.headers["Allow"].split(", ")) == {"GET", "HEAD"}


async def test_an_error_of_ours_shows_no_trace_and_keeps_the_headers(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page:

        async def broken(*_: object) -> bool:
            raise RuntimeError("a secret of the house")

        page.house.web.shelf = replace(page.house.web.shelf, known=broken)
        reply = await page.get(f"/c/{token_of('citizen')}", **HTML)

    assert reply.status == 500
    assert "web.went_wrong vi" in reply.body.decode()
    assert not re.search(r"secret|Traceback|RuntimeError|\.py", reply.body.decode())
    assert reply.headers["Content-Security-Policy"] == app.POLICY


async def test_health_is_what_the_program_says(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page:
        well = await page.get("/healthz")
        page.house.broken = True
        ill = await page.get("/healthz")

    assert (well.status, well.json()) == (200, {"ok": True})
    assert (ill.status, ill.json()) == (503, {"ok": False})


async def test_behind_https_the_cookie_goes_by_https_only(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page:
        assert "Secure" in (await page.get("/")).headers["Set-Cookie"]


async def test_webhooks_that_are_handed_in_are_served(tmp_path: Path) -> None:
    async def hook(request: Request) -> Response:
        return PlainTextResponse("taken")

    async with web_page(tmp_path, routes=[Route("/hook", hook, methods=["POST"])]) as page:
        assert (await page.post("/hook", b"{}", "application/json")).body == b"taken"


def test_every_text_of_the_pages_is_known_by_its_key() -> None:
    keys = pages.text_keys()

    assert {"web.send", "web.sending", "web.slow_down", "web.invite_accept", "demo.try"} <= keys
    assert all(re.fullmatch(r"(web|demo)\.[a-z_0-9]+", key) for key in keys)
