"""Files at addresses that nobody can guess: only whole, only ours, only for a while."""

import shutil
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from bot.files import Store
from bot.handed import PATH, Links, route
from handlers.talk.says import Attachment

HOUR = 3600


def visit(app: Starlette) -> httpx.AsyncClient:
    """Give a visitor."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://here.example.vn")


def shown(
    folder: Path, clock: list[int], raw: bytes = b"\xff\xd8\xff", name: str = "tep-1.jpg"
) -> tuple[str, httpx.AsyncClient]:
    """Give the path of a kept file and a visitor."""
    store = Store(folder)
    links = Links("1:token", "https://here.example.vn/", HOUR, lambda: clock[0])
    address = links.to(Attachment(hash=store.keep(raw), mime="image/jpeg", name=name))
    assert address.startswith(f"https://here.example.vn{PATH}/")
    return address.removeprefix("https://here.example.vn"), visit(Starlette(routes=[route(links, store.read)]))


async def test_a_file_is_given_at_its_address_and_kept_by_nobody_on_the_way(tmp_path: Path) -> None:
    path, visitor = shown(tmp_path, [1_000_000])
    answer = await visitor.get(path)

    assert (answer.status_code, answer.content) == (200, b"\xff\xd8\xff")
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["cache-control"] == "private, no-store"


@pytest.mark.parametrize("part", [2, 3, 4, 5])
async def test_an_address_of_which_any_part_is_changed_opens_nothing(tmp_path: Path, part: int) -> None:
    path, visitor = shown(tmp_path, [1_000_000])
    parts = path.split("/")
    parts[part] = parts[part][:-1] + ("1" if parts[part][-1] != "1" else "2")

    assert (await visitor.get("/".join(parts))).status_code == 404


async def test_an_address_ends(tmp_path: Path) -> None:
    clock = [1_000_000]
    path, visitor = shown(tmp_path, clock)
    clock[0] += HOUR * 1000 - 1
    assert (await visitor.get(path)).status_code == 200
    clock[0] += 1
    assert (await visitor.get(path)).status_code == 404


async def test_an_address_made_with_another_secret_opens_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path)
    file = Attachment(hash=store.keep(b"x"), mime="image/jpeg", name="a.jpg")
    path = Links("2:other", "https://h", HOUR, lambda: 0).to(file).removeprefix("https://h")
    ours = Links("1:token", "https://h", HOUR, lambda: 0)

    assert (await visit(Starlette(routes=[route(ours, store.read)])).get(path)).status_code == 404


async def test_a_page_sent_as_a_file_is_saved_and_never_shown(tmp_path: Path) -> None:
    path, visitor = shown(tmp_path, [0], b"<script>", "tệp lạ.html")
    answer = await visitor.get(path)

    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == "attachment"


async def test_a_file_that_is_gone_is_not_found(tmp_path: Path) -> None:
    path, visitor = shown(tmp_path, [0])
    shutil.rmtree(tmp_path)

    assert (await visitor.get(path)).status_code == 404


def test_without_a_public_address_there_are_no_links() -> None:
    assert Links("1:t", "", HOUR, lambda: 0).to(Attachment(hash="a" * 64, mime="image/jpeg", name="a.jpg")) == ""
