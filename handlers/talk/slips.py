"""Recognises the token of a slip for a visit (phiếu chấm điểm), scanned or typed."""

import re

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without those that are mistaken for one another."""
LENGTH = 14
"""About 68 bits."""
_SLIP = re.compile(rf"(?:U-)?V\W*((?:[{LETTERS}]-?){{{LENGTH}}})|((?:[{LETTERS}]{{5}}-){{2}}[{LETTERS}]{{4}})")


def slip_in(text: str) -> str | None:
    """Give the token of "v-ABCDE-FGHJK-MNPQ" without its dashes; None for anything else."""
    found = _SLIP.fullmatch(text.strip().upper()) if len(text) < 2 * LENGTH + 9 else None
    return (found[1] or found[2]).replace("-", "") if found else None


def written(token: str) -> str:
    """Give a token as a slip shows it and as its QR code carries it: "v-ABCDE-FGHJK-MNPQ"."""
    return f"v-{token[:5]}-{token[5:10]}-{token[10:]}"
