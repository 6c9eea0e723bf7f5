"""Groups and forums through the local Bot API server: topics, private links, members, removal, migration."""

from typing import Any

import aiohttp
import pytest

from bot.channels.channel import Gathering, Moved, Refused, SendError, TryLater, Unreachable
from bot.channels.telegram.group import inside
from bot.channels.telegram.read import ALLOWED
from handlers.talk.events import InGroup
from handlers.talk.says import Label, Message
from tests.fakes.telegram_house import House, house, listening
from tests.fakes.telegram_server import TOKEN, TelegramServer

STUB = Message(
    text="123-456-789 · Gấp · xã Tân Yên",
    buttons=(Label(text="Mở trong chat riêng", step="group.knock", value="c-123456789"),),
)
HERE = "-1001"


async def with_group(home: House) -> TelegramServer:
    home.server.group(-1001).add_bot(home.server.person())
    return home.server


async def failing(home: House, user: str = HERE) -> SendError:
    with pytest.raises(SendError) as caught:
        await home.channel.send(user, STUB)
    return caught.value


async def test_a_button_in_a_group_leads_to_the_private_chat() -> None:
    async with house() as home:
        server = await with_group(home)
        await home.channel.send(HERE, STUB)

        assert server.to(-1001)[0].rows == [
            [{"text": "Mở trong chat riêng", "url": "https://t.me/langnghe_bot?start=c-123456789"}]
        ]


async def test_a_bot_that_does_not_know_its_name_leaves_the_button_out_and_learns_it_later() -> None:
    async with house() as home:
        server = await with_group(home)
        server.fail(1, 502, methods=("getme",))
        await home.channel.send(HERE, STUB)
        await home.channel.send(HERE, STUB)

        assert [len(one.rows) for one in server.to(-1001)] == [0, 1]


async def test_a_topic_has_its_own_address_and_the_general_one_takes_over_where_it_is_shut() -> None:
    async with house() as home:
        server = await with_group(home)
        group = server.group(-1001)
        group.topic(7)
        await home.channel.send(f"{HERE}:7", STUB)
        group.close_topic(7)
        await home.channel.send(f"{HERE}:7", STUB)
        await home.channel.send(f"{HERE}:99", STUB)

        assert [one.thread for one in server.to(-1001)] == [7, None, None]


@pytest.mark.parametrize("user", ["", "abc", "-1001:x", ":7", "-1001:7:8"])
async def test_what_is_no_address_is_refused(user: str) -> None:
    async with house() as home:
        await with_group(home)
        with pytest.raises(Refused):
            await home.channel.send(user, STUB)


async def test_a_bot_that_was_thrown_out_cannot_reach_the_group() -> None:
    async with house() as home:
        server = await with_group(home)
        server.group(-1001).kick_bot(server.person())

        assert isinstance(await failing(home), Unreachable)
        with pytest.raises(Unreachable):
            await home.channel.member(HERE, "5001")


async def test_a_group_that_has_moved_says_where_to() -> None:
    async with house() as home:
        server = await with_group(home)
        server.group(-1001).migrate(-1009)
        error = await failing(home)

        assert isinstance(error, Moved)
        assert error.user == "-1009"


@pytest.mark.parametrize(
    ("code", "said", "kind"),
    [
        (400, "Bad Request: chat not found", Unreachable),
        (400, "Bad Request: not enough rights to send text messages to the chat", Refused),
        (400, "Bad Request: need administrator rights in the channel chat", Refused),
        (403, "Forbidden: bot was kicked from the group chat", Unreachable),
        (403, "Forbidden: the group chat was deleted", Unreachable),
        (429, "Too Many Requests: retry after 9", TryLater),
        (502, "Bad Gateway", TryLater),
    ],
)
async def test_every_refusal_of_a_group_is_one_of_ours(code: int, said: str, kind: type[SendError]) -> None:
    async with house() as home:
        server = await with_group(home)
        server.fail(1, code, said, retry_after=9 if code == 429 else 0)

        assert type(await failing(home)) is kind


@pytest.mark.parametrize(
    ("status", "name"),
    [
        ({"status": "creator"}, "Lan"),
        ({"status": "administrator", "can_be_edited": False}, "Lan"),
        ({"status": "member"}, "Lan"),
        ({"status": "restricted", "is_member": True}, "Lan"),
        ({"status": "restricted", "is_member": False}, None),
        ({"status": "left"}, None),
        ({"status": "kicked", "until_date": 0}, None),
        ({"status": "a kind of later years"}, "Lan"),
    ],
)
async def test_who_is_a_member_is_told_by_name(status: dict[str, Any], name: str | None) -> None:
    async with house() as home:
        server = await with_group(home)
        server.members[-1001, 5001] = {"user": server.person(5001, "Lan").user | {"first_name": "Lan"}, **status}

        assert isinstance(home.channel, Gathering)
        assert await home.channel.member(f"{HERE}:7", "5001") == name
        assert inside(status) == (name is not None)


