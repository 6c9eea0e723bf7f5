"""What readers of a digest ask for beyond its sections: the cases behind a number, a nudge, a unit to follow."""

from typing import Annotated, Literal

from pydantic import Field

from handlers.value import Value


class ShowUnit(Value):
    """Show a unit's figures: "2026-W47/07339", or "2026-W47/all". Answered with `DigestPage` or `Denied`."""

    kind: Literal["show_unit"] = "show_unit"
    asked: str


class ListCases(Value):
    """List the cases behind a number: "2026-W47/07339/late", perhaps "/1" for the second page.

    Answered with `DigestPage` or `Denied`.
    """

    kind: Literal["list_cases"] = "list_cases"
    asked: str


class NudgeCase(Value):
    """Remind whoever holds a case (đôn đốc), once a day. Answered with `DigestPage` or `Denied`."""

    kind: Literal["nudge_case"] = "nudge_case"
    code: str


class FollowUnit(Value):
    """Have a unit first in the digest, or no longer. Answered with `DigestPage` or `Denied`."""

    kind: Literal["follow_unit"] = "follow_unit"
    unit: str


Overseeing = Annotated[ShowUnit | ListCases | NudgeCase | FollowUnit, Field(discriminator="kind")]
