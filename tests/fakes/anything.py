"""Arbitrary events: whatever people, forged clients and the store may send, well-formed, garbled or out of place."""

import unicodedata
from datetime import date, datetime, timedelta

from hypothesis import strategies as st

from handlers.casework.cases import Status
from handlers.casework.categories import Category
from handlers.casework.views import CaseLine, CaseView, Happening, NextStep, PostView
from handlers.casework.worktime import ZONE
from handlers.machine import VERBS
from handlers.talk import events
from handlers.talk.says import Code, Say
from handlers.talk.typed import COMMANDS

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
ANSWERS = ("hôm qua", "3", "10", "12", "1.", "Tân Yên", "quầy 4", "không", "có", "ok", "bỏ qua", "quay lại", "huỷ", "5", "n")
JUNK = (
    *("", " ", "\n", "…", "|", "😀" * 60, "a" * 10_000, " " * 9_000, "a" + " " * 7_000 + "b", "0" * 5_000, "9" * 60),
    *("\u202eevil\u202c", "\u200b\u2066", "\x00\x07", "%s {n} {code} {", "{0}", "<b>đậm</b>", "=1+1", "²", "٣", "١٢٣٤٥٦٧٨٩"),
    *("nhận 123-456-789", "trả lời 987 654 321", "xem 123456789", "123-456-789", "mở 1", "chuyển", "/start", "/huy"),
    *(unicodedata.normalize("NFD", text) for text in STORIES[1:4]),
)


def junk(at: int) -> str:
    """Give a piece of junk, by its number: some are too long for Hypothesis to print."""
    return JUNK[at]


def value(at: int) -> str:
    """Give what a forged button may carry, by its number."""
    return VALUES[at]


