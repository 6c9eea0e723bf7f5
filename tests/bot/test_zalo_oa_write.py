"""Our messages as Zalo's bodies: within every limit, nothing left out."""

import unicodedata
from io import BytesIO

import pytest
from PIL import Image

from bot.channels.zalo_oa.pictures import shrunk
from bot.channels.zalo_oa.write import Call, Upload, split, write
from handlers.talk.says import Attachment, Label, Message
from tests.fakes.zalo_oa_house import noisy
from tests.fakes.zalo_oa_methods import Sent, State, Uploaded, checked

PDF = Attachment(hash="pdf", mime="application/pdf", name="đơn.pdf")
JPEG = Attachment(hash="pic", mime="image/jpeg", name="photo.jpg")


def texts(calls: list[Call]) -> list[str]:
    return [str(call.message.get("text", "")) for call in calls]


def test_a_text_is_sent_composed_as_zalo_counts_it() -> None:
    apart = unicodedata.normalize("NFD", "Cảm ơn anh/chị")

    assert write(Message(text=apart)) == [Call({"text": "Cảm ơn anh/chị"})]


def test_two_thousand_characters_go_in_one_message_and_one_more_in_two() -> None:
    assert len(write(Message(text="ă" * 2000))) == 1
    assert [len(one) for one in texts(write(Message(text="ă" * 2001)))] == [2000, 1]


def test_a_long_text_is_cut_between_words_and_nothing_is_lost() -> None:
    words = " ".join(f"từ{at}" for at in range(1500))

    parts = split(words)

    assert " ".join(parts) == words
    assert all(0 < len(part) <= 2000 for part in parts)


def test_buttons_are_queries_whose_payload_says_the_step() -> None:
    (call,) = write(Message(text="Gửi?", buttons=(Label(text="Gửi", step="report.confirm", value="send"),)))

    wanted = {"title": "Gửi", "type": "oa.query.hide", "payload": "#ln:report.confirm|send"}
    assert call.message["attachment"] == {"type": "template", "payload": {"buttons": [wanted]}}


def test_the_template_type_is_sent_where_the_setting_names_one() -> None:
    (call,) = write(Message(text="Gửi?", buttons=(Label(text="Gửi", step="a"),)), "button")

    assert call.message["attachment"]["payload"]["template_type"] == "button"


def test_the_buttons_of_a_long_text_are_on_its_last_part() -> None:
    calls = write(Message(text="ă " * 1500, buttons=(Label(text="Gửi", step="a"),)))

    assert ["attachment" in call.message for call in calls] == [False, True]


@pytest.mark.parametrize("text", ["", "   ", "\x00"])
def test_an_empty_text_becomes_a_sign(text: str) -> None:
    assert texts(write(Message(text=text))) == ["…"]


def test_a_picture_carries_its_words_unless_there_are_buttons_or_too_many() -> None:
    assert write(Message(text="ảnh", file=JPEG)) == [Call({"text": "ảnh"}, Upload("pic", "photo.jpg", "image"))]
    assert len(write(Message(text="ảnh", file=JPEG, buttons=(Label(text="Gửi", step="a"),)))) == 2
    assert len(write(Message(text="ă" * 2001, file=JPEG))) == 3


def test_a_document_goes_before_its_words() -> None:
    assert write(Message(text="đơn", file=PDF)) == [Call({}, Upload("pdf", "đơn.pdf", "file")), Call({"text": "đơn"})]


def test_a_document_gets_the_ending_that_zalo_goes_by() -> None:
    (first, _) = write(Message(text="đơn", file=PDF.model_copy(update={"name": "đơn"})))

    assert first.upload == Upload("pdf", "đơn.pdf", "file")


def test_a_file_that_zalo_does_not_carry_is_at_least_named() -> None:
    voice = Attachment(hash="ogg", mime="audio/ogg", name="voice.ogg")

    assert texts(write(Message(text="nghe giúp", file=voice), left="có tệp voice.ogg")) == [
        "có tệp voice.ogg",
        "nghe giúp",
    ]


@pytest.mark.parametrize("buttons", [0, 1, 5])
@pytest.mark.parametrize("length", [0, 1, 1999, 2000, 2001, 9000])
@pytest.mark.parametrize("file", [None, JPEG, PDF])
def test_whatever_is_written_zalo_takes(buttons: int, length: int, file: Attachment | None) -> None:
    labels = tuple(Label(text=f"Nút {at}" * 30, step="a.b", value="x" * 64) for at in range(buttons))
    state = State()
    state.uploads = {"pic": _kept("image"), "pdf": _kept("file")}

    for call in write(Message(text="ă" * length, buttons=labels, file=file)):
        shown = call.shown(call.upload.hash) if call.upload else call.message
        assert checked(state, shown, Sent("1", "2"))


def _kept(kind: str) -> Uploaded:
    return Uploaded(kind, b"", "a", State().now())


def test_a_picture_of_more_than_a_megabyte_is_drawn_smaller() -> None:
    small = shrunk(noisy())

    assert len(small) <= 1_000_000
    assert Image.open(BytesIO(small)).format == "JPEG"


def test_a_small_picture_is_left_as_it_is() -> None:
    assert shrunk(b"\xff\xd8\xff123") == b"\xff\xd8\xff123"


def test_what_is_no_picture_cannot_be_made_smaller() -> None:
    with pytest.raises(ValueError, match="no picture"):
        shrunk(b"odd" * 1_000_000)
