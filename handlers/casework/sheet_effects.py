"""What a reader of the digest asks the store for beside its pages."""

from typing import Literal

from handlers.value import Value


class SendSheet(Value):
    """Send the reader the picture or the workbook of a period, "2026-W47", or "" for the last complete week."""

    kind: Literal["send_sheet"] = "send_sheet"
    what: Literal["picture", "workbook"]
    period: str = ""
