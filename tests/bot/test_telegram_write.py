"""Messages of every kind become calls within Telegram's limits."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.channel import Refused
from bot.channels.telegram.keyboard import data, keyboard, units
from bot.channels.telegram.settings import LIMITS
from bot.channels.telegram.write import Call, Upload, split, write
from handlers.talk.says import Attachment, Label, Message

LONG = "Cống trước nhà số 12 bị nghẹt, nước tràn ra đường.\n" * 200
PICTURE = Attachment(hash="ab12", mime="image/jpeg", name="giấy hẹn.jpg")


def labels(*texts: str) -> tuple[Label, ...]:
    return tuple(Label(text=text, step="ask", value=str(at)) for at, text in enumerate(texts))


def rows(*texts: str) -> list[list[str]]:
    board = keyboard(labels(*texts)) or {"inline_keyboard": []}
    return [[button["text"] for button in row] for row in board["inline_keyboard"]]


def within_limits(call: Call) -> bool:
    """Tell whether a call is one that Telegram takes."""
    text, caption = call.params.get("text"), call.params.get("caption")
    board: dict[str, Any] = call.params.get("reply_markup") or {}
    buttons = [button for row in board.get("inline_keyboard", []) for button in row]
    return (
        (text is None or (bool(text.strip()) and units(text) <= 4096))
        and units(caption or "") <= 1024
        and len(buttons) <= 100
        and all(len(row) <= 8 for row in board.get("inline_keyboard", []))
        and all(1 <= len(button["callback_data"].encode()) <= 64 and button["text"].strip() for button in buttons)
    )


def test_words_go_as_plain_text_without_previews_of_links() -> None:
    assert write("5001", Message(text="Chào anh/chị 👋")) == [
        Call(
            "send_message",
            {
                "chat_id": 5001,
                "text": "Chào anh/chị 👋",
                "reply_markup": None,
                "link_preview_options": {"is_disabled": True},
            },
        )
    ]


def test_buttons_carry_step_and_value() -> None:
    (call,) = write("5", Message(text="Gửi?", buttons=(Label(text="Gửi đi", step="confirm", value="yes"),)))

    assert call.params["reply_markup"] == {"inline_keyboard": [[{"text": "Gửi đi", "callback_data": "confirm|yes"}]]}


def test_a_long_text_is_cut_between_lines_and_the_buttons_stand_below_the_last_part() -> None:
    calls = write("5", Message(text=LONG, buttons=labels("Có", "Không")))

    assert len(calls) == 3
    assert all(call.params["text"].startswith("Cống") for call in calls)
    assert all(call.params["text"].endswith("đường.") for call in calls)
    assert [bool(call.params["reply_markup"]) for call in calls] == [False, False, True]


def test_a_text_without_lines_is_cut_between_words_and_one_without_words_anywhere() -> None:
    assert {len(part) % 5 for part in split(("bốn. " * 2000).strip())} == {4}
    assert [units(part) for part in split("😟" * 3000)] == [4096, 1904]


@given(st.text(st.sampled_from("a ề😟\n"), max_size=300), st.integers(4, 40))
def test_no_part_is_too_long_and_no_word_is_lost(text: str, limit: int) -> None:
    parts = split(text.strip(), limit)

    assert all(units(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_an_empty_text_still_says_something() -> None:
    assert [call.params["text"] for call in write("5", Message(text=" \n"))] == ["…"]


def test_half_a_surrogate_pair_is_mended() -> None:
    (call,) = write("5", Message(text="a\ud83d", buttons=(Label(text="\ud83dx", step="s", value="\ud83d"),)))

    assert call.params["text"] == "a\ufffd"
    assert str(call.params["reply_markup"]).encode()


def test_a_card_is_edited_in_place() -> None:
    (call,) = write("5", Message(text="Đã nhận", replaces="77"))

    assert call.method == "edit_message_text"
    assert call.params["message_id"] == 77


def test_of_a_long_card_the_first_part_is_edited_and_the_rest_follows() -> None:
    calls = write("5", Message(text=LONG, replaces="77"))

    assert [call.method for call in calls] == ["edit_message_text", "send_message", "send_message"]


def test_a_card_of_another_channel_is_sent_anew() -> None:
    assert write("5", Message(text="Đã nhận", replaces="web-1"))[0].method == "send_message"


@pytest.mark.parametrize(
    ("mime", "method", "slot"),
    [
        ("image/jpeg", "send_photo", "photo"),
        ("image/png", "send_photo", "photo"),
        ("audio/ogg", "send_voice", "voice"),
        ("audio/mpeg", "send_document", "document"),
        ("application/pdf", "send_document", "document"),
        ("video/mp4", "send_document", "document"),
    ],
)
def test_a_file_goes_in_the_way_of_its_kind(mime: str, method: str, slot: str) -> None:
    file = Attachment(hash="ab12", mime=mime, name="tệp")

    (call,) = write("5", Message(text="Bằng chứng", file=file, buttons=labels("Có")))

    assert call.method == method
    assert call.params[slot] == Upload("ab12", "tệp")
    assert call.params["caption"] == "Bằng chứng"
    assert call.params["reply_markup"]


def test_a_text_too_long_for_a_caption_follows_its_file() -> None:
    calls = write("5", Message(text=LONG, file=PICTURE, buttons=labels("Có")))

    assert [call.method for call in calls] == ["send_photo", "send_message", "send_message", "send_message"]
    assert "caption" not in calls[0].params
    assert calls[-1].params["reply_markup"]
    assert all(within_limits(call) for call in calls)


def test_a_file_alone_has_no_caption() -> None:
    (call,) = write("5", Message(text="", file=PICTURE))

    assert call.params["caption"] is None


def test_a_file_name_cannot_break_the_form_that_carries_it() -> None:
    file = Attachment(hash="ab12", mime="application/pdf", name='a"\r\nX: y/..\\b.pdf')

    (call,) = write("5", Message(text="", file=file))

    assert call.params["document"].name == "a___X: y_.._b.pdf"


def test_a_wish_for_a_place_adds_nothing() -> None:
    assert write("5", Message(text="Ở đâu ạ?", want="place")) == write("5", Message(text="Ở đâu ạ?"))


def test_an_address_of_another_channel_is_refused() -> None:
    with pytest.raises(Refused):
        write("web-user", Message(text="a"))


def test_short_labels_share_a_row_and_long_ones_stand_alone() -> None:
    assert rows("Có", "Không") == [["Có", "Không"]]
    assert rows(*"12345", "Bỏ qua") == [list("12345"), ["Bỏ qua"]]
    assert rows("Đúng rồi", "Chưa", "Bỏ qua") == [["Đúng rồi", "Chưa", "Bỏ qua"]]
    assert rows("Đã xong", "Một phần", "Chưa", "Bỏ qua") == [["Đã xong", "Một phần"], ["Chưa", "Bỏ qua"]]
    assert rows("Thái độ cán bộ", "Trễ hẹn trả kết quả giấy tờ") == [
        ["Thái độ cán bộ"],
        ["Trễ hẹn trả kết quả giấy tờ"],
    ]


def test_digits_stand_up_to_five_in_a_row() -> None:
    assert rows(*"12345") == [list("12345")]
    assert rows(*"123456789") == [list("12345"), list("6789")]


def test_a_long_label_is_cut_between_letters_and_shows_it() -> None:
    ((text,),) = rows("Trung tâm Phục vụ hành chính công " * 6)

    assert text.endswith("…")
    assert len(text.encode()) <= LIMITS.label


def test_a_button_that_telegram_would_refuse_is_left_out_and_the_rest_is_sent() -> None:
    fits = Label(text="Vừa", step="s", value="ă" * 31)
    heavy = Label(text="Quá dài", step="s", value="ă" * 32)
    blank = Label(text=" ", step="s")

    assert len(data(fits).encode()) == 64
    assert keyboard([fits, heavy, blank]) == keyboard([fits])
    assert keyboard([heavy]) is None


def test_no_more_than_a_hundred_buttons_are_sent() -> None:
    (call,) = write("5", Message(text="a", buttons=labels(*map(str, range(120)))))

    assert sum(map(len, call.params["reply_markup"]["inline_keyboard"])) == 100
    assert within_limits(call)


@given(
    st.builds(
        Message,
        text=st.text(max_size=6000),
        buttons=st.lists(
            st.builds(Label, text=st.text(max_size=120), step=st.text(max_size=40), value=st.text(max_size=40)),
            max_size=120,
        ).map(tuple),
        file=st.none() | st.just(PICTURE),
        replaces=st.none() | st.text(max_size=5),
    )
)
def test_whatever_is_said_stays_within_the_limits(message: Message) -> None:
    assert all(within_limits(call) for call in write("5", message))