async def test_who_never_was_in_the_group_is_no_member_and_a_web_chat_neither() -> None:
    async with house() as home:
        await with_group(home)

        assert await home.channel.member(HERE, "6000") is None
        assert await home.channel.member(HERE, "a-web-chat") is None


@pytest.mark.parametrize(
    ("code", "said"),
    [(502, "Bad Gateway"), (429, "Too Many Requests: retry after 3"), (400, "Bad Request: CHAT_ADMIN_REQUIRED")],
)
async def test_a_platform_that_cannot_say_who_is_a_member_says_neither_yes_nor_no(code: int, said: str) -> None:
    async with house() as home:
        server = await with_group(home)
        server.fail(1, code, said, methods=("getchatmember",))

        with pytest.raises(SendError):
            await home.channel.member(HERE, "5001")


async def test_the_bot_asks_to_be_told_who_leaves() -> None:
    async with listening() as home:
        await home.server.until(lambda: home.server.polled)

        assert home.server.allowed == set(ALLOWED)
        assert "chat_member" in ALLOWED


@pytest.mark.parametrize("admin", [True, False])
async def test_who_leaves_is_told_of_with_and_without_the_rights_of_an_administrator(admin: bool) -> None:
    async with listening() as home:
        an, binh = home.server.person(), home.server.person(5002, "Bình")
        group = home.server.group(-1001)
        group.admin = admin
        group.add_bot(an)
        group.add(binh)
        group.remove(binh, by=an)
        await home.server.until(lambda: len(home.events) > (2 if admin else 1))

        assert home.bodies[1:] == [InGroup(what="member_left", by="5002")] * (2 if admin else 1)


async def test_a_command_to_another_bot_is_not_ours() -> None:
    async with listening() as home:
        an, group = home.server.person(), home.server.group(-1001)
        await home.server.until(lambda: home.channel._name)
        group.add_bot(an)
        group.command(an, "/help@another_bot")
        group.command(an, "/help@LangNghe_bot")
        an.say("xong")
        await home.server.until(lambda: len(home.events) == 3)

        assert home.bodies[1] == InGroup(what="spoke", by="5001")


async def call(session: aiohttp.ClientSession, method: str, **params: Any) -> Any:
    async with session.post(f"/bot{TOKEN}/{method}", json=params) as answer:
        body = await answer.json()
        return body.get("result", [body.get("description"), body.get("parameters")])


async def test_the_local_server_refuses_as_the_real_one_does() -> None:
    async with TelegramServer() as server, aiohttp.ClientSession(server.url) as session:
        an, group = server.person(), server.group(-1001)
        group.add_bot(an)
        said = [
            await call(session, "sendMessage", chat_id=-1001, text="a", message_thread_id=7),
            await call(session, "getChatMember", chat_id=-1001, user_id=404),
            await call(session, "getChatMember", chat_id=-1002, user_id=5001),
        ]
        group.topic(7)
        group.close_topic(7)
        said.append(await call(session, "sendMessage", chat_id=-1001, text="a", message_thread_id=7))
        button = {"inline_keyboard": [[{"text": "a", "url": "nowhere"}]]}
        said.append(await call(session, "sendMessage", chat_id=-1001, text="a", reply_markup=button))
        group.migrate(-1009)
        said.append(await call(session, "sendMessage", chat_id=-1001, text="a"))
        member = await call(session, "getChatMember", chat_id=-1009, user_id=5001)
        server.group(-1009).kick_bot(an)
        said.append(await call(session, "sendMessage", chat_id=-1009, text="a"))

        assert said == [
            ["Bad Request: message thread not found", None],
            ["Bad Request: PARTICIPANT_ID_INVALID", None],
            ["Forbidden: bot is not a member of the supergroup chat", None],
            ["Bad Request: TOPIC_CLOSED", None],
            ["Bad Request: inline keyboard button URL is invalid", None],
            ["Bad Request: group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": -1009}],
            ["Forbidden: bot was kicked from the supergroup chat", None],
        ]
        assert (member["status"], server.to(-1001)) == ("member", [])
