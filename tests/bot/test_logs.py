"""What a log line may show: every case's code, and no phone number or token, however it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import logs

CODES = st.integers(0, 999_999_999).map("{:09}".format)
PHONES = st.builds(
    lambda start, rest, gap: gap.join((start + rest[:2], rest[2:5], rest[5:])),
    st.sampled_from(["09", "03", "08", "849", "+849", "+84 9", "020"]),
    st.text("0123456789", min_size=8, max_size=8),
    st.sampled_from(["", " ", ".", "-"]),
)


def shown(**entry: str) -> dict[str, str]:
    return dict(logs.redact(None, "info", dict(entry)))


@given(CODES)
def test_every_code_of_a_case_can_be_read(code: str) -> None:
    assert shown(event="a case cannot be moved on", code=code)["code"] == code


@given(
    PHONES, st.sampled_from(["event", "why", "said", "code", "error"]), st.sampled_from(["{}", "call {} now", "({})"])
)
def test_no_phone_number_can_be_read_in_any_field(phone: str, field: str, around: str) -> None:
    told = shown(**{field: around.format(phone)})[field]

    assert told == around.format("[phone]")


@pytest.mark.parametrize("field", ["event", "why", "parcel"])
def test_nine_digits_outside_the_field_for_codes_may_be_a_phone_and_are_hidden(field: str) -> None:
    assert shown(**{field: "012345678"})[field] == "[phone]"


def test_a_token_is_hidden_even_where_a_code_should_stand() -> None:
    assert shown(code="123456789:AAE-local_test_token_x")["code"] == "[token]"