WORDS = st.one_of(
    st.sampled_from(STORIES), st.sampled_from(ANSWERS), st.integers(0, len(JUNK) - 1).map(junk), st.text(max_size=80)
)
INNER = (
    "consent report.category report.about report.unit report.district report.when report.counter report.photos "
    "report.identity report.confirm report.edit sort.reply sort.new score.123456789 comment.123456789 withdraw.123456789 "
    "desk.send desk.rewrite desk.more_files transfer.unit transfer.province transfer.elsewhere transfer.post "
    "transfer.send transfer.rewrite reject.code reject.send reject.rewrite"
).split()
VALUES = (
    *("", "yes", "no", "why", "list", "other", "send", "edit", "none", "today", "done", "hide", "skip", "again", "vi", "en"),
    *("07339", "u-07339", "u-07339-3", "i-token", "0", "1", "17", "99", "-1", "2026-W47", "2026-W47/1", "head-07339"),
    *(*CODES[:2], *Category, "duplicate", "staff", "story", "unit", "identity", "photos", "\u202e", "|", "9" * 5_000, "²"),
)
GARBLED = st.integers(0, len(VALUES) - 1).map(value) | st.text(max_size=20)
MESSAGES = st.sampled_from((None, "m1", "m2", "m3"))
ALBUMS = st.sampled_from((None, None, "a1", "a2"))
TIMES = st.sampled_from([NOW + timedelta(hours=hours) for hours in (-900, -1, 0, 1, 50, 400)])
MAYBE_TIMES = st.none() | TIMES
POSTS = st.sampled_from(
    (
        PostView(id="officer-07339", kind="officer", unit="Xã Tân Yên", holder="Lan"),
        PostView(id="head-07339", kind="head", unit="Xã Tân Yên"),
        PostView(id="inspector", kind="inspector"),
        PostView(id="member-1", kind="member", holder="Bình"),
        PostView(id="standing", kind="standing"),
    )
)
TAPS = st.builds(
    events.Tap,
    step=st.sampled_from((*VERBS, *INNER, *INNER)) | st.text(max_size=20),
    value=GARBLED,
)
FILES = st.one_of(
    st.builds(events.Photo, ref=st.just("p1"), album=ALBUMS, caption=WORDS, message=MESSAGES),
    st.builds(events.File, ref=st.just("f1"), name=WORDS, mime=st.sampled_from(("application/pdf", "")), album=ALBUMS),
    st.builds(events.Voice, ref=st.just("v1")),
)
ARRIVING: st.SearchStrategy[events.Arriving] = st.one_of(
    st.builds(events.Text, text=WORDS, message=MESSAGES),
    TAPS,
    FILES,
    st.builds(events.Command, name=st.sampled_from((*COMMANDS, "START", "x", "")), argument=GARBLED),
    st.builds(events.Place, latitude=st.floats(-90, 90), longitude=st.floats(-180, 180)),
    st.builds(events.Contact, phone=WORDS, own=st.booleans()),
    st.builds(events.Edited, of=MESSAGES.map(str), text=WORDS),
    st.builds(events.Unsupported, what=st.sampled_from(("sticker", "too_big", "file_type", "group", "too_many", "other"))),
)
LINE = {
    "code": st.sampled_from(CODES),
    "category": st.sampled_from(Category),
    "unit": st.sampled_from(("Xã Tân Yên", "07339")),
    "status": st.sampled_from(Status),
    "due": MAYBE_TIMES,
    "late": st.booleans(),
    "days_left": st.sampled_from((None, None, -3, -1, 0, 1, 2, 9)),
}
NEXT = st.builds(
    NextStep,
    at=TIMES,
    kind=st.sampled_from(("reminder", "escalate", "overdue", "close")),
    post=st.none() | POSTS,
)
TOLD = st.builds(
    Happening,
    at=TIMES,
    action=st.sampled_from(("file", "forward", "accept", "transfer", "reject", "amend", "thank", "score", "?")),
    post=st.none() | POSTS,
    note=st.sampled_from(("", "duplicate: Đã có ở phản ánh trước", "Việc của sở")),
)
LINES = st.builds(CaseLine, **LINE)
VIEWS = st.builds(
    CaseView,
    **LINE,
    text=WORDS,
    additions=st.lists(WORDS, max_size=2).map(tuple),
    counter=st.sampled_from(("", "3", "tiếp dân")),
    happened=st.none() | st.just(date(2026, 11, 20)),
    place=st.sampled_from(("", "21.30000, 106.10000")),
    about=st.sampled_from((None, "staff", "leader", "unsure")),
    holder=st.none() | POSTS,
    taken_by=st.sampled_from(("", "Lan")),
    filed=TIMES,
    files=st.integers(0, 3),
    contact=st.sampled_from(("", "Hoa 0912 345 678")),
    may_act=st.booleans(),
    question=WORDS,
    answer=WORDS,
    timeline=st.lists(TOLD, max_size=15).map(tuple),
    next=st.none() | NEXT,
    solved=st.sampled_from((None, "yes", "partly", "no")),
    score=st.sampled_from((None, 1, 5)),
)
DENIALS = st.builds(
    events.Denied,
    why=st.sampled_from(("not_found", "taken", "moved_on", "not_yours", "own_case", "no_such_post")),
    code=st.sampled_from(CODES),
    who=st.sampled_from(("", "Lan")),
    holder=st.none() | POSTS,
)
DONE_ACTIONS = ("accept", "ask", "answer", "transfer", "reject", "solve", "reopen", "lapse", "add", "amend", "reply", "withdraw")
OUT_OF_PLACE: st.SearchStrategy[events.Answering] = st.one_of(
    DENIALS,
    st.builds(events.Filed, case=VIEWS),
    st.builds(events.Mine, cases=st.lists(LINES, max_size=10, unique_by=lambda line: line.code).map(tuple)),
    st.builds(events.Shown, case=VIEWS, desk=st.booleans()),
    st.builds(
        events.Inbox,
        lines=st.lists(LINES, max_size=8, unique_by=lambda line: line.code).map(tuple),
        total=st.integers(0, 40),
        page=st.integers(0, 3),
        overdue_only=st.booleans(),
    ),
    st.builds(events.Done, action=st.sampled_from((*DONE_ACTIONS, "?")), case=VIEWS),
    st.builds(events.Joined, post=POSTS),
    st.builds(events.JoinRefused, why=st.sampled_from(("unknown", "used", "expired"))),
    st.builds(events.Targets, posts=st.lists(POSTS, max_size=4, unique=True).map(tuple)),
    st.just(events.DigestPage(says=(Say(key="notice.added", args={"code": Code(code=CODES[0])}),))),
)
"""What the store may say, whether or not anybody asked for it."""
