"""When two reports are about one matter, measured on paraphrases and on unlike reports; and which joins which."""

import json
import random
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from handlers.casework.cases import Case, Status
from handlers.casework.organisation import Organisation
from handlers.casework.routing import CaseEvent, recipients
from handlers.casework.similar import ALIKE, LONGEST, MATTER, MOST_WORDS, alike, folded, likeness, telling, twin
from tests.handlers.oracles import DAYS, filed, some_case, some_organisation

MATTERS = (
    (
        "Máy lấy số ở bộ phận một cửa hỏng từ sáng, mọi người chen nhau không ai biết tới lượt ai",
        "may lay so hong ca tuan nay, dan chen nhau truoc quay ma khong ai huong dan",
        "Cái máy lấy số thứ tự bị hỏng, không ai gọi số nên người đến sau lại được vào trước",
    ),
    (
        "Ghế ngồi chờ hỏng hết, người già phải đứng cả buổi",
        "phong cho ghe hong gan het, nguoi gia phai dung",
        "Ghế ngồi ở phòng chờ một cửa gãy hỏng mà không thay, các cụ già toàn phải đứng chờ",
    ),
    (
        "Nộp hồ sơ tách thửa từ 12/9, hẹn 3/10 trả kết quả mà đến nay chưa có",
        "ho so tach thua nop thang truoc, hen 3/10 tra ma chua thay goi",
        "Tôi nộp hồ sơ tách thửa đất, giấy hẹn ghi đầu tháng 10 trả, giờ vẫn chưa trả kết quả",
    ),
    (
        "Chị cán bộ quầy 3 quát mắng mẹ tôi trước mặt mọi người",
        "can bo quay 3 quat mang nguoi dan, mẹ tôi hỏi lại một câu là bị quát",
        "Nhân viên ở quầy số 3 hay quát mắng, hôm nay lại quát một bà cụ trước mặt mọi người",
    ),
    (
        "Cán bộ gợi ý đưa thêm 500 nghìn thì mới làm nhanh giấy đăng ký kết hôn",
        "di lam giay ket hon bi goi y dua them tien moi lam nhanh",
        "Làm giấy kết hôn mà anh cán bộ gợi ý đưa thêm 500 nghìn cho nhanh",
    ),
    (
        "Trang dịch vụ công báo lỗi khi nộp hồ sơ khai sinh, bấm gửi là văng ra",
        "nop ho so khai sinh tren trang dich vu cong toan bao loi, bam gui khong duoc",
        "Dịch vụ công bị lỗi, nộp khai sinh trên mạng bấm gửi thì báo lỗi hệ thống",
    ),
    (
        "Cầu thang lên phòng một cửa không có lối cho xe lăn, chồng tôi phải cõng",
        "khong co loi len cho xe lan, nguoi khuyet tat khong vao duoc mot cua",
        "Bộ phận một cửa ở tầng hai mà không có đường dốc cho xe lăn",
    ),
    (
        "Thu lệ phí chứng thực 50 nghìn một bản, bảng niêm yết ghi 2 nghìn một trang",
        "chung thuc giay to thu 50 nghin mot ban ma khong co bien lai",
        "Lệ phí chứng thực thu cao hơn bảng niêm yết, một bản 50 nghìn",
    ),
    (
        "10 giờ sáng thứ Hai mà quầy hộ tịch không có ai ngồi, chờ đến trưa",
        "quay ho tich khong co nguoi, toi cho tu sang den trua",
        "Sáng nay quầy hộ tịch bỏ trống không có ai, dân chờ đến trưa rồi về",
    ),
    (
        "Bắt tôi đi lại bốn lần bổ sung giấy xác nhận tình trạng hôn nhân, lần nào cũng thiếu một thứ",
        "di lai 4 lan van thieu giay to, moi lan lai bao bo sung giay xac nhan hon nhan kieu khac",
        "Làm xác nhận tình trạng hôn nhân mà đi lại nhiều lần, mỗi lần cán bộ đòi bổ sung một loại giấy",
    ),
)
"""Ten matters, each told by three people in their own words, one of them without marks."""
PAPERS = (
    ("giấy khai sinh cho con", "khai sinh"),
    ("sổ đỏ", "sổ đỏ nhà đất"),
    ("giấy phép xây dựng", "giấy phép xây dựng nhà ở"),
    ("tách thửa đất", "hồ sơ tách thửa"),
    ("đăng ký kết hôn", "giấy đăng ký kết hôn"),
)
WAITING = (
    "Nộp {} từ 12/9 ở quầy 3, hẹn 3/10 trả kết quả mà đến nay chưa có",
    "tôi làm {} nộp hồ sơ tại bộ phận một cửa xã Tân Yên ngày 2/10/2026, phiếu hẹn trả ngày 20/10 mà chưa trả kết quả",
    "Hồ sơ {} của tôi quá hẹn hai tuần, ra quầy số 2 hỏi cán bộ bảo chờ, chưa biết khi nào có kết quả",
    "ho so {} nop ngay 5/9 hen 25/9 tra ma den nay chua thay goi, len xa Tan Yen hoi thi bao chua co ket qua",
    "Em làm {} hẹn thứ sáu tuần trước mà hôm nay ra vẫn bảo chưa xong, mất cả buổi",
    "Tôi nộp {} ở UBND xã Tân Yên, quá hẹn trả kết quả 10 ngày làm việc, gọi điện không ai nghe máy",
)
"""How everybody tells that a paper is late; what the paper is, is one or two words."""
LATE = [[folded(told.format(paper), "Xã Tân Yên") for told in WAITING for paper in papers] for papers in PAPERS]
REPORTS = [
    row["text"]
    for row in map(json.loads, Path(__file__).with_name("samples.jsonl").read_text("utf-8").splitlines())
    if row["intent"] == "report" and row["lang"] == "vi"
]
TELLINGS = [tuple(map(folded, matter)) for matter in MATTERS]
NOW = DAYS[5]


