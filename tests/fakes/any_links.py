"""Whatever the store may answer where a person joins or parts chats."""

from random import Random

from handlers.talk import link_events


def some_link_answer(dice: Random, kind: str) -> link_events.LinkAnswer | None:
    """Give what the store may answer where chats are joined or parted, None where it keeps silent."""
    refused = link_events.LinkRefused(why=dice.choice(("unknown", "already", "too_many")))
    chats = tuple(
        link_events.Chat(channel=channel, mark=str(at), here=at == 1)
        for at, channel in enumerate(dice.sample(("telegram", "zalo_oa", "web"), dice.randrange(4)), start=1)
    )
    match kind:
        case "give_link":
            return link_events.LinkGiven(code="K7M2P9QX", minutes=10)
        case "find_link":
            return dice.choice((link_events.LinkFound(channel="web"), refused))
        case "join_chats":
            return dice.choice((link_events.Linked(channel="web", cases=dice.randrange(4)), refused))
        case "find_chats":
            return link_events.Chats(chats=chats)
        case "part_chat":
            return link_events.Parted(chat=dice.choice((None, *chats)))
        case _:
            return None
