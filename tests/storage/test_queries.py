"""Every named query is valid on a migrated database, and none that is asked often walks a whole table."""

import re

import pytest

from storage import queries
from storage.database import Database

SEARCHES = {
    ("posts", "all"): "the whole organisation is read at once",
    ("posts", "count"): "once at the start",
    ("posts", "holders"): "the whole organisation is read at once",
    ("posts", "absences"): "the whole organisation is read at once",
    ("posts", "followings"): "the whole organisation is read at once",
    ("posts", "jurisdictions"): "the whole organisation is read at once",
    ("due_notices", "persons"): "all but empty: what is noted is told in the same tick",
    ("posts", "groups"): "the whole organisation is read at once",
    ("units", "all"): "at an import and at midnight",
    ("recognitions", "all"): "a handful of rows a unit and year, read by commands and once a quarter",
    ("organisation", "invited"): "at an import and by `posts list`",
    ("posts", "void"): "seldom, by an operator, and invitations are few",
    ("groups", "close_of_post"): "seldom, by an operator, and groups are few",
    ("groups", "knocks"): "the table is all but empty",
    ("inbox", "prune_aside"): "hourly, and the table is all but empty",
    ("inbox", "aside_count"): "by `check`, and the table is all but empty",
    ("outbox", "counts"): "by `check` and the health page",
    ("clock", "get"): "one row",
    ("outbox", "forget_replies"): "seldom: when a draft is thrown away",
    ("cases", "open_count"): "by its partial index",
    ("people", "anybody"): "one row is enough",
    ("linking", "move_parcels"): "seldom: when two persons are one",
    ("linking", "part_notices"): "seldom: when a person takes a chat out",
    ("linking", "part_replies"): "seldom: when a person takes a chat out",
    ("linking", "move_groups"): "seldom, and groups are few",
    ("linking", "move_invitations"): "seldom, and invitations are few",
    ("linking", "move_digests"): "seldom, and one row a reader and week",
    ("linking", "drop_digests"): "seldom, and one row a reader and week",
    ("linking", "move_acts"): "seldom: when two officials are one person",
    ("linking", "move_takers"): "seldom: when two officials are one person",
    ("linking", "move_askers"): "seldom: when two officials are one person",
    ("linking", "move_recused"): "seldom: when two officials are one person",
    ("tasks", "all"): "at an import and an export, and tasks are few",
    ("web", "newest"): "one row is enough",
    ("surveys", "all"): "by `survey list` and at an opening, and surveys are few",
    ("surveys", "open_at"): "surveys are few: a handful a year",
}
"""Queries that may walk a table, and why."""
ALL = [(module, name) for module in queries.modules() for name in queries.load(module)]


def arguments(sql: str) -> list[object]:
    """Give harmless arguments for a query: JSON where it reads JSON, else a number."""
    count = max((int(one) for one in re.findall(r"\$(\d+)", sql)), default=0)
    return ["[]" if re.search(rf"json_each\(\${at}\)", sql) else 1 for at in range(1, count + 1)]


@pytest.mark.parametrize(("module", "name"), ALL, ids=lambda part: part)
async def test_a_query_is_valid_and_walks_no_table(db: Database, module: str, name: str) -> None:
    sql = queries.load(module)[name]

    plan = await db.read.fetch(f"EXPLAIN QUERY PLAN {sql.rstrip(';')}", *arguments(sql))  # type: ignore[arg-type]

    tables = {row[0] for row in await db.read.fetch("SELECT name FROM sqlite_master WHERE type = 'table'")}
    walked = [row[3] for row in plan if re.fullmatch(r"SCAN (\w+)", row[3]) and row[3].split()[1] in tables]
    assert not walked or (module, name) in SEARCHES, walked


def test_every_exception_is_still_a_query() -> None:
    assert set(SEARCHES) <= set(ALL)