def test_four_of_five_paraphrases_are_recognised() -> None:
    same = [pair for matter in TELLINGS for pair in combinations(matter, 2)]

    assert len(same) == 30
    assert sum(alike(*pair) for pair in same) / len(same) >= 0.8


def test_no_two_of_the_ten_matters_are_taken_for_one() -> None:
    unlike = [(one, other) for ours, theirs in combinations(TELLINGS, 2) for one in ours for other in theirs]

    assert len(unlike) == 405
    assert not any(alike(*pair) for pair in unlike)


def test_those_who_wait_in_the_same_words_for_different_papers_are_not_alike() -> None:
    unlike = [(one, other) for ours, theirs in combinations(LATE, 2) for one in ours for other in theirs]

    assert len(unlike) == 1440
    assert [pair for pair in unlike if alike(*pair)] == []


def test_those_who_wait_for_the_same_paper_mostly_are() -> None:
    same = [pair for ours in LATE for pair in combinations(ours, 2)]

    assert sum(alike(*pair) for pair in same) / len(same) > 0.4


def test_the_name_of_the_unit_says_nothing_and_its_syllables_elsewhere_stay() -> None:
    told = folded("Xã Tân Yên, bến Tân, thôn Yên: xã tan yen", "Xã Tân Yên")

    assert told == "xa ben tan thon yen xa"
    assert folded("Tân Yên") == "tan yen"


def test_of_more_than_fifty_thousand_pairs_of_unlike_reports_hardly_any_is_linked() -> None:
    """Some of these pairs are in truth about one matter; a false link costs an official one look."""
    pairs = list(combinations(map(folded, REPORTS), 2))

    assert len(pairs) > 50_000
    assert sum(alike(*pair) for pair in pairs) / len(pairs) < 0.0005


@pytest.mark.parametrize("seed", range(5))
def test_long_reports_are_not_alike_for_being_long(seed: int) -> None:
    drawn = random.Random(seed).sample(REPORTS, 24)

    assert not alike(folded(" ".join(drawn[:12])), folded(" ".join(drawn[12:])))


