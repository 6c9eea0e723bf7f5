"""Groups, the pure half: what is said in one, how seldom, what a stub holds, and which groups may have one."""

from random import Random

import pytest

from handlers.casework.cases import OPEN, Case, Status
from handlers.casework.categories import REPORTABLE, Category
from handlers.casework.group_effects import (
    CloseGroup,
    EndMembership,
    JoinGroup,
    Knock,
    LetIn,
    LookAtGroup,
    MoveGroup,
)
from handlers.casework.official_effects import OpenCase
from handlers.casework.organisation import Group, Holder, Organisation, standard_posts
from handlers.casework.routing import excluded, group_inboxes
from handlers.casework.views import CaseLine
from handlers.flows.group import SELDOM, stub, with_more
from handlers.flows.states import Idle
from handlers.machine import step
from handlers.talk.events import Body, Command, GroupSeen, InGroup, Vouched
from handlers.talk.facts import Person
from tests.fakes.anything import NOW, POSTS
from tests.fakes.strict_voice import event, facts_for, spoken
from tests.handlers.test_organisation import DIRECTORY

FACTS = facts_for(Person(id=1))
JUST_TOLD = Idle(told_at=NOW - SELDOM / 2)
LONG_AGO = Idle(told_at=NOW - SELDOM)
OFFICER, HEAD = "officer-07339", "head-07339"


def line(category: Category, status: Status = Status.FORWARDED, *, dated: bool = True) -> CaseLine:
    due = NOW if dated else None
    return CaseLine(code="123456789", category=category, unit="Xã Tân Yên", status=status, due=due, late=False)


def keys(body: Body, state: Idle | None = None) -> list[str]:
    return [one.key for one in step(state or Idle(), event(body), FACTS).says]


@pytest.mark.parametrize(
    ("body", "effect"),
    [
        (InGroup(what="added", by="5"), LookAtGroup()),
        (InGroup(what="spoke", by="5"), LookAtGroup()),
        (InGroup(what="join", by="5"), LookAtGroup()),
        (InGroup(what="join", by="5", name="Lan", value="t"), JoinGroup(token="t", by="5", name="Lan")),
        (InGroup(what="member_left", by="5"), EndMembership(by="5")),
        (InGroup(what="closed", by="5"), CloseGroup()),
        (InGroup(what="moved", value="-7"), MoveGroup(to="-7")),
        (Vouched(code="123456789"), LetIn(group="", code="123456789")),
        (Command(name="start", argument="c-123456789"), Knock(code="123456789")),
        (Command(name="start", argument="g--1001_7"), Knock(group="-1001:7")),
    ],
)
def test_what_happens_in_a_group_or_comes_from_one_asks_the_store(body: Body, effect: object) -> None:
    turn = step(Idle(), event(body), FACTS)

    assert turn.effects == (effect,)
    assert turn.says == ()


def test_who_is_vouched_for_is_let_in_and_then_shown_the_case() -> None:
    turn = step(Idle(), event(Vouched(group="-1", name="Lan", code="123456789")), FACTS)

    assert turn.effects == (LetIn(group="-1", name="Lan", code="123456789"), OpenCase(code="123456789"))


@pytest.mark.parametrize("argument", ["c-", "c-12345678", "c-1234567890", "c-abcdefghi", "c-١٢٣٤٥٦٧٨٩", "g-", "g-a b"])
def test_a_broken_link_from_a_group_is_answered_like_any_broken_link(argument: str) -> None:
    turn = step(Idle(), event(Command(name="start", argument=argument)), FACTS)

    assert [one.key for one in turn.says] == ["menu.unknown_link"]
    assert turn.effects == ()


@pytest.mark.parametrize(
    ("seen", "said"),
    [
        (GroupSeen(), ["group.how"]),
        (GroupSeen(post=POSTS[0]), ["group.private"]),
        (GroupSeen(post=POSTS[0], joined=True), ["group.joined"]),
        (GroupSeen(refused="expired"), ["join.expired", "group.leave"]),
        (GroupSeen(post=POSTS[0], refused="used"), ["join.used"]),
    ],
)
def test_a_group_hears_one_line_and_is_left_only_where_it_came_with_a_wrong_invitation(
    seen: GroupSeen, said: list[str]
) -> None:
    assert keys(seen) == said


