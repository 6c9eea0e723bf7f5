"""Own cases as their reporter sees them: the receipt, the list, the card."""

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from handlers import machine
from handlers.casework.cases import OPEN, Action, Status, allowed
from handlers.casework.categories import Category
from handlers.casework.directory import Directory
from handlers.casework.effects import FindMine, Part, ShowMine
from handlers.casework.official_effects import OpenCase
from handlers.casework.views import CaseLine, CaseView, Happening, NextStep, PostView
from handlers.flows import own_cards
from handlers.flows.states import Draft, Idle, Reporting, Turn
from handlers.talk.events import Address, Body, Command, Event, Mine, Shown, Tap, Text
from handlers.talk.facts import Facts, Person
from handlers.talk.says import Button, Code, Moment, Post, Say, Word

AT = datetime(2026, 11, 23, 9, 0, tzinfo=timezone(timedelta(hours=7)))
DUE = AT + timedelta(days=3, hours=8)
CODE = "123456789"
OFFICER = PostView(id="officer:07339", kind="officer", unit="Xã Tân Yên")
HEAD = PostView(id="head:07339", kind="head", unit="Xã Tân Yên")


def view(**changes: Any) -> CaseView:
    whole: dict[str, Any] = {
        "code": CODE,
        "category": Category.DELAY,
        "unit": "Xã Tân Yên",
        "status": Status.FORWARDED,
        "due": DUE,
        "late": False,
        "text": "Hẹn 3/10 mà chưa trả",
        "holder": OFFICER,
        "filed": AT,
        "next": NextStep(at=AT + timedelta(days=1), kind="reminder"),
    }
    return CaseView(**(whole | changes))


def facts(*posts: PostView) -> Facts:
    def label(button: Button) -> str:
        code = button.args.get("code")
        return f"{code.code[:3]}-{code.code[3:6]}-{code.code[6:]}" if isinstance(code, Code) else button.key

    return Facts(directory=Directory(units=()), label=label, known={}, person=Person(id=1, consented=True, posts=posts))


def step(state: Any, body: Body, *posts: PostView) -> Turn:
    sender = Address(channel="web", user="u1")
    return machine.step(state, Event(id="1", sender=sender, body=body, at=AT, code="555000111"), facts(*posts))


def keys(say: Say) -> list[str]:
    return [say.key, *(key for line in say.lines for key in keys(line))]


def steps(say: Say) -> list[str]:
    return [button.step for button in say.buttons]


def line(say: Say, key: str) -> Say:
    return next(one for one in say.lines if one.key == key)


def test_a_receipt_says_the_code_the_holder_the_due_time_and_what_happens_next() -> None:
    receipt = own_cards.receipt(view())

    assert receipt.key == "receipt.filed"
    assert receipt.args == {"code": Code(code=CODE)}
    assert line(receipt, "own.held").args == {"post": Post(post=OFFICER), "due": Moment(at=DUE)}
    assert line(receipt, "own.next.reminder").args == {"at": Moment(at=AT + timedelta(days=1))}
    assert "own.hidden" in keys(receipt)
    assert steps(receipt) == ["case.show", "case.add", "case.withdraw"]
    assert {button.value for button in receipt.buttons} == {CODE}


def test_a_receipt_without_a_holder_promises_no_time_and_says_that_nobody_holds_it() -> None:
    receipt = own_cards.receipt(view(holder=None, status=Status.NEW, next=None))

    assert receipt.key == "receipt.kept"
    assert "own.unheld" in keys(receipt)
    assert not any(isinstance(arg, Moment) for one in receipt.lines for arg in one.args.values())


def test_a_receipt_of_praise_thanks_and_names_no_time() -> None:
    praise = {"category": Category.PRAISE, "status": Status.CLOSED, "due": None, "next": None, "holder": HEAD}
    receipt = own_cards.receipt(view(**praise))

    assert keys(receipt) == ["receipt.praise", "receipt.praise_to"]
    assert line(receipt, "receipt.praise_to").args == {"post": Post(post=HEAD)}
    assert steps(receipt) == ["case.show"]


