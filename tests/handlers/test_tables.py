"""The tables of an organisation: what is written is read again, and what is wrong is told with line and remedy."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.casework.posts_file import RECORDS as POSTS
from handlers.casework.tables import MOST_TROUBLES, Broken, Ending, Row, Trouble, read_table, write_table
from handlers.casework.units_file import RECORDS as UNITS
from handlers.folding import clean

ENDINGS: tuple[Ending, ...] = ("csv", "toml")
WORDS = st.text(max_size=20).map(lambda text: " ".join(clean(text).split()))
LIST_WORDS = WORDS.map(lambda text: text.replace(",", "")).map(str.strip)


@st.composite
def rows(draw: st.DrawFn) -> Row:
    """Give a row of a posts file with anything in its cells."""
    record = draw(st.sampled_from(sorted(POSTS)))
    columns = POSTS[record]
    cells = {}
    for column in columns.all:
        if column in columns.lists:
            parts = draw(st.lists(LIST_WORDS.filter(bool), min_size=column in columns.required, max_size=3))
            cells[column] = ", ".join(parts)
        else:
            cells[column] = draw(WORDS.filter(bool) if column in columns.required else WORDS)
    return Row(0, record, {column: text for column, text in cells.items() if text})


def wrong(text: str, ending: Ending = "csv", records: object = UNITS) -> list[tuple[int, str, str]]:
    """Give line, trouble and remedy of everything that is wrong in a file."""
    with pytest.raises(Broken) as refused:
        read_table(text, ending, POSTS if records == "posts" else UNITS)
    return [(one.line, one.what, one.remedy) for one in refused.value.troubles]


@pytest.mark.parametrize("ending", ENDINGS)
@given(st.lists(rows(), min_size=1, max_size=6))
def test_what_is_written_is_read_again(ending: Ending, given_rows: list[Row]) -> None:
    text = write_table(given_rows, ending, POSTS)

    for spelt in (text, "\ufeff" + text, text.replace("\n", "\r\n")):
        assert sorted(map(told, read_table(spelt, ending, POSTS))) == sorted(map(told, given_rows))


@pytest.mark.parametrize("words", ["=HYPERLINK(1)", "+84 912", "-1", "@x", "'=1", "''-1", "'tis"])
def test_no_cell_that_is_written_is_a_formula_and_all_are_read_as_they_were(words: str) -> None:
    text = write_table([Row(1, "unit", {"code": "07339", "name": words, "kind": "xã"})], "csv", UNITS)

    cells = next(csv.reader(text.splitlines()[1:]))
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    (row,) = read_table(text, "csv", UNITS)
    assert row["name"] == words


def told(row: Row) -> tuple[str, list[tuple[str, str]]]:
    """Give what a row says, without what it leaves empty."""
    return row.record, sorted((column, cell) for column, cell in row.cells.items() if cell)


@given(st.text(max_size=200), st.sampled_from(ENDINGS))
def test_no_text_makes_the_reading_stumble(text: str, ending: Ending) -> None:
    found: tuple[Trouble, ...] = ()
    try:
        read_table(text, ending, POSTS)
    except Broken as refused:
        found = refused.troubles or (Trouble(line=0, what="", remedy=""),)
    assert len(found) <= MOST_TROUBLES
    assert all(one.what and one.remedy for one in found)


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_commas_semicolons_and_tabs_are_read_with_and_without_a_mark(mark: str, between: str) -> None:
    text = f'{mark}code,Name ,KIND,successors\n07339,Xã Tân Yên,xa,"07351, 07306"\n\n,,,\n'.replace(",", between)

    (row,) = read_table(text.replace(f"07351{between} ", "07351, "), "csv", UNITS)

    assert (row.line, row["code"], row["name"], row.several("successors")) == (
        2,
        "07339",
        "Xã Tân Yên",
        ("07351", "07306"),
    )


def test_a_row_is_known_by_its_line_also_after_a_cell_of_several_lines() -> None:
    text = 'code,name,kind,hours\n07339,Xã Tân Yên,xa,"T2-T6\n7:30-11:30"\n,Xã Mẫu,xa,\n'

    assert wrong(text) == [(4, "code is empty", "write the code of this unit")]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("", 1, "the file is empty"),
        ("code,name\n", 1, "the column kind is missing"),
        ("code,name,kind,colour\n", 1, "there is no column colour"),
        ("code,name,kind,code\n", 1, "the column code stands twice"),
        ("code,name,kind\n07339,Xã A,B,xa,y\n", 2, "5 cells under 3 columns"),
        ('code,name,kind\n07339,"Xã A,xa\n', 2, "this is not CSV: unexpected end of data"),
    ],
)
def test_a_csv_file_that_is_not_as_it_must_be_is_refused_with_its_line(text: str, line: int, what: str) -> None:
    assert (line, what) in [(at, said) for at, said, _ in wrong(text)]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ('[[unit]]\ncode = "1"\nname = \n', 3, "this is not TOML"),
        ('[[unit]]\nname = "Xã A"\nkind = "xa"\n', 1, "code is empty"),
        ('\n[[town]]\ncode = "1"\n', 2, "'town' is no kind of row"),
        ('unit = "07339"\n', 0, "unit is not a table"),
        ('[[unit]]\ncode="1"\nname="a"\nkind="xa"\ncolour="red"\n', 1, "a unit has no colour"),
        ('[[unit]]\ncode="1"\nname="a"\nkind="xa"\n[unit.more]\nx=1\n', 1, "more is not a text"),
    ],
)
def test_a_toml_file_that_is_not_as_it_must_be_is_refused_with_its_line(text: str, line: int, what: str) -> None:
    assert any(at == line and said.startswith(what) for at, said, _ in wrong(text, "toml"))


def test_a_posts_file_says_of_each_row_what_it_is() -> None:
    text = "record,post,kind,name\npost,standing,standing,\nking,a,b,\nholder,standing,standing,Lan\n"

    assert wrong("post,kind\n", records="posts")[0][1] == "the column record is missing"
    assert [(line, what) for line, what, _ in wrong(text, records="posts")] == [
        (3, "'king' is no kind of row"),
        (4, "a holder has no kind"),
    ]


def test_several_troubles_are_told_at_once_and_at_most_twenty() -> None:
    text = "code,name,kind\n" + "07339,,\n" * 30

    assert len(wrong(text)) == MOST_TROUBLES
