"""What officials read of a case, opened by them or pushed to them."""

from datetime import date, timedelta

import pytest

from handlers.casework.cases import Solved, Status
from handlers.casework.categories import Category
from handlers.casework.views import CaseView, ExtensionView, Happening, NextStep
from handlers.flows import notices
from handlers.flows.cards import card, line, opener
from handlers.talk.says import Say, Word
from tests.fakes.desk_people import AT, CODE, HEAD, OFFICER, case, keys, quotes, steps

ALL_MOVES = ("desk.accept", "desk.ask", "desk.answer", "desk.transfer", "desk.reject", "desk.recuse")


@pytest.mark.parametrize(
    ("days", "late", "key", "urgency"),
    [
        (3, False, "card.head.left", "urgency.calm"),
        (1, False, "card.head.left", "urgency.soon"),
        (0, False, "card.head.today", "urgency.soon"),
        (0, True, "card.head.just_late", "urgency.late"),
        (-3, True, "card.head.late", "urgency.late"),
        (None, False, "card.head.due", "urgency.calm"),
    ],
)
def test_the_first_line_says_how_urgent_it_is(days: int | None, late: bool, key: str, urgency: str) -> None:
    head = card(case(days_left=days, late=late))

    assert head.key == key
    assert head.args["urgency"] == Word(key=urgency)
    assert head.args.get("n") == (abs(days) if days else None)


def test_a_grave_matter_comes_first_even_with_time_left() -> None:
    assert card(case(category=Category.ERROR_LOSS)).args["urgency"] == Word(key="urgency.grave")


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "card.what"),
        ({"counter": "3"}, "card.what.counter"),
        ({"happened": date(2026, 10, 3)}, "card.what.day"),
        ({"counter": "3", "happened": date(2026, 10, 3)}, "card.what.counter.day"),
    ],
)
def test_the_second_line_says_what_where_and_when(changes: dict[str, object], key: str) -> None:
    assert keys(card(case(**changes)))[1] == key


def test_a_card_shows_the_words_as_they_are_and_nothing_of_who_wrote_them() -> None:
    words = "Chị ở {code} nói “về đi”\n<b>Nhận xử lý</b>"

    shown = card(case(text=words, additions=("Hôm nay vẫn thế",), files=2))

    assert quotes(shown) == (words, "Hôm nay vẫn thế")
    assert "card.files" in keys(shown)
    assert "card.contact" not in keys(shown)


def test_the_contact_is_shown_only_where_the_reporter_agreed() -> None:
    shown = card(case(contact="0912 345 678"))

    assert [one.args["contact"] for one in shown.lines if one.key == "card.contact"] == ["0912 345 678"]


def test_a_report_without_words_says_so() -> None:
    assert "card.no_words" in keys(card(case(text="", files=1)))


@pytest.mark.parametrize("category", list(Category))
def test_a_case_about_people_is_marked_as_one_sides_account(category: Category) -> None:
    about_people = category in (Category.ATTITUDE, Category.INFORMAL_PAYMENT)

    assert ("card.one_side" in keys(card(case(category=category)))) == about_people


def test_more_time_is_offered_where_it_may_be_asked_for_and_decided_on_by_who_decides() -> None:
    asked = ExtensionView(days=2, reason="Chờ bản vẽ", post=OFFICER)
    mine = card(case(status=Status.ACCEPTED, taken_by="Lan", extend_most=5), (OFFICER,))
    theirs = card(case(status=Status.ACCEPTED, taken_by="Lan", extension=asked, may_act=False, may_decide=True))
    over = card(case(status=Status.WITHDRAWN, extension=asked, may_act=False))

    assert "desk.extend" in steps(mine)
    assert steps(theirs) == ("desk.grant", "desk.refuse")
    assert {"card.extension", "card.asked.decide"} <= set(keys(theirs))
    assert "Chờ bản vẽ" in quotes(theirs)
    assert "card.extension" not in keys(over)


def test_a_closing_that_was_flagged_says_so_to_officials() -> None:
    shown = card(case(status=Status.ANSWERED, answer="Đã xong", flags=("no_day", "no_proof")))

    assert keys(shown)[-4:-1] == ("card.flagged", "desk.flag.no_day", "desk.flag.no_proof")


