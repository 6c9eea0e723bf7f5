"""The talk of a survey: what a consultation is, what may be typed, going back, another unit, the protected lane."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from handlers.casework.survey_effects import SendAnswers, StopAsking
from handlers.casework.surveys import Paper, paper_of
from handlers.flows.states import AnyState, Idle, Surveying
from handlers.machine import step
from handlers.talk.events import Body, Tap, Text
from handlers.talk.facts import Person
from handlers.talk.says import Say
from handlers.talk.survey_events import SurveyFound, SurveyTaken
from tests.fakes.any_survey import FIRST, opened
from tests.fakes.anything import POSTS
from tests.fakes.strict_voice import STRICT, event, facts_for


@dataclass
class Talk:
    """Somebody with a paper in hand."""

    state: AnyState = field(default_factory=Idle)
    person: Person = field(default_factory=lambda: Person(id=7, consented=True, chosen="vi"))
    says: list[Say] = field(default_factory=list)
    effects: list[object] = field(default_factory=list)

    def hears(self, body: Body) -> str:
        """Take a turn; give what is answered, in words."""
        turn = step(self.state, event(body), facts_for(self.person))
        self.state, self.says = turn.state, list(turn.says)
        self.effects += turn.effects
        return "\n".join(STRICT.message(one, "vi").text for one in turn.says)

    def types(self, *texts: str) -> str:
        """Type these; give the last answer."""
        return [self.hears(Text(text=text)) for text in texts][-1]

    @property
    def paper(self) -> Paper:
        """The paper in hand."""
        assert isinstance(self.state, Surveying)
        return self.state.survey


def begun(name: str, *units: str, person: Person | None = None) -> Talk:
    """Give a talk in which the survey has just begun."""
    talk = Talk(person=person) if person else Talk()
    talk.hears(SurveyFound(paper=paper_of(opened(name, units))))
    talk.types("Bắt đầu")
    return talk


NOT_A_VOTE = "Đây là lấy ý kiến, không phải biểu quyết."


def test_a_consultation_says_at_its_beginning_and_at_its_end_that_it_is_no_vote() -> None:
    talk = Talk()
    first = talk.hears(SurveyFound(paper=paper_of(opened("pks03", ("07339",)))))
    talk.types("Bắt đầu", *["bỏ qua"] * 8)
    (sent,) = [one for one in talk.effects if isinstance(one, SendAnswers)]
    last = talk.hears(SurveyTaken(paper=sent.paper))

    assert (NOT_A_VOTE in first, NOT_A_VOTE in last) == (True, True)
    plain = Talk()
    assert NOT_A_VOTE not in plain.hears(SurveyFound(paper=paper_of(opened("pks06", ("07339",)))))


def test_the_number_of_the_question_and_how_many_there_are_stand_before_it() -> None:
    talk = begun("pks05", "07339")
    assert talk.types("Người dân").startswith("1/10. ")
    assert talk.types("1", "1").startswith("3/10. ")
    assert talk.types("Lâu").startswith("4/11. "), "who waited long is asked why"
    assert talk.types("quay lại").startswith("3/10. ")
    assert talk.types("Nhanh").startswith("4/10. ")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (("1, 3",), ("budget", "funds")),
        (("1 3 3",), ("budget", "funds")),
        (("1", "3", "xong"), ("budget", "funds")),
        (("1", "3", "1", "Xong"), ("funds",)),
        (("đất đai, quy hoạch", "xong"), ("land",)),
        (("bỏ qua",), ()),
    ],
)
def test_several_are_chosen_by_numbers_or_one_after_another(typed: tuple[str, ...], kept: tuple[str, ...]) -> None:
    talk = begun("pks03", "07339")
    talk.types(*typed)

    assert [(one.question, one.values) for one in talk.paper.answers] == [("know", kept)]


@pytest.mark.parametrize("typed", ["9", "1, 9", "1, x", "tốt lắm", "…"])
def test_what_is_no_answer_is_asked_again_and_nothing_is_lost(typed: str) -> None:
    talk = begun("pks03", "07339")
    talk.types("1")

    assert "gõ số của ý đó" in talk.types(typed)
    assert talk.paper.ticked == ("budget",)


def test_words_that_are_too_long_are_not_cut_but_asked_for_again() -> None:
    talk = begun("pks06", "07339")
    talk.types(*["bỏ qua"] * 7)

    assert "chỉ nhận đến 1.000 chữ" in talk.types("a" * 1_001)
    talk.types("a" * 1_000)
    assert isinstance(talk.effects[-1], SendAnswers)


def test_back_at_the_first_question_says_so() -> None:
    assert begun("pks06", "07339").types("quay lại").startswith("Đây là câu đầu tiên.")


def test_the_unit_is_asked_for_where_it_is_not_known_and_must_be_one_of_the_survey() -> None:
    talk = begun("pks06", "07339", "07351")
    assert "không hỏi về nơi đó" in talk.types("xã Quang Trung")
    assert "chưa tìm thấy" in talk.types("xyzxyz")
    assert talk.types("xã Tân Yên").startswith("1/8. ") or talk.types("1").startswith("1/8. ")
    assert talk.paper.unit == "07339"


def test_an_official_may_not_choose_the_own_unit_as_a_citizen_but_answers_as_an_official() -> None:
    own = Person(id=7, consented=True, posts=POSTS[:1])
    refused = begun("pks07", "07339", person=own)
    assert "không tự chấm đơn vị của mình" in refused.types("Người dân")
    assert refused.state.kind == "idle"

    allowed = begun("pks07", "07339", person=own)
    assert allowed.types("Cán bộ, công chức").startswith("1/")


def test_money_that_was_asked_for_leads_to_the_protected_lane_with_the_unit() -> None:
    talk = begun("pks05", "07339")
    talk.types("Người dân", *["bỏ qua"] * 7, "có", "bỏ qua", "bỏ qua")
    (sent,) = [one for one in talk.effects if isinstance(one, SendAnswers)]
    assert "cán bộ ở quầy không đọc được" in talk.hears(SurveyTaken(paper=sent.paper))

    talk.types("Báo việc đòi thêm tiền")
    assert talk.state.kind == "reporting"
    assert (talk.state.draft.category, talk.state.draft.unit) == ("informal_payment", "07339")


def test_a_low_score_offers_to_report_and_a_good_one_does_not() -> None:
    for typed, offered in (("1", ["menu.report"]), ("5", [])):
        talk = begun("pks06", "07339")
        talk.types("bỏ qua", typed, *["bỏ qua"] * 6)
        (sent,) = [one for one in talk.effects if isinstance(one, SendAnswers)]
        talk.hears(SurveyTaken(paper=sent.paper))
        assert [button.step for button in talk.says[0].buttons] == offered


def test_what_was_answered_survives_a_report_in_between_and_a_second_link() -> None:
    talk = begun("pks06", "07339")
    talk.types("Luôn luôn", "phản ánh", "huỷ")
    talk.types("tiếp tục khảo sát")
    assert len(talk.paper.answers) == 1

    talk.hears(SurveyFound(paper=paper_of(opened("pks06", ("07339",)), invitation="hash")))
    assert (len(talk.paper.answers), talk.paper.invitation) == (1, "hash")


def test_who_stops_while_answering_names_the_link_whose_phone_is_stopped_too() -> None:
    talk = Talk()
    talk.hears(SurveyFound(paper=paper_of(opened("pks06", ("07339",)), invitation="hash")))
    talk.types("Không hỏi tôi nữa")

    assert talk.effects == [StopAsking(invitation="hash")]
    assert (talk.state.kind, talk.state.paper) == ("idle", None)


def test_a_survey_that_ended_while_it_lay_aside_is_not_taken_up_again() -> None:
    talk = begun("pks06", "07339")
    talk.types("huỷ")
    assert talk.state.paper is not None
    over = talk.state.paper.model_copy(update={"closes": FIRST + timedelta(days=1)})
    talk.state = talk.state.model_copy(update={"paper": over})

    assert talk.types("tiếp tục khảo sát").startswith("Khảo sát này đã kết thúc.")
    assert talk.hears(Tap(step="survey.resume")).startswith("Anh/chị không có khảo sát nào")
