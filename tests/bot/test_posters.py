"""Counter posters: what stands on them, that every code is read from paper, and that nothing leaves the sheet."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from bot import catalogues, packaged
from bot.posters import paper
from bot.posters.emblem import DEEP, emblem
from bot.posters.layout import LEFT, RIGHT, poster
from bot.posters.paper import Sheet, lines_of, pixels, width_of
from bot.posters.ways import Doors, Way, short_code, ways
from bot.posters.words import Words, words
from bot.voice import Voice
from handlers.casework.unit import Unit
from handlers.talk.facts import Language
from tests.fakes.paper_reader import printed, read, size_of, title_of

VOICE = Voice(catalogues.load())
FULL = Doors(
    zalo_oa="https://zalo.me/1234567890123456789",
    web="https://langnghe.example.vn",
    telegram="https://t.me/langnghe_bot",
    zalo_bot="https://zalo.me/9876543210987654321",
)
SOME = [
    Doors(web=FULL.web),
    Doors(zalo_oa=FULL.zalo_oa),
    Doors(zalo_oa=FULL.zalo_oa, web=FULL.web),
    Doors(zalo_oa=FULL.zalo_oa, web=FULL.web, telegram=FULL.telegram),
    FULL,
]
DOORS = pytest.mark.parametrize("doors", SOME, ids=lambda doors: "+".join(way.channel for way in ways(doors, "x")))


def unit(code: str = "07339") -> Unit:
    """Give a unit that is shipped."""
    found = packaged.units().get(code)
    assert found is not None
    return found


def made(
    doors: Doors, one: Unit | None = None, counter: int | None = 3, language: Language = "vi"
) -> tuple[Sheet, tuple[Way, ...], Words]:
    """Give a poster with its ways in and its texts."""
    one = one or unit()
    there = ways(doors, short_code(one.code, counter))
    texts = words(VOICE, language, one, counter, there, trial=doors.trial)
    return poster(texts, there), there, texts


@pytest.mark.parametrize("language", ["vi", "en"])
@DOORS
def test_every_code_is_read_from_the_printed_page(doors: Doors, language: Language, tmp_path: Path) -> None:
    sheet, there, texts = made(doors, language=language)
    sheet.save(tmp_path / "poster.pdf", texts.title, language)

    assert size_of(tmp_path / "poster.pdf") == [210, 297]
    assert read(printed(tmp_path / "poster.pdf")) == {way.url for way in there}


@DOORS
def test_every_code_is_read_from_the_picture_of_a_cheap_telephone(doors: Doors) -> None:
    """A seventh of the dots, held askew, blurred, in bad light, and squeezed as JPEG."""
    sheet, there, _ = made(doors)
    small = sheet.image.resize((900, 1273), Image.Resampling.BILINEAR).rotate(4, expand=True, fillcolor="gray")
    dim = small.filter(ImageFilter.GaussianBlur(0.6)).point(lambda value: 40 + value // 2)
    squeezed = BytesIO()
    dim.save(squeezed, "JPEG", quality=60)

    assert read(Image.open(squeezed)) == {way.url for way in there}


def test_a_code_is_read_although_a_tenth_of_it_is_scratched_off() -> None:
    sheet = Sheet(Image.new("P", (1, 1)))
    sheet.qr(20, 20, 80, f"{FULL.web}/u/07339-3", (8, 63, 73))
    scratch = ImageDraw.Draw(sheet.image)
    scratch.rectangle([pixels(side) for side in (50, 52, 70, 72)], fill="white")

    assert read(sheet.image) == {f"{FULL.web}/u/07339-3"}


def test_four_modules_of_white_lie_around_every_code() -> None:
    sheet = Sheet(Image.new("P", (1, 1)))
    sheet.qr(20, 20, 80, FULL.zalo_oa, (0, 0, 0))
    ink = ImageChops.invert(sheet.image).getbbox()
    assert ink is not None
    row = sheet.image.crop((ink[0], ink[1], ink[2], ink[1] + 1)).convert("L").tobytes()
    module = row.index(b"\xff") / 7  # the corner mark is seven modules wide

    assert min(ink[0] - pixels(20), ink[1] - pixels(20)) >= 4 * module
    assert min(pixels(100) - ink[2], pixels(100) - ink[3]) >= 4 * module


def test_a_png_says_how_large_it_is_on_paper_and_the_paper_is_white(tmp_path: Path) -> None:
    sheet, there, texts = made(FULL)
    sheet.save(tmp_path / "poster.png", texts.title, "vi")

    with Image.open(tmp_path / "poster.png") as saved:
        dpi, whole = saved.info["dpi"], saved.convert("RGB")

    assert [round(dots) for dots in dpi] == [300, 300]
    assert whole.size == (2480, 3508)
    assert whole.getpixel((5, 5)) == whole.getpixel((1240, 3500)) == (255, 255, 255)
    assert read(whole) == {way.url for way in there}


def test_a_pdf_names_itself_and_its_language_and_is_the_same_each_time(tmp_path: Path) -> None:
    sheet, _, texts = made(FULL)
    for name in ("one.pdf", "two.pdf"):
        sheet.save(tmp_path / name, texts.title, "vi")
    raw = (tmp_path / "one.pdf").read_bytes()

    assert raw == (tmp_path / "two.pdf").read_bytes()
    assert title_of(tmp_path / "one.pdf") == "Lắng Nghe: xã Tân Yên, mã 07339-3"
    assert b"/Lang (vi)" in raw
    assert len(raw) < 300_000


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("number", [1, 3, 4])
def test_nothing_leaves_the_margins_however_long_the_names_are(number: int, language: Language) -> None:
    long = "https://phananh.trungtamphucvuhanhchinhcong.langnghe.example.vn"
    doors = {
        1: Doors(web="http://127.0.0.1:8080", trial=True),
        3: Doors(zalo_oa=FULL.zalo_oa, web=long, telegram=FULL.telegram),
        4: Doors(zalo_oa=FULL.zalo_oa, web=long, telegram=FULL.telegram, zalo_bot=FULL.zalo_bot),
    }[number]
    longest = max(packaged.units().units, key=lambda one: width_of(one.name, 7.4, bold=True))
    far = longest.model_copy(update={"name": f"{longest.name} {longest.name}"})
    for one in (longest, far):
        sheet, _, _ = made(doors, one, 99, language)

        inked = ImageChops.invert(sheet.image).getbbox()

        assert inked is not None
        assert inked[0] >= pixels(LEFT)
        assert inked[2] <= pixels(RIGHT) + 1


def test_the_packaged_fonts_know_every_letter_that_a_poster_can_show() -> None:
    shown = {
        letter
        for language in catalogues.LANGUAGES
        for key, text in catalogues.load()[language].items()
        if key.startswith("poster.")
        for letter in str(text)
    } | {letter for one in packaged.units().units for letter in one.name}
    unknown = [
        letter
        for letter in shown
        for bold in (False, True)
        if bytes(paper.font(10, bold).getmask(letter)) == bytes(paper.font(10, bold).getmask("\U0010fffd"))
        if not letter.isspace()
    ]

    assert unknown == []


def test_whoever_reads_it_learns_whose_counter_it_is_what_is_kept_back_and_whose_phone_to_use() -> None:
    _, _, texts = made(FULL)

    assert (texts.unit, texts.place, texts.code) == ("Xã Tân Yên", "Bộ phận một cửa · Quầy 3", "07339-3")
    assert (texts.question, texts.call) == ("Phục vụ tốt hay chưa tốt?", "Quét một mã dưới đây")
    assert "Cán bộ xử lý không thấy tên và số điện thoại của anh/chị." in texts.promises
    assert any("bằng điện thoại của mình" in promise for promise in texts.promises)
    assert "langnghe.example.vn" in texts.code_hint
    assert texts.trial == ""


def test_where_a_link_carries_no_counter_the_code_is_to_be_typed() -> None:
    _, there, texts = made(FULL)

    assert {way.channel: way.url for way in there} == {
        "zalo_oa": "https://zalo.me/1234567890123456789",
        "web": "https://langnghe.example.vn/u/07339-3",
        "telegram": "https://t.me/langnghe_bot?start=u-07339-3",
        "zalo_bot": "https://zalo.me/9876543210987654321",
    }
    assert {channel for channel, label in texts.labels.items() if "07339-3" in label.hint} == {"zalo_oa", "zalo_bot"}


def test_without_a_counter_the_poster_is_the_units() -> None:
    _, there, texts = made(Doors(web=FULL.web), counter=None)

    assert (texts.place, texts.code, texts.call) == ("Bộ phận một cửa", "07339", "Quét mã này")
    assert there[0].url == f"{FULL.web}/u/07339"


def test_a_trial_says_so_on_the_sheet() -> None:
    _, _, texts = made(Doors(web="http://127.0.0.1:8080", trial=True))

    assert texts.trial == "Bản thử, xin đừng dán"


def test_the_name_of_the_service_is_never_torn_apart() -> None:
    _, _, texts = made(Doors(zalo_oa=FULL.zalo_oa))

    for room in range(20, 120):
        lines = lines_of(texts.code_hint, 5.4, room)
        assert not any(line.endswith("Lắng") for line in lines)
        assert " ".join(lines) == texts.code_hint


def test_the_ear_is_round_and_clear_around() -> None:
    ear = emblem(200)

    assert ear.getpixel((0, 0))[3] == 0  # type: ignore[index]
    assert ear.getpixel((100, 6)) == (*DEEP, 255)


@pytest.mark.proof
def test_the_poster_of_every_unit_is_read() -> None:
    for one in packaged.units().units:
        sheet, there, _ = made(FULL, one, 99)
        assert read(sheet.image) == {way.url for way in there}, one.code
