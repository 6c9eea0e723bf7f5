"""The digest as a workbook: summary, by unit, by category, overdue cases, and how it was counted."""

import io
from collections.abc import Sequence
from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bot.drawing.page import COLUMNS, KEPT_BACK, Number, Page, Row
from handlers.casework.worktime import ZONE

_A4: Final = 9
_SAFE: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""Words of people stay words, whatever they begin with: no formula, no link, no number is made of them."""
_WIDEST: Final = 60
_TITLE: Final = 4
"""Lines above the head of a table."""


class _Book:
    """A workbook with its looks."""

    def __init__(self, page: Page, out: io.BytesIO) -> None:
        self.page = page
        self.book = xlsxwriter.Workbook(out, _SAFE)
        made = page.due_at.astimezone(ZONE).replace(tzinfo=None)
        self.book.set_properties({"title": page.title, "created": made, "comments": ""})
        deep, tint = "#0b5561", "#e5f0ee"
        self.title = self._look(bold=True, font_size=16, font_color=deep)
        self.plain = self._look()
        self.wrap = self._look(text_wrap=True, valign="top", border=1, border_color="#d8dedb")
        self.head = self._look(
            bold=True, bg_color=deep, font_color="#ffffff", text_wrap=True, valign="vcenter", align="center", border=1
        )
        self.cell = self._look(border=1, border_color="#d8dedb")
        self.number = self._look(border=1, border_color="#d8dedb", num_format="#,##0", align="right")
        self.sum = self._look(border=1, bold=True, bg_color=tint)
        self.tenths = self._look(border=1, border_color="#d8dedb", num_format="0.00", align="right")
        self.sums_tenths = self._look(border=1, bold=True, bg_color=tint, num_format="0.00", align="right")
        self.sums = self._look(border=1, bold=True, bg_color=tint, num_format="#,##0", align="right")

    def _look(self, **how: Any) -> Format:
        return self.book.add_format({"font_name": "Times New Roman", "font_size": 12} | how)

    def sheet(self, part: str, *, landscape: bool = True) -> Worksheet:
        """Begin a sheet with title, days and place, ready to be printed on A4."""
        page, name = self.page, self.page.word(f"part.{part}")
        sheet = self.book.add_worksheet(name)
        sheet.write_string(0, 0, page.title, self.title)
        sheet.write_string(1, 0, f"{name} · {page.dates} · {page.place}", self.plain)
        sheet.set_paper(_A4)
        if landscape:
            sheet.set_landscape()
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&A&R&P/&N")
        sheet.repeat_rows(_TITLE - 1)
        return sheet


def workbook(page: Page) -> bytes:
    """Give the workbook as XLSX; the same page always gives the same bytes."""
    out = io.BytesIO()
    made = _Book(page, out)
    _summary(made)
    _rows(made, "units", page.units, coded=True)
    _rows(made, "categories", page.categories, coded=False)
    _overdue(made)
    _counted(made)
    made.book.close()
    return out.getvalue()


def _summary(made: _Book) -> None:
    page = made.page
    sheet = made.sheet("summary", landscape=False)
    sheet.write_string(2, 0, page.sentence, made.plain)
    _head(made, sheet, [page.word("column.figure"), page.word("now"), page.word("before")], [44, 16, 16])
    at = _TITLE
    for name in COLUMNS:
        sheet.write_string(at, 0, page.word(f"column.{name}"), made.cell)
        _number(made, sheet, at, 1, page.totals[name])
        _number(made, sheet, at, 2, page.previous[name])
        at += 1
    sheet.write_string(at, 0, page.word("check"), made.sum)
    for column, counts in ((1, page.totals), (2, page.previous)):
        if (left := _check(counts)) is not None:
            sheet.write_number(at, column, left, made.sums)
    at += 2
    for line in (f"{page.word('satisfied')}: {page.share}".removesuffix(": "), *page.satisfied):
        sheet.write_string(at, 0, line, made.plain)
        at += 1


def _rows(made: _Book, part: str, rows: Sequence[Row], *, coded: bool) -> None:
    """Write one row a unit or category, the sums as numbers below, and a column that must be 0."""
    page = made.page
    names = [page.word("column.code"), page.word("column.unit")] if coded else [page.word("column.category")]
    titles = [*names, *(page.word(f"column.{name}") for name in COLUMNS), page.word("check")]
    titles += [page.word("column.votes"), page.word("column.mean")] if coded else []
    longest = max((len(row.name) for row in rows), default=0)
    widths = [*([8] if coded else []), min(_WIDEST, max(20, longest + 2)), *([11] * (len(titles) - len(names)))]
    sheet = made.sheet(part)
    _head(made, sheet, titles, widths, still=len(names))
    first, at = len(names), _TITLE
    for row in rows:
        for column, text in enumerate([row.code, row.name] if coded else [row.name]):
            sheet.write_string(at, column, text, made.cell)
        for column, name in enumerate(COLUMNS, first):
            _number(made, sheet, at, column, row.numbers[name])
        if (left := _check(row.numbers)) is not None:
            sheet.write_number(at, first + len(COLUMNS), left, made.number)
        if coded:
            _votes(made, sheet, at, first + len(COLUMNS) + 1, row.votes, row.mean, (made.number, made.tenths))
        at += 1
    _filtered(sheet, at, len(titles))
    for column in range(first):
        sheet.write_string(at, column, page.word("total") if column == first - 1 else "", made.sum)
    for column, name in enumerate(COLUMNS, first):
        _number(made, sheet, at, column, page.totals[name], made.sums)
    if (left := _check(page.totals)) is not None:
        sheet.write_number(at, first + len(COLUMNS), left, made.sums)
    if coded:
        votes = sum(row.votes for row in rows)
        _votes(made, sheet, at, first + len(COLUMNS) + 1, votes, page.mean, (made.sums, made.sums_tenths))


def _votes(
    made: _Book, sheet: Worksheet, at: int, column: int, votes: int, mean: float | None, looks: tuple[Format, Format]
) -> None:
    """Write how many rated a service, and the mean, blank where too few did."""
    sheet.write_number(at, column, votes, looks[0])
    if mean is None:
        sheet.write_blank(at, column + 1, None, looks[1])
    else:
        sheet.write_number(at, column + 1, mean, looks[1])


def _overdue(made: _Book) -> None:
    page = made.page
    names = ("code", "category", "unit", "holder", "due", "days", "note")
    sheet = made.sheet("overdue")
    _head(made, sheet, [page.word(f"column.{name}") for name in names], [14, 34, 26, 44, 24, 12, 40])
    at = _TITLE
    for line in page.overdue:
        for column, text in enumerate((line.code, line.category, line.unit, line.holder, line.due)):
            sheet.write_string(at, column, text, made.cell)
        if line.days is None:
            sheet.write_blank(at, 5, None, made.cell)
        else:
            sheet.write_number(at, 5, line.days, made.number)
        sheet.write_string(at, 6, line.note, made.cell)
        at += 1
    if not page.overdue:
        sheet.write_string(at, 0, page.word("nothing"), made.plain)
    _filtered(sheet, at, len(names))


def _counted(made: _Book) -> None:
    page = made.page
    sheet = made.sheet("counted", landscape=False)
    _head(made, sheet, [page.word("column.figure"), page.word("column.meaning")], [26, 70])
    for at, (word, meaning) in enumerate(page.meanings, _TITLE):
        sheet.write_string(at, 0, word, made.wrap)
        sheet.write_string(at, 1, meaning, made.wrap)


def _head(made: _Book, sheet: Worksheet, titles: Sequence[str], widths: Sequence[int], *, still: int = 0) -> None:
    """Write the head of a table, which stays in sight with its first `still` columns."""
    for column, (title, width) in enumerate(zip(titles, widths, strict=True)):
        sheet.write_string(_TITLE - 1, column, title, made.head)
        sheet.set_column(column, column, width)
    sheet.set_row(_TITLE - 1, 48 if still else 32)
    sheet.freeze_panes(_TITLE, still)


def _filtered(sheet: Worksheet, end: int, columns: int) -> None:
    """Let the rows above `end` be filtered, without the sums below them."""
    if end > _TITLE:
        sheet.autofilter(_TITLE - 1, 0, end - 1, columns - 1)


def _number(made: _Book, sheet: Worksheet, at: int, column: int, number: Number, look: Format | None = None) -> None:
    if number is None:
        sheet.write_string(at, column, KEPT_BACK, look or made.number)
    else:
        sheet.write_number(at, column, number, look or made.number)


def _check(counts: dict[str, Number]) -> int | None:
    """Give opening + received − finished − closing, which must be 0; None where one of them is kept back."""
    opening, received, finished, closing = (counts[name] for name in COLUMNS[:4])
    if opening is None or received is None or finished is None or closing is None:
        return None
    return opening + received - finished - closing
