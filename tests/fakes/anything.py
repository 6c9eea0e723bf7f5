"""Arbitrary events: whatever people, forged clients and the store may send, well-formed, garbled or out of place."""

import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, get_args

from handlers.casework.absences import Absent, Meanwhile, StandIn
from handlers.casework.cases import FINDINGS, REJECT_CODES, Flag, Status
from handlers.casework.categories import Category
from handlers.casework.effects import Effect
from handlers.casework.views import CaseLine, CaseView, ExtensionView, Happening, NextStep, PostView, Purpose
from handlers.casework.worktime import ZONE
from handlers.machine import VERBS
from handlers.talk import denials, events
from handlers.talk.says import Code, Say
from handlers.talk.typed import COMMANDS
from tests.fakes.any_links import some_link_answer
from tests.fakes.any_survey import some_survey_answer
from tests.fakes.rating_answers import rating_answer

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=ZONE)
CODES = ("123456789", "987654321", *(f"{100_000_000 + n}" for n in range(12)))
STORIES = (
    "nop ho so tach thua tu 12/9 hen 3/10 tra ma den nay chua thay goi",
    "Cán bộ quầy 3 xã Tân Yên quát mắng mẹ tôi sáng nay",
    "Trưởng phòng gợi ý đưa thêm 500 nghìn mới cho nhận kết quả",
    "Ghế ngồi chờ ở phường Đa Mai hỏng hết, không có chỗ cho người già",
    "Tôi tố cáo ông Nguyễn Văn A chủ tịch xã tham ô tiền đền bù",
    "Tôi khiếu nại quyết định thu hồi đất số 12/QĐ-UBND",
    "Cháy nhà, cứu với!",
    "xin chào",
    "Phản ánh của tôi đến đâu rồi?",
    "Làm lại thẻ căn cước cần giấy tờ gì?",
    "The officer at desk 2 kept us waiting all morning yesterday",
    "Cảm ơn chị Lan ở quầy 1 rất tận tình",
)
ANSWERS = (
    *("hôm qua", "3", "10", "12", "1.", "Tân Yên", "quầy 4", "không", "có", "ok", "bỏ qua", "quay lại", "huỷ", "5"),
    "n",
    *("31/2", "15/13", "ngày mai", "12/9/1999", "Sơn", "Hồ sơ đã xong, mời anh chị đến quầy 3", "chưa rõ"),
    *("nhận 123-456-789", "trả lời 123-456-789", "xem 123456789", "123-456-789", "mở 1", "menu", "Đồng Kỵ", "english"),
    *("đổi ngôn ngữ", "Nguyễn Văn An"),
)
JUNK = (
    *("", " ", "\n", "…", "|", "😀" * 60, "a" * 10_000, " " * 9_000, "a" + " " * 7_000 + "b", "0" * 5_000, "9" * 60),
    *("\u202eevil\u202c", "\u200b\u2066", "\x00\x07", "%s {n} {code} {", "{0}", "<b>đậm</b>"),
    *("=1+1", "²", "٣", "١٢٣٤٥٦٧٨٩"),
    *(unicodedata.normalize("NFD", text) for text in STORIES[1:4]),
)
INNER = """
consent report.twin report.not_for report.category report.about report.unit report.district report.when gone |
report.counter report.photos
report.identity report.confirm report.edit sort.reply sort.new score.123456789 comment.123456789 withdraw.123456789
desk.send desk.rewrite desk.more_files transfer.unit transfer.province transfer.elsewhere transfer.post
transfer.send transfer.rewrite reject.code reject.send reject.rewrite desk.day desk.proof desk.finding desk.redo
survey.begin.pks07 survey.group.pks07 survey.unit.pks07 answer.pks05.field answer.pks07.overall
extend.days extend.again extend.send extend.rewrite recuse.123456789 service.field.07339 service.result.07339
"""
"""Steps of buttons that are good only where they are offered."""
VALUES = (
    *("", "yes", "no", "why", "list", "other", "send", "edit", "none", "today", "done", "hide", "skip", "again", "vi"),
    *("en", "07339", "u-07339", "u-07339-3", "i-token", "0", "1", "17", "99", "-1", "2026-W47", "2026-W47/1"),
    *("head-07339", "staff", "story", "unit", "identity", "photos", "not_for", "new", "look", "inspector", "07339-3/5"),
    *("drop:inspector", "\u202e", "|", "9" * 5_000, "²", *CODES[:2], *Category, *REJECT_CODES),
)
POSTS = (
    PostView(id="officer-07339", kind="officer", unit="Xã Tân Yên", holder="Lan"),
    PostView(id="head-07339", kind="head", unit="Xã Tân Yên"),
    PostView(id="inspector", kind="inspector"),
    PostView(id="member-1", kind="member", holder="Bình"),
    PostView(id="standing", kind="standing"),
)
DAY = NOW.date()
ABSENT = (
    Absent(until=None, acting=()),
    Absent(
        until=DAY,
        acting=(
            Meanwhile(post=POSTS[0], somebody=True, who=("Dũng", "Hoa")),
            Meanwhile(post=POSTS[1], somebody=True),
            Meanwhile(post=POSTS[2], somebody=False),
            Meanwhile(post=POSTS[3], somebody=False, above=POSTS[4]),
        ),
    ),
)
STAND_INS = (
    StandIn(now=True),
    StandIn(now=True, last=DAY, until=DAY),
    StandIn(now=False, since=DAY),
    StandIn(now=False, first=DAY),
    StandIn(now=False, first=DAY, last=DAY),
)
DONE_BY: Mapping[str, tuple[str, ...]] = {
    "add_to_case": ("add",),
    "add_report": ("add",),
    "reply_to_question": ("reply",),
    "withdraw_case": ("withdraw",),
    "amend_by_message": ("amend",),
    "judge_answer": ("solve", "reopen", "lapse"),
    "accept_case": ("accept",),
    "ask_citizen": ("ask",),
    "answer_case": ("answer",),
    "transfer_case": ("transfer",),
    "reject_case": ("reject",),
    "extend_case": ("extend",),
    "grant_extension": ("grant",),
    "refuse_extension": ("refuse",),
    "recuse_case": ("recuse",),
    "appeal_case": ("appeal",),
}