@pytest.mark.parametrize(
    ("status", "wanted"),
    [
        (Status.NEW, ()),
        (Status.FORWARDED, ALL_MOVES),
        (Status.ACCEPTED, ALL_MOVES[1:]),
        (Status.NEED_INFO, ALL_MOVES[1:]),
        (Status.ANSWERED, ()),
        (Status.CLOSED, ()),
        (Status.REJECTED, ()),
        (Status.WITHDRAWN, ()),
    ],
)
def test_only_moves_that_the_case_allows_are_offered(status: Status, wanted: tuple[str, ...]) -> None:
    shown = card(case(status=status, taken_by="Lan"), (OFFICER,))

    assert steps(shown) == wanted
    assert all(button.value == CODE for button in shown.buttons)


@pytest.mark.parametrize("reader", [HEAD, OFFICER.model_copy(update={"holder": "Tuấn"})])
def test_a_case_that_somebody_else_accepted_names_who_and_can_only_be_taken_over(reader: object) -> None:
    assert isinstance(reader, type(HEAD))
    shown = card(case(status=Status.ACCEPTED, taken_by="Lan"), (reader,))

    assert keys(shown)[-1] == "card.taken.named"
    assert steps(shown) == ("desk.accept",)


def test_a_reopened_case_shows_what_was_answered_before_and_how_it_was_judged() -> None:
    shown = card(case(answer="Đã giải quyết", solved="no", score=2))

    assert keys(shown)[3:6] == ("card.answer_before", "card.quote", "card.judged.no")


def happened(*told: tuple[str, str]) -> tuple[Happening, ...]:
    """Give a timeline of these actions with their words, by the officer."""
    return tuple(Happening(at=AT, action=action, post=OFFICER, note=note) for action, note in told)


@pytest.mark.parametrize(
    ("status", "last", "key"),
    [
        (Status.FORWARDED, "reject", "card.refused_before"),
        (Status.FORWARDED, "answer", "card.answer_before"),
        (Status.REJECTED, "reject", "card.refused"),
        (Status.ANSWERED, "answer", "card.answer"),
    ],
)
def test_a_refusal_is_never_called_an_answer(status: Status, last: str, key: str) -> None:
    before = happened(("answer", ""), ("reject", "duplicate: x"), (last, ""))
    shown = card(case(status=status, answer="Việc này đã có trong phản ánh khác", timeline=before))

    assert [one for one in keys(shown) if one.startswith(("card.answer", "card.refused"))] == [key]


def test_a_reply_stands_below_its_question_and_what_was_added_by_itself_does_not() -> None:
    told = happened(("add", "Thêm một"), ("ask", "Quầy số mấy?"), ("reply", "Quầy 3\nbuổi sáng"), ("add", "Thêm hai"))
    shown = card(case(additions=("Thêm một", "Quầy 3", "buổi sáng", "Thêm hai"), timeline=told))
    added = [line for line in shown.lines if line.key in ("card.added", "card.question_before", "card.reply")]

    assert [one.key for one in added] == ["card.added", "card.question_before", "card.reply", "card.added"]
    assert quotes(shown)[1:] == ("Thêm một", "Quầy số mấy?", "Quầy 3\nbuổi sáng", "Thêm hai")
    several_lines = card(case(additions=("Quầy 3\nbuổi sáng", "Thêm"), timeline=told))
    assert quotes(several_lines)[2:] == ("Quầy 3\nbuổi sáng", "Thêm")
    assert quotes(notices.replied(case(question="Quầy số mấy?"), "Quầy 3"))[:2] == ("Quầy số mấy?", "Quầy 3")


def test_similar_cases_are_opened_from_the_card_the_newest_first() -> None:
    shown = card(case(similar=("111111111", "222222222", "333333333")))
    opens = [button for button in shown.buttons if button.step == "desk.open"]

    assert [(one.value, one.key) for one in opens] == [
        (code, "desk.open.similar") for code in ("111111111", "222222222")
    ]
    assert "desk.open" not in steps(card(case()))


def test_whoever_keeps_a_reopened_case_is_asked_to_begin_anew_and_not_told_that_it_came() -> None:
    kept = case(timeline=happened(("answer", "Xong rồi")), holder=OFFICER)

    assert notices.reopened(kept, "no", "").key == "notice.reopened_again.no"
    assert notices.reopened(kept, "partly", "").key == "notice.reopened_again.partly"
    assert notices.reopened(kept.model_copy(update={"holder": HEAD}), "no", "").key == "notice.reopened.no"


