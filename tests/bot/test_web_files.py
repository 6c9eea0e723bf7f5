"""Files of the web chat: known by their first bytes, kept before handed over, seen in their own chat only."""

from pathlib import Path

import pytest

from bot.channels.web import UPLOAD, chat_of
from bot.web.uploads import kind_of, plain
from handlers.talk.events import File, Photo, Unsupported
from handlers.talk.says import Attachment, Message
from tests.fakes.web_house import PIXEL, token_of
from tests.fakes.web_page import Page, web_page

JPEG = b"\xff\xd8\xff\xe0" + b"picture" * 9
PDF = b"%PDF-1.7 paper"
ID = "7f3c1b1e-90a2-4c55-8a36-1f3d7f7f0f11"
CHAT = chat_of(token_of("citizen"))


async def addresses(page: Page, chat: str = "citizen") -> list[str]:
    """Give the addresses of the files that this chat shows."""
    async with page.stream(chat) as live:
        return [bubble["file"]["url"] for bubble in await live.until_ready() if bubble["file"]]


@pytest.mark.parametrize(
    ("head", "said", "kind"),
    [
        (JPEG, "", "image/jpeg"),
        (PIXEL, "image/jpeg", "image/png"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "", "image/webp"),
        (PDF, "text/html", "application/pdf"),
        (b"OggS\x00", "", "audio/ogg"),
        (b"\x1aE\xdf\xa3", "audio/webm;codecs=opus", "audio/webm"),
        (b"\x1aE\xdf\xa3", "", "video/webm"),
        (b"\x00\x00\x00\x18ftypmp42", "video/mp4", "video/mp4"),
        (b"\x00\x00\x00\x18ftypM4A ", "audio/mp4", "audio/mp4"),
        (b"\x00\x00\x00\x18ftypheic", "image/jpeg", None),
        (b"RIFF\x00\x00\x00\x00WAVE", "audio/wav", None),
        (b"<svg xmlns=", "image/png", None),
        (b"<!doctype html>", "image/jpeg", None),
        (b"GIF89a", "image/gif", None),
        (b"PK\x03\x04", "application/pdf", None),
        (b"", "image/png", None),
    ],
)
def test_a_file_is_what_its_first_bytes_say(head: bytes, said: str, kind: str | None) -> None:
    assert kind_of(head, said) == kind


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\ảnh 1.jpg", "ảnh 1.jpg"),
        ("a\r\nSet-Cookie: b.pdf", "aSet-Cookie: b.pdf"),
        ("", "file"),
        ("x" * 300 + ".pdf", "x" * 96 + ".pdf"),
    ],
)
def test_a_name_is_a_name_and_no_path(name: str, shown: str) -> None:
    assert plain(name) == shown


async def test_pictures_of_one_upload_are_one_album_and_kept_before_they_are_handed_over(
    tmp_path: Path,
) -> None:
    async with web_page(tmp_path) as page:
        files = (("a.jpg", "image/jpeg", JPEG), ("b.png", "image/png", PIXEL))
        assert await page.upload(*files, id=ID, album="al-1", caption="Đây ạ") == (
            200,
            {"ok": True, "refused": []},
        )

        first, second = page.house.heard
        assert (first.id, second.id) == (f"{CHAT}:{ID}", f"{CHAT}:{ID}.1")
        assert isinstance(first.body, Photo)
        assert isinstance(second.body, Photo)
        assert (first.body.caption, first.body.album, first.body.size) == ("Đây ạ", "al-1", len(JPEG))
        assert (second.body.caption, second.body.album) == ("", "al-1")
        assert await page.house.web.fetch(first.body.ref) == JPEG