def some_words(dice: Random) -> str:
    """Give what a person may type: a story, an answer, junk, or any letters at all."""
    match dice.randrange(8):
        case 0 | 1 | 2:
            return dice.choice(STORIES)
        case 3 | 4 | 5:
            return dice.choice(ANSWERS)
        case 6:
            return dice.choice(JUNK)
        case _:
            return "".join(chr(dice.choice((dice.randrange(32, 0x250), dice.randrange(0xE000)))) for _ in range(20))


def some_tap(dice: Random) -> events.Tap:
    """Give a tap that nobody offered: old, forged or garbled."""
    step = dice.choice(
        (dice.choice(tuple(VERBS)), dice.choice(INNER.split()), dice.choice(INNER.split()), some_words(dice))
    )
    return events.Tap(step=step, value=dice.choice((dice.choice(VALUES), CODES[0], some_words(dice))))


def some_arrival(dice: Random) -> events.Arriving:
    """Give anything that a channel may hand over."""
    message, album = dice.choice((None, "m1", "m2")), dice.choice((None, None, "a1", "a2"))
    match dice.randrange(10):
        case 0 | 1:
            return events.Text(text=some_words(dice), message=message)
        case 2:
            return events.Photo(ref="p1", album=album, caption=some_words(dice), message=message)
        case 3:
            return events.File(ref="f1", name=some_words(dice), mime="application/pdf", album=album, message=message)
        case 4:
            return events.Voice(ref="v1")
        case 5:
            name = dice.choice((*COMMANDS, "START", "x", ""))
            return events.Command(name=name, argument=dice.choice(VALUES))
        case 6:
            return events.Place(latitude=dice.uniform(-90, 90), longitude=dice.uniform(-180, 180))
        case 7:
            return events.Contact(phone=some_words(dice), own=dice.random() < 0.5)
        case 8:
            return events.Edited(of=message or "m3", text=some_words(dice))
        case _:
            what = dice.choice(("sticker", "too_big", "file_type", "too_many", "other"))
            return events.Unsupported.model_validate({"what": what, "limit": dice.choice((0, 20))})


def _some_line(dice: Random, code: str) -> dict[str, Any]:
    return {
        "code": code,
        "category": dice.choice(tuple(Category)),
        "unit": dice.choice(("Xã Tân Yên", "07339")),
        "status": dice.choice(tuple(Status)),
        "due": dice.choice((None, NOW - timedelta(days=3), NOW, NOW + timedelta(hours=30))),
        "late": dice.random() < 0.3,
        "days_left": dice.choice((None, -3, -1, 0, 1, 2, 9)),
    }


def _some_lines(dice: Random, most: int) -> tuple[CaseLine, ...]:
    return tuple(CaseLine(**_some_line(dice, code)) for code in dice.sample(CODES, dice.randrange(most)))


def _some_happening(dice: Random) -> Happening:
    action = dice.choice(("file", "forward", "accept", "transfer", "reject", "amend", "thank", "score", "remind", "?"))
    note = dice.choice(("", "duplicate: Đã có ở phản ánh trước", "Việc của sở"))
    return Happening(at=NOW, action=action, post=dice.choice((None, *POSTS)), note=note)