@pytest.mark.parametrize("what", ["added", "spoke"])
def test_a_group_is_answered_once_a_minute(what: str) -> None:
    body = InGroup.model_validate({"what": what, "by": "5"})

    assert step(JUST_TOLD, event(body), FACTS).effects == ()
    assert step(LONG_AGO, event(body), FACTS).effects == (LookAtGroup(),)
    for seen in (GroupSeen(), GroupSeen(post=POSTS[0]), GroupSeen(post=POSTS[0], refused="used")):
        assert keys(seen, JUST_TOLD) == []
        assert step(LONG_AGO, event(seen), FACTS).state == Idle(told_at=NOW)
    assert keys(InGroup(what="join", value="t"), JUST_TOLD) == []
    assert keys(InGroup(what="join", value="t"), LONG_AGO) == ["group.anonymous"]


def test_all_that_a_group_reads_can_be_said_in_both_languages() -> None:
    for seen in (GroupSeen(), GroupSeen(post=POSTS[0]), GroupSeen(post=POSTS[1], joined=True)):
        for one in step(Idle(), event(seen), FACTS).says:
            spoken(one)
    spoken(with_more(stub(line(Category.DELAY)), 12))


@pytest.mark.parametrize("category", REPORTABLE)
@pytest.mark.parametrize("status", Status)
def test_a_stub_tells_code_urgency_unit_and_due_time_and_not_what_it_is_about(
    category: Category, status: Status
) -> None:
    whole = stub(line(category, status))

    assert set(whole.args) == ({"code", "urgency", "unit", "due"} if status in OPEN else {"code", "unit"})
    assert [one.key for one in whole.lines] == ["group.typed"]
    assert str(category.value) not in whole.model_dump_json()
    assert [(button.step, button.value) for button in whole.buttons] == [("group.knock", "c-123456789")]
    spoken(whole)
    spoken(stub(line(category, status, dated=False)))


def some_groups(dice: Random) -> tuple[Organisation, Case]:
    """Give a small organisation with groups, and a case that some of its people must not hear of."""
    people = range(1, 9)
    posts = [post.id for post in standard_posts(DIRECTORY)]
    holders = tuple(
        Holder(
            post=dice.choice(posts),
            person=dice.choice(people),
            since=NOW - dice.choice((SELDOM, -SELDOM)),
            via=dice.choice(("", "", "telegram:-1", "telegram:-2")),
        )
        for _ in range(dice.randrange(9))
    )
    groups = tuple(
        Group(
            post=dice.choice(posts[:5]),
            channel="telegram",
            user=dice.choice(("-1", "-1:7", "-1:8", "-2", "-2:7", "-3")),
            person=dice.choice(people),
            since=NOW - SELDOM,
            until=dice.choice((None, None, NOW - SELDOM / 2)),
        )
        for _ in range(dice.randrange(6))
    )
    org = Organisation(
        directory=DIRECTORY, posts={post.id: post for post in standard_posts(DIRECTORY)}, holders=holders, groups=groups
    )
    about = dice.choice((None, "staff", "leader", "unsure"))
    told = {"code": "1", "unit": "07339", "category": "attitude", "status": "forwarded", "reporter": 1, "text": "a"}
    case = Case.model_validate(
        told | {"filed_at": NOW, "round_at": NOW, "about": about, "recused": dice.sample(people, dice.randrange(2))}
    )
    return org, case


def allowed(org: Organisation, case: Case) -> set[tuple[str, str]]:
    """Give which groups of the unit's posts may have a stub: the rules once more, one chat and one reason at a time."""
    barred = {"staff": {OFFICER}, "leader": {OFFICER, HEAD}, "unsure": {OFFICER, HEAD}}.get(case.about or "", set())
    found = set()
    for group in org.groups:
        if group.post not in (OFFICER, HEAD) or not group.at(NOW):
            continue
        chat, reasons = group.user.split(":")[0], []
        for other in org.groups:
            if other.at(NOW) and other.user.split(":")[0] == chat:
                reasons += ["barred"] if other.post in barred else []
                reasons += ["brought"] if other.person in excluded(case, org, NOW) else []
        for holder in org.holders:
            if holder.via == f"telegram:{chat}" and holder.at(NOW) and holder.person in excluded(case, org, NOW):
                reasons.append("member")
        if not reasons:
            found.add((group.user, group.post))
    return found


@pytest.mark.parametrize("part", range(4))
def test_no_chat_gets_a_stub_that_somebody_must_not_see_whatever_its_threads(part: int) -> None:
    some = 0
    for seed in range(part * 100, part * 100 + 100):
        org, case = some_groups(Random(seed))
        found = {(one.user, one.post) for one in group_inboxes(case, (OFFICER, HEAD), org, NOW)}
        assert found == allowed(org, case), seed
        some += bool(found)

    assert 10 < some < 90
