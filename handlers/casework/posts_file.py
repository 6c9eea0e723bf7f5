"""Posts, assignments, holders, absences and jurisdictions as rows of a file."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal, TypeVar, get_args

from handlers.casework.categories import RULES, Category, PostKind
from handlers.casework.day_cells import day_cell, read_moment, since_cell, until_cell
from handlers.casework.directory import Directory
from handlers.casework.organisation import (
    PROVINCE_POSTS,
    UNIT_POSTS,
    Following,
    Jurisdiction,
    Organisation,
    Post,
    Spell,
    post_id,
)
from handlers.casework.tables import MOST_TROUBLES, Broken, Columns, Row, Trouble
from handlers.casework.units_file import days, unit_code
from handlers.value import Value

T = TypeVar("T")
Record = Literal["post", "follows", "holder", "absence", "jurisdiction"]
RECORDS: Final[Mapping[str, Columns]] = {
    "post": Columns(("post", "kind"), ("unit", "under", "follows", "from", "to"), frozenset(("follows",))),
    "follows": Columns(("post", "follows", "from"), ("to",), frozenset(("follows",))),
    "holder": Columns(("post",), ("name", "deputy", "from", "to", "person")),
    "absence": Columns(("post", "from"), ("name", "to", "person")),
    "jurisdiction": Columns(("category", "first", "from"), ("to",), frozenset(("first",))),
}
KINDS: Final[tuple[PostKind, ...]] = get_args(PostKind)
LONGEST_NAME: Final = 100
"""Characters of a name that colleagues see."""
_YES: Final = ("yes", "có", "x", "1", "true")
_NO: Final = ("", "no", "không", "0", "false")


class Seat(Value):
    """A holder or an absence as a file names it: the person by number, or by the name shown to colleagues."""

    post: str
    person: int | None
    name: str
    deputy: bool = False
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class PostsFile:
    """What a file says, each with its line."""

    posts: list[tuple[Post, int]] = field(default_factory=list)
    followings: list[tuple[Following, int]] = field(default_factory=list)
    holders: list[tuple[Seat, int]] = field(default_factory=list)
    absences: list[tuple[Seat, int]] = field(default_factory=list)
    jurisdictions: list[tuple[Jurisdiction, int]] = field(default_factory=list)
    said: dict[int, frozenset[str]] = field(default_factory=dict)
    """The columns that the file has, by line."""

    def unsaid(self, line: int, columns: Mapping[str, str]) -> tuple[str, ...]:
        """Give the fields of columns that the row on a line does not have: they stay as they are."""
        return tuple(name for column, name in columns.items() if column not in self.said[line])


def read_posts(rows: Iterable[Row], directory: Directory) -> PostsFile:
    """Give what a file says; Broken, with at most 20 troubles, if a row does not say what it must."""
    made, troubles, seen = PostsFile(), list[Trouble](), dict[tuple[str, ...], int]()
    for row in rows:
        key = (row.record, *(row[column] for column in ("post", "category", "name", "person", "from") if row[column]))
        if key in seen:
            what = f"this {row.record} stands on line {seen[key]} already"
            troubles.append(Trouble(line=row.line, what=what, remedy="take one of them out"))
            continue
        seen[key] = row.line
        made.said[row.line] = frozenset(row.cells)
        match row.record:
            case "post":
                _add(made.posts, row, _post(row, directory, troubles))
            case "follows":
                _add(made.followings, row, _following(row, directory, troubles))
            case "holder":
                _add(made.holders, row, _seat(row, troubles))
            case "absence":
                _add(made.absences, row, _seat(row, troubles))
            case _:
                _add(made.jurisdictions, row, _jurisdiction(row, troubles))
    if troubles:
        raise Broken(sorted(troubles, key=lambda one: one.line)[:MOST_TROUBLES])
    return made


def _add(found: list[tuple[T, int]], row: Row, one: T | None) -> None:
    if one is not None:
        found.append((one, row.line))


def _post(row: Row, directory: Directory, troubles: list[Trouble]) -> Post | None:
    id_, unit = row["post"], unit_code(row["unit"])
    kind = next((one for one in KINDS if one == row["kind"]), None)
    since, until = days(row, troubles)
    follows = _units(row, directory, troubles)
    if kind is None:
        troubles.append(_trouble(row, f"{row['kind']} is no kind of post", f"write one of {', '.join(KINDS)}"))
        return None
    if kind in UNIT_POSTS and directory.get(unit) is None:
        remedy = "write the code of a unit; `langnghe units find NAME` gives it"
        troubles.append(_trouble(row, f"{unit or 'an empty unit'} is no unit", remedy))
    elif kind in UNIT_POSTS and id_ != post_id(kind, unit):
        troubles.append(_trouble(row, f"{id_} is not the {kind} of {unit}", f"write post {post_id(kind, unit)}"))
    elif kind in PROVINCE_POSTS and (id_ != kind or unit):
        troubles.append(_trouble(row, f"{id_} is not the {kind}", f"write post {kind} and leave unit empty"))
    elif kind == "member" and (not id_.startswith("member-") or unit):
        remedy = "begin its post with member- and leave unit empty; write units under follows"
        troubles.append(_trouble(row, f"{id_} is no post of a member", remedy))
    return Post(id=id_, kind=kind, unit=unit, follows=follows, under=row["under"], valid_from=since, valid_to=until)


def _following(row: Row, directory: Directory, troubles: list[Trouble]) -> Following | None:
    units = _units(row, directory, troubles)
    return _spell(
        row, troubles, lambda since, until: Following(post=row["post"], units=units, since=since, until=until)
    )


def _jurisdiction(row: Row, troubles: list[Trouble]) -> Jurisdiction | None:
    category = next((one for one in Category if one == row["category"]), None)
    if category is None:
        known = ", ".join(one for one in Category if RULES[one].files_case and not RULES[one].behaviour)
        troubles.append(_trouble(row, f"{row['category']} is no category", f"write one of {known}"))
    elif not RULES[category].files_case:
        what = f"a row for {category} would have no effect: it is only pointed onwards, and no case is made of it"
        troubles.append(_trouble(row, what, "take it out"))
    elif RULES[category].behaviour:
        what = f"a row for {category} would have no effect: staff go to the head, leaders to the inspector"
        troubles.append(_trouble(row, what, "take it out; who is spoken of must not choose the reader"))
    first = tuple(one for one in KINDS for name in row.several("first") if one == name)
    for name in row.several("first"):
        if name not in KINDS:
            troubles.append(_trouble(row, f"{name} is no kind of post", f"write one of {', '.join(KINDS)}"))
    ordered = tuple(sorted(first, key=lambda one: row.several("first").index(one)))
    if category is None:
        return None
    return _spell(
        row, troubles, lambda since, until: Jurisdiction(category=category, first=ordered, since=since, until=until)
    )


def _seat(row: Row, troubles: list[Trouble]) -> Seat | None:
    if not row["name"] and not row["person"]:
        remedy = "write the name that colleagues see, or the person's number that export gives"
        troubles.append(_trouble(row, "name is empty", remedy))
    if row["person"] and not row["person"].isdecimal():
        remedy = "leave it empty for somebody new, else write the number that export gives"
        troubles.append(_trouble(row, f"{row['person']} is no person's number", remedy))
        return None
    if len(row["name"]) > LONGEST_NAME:
        what = f"the name has {len(row['name'])} characters"
        troubles.append(_trouble(row, what, f"write at most {LONGEST_NAME}"))
    if row["deputy"].lower() not in (*_YES, *_NO):
        troubles.append(_trouble(row, f"deputy {row['deputy']} is neither yes nor no", "write yes, or no"))
    since, until = _moment(row, "from", troubles), _moment(row, "to", troubles)
    _not_before(row, since, until, troubles)
    return Seat(
        post=row["post"],
        person=int(row["person"]) if row["person"] else None,
        name=row["name"],
        deputy=row["deputy"].lower() in _YES,
        since=since,
        until=until,
    )


def _spell(row: Row, troubles: list[Trouble], make: Callable[[datetime, datetime | None], T]) -> T | None:
    since, until = _moment(row, "from", troubles), _moment(row, "to", troubles)
    _not_before(row, since, until, troubles)
    return None if since is None else make(since, until)


def _moment(row: Row, column: str, troubles: list[Trouble]) -> datetime | None:
    try:
        return read_moment(row[column], last=column == "to") if row[column] else None
    except ValueError as error:
        what, _, remedy = str(error).partition(": ")
        troubles.append(_trouble(row, what, remedy))
        return None


def _not_before(row: Row, since: datetime | None, until: datetime | None, troubles: list[Trouble]) -> None:
    if since is None or until is None:
        return
    if until < since or (until == since and "T" not in row["to"]):
        what = f"it ends ({row['to']}) before it begins ({row['from']})"
        troubles.append(_trouble(row, what, "correct from or to; both days are included"))


def _units(row: Row, directory: Directory, troubles: list[Trouble]) -> tuple[str, ...]:
    """Give the codes that a cell names by code or by former district, each once."""
    found: dict[str, None] = {}
    for part in map(unit_code, row.several("follows")):
        codes = [part] if directory.get(part) else [unit.code for unit in directory.district(part)]
        if not codes:
            remedy = f"write codes or a former district: {', '.join(directory.districts())}"
            troubles.append(_trouble(row, f"{part} is neither a unit's code nor a former district", remedy))
        found |= dict.fromkeys(codes)
    return tuple(found)


def _trouble(row: Row, what: str, remedy: str) -> Trouble:
    return Trouble(line=row.line, what=what, remedy=remedy)


def post_rows(org: Organisation) -> Iterable[Row]:
    """Give the rows of an organisation, for a file: all there ever was, so that nothing of it is lost."""
    for post in org.posts.values():
        yield _row("post", **post_cells(post))
    for one in org.followings:
        yield _row("follows", post=one.post, follows=", ".join(one.units), **_span(one))
    for held in org.holders:
        deputy = "yes" if held.deputy else "no"
        yield _row("holder", post=held.post, name=held.name, deputy=deputy, person=str(held.person), **_span(held))
    seats = {one.person: one for one in org.holders}
    for away in org.absences:
        if seat := seats.get(away.person):
            yield _row("absence", post=seat.post, name=seat.name, person=str(away.person), **_span(away))
    for rule in org.jurisdictions:
        yield _row("jurisdiction", category=rule.category.value, first=", ".join(rule.first), **_span(rule))


def post_cells(post: Post) -> dict[str, str]:
    """Give the cells of a post."""
    dates = {"from": day_cell(post.valid_from), "to": day_cell(post.valid_to)}
    own = {"post": post.id, "kind": post.kind, "unit": post.unit, "under": post.under}
    return own | {"follows": ", ".join(post.follows)} | dates


def _span(spell: Spell) -> dict[str, str]:
    return {"from": since_cell(spell.since), "to": until_cell(spell.until, spell.since)}


def _row(record: str, **cells: str) -> Row:
    return Row(0, record, cells)
