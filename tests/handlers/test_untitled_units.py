"""A unit named without its title, or in English, is understood where it can be no other."""

import pytest

from bot.packaged import units

TOWN = units()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("can bo tan yen lam cham", "Xã Tân Yên"),
        ("Cán bộ Tân Yên làm chậm", "Xã Tân Yên"),
        ("Tôi ở Tân Yên, muốn phản ánh đèn đường hỏng", "Xã Tân Yên"),  # the former district has no office any more
        ("UBND Tân Yên chậm quá", "Xã Tân Yên"),
        ("tan yen lam cham qua", "Xã Tân Yên"),
        ("mot cua tu son lam cham", "Phường Từ Sơn"),
        ("The officer at Tan Yen commune was rude", "Xã Tân Yên"),
        ("the office of Tan Yen is always closed", "Xã Tân Yên"),
        ("Tan Yen ward keeps me waiting", "Xã Tân Yên"),
        ("waited all day in Bac Giang ward", "Phường Bắc Giang"),
        ("nobody at Nenh ward answers", "Phường Nếnh"),
        ("Tân Yên commune lost my papers", "Xã Tân Yên"),
    ],
)
def test_a_unit_without_a_title_is_understood(text: str, expected: str) -> None:
    unit = TOWN.named_in(text)

    assert unit is not None
    assert unit.name == expected


@pytest.mark.parametrize(
    "text",
    [
        "can bo huyen tan yen lam cham",
        "Tan Yen district office is slow",
        "cán bộ Bắc Giang làm chậm",  # the city, the province or the ward
        "cán bộ Tân Yên và cán bộ Đa Mai làm chậm",
        "can bo da mai khong lam",  # "đã mãi"
        "toi o day tu luc nam gio",
        "Hoàng Vân ở quầy 3 quát tôi",  # a person
        "bà Nguyễn Thị Tân Yên",
        "thôn Tân Tiến mất nước",
        "nhà tôi gần Tân Yên",
    ],
)
def test_what_may_be_another_place_a_person_or_plain_words_is_asked_about(text: str) -> None:
    assert TOWN.named_in(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at Tan Yen commune", "Xã Tân Yên"),
        ("the office of Tan Yen", "Xã Tân Yên"),
        ("in Bac Giang ward", "Phường Bắc Giang"),
    ],
)
def test_the_search_forgives_english_words_before_a_name(text: str, expected: str) -> None:
    assert TOWN.find(text)[0].name == expected
