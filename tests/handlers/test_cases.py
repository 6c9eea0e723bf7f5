"""The table of moves: every status with every action, against one written by hand."""

from itertools import product

import pytest

from handlers.casework.cases import MOVES, OPEN, Action, NotAllowed, Status, allowed, move
from tests.handlers.oracles import filed

BY_HAND = """
           forward   accept    ask       reply     answer    transfer  reject    add  withdraw   solve   reopen    lapse   remind escalate thank
new        forwarded -         -         -         -         -         -         same withdrawn  -       -         -       same   same     closed
forwarded  -         accepted  need_info -         answered  forwarded rejected  same withdrawn  -       -         -       same   same     -
accepted   -         accepted  need_info -         answered  forwarded rejected  same withdrawn  -       -         -       same   same     -
need_info  -         accepted  need_info accepted  answered  forwarded rejected  same withdrawn  -       -         -       same   same     -
answered   -         -         -         -         -         -         -         same -          closed  forwarded closed  -      -        -
closed     -         -         -         -         -         -         -         -    -          -       -         -       -      -        -
rejected   -         -         -         -         -         -         -         -    -          -       -         -       -      -        -
withdrawn  -         -         -         -         -         -         -         -    -          -       -         -       -      -        -
"""  # noqa: E501
HEAD, *ROWS = [line.split() for line in BY_HAND.strip().splitlines()]
TABLE = {(row[0], action): target for row in ROWS for action, target in zip(HEAD, row[1:], strict=True)}


def test_the_table_by_hand_is_whole() -> None:
    assert set(TABLE) == set(product([status.value for status in Status], [action.value for action in Action]))
    assert set(MOVES) == set(Action)


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


def test_from_every_open_status_a_case_can_still_come_to_an_end() -> None:
    """Whatever happens, the way out stays open; and an end is an end."""
    for status in Status:
        seen, todo = {status}, [status]
        while todo:
            here = todo.pop()
            nexts = {move(filed(status=here), action).status for action in Action if allowed(here, action)}
            todo += nexts - seen
            seen |= nexts
        ends = seen & {Status.CLOSED, Status.REJECTED, Status.WITHDRAWN}
        assert ends
        assert (seen == {status}) == (status not in OPEN | {Status.ANSWERED})


@pytest.mark.parametrize("status", Status)
def test_somebody_owes_an_answer_until_it_is_given_or_the_case_is_over(status: Status) -> None:
    assert filed(status=status).open == (status.value in {"new", "forwarded", "accepted", "need_info"})
