"""What is drawn of a digest: a picture that fits a phone, a workbook without formulas, a report to sign."""

import io
import re
import zipfile
from itertools import combinations
from xml.etree import ElementTree

import pytest
from docx import Document
from docx.shared import Mm
from PIL import Image

from bot.drawing.canvas import DPI, Canvas, shown
from bot.drawing.page import COLUMNS, Page
from bot.drawing.picture import HEIGHT, WIDTH, laid_out, picture
from bot.drawing.report import report
from bot.drawing.workbook import workbook
from handlers.talk.facts import Language
from tests.fakes.drawn_digests import EVIL, KINDS, page

SMALLEST = 28
_XL = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheets(raw: bytes) -> list[dict[str, str | float]]:
    """Give the cells of each sheet by name: words as str, numbers as float; a formula fails."""
    with zipfile.ZipFile(io.BytesIO(raw)) as book:
        shared = ["".join(one.itertext()) for one in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))]
        parts = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        found = []
        for name in sorted(parts):
            cells: dict[str, str | float] = {}
            for cell in ElementTree.fromstring(book.read(name)).iter(f"{_XL}c"):
                assert cell.find(f"{_XL}f") is None
                value = cell.findtext(f"{_XL}v")
                if value is not None:
                    cells[cell.attrib["r"]] = shared[int(value)] if cell.get("t") == "s" else float(value)
            found.append(cells)
        return found


def column(cells: dict[str, str | float], title: str, first: int = 5) -> list[str | float]:
    """Give what stands below a title of a table, down to the last row."""
    letter = next(re.sub(r"\d", "", at) for at, value in cells.items() if at.endswith("4") and value == title)
    last = max(int(re.sub(r"\D", "", at)) for at in cells)
    return [cells[f"{letter}{row}"] for row in range(first, last + 1) if f"{letter}{row}" in cells]


@pytest.mark.parametrize(("kind", "language"), [*((kind, "vi") for kind in KINDS), ("busy", "en")])
def test_every_word_of_the_picture_is_large_inside_the_sheet_and_on_no_other(kind: str, language: Language) -> None:
    on = laid_out(page(kind, language))
    texts = [text for text in on.axes.texts if text.get_text()]
    boxes = [(text.get_text(), text.get_window_extent()) for text in texts]

    assert min(float(text.get_fontsize()) * DPI / 72 for text in texts) >= SMALLEST - 0.01
    assert [name for name, box in boxes if box.x0 < 30 or box.x1 > WIDTH - 30 or box.y0 < 20 or box.y1 > HEIGHT] == []
    assert [(a, b) for (a, one), (b, other) in combinations(boxes, 2) if one.overlaps(other)] == []


def test_equal_pages_make_equal_pictures_of_1080_by_1350_without_a_trace_of_when() -> None:
    first, second = picture(page("full")), picture(page("full"))

    with Image.open(io.BytesIO(first)) as seen:
        assert seen.size == (1080, 1350)
        assert set(seen.info) <= {"dpi"}
    assert first == second
    assert picture(page("calm")) != first


def test_what_is_too_long_is_cut_between_words() -> None:
    on = Canvas(WIDTH, HEIGHT, "#ffffff")
    name = "Trung tâm Phục vụ hành chính công phường Đa Mai"

    assert on.cut(name, 10_000, 30) == name
    assert on.cut(name, 300, 30) == "Trung tâm Phục…"
    assert on.width(on.cut("W" * 60, 300, 30), 30) <= 300
    assert on.wrapped(name, 400, 30, 2) == ["Trung tâm Phục vụ hành", "chính công phường Đa…"]
    assert shown("🌟 Tuần 47 ⚠️") == "Tuần 47 ⚠"


def test_all_that_people_name_stands_in_the_workbook_as_words() -> None:
    raw = workbook(page("evil"))
    names = column(sheets(raw)[1], page("evil").word("column.unit"))

    assert set(EVIL) <= set(names)
    with zipfile.ZipFile(io.BytesIO(raw)) as book:
        inside = b"".join(book.read(name) for name in book.namelist() if "worksheets" in name)
        assert b"<f>" not in inside
        assert b"hyperlink" not in inside.lower()


