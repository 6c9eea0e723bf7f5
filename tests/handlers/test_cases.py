"""The table of moves: every status with every action and every role, against one written by hand."""

from itertools import product

import pytest

from handlers.casework.cases import MOVES, OPEN, Action, NotAllowed, Role, Status, allowed, may, move
from tests.handlers.oracles import filed

LEADS_TO = """
           new       forwarded accepted  need_info answered  closed rejected  withdrawn
forward    forwarded -         -         -         -         -      -         -
accept     -         accepted  accepted  accepted  -         -      -         -
ask        -         need_info need_info need_info -         -      -         -
reply      -         -         -         accepted  -         -      -         -
answer     -         answered  answered  answered  -         -      -         -
transfer   -         forwarded forwarded forwarded -         -      -         -
reject     -         rejected  rejected  rejected  -         -      -         -
extend     -         -         same      same      -         -      -         -
grant      -         same      same      same      -         -      -         -
refuse     -         same      same      same      -         -      -         -
recuse     -         same      same      same      -         -      -         -
add        same      same      same      same      same      -      -         -
withdraw   withdrawn withdrawn withdrawn withdrawn -         -      -         -
solve      -         -         -         -         closed    -      -         -
reopen     -         -         -         -         forwarded -      -         -
appeal     -         -         -         -         -         -      forwarded -
lapse      -         -         -         -         closed    -      -         -
remind     same      same      same      same      same      -      -         -
escalate   same      same      same      same      -         -      -         -
thank      closed    -         -         -         -         -      -         -
"""
BY_WHOM = """
forward    clock
accept     owner superior
ask        owner superior
reply      reporter
answer     owner superior
transfer   owner superior
reject     owner superior
extend     owner
grant      approver
refuse     approver
recuse     owner superior colleague
add        reporter
withdraw   reporter
solve      reporter
reopen     reporter
appeal     reporter
lapse      reporter clock
remind     clock
escalate   clock
thank      clock
"""
HEAD, *ROWS = [line.split() for line in LEADS_TO.strip().splitlines()]
TABLE = {(status, row[0]): target for row in ROWS for status, target in zip(HEAD, row[1:], strict=True)}
WHO = {action: set(roles) for action, *roles in (line.split() for line in BY_WHOM.strip().splitlines())}


def test_the_tables_by_hand_are_whole() -> None:
    assert set(TABLE) == set(product([status.value for status in Status], [action.value for action in Action]))
    assert set(MOVES) == set(Action) == set(WHO)


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("action", Action)
def test_a_move_leads_where_the_table_says_or_is_refused(status: Status, action: Action) -> None:
    case, wanted = filed(status=status), TABLE[status.value, action.value]

    assert allowed(status, action) == (wanted != "-")
    if wanted == "-":
        with pytest.raises(NotAllowed, match=f"{action} in {status}"):
            move(case, action)
    else:
        after = move(case, action)
        assert after.status == (status if wanted == "same" else wanted)
        assert after == case.model_copy(update={"status": after.status})


@pytest.mark.parametrize("role", Role)
def test_each_role_may_do_in_each_status_what_the_tables_say_and_nothing_else(role: Role) -> None:
    for action, status in product(Action, Status):
        wanted = role.value in WHO[action.value] and TABLE[status.value, action.value] != "-"

        assert may(role, action, status) == wanted, f"{role} {action} {status}"


def test_a_stranger_may_do_nothing_and_nobody_but_the_reporter_has_the_last_word() -> None:
    assert not any(may(Role.STRANGER, action, status) for action, status in product(Action, Status))
    judging = (Action.SOLVE, Action.REOPEN, Action.APPEAL, Action.WITHDRAW)
    others = set(Role) - {Role.REPORTER}
    assert not any(may(role, action, status) for role, action, status in product(others, judging, Status))


def test_from_every_open_status_a_case_can_still_come_to_an_end() -> None:
    """Whatever happens, the way out stays open; and an end is an end, but for an appeal."""
    for status in Status:
        seen, todo = {status}, [status]
        while todo:
            here = todo.pop()
            nexts = {move(filed(status=here), action).status for action in Action if allowed(here, action)}
            todo += nexts - seen
            seen |= nexts
        ends = seen & {Status.CLOSED, Status.REJECTED, Status.WITHDRAWN}
        assert ends
        assert (seen == {status}) == (status not in OPEN | {Status.ANSWERED, Status.REJECTED})


@pytest.mark.parametrize("status", Status)
def test_somebody_owes_an_answer_until_it_is_given_or_the_case_is_over(status: Status) -> None:
    assert filed(status=status).open == (status.value in {"new", "forwarded", "accepted", "need_info"})