def some_view(dice: Random, code: str) -> CaseView:
    """Give a case in any state, with or without everything that a case may lack."""
    kind = dice.choice(("reminder", "escalate", "overdue", "close"))
    step = NextStep.model_validate({"at": NOW, "kind": kind, "post": dice.choice((None, *POSTS))})
    more = {
        "text": some_words(dice),
        "additions": tuple(some_words(dice) for _ in range(dice.randrange(3))),
        "counter": dice.choice(("", "3", "tiếp dân")),
        "happened": dice.choice((None, date(2026, 11, 20))),
        "place": dice.choice(("", "21.30000, 106.10000")),
        "about": dice.choice((None, "staff", "leader", "unsure")),
        "holder": dice.choice((None, *POSTS)),
        "taken_by": dice.choice(("", "Lan")),
        "filed": NOW - timedelta(days=9),
        "files": dice.randrange(3),
        "contact": dice.choice(("", "Hoa 0912 345 678")),
        "not_for": dice.choice(((), ("head", "Nguyễn Văn An"))),
        "similar": dice.choice(((), CODES[:1], CODES[:8])),
        "may_act": dice.random() < 0.8,
        "question": dice.choice(("", "Biên nhận số mấy?")),
        "answer": dice.choice(("", "Đã có kết quả")),
        "timeline": tuple(_some_happening(dice) for _ in range(dice.randrange(16))),
        "next": dice.choice((None, step)),
        "solved": dice.choice((None, "yes", "partly", "no")),
        "score": dice.choice((None, 1, 5)),
        "may_decide": dice.random() < 0.2,
        "extension": dice.choice((None, ExtensionView(days=2, reason="Chờ đo đạc", post=dice.choice((None, *POSTS))))),
        "extend_most": dice.choice((0, 2, 5)),
        "transfer_up": dice.choice((None, None, *POSTS)),
        "appealed": dice.random() < 0.3,
        "done_on": dice.choice((None, date(2026, 11, 20))),
        "document": dice.choice(("", "12/TB-UBND")),
        "finding": dice.choice((None, *FINDINGS)),
        "flags": dice.choice(((), get_args(Flag))),
    }
    return CaseView.model_validate(_some_line(dice, code) | more)


def _some_denial(dice: Random, code: str) -> events.Denied:
    why = dice.choice(get_args(denials.Why))
    who, holder = dice.choice(("", "Lan")), dice.choice((None, *POSTS))
    away = dice.choice(ABSENT) if why == "away" else None
    return events.Denied.model_validate({"why": why, "code": code, "who": who, "holder": holder, "away": away})


def some_answer(dice: Random, kind: str, code: str, to: Purpose = "show") -> events.Answering | None:
    """Give what the store may answer to an effect of this kind, None where it keeps silent."""
    match kind:
        case "file_case":
            return events.Filed(case=some_view(dice, code))
        case "find_twin":
            return events.Twin(code=code, filed=NOW) if dice.random() < 0.5 else events.Twin()
        case "find_mine":
            return events.Mine(cases=_some_lines(dice, 11))
        case "find_inbox":
            lines = _some_lines(dice, 9)
            page, overdue = dice.randrange(3), dice.random() < 0.3
            total = page * 8 + len(lines) + dice.randrange(9)
            away = dice.choice(ABSENT) if dice.random() < 0.2 else None
            return events.Inbox(lines=lines, total=total, page=page, overdue_only=overdue, away=away)
        case "end_absence":
            return events.Inbox(lines=_some_lines(dice, 9), total=9, page=0, returned=dice.choice(("now", "never")))
        case "find_targets":
            return events.Targets(posts=tuple(dice.sample(POSTS, dice.randrange(5))))
        case "weigh_answer":
            return events.Weighed(code=code, flags=dice.choice(((), get_args(Flag))))
        case "join" if dice.random() < 0.3:
            return events.JoinRefused.model_validate({"why": dice.choice(("unknown", "used", "expired", "gone"))})
        case "join":
            return events.Joined(post=dice.choice(POSTS), stand_in=dice.choice((None, *STAND_INS)))
        case "find_survey" | "send_answers":
            return some_survey_answer(dice, kind)
        case "show_digest" | "show_unit" | "list_cases" | "nudge_case" | "follow_unit" | "show_scorecard":
            told = Say(key="notice.added", args={"code": Code(code=code)})
            return dice.choice((events.DigestPage(says=(told,)), events.Denied(why="not_found")))
        case "give_link" | "find_link" | "join_chats" | "drop_link" | "find_chats" | "part_chat":
            return some_link_answer(dice, kind)
        case _ if dice.random() < 0.2:
            return _some_denial(dice, code)
        case "show_mine" | "open_case":
            return events.Shown(case=some_view(dice, code), desk=kind == "open_case", to=to)
        case _ if kind in DONE_BY:
            return events.Done(action=dice.choice(DONE_BY[kind]), case=some_view(dice, code))
        case _:
            return rating_answer(dice, kind)


def answer_to(effect: Effect, dice: Random) -> events.Answering | None:
    """Give the store's answer to an effect, and now and then one that nobody asked for."""
    if dice.random() < 0.05:
        return out_of_place(dice)
    return some_answer(dice, effect.kind, getattr(effect, "code", CODES[0]), getattr(effect, "to", "show"))


ASKED = ("rate_service", "find_visit", "find_survey", "send_answers")


def out_of_place(dice: Random) -> events.Answering | None:
    """Give an answer of the store that nobody asked for."""
    finds = ("find_twin", "find_mine", "find_inbox", "find_targets", "show_mine", "open_case")
    kinds = (
        "file_case",
        *finds,
        "join",
        "show_digest",
        "weigh_answer",
        *("rate_service", "find_visit"),
        *("find_survey", "send_answers"),
    )
    to = dice.choice(get_args(Purpose))
    return some_answer(dice, dice.choice((*kinds, *DONE_BY)), dice.choice(CODES), to)