@pytest.mark.parametrize("kind", ["full", "busy", "empty"])
def test_the_sums_of_the_workbook_are_those_of_its_rows_and_the_check_is_0(kind: str) -> None:
    drawn = page(kind)
    summary, by_unit, by_category, _, _ = sheets(workbook(drawn))

    for name in COLUMNS:
        *rows, total = column(by_unit, drawn.word(f"column.{name}"))
        assert sum(float(one) for one in rows) == total == drawn.totals[name]
        *parts, whole = column(by_category, drawn.word(f"column.{name}"))
        assert sum(float(one) for one in parts) == whole == total
        assert total in column(summary, drawn.word("now"))
    assert set(column(by_unit, drawn.word("check"))) == {0.0}
    *votes, all_votes = column(by_unit, drawn.word("column.votes"))
    assert sum(float(one) for one in votes) == all_votes == 36


def test_a_number_that_is_kept_back_is_so_in_every_drawing() -> None:
    drawn = page("one")
    numbers = drawn.units[0].numbers | {"closing": None}
    hidden = drawn.model_copy(
        update={"units": (drawn.units[0].model_copy(update={"numbers": numbers}),), "totals": numbers}
    )

    assert column(sheets(workbook(hidden))[1], drawn.word("column.closing")) == ["<5", "<5"]
    assert column(sheets(workbook(hidden))[1], drawn.word("check")) == []
    assert "còn mở <5" in _words(report(hidden))
    assert picture(hidden)


@pytest.mark.parametrize("kind", ["full", "empty"])
def test_the_workbook_is_ready_to_read_and_to_print_and_the_same_whenever_it_is_made(kind: str) -> None:
    raw = workbook(page(kind))

    assert raw == workbook(page(kind))
    with zipfile.ZipFile(io.BytesIO(raw)) as book:
        by_unit = book.read("xl/worksheets/sheet2.xml").decode()
        about = book.read("docProps/core.xml").decode()
    assert 'state="frozen"' in by_unit
    assert "<autoFilter" in by_unit
    assert re.search(r'<pageSetup [^>]*paperSize="9"[^>]*orientation="landscape"', by_unit)
    assert set(re.findall(r"W3CDTF\">([^<]*)<", about)) == {"2026-11-23T07:30:00Z"}


def test_the_report_has_the_parts_of_an_official_one_in_their_order() -> None:
    drawn = page("full")
    raw = report(drawn)
    paper = Document(io.BytesIO(raw))
    section = paper.sections[0]
    parts = ("country", "motto", "name", "about", "situation", "units", "people", "push", "end", "to", "archive")
    words = _words(raw)

    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    sizes = [round(one / Mm(1)) for one in (section.page_width, section.page_height, *margins) if one is not None]
    assert sizes == [210, 297, 20, 20, 30, 20]
    assert paper.styles["Normal"].font.name == "Times New Roman"
    at = 0
    for part in (*parts, "signed", "signer"):
        at = words.index(drawn.word(f"report.{part}"), at + 1)
    assert "Số: ……/BC-……" in words
    assert "{" not in words


def test_the_report_is_the_same_whenever_it_is_made() -> None:
    raw = report(page("calm"))

    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        assert {one.date_time for one in parts.infolist()} == {(2026, 1, 1, 0, 0, 0)}
        about = parts.read("docProps/core.xml").decode()
    assert set(re.findall(r"W3CDTF\">([^<]*)<", about)) == {"2026-11-23T07:30:00Z"}
    assert raw == report(page("calm"))


def test_a_page_goes_to_another_process_and_back() -> None:
    for kind in KINDS:
        assert Page.model_validate_json(page(kind).model_dump_json()) == page(kind)


def _words(raw: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        return "\n".join(
            one.text or ""
            for one in ElementTree.fromstring(parts.read("word/document.xml")).iter()
            if one.tag.endswith("}t")
        )