@pytest.mark.parametrize("text", REPORTS[:40])
def test_a_report_is_like_itself_and_likeness_is_mutual(text: str) -> None:
    other = REPORTS[7]

    assert likeness(folded(text), folded(text)) in (0.0, pytest.approx(100))
    assert likeness(folded(text), folded(other)) == pytest.approx(likeness(folded(other), folded(text)))
    assert 0 <= likeness(folded(text), folded(other)) <= 100


@pytest.mark.parametrize("text", ["", "…", "tôi không có", "hỏng", "😀😀😀"])
def test_words_that_tell_nothing_are_like_nothing(text: str) -> None:
    assert likeness(folded(text), folded(text)) == 0


def test_what_is_kept_and_looked_for_has_a_bound() -> None:
    long = "Đường hỏng " * 5_000

    assert len(folded(long)) <= LONGEST
    assert len(telling(folded(" ".join(REPORTS)))) == MOST_WORDS
    assert telling("toi khong co duong hong") == ("duong", "hong")
    assert (ALIKE, MATTER) == (58, 45)


def pairs_of_cases(seed: int) -> Iterator[tuple[Case, Case, Organisation]]:
    """Give random pairs of an earlier case and a new report of one person in random organisations."""
    dice = random.Random(seed)
    org = some_organisation(dice)
    for _ in range(20):
        earlier, report = some_case(dice, org), some_case(dice, org)
        same = {"reporter": earlier.reporter, "unit": earlier.unit, "category": earlier.category, "filed_at": NOW}
        if dice.random() < 0.7:
            same["about"] = earlier.about
        not_for = dice.choice(((), (), ("head",), ("officer", "member")))
        wider = dice.choice((not_for, ("officer", "head", "member", "inspector")))
        yield (
            earlier.model_copy(update={"not_for": wider, "status": dice.choice((Status.FORWARDED, Status.ACCEPTED))}),
            report.model_copy(update=same | {"not_for": not_for, "reach": (), "recused": ()}),
            org,
        )


@pytest.mark.parametrize("seed", range(60))
def test_a_report_never_joins_a_case_that_somebody_reads_who_must_not_read_the_report(seed: int) -> None:
    """By asking, for every reader of the earlier case, who would read the report if it lay on every desk."""
    for earlier, report, org in pairs_of_cases(seed):
        everywhere = report.model_copy(update={"reach": tuple(org.posts)})
        allowed = {(one.post, one.person) for one in recipients(everywhere, CaseEvent.DIGEST, org, NOW)}
        readers = {(one.post, one.person) for one in recipients(earlier, CaseEvent.DIGEST, org, NOW)}
        fits = earlier.open and earlier.about == report.about and set(report.not_for) <= set(earlier.not_for)
        wanted = earlier if fits and readers <= allowed else None
        if report.category == "praise":
            wanted = None

        assert twin(report, [earlier], org, NOW) == wanted


def plain(**changes: object) -> Case:
    """Give a case like any other, with these changes."""
    base = {"text": MATTERS[2][0], "reach": ("officer-00001",), "holder": "officer-00001", "status": "forwarded"}
    return filed(**{**base, **changes})


def test_the_same_category_or_similar_words_are_enough_and_the_newest_is_named() -> None:
    org = some_organisation(random.Random(1))
    older, newer = plain(code="100000001"), plain(code="100000002")

    assert twin(plain(text="x"), [newer, older], org, NOW) == newer
    assert twin(plain(category="facility", text=MATTERS[2][1]), [older], org, NOW) == older
    assert twin(plain(category="facility", text=MATTERS[1][0]), [older], org, NOW) is None


@pytest.mark.parametrize(
    "changes",
    [{"unit": "00002"}, {"status": "answered"}, {"status": "withdrawn"}, {"about": "staff"}, {"category": "praise"}],
)
def test_another_unit_an_answered_case_other_people_concerned_or_praise_is_no_twin(changes: dict[str, object]) -> None:
    org = some_organisation(random.Random(1))
    earlier, report = plain(), plain()
    if "category" in changes:
        report = plain(**changes, text="x")
    else:
        earlier = plain(**changes)

    assert twin(report, [earlier], org, NOW) is None