def test_the_card_says_whom_it_reaches_next_if_nobody_answers() -> None:
    step = NextStep(at=AT + timedelta(days=2), kind="escalate", post=HEAD)

    assert "card.ahead" in keys(card(case(next=step)))
    assert "card.ahead" not in keys(card(case(next=step.model_copy(update={"kind": "reminder"}))))


@pytest.mark.parametrize(
    ("changes", "end"),
    [
        ({}, "left"),
        ({"days_left": 0}, "today"),
        ({"days_left": -2, "late": True}, "late"),
        ({"days_left": 0, "late": True}, "just_late"),
        ({"days_left": None}, "due"),
        ({"days_left": None, "due": None}, "undated"),
    ],
)
def test_a_line_and_its_button_say_the_same(changes: dict[str, object], end: str) -> None:
    one = case(**changes)

    assert line(1, one).key == f"desk.line.{end}"
    assert opener(one).key == f"desk.open.{end}"
    assert opener(one).value == CODE


def pushed(view: CaseView) -> list[Say]:
    return [
        notices.reminder(view),
        notices.overdue(view, HEAD),
        notices.overdue(view, None),
        notices.escalated(view, OFFICER),
        notices.escalated(view, None),
        notices.transferred(view, "Thuộc phần của anh"),
        notices.reopened(view, "partly", "Còn thiếu một tờ"),
        notices.reopened(view, "no", ""),
        notices.added(view, "Hôm nay vẫn thế"),
        notices.added(view, ""),
        notices.replied(view, "Nộp ngày 12/9"),
        notices.replied(view, ""),
    ]


@pytest.mark.parametrize("status", list(Status))
def test_every_push_is_a_new_message_that_names_the_case_and_says_what_to_type(status: Status) -> None:
    for say in pushed(case(status=status, taken_by="Lan")):
        assert say.replaces is None
        assert any(key.startswith("card.head.") for key in keys(say))
        assert keys(say)[-1].startswith("desk.typed_hint")


def test_the_typed_hint_fits_the_first_thing_to_do() -> None:
    accepted = case(status=Status.ACCEPTED, taken_by="Lan", holder=OFFICER)

    assert keys(notices.forwarded(case()))[-1] == "desk.typed_hint"
    assert keys(notices.reminder(accepted))[-1] == "desk.typed_hint.answer"
    assert keys(notices.added(case(status=Status.ANSWERED), "Cảm ơn"))[-1] == "desk.typed_hint.open"


def test_an_escalated_case_that_is_in_hand_can_be_taken_over() -> None:
    told = notices.escalated(case(status=Status.ACCEPTED, taken_by="Lan"), OFFICER)

    assert "card.taken.named" in keys(told)
    assert steps(told) == ("desk.accept",)


def test_the_reason_and_the_reporters_comment_are_quoted_first() -> None:
    assert quotes(notices.transferred(case(), "Thuộc phần của anh"))[0] == "Thuộc phần của anh"
    assert quotes(notices.reopened(case(), "partly", "Còn thiếu"))[0] == "Còn thiếu"


def test_a_case_taken_by_another_changes_the_card_in_place_and_offers_no_move() -> None:
    told = notices.taken(case(status=Status.ACCEPTED, taken_by="Lan"))

    assert told.replaces == told.card == CODE
    assert keys(told)[-1] == "card.taken.named"
    assert steps(told) == ("desk.open",)


def test_a_case_that_another_answered_is_not_said_to_be_in_hand() -> None:
    told = notices.taken(case(status=Status.ANSWERED, taken_by="Lan", answer="Đã ký"))

    assert keys(told)[-1] == "card.asked.judging"


def test_praise_asks_for_nothing_but_to_be_passed_on() -> None:
    told = notices.praised(case(category=Category.PRAISE, status=Status.CLOSED, due=None, days_left=None))

    assert keys(told)[-1] == "card.asked.praise"
    assert told.buttons == ()


def test_a_withdrawn_case_leaves_nothing_to_press_but_the_inbox() -> None:
    assert steps(notices.withdrawn(case(status=Status.WITHDRAWN))) == ("desk.inbox",)


@pytest.mark.parametrize("solved", ["yes", "partly", "no", None])
def test_a_judgement_is_told_with_its_score(solved: Solved | None) -> None:
    told = notices.judged(case(status=Status.CLOSED, solved=solved, score=4))

    assert told.key == f"notice.judged.{solved or 'lapsed'}"
    assert keys(told)[1] == "card.scored"


def test_files_name_their_case() -> None:
    assert notices.file_note(CODE, 2).args["n"] == 2