async def test_anything_else_is_a_file_with_its_name(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page:
        await page.upload(("giấy hẹn.pdf", "application/pdf", PDF))

        body = page.house.heard[0].body
        assert isinstance(body, File)
        assert (body.name, body.mime, body.size) == ("giấy hẹn.pdf", "application/pdf", len(PDF))


async def test_a_repeated_upload_is_shown_once(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page:
        for _ in range(2):
            await page.upload(("a.jpg", "image/jpeg", JPEG), id=ID)

        assert len(await addresses(page)) == 1


async def test_a_file_over_ten_megabytes_is_refused_and_answered_in_the_chat(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page:
        status, answer = await page.upload(("a.jpg", "image/jpeg", JPEG + bytes(UPLOAD)))

        assert (status, answer["error"]) == (413, "too_big")
        assert page.house.heard[0].body == Unsupported(what="too_big", limit=10)
        said = await page.house.web.shelf.since([CHAT], 0, 9)
        assert [bubble.message.text for bubble in said] == ["a.jpg", "refused too_big 10"]


async def test_a_file_of_ten_megabytes_is_taken(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page:
        whole = JPEG + bytes(UPLOAD - len(JPEG))

        assert (await page.upload(("a.jpg", "image/jpeg", whole)))[0] == 200


async def test_an_upload_of_any_length_is_cut_off(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page:
        path = f"/c/{token_of('citizen')}/upload"
        length = {"Content-Length": "1000000000"}
        kind = "multipart/form-data; boundary=b"
        reader = await page.post(path, b"--b", kind, length)

        assert reader.status == 413


async def test_a_page_in_disguise_is_refused_and_answered_in_the_chat(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page:
        status, answer = await page.upload(("a.jpg", "image/jpeg", b"<script>"))

        assert (status, answer["error"]) == (415, "file_type")
        assert page.house.heard[0].body == Unsupported(what="file_type")


async def test_one_bad_file_does_not_hold_up_the_others(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page:
        status, answer = await page.upload(("a.gif", "image/gif", b"GIF89a"), ("b.jpg", "image/jpeg", JPEG))

        assert (status, answer["refused"]) == (200, ["file_type"])
        assert [event.body.kind for event in page.house.heard] == ["unsupported", "photo"]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=b", b"broken"),
        ("multipart/form-data; boundary=b", b"--b\r\nContent-Disposition: x\r\n\r\n--b--"),
        (
            "multipart/form-data; boundary=b",
            b'--b\r\nContent-Disposition: form-data; name="id"\r\n\r\nno uuid\r\n--b--\r\n',
        ),
        (
            "multipart/form-data; boundary=b",
            b'--b\r\nContent-Disposition: form-data; name="id"\r\n\r\n' + ID.encode() + b"\r\n--b--\r\n",
        ),
    ],
)
async def test_a_broken_upload_is_refused_in_words(tmp_path: Path, kind: str, body: bytes) -> None:
    async with web_page(tmp_path) as page:
        response = await page.post(f"/c/{token_of('citizen')}/upload", body, kind)

        assert (response.status, response.json()["error"]) == (400, "unreadable")


async def test_a_bad_album_and_too_many_files_are_refused(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page:
        photo = ("a.jpg", "image/jpeg", JPEG)

        assert (await page.upload(photo, album="../x"))[0] == 400
        assert (await page.upload(*[photo] * 11))[0] == 400
        assert page.house.heard == []


async def test_an_upload_needs_an_origin(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page:
        path = f"/c/{token_of('citizen')}/upload"
        for origin in (None, "https://evil.example"):
            response = await page.post(path, b"--b--", "multipart/form-data; boundary=b", {"Origin": origin})
            assert response.status == 403


async def test_a_picture_is_shown_and_a_paper_is_saved(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page:
        await page.upload(("a.jpg", "image/jpeg", JPEG))
        await page.upload(("giấy.pdf", "application/pdf", PDF))
        picture, paper = [await page.get(url) for url in await addresses(page)]

        assert picture.body == JPEG
        assert picture.headers["Content-Type"] == "image/jpeg"
        assert picture.headers["Content-Disposition"] == "inline"
        assert paper.headers["Content-Type"] == "application/pdf"
        assert paper.headers["Content-Disposition"] == "attachment; filename*=UTF-8''gi%E1%BA%A5y.pdf"
        for response in (picture, paper):
            assert response.headers["X-Content-Type-Options"] == "nosniff"
            assert response.headers["Cache-Control"].startswith("private")
            assert "sandbox" in response.headers["Content-Security-Policy"]


async def test_a_file_of_the_bot_comes_from_where_its_files_are(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page:
        await page.send(text="picture")
        (url,) = await addresses(page)

        assert (await page.get(url)).body == PIXEL


async def test_a_file_of_another_chat_is_not_there(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page:
        await page.upload(("a.jpg", "image/jpeg", JPEG))
        (url,) = await addresses(page)

        assert (await page.get(url)).status == 200
        assert (await page.get(url.replace(token_of("citizen"), token_of("officer")))).status == 404


@pytest.mark.parametrize("hash", ["nothing", "%25", "_", "bot-pixe_", "..%2f..%2fetc%2fpasswd", "x" * 129])
async def test_a_hash_that_no_bubble_carries_is_not_there(tmp_path: Path, hash: str) -> None:
    async with web_page(tmp_path) as page:
        await page.send(text="picture")

        assert (await page.get(f"/c/{token_of('citizen')}/file/{hash}")).status == 404


async def test_a_hash_in_somebodys_words_opens_nothing(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page:
        await page.send(text='"hash":"bot-pixel"')

        assert (await page.get(f"/c/{token_of('citizen')}/file/bot-pixel")).status == 404


async def test_a_file_that_is_gone_is_not_there(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page:
        await page.upload(("a.jpg", "image/jpeg", JPEG))
        (url,) = await addresses(page)
        page.house.kept.clear()

        assert (await page.get(url)).status == 404


async def test_a_type_that_is_no_type_is_not_repeated(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page:
        odd = Attachment(hash="bot-pixel", mime="text/html\r\nX: y", name="a")
        await page.house.web.send(CHAT, Message(text="odd", file=odd))
        (url,) = await addresses(page)

        assert (await page.get(url)).headers["Content-Type"] == "application/octet-stream"
