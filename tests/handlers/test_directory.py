"""Finding a unit: exact and old names, lost diacritics, slips, and sentences that leave a doubt."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.packaged import units
from handlers.casework.directory import Directory, Unit
from handlers.casework.naming import read_words, untitled
from handlers.folding import fold

TOWN = units()
UNITS = pytest.mark.parametrize("unit", TOWN.units, ids=lambda unit: unit.code)


def found(text: str) -> list[str]:
    return [unit.name for unit in TOWN.find(text)]


def named(text: str) -> str | None:
    unit = TOWN.named_in(text)
    return unit.name if unit else None


@UNITS
def test_a_name_in_force_finds_exactly_its_unit(unit: Unit) -> None:
    nfd = unicodedata.normalize("NFD", unit.name)
    title, _, bare = unit.name.partition(" ")
    letter = {"Xã": "x.", "Phường": "P."}[title]

    for text in (unit.name, fold(unit.name), unit.name.upper(), nfd, f"{letter}{bare}", f"UBND {unit.name} "):
        assert TOWN.find(text) == (unit,), text


@UNITS
def test_an_earlier_name_of_a_unit_finds_exactly_that_unit(unit: Unit) -> None:
    assert all(TOWN.find(name) == (unit,) for name in unit.former)


@UNITS
def test_a_merged_commune_finds_the_unit_that_it_went_into(unit: Unit) -> None:
    for old, district in unit.merged:
        for text in (
            old,
            fold(old),
            untitled(old),
            fold(untitled(old)),
            fold(untitled(old)).replace(" ", ""),
        ):
            assert unit in TOWN.find(text), text
        assert unit == TOWN.find(f"{old}, {district}")[0]
        assert unit == TOWN.find(fold(f"{old} {untitled(district)}, tỉnh Bắc Giang"))[0]


@UNITS
def test_a_slip_of_one_letter_still_finds_the_unit(unit: Unit) -> None:
    bare = fold(untitled(unit.name))
    if len(bare.replace(" ", "")) < 5:
        return
    doubled = bare[:2] + bare[1] + bare[2:]
    swapped = bare[:-2] + bare[-1] + bare[-2]

    for text in (doubled, swapped, bare[:-1], f"xa {doubled}", f"phuong {swapped}"):
        assert unit in TOWN.find(text), text


def test_a_name_shared_with_a_district_gives_the_unit_first_and_then_the_district() -> None:
    expected = ["Xã Tân Yên", "Phường Đa Mai", "Xã Nhã Nam", "Xã Phúc Hòa", "Xã Quang Trung", "Xã Ngọc Thiện"]

    assert found("Tân Yên") == found("tan yen") == expected
    assert set(found("huyện Tân Yên")) == set(found("h. tan yen")) == set(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("xã Đồng Tiến", ["Xã Xuân Lương", "Xã Hoàng Vân"]),
        ("dong tien", ["Xã Xuân Lương", "Xã Hoàng Vân", "Phường Yên Phong"]),
        ("Đông Tiến", ["Phường Yên Phong"]),
        ("xã Đồng Tiến, Hiệp Hòa", ["Xã Hoàng Vân"]),
        ("dong ky", ["Xã Đồng Kỳ", "Phường Đồng Nguyên"]),
        ("Đồng Kỵ", ["Phường Đồng Nguyên"]),
        ("phuong dong ky", ["Phường Đồng Nguyên"]),
        ("phuong son", ["Phường Phượng Sơn", "Phường Lục Nam"]),
        ("phuong phuong son", ["Phường Phượng Sơn"]),
        ("dong son, tinh bac giang", ["Phường Bố Hạ", "Phường Tiền Phong"]),  # a province, not the old city
        ("xã Cao Xá, thành phố Bắc Ninh", ["Xã Tân Yên"]),  # nor this one
        ("quang minh", ["Xã Trung Chính", "Phường Vân Hà"]),
        ("phường Tân Yên", ["Xã Tân Yên"]),  # the wrong kind, but no district
    ],
)
def test_tones_kind_and_district_tell_names_apart_that_are_spelt_alike(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("thị trấn Thắng", "Phường Hiệp Hoà"),
        ("Hiệp Hòa", "Phường Hiệp Hoà"),
        ("Hiệp Hoà", "Phường Hiệp Hoà"),
        ("tt cho", "Phường Yên Phong"),
        ("xatanyen", "Xã Tân Yên"),
        ("UBND p. Nếnh", "Phường Nếnh"),
        ("lếnh", "Phường Nếnh"),
        ("nạng giang", "Phường Lạng Giang"),
        ("xa ly", "Xã Sa Lý"),
        ("huyen sn", "Xã Nghĩa Phương"),
        ("nenh ward", "Phường Nếnh"),
        ("Tan Yen commune", "Xã Tân Yên"),
        ("huyện Yên Dũng", "Phường Yên Dũng"),
        ("Trung tâm Phục vụ hành chính công phường Đa Mai", "Phường Đa Mai"),
        ("xã Cao Xá, huyện Tân Yên, tỉnh Bắc Giang", "Xã Tân Yên"),
        ("phường Đa Mai, thành phố Bắc Ninh", "Phường Đa Mai"),
    ],
)
def test_a_search_forgives_how_people_write(text: str, expected: str) -> None:
    assert found(text)[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tôi ở thôn Hậu xã Liên Chung huyện Tân Yên", ["Xã Phúc Hòa"]),
        ("tôi đang đứng ở ubnd xã tân yên", ["Xã Tân Yên"]),
        ("Xã Tân Yên nhé ạ", ["Xã Tân Yên"]),
        ("một cửa phường Nếnh ấy", ["Phường Nếnh"]),
        ("gần Liên Chung ấy, mà thuộc xã Tân Yên cơ", ["Xã Tân Yên"]),
        ("hình như là Liên Chung huyện Tân Yên", ["Xã Phúc Hòa"]),
    ],
)
def test_a_whole_sentence_typed_into_the_search_gives_the_unit_that_it_names(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_the_beginning_of_a_name_is_enough_with_its_own_tones_first() -> None:
    assert found("đồng")[0] == "Xã Đồng Kỳ"
    assert "Xã Ngọc Thiện" in found("ngoc")
    assert len(found("đồng")) == 8
    assert len(TOWN.find("đồng", limit=3)) == 3


def test_a_district_that_contradicts_the_name_is_offered_as_well() -> None:
    assert found("xã Phúc Sơn, huyện Tân Yên")[0] == "Xã Đại Sơn"
    assert "Xã Tân Yên" in found("xã Phúc Sơn, huyện Tân Yên")


@pytest.mark.parametrize("text", ["", " ", "x", "xã", "...", "😀", "zzzzzz", "Hà Nội", "xã Đồng Mẫu", "dong mau", "a"])
def test_nothing_is_found_where_nothing_is_near(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Em cảm ơn chị ở quầy hộ tịch phường Đa Mai nhiều ạ, hẹn 5 ngày mà 2 ngày đã xong!",
            "Phường Đa Mai",
        ),
        ("ubnd p. Nếnh đkkd hộ kd bao lâu có kq ạ? e nộp 3/11 r", "Phường Nếnh"),
        ("nop ho so o xa tan yen tu 12/9 chua thay goi", "Xã Tân Yên"),
        ("MỘT CỬA XÃ TÂN YÊN LÀM ĂN THẾ À", "Xã Tân Yên"),
        ("UBND xã Cao Xá hẹn mãi", "Xã Tân Yên"),
        ("Tôi nộp ở x.Ngọc Thiện", "Xã Ngọc Thiện"),
        ("ở xã Hiệp Hòa (nay là phường Hiệp Hoà)", "Phường Hiệp Hoà"),
        ("xã Đồng Tiến, huyện Hiệp Hòa", "Xã Hoàng Vân"),
        ("Thị trấn Chờ lâu quá", "Phường Yên Phong"),
        ("em nộp ở phường chũ hôm qua", "Phường Chũ"),
        ("Phường Nam Sơn, TP Bắc Ninh", "Phường Nam Sơn"),
        ("xã Cao Xá, thành phố Bắc Ninh", "Xã Tân Yên"),
        ("Xã Đồng Việt Bắc Giang chậm quá", "Xã Đồng Việt"),
        ("Xã Đồng Việt Huyện Yên Dũng chậm quá", "Xã Đồng Việt"),
        ("nhà tôi ở Tây Yên Tử", "Xã Tây Yên Tử"),
        (unicodedata.normalize("NFD", "ra phường Đa Mai"), "Phường Đa Mai"),
    ],
)
def test_a_sentence_that_names_one_unit_is_understood(text: str, expected: str) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "huyện Tân Yên làm chậm",
        "bộ phận một cửa xã Đồng Mẫu",  # no such unit
        "xã Tân Sơn Mẫu",
        "xã Tân Yen",  # a marked word is taken as it is written
        "tôi ở xã Đồng Mẫu nhưng nộp ở phường Đa Mai",
        "xã Đồng Tiến",  # two of them
        "ubnd dong son tinh bac giang",
        "xã Phúc Sơn, huyện Tân Yên",  # another one of that name
        "từ xã Tân Yên lên phường Đa Mai",
        "thị xã Việt Yên",
        "hợp tác xã Tân Sơn",
        "dia phuong tan tien",
        "nhà tôi xa Tân Yên lắm",
        "xã, Tân Yên",
        "hỏi xã Tân. Yên lặng mãi",
        "phường hồ sơ chưa trả",
        "nop o phuong ho so tach thua",
        "thị trấn chờ lâu quá",
        "xa chu dong lam",
        "phường mới làm đường",
        "anh Hoàng Văn Thụ ở quầy 3",
        "",
    ],
)
def test_a_sentence_that_leaves_a_doubt_is_asked_about(text: str) -> None:
    assert named(text) is None


@UNITS
def test_every_unit_is_understood_by_its_full_name(unit: Unit) -> None:
    assert TOWN.named_in(f"Sáng nay tôi ra một cửa {unit.name}, chờ mãi") == unit
    assert TOWN.named_in(fold(f"Sáng nay tôi ra một cửa {unit.name}, chờ mãi")) == unit


@pytest.mark.parametrize("name", ["Huyện Tân Yên", "Tân Yên", "huyện tân yên", "tan yen", "h. Tân Yên", "TAN YEN"])
def test_a_district_gives_its_units_however_it_is_written(name: str) -> None:
    assert {unit.code for unit in TOWN.district(name)} == {
        "07228",
        "07306",
        "07330",
        "07333",
        "07339",
        "07351",
    }


def test_every_district_gives_its_units_and_together_they_are_all() -> None:
    members = {district: TOWN.district(district) for district in TOWN.districts()}

    assert {unit for group in members.values() for unit in group} == set(TOWN.units)
    assert all(district in unit.districts for district, group in members.items() for unit in group)


@pytest.mark.parametrize("name", ["", "Đồng Mẫu", "Phường Đa Mai", "huyện"])
def test_an_unknown_district_has_no_units(name: str) -> None:
    assert TOWN.district(name) == ()


def test_a_unit_is_known_by_its_code_alone() -> None:
    unit = TOWN.get("07339")

    assert unit is not None
    assert unit.name == "Xã Tân Yên"
    assert TOWN.get("7339") is None


def test_a_current_name_wins_over_an_old_one_of_the_same_kind_elsewhere() -> None:
    new = Unit(code="1", name="Xã Mẫu", kind="xa", districts=("Huyện Một",))
    heir = Unit(code="2", name="Xã Hai", kind="xa", districts=("Huyện Một",), merged=(("Xã Mẫu", "Huyện Một"),))

    town = Directory((heir, new))

    assert town.find("xã Mẫu") == (new,)
    assert town.find("Mẫu") == (new, heir)


@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from(["xã", "phường", "P", ".", "Tân", "Yên", "huyện", "hồ", "tỉnh Bắc Ninh"])).map(" ".join)
)
def test_no_text_makes_the_search_stumble(text: str) -> None:
    assert len(TOWN.find(text)) <= 8
    assert TOWN.named_in(text) in (None, *TOWN.units)
    assert set(TOWN.district(text)) <= set(TOWN.units)


def test_a_very_long_text_is_cut_before_it_is_searched() -> None:
    assert found("xã Tân Yên " * 1000)[0] == "Xã Tân Yên"
    assert named("xã Tân Yên " * 1000) == "Xã Tân Yên"
    assert found("nơi nào đó " + "Bắc Ninh " * 3000)


def test_words_keep_their_tones_wherever_the_mark_is_put() -> None:
    assert read_words("hòa")[0].tone == read_words("hoà")[0].tone != read_words("hoa")[0].tone
