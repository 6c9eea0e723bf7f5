"""Files of tasks: each trouble with line and remedy, nothing of a file that has one, nothing new the second time."""

from collections.abc import Mapping
from datetime import date

import pytest

from bot import packaged
from handlers.casework.organisation import Organisation, standard_posts
from handlers.casework.tables import Broken, read_table, write_table
from handlers.casework.tasks import Task
from handlers.casework.tasks_file import RECORDS, TaskWish, plan_tasks, read_tasks, task_rows
from tests.handlers.test_tasks import GIVEN

TODAY = date(2026, 11, 26)
UNITS = packaged.units().at(TODAY)
ORG = Organisation(UNITS, {one.id: one for one in standard_posts(UNITS)}, ())
HEAD = "conclusion,task,units,due,dated,title,rhythm\n"


def wishes(rows: str, org: Organisation = ORG) -> tuple[TaskWish, ...]:
    """Give what a CSV file with these rows wants."""
    return read_tasks(read_table(HEAD + rows, "csv", RECORDS), org, TODAY)


def kept(found: tuple[TaskWish, ...]) -> list[Task]:
    """Give the tasks that an import makes of wishes."""
    told: list[Mapping[str, object]] = [one.model_dump(exclude={"line"}) for one in found]
    return [
        Task.model_validate({**one, "code": f"{at:09}", "first": one["due"], "given_at": GIVEN})
        for at, one in enumerate(told)
    ]


def troubles(text: str, org: Organisation = ORG) -> list[tuple[int, str, str]]:
    """Give line, trouble and remedy of all that is wrong in a file."""
    with pytest.raises(Broken) as refused:
        read_tasks(read_table(text, "csv", RECORDS), org, TODAY)
    return [(one.line, one.what, one.remedy) for one in refused.value.troubles]


def test_codes_names_all_and_posts_of_the_province_are_understood() -> None:
    found = wishes(
        '12/TB-UBND,Báo cáo số hoá,"7339, Nhã Nam",15/12/2026,20/11/2026,Giao ban,\n'
        "12/TB-UBND,Họp dân,tất cả,2026-12-25,,,hằng quý\n"
        "12/TB-UBND,Thanh tra,inspector,2026-12-25,,,\n"
    )

    assert [(one.unit, one.due) for one in found[:2]] == [
        ("07339", date(2026, 12, 15)),
        (UNITS.find("Nhã Nam")[0].code, date(2026, 12, 15)),
    ]
    assert {one.rhythm for one in found[2:-1]} == {"quarterly"}
    assert len(found) == 2 + 99 + 1
    assert (found[-1].unit, found[-1].post) == ("", "inspector")


@pytest.mark.parametrize(
    ("row", "what", "remedy"),
    [
        ("1/TB,Họp,07339,31/2/2026,,,", "due: there is no day 31/2/2026", "write it like 2026-09-20"),
        ("1/TB,Họp,07339,sớm,,,", "due: sớm is no day", "write it like 2026-09-20"),
        ("1/TB,Họp,07339,5/12/2026,2/12/2026,,", "which is still to come", "the day on the paper"),
        ("1/TB,Họp,07339,1/10/2026,2/11/2026,,", "it is due on 2026-10-01, before", "correct due or dated"),
        ("1/TB,Họp,07339,1/12/2026,,,mỗi thứ hai", "is no rhythm", "monthly, quarterly, half-yearly, yearly"),
        ("1/TB,Họp,Xã Không Có Thật,1/12/2026,,,", "Xã Không Có Thật is no unit", "units find"),
        ("1/TB,Họp,99999,1/12/2026,,,", "99999 is no unit", "units find"),
        ("1/TB,Họp,Tân Yên,1/12/2026,,,", "Tân Yên may be Xã Tân Yên (07339), ", "write the code"),
        ("1/TB,?!,07339,1/12/2026,,,", "task says nothing", "letters or digits"),
        (f"1/TB,{'a' * 1_001},07339,1/12/2026,,,", "task has 1001 characters", "at most 1000"),
        ("1/TB,,07339,1/12/2026,,,", "task is empty", "write the task"),
    ],
)
def test_a_row_that_is_not_sound_is_told_with_line_and_remedy(row: str, what: str, remedy: str) -> None:
    found = troubles(f"{HEAD}1/TB,Trước đó,07339,1/12/2026,,,\n{row}\n")

    assert [line for line, _, _ in found] == [3]
    assert what in found[0][1]
    assert remedy in found[0][2]


def test_wrong_columns_and_double_rows_are_told() -> None:
    columns = troubles("conclusion,task,unit,due\n1/TB,Họp,07339,1/12/2026\n")
    double = troubles(f"{HEAD}1/TB,Họp dân,07339,1/12/2026,,,\n1/TB,HỌP  DÂN.,Xã Tân Yên,2/12/2026,,,\n")

    assert "the column units is missing" in columns[0][1]
    assert double == [(3, "07339 has this task of 1/TB on line 2", "take one of the two rows out")]


def test_a_unit_that_has_ceased_is_told_with_what_took_it_over() -> None:
    heir = UNITS.find("Nhã Nam")[0]
    ended = {"valid_to": date(2026, 11, 1), "successors": (heir.code,)}
    units = [one.model_copy(update=ended) if one.code == "07339" else one for one in UNITS.units]
    org = Organisation(type(UNITS)(tuple(units)).at(TODAY), ORG.posts, ())

    found = troubles(f"{HEAD}1/TB,Họp,07339,1/12/2026,,,\n", org)

    assert found == [(2, "07339 (Xã Tân Yên) has ceased", f"write what took it over: {heir.code} ({heir.name})")]


def test_the_same_file_again_changes_nothing_and_another_day_is_a_change_that_keeps_the_task() -> None:
    found = wishes("12/TB-UBND,Báo cáo,07339,15/12/2026,,,\n12/TB-UBND,Họp,07339,15/12/2026,,,monthly\n")
    tasks = kept(found)

    same = plan_tasks(found, tasks, TODAY)
    later = plan_tasks(wishes("12/TB-UBND,Báo cáo,07339,20/12/2026,,Giao ban,\n"), tasks, TODAY)

    assert (same.new, same.changed, same.kept) == ((), (), 2)
    before, after = later.changed[0]
    assert (before.code, after.due, after.first, after.title) == (after.code, date(2026, 12, 20), after.due, "Giao ban")


def test_what_was_done_with_a_rhythm_is_not_changed_by_the_file_that_gave_it() -> None:
    found = wishes("12/TB-UBND,Họp,07339,15/12/2026,,,monthly\n")
    moved_on = kept(found)[0].model_copy(update={"due": date(2027, 1, 15), "ended": date(2026, 12, 15)})

    assert plan_tasks(found, [moved_on], TODAY).changed == ()


def test_export_then_import_changes_nothing_in_both_formats() -> None:
    tasks = kept(wishes('12/TB-UBND,"Báo cáo ""số hoá"", gấp",all,15/12/2026,20/11/2026,Giao ban,yearly\n'))

    for kind in ("csv", "toml"):
        text = write_table(task_rows(tasks), kind, RECORDS)
        plan = plan_tasks(read_tasks(read_table(text, kind, RECORDS), ORG, TODAY), tasks, TODAY)
        assert (plan.new, plan.changed, plan.kept) == ((), (), 99)
