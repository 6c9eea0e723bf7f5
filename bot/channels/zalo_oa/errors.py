"""Zalo's numbered refusals, as what is to be done about each; pure."""

from typing import Final

from bot.channels.channel import Refused, SendError, TryLater, Unreachable
from bot.channels.zalo_oa.settings import Version

SOON: Final = 5.0
LATER: Final = 60.0
HOUSE: Final = 600.0
"""Seconds until the next try while an operator has to mend something."""

RENEW: Final = frozenset({-216, -220, -124})
WINDOW: Final = frozenset({-227, -230, -232})
GONE: Final = frozenset({-213, -217, -218, -244})
PAID: Final = frozenset({-320, -321})
WAIT: Final = {-32: LATER, -234: 1800.0}
DOUBTFUL: Final = {-200: 30.0, -211: LATER}
"""Zalo failed inside, or so it says: it was seen to deliver all the same."""
OPERATOR: Final = {
    -204: "the Official Account is deleted",
    -205: "the Official Account does not exist",
    -209: "the app is not active: activate it at developers.zalo.me",
    -212: "the app is not linked to the Official Account",
    -219: "the app was removed or disabled",
    -221: "the Official Account is not verified",
    -223: "the app's quota is used up",
    -224: "the Official Account's package does not allow this: renew it",
    -242: "appsecret_proof is asked for: turn it off in the app's settings",
}
NOT_OURS: Final = {-201: "a parameter is not accepted", -210: "the message is too long", -248: "against Zalo's policy"}


class OldToken(Exception):
    """The access token is not known to Zalo any more."""


class WrongVersion(Exception):
    """This kind of account sends by the other version of the call."""

    def __init__(self, right: Version) -> None:
        super().__init__(right)
        self.right = right


class OldUpload(Exception):
    """Zalo does not know the file that a message shows: its upload has run out."""


class NeedsOperator(TryLater):
    """Nothing goes out until an operator mends something; what is owed waits."""

    def __init__(self, why: str) -> None:
        super().__init__(HOUSE)
        self.why = why


class Unheard(TryLater):
    """A number that nobody has written down: whether the message arrived is not known."""

    def __init__(self, code: int) -> None:
        super().__init__(LATER, ambiguous=True)
        self.code = code


def failure(code: int, version: Version | None = None) -> SendError | OldToken | WrongVersion | OldUpload:
    """Give what an error number means. `version` is that of the message call, None for any other call.

    Only -235 from v3 and -240 from v2 mean "use the other version": on any other number Zalo may have delivered.
    """
    if code in RENEW:
        return OldToken()
    if (code, version) == (-235, "v3"):
        return WrongVersion("v2")
    if (code, version) == (-240, "v2"):
        return WrongVersion("v3")
    if code in (-235, -240):
        return NeedsOperator("this kind of Official Account may not use this call")
    if code in WINDOW:
        return Unreachable(f"Zalo {code}", reason="window")
    if code in GONE:
        return Unreachable(f"Zalo {code}", reason="blocked")
    if code in PAID:
        return Unreachable(f"Zalo {code}: [zalo_oa] has no money for what is sent after 48 hours", reason="window")
    if code in WAIT:
        return TryLater(WAIT[code])
    if code in DOUBTFUL:
        return TryLater(DOUBTFUL[code], ambiguous=True)
    if code in OPERATOR:
        return NeedsOperator(OPERATOR[code])
    if code in NOT_OURS:
        return Refused(f"Zalo {code}: {NOT_OURS[code]}")
    if code == -100:
        return OldUpload()
    return Unheard(code)
