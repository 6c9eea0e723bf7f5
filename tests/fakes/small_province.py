"""A province of three units, the files that change it, and what is wrong with them."""

from datetime import date, datetime, timedelta

from handlers.casework.changes import plan_posts, plan_units
from handlers.casework.directory import Directory, Unit
from handlers.casework.hours import read_hours
from handlers.casework.organisation import Holder, Organisation, Post, standard_posts
from handlers.casework.plan import Plan, days_of
from handlers.casework.posts_file import RECORDS as POSTS
from handlers.casework.posts_file import read_posts
from handlers.casework.soundness import organisation_troubles, unit_troubles
from handlers.casework.tables import Broken, Trouble, read_table
from handlers.casework.unit import UnitName
from handlers.casework.units_file import RECORDS as UNITS
from handlers.casework.units_file import read_units
from handlers.casework.worktime import ZONE

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=ZONE)
TODAY = NOW.date()
DIRECTORY = Directory(
    (
        Unit(code="07339", name="Xã Tân Yên", kind="xa", districts=("Huyện Tân Yên",), valid_from=date(2025, 7, 1)),
        Unit(code="07306", name="Xã Nhã Nam", kind="xa", districts=("Huyện Tân Yên",), valid_from=date(2025, 7, 1)),
        Unit(
            code="07294",
            name="Phường Bố Hạ",
            kind="phuong",
            districts=("Huyện Yên Thế",),
            merged=(("Xã Đông Sơn", "Huyện Yên Thế"), ("Thị trấn Bố Hạ", "Huyện Yên Thế")),
            names=(
                UnitName(name="Xã Bố Hạ", kind="xa", valid_from=date(2025, 7, 1), valid_to=date(2026, 9, 19)),
                UnitName(name="Phường Bố Hạ", kind="phuong", valid_from=date(2026, 9, 20)),
            ),
            valid_from=date(2025, 7, 1),
        ),
    ),
    day=TODAY,
)
MEMBER = Post(id="member-1", kind="member", follows=("07339", "07306", "07294"))
LAN = Holder(post="head-07339", person=1, name="Lan", since=NOW - timedelta(days=9))
ORG = Organisation(
    directory=DIRECTORY,
    posts={post.id: post for post in (*standard_posts(DIRECTORY), MEMBER)},
    holders=(LAN,),
)


def planned(units: str = "", posts: str = "", org: Organisation = ORG) -> Plan:
    """Give what a CSV file of units or of posts would do."""
    if units:
        return plan_units(read_units(read_table(units, "csv", UNITS)), org)
    return plan_posts(read_posts(read_table(posts, "csv", POSTS), org.directory), org, NOW)


def troubles(plan: Plan) -> list[Trouble]:
    """Give everything that is wrong with the organisation that a plan makes."""
    days = days_of(plan, TODAY)
    own = unit_troubles(plan.after.directory, plan.lines, read_hours, days)
    return [*own, *organisation_troubles(plan.after, plan.lines, days)]


def refused(units: str = "", posts: str = "", org: Organisation = ORG) -> list[tuple[int, str, str]]:
    """Give line, trouble and remedy of all that a file is refused for."""
    try:
        found = [one for one in troubles(planned(units, posts, org)) if not one.warning]
    except Broken as broken:
        found = list(broken.troubles)
    assert all(one.what and one.remedy for one in found)
    return [(one.line, one.what, one.remedy) for one in found]
