"""The digest as a report (báo cáo) for a person to complete and sign: the layout of Decree 30/2020/NĐ-CP, Annex I."""

import io
import zipfile
from collections.abc import Sequence
from typing import Any, Final

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from bot.drawing.page import Page, Row
from handlers.casework.worktime import ZONE

_FONT: Final = "Times New Roman"
_BODY: Final = 14
_CENTER, _BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
_SHOWN: Final = ("opening", "received", "finished", "closing", "on_time", "late", "overdue")
_STAMP: Final = (2026, 1, 1, 0, 0, 0)
"""The time of every part inside the file, so that equal pages make equal files."""


def report(page: Page) -> bytes:
    """Give the report as DOCX; the same page always gives the same bytes.

    Number, place, day, bodies and signature are left for the person who signs it (Decree 30/2020/NĐ-CP, Annex I,
    part I: A4; margins 20–25, 20–25, 30–35 and 15–20 mm; Times New Roman, body 13–14).
    """
    paper = Document()
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(20)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    _numbered(section.header.paragraphs[0])
    normal = paper.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(_BODY)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    made = page.due_at.astimezone(ZONE).replace(tzinfo=None)
    about = paper.core_properties
    about.author, about.last_modified_by, about.comments = "", "", ""
    about.title, about.created, about.modified, about.revision = page.title, made, made, 1
    about.language = page.language
    _opening(paper, page)
    _body(paper, page)
    _closing(paper, page)
    out = io.BytesIO()
    paper.save(out)
    return _undated(out.getvalue())


def _opening(paper: Any, page: Page) -> None:
    """Write what stands above the text: the bodies and the country, number and day, kind and subject."""
    left, right = _halves(paper, (62, 98))
    _add(left, page.word("report.parent"), 13, first=True)
    _ruled(_add(left, page.word("report.agency"), 13, bold=True), 16)
    _add(left, page.word("report.number"), 13)
    _add(right, page.word("report.country"), 13, bold=True, first=True)
    _ruled(_add(right, page.word("report.motto"), 14, bold=True), 14)
    _add(right, page.word("report.day"), 14, italic=True)
    name = paper.add_paragraph()
    _write(name, page.word("report.name"), 14, bold=True, align=_CENTER, before=18)
    subject = paper.add_paragraph()
    _write(subject, page.word("report.about"), 14, bold=True, align=_CENTER)
    _ruled(subject, 50)


def _body(paper: Any, page: Page) -> None:
    moved = {name: page.figure(number) for name, number in page.totals.items()}
    before = {f"{name}_before": page.figure(number) for name, number in page.previous.items()}
    _heading(paper, f"1. {page.word('report.situation')}")
    _paragraph(paper, page.sentence)
    _paragraph(paper, page.word("report.moved").format_map(moved | before))
    _paragraph(paper, page.word("report.kept").format_map(moved))
    _heading(paper, f"2. {page.word('report.units')}")
    _table(paper, page, page.units)
    if page.quiet:
        _paragraph(paper, page.quiet)
    _heading(paper, f"3. {page.word('report.people')}")
    said = (f"{page.word('satisfied')}: {page.share}", *page.satisfied) if page.share else page.satisfied
    _paragraph(paper, "; ".join(one.rstrip(".") for one in said) + ".")
    _heading(paper, f"4. {page.word('report.push')}")
    for line in (*page.asked, *page.ahead):
        _paragraph(paper, f"- {line}")
    if not page.asked:
        _paragraph(paper, page.word("calm"))
    _paragraph(paper, page.word("report.end"))


