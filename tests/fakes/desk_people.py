"""Officials, a case and a small directory, for the tests of what officials see and do."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from handlers import machine
from handlers.casework.cases import Status
from handlers.casework.categories import Category
from handlers.casework.directory import Directory, Unit
from handlers.casework.official_effects import OpenCase, WeighAnswer
from handlers.casework.views import CaseView, PostView
from handlers.casework.worktime import ZONE
from handlers.flows.states import AnyState, Turn
from handlers.talk.events import Address, Body, Event, Shown, Tap, Text, Weighed
from handlers.talk.facts import Facts, Person
from handlers.talk.says import Button, Say

AT = datetime(2026, 11, 24, 9, 0, tzinfo=ZONE)
CODE, OTHER = "123456789", "987654321"
OFFICER = PostView(id="officer-07339", kind="officer", unit="Xã Tân Yên", holder="Lan")
HEAD = PostView(id="head-07339", kind="head", unit="Xã Tân Yên", holder="Minh")
INSPECTOR = PostView(id="inspector", kind="inspector", holder="Hoa")
DIRECTORY = Directory(
    (
        Unit(code="07339", name="Xã Tân Yên", kind="xa", districts=("Huyện Tân Yên",)),
        Unit(code="07210", name="Phường Bắc Giang", kind="phuong", districts=("Thành phố Bắc Giang",)),
        Unit(code="07420", name="Xã Tân Sơn", kind="xa", districts=("Huyện Lục Ngạn",)),
        Unit(code="07421", name="Xã Sơn Hải", kind="xa", districts=("Huyện Lục Ngạn",)),
    )
)
LABELS: Mapping[str, str] = {
    "button.desk.send": "Gửi trả lời",
    "button.desk.rewrite": "Viết lại",
    "button.desk.accept": "Nhận xử lý",
    "transfer.send": "Chuyển đi",
    "transfer.province": "Cấp tỉnh",
    "reject.duplicate": "Trùng phản ánh khác",
    "reject.send": "Gửi lời từ chối",
    "desk.day.today": "Hôm nay",
    "desk.day.no": "Chưa xong",
    "desk.proof.no": "Không có",
    "finding.partly": "Đúng một phần",
}
KNOWN = {
    "huy": "typed.cancel",
    "co": "typed.yes",
    "nhan": "typed.desk.accept",
    "phuc dap": "typed.desk.answer",
    "viec cua toi": "typed.desk",
}


def label(button: Button) -> str:
    """Give the words of a button; a unit or a post by its name, days by their number, others by their key."""
    if button.key == "extend.days":
        return button.value
    return str(button.args.get("unit") or LABELS.get(button.key, button.key))


def facts(*posts: PostView) -> Facts:
    """Give the world as somebody with these posts is seen in it."""
    person = Person(id=7, consented=True, posts=posts)
    return Facts(directory=DIRECTORY, label=label, known=KNOWN, person=person)


def case(**changes: Any) -> CaseView:
    """Give a case of xã Tân Yên, due in two working days, with these changes."""
    whole: dict[str, Any] = {
        "code": CODE,
        "category": Category.DELAY,
        "unit": "Xã Tân Yên",
        "status": Status.FORWARDED,
        "due": datetime(2026, 11, 26, 17, 0, tzinfo=ZONE),
        "late": False,
        "days_left": 2,
        "text": "Hẹn 3/10 trả mà đến nay chưa thấy gọi",
        "holder": OFFICER.model_copy(update={"holder": ""}),
        "filed": AT - timedelta(days=1),
    }
    return CaseView(**{**whole, **changes})


def event(body: Body) -> Event:
    """Give the event of a body on the web."""
    return Event(id="1", sender=Address(channel="web", user="lan"), body=body, at=AT, code="555555555")


def does(state: AnyState, body: Body, *posts: PostView) -> Turn:
    """Give the turn through the machine for somebody with these posts (none given: the officer).

    A case that is opened to do something with it is found, and allows it.
    """
    turn = machine.step(state, event(body), facts(*(posts or (OFFICER,))))
    match turn.effects:
        case (OpenCase(code=code, to="ask" | "answer" | "transfer" | "reject" | "extend" | "recuse" as to),):
            return does(turn.state, Shown(case=case(code=code, extend_most=5), desk=True, to=to), *posts)
        case (WeighAnswer(code=code, done_on=day),):
            return does(turn.state, Weighed(code=code, flags=() if day else ("no_day",)), *posts)
        case _:
            return turn


def tap(state: AnyState, step: str, value: str = "") -> Turn:
    """Give the turn of the officer's tap."""
    return does(state, Tap(step=step, value=value))


def types(state: AnyState, text: str) -> Turn:
    """Give the turn of the officer's words."""
    return does(state, Text(text=text))


def keys(say: Say) -> tuple[str, ...]:
    """Give the keys of a say and of all its lines, in order."""
    return (say.key, *(key for line in say.lines for key in keys(line)))


def steps(say: Say) -> tuple[str, ...]:
    """Give the steps of its buttons."""
    return tuple(button.step for button in say.buttons)


def quotes(say: Say) -> tuple[str, ...]:
    """Give the words that it quotes."""
    own = (str(say.args["text"]),) if say.key == "card.quote" else ()
    return (*own, *(words for line in say.lines for words in quotes(line)))