def test_praise_that_nobody_could_receive_is_not_said_to_have_been_passed_on() -> None:
    praise = {"category": Category.PRAISE, "status": Status.CLOSED, "due": None, "next": None, "holder": None}

    assert keys(own_cards.receipt(view(**praise))) == ["receipt.praise", "receipt.praise_kept"]


@pytest.mark.parametrize("status", list(Status))
def test_a_card_offers_only_what_its_status_allows(status: Status) -> None:
    offered = steps(own_cards.card(view(status=status)))

    assert ("case.add" in offered) == allowed(status, Action.ADD)
    assert ("case.withdraw" in offered) == allowed(status, Action.WITHDRAW)
    assert ("case.reply" in offered) == (status is Status.NEED_INFO)
    assert ({"rate.yes", "rate.partly", "rate.no"} <= set(offered)) == (status is Status.ANSWERED)
    assert offered


@pytest.mark.parametrize("status", list(Status))
def test_a_card_names_a_due_time_only_while_somebody_owes_an_answer(status: Status) -> None:
    assert ("own.held" in keys(own_cards.card(view(status=status)))) == (status in OPEN)


def test_while_an_appeal_is_looked_at_the_refusal_is_not_called_an_answer() -> None:
    refused = (Happening(at=AT, action="reject", note="duplicate: x"), Happening(at=AT, action="appeal"))
    shown = keys(own_cards.card(view(answer="Đã có trong phản ánh khác", appealed=True, timeline=refused)))

    assert "own.refused_before" in shown
    assert "own.answer_before" not in shown


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"late": True}, "own.held_late"),
        ({"due": None}, "own.held_undated"),
        ({"holder": None}, "own.unheld"),
        ({"contact": "Nguyễn Văn An, 0912 345 678"}, "own.known"),
        ({"files": 2}, "own.files"),
        ({"status": Status.NEED_INFO, "question": "Phiếu hẹn số mấy ạ?"}, "own.question"),
        ({"status": Status.ANSWERED, "answer": "Đã trả kết quả sáng nay."}, "own.answer"),
        ({"answer": "Đã trả kết quả sáng nay."}, "own.answer_before"),
        ({"status": Status.CLOSED, "solved": "yes", "score": 5}, "own.scored"),
        ({"next": NextStep(at=DUE, kind="close")}, "own.next.close"),
        ({"next": NextStep(at=DUE, kind="overdue")}, "own.next.overdue"),
        ({"next": NextStep(at=DUE, kind="escalate", post=HEAD)}, "own.next.escalate"),
    ],
)
def test_a_card_says_what_is_so(changes: dict[str, Any], key: str) -> None:
    assert key not in keys(own_cards.card(view()))
    assert key in keys(own_cards.card(view(**changes)))


def test_who_agreed_to_be_known_is_not_told_to_be_hidden() -> None:
    assert "own.hidden" in keys(own_cards.card(view()))
    assert "own.hidden" not in keys(own_cards.card(view(contact="0912 345 678")))


def test_an_earlier_judgement_is_not_shown_as_one_of_the_new_answer() -> None:
    assert "own.judged.no" in keys(own_cards.card(view(solved="no")))
    assert "own.judged.no" not in keys(own_cards.card(view(status=Status.ANSWERED, solved="no", answer="Rồi.")))


def test_a_refused_case_says_what_the_reason_means_and_what_else_can_be_done() -> None:
    history = (Happening(at=AT, action="reject", post=HEAD, note="other_authority: Việc của điện lực."),)
    card = own_cards.card(view(status=Status.REJECTED, answer="Việc của điện lực.", timeline=history, next=None))

    assert {"rejected.other_authority", "instead.other_authority"} <= set(keys(card))
    assert "Việc của điện lực." in [one.args.get("text") for one in card.lines]
    assert "own.answer" not in keys(card)