def _table(paper: Any, page: Page, rows: Sequence[Row]) -> None:
    """Write the units where anything was open or came, and the sums of all."""
    busy = [row for row in rows if any(row.numbers[name] != 0 for name in _SHOWN)]
    table = paper.add_table(rows=1, cols=len(_SHOWN) + 1)
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    widths = [Mm(48), *([Mm(16)] * len(_SHOWN))]
    titles = [page.word("column.unit"), *(page.word(f"column.{name}") for name in _SHOWN)]
    lines = [titles]
    lines += [[row.name, *(page.figure(row.numbers[name]) for name in _SHOWN)] for row in busy]
    lines += [[page.word("total"), *(page.figure(page.totals[name]) for name in _SHOWN)]]
    for at, line in enumerate(lines):
        cells = table.rows[0].cells if at == 0 else table.add_row().cells
        bold = at in (0, len(lines) - 1)
        for column, (cell, text) in enumerate(zip(cells, line, strict=True)):
            cell.width = widths[column]
            align = WD_ALIGN_PARAGRAPH.LEFT if column == 0 and at else _CENTER
            _write(cell.paragraphs[0], text, 11, bold=bold, align=align)
    _repeated(table.rows[0])
    for row in table.rows:
        _whole(row)


def _closing(paper: Any, page: Page) -> None:
    """Write to whom it goes, and the place of the signature, which is left to a person."""
    gap = paper.add_paragraph()
    _write(gap, "", 6)
    left, right = _halves(paper, (75, 85))
    to = left.paragraphs[0]
    _write(to, page.word("report.to"), 12, bold=True, italic=True)
    for line in ("report.copies", "report.archive"):
        _write(left.add_paragraph(), page.word(line), 11)
    _add(right, page.word("report.signed"), 14, bold=True, first=True)
    for _ in range(4):
        _add(right, "", 14)
    _add(right, page.word("report.signer"), 14, bold=True)


def _halves(paper: Any, widths: tuple[int, int]) -> tuple[Any, Any]:
    table = paper.add_table(rows=1, cols=2)
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    cells = table.rows[0].cells
    for cell, width in zip(cells, widths, strict=True):
        cell.width = Mm(width)
    return cells[0], cells[1]


def _add(cell: Any, text: str, size: int, *, bold: bool = False, italic: bool = False, first: bool = False) -> Any:
    paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
    _write(paragraph, text, size, bold=bold, italic=italic, align=_CENTER)
    return paragraph


def _heading(paper: Any, text: str) -> None:
    paragraph = paper.add_paragraph()
    _write(paragraph, text, _BODY, bold=True, before=6)
    paragraph.paragraph_format.first_line_indent = Mm(10)
    paragraph.paragraph_format.keep_with_next = True


def _paragraph(paper: Any, text: str) -> None:
    paragraph = paper.add_paragraph()
    _write(paragraph, text, _BODY, align=_BOTH, before=6)
    paragraph.paragraph_format.first_line_indent = Mm(10)


def _write(
    paragraph: Paragraph,
    text: str,
    size: int,
    *,
    bold: bool = False,
    italic: bool = False,
    align: WD_ALIGN_PARAGRAPH | None = None,
    before: int = 0,
) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold or None, italic or None
    form = paragraph.paragraph_format
    form.alignment = align
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(0), 1.0


def _ruled(paragraph: Paragraph, inset: int) -> None:
    """Draw a thin line below a paragraph, in from both sides by so many millimetres."""
    border = OxmlElement("w:pBdr")
    line = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    border.append(line)
    paragraph.paragraph_format.space_after = Pt(3)
    rule = paragraph.insert_paragraph_before()
    rule._p.addprevious(paragraph._p)  # the line is a paragraph of its own, below the words
    _write(rule, "", 2)
    rule.paragraph_format.left_indent = rule.paragraph_format.right_indent = Mm(inset)
    rule.paragraph_format.line_spacing = Pt(3)
    after = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
    rule._p.get_or_add_pPr().insert_element_before(border, *after)


def _numbered(paragraph: Paragraph) -> None:
    """Number the pages in the middle of the top margin, but not the first (Annex I, part I, 1)."""
    paragraph.alignment = _CENTER
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        run.font.size = Pt(13)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)


def _repeated(row: Any) -> None:
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(head)


def _whole(row: Any) -> None:
    """Keep a row of the table on one page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _undated(raw: bytes) -> bytes:
    """Give the file with one fixed time for all its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            stamped = zipfile.ZipInfo(part.filename, _STAMP)
            stamped.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(stamped, old.read(part.filename))
    return out.getvalue()
