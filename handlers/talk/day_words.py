"""The words around a number that tell whether it is a day: cues, shares, appointments, counts, names of days."""

import re
from typing import Final

MONTHS: Final = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
WEEKDAYS: Final = {
    word: weekday
    for weekday, words in enumerate(
        (
            *("2 hai monday", "3 ba tuesday", "4 tư tu bốn bon wednesday", "5 năm nam thursday", "6 sáu sau friday"),
            *("7 bảy bẩy bay saturday", "chủ chu cn sunday"),
        )
    )
    for word in words.split()
}
COUNTS: Final = {
    word: count
    for count, words in enumerate(
        (
            *("một mot a one", "hai two", "ba three", "bốn bon four", "năm nam five", "sáu sau six"),
            *("bảy bay seven", "tám tam eight", "chín chin nine", "mười muoi ten"),
        ),
        start=1,
    )
    for word in words.split()
}
COUNT: Final = rf"([0-9]{{1,3}}|{'|'.join(COUNTS)})"
MONTH: Final = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
START: Final = r"(?<![\w/.,:-])"
STOP: Final = r"(?![\w/]|[.,:-][0-9])"

CUE = re.compile(
    r"\b(?:ngày|ngay|hôm|hom|sáng|sang|trưa|trua|chiều|chieu|tối|từ|tu|đến|den|hẹn|hen|vào|vao|nộp|nop|on|since)\W?$"
)
APPOINTMENT = re.compile(r"\b(?:hẹn|hen|hạn|han|due|by|until)\b[^.!?\n]{0,12}$")
NUMBER_BEFORE = re.compile(
    r"\b(?:số|(?<!ho )so|ngõ|ngo|ngách|ngach|hẻm|hem|kiệt|thửa|thua|tờ|nhà|định|dinh|qđ|qd|luật|luat|khoản|tỷ lệ|ty le"
    r"|chiếm|chấm|cham|điểm|diem|lớp|lop|no|km|phòng|phong)\W{0,2}$"
)
SHARE_AFTER = re.compile(
    r"\s*(?:số|so|hộ|ho|dân|dan|người|nguoi|diện|dien|tổng|tong|thành viên|thanh vien|đại biểu|dai bieu|phần|phan|ngôi"
    r"|giá|gia|tiền|tien|thửa|thua|thôn|thon|phiếu|phieu|điểm|diem|sao|stars?|points?|of|quãng|đoạn|cán bộ|can bo|em"
    r"|cháu|hồ sơ|ho so|giấy|lương|luong)\b"
)
SHARES: Final = frozenset({(1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (24, 7), (24, 24)})
NO_WEEKDAY_BEFORE = re.compile(
    r"\b(?:lần|lan|người|nguoi|con|đứa|dua|lớp|lop|hạng|hang|vòng|vong|đợt|dot|tầng|tang|quầy|quay|mỗi|moi|các|cac|mọi"
    r"|những|nhung|every|(?:thêm|them|một|mot|cả|ca) (?:buổi |buoi )?(?:sáng|sang|chiều|chieu|ngày|ngay)?) ?$"
)
NO_WEEKDAY_AFTER = re.compile(
    r" ?(?:triệu|trieu|nghìn|nghin|tr\b|k\b|đồng|dong|lần|lan\b|hàng tuần|hằng tuần|hang tuan|mornings?|afternoons?)"
)
DAY_ONLY_AFTER = re.compile(
    r"\s?(?:[/.,:-]?[0-9]|tháng|thang|âm|am lich|tiếng|tieng|giờ|gio|h\b|lần|lan|buổi|buoi|người|nguoi|hộ|ho|ca\b|lượt"
    r"|luot|nghìn|nghin|triệu|trieu|k\b|ngày|ngay|%)"
)
EACH_BEFORE = re.compile(r"(?:[0-9]|\b(?:mỗi|moi|một|mot|hai|ba|vài|vai|mấy|may|nhiều|nhieu|bao nhiêu|của|cả)) ?$")
UNTIL_BEFORE = re.compile(r"(?:[0-9]|\b(?:đến|den|tới|toi|hết|mấy|may|ba|hai|vài|vai|bốn|năm|nhiều|bao)) ?$")
DAY_FOLLOWS = re.compile(r"[ ,(]*(?:ngày |ngay |hôm |hom )?\0")
ENGLISH = re.compile(r"\b(?:the|on|since|my|is|was|it|at|of|they|we|have)\b")


SCORE_AFTER = re.compile(r"\s?(?:điểm|diem|sao\b|stars?\b|points?\b)")