def test_a_timeline_tells_each_step_with_its_post_and_the_reason_of_a_transfer() -> None:
    history = (
        Happening(at=AT, action="file"),
        Happening(at=AT, action="forward", post=OFFICER, note="internal"),
        Happening(at=AT, action="transfer", post=OFFICER, note="Thuộc việc của Trưởng."),
        Happening(at=AT, action="a step of a later release"),
    )
    card = own_cards.card(view(timeline=history))
    told = card.lines[keys(card).index("own.timeline") :]
    whats = [one.args["what"] for one in told if "what" in one.args]

    assert whats == [Word(key=f"happening.{what}") for what in ("file", "forward", "transfer", "other")]
    assert told[1].args["post"] == Post(post=OFFICER)
    assert [one.args["text"] for one in told if one.key == "own.quote"] == ["Thuộc việc của Trưởng."]


def test_a_long_timeline_is_cut_and_says_how_much_came_before() -> None:
    card = own_cards.card(view(timeline=(Happening(at=AT, action="add"),) * 20))

    assert line(card, "own.timeline_earlier").args == {"n": 8}
    assert keys(card).count("own.happening") == 12


def test_long_words_of_the_reporter_are_cut_visibly_but_an_answer_is_whole() -> None:
    card = own_cards.card(view(text="x" * 5000, status=Status.ANSWERED, answer="y" * 5000))
    quotes = [str(one.args["text"]) for one in card.lines if one.key == "own.quote"]

    assert quotes == ["x" * 299 + "…", "y" * 5000]


def lines_of(n: int) -> tuple[CaseLine, ...]:
    fields = CaseLine.model_fields
    head = {name: value for name, value in view().model_dump().items() if name in fields}
    return tuple(CaseLine(**(head | {"code": f"{at:09d}"})) for at in range(n))


def test_the_list_has_a_button_for_each_of_the_newest_eight_and_counts_the_older() -> None:
    said = step(Idle(), Mine(cases=lines_of(10))).says[0]

    assert [button.value for button in said.buttons] == [f"{at:09d}" for at in range(8)]
    assert keys(said).count("mine.line_due") == 8
    assert line(said, "mine.older").args == {"n": 2}


@pytest.mark.parametrize("typed", ["2", "000-000-001", "000000001"])
def test_a_case_of_the_list_opens_by_number_or_by_code(typed: str) -> None:
    listed = step(Idle(), Mine(cases=lines_of(3))).state

    assert step(listed, Text(text=typed)).effects == (ShowMine(code="000000001"),)


def test_who_has_no_cases_is_told_how_to_begin() -> None:
    said = step(Idle(), Mine(cases=())).says[0]

    assert said.key == "mine.none"
    assert steps(said) == ["menu.report"]


@pytest.mark.parametrize(
    ("body", "effect"),
    [
        (Command(name="status"), FindMine()),
        (Command(name="status", argument="123-456-789"), ShowMine(code=CODE)),
        (Command(name="status", argument="nothing like a code"), FindMine()),
        (Tap(step="menu.status"), FindMine()),
        (Tap(step="case.show", value=CODE), ShowMine(code=CODE)),
        (Text(text="123-456-789"), ShowMine(code=CODE)),
    ],
)
def test_looking_up_asks_the_store(body: Body, effect: object) -> None:
    assert step(Idle(), body).effects == (effect,)


def test_an_official_opens_a_case_as_an_official() -> None:
    assert step(Idle(), Tap(step="case.show", value=CODE), OFFICER).effects == (OpenCase(code=CODE),)


def test_an_official_reads_an_own_report_as_its_reporter() -> None:
    said = step(Idle(), Shown(case=view(), desk=False), OFFICER).says[0]

    assert said.key == "own.card"
    assert "case.withdraw" in steps(said)


def test_a_forged_button_without_a_code_asks_nothing_of_the_store() -> None:
    turn = step(Idle(), Tap(step="case.show", value="'; drop table"))

    assert turn.effects == ()
    assert turn.says[0].key == "bad.stale"


def test_looking_up_in_the_middle_of_a_report_keeps_it_and_offers_the_way_back() -> None:
    draft = Draft(parts=(Part(text="Chờ ba tiếng"),))
    looked = step(Reporting(draft=draft), Tap(step="case.show", value=CODE)).state
    turn = step(looked, Shown(case=view(), desk=False))

    assert turn.state.parked == draft
    assert "own.draft_waits" in keys(turn.says[0])
    assert "report.resume" in steps(turn.says[0])
