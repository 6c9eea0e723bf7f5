"""The forms in which people write a day, from "hôm qua" to "15/9/2026", in the order in which they are tried."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final, Literal

from handlers.folding import clean, fold
from handlers.talk import day_rules as rules
from handlers.talk.day_rules import Rule, Scene
from handlers.talk.day_words import COUNT, MONTH, START, STOP

Named = date | Literal[False]
"""A day, or False for one that does not exist, such as 31/2."""

_LONGEST: Final = 4000
_SPENT: Final = "\0"


def named_days(text: str, today: date, *, answer: bool) -> Iterator[Named]:
    """Give every day that the first 4,000 characters name, in no order; without a year the most recent one."""
    plain = re.sub(r"[ \t]+", " ", clean(text[:_LONGEST])).casefold()
    scene = _scene(plain, today, answer)
    for form, day_of in _FORMS:
        spent = []
        for found in form.finditer(plain):
            named = _existing(day_of, found, scene)
            if named is not None:
                spent.append(found.span())
                yield named
        for start, end in spent:
            plain = plain[:start] + _SPENT * (end - start) + plain[end:]
        if spent:
            scene = _scene(plain, today, answer)


def _scene(plain: str, today: date, answer: bool) -> Scene:
    return Scene(text=plain, today=today, answer=answer, marked=fold(plain) != " ".join(plain.split()))


def _existing(day_of: Rule, found: re.Match[str], scene: Scene) -> Named | None:
    try:
        return day_of(found, scene)
    except (ValueError, OverflowError):
        return False


_N = r"([0-9]{1,2})"
_YEAR = r"(?:\s(?:năm|nam)\s([0-9]{4}|ngoái|ngoai|trước|truoc|nay)\b)?"
_WHEN = (
    r"(?:\s(?P<when>(?:tuần|tuan)\s(?:trước|truoc|rồi|roi|vừa rồi|vua roi|vừa qua|vua qua|qua|này|nay|sau|tới|toi)"
    r"|vừa rồi|vua roi|vừa qua|vua qua|trước|truoc|rồi|roi|này|nay)\b)?"
)
_ORDINAL = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_FORMS: Final[tuple[tuple[re.Pattern[str], Rule], ...]] = tuple(
    (re.compile(form), day_of)
    for form, day_of in (
        (rf"{START}([0-9]{{4}})[-/.]([0-9]{{1,2}})[-/.]([0-9]{{1,2}}){STOP}", rules.iso),
        (rf"{START}{_N}\s?([-/.])\s?{_N}\s?\2\s?([0-9]{{4}}|[0-9]{{2}}){STOP}", rules.numeric),
        (
            rf"(?:\b(ngày|ngay|mùng|mung|mồng|mong|hôm|hom)\s)?(?:(?:mùng|mung|mồng|mong)\s)?{START}{_N}\s"
            rf"(?:tháng|thang)\s{_N}{STOP}{_YEAR}",
            rules.spoken,
        ),
        (rf"\b{_ORDINAL}\s(?:of\s)?{MONTH}(?:,?\s(?P<year>20[0-9]{{2}})\b)?", rules.english),
        (rf"\b{MONTH}\s{_ORDINAL}\b(?:,?\s(?P<year>20[0-9]{{2}})\b)?", rules.english),
        (rf"{START}{_N}\s?/\s?{_N}{STOP}{_YEAR}", rules.slashed),
        (rf"{START}{_N}([-.]){_N}{STOP}", rules.dashed),
        (
            r"\b(?:ngày|ngay|hôm|hom)\s([0-9]{1,2})\b(?:\s(?:tháng|thang)\s"
            r"(này|nay|trước|truoc|rồi|roi|vừa rồi|vua roi|vừa qua|vua qua)\b)?",
            rules.day_only,
        ),
        (r"\bhôm kìa\b", rules.shift(-3)),
        (r"\b(?:hôm kia|hom kia|bữa kia|the day before yesterday)\b", rules.shift(-2)),
        (r"\b(?:hôm qua|hom qua|hqua|hom wa|hôm wa|bữa qua|bua qua|yesterday|last night)\b", rules.shift(-1)),
        (r"\b(?:trưa qua|trua qua|chiều qua|chieu qua|đêm qua|dem qua|đêm hôm qua)\b", rules.shift(-1)),
        (
            r"\b(?:sáng qua|sang qua|tối qua|toi qua|tối nay|toi nay)\b(?! (?:phòng|phong|bên|ben|quầy|xã|nhà))",
            rules.evening,
        ),
        (
            r"\b(?:hôm nay|hom nay|hnay|bữa nay|bua nay|sáng nay|sang nay|trưa nay|trua nay|chiều nay|chieu nay|đêm nay"
            r"|vừa nãy|hồi nãy|lúc nãy|ban nãy|today|this (?:morning|afternoon|evening)|tonight|just now)\b",
            rules.this_day,
        ),
        (
            rf"\b(?:thứ|thu) ?(?P<day>[2-7]|hai|ba|tư|tu|bốn|bon|năm|nam|sáu|sau|bảy|bẩy|bay)\b(?!\s?[/0-9]){_WHEN}"
            r"(?P<first>)",
            rules.weekday,
        ),
        (
            rf"\b(?:sáng|sang|trưa|chiều|chieu|tối|hôm|hom|ngày|ngay) (?:t(?P<day>[2-7])|cn)\b{_WHEN}(?P<first>)",
            rules.weekday,
        ),
        (
            r"\b(?:(?P<first>last|past|this|next) )?"
            rf"(?P<day>monday|tuesday|wednesday|thursday|friday|saturday|sunday|chủ nhật|chu nhat"
            rf"|cn(?= tuần| tuan))\b{_WHEN}",
            rules.weekday,
        ),
        (
            rf"\b(?:cách đây|cach day|cách nay) {COUNT} (ngày|ngay|hôm|hom|bữa|tuần|tuan)\b(?:\s(?:trước|truoc))?",
            rules.ago,
        ),
        (rf"\b{COUNT} (ngày|ngay|hôm|hom|bữa|bua|tuần|tuan) (?:trước|truoc)\b(?! (?:khi|đó|do|ngày))", rules.ago),
        (rf"\b{COUNT} (day|week)s? ago\b", rules.ago),
        (r"\b(?:ngày mai|ngay mai|sáng mai|sang mai|chiều mai|chieu mai|tomorrow)\b|^(?:mai)$", rules.only_answer(1)),
        (r"\b(?:tuần|tuan|tháng|thang) (?:sau|tới)\b|\bnext (?:week|month)\b", rules.only_answer(7)),
    )
)
