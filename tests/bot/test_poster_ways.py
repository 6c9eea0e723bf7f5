"""Which channels a poster shows: those that are configured and can be reached, and what is said of the others."""

import pytest
from aiohttp import web

from bot.config import Config, Poster, Telegram, Web
from bot.posters.ways import Doors, doors, zalo_bot_door, zalo_oa_door
from bot.zalo_sections import ZaloBot, ZaloOa
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


async def test_a_refused_token_leaves_telegram_out() -> None:
    async with TelegramServer() as server:
        telegram = Telegram(token="123456789:AAE-another_token_altogether", api_base=server.url)
        found, said = await asked(Config(web=PUBLIC, telegram=telegram))

    assert found.telegram == ""
    assert "Telegram is left out" in said


@pytest.mark.parametrize(
    "answer",
    [
        "<html>a proxy's page</html>",
        "[]",
        '{"ok": true, "result": null}',
        '{"ok": true, "result": {"username": 7}}',
        '{"ok": true, "result": {"username": "a?start=x"}}',
        " " * 200_000,
    ],
    ids=["page", "list", "null", "number", "no name", "endless"],
)
async def test_an_answer_that_names_no_bot_leaves_telegram_out(answer: str) -> None:
    async def answering(request: web.Request) -> web.Response:
        return web.Response(text=answer)

    app = web.Application()
    app.router.add_get("/{path:.*}", answering)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    found, said = await asked(Config(web=PUBLIC, telegram=Telegram(token=TOKEN, api_base=f"http://{host}:{port}")))
    await runner.cleanup()

    assert found.telegram == ""
    assert "Telegram is left out" in said


async def test_without_a_public_address_the_web_chat_is_left_out_where_another_way_is_open() -> None:
    poster = Poster(telegram_bot="langnghe_bot")
    found, said = await asked(Config(poster=poster, telegram=Telegram(token=TOKEN, api_base=NOWHERE)))

    assert found == Doors(telegram="https://t.me/langnghe_bot")
    assert "The web chat is left out" in said


async def test_a_name_alone_is_no_channel() -> None:
    poster = Poster(telegram_bot="langnghe_bot", zalo_bot_link="https://zalo.me/1459")

    assert (await asked(Config(web=PUBLIC, poster=poster)))[0] == Doors(web=PUBLIC.public_url)


def test_a_zalo_account_appears_by_its_number_and_without_it_is_left_out_in_words() -> None:
    said: list[str] = []
    there = zalo_oa_door("1", "1234567890123456789", said.append)
    assert (there, said) == ("https://zalo.me/1234567890123456789", [])

    assert zalo_oa_door("", "1234567890123456789", said.append) == ""
    assert said == []

    assert zalo_oa_door("1", "", said.append) == ""
    assert "Zalo is left out" in said[0]
    assert "[zalo_oa] oa_id" in said[0]


def test_a_zalo_bot_appears_only_by_a_link_that_somebody_has_tried() -> None:
    link = "https://zalo.me/9876543210987654321"
    said: list[str] = []
    assert (zalo_bot_door("1:a", link, said.append), zalo_bot_door("", link, said.append)) == (link, "")
    assert said == []

    assert zalo_bot_door("1:a", "", said.append) == ""
    assert "Zalo Bot is left out" in said[0]


async def test_both_ways_into_zalo_appear_once_their_addresses_are_known() -> None:
    account = ZaloOa(app_id="3608", app_secret="s", oa_id="1423", oa_secret_key="k")
    config = Config(web=PUBLIC, zalo_oa=account, zalo_bot=ZaloBot(token="1:abc"))

    found, said = await asked(config)
    assert (found.zalo_oa, found.zalo_bot) == ("https://zalo.me/1423", "")
    assert "[poster] zalo_bot_link" in said

    poster = Poster(zalo_bot_link="https://zalo.me/bot/langnghe")
    found, said = await asked(config.model_copy(update={"poster": poster}))
    assert (found.zalo_bot, said) == ("https://zalo.me/bot/langnghe", "")
