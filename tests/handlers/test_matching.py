"""Phrases are found in text with marks, without them, in teencode and across a few words, never across sentences."""

import pytest

from handlers.talk.matching import Phrases, sentence


def found(entry: str, text: str) -> bool:
    return bool(Phrases({"it": {1: entry}}).weigh(sentence(text)))


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("qua hen", "Hồ sơ QUÁ HẸN rồi"),
        ("qua hen", "ho so qua hen roi"),
        ("khong ho so", "ko có gì, k hs"),
        ("quat|may ~ hong", "máy lấy số tự động hỏng"),
        ("thai_do|cach_noi kem", "cách nói kém"),
        ("# thang", "3 tháng"),
        ("# thang", "ba thang"),
        ("cháy nha", "chay nha"),
        ("cháy nha", "cháy nhà to quá"),
        ("!đm", "đm chúng nó"),
        ("dont help", "they don't help"),
        ("听不懂", "一直说听不懂"),
        ("uy ban", "ubnd xã"),
        ("hoa", "hoà với hòa"),
    ],
)
def test_a_phrase_is_found(entry: str, text: str) -> None:
    assert found(entry, text)


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("qua hen", "qua đường hẹn"),
        ("quat ~ hong", "có quạt. Cửa hỏng"),
        ("quat ~ hong", "quạt mới mua tháng trước hôm nay đã hỏng"),
        ("cháy nha", "người ta chạy về nhà"),
        ("cháy nha", "anh ấy chay nhà ở đây rất giỏi"),
        ("cháy", "chay"),
        ("!đm", "dm"),
        ("khong gia", "800 k giá"),
        ("# thang", "thang máy"),
    ],
)
def test_a_phrase_is_not_found(entry: str, text: str) -> None:
    assert not found(entry, text)


def test_an_entry_counts_once_however_often_it_occurs() -> None:
    assert Phrases({"it": {4: "qua hen; tre hen", -2: "khong tre"}}).weigh(sentence("quá hẹn, quá hẹn, không trễ")) == {
        "it": (4, -2)
    }


def test_several_tables_add_up() -> None:
    assert Phrases({"a": {1: "mot"}}, {"a": {2: "hai"}, "b": {3: "ba\nbon"}}).weigh(sentence("mot hai bon")) == {
        "a": (1, 2),
        "b": (3,),
    }
