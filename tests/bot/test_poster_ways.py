"""Which channels a poster shows: those that are configured and can be reached, and what is said of the others."""

from bot.config import Config, Poster, Telegram, Web
from bot.posters.ways import Doors, doors
from tests.fakes.telegram_server import TOKEN, TelegramServer

PUBLIC = Web(public_url="https://langnghe.example.vn")
NOWHERE = "http://127.0.0.1:1"


async def asked(config: Config) -> tuple[Doors, str]:
    """Give the doors of a configuration, and what was said of those that are left out."""
    said: list[str] = []
    found = await doors(config, said.append)
    return found, "\n".join(said)


async def test_with_nothing_configured_it_is_a_trial_of_the_web_chat_and_says_so() -> None:
    found, said = await asked(Config(web=Web(port=9000)))

    assert found == Doors(web="http://127.0.0.1:9000", trial=True)
    assert "No channel has a public address yet, so this is a trial" in said
    assert "[web] public_url" in said


async def test_only_what_is_configured_appears() -> None:
    assert await asked(Config(web=PUBLIC)) == (Doors(web=PUBLIC.public_url), "")


async def test_telegram_is_asked_for_the_name_of_its_bot() -> None:
    async with TelegramServer() as server:
        found, said = await asked(Config(web=PUBLIC, telegram=Telegram(token=TOKEN, api_base=server.url)))

    assert found == Doors(web=PUBLIC.public_url, telegram="https://t.me/langnghe_bot")
    assert said == ""


async def test_where_telegram_is_blocked_its_name_is_written_down_and_nobody_is_asked() -> None:
    telegram = Telegram(token=TOKEN, api_base=NOWHERE)
    found, said = await asked(Config(web=PUBLIC, telegram=telegram, poster=Poster(telegram_bot="@langnghe_bot")))

    assert (found.telegram, said) == ("https://t.me/langnghe_bot", "")


async def test_a_telegram_that_cannot_be_reached_is_left_out_in_words_without_its_token() -> None:
    found, said = await asked(Config(web=PUBLIC, telegram=Telegram(token=TOKEN, api_base=NOWHERE)))

    assert found == Doors(web=PUBLIC.public_url)
    assert "Telegram is left out" in said
    assert "[poster] telegram_bot" in said
    assert TOKEN.partition(":")[2] not in said


async def test_a_refused_token_or_an_answer_that_is_none_leaves_telegram_out() -> None:
    async with TelegramServer() as server:
        telegram = Telegram(token="123456789:AAE-another_token_altogether", api_base=server.url)
        found, said = await asked(Config(web=PUBLIC, telegram=telegram))

    assert found.telegram == ""
    assert "Telegram is left out" in said


async def test_without_a_public_address_the_web_chat_is_left_out_where_another_way_is_open() -> None:
    found, said = await asked(Config(poster=Poster(telegram_bot="langnghe_bot")))

    assert found == Doors(telegram="https://t.me/langnghe_bot")
    assert "The web chat is left out" in said


async def test_a_zalo_bot_appears_by_the_link_that_somebody_has_tried() -> None:
    link = "https://zalo.me/1459232241454765289"

    assert (await asked(Config(poster=Poster(zalo_bot_link=link))))[0].zalo_bot == link
